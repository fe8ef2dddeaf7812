"""The words for margins. All screens, pages and commands use the same words.

A margin is always a distance from par. The words say which score is compared with par.

Must not know: how a margin is computed, or where a margin is shown.
"""

from __future__ import annotations

FINAL = "margin over par"  # of the score of a game that has ended
EXPECTED = "margin expected at the end"  # the mean over games that bots play on from here
IF_ENDED = "margin if the game ended then"  # of the score after a turn, before the end
