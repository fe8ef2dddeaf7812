"""Terms of deals as text: their words, and how they are read and completed."""
