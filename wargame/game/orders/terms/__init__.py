"""Terms of deals as text, such as `truce DKR 0.5; 3 turns`: how they are read and completed."""
