"""The rows of one step of a turn: orders, a rule with its causes, the dice, the result, and a sentence.

Must not know: screens, or steps that the seat may not see.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.model.telling.playback import ContributingOrder, PlaybackStep
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, Line, cut, cut_name, fold
from wargame.tui.drawing.terms import share_line, share_tail
from wargame.tui.widgets.list_pane import ListRow, ListRows


def step_rows(step: PlaybackStep, width: int, told: Sequence[str] = ()) -> ListRows:
    """Return the rows of a step. `told`: sentences about what the odds had said of the orders of this step."""
    rows: list[ListRow] = []
    place = f"{step.place}  {step.place_label}   " if step.place and step.place_label != step.place else step.place
    rows += [ListRow(((place, BOLD), (step.title, BOLD if not place else PLAIN))), ListRow()]
    for act in step.contributions:
        rows += _deed_rows(act, width)
    if step.contributions:
        rows.append(ListRow())
    for change in step.changes:
        values = f"{change.before} → {change.after}  " if change.after else "≈ "
        rows.append(
            ListRow(((f"   {cut_name(change.label, 42).ljust(44)}", PLAIN), (values, PLAIN), (change.difference, BOLD)))
        )
    tail = max((len(share_tail(term)) for term in step.terms), default=0)
    name = max(16, min(38, width // 2, width - tail - 14))
    stroke = max(6, min(width // 5, width - name - tail - 6))
    rows += [ListRow(share_line(term, name, stroke)) for term in step.terms]
    if step.changes or step.terms:
        rows.append(ListRow())
    if step.chance:
        rows += [ListRow(((f"   {text}", PLAIN),)) for text in fold(step.chance, width - 6)]
    rows += [ListRow(((f"   {part}", PLAIN),)) for text in told for part in fold(text, width - 6)]
    for text in (line for report in step.reports for line in fold(report, width - 6)):
        rows.append(ListRow(((f"   {text}", BOLD),)))
    rows += [ListRow(((f"   {text}", DIM),)) for also in step.also for text in fold(also, width - 6)]
    if step.because:
        rows.append(ListRow())
        rows += [ListRow(((f" {text}", PLAIN),)) for text in fold(f"In short: {step.because}", width - 4)]
    if step.hidden:
        rows += [ListRow(), *(ListRow(((text, DIM),)) for text in fold(_hidden(step.hidden), width - 2))]
    return tuple(rows)


def _hidden(count: int) -> str:
    rules = "1 rule of this phase changes" if count == 1 else f"{count} rules of this phase change"
    return f"{rules} only what you never see. The end of the game shows it."


def _deed_rows(act: ContributingOrder, width: int) -> ListRows:
    """Return the giver, the order and the meaning of the order. Long lines are broken."""
    who = "You" if act.own else act.who
    head = f"   {cut(who, 14).ljust(15)}{act.order.ljust(22)} "
    first, *more = fold(act.effect, max(20, width - len(head) - 2)) or [""]
    line: Line = ((head[:18], BOLD if act.own else PLAIN), (head[18:], PLAIN), (first, DIM))
    return (ListRow(line), *(ListRow(((" " * len(head), PLAIN), (text, DIM))) for text in more))
