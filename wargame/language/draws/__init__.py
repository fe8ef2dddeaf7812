"""Draws: values that are made of the random bits of a die."""
