"""What a seat may be told of a resolved turn, and why: the only filter between the match and a seat."""
