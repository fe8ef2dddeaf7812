"""The causes of a number's change, the largest first. Each cause has the numbers in its formula.

Must not know: how the ledger is made, or what the seat may not know. This screen shows what the match returns.
"""

from __future__ import annotations

from typing import ClassVar

import attrs
from textual.binding import BindingType

from wargame.errors import UsageError
from wargame.game.match_odds import MatchOdds
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.why import NamedValue, Term, Why
from wargame.tui.commands import ALL, HELP, KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, KEY, PLAIN, Line, Span, fold, width_of
from wargame.tui.drawing.headline import turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.drawing.terms import term_line
from wargame.tui.screens.after.orders_changed import OrdersChangedScreen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListRow, ListRows

NAMES = 18  # number of cells in the column of names behind a cause

COMMANDS = (
    command("enter", "deeper", "Go deeper", "the causes of the marked cause"),
    command("left", "up_again", "Back up", "back to the number before"),
    command("left_square_bracket", "turn(-1)", "Turn before", "the same number a turn earlier", printed="["),
    command("right_square_bracket", "turn(1)", "Turn after", "the same number a turn later", printed="]"),
    command(
        "z",
        "all_turns",
        "All turns",
        "the change from the first turn to this one; once more for this turn alone",
        footer=False,
    ),
    command(
        "less_than_sign",
        "begin(-1)",
        "Begin earlier",
        "add up the causes from a turn earlier on",
        printed="<",
        footer=False,
    ),
    command("greater_than_sign", "begin(1)", "Begin later", "begin a turn later", printed=">", footer=False),
    command("W", "without", "Without", "these turns with your orders and without them"),
    command("y", "copy", "Copy", "copy as text"),
    command("escape,w", "back", "Close", "back to where you were"),
    HELP,
    ALL,
)


class WhyScreen(ListScreen[None]):
    """The ledger of one number in one turn, or over a span of turns."""

    NAME = "Why"
    PROSE = (
        "The largest causes come first. A bar to the left lowers the number, a bar to the right raises it. "
        "The numbers of the causes add up exactly. Words stand for numbers that your team may not know.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(
        self,
        pen: Pen,
        seat_session: SeatSession,
        odds: MatchOdds,
        cell: MetricCell,
        turn: int,
        first: int | None = None,
    ) -> None:
        """Prepare the causes. `turn`: the last turn of the span. `first`: its first turn. None: only `turn`."""
        super().__init__(pen)
        self.seat_session, self.odds = seat_session, odds
        self.path: list[MetricCell] = [cell]
        self.turn = turn
        self.first = turn if first is None else first
        self.why = self._ask()

    def _ask(self) -> Why:
        metric, entities = self.path[-1]
        try:
            return self.seat_session.match.why_over(self.seat_session.viewer, metric, entities, (self.first, self.turn))
        except UsageError as refusal:
            return Why(metric, entities, self.turn, metric, refused=str(refusal))

    def top(self) -> tuple[Line, ...]:
        """Return the turn, the team and the number."""
        why = self.why
        then = attrs.evolve(self.seat_session.view, turn=why.turn)
        first = turn_line(self.seat_session.scenario, then, None, self.size.width, "WHY?")
        second: Line = ((why.label, BOLD), (f"   {why.before} → {why.after}   " if why.after else "   ", PLAIN))
        return first, (*second, (why.change or "no change", BOLD), (f" in {why.when}", DIM))

    def rows(self, width: int) -> ListRows:
        """Return the causes, the sum, and the formula of the marked cause."""
        why = self.why
        rows: list[ListRow] = [ListRow(((self._trail(), DIM),)), ListRow()]
        if why.refused:
            return (*rows, *(ListRow(((text, PLAIN),)) for text in fold(why.refused, width - 2)))
        if not why.terms:
            text = why.note or f"Nothing changed it in {why.when}."
            return (*rows, *(ListRow(((part, PLAIN),)) for part in fold(text, width - 2)))
        name = min(34, max(12, width // 2 - 6))
        bar = max(6, (width - name - 14) // 4)
        rows[1] = ListRow(
            ((f"  {'cause'.ljust(name)}{'change'.rjust(8)}  {'against'.rjust(bar)} {'for'.ljust(bar)}  rule", DIM),)
        )
        for index, term in enumerate(why.terms):
            rows.append(ListRow(term_line(term, name, bar, width - 3), str(index)))
        if why.exact:
            rows.append(ListRow(((f"  {''.ljust(name)}{'─────'.rjust(8)}", DIM),)))
            rows.append(
                ListRow(
                    (
                        (f"  {'sum'.ljust(name)}{why.change.rjust(8)}", BOLD),
                        (f"  exact; {why.before} → {why.after}", DIM),
                    )
                )
            )
        rows.append(ListRow())
        return (*rows, *self._behind(width))

    def _trail(self) -> str:
        return " › ".join(metric.replace("_", " ") for metric, _ in self.path) if len(self.path) > 1 else ""

    @property
    def marked(self) -> Term | None:
        """Return the marked cause."""
        key = self.list.marked
        return self.why.terms[int(key)] if key.isdigit() and int(key) < len(self.why.terms) else None

    def _behind(self, width: int) -> ListRows:
        term = self.marked or self.why.terms[0]
        rows = [
            ListRow(((term.rule_label or term.cause, BOLD), (f"   {term.phase}" if term.phase else "", DIM)), bar=True)
        ]
        if term.because:
            rows += [ListRow(((text, PLAIN),)) for text in fold(term.because, width - 2)]
        if term.by_turn:
            told = "   ".join(f"T{turn} {amount}" for turn, amount in term.by_turn)
            rows += [ListRow(((text, PLAIN),)) for text in fold(told, width - 2)]
        if term.formula:
            rows += [ListRow(((text, KEY),)) for text in fold(f"= {term.formula}", width - 2)]
        goal = self._deeper(term)
        for reading in term.readings:
            rows += [
                ListRow(line) for line in _reading_lines(reading, goal is not None and reading.link == goal, width - 2)
            ]
        if term.source:
            rows.append(ListRow(((f"Source: {term.source}", DIM),)))
        return tuple(rows)

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. Commands that would do nothing are left out."""
        deeper = self.marked is not None and self._deeper(self.marked) is not None
        led = {"deeper": deeper, "up_again": len(self.path) > 1}
        return tuple(each for each in self.KEYS if led.get(each.action, True))

    def on_mount(self) -> None:
        """Show the keys for the first cause."""
        super().on_mount()
        self.call_after_refresh(self.renew_footer)

    def on_list_pane_marked(self) -> None:
        """Show the formula of the newly marked cause."""
        self.list.redraw()
        self.renew_footer()

    def on_list_pane_acted(self) -> None:
        """Show the causes of a number in the formula of the marked cause on Enter."""
        self.action_deeper()

    def action_deeper(self) -> None:
        """Show the causes of another number: the first number with causes in the formula of the marked cause."""
        goal = self._deeper(self.marked) if self.marked else None
        if goal is not None:
            self.path.append(goal)
            self._renew()

    def _deeper(self, term: Term) -> MetricCell | None:
        """Return the number that Enter opens: the first number in the formula that is not yet opened."""
        return next((reading.link for reading in term.readings if reading.link and reading.link not in self.path), None)

    def action_up_again(self) -> None:
        """Show the number again whose causes were shown before this number."""
        if len(self.path) > 1:
            self.path.pop()
            self._renew()

    def action_turn(self, step: int) -> None:
        """Show the same number in another turn. A span of turns keeps its first turn."""
        alone, last = self.first == self.turn, self.seat_session.match.played
        self.turn = max(1 if alone else self.first, min(last, self.turn + step))
        self.first = self.turn if alone else self.first
        self._renew()

    def action_begin(self, step: int) -> None:
        """Let the span of turns begin a turn earlier or later."""
        self.first = max(1, min(self.turn, self.first + step))
        self._renew()

    def action_all_turns(self) -> None:
        """Add up the causes from the first turn to this turn, or show this turn alone again."""
        self.first = 1 if self.first > 1 else self.turn
        self._renew()

    def action_without(self) -> None:
        """Show what the orders of these turns changed."""
        turns = self.first, self.turn
        self.app.push_screen(OrdersChangedScreen(self.pen, self.seat_session, self.odds, turns, self.path[-1]))

    def _renew(self) -> None:
        self.why = self._ask()
        self.renew(marked="0")
        self.renew_footer()

    def action_copy(self) -> None:
        """Copy the causes to the clipboard as text."""
        lines = [f"{self.why.label}, {self.why.when}: {self.why.before} -> {self.why.after} ({self.why.change})"]
        lines += [f"  {term.printed or term.word}  {term.name}" for term in self.why.terms]
        self.app.copy_to_clipboard("\n".join(lines))


def _reading_lines(reading: NamedValue, goes_on: bool, width: int) -> tuple[Line, ...]:
    label = "" if reading.label == reading.name else reading.label
    value = f"{reading.value}  " if reading.value else ""
    go: Span = ("⏎ goes on  " if goes_on else "", KEY)
    head: Line = ((f"  {reading.name.ljust(NAMES)} ", DIM), (value, BOLD), go)
    first, *more = fold(
        " · ".join(part for part in (label, reading.note) if part), max(20, width - width_of(head))
    ) or [""]
    # The other names follow below, indented and broken at the width.
    rest = fold(" ".join(more), max(20, width - NAMES - 5)) if more else []
    return ((*head, (first, DIM)), *(((" " * (NAMES + 5), PLAIN), (text, DIM)) for text in rest))
