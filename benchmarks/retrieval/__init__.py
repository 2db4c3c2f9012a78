"""How well a search finds what was uploaded, and what that costs."""
