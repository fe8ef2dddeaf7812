"""The account of a game: how much the start, decisions, luck, injects and rulings changed, and the causes of each
change.
"""
