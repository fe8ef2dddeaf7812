"""Injects and deals become ordinary metrics, actions and steps. Later code needs no special case for them."""
