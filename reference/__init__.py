"""API references written from the contract, with answers that the fake gave: `make docs`."""
