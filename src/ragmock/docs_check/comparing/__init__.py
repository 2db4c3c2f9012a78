"""What a document says, beside what the contract says."""
