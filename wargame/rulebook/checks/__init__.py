"""Checks of whole steps, actions, scores, endings, reports and deals."""
