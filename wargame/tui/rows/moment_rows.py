"""The rows of a moment inside a turn of a saved game.

Must not know: screens, the match, or what the reader may not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from wargame.game.disclosure.reasons import reason_told
from wargame.game.wording.labels import seen_order
from wargame.model.rules.metric import MetricCell
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.letter import Letter, answered
from wargame.review.moments import Moment, MomentKind, TurnSeen
from wargame.review.words import sentence
from wargame.tui.drawing.canvas import BOLD, DIM, PLAIN, fold
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.pen import Pen
from wargame.tui.rows.report_rows import report_rows
from wargame.tui.rows.step_rows import step_rows
from wargame.tui.widgets.list_pane import ListRow, ListRows


class MomentRows:
    """The rows of a moment for a list of a given width. `cells`: the number that each marked row shows, by the key of
    the row.

    `seat`: the seat whose knowledge is shown. The text is empty for the truth.
    """

    def __init__(self, scenario: Scenario, seat: str, seen: TurnSeen, moment: Moment, pen: Pen, width: int) -> None:
        self.scenario, self.seat, self.seen, self.pen, self.width = scenario, seat, seen, pen, width
        self.cells: dict[str, MetricCell] = {}
        self.rows: ListRows = tuple(self._rows(moment))

    def _rows(self, moment: Moment) -> Iterator[ListRow]:
        match moment.kind:
            case MomentKind.BRIEF:
                yield from self._brief()
            case MomentKind.TALK:
                yield from self._talk()
            case MomentKind.ORDERS:
                yield from self._orders()
            case MomentKind.PHASE:
                yield from self._phase(moment.phase)
            case MomentKind.PUBLISHED:
                yield from self._published()
            case _:
                assert_never(moment.kind)

    def _prose(self, text: str, ink: str = PLAIN, indent: int = 1) -> Iterator[ListRow]:
        for line in fold(text, self.width - 2 - indent):
            yield ListRow(((" " * indent + line, ink),))

    def _brief(self) -> Iterator[ListRow]:
        yield ListRow(((" BEFORE THE ORDERS", DIM),), bar=True)
        if self.seen.turn == 1:
            yield from self._prose(self.scenario.briefing.situation)
            yield ListRow()
        for letter in self.seen.letters:
            yield from self._letter(letter)
        if not self.seen.letters:
            yield from self._prose("No inject came in this turn.")
        if self.seen.news:
            yield ListRow()
            yield ListRow(((f" NEWS OF TURN {self.seen.turn - 1}", DIM),), bar=True)
            for text in self.seen.news:
                yield from self._prose(sentence(text))

    def _letter(self, letter: Letter) -> Iterator[ListRow]:
        yield from self._prose(f"{letter.inject}  {letter.title}", BOLD)
        yield from self._prose(letter.text, indent=3)
        if letter.to:
            yield from self._prose(f"To: {letter.to}.", DIM, 3)
        for team, label, silent in self.seen.answers.get(letter.inject, ()):
            said = "said nothing, which meant" if silent else "answered"
            yield from self._prose(f"{seat_name(self.scenario, team)} {said} “{label}”.", indent=3)
        if self.seat and letter.answer:
            yield from self._prose(answered(letter), DIM, 3)

    def _talk(self) -> Iterator[ListRow]:
        yield ListRow(((" OFFERS AND DEALS OF THIS TURN", DIM),), bar=True)
        for text in self.seen.deals:
            yield from self._prose(sentence(text))
        if not self.seen.deals:
            yield from self._prose("No offer and no deal in this turn.")

    def _orders(self) -> Iterator[ListRow]:
        yield ListRow(((" ORDERS, before the dice", DIM),), bar=True)
        for team, orders in self.seen.orders.items():
            yield ListRow(((f" {self.pen.sign(team)} ", self.pen.ink(team)), (seat_name(self.scenario, team), BOLD)))
            for order in orders:
                yield from self._prose(f"{'★' if order.main else ' '} {seen_order(self.scenario, order)}")
            if not orders:
                yield from self._prose("  no orders")
            for reason in self.seen.reasons.get(team, ()):
                yield from self._prose(sentence(reason_told(reason, self.seat)), DIM, 5)

    def _phase(self, phase: str) -> Iterator[ListRow]:
        steps = [step for step in self.seen.steps if step.phase == phase]
        for number, step in enumerate(steps, 1):
            if number > 1:
                yield ListRow()
            yield ListRow(((f" {step.phase_label.upper()}, step {number} of {len(steps)}", DIM),), bar=True)
            yield from step_rows(step, self.width)

    def _published(self) -> Iterator[ListRow]:
        report = self.seen.report
        if report is not None:
            self.cells = {str(n): (row.metric, row.entities) for n, row in enumerate(report.rows)}
            yield from report_rows(report, self.width)[1:]
        for heading, texts in (("RULINGS", self.seen.rulings), ("NOTES", self.seen.notes)):
            if texts:
                yield ListRow()
                yield ListRow(((f"  {heading}", DIM),), bar=True)
            for text in texts:
                yield from self._prose(sentence(text), indent=3)
