"""Injects and deals become ordinary metrics, actions and steps; nothing else need know of them."""
