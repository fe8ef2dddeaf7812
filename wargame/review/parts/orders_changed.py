"""A section of part 5: what the orders of each team changed, by a replay without these orders.

Must not know: how a page is written, or how turns are played again.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.game.wording.order_effects import EffectGroup, effect_groups
from wargame.model.telling.odds import MARGIN
from wargame.model.telling.order_effects import OrderEffects
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, PageTable, Paragraph, Subhead, TableCell
from wargame.review.words import joined, signed

HEAD = ("orders", "number", "with", "without", "difference")
ORDERS_HOW = (
    "The tables of orders compare the game with the same turns played again without these orders. The dice are the "
    "same, and the other teams give the same orders."
)
_MOST_PRINTED = 3  # the texts of a command that a reader can find in its output


def effects_of_teams(findings: Findings) -> tuple[OrderEffects, ...]:
    """Return the effects of the orders of each team that people played, or of each team if bots played all teams.

    The result is empty for a reader who may not know the truth, and for a game without turns.
    """
    if not findings.whole or not findings.last:
        return ()
    people = [team for team in findings.teams if findings.played_by_people(team)]
    found = (findings.match.order_effects(team, (1, findings.last)) for team in people or findings.teams)
    return tuple(each for each in found if each.together is not None)


def orders_changed(findings: Findings, effects: Sequence[OrderEffects]) -> list[Block]:
    """Return the tables of all teams."""
    blocks: list[Block] = []
    for each in effects:
        groups = effect_groups(findings.scenario, each, WRITTEN)
        first, *single = groups
        blocks.append(Subhead(f"What the orders of {findings.label(each.seat)} changed", each.seat))
        blocks.append(PageTable(HEAD, tuple(_rows(first)), "", 2))
        blocks += [Paragraph(note) for note in first.notes]
        if single:
            rows = tuple(row for group in single for row in _rows(group))
            caption = f"The single orders of {findings.label(each.seat)} as a table"
            blocks.append(PageTable(HEAD, rows, caption, 2, folded=True, printed=True))
    return blocks


def _rows(group: EffectGroup) -> list[tuple[TableCell, ...]]:
    if not group.rows:
        return [(TableCell(group.title), TableCell(joined(group.notes)), TableCell(), TableCell(), TableCell())]
    rows = []
    for place, row in enumerate(group.rows):
        texts = (row.label, row.with_orders, row.without, row.difference)
        rows.append((TableCell("" if place else group.title), *(TableCell(text) for text in texts)))
    return rows


def orders_answer(findings: Findings, effects: Sequence[OrderEffects]) -> tuple[str, ...]:
    """Return a sentence about the team whose orders changed its margin most. Return no sentence without a margin."""
    found = []
    for each in effects:
        at = next((place for place, reading in enumerate(each.readings) if reading.metric == MARGIN), None)
        if at is not None and each.together is not None:
            found.append((each.seat, each.values[at], each.together.values[at]))
    if not found:
        return ()
    seat, there, gone = max(found, key=lambda team: abs(team[1] - team[2]))
    team = findings.label(seat)
    return (f"{team} ended with a margin of {signed(there)} with its orders, and of {signed(gone)} without them.",)


def orders_commands(findings: Findings, effects: Sequence[OrderEffects]) -> list[Command]:
    """Return the commands that print these numbers again."""
    found = []
    for each in effects:
        first = effect_groups(findings.scenario, each, SPOKEN)[0]
        prints = tuple(f"{row.with_orders}, without" for row in first.rows[:_MOST_PRINTED])
        found.append(Command(f"wargame why {findings.save} --seat {each.seat}", prints))
    return found
