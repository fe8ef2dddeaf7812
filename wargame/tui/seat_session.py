"""All that the person at one seat can see and do in a match.

Must not know: how a screen shows these things, rules, or other seats' secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from wargame.game.deals.commitments import Commitments
from wargame.game.deals.wording import with_alarms
from wargame.game.orders.grouping import by_action
from wargame.model.match.completion import Completion, CompletionRow
from wargame.model.match.order import Order
from wargame.model.rules.deal import REFUSE, SIGN
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.letter import Letter
from wargame.model.telling.log import LogLine
from wargame.model.telling.table_view import Offer, TableView
from wargame.model.telling.view import Draft, View
from wargame.tui.drawing.board import Board, read_board
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.orders import PendingItem

if TYPE_CHECKING:
    from wargame.game.match import Match

_PANE = 100  # number of lines; no pane shows more lines


class SeatSession:
    """One seat of a match. Views and boards stay in a cache until the next turn opens.

    An empty seat means a person who looks back at a finished game and sees the truth.
    """

    def __init__(self, match: Match, seat: str) -> None:
        self.match = match
        self.seat = seat
        self._moment = -1
        self._view: View | None = None
        self._board: Board | None = None

    @property
    def scenario(self) -> Scenario:
        """Return the scenario of the game."""
        return self.match.scenario

    @property
    def viewer(self) -> str | None:
        """Return the seat whose knowledge is shown. None means the truth."""
        return self.seat or None

    @property
    def name(self) -> str:
        """Return the team's name."""
        return seat_name(self.scenario, self.seat)

    @property
    def view(self) -> View:
        """Return what the seat sees now."""
        if self._view is None or self._moment != self.match.played:
            self._view, self._board, self._moment = self.match.view(self.viewer), None, self.match.played
        return self._view

    @property
    def board(self) -> Board:
        """Return the board as the seat sees it now."""
        view = self.view
        if self._board is None:
            self._board = read_board(self.scenario, view)
        return self._board

    @property
    def seated(self) -> bool:
        """Return whether a person still plays the seat."""
        return self.seat in self.match.human_seats

    @property
    def draft(self) -> Draft:
        """Return the team's draft."""
        return self.match.draft(self.seat)

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Return the injects that came to the team."""
        return self.match.inbox(self.viewer)

    @property
    def talks(self) -> tuple[TableView, ...]:
        """Return the tables as the team may know them."""
        return self.match.deals(self.viewer) if self.scenario.rules.deals else ()

    @property
    def waiting_deals(self) -> tuple[Offer, ...]:
        """Return the offers that the team may sign and that its draft does not answer yet."""
        answered = {order.targets[0] for order in self._drafted if order.action in (SIGN, REFUSE)}
        return tuple(
            offer
            for talk in self.talks
            for offer in talk.before(self.seat)
            if offer.signable and talk.table not in answered
        )

    @property
    def asked(self) -> tuple[PendingItem, ...]:
        """Return the tasks of the team before its commit: offers to sign or refuse, and injects to answer."""
        offers, due = self.waiting_deals, [letter.inject for letter in self.letters if letter.due]
        found = []
        if offers:
            who = seat_name(self.scenario, offers[0].by)
            found.append(
                PendingItem(f"{who} offers a deal:" if len(offers) == 1 else f"{len(offers)} deals wait:", "d")
            )
        if due:
            what = f"{due[0]} to be answered:" if len(due) == 1 else f"{len(due)} injects to answer:"
            found.append(PendingItem(what, "i"))
        return tuple(found)

    @property
    def _drafted(self) -> tuple[Order, ...]:
        return tuple(line.order for line in self.draft.lines) if self.seated else ()

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Return the unit of each currency, for the heads of the columns with prices."""
        metrics = self.scenario.rules.metrics
        found = {}
        for currency, name in self.scenario.seats[self.seat].pays.items():
            metric = metrics.get(name)
            headline = next((h for h in self.scenario.headlines_of(self.seat) if h.metric == name and h.unit), None)
            unit = headline.unit if headline else metric.unit if metric else ""
            found[currency] = unit or (metric.short if metric else "") or currency
        return found

    @property
    def log(self) -> tuple[LogLine, ...]:
        """Return the log.

        The newest turn comes first. Alarms come first in each turn. Turn 1 begins with the situation.
        """
        return self._log_since(1)

    @property
    def recent_log(self) -> tuple[LogLine, ...]:
        """Return the newest part of the log, which is long enough for every pane."""
        since = self.match.played
        while since > 1 and len(self.match.log(self.viewer, since=since)) < _PANE:
            since = max(1, since - 2 * (self.match.played + 1 - since))
        return self._log_since(since)

    def _log_since(self, turn: int) -> tuple[LogLine, ...]:
        lines = with_alarms(self.match.log(self.viewer, since=turn), self.talks)
        for offer in self.waiting_deals if self.seat else ():
            stays = "open while its orders stand" if offer.drafted else "open this turn"
            told = f"Deal offer from {seat_name(self.scenario, offer.by)}: {offer.title}; {stays} (d)"
            lines += (LogLine(self.match.turn, told, alarm=True),)
        if not self.match.played:
            sentences = " ".join(self.scenario.briefing.situation.split()).split(". ")
            lines += tuple(LogLine(1, f"{text.rstrip('.')}.") for text in sentences if text)
        return tuple(sorted(lines, key=lambda line: (-line.turn, not line.alarm)))

    def against_word(self, *orders: Order) -> tuple[str, ...]:
        """Return one text for each order: the promise of the team that the order would break.

        The text is empty if the order breaks no promise.
        """
        word = self._word
        return tuple(word.against(order) for order in orders)

    @property
    def owed(self) -> tuple[str, ...]:
        """Return the promises of the team that require an order which the draft lacks."""
        return self._word.owed(self._drafted)

    @property
    def _word(self) -> Commitments:
        return Commitments.of(self.scenario, self.talks, self.seat, self._drafted)

    def _warned(self, rows: tuple[CompletionRow, ...]) -> tuple[CompletionRow, ...]:
        """Return the rows with warnings.

        A warning names the promise that an order would break. The warning stands before the effect of the order.
        """
        if not self.scenario.rules.deals:
            return rows
        warnings = self.against_word(*(row.order for row in rows))
        return tuple(
            attrs.evolve(row, effect=f"{warning} {row.effect}".strip()) if warning and not row.begun else row
            for row, warning in zip(rows, warnings, strict=True)
        )

    def _placed(self, row: CompletionRow) -> CompletionRow:
        """Return a row with the names of the order's places. The text of the order has only their codes."""
        entities, targets = self.scenario.entities, row.order.targets
        there = not row.begun and all(code in entities for code in targets)
        return attrs.evolve(row, place=", ".join(map(self.scenario.label, targets))) if there else row

    def complete(self, text: str, line: int | None = None, here: str = "") -> Completion:
        """Return the orders that fit a text.

        `here`: the place whose orders are wanted. An empty text means every place.
        `line`: the line of the draft that is being edited.
        """
        found = self.match.lookup(self.seat, line).completion(text)
        found = attrs.evolve(found, rows=tuple(map(self._placed, self._warned(found.rows))))
        if not here:
            return by_action(found)
        rows = tuple(row for row in found.rows if here in row.order.targets)
        not_now = tuple(row for row in found.not_now if here in row.order.targets)
        if text.strip() and not rows and not not_now:
            return by_action(found)  # the text fits no order at this place
        same = bool(rows) and rows[0] == found.rows[0]
        nothing = f"There is nothing for you to order at {self.scenario.label(here)}. Type to write something else."
        return attrs.evolve(
            found,
            reason=found.reason if rows or not_now else nothing,
            rows=rows,
            not_now=not_now,
            rest=found.rest if same else "",
            line=rows[0].text if rows else "",
        )
