"""Many clients at once, each in a world of its own, with faults on; each knows what is to be."""
