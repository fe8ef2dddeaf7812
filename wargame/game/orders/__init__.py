"""Orders as text: what can be written, how it is read, completed, priced and kept as a draft."""
