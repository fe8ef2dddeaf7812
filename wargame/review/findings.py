"""All facts about a saved game that the review needs, as the truth or as one seat knows them. This module uses no dice.

The reader is the person for whom the review is made. A moment is a number of resolved turns. A cell is one number of a
metric. The leading number is the headline that most teams watch.

Must not know: sentences, figures, or how an account is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from wargame.analysis.account.account import MarginAccount
from wargame.analysis.account.better_orders import BetterOrders, ExplainedPoint
from wargame.analysis.account.known import KnownDecision
from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.rollouts.samples import MeanWithError
from wargame.game.match import Match
from wargame.game.match_odds import MatchOdds
from wargame.game.odds import never
from wargame.game.wording.labels import cell_label, words
from wargame.game.wording.number import SPOKEN, WRITTEN
from wargame.game.wording.road_state import road_level
from wargame.model.match.deal_record import DealHistory
from wargame.model.match.note import Note
from wargame.model.match.order import Order
from wargame.model.match.result import GameResult
from wargame.model.match.ruling import Ruling
from wargame.model.rules.metric import Metric, MetricCell
from wargame.model.scenario.looks import Headline
from wargame.model.scenario.scenario import Scenario
from wargame.model.scenario.seat import HUMAN
from wargame.model.telling.letter import Letter
from wargame.model.telling.order_effects import OrderEffects
from wargame.model.telling.view import Estimate, View
from wargame.model.telling.why import Why
from wargame.review.cause_words import cause_words
from wargame.review.words import with_error
from wargame.store.look_back import LookBack

SURE = 2.0  # a term counts as a turning point if it is larger than this many of its errors
LEAST = 0.05  # a smaller term prints as next to nothing
MOST_POINTS = 5


class Findings:
    """A saved game for one reader.

    `seat`: the seat whose knowledge is shown, or None for the truth.
    `account`: the division of each seat's margin into amounts (terms). None if the reader may not know the amounts, or
        if nobody measured the amounts.
    `points`: the turning points (large terms of the account) with better orders. The turning points are measured a
        second time.
    `known`: the worth of each decision as far as the seat could know.
    `better`: better orders for every turn, if the user asked for them.
    `save`: the name of the save as people type it in a command.
    """

    def __init__(
        self,
        seen: LookBack,
        save: str,
        seat: str | None = None,
        account: MarginAccount | None = None,
        points: Sequence[ExplainedPoint] = (),
        known: Sequence[KnownDecision] = (),
        better: Sequence[BetterOrders] = (),
    ) -> None:
        self.seen, self.save, self.seat = seen, save, seat
        self.account = account if seat is None else None
        self.points = tuple(points) if seat is None else ()
        self.known = tuple(known) if seat is None else ()
        self.better = tuple(better) if seat is None else ()
        self.match: Match = seen.match
        self.scenario: Scenario = seen.match.scenario
        self.last: int = seen.match.played
        self.turns = range(1, self.last + 1)
        self.teams = tuple(seen.match.seats)
        self._views: dict[tuple[str | None, int], View] = {}

    # -- names --------------------------------------------------------------------------------------------------------

    @property
    def whole(self) -> bool:
        """Return whether the reader may read everything."""
        return self.seat is None

    def label(self, code: str) -> str:
        """Return the name of a team, with a capital letter at its beginning."""
        name = self.scenario.label(code)
        return f"{name[:1].upper()}{name[1:]}"

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the number of each player's sign, by code."""
        return {code: number for number, code in enumerate(self.scenario.players)}

    # -- numbers ------------------------------------------------------------------------------------------------------

    def view(self, moment: int, team: str | None = None) -> View:
        """Return the view of a team at a moment. Return the view of the reader if there is no team."""
        key = team or self.seat, moment
        if key not in self._views:
            self._views[key] = self.match.view_at(key[0], moment + 1)
        return self._views[key]

    def value(self, moment: int, cell: MetricCell, team: str | None = None) -> float | None:
        """Return a value as a team knows it. Return the value as the reader knows it if there is no team."""
        return self.view(moment, team).value(cell[0], *cell[1])

    def estimate(self, moment: int, cell: MetricCell, team: str | None = None) -> Estimate | None:
        """Return a team's estimate of a value. Return None if the team knows the value exactly or not at all."""
        return self.view(moment, team).estimate(cell[0], *cell[1])

    def series(self, cell: MetricCell) -> list[float | None]:
        """Return the value of a cell at each moment from the start."""
        return [self.value(moment, cell) for moment in range(self.last + 1)]

    def metric(self, cell: MetricCell) -> Metric:
        """Return the metric of a cell."""
        return self.scenario.rules.metrics[cell[0]]

    def name(self, cell: MetricCell) -> str:
        """Return the name of a cell."""
        return cell_label(self.scenario, *cell, self.seat)

    def unit(self, cell: MetricCell) -> str:
        """Return the unit of a cell as a word."""
        shown = next((each.unit for each in self.headlines if (each.metric, each.entity) == cell), "")
        return SPOKEN.unit(self.metric(cell), shown)

    def write(self, cell: MetricCell, value: float | None) -> str:
        """Return a value as text without its unit."""
        return WRITTEN.value(self.metric(cell), value)

    def written(self, cell: MetricCell, value: float | None) -> str:
        """Return a value as text with its unit."""
        return WRITTEN.joined(self.write(cell, value), self.unit(cell))

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """Return the headlines of the reader.

        A reader of the truth gets the headlines of all seats. Each cell appears once.
        """
        cells: dict[MetricCell, Headline] = {}
        for team in self.teams if self.whole else (self.seat or "",):
            for headline in self.scenario.headlines_of(team):
                cells.setdefault((headline.metric, headline.entity), headline)
        return tuple(cells.values())

    def watchers(self, cell: MetricCell) -> tuple[str, ...]:
        """Return the teams for which a cell is a headline."""
        return tuple(
            team
            for team in self.teams
            if any((each.metric, each.entity) == cell for each in self.scenario.headlines_of(team))
        )

    @cached_property
    def leading(self) -> MetricCell | None:
        """Return the headline that most teams watch. Return the first of several headlines with equally many teams."""
        cells = [(each.metric, each.entity) for each in self.headlines]
        return max(cells, key=lambda cell: len(self.watchers(cell)), default=None)

    def fogged(self, cell: MetricCell) -> bool:
        """Return whether a team has a cell as a headline but sees only an estimate of the cell."""
        return any(self.estimate(moment, cell, team) for team in self.watchers(cell) for moment in self.turns)

    def why(self, cell: MetricCell, first: int, last: int) -> Why:
        """Return the causes of the change of a cell over some turns, as the reader may know them."""
        return self.match.why_over(self.seat, *cell, (first, last), opened=self.whole)

    # -- roads and places ---------------------------------------------------------------------------------------------

    @cached_property
    def roads(self) -> Mapping[MetricCell, Sequence[int | None]]:
        """Return the level of each road after each turn, by the cell of the road.

        A level is the number of a road's state.
        """
        look = self.scenario.looks.road
        metric = self.scenario.rules.metrics.get(look.metric)
        if metric is None or not look.words:
            return {}
        cells = self.match.cells(look.metric)
        return {
            (look.metric, cell): [
                None if value is None else min(road_level(look, metric, value), len(look.words) - 1)
                for value in (self.value(turn, (look.metric, cell)) for turn in self.turns)
            ]
            for cell in cells
        }

    def road_start(self, cell: MetricCell) -> int | None:
        """Return the level of a road at the start."""
        look, value = self.scenario.looks.road, self.value(0, cell)
        return None if value is None else min(road_level(look, self.metric(cell), value), len(look.words) - 1)

    def shares(self, moment: int) -> Mapping[str, Mapping[str, float]]:
        """Return the share of each player at each place, as the reader knows it."""
        metric = self.scenario.looks.tile.share
        cells = self.view(moment).metrics.get(metric, {})
        found: dict[str, dict[str, float]] = {}
        for cell, value in cells.items():
            if len(cell) == 2 and value > 0:
                found.setdefault(cell[0], {})[cell[1]] = value
        return found

    def holder(self, moment: int, place: str) -> str | None:
        """Return the player with more than half of a place, or None."""
        shares = self.shares(moment).get(place, {})
        whole = sum(shares.values()) or 1.0
        return next((code for code, share in shares.items() if share / whole > 0.5), None)

    # -- orders, injects, deals ---------------------------------------------------------------------------------------

    def orders(self, team: str, turn: int) -> tuple[Order, ...]:
        """Return the orders of a team in a turn, if the reader may know all of them."""
        return self.match.orders(team, turn)[team] if self.seat in (None, team) else ()

    def _played_by_people(self, team: str) -> bool:
        """Return whether a person played a team in some part of the game."""
        changes = (change.player for change in self.match.seat_changes if change.seat == team)
        return HUMAN in (self.seen.header.seats.get(team), *changes)

    @cached_property
    def order_effects(self) -> tuple[OrderEffects, ...]:
        """Return what the orders of teams changed over the whole game, as far as the reader may know.

        A reader of the truth gets the true effects for each team that people played, or for each team if bots played
        all teams. A team gets what it can know of its own orders. The result is empty for a game without turns, and for
        a team if the odds are switched off.
        """
        turns, match = (1, self.last), self.match
        if not self.last or (self.seat is not None and not match.odds_shown):
            return ()
        if self.seat is not None:
            found = [MatchOdds(match).effects(self.seat, turns, believed=True)(never)]
        else:
            people = [team for team in self.teams if self._played_by_people(team)]
            found = [match.order_effects(team, turns) for team in people or self.teams]
        return tuple(each for each in found if each is not None and each.together is not None)

    def main_effort(self, team: str, turn: int) -> str:
        """Return the order of a team that was its main effort, in few words, or an empty text."""
        order = next((each for each in self.orders(team, turn) if each.main), None)
        return order_words(order) if order is not None else ""

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """Return the injects that came during the game, the oldest first."""
        return tuple(letter for letter in self.match.inbox(self.seat) if letter.turn <= max(self.last, 1))

    def answers(self, inject: str) -> tuple[tuple[str, str, bool], ...]:
        """Return the answers to an inject that the reader may know, as (team, answer, silent).

        `silent`: whether the team gave no answer, so that the inject's answer for silence counts.
        """
        asked = self.scenario.rules.injects[inject].by
        found = []
        for team in asked:
            if team not in self.teams or self.seat not in (None, team):
                continue
            letter = next((each for each in self.match.inbox(team) if each.inject == inject), None)
            if letter is not None and letter.answer:
                label = next((c.label for c in letter.choices if c.word == letter.answer), letter.answer)
                found.append((team, label, letter.silent))
        return tuple(found)

    @property
    def rulings(self) -> tuple[tuple[int, Ruling], ...]:
        """Return the facilitator's rulings with their turns. A reader who is a seat gets no ruling."""
        turns = self.turns if self.whole else ()
        return tuple((turn, ruling) for turn in turns for ruling in self.match.rulings(turn))

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes of observers and the facilitator. A reader who is a seat gets no note."""
        return self.match.notes if self.whole else ()

    @cached_property
    def deals(self) -> DealHistory:
        """Return the deals and offers that the reader may know."""
        return self.match.deal_history(self.seat)

    # -- the end ------------------------------------------------------------------------------------------------------

    @cached_property
    def result(self) -> GameResult | None:
        """Return the result of the game. Return None before the end, and for a reader who may not know the truth."""
        return self.match.result() if self.whole and self.match.ending else None

    def terms(self, team: str, kind: TermKind) -> list[MarginTerm]:
        """Return the terms of a team that have one kind, such as luck, in the order of the turns."""
        found = self.account.terms if self.account is not None else ()
        return [term for term in found if term.seat == team and term.kind is kind]

    @cached_property
    def turning_points(self) -> tuple[MarginTerm, ...]:
        """Return the largest terms that are more than twice their errors. The largest term comes first.

        The value of a term is the value in the account, as on all other pages.
        """
        found = self.account.terms if self.account is not None else ()
        if self.points:
            found = tuple(each.point.found for each in self.points)
        large = [
            term
            for term in found
            if term.kind is not TermKind.START and abs(term.estimate.mean) > max(SURE * term.estimate.error, LEAST)
        ]
        return tuple(sorted(large, key=lambda term: -abs(term.estimate.mean))[:MOST_POINTS])

    def again(self, term: MarginTerm) -> MeanWithError | None:
        """Return the value of a turning point that was measured again on other dice."""
        return next((each.point.term.estimate for each in self.points if each.point.found == term), None)

    def cause(self, term: MarginTerm) -> str:
        """Return the tested cause of a turning point in words. The text is empty without such a cause."""
        cause = next((each.cause for each in self.points if each.point.found == term), None)
        if cause is None:
            return ""
        return f"{cause_words(self.scenario, cause, term.seat)} ({with_error(cause.effect)})"


def order_words(order: Order) -> str:
    """Return an order without its level, as in `blockade DKR`."""
    return " ".join(map(words, (order.action, *order.targets)))
