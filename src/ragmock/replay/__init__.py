"""What a bundle tells is done again, and every answer compared with the one that was given."""
