"""A world for each test, by the fixture `ragmock` of pytest."""
