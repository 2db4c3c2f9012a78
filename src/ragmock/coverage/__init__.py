"""What clients tried of the contract, and what they never tried."""
