"""Writes that a game's length has no par of its own, and which length's par the margins use.

Must not know: how par is measured, or where a margin is shown.
"""

from __future__ import annotations

from wargame.model.scenario.scenario import Scenario


def borrowed_par(scenario: Scenario, turns: int) -> int:
    """Return the number of turns whose par the margins use. Return 0 if the length is listed, or if there is no par."""
    if not scenario.lengths or not scenario.lengths[0].par or any(row.turns == turns for row in scenario.lengths):
        return 0
    return scenario.lengths[0].turns


def par_note(scenario: Scenario, turns: int) -> str:
    """Return sentences about the par of another length, with the remedy. Return no text if the length is listed."""
    used = borrowed_par(scenario, turns)
    if not used:
        return ""
    games = f"{turns} turn{'s' if turns > 1 else ''}"
    return (
        f"No par is measured for games of {games}: margins use the par of {used} turns. "
        f"Play {used} turns, or add the length of {games} to the scenario and run "
        f"wargame balance {scenario.name} --par."
    )


def par_mark(scenario: Scenario, turns: int) -> str:
    """Return a few words for a narrow place, such as ` (par of 6 turns)`. Return no text if the length is listed."""
    used = borrowed_par(scenario, turns)
    return f" (par of {used} turns)" if used else ""
