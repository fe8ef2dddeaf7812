"""Documents that cannot rot: their examples, commands and links are tried."""
