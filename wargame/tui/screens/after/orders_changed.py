"""What a team's orders changed in some turns: each number with the orders and without them.

A thread computes the answer. Keys never wait for the thread.

Must not know: how turns are played without orders, or what the team may not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

import attrs
from textual.binding import BindingType
from textual.message import Message
from textual.worker import get_current_worker

from wargame.errors import UsageError
from wargame.game.headline_numbers import is_number
from wargame.game.match import Match
from wargame.game.match_odds import MatchOdds
from wargame.game.odds import Stop
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.order_effects import EffectGroup, effect_groups, effects_basis, effects_heading, effects_lines
from wargame.model.rules.metric import MetricCell
from wargame.model.telling.order_effects import OrderEffects
from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, MARK, PLAIN, Line, cut, fold
from wargame.tui.drawing.headline import turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListRow, ListRows

WAITS = "The turns are being played again without the orders ..."
SHORT, LONG = 10, 22  # the widths of the columns of values, and of the column of differences

COMMANDS = (
    command("escape,backspace,enter,W", "back", "Back", BACK.meaning),
    command("left_square_bracket", "turn(-1)", "Turn before", "the orders of a turn earlier", printed="["),
    command("right_square_bracket", "turn(1)", "Turn after", "the orders of a turn later", printed="]"),
    command("z", "all_turns", "All turns", "the orders from the first turn to this one; once more for this turn alone"),
    command("y", "copy", "Copy", "copy as text"),
    HELP,
    ALL,
)


class OrdersChangedScreen(ListScreen[None]):
    """The effects of a team's orders. A reader of the truth gets the effects of all teams."""

    NAME = "Without orders"
    PROSE = (
        "The same turns are played again with the same dice, without all orders of the team, and without each order. "
        "The columns hold each number with the orders and without them. During the game, the numbers are means over "
        "imagined games that agree with what your team saw.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    class Computed(Message):
        """A message: the effects have been computed."""

        def __init__(self, turns: tuple[int, int], effects: Sequence[OrderEffects]) -> None:
            super().__init__()
            self.turns, self.effects = turns, tuple(effects)

    def __init__(
        self,
        pen: Pen,
        seat_session: SeatSession,
        odds: MatchOdds,
        turns: tuple[int, int],
        cell: MetricCell | None = None,
    ) -> None:
        """Prepare the screen. `cell`: a number that comes before the headlines and the margin, or None."""
        super().__init__(pen)
        known = cell is not None and is_number(seat_session.match.rulebook, cell)
        self.cell = cell if known else None
        self.seat_session, self.odds = seat_session, odds
        self.first, self.last = turns
        self.effects: tuple[OrderEffects, ...] | None = None
        self.refused = ""

    def on_mount(self) -> None:
        """Show the list, and ask for the effects."""
        super().on_mount()
        self._ask()

    def _ask(self) -> None:
        """Start a thread that computes the effects. An older answer is not shown."""
        match, turns = self.seat_session.match, (self.first, self.last)
        viewer, self.effects, self.refused = self.seat_session.viewer, None, ""
        try:
            asked: list[Callable[[Stop], OrderEffects | None]]
            if viewer is None:
                asked = [partial(_true_effects, match, seat, turns, self.cell) for seat in match.seats]
            else:
                asked = [self.odds.effects(viewer, turns, self.cell)]
        except UsageError as refusal:
            self.refused = str(refusal)
            return
        self.run_worker(lambda: self._compute(turns, asked), group="effects", exclusive=True, thread=True)

    def _compute(self, turns: tuple[int, int], asked: Sequence[Callable[[Stop], OrderEffects | None]]) -> None:
        """Post the effects as a message, unless the screen no longer needs them. The method runs in a thread."""
        worker = get_current_worker()
        found = [each(lambda: worker.is_cancelled) for each in asked]
        if not worker.is_cancelled:
            self.post_message(self.Computed(turns, [each for each in found if each is not None]))

    def on_orders_changed_screen_computed(self, message: Computed) -> None:
        """Show the effects if they belong to these turns."""
        if message.turns == (self.first, self.last):
            self.effects = message.effects
            self.renew()

    def top(self) -> tuple[Line, ...]:
        """Return the turn and the team, and the turns in question."""
        session = self.seat_session
        then = attrs.evolve(session.view, turn=self.last)
        first = turn_line(session.scenario, then, None, self.size.width, "WITHOUT ORDERS")
        turns = f"turn {self.last}" if self.first == self.last else f"turns {self.first} to {self.last}"
        return first, ((f"The game with the orders of {turns}, and without them", BOLD),)

    def rows(self, width: int) -> ListRows:
        """Return the effects of each team, or a row about the running computation."""
        if self.refused or self.effects is None:
            return tuple(ListRow(((text, DIM),)) for text in fold(self.refused or WAITS, width - 2))
        scenario, length = self.seat_session.scenario, self.seat_session.match.length
        rows: list[ListRow] = []
        for effects in self.effects:
            rows.append(ListRow(((effects_heading(scenario, effects), MARK),), bar=True))
            for place, group in enumerate(effect_groups(scenario, effects, WRITTEN)):
                rows += group_rows(group, width, headed=not place)
            for text in effects_basis(scenario, effects, length):
                rows += [ListRow(((part, DIM),)) for part in fold(text, width - 2)]
            rows.append(ListRow())
        return tuple(rows[:-1])

    def action_turn(self, step: int) -> None:
        """Show the orders of another turn. A span of turns keeps its first turn."""
        alone, last = self.first == self.last, self.last
        self.last = max(1 if alone else self.first, min(self.seat_session.match.played, self.last + step))
        self.first = self.last if alone else self.first
        if self.last != last:
            self._again()

    def action_all_turns(self) -> None:
        """Show the orders from the first turn to this turn, or the orders of this turn alone again."""
        if self.last > 1:
            self.first = 1 if self.first > 1 else self.last
            self._again()

    def _again(self) -> None:
        self._ask()
        self.renew()

    def on_list_pane_acted(self) -> None:
        """Go back on Enter."""
        self.action_back()

    def action_copy(self) -> None:
        """Copy the effects to the clipboard as text."""
        scenario, length = self.seat_session.scenario, self.seat_session.match.length
        lines = [line for each in self.effects or () for line in effects_lines(scenario, each, WRITTEN, length)]
        self.app.copy_to_clipboard("\n".join(lines))


def _true_effects(
    match: Match, seat: str, turns: tuple[int, int], cell: MetricCell | None, stop: Stop
) -> OrderEffects | None:
    """Return the true effects of the orders of a seat. Return None if nobody waits for the answer any more."""
    return None if stop() else match.order_effects(seat, turns, cell)


def group_rows(group: EffectGroup, width: int, headed: bool) -> list[ListRow]:
    """Return the rows about some orders: their text, a row for each number, and the notes.

    `headed`: whether the names of the columns stand above the numbers.
    """
    rows = [ListRow(((part, BOLD),)) for part in fold(f" {group.title}", width - 2)]
    name = max(14, width - 2 * SHORT - LONG - 6)
    if headed:
        head = f"   {''.ljust(name)}{'with'.rjust(SHORT)}{'without'.rjust(SHORT)}  difference"
        rows.append(ListRow(((head, DIM),)))
    for row in group.rows:
        numbers = f"   {cut(row.label, name - 1).ljust(name)}{row.with_orders.rjust(SHORT)}{row.without.rjust(SHORT)}"
        rows.append(ListRow(((numbers, PLAIN), (f"  {row.difference}", BOLD))))
    for note in group.notes:
        rows += [ListRow(((f"   {part}", PLAIN),)) for part in fold(note, width - 6)]
    return rows
