"""The account of a game: what the start, decisions, luck, injects and rulings changed, and the causes of it."""
