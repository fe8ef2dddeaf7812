"""Events at the edge: how a save writes them, reads them back, and checks them against the rules of their game."""
