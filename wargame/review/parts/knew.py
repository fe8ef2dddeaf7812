"""Part 4: the estimates of the teams, compared with the true values.

Must not know: how a page is written.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.analysis.account.known import KnownDecision
from wargame.game.wording.number import SPOKEN
from wargame.model.rules.metric import MetricCell
from wargame.review.figures.bars import beliefs_panel
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, Drawing, Gallery, PageTable, ReviewPart, Row, Subhead, TableCell
from wargame.review.parts.headlines import estimates_of
from wargame.review.words import counted, signed, with_error

PROMISED = 80  # percent of stated intervals that should hold the truth
_RED = "The facilitator has the page with what was true."


@attrs.frozen
class BeliefError:
    """The error of a team's estimate of a cell after a turn: the estimate minus the true value.

    `half`: half of the interval that the estimate states (±). A cell is one number of a metric.
    """

    team: str
    cell: MetricCell
    turn: int
    error: float
    half: float

    @property
    def outside(self) -> bool:
        """Return whether the true value lay outside the interval of the estimate."""
        return abs(self.error) > self.half


def beliefs(findings: Findings) -> list[BeliefError]:
    """Return the errors of all estimates of headlines, for a reader who may know the truth."""
    found = []
    for headline in findings.headlines if findings.whole else ():
        cell = (headline.metric, headline.entity)
        for team in findings.teams:
            for each in estimates_of(findings, cell, team):
                true = findings.value(each.moment, cell)
                if true is not None and each.half:
                    found.append(BeliefError(team, cell, each.moment, each.value - true, each.half))
    return found


def knew(findings: Findings) -> ReviewPart:
    """Return the part about knowledge and truth."""
    found = beliefs(findings)
    blocks: list[Block] = []
    for cell in dict.fromkeys(belief.cell for belief in found):
        here = [belief for belief in found if belief.cell == cell]
        most = max(abs(belief.error) + belief.half for belief in here)
        panels = []
        for team in findings.teams:
            rows = [(belief.turn, belief.error, belief.half) for belief in here if belief.team == team]
            if rows:
                panels.append(_panel(findings, cell, team, rows, most))
        unit = f", {findings.unit(cell)}" if findings.unit(cell) else ""
        blocks += [Subhead(f"{findings.name(cell)}: belief minus truth{unit}"), Gallery(tuple(panels), 4)]
    if found:
        blocks.append(_table(findings, found))
    if findings.known:
        blocks += [Subhead("Decisions as far as the teams could know"), *_decisions(findings)]
    return ReviewPart(
        key="knew",
        name="Knew v true",
        question="Which decision rested on a wrong picture?",
        answer=_answer(findings, found),
        blocks=tuple(blocks),
        how=_how(findings, found),
        commands=_commands(findings, found),
    )


def _how(findings: Findings, found: list[BeliefError]) -> str:
    said = []
    if found:
        said.append(
            "The black line is the truth. A mark above it: the team believed more than there was. The bar should reach "
            "the line 8 times in 10; black marks are turns in which it did not. One scale within each row."
        )
    if findings.known:
        said.append(
            "“As known” is what the orders changed on states that agree with the view of the team. “In truth” is the "
            "term of the account. A picture counts as wrong if the two have other signs and differ by more than twice "
            "their joint error. “Expected” is how much more margin the team could expect than it should have expected."
        )
    return " ".join(said)


def _decisions(findings: Findings) -> Iterator[Block]:
    """Return two tables: the decisions that were based on wrong estimates, and all decisions."""
    head = ("team", "turn", "as known", "in truth", "expected", "main effort")
    wrong = [each for each in findings.known if each.wrong_picture]
    if wrong:
        rows = tuple(_decision(findings, each) for each in wrong)
        yield PageTable(head, rows, "Decisions that rested on a wrong picture", 2)
    rows = tuple(_decision(findings, each) for each in findings.known)
    yield PageTable(head, rows, "All decisions as known and in truth, as a table", 2, folded=True)


def _decision(findings: Findings, each: KnownDecision) -> Row:
    figures = (
        TableCell(signed(value.mean), f"±{value.error:.2f}") for value in (each.decision, each.in_truth, each.value)
    )
    effort = TableCell(findings.main_effort(each.seat, each.turn) or "none")
    return (TableCell(findings.label(each.seat), team=each.seat), TableCell(f"T{each.turn}"), *figures, effort)


def _panel(
    findings: Findings, cell: MetricCell, team: str, rows: list[tuple[int, float, float]], most: float
) -> Drawing:
    def write(value: float) -> str:
        return _signed(findings, cell, value)

    number = findings.numbers[team]
    return Drawing(beliefs_panel(findings.label(team), number, rows, most, findings.last, write))


def _signed(findings: Findings, cell: MetricCell, value: float) -> str:
    text = findings.write(cell, abs(value))
    return f"{'+' if value > 0 else '−'}{text}"


def worst(findings: Findings, found: list[BeliefError]) -> BeliefError | None:
    """Return the estimate whose error was the largest multiple of its interval, among errors outside the interval.

    Estimates of the leading number are preferred. The leading number is the headline that most teams watch.
    """
    outside = [belief for belief in found if belief.outside]
    outside = [belief for belief in outside if belief.cell == findings.leading] or outside
    return max(outside, key=lambda belief: abs(belief.error) / belief.half, default=None)


def _answer(findings: Findings, found: list[BeliefError]) -> tuple[str, ...]:
    if not findings.whole:
        return (f"This version holds only what your team could know. {_RED}",)
    if not found:
        return ("No team estimated a headline: every number that a team watched was known to it exactly.",)
    said = []
    if findings.known:
        wrong = [each for each in findings.known if each.wrong_picture]
        said.append(f"{len(wrong) or 'None'} of {counted(len(findings.known), 'decision')} rested on a wrong picture.")
        worse = max(wrong, key=lambda each: abs(each.in_truth.mean), default=None)
        if worse is not None:
            said.append(
                f"The orders of {findings.label(worse.seat)} at turn {worse.turn} were worth "
                f"{with_error(worse.decision)} as far as it could know, and {with_error(worse.in_truth)} in truth."
            )
    belief = worst(findings, [each for each in found if each.turn < findings.last])
    if belief is not None:
        true = findings.value(belief.turn, belief.cell)
        believed = findings.write(belief.cell, (true or 0.0) + belief.error)
        name = findings.name(belief.cell)
        effort = findings.main_effort(belief.team, belief.turn + 1)
        then = f"; its main effort of turn {belief.turn + 1} was {effort}" if effort else ""
        said.append(
            f"After turn {belief.turn} {findings.label(belief.team)} took “{name}” for {believed} when it was "
            f"{findings.write(belief.cell, true)}{then}."
        )
    inside = sum(not each.outside for each in found)
    said.append(
        f"Over all, the truth lay inside the stated interval {inside} times in {len(found)} "
        f"({100 * inside / len(found):.0f} %; {PROMISED} % was promised)."
    )
    return tuple(said)


def _commands(findings: Findings, found: list[BeliefError]) -> tuple[Command, ...]:
    commands = []
    account = findings.account
    if findings.known and account is not None:
        known = [f"{SPOKEN.signed(each.decision.mean, 2)} ±{each.decision.error:.2f}" for each in findings.known]
        commands.append(Command(f"wargame account {findings.save} --keys {account.keys} --known", tuple(known)))
    belief = worst(findings, [each for each in found if each.turn < findings.last])
    if belief is None:
        return tuple(commands)
    true = findings.write(belief.cell, findings.value(belief.turn, belief.cell))
    prints = (f"{findings.name(belief.cell)} was {true}",)
    return (*commands, Command(f"wargame replay {findings.save} --turn {belief.turn}", prints))


def _table(findings: Findings, found: list[BeliefError]) -> PageTable:
    rows = []
    for cell in dict.fromkeys(belief.cell for belief in found):
        for team in findings.teams:
            here = {belief.turn: belief for belief in found if (belief.cell, belief.team) == (cell, team)}
            if here:
                cells = [
                    TableCell(
                        _signed(findings, cell, here[turn].error),
                        f"±{findings.write(cell, here[turn].half)}",
                        quiet=not here[turn].outside,
                    )
                    if turn in here
                    else TableCell("–")
                    for turn in findings.turns
                ]
                rows.append((TableCell(findings.name(cell)), TableCell(findings.label(team), team=team), *cells))
    head = ("headline", "team", *(f"T{turn}" for turn in findings.turns))
    return PageTable(head, tuple(rows), "Belief minus truth by turn as a table", 2, folded=True)
