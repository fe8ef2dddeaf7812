"""Events in files: how a save writes them, reads them, and checks them against the rules of their game."""
