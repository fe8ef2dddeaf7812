"""The match: one authority over a game's orders, turns and views.

Must not know: files, screens, clocks; only the record that it is given to write to.
"""

from wargame.game.match import Match

__all__ = ["Match"]
