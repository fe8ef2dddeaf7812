"""The past line by line: the log, the report of a turn, its playback step by step, and the end of the game.

Must not know: who may know what. This module gets only facts that its seat may know.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.game.disclosure.reasons import reason_told
from wargame.game.match_reader import MatchReader
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.par import par_note
from wargame.model.match.result import GameResult
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.log import LogLine
from wargame.model.telling.playback import PlaybackStep
from wargame.model.telling.turn_report import TurnReport
from wargame.plain.causes import own_told
from wargame.plain.plain_text import sentence


def heading(scenario: Scenario, turn: int, length: int) -> str:
    """Return the turn and its days as text, such as `Turn 4 of 26, 13 to 26 October 2025`."""
    said = f"Turn {turn} of {length}"
    if scenario.calendar is None:
        return said
    first, last = scenario.calendar.span(turn)
    month = "" if (first.month, first.year) == (last.month, last.year) else f" {first:%B}"
    year = "" if first.year == last.year else f" {first.year}"
    if first == last:
        return f"{said}, {last.day} {last:%B} {last.year}"
    return f"{said}, {first.day}{month}{year} to {last.day} {last:%B} {last.year}"


def log_lines(log: Sequence[LogLine]) -> list[str]:
    """Return the lines of the log. The newest line comes first."""
    if not log:
        return ["Nothing has happened yet."]
    return [f"Turn {line.turn}{', alarm' if line.alarm else ''}: {sentence(line.text)}" for line in reversed(log)]


def report_lines(report: TurnReport) -> list[str]:
    """Return a turn's report: changes with their main causes, the seat's orders, and visible orders of other seats."""
    lines = [f"Report of turn {report.turn}."]
    for row in report.rows:
        since = f", {row.since} since turn 1" if row.since and report.turn > 1 else ""
        because = f", mostly because of {row.because}" if row.because else ""
        now = f"{SPOKEN.joined(row.now, row.unit)} {row.spread}".rstrip()
        told = ", ".join(part for part in (now, row.note) if part)
        still = "no clear change" if row.spread else "no change"
        lines.append(f"{row.label}: {told}, {row.turn or still}{since}{because}.")
    for order in report.orders:
        main = ", main effort" if order.main else ""
        paid = f" Paid: {order.paid}." if order.paid else ""
        lines.append(f"Your order {order.order.removesuffix(' main')}{main}: {sentence(order.text)}{paid}")
    if not report.orders:
        lines.append("You gave no orders.")
    lines += [sentence(reason_told(reason, report.seat)) for reason in report.reasons]
    lines += [f"Seen of others: {sentence(seen.text)}" for seen in report.seen]
    lines += [f"News: {sentence(text)}" for text in report.news]
    lines += [f"Then came inject {sentence(text)}" for text in report.letters]
    return [*lines, *belief_lines(report)]


def belief_lines(report: TurnReport) -> list[str]:
    """Return lines with each team's estimate of a number, beside the truth."""
    return [
        f"{belief.label} was {belief.truth}; {'; '.join(f'{who} believed {told}' for who, told in belief.believed)}."
        for belief in report.beliefs
    ]


def playback_lines(step: PlaybackStep) -> list[str]:
    """Return lines about one step of a playback.

    The lines are the orders, the changes with their causes, the dice, the reports, and the rule in one sentence.
    """
    place = f", {step.place_label}" if step.place_label else ""
    lines = [f"Turn {step.turn}, step {step.number} of {step.total}, {step.phase_label}: {step.title}{place}."]
    for contribution in step.contributions:
        effect = f" {sentence(contribution.effect)}" if contribution.effect else ""
        lines.append(f"{'You' if contribution.own else contribution.who}: {contribution.order}.{effect}")
    for change in step.changes:
        difference = f", {change.difference}" if change.difference else ""
        values = f"{change.before} to {change.after}" if change.after else "an estimate"
        lines.append(f"{change.label}: {values}{difference}.")
    for term in step.terms:
        weight = term.printed or f"{term.word}, {'against' if term.sign < 0 else 'for'} it"
        lines.append(f"Cause: {term.cause}, {weight}.{own_told(term)}")
    if step.chance:
        lines.append(f"Chance: {sentence(step.chance)}")
    lines += [sentence(text) for text in (*step.reports, *step.also)]
    if step.because:
        lines.append(f"In short: {sentence(step.because)}")
    return lines


def end_lines(match: MatchReader) -> list[str]:
    """Return lines about the end of a match, and a note if no par is measured for the number of its turns."""
    note = par_note(match.scenario, match.length)
    return [*result_lines(match.result()), *([note] if note else [])]


def result_lines(result: GameResult) -> list[str]:
    """Return lines about the end of the game.

    The lines show the ending, the score, margin and components of each seat, and the hidden parameters.
    """
    lines = [f"The game is over in turn {result.turn}: {sentence(result.label)}"]
    if result.text:
        lines.append(sentence(result.text))
    for seat in result.seats:
        par = "" if seat.margin is None else f", {SPOKEN.signed(seat.margin, 2)} against par"
        parts = ", ".join(f"{part.label or part.name} {SPOKEN.plain(part.value, 0)}" for part in seat.components)
        lines.append(f"{seat.label}: score {SPOKEN.plain(seat.score, 1)} of 100{par}.{f' {parts}.' if parts else ''}")
    told = [hidden for hidden in result.hidden if hidden.known_to]
    unknown = [hidden for hidden in result.hidden if not hidden.known_to]
    lines += ["What nobody knew:"] if unknown else []
    lines += [f"{hidden.label or hidden.name}: {hidden.value}." for hidden in unknown]
    lines += ["What only one team knew:"] if told else []
    lines += [f"{hidden.label or hidden.name}: {hidden.value}, known to {hidden.known_to}." for hidden in told]
    return lines
