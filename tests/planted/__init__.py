"""Mistakes that authors make, planted one at a time in sound scenarios: what `wargame check` says of each."""
