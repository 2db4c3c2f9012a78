"""Documents about the APIs, checked against the contract and the fake."""
