"""Draws the figures of the review as SVG. Equal data give equal bytes."""
