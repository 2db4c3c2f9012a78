"""The rules: each a small function that finds what it is about."""
