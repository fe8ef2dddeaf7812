"""The times of an inject in words: turns, conditions, chances, and earlier injects.

Must not know: whether the inject has come.
"""

from __future__ import annotations

from wargame.model.rules.inject import Inject


def inject_times(inject: Inject) -> str:
    """Return in words when an inject may come."""
    parts = []
    if inject.turns:
        first, last = inject.turns
        parts.append(f"turn {first}" if first == last else f"turns {first} to {last}")
    if inject.on:
        parts.append(f"when {inject.on.text}")
    if inject.deck:
        parts.append(f"by chance {inject.deck.text}")
    if inject.follows:
        parts.append("after " + " or ".join(f"{follow.inject} {follow.choice}".strip() for follow in inject.follows))
    if inject.facilitator:
        parts.append("when the facilitator gives it")
    return ", ".join(parts)
