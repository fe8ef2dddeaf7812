"""Events in files: how a save writes events, reads events, and checks events against the rules of their game."""
