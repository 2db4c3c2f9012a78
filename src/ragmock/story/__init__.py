"""What happened to a world since it began: what it was then, how it was steered, what was asked."""
