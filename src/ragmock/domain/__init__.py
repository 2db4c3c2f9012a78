"""The core: what a knowledge base is and the rules about it. Knows no provider, no HTTP, no file."""
