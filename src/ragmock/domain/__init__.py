"""The core: a knowledge base and the rules about it. Knows no provider, no HTTP, no file."""
