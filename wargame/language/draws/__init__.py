"""Draws: values made of a die's bits."""
