"""What a seat may know of a resolved turn, and why: the only filter between the match and a seat."""
