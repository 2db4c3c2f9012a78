"""What is to go wrong in a world: for which requests, how often, and which of it was met."""
