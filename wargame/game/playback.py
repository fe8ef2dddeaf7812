"""A resolved turn told step by step: who did what, by which rule, with which effect.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from wargame.game.account import Account
from wargame.model.playback import PlaybackStep


def playback_steps(account: Account) -> tuple[PlaybackStep, ...]:
    """Give one step for each named rule with an effect that the seat may see."""
    return ()
