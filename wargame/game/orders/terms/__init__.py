"""Terms of deals as text: the words that can be written, how they are read and completed."""
