"""Sentences about changes of a seat's player. Only the seat itself and readers of the truth get these sentences.

Must not know: how a seat gets another player.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.game.wording.labels import seat_label
from wargame.model.match.events import SeatChanged
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import HUMAN


def hands_told(scenario: Scenario, changes: Iterable[SeatChanged], seat: str | None) -> tuple[tuple[int, str], ...]:
    """Return the turn and the sentence of each change that a seat may know. Return all changes if `seat` is None."""
    return tuple(
        (change.turn, f"{seat_label(scenario, change.seat)} is played by {_who(change.player)} from this turn on.")
        for change in changes
        if seat in (None, change.seat)
    )


def players_told(seats: Mapping[str, str], first: Mapping[str, str], changes: Iterable[SeatChanged]) -> dict[str, str]:
    """Return the players of each seat as text, in their order, such as `human, doctrine from turn 3`."""
    told = {seat: [first[seat]] for seat in seats}
    for change in changes:
        told[change.seat].append(f"{change.player} from turn {change.turn}")
    return {seat: ", ".join(players) for seat, players in told.items()}


def _who(player: str) -> str:
    return "a person" if player == HUMAN else f"the bot {player}"
