"""Parts that many screens share, and short screens for any moment: a question, a list, help, a wait, an error."""
