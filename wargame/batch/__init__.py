"""Plays thousands of games of one scenario with the same bots, in several processes.

A chunk is a group of games that one process plays together.

Must not know: screens or saves. The results do not depend on the chunks or on the number of processes.
"""

from wargame.batch.plan import Plan
from wargame.batch.run import run_games

__all__ = ["Plan", "run_games"]
