"""The strength of an order in words. Repetition weakens an order, and the main effort strengthens it.

Must not know: screens.
"""

from __future__ import annotations

from wargame.model.scenario.ruleset import EffortRules

_ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def percent(strength: float) -> str:
    """Return the remaining strength of a repeated order as text, such as `72 %`. The text is empty at full strength."""
    return f"{100 * strength:.0f} %" if strength < 1 else ""


def repeated(streak: int, strength: float) -> str:
    """Return a sentence about an order that a seat repeats, such as `Third turn in a row: works at 72 %.`.

    `streak`: the number of turns directly before this turn in which the seat gave the same order.

    The text is empty at full strength.
    """
    number = streak + 1
    ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"
    return f"{ordinal} turn in a row: works at {percent(strength)}." if strength < 1 else ""


def main_effort(effort: EffortRules, heeds: bool) -> str:
    """Return a text that says how the main effort changes an order.

    `heeds`: whether the main effort changes the effect of this order.
    """
    if not heeds:
        return "Main effort: no effect here, only the level of this order counts."
    return f"Main effort: works {100 * (effort.main - 1):.0f} % more strongly."
