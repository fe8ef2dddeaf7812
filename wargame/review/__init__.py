"""Makes the after-action review of a game: a page with findings, sentences and figures."""
