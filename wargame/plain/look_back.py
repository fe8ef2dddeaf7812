"""A saved game in plain lines, with the truth: all turns, one turn step by step, or one change by its causes.

Must not know: how the game was opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.errors import UsageError
from wargame.game.wording.notes import note_line
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.rulings import ruling_line
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.why import Why
from wargame.plain.board import areas, headlines, roads
from wargame.plain.causes import cause_lines, why_lines
from wargame.plain.cells import cell_among
from wargame.plain.names import fitting_metrics
from wargame.plain.plain_text import capital
from wargame.plain.spelling import ASCII, Spelling
from wargame.plain.story import belief_lines, end_lines, playback_lines
from wargame.plain.timeline import chronicle
from wargame.store.header import parent_told
from wargame.store.look_back import LookBack


def game_lines(seen: LookBack, spelling: Spelling = ASCII) -> Iterator[str]:
    """Return lines about the whole game: players, orders and news of each turn, headlines of each seat, and the end."""
    match, header = seen.match, seen.header
    # the first players, because each turn reports its changes of players
    opened = {seat: header.seats[seat] for seat in match.seats}
    seats = ", ".join(f"{match.scenario.label(seat)} {player}" for seat, player in opened.items())
    yield from spelling.lines(
        [
            f"{header.title}, {match.length} turns, seed {header.seed}. {seats}.",
            *([parent_told(header)] if header.parent else []),
            f"Wargame {header.program}, behaviour {header.behaviour}. {'Sealed' if seen.sealed else 'Not sealed'}.",
        ]
    )
    for turn in range(1, match.played + 1):
        yield ""
        yield from spelling.lines(turn_summary(seen, turn))
    yield ""
    if match.ending:
        yield from spelling.lines(end_lines(match))
    else:
        yield from spelling.lines([f"The game stands at turn {match.turn}."])


def turn_summary(seen: LookBack, turn: int) -> list[str]:
    """Return one turn in short: orders with their seats, news, the headlines of each seat, rulings, and notes."""
    match, scenario = seen.match, seen.match.scenario
    lines, after = chronicle(match, turn), match.view_at(None, turn + 1)
    for seat in match.seats:
        watched = " ".join(headlines(scenario, after, seat))
        lines += [f"{capital(scenario.label(seat))} watches: {watched}"] if watched else []
    lines += [ruling_line(scenario, ruling) for ruling in match.rulings(turn)]
    return lines + [f"Note: {note_line(scenario, note)}" for note in match.notes if note.about == turn]


def must_be_played(seen: LookBack, turn: int) -> None:
    """Raise UsageError if a turn has not been resolved in this save."""
    if not 1 <= turn <= seen.match.played:
        raise UsageError(f"Turn {turn} has not been played in this save; {seen.match.played} have.")


def turn_lines(seen: LookBack, turn: int, spelling: Spelling = ASCII) -> Iterator[str]:
    """Return one turn in full: its summary, every step with its causes, and the board after the turn."""
    match = seen.match
    must_be_played(seen, turn)
    yield from spelling.lines(turn_summary(seen, turn))
    for step in match.playback(None, turn, SPOKEN):
        yield ""
        yield from spelling.lines(playback_lines(step))
    after = match.view_at(None, turn + 1)
    yield ""
    yield from spelling.lines(["After the turn:", *roads(match.scenario, after), *areas(match.scenario, after)])
    believed = belief_lines(match.report(None, turn, SPOKEN))
    if believed:
        yield ""
        yield from spelling.lines(["What the teams believed:", *believed])


def why_found(seen: LookBack, turns: tuple[int, int], metric: str, entities: Sequence[str]) -> Why:
    """Return the true causes of a change. `turns`: the first and the last turn. Raises UsageError for no such cell."""
    name, cell = cell_found(seen.match.scenario, metric, entities)
    return seen.match.why_over(None, name, cell, turns, SPOKEN)


def cell_found(scenario: Scenario, metric: str, entities: Sequence[str]) -> MetricCell:
    """Return the cell that these words name. Raises UsageError for no such cell."""
    return cell_among(scenario, "", metric, fitting_metrics(scenario, metric), entities)


def why_told(
    seen: LookBack,
    turns: tuple[int, int],
    metric: str,
    entities: Sequence[str],
    cause: int = 0,
    spelling: Spelling = ASCII,
) -> Iterator[str]:
    """Return lines about all causes of a change, or about one cause. `turns`: the first and the last turn.

    `cause`: the number of the wanted cause, or 0 for all causes.

    Raises UsageError if the cell or the cause does not exist.
    """
    why, scenario = why_found(seen, turns, metric, entities), seen.match.scenario
    yield from spelling.lines(cause_lines(why, cause) if cause else why_lines(scenario, why))
