"""A section of part 5: what the orders of each team changed, by a replay without these orders.

Must not know: how a page is written, or how turns are played again.
"""

from __future__ import annotations

from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.game.wording.order_effects import EffectGroup, effect_groups
from wargame.model.telling.odds import MARGIN
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, PageTable, Paragraph, Subhead, TableCell
from wargame.review.words import joined, signed

HEAD = ("orders", "number", "with", "without", "difference")
COMPARED = "The tables of orders compare the game with the same turns played again without these orders."
_MOST_PRINTED = 3  # the texts of a command that a reader can find in its output


def orders_how(findings: Findings) -> str:
    """Return an explanation of the tables. The text is empty if the part has no such table."""
    if not findings.order_effects:
        return ""
    if findings.whole:
        return f"{COMPARED} The dice are the same, and the other teams give the same orders."
    return (
        f"{COMPARED} All numbers of these tables are means over imagined games. The games that agree best with what "
        "your team saw are kept, and bots play the other teams."
    )


def orders_changed(findings: Findings) -> list[Block]:
    """Return the tables of all teams."""
    blocks: list[Block] = []
    for each in findings.order_effects:
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


def orders_answer(findings: Findings) -> tuple[str, ...]:
    """Return a sentence about the team whose orders changed its margin most.

    Return no sentence without a margin, and for a team, which does not read its margin here.
    """
    found = []
    for each in findings.order_effects if findings.whole else ():
        at = next((place for place, reading in enumerate(each.readings) if reading.metric == MARGIN), None)
        if at is not None and each.together is not None:
            found.append((each.seat, each.values[at], each.together.values[at]))
    if not found:
        return ()
    seat, there, gone = max(found, key=lambda team: abs(team[1] - team[2]))
    team = findings.label(seat)
    return (f"{team} ended with a margin of {signed(there)} with its orders, and of {signed(gone)} without them.",)


def orders_commands(findings: Findings) -> list[Command]:
    """Return the commands that print these numbers again. A team gets none, because the save holds the truth."""
    found = []
    for each in findings.order_effects if findings.whole else ():
        first = effect_groups(findings.scenario, each, SPOKEN)[0]
        prints = tuple(f"{row.with_orders}, without" for row in first.rows[:_MOST_PRINTED])
        found.append(Command(f"wargame why {findings.save} --seat {each.seat}", prints))
    return found
