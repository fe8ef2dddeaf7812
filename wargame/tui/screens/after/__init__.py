"""Screens after a turn or after the game: results, causes, the facilitator's place, the end, and the look back."""
