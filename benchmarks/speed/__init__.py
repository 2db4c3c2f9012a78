"""How fast ragmock is, and how fast its peers are, side by side: `make benchmark`."""
