"""What a seat can compute with: what it sees exactly, what it only estimates, what surely holds."""
