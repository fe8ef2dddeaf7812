"""Plays thousands of games of one scenario with one adjudicator and the same bots, in chunks and in several processes.

Must not know: screens or saves. The results do not depend on the chunks or on the number of processes.
"""

from wargame.batch.plan import Plan
from wargame.batch.run import run_games

__all__ = ["Plan", "run_games"]
