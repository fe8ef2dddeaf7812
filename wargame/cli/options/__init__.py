"""Options that several commands share, and the completion of words in a shell."""
