"""The texts that commands print for people, and the named things in these texts."""
