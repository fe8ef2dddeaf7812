"""The after-action review of a game: findings, sentences, figures, and the page that holds them."""
