"""Mistakes of authors in sound scenarios, one at a time, and the messages of `wargame check` about each mistake."""
