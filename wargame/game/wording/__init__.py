"""Names and numbers as people read them, the same on every screen."""
