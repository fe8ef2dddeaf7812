"""Figures as SVG. Equal data give equal bytes."""
