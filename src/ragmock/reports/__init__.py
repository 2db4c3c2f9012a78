"""What a tool of ragmock found, in the forms that people and CI read."""
