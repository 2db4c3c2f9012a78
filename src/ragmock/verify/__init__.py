"""What a real server, the contract and the fake say differently, found by asking all three."""
