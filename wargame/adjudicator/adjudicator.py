"""Adjudicates turns: settles orders, runs the rules and ends games. One game and many games use the same code.

Must not know: the givers of orders, or the purpose of the results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
import numpy as np

from wargame.adjudicator import digest, snapshot
from wargame.adjudicator.feed import Feed
from wargame.adjudicator.ledger import Ledger
from wargame.adjudicator.legality import Legality
from wargame.adjudicator.margins import against_par
from wargame.adjudicator.opening import empty_games, open_games
from wargame.adjudicator.orders import OrderTable
from wargame.adjudicator.rulings import rule_cells, ruled_faces, ruling_report
from wargame.adjudicator.settlement import CARRIED_OUT, REASONS, SettledOrders, Settlement
from wargame.adjudicator.signed_terms import apply_terms, signed_terms
from wargame.adjudicator.single_settlement import SingleSettlement
from wargame.adjudicator.state import RUNNING, State
from wargame.adjudicator.visibility import ObservationModel
from wargame.model.match.order import Order
from wargame.model.match.outcome import Entry, SettledOrder, TurnOutcome
from wargame.model.match.ruling import Ruling
from wargame.model.rules.deal import Terms
from wargame.model.rules.inject import KIND, REPLY, WAITING, came
from wargame.model.rules.kinds import FACTION
from wargame.model.scenario.seat import Par
from wargame.model.telling.view import Observation, Option
from wargame.numeric import dice
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.numpy_writer.program import DenseProgram, RowsProgram

ORDERS_PHASE = "orders"


class Adjudicator:
    """Resolves turns of any number of games by the rules of one scenario.

    A program is the code that computes some formulas for all games.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.scenario = rulebook.scenario
        self.settlement = Settlement(rulebook)
        self.observations = ObservationModel(rulebook)
        self.legality = Legality(rulebook, self.settlement, self.observations)
        self._ledger = Ledger(rulebook)

    # -- games --------------------------------------------------------------------------------------------------------

    def open(
        self,
        seed: int,
        games: int = 1,
        first: int = 0,
        length: int | None = None,
        seats: Sequence[str] | None = None,
    ) -> State:
        """Return games before their first turn.

        The games have the default length of the scenario and all seats that are no NPC, unless the caller says
        otherwise.
        """
        chosen = tuple(
            s for s in self.scenario.seats if (s in seats if seats is not None else not self.scenario.seats[s].npc)
        )
        turns = length if length is not None else self.scenario.lengths[0].turns
        state = open_games(self.rulebook, seed, games, first, turns, chosen)
        self.prepare(state)
        return state

    def prepare(self, state: State) -> None:
        """Set the keys of the dice and the seasons of the state for its present turn."""
        state.turn_keys = dice.turn_keys(state.game_keys, state.turn)
        state.seasons = {name: float(state.turn in turns) for name, turns in self.scenario.seasons.items()}

    def snapshot(self, state: State) -> dict[str, Any]:
        """Return the state of one game as JSON values. No bit is lost."""
        return snapshot.dump(state)

    def restore(self, values: Mapping[str, Any]) -> State:
        """Return the state of a snapshot."""
        seats = tuple(values["seats"])
        state = empty_games(self.rulebook, values["seed"], 1, values["number"], values["length"], seats)
        snapshot.load(state, values)
        self.prepare(state)
        return state

    # -- turns --------------------------------------------------------------------------------------------------------

    def step(
        self, state: State, table: OrderTable, feed: Feed | None = None, terms: tuple[Terms, ...] = ()
    ) -> SettledOrders:
        """Resolve the present turn of every game and change the state.

        Afterwards `state.ended` says which games are over.

        `feed`: a dated record that replaces the effort of its actions.
        `terms`: the written terms of deals that are signed this turn.
        """
        settled = self.settlement.settle(state, table)
        apply_terms(self.rulebook, state, terms)
        if feed is not None:
            feed.apply(state)
        self.rulebook.turn.run(state)
        self._close(state)
        return settled

    def adjudicate(
        self,
        state: State,
        orders: Mapping[str, Sequence[Order]],
        rulings: Sequence[Ruling] = (),
        other_dice: tuple[str, int] | None = None,
    ) -> TurnOutcome:
        """Resolve the present turn of a single game and change the state. Return everything that happened.

        `rulings`: the dice and cells to which the facilitator gives other values. Cells get these values after the last
            step, and before the histories of metrics and the endings.
        `other_dice`: a step that gets other dice than the game has, and a number. Each number stands for different
            dice. All other dice stay the same. The caller can then see what the dice of the step changed.
        """
        turn = state.turn
        table = OrderTable.of(self.rulebook, state.seats, orders)
        settled = self._single.settle(state, table)
        apply_terms(self.rulebook, state, signed_terms(orders.values()))
        rows = [table.order(self.rulebook, row) for row in range(table.size)]
        bills = self._bills(state, table, rows, settled)
        recorded = self.rulebook.recorded_turn.run(state, ruled_faces(self.rulebook, rulings), other_dice)
        ruled = rule_cells(self.rulebook, state, rulings)
        self._close(state)
        return TurnOutcome(
            turn=turn,
            settled=tuple(_as_written(each, orders) for each in self._settled(state, table, rows, settled)),
            draws=self._ledger.draws(recorded),
            entries=tuple(bills + self._ledger.entries(recorded) + ruled),
            reports=(*self._ledger.reports(recorded), *(ruling_report(self.scenario, each) for each in rulings)),
            ending=state.ending(),
            digest=self.digest(state),
        )

    def send_inject(self, state: State, inject: str) -> None:
        """Send an inject this turn in every game in which the inject has not come. The facilitator may do this."""
        waits = state.array(came(inject)) == 0.0
        self._set_inject(state, inject, waits, state.turn, WAITING)

    def withdraw_inject(self, state: State, inject: str) -> None:
        """Withdraw an inject in every game in which the inject came. Afterwards the inject counts as not sent."""
        self._set_inject(state, inject, state.array(came(inject)) > 0.0, 0, 0)

    def _set_inject(self, state: State, inject: str, games: Any, turn: int, reply: int) -> None:
        state.array(came(inject))[games] = turn
        for seat in self.scenario.rules.injects[inject].by:
            cell = self.rulebook.world.cell_of(REPLY, {KIND: inject, FACTION: seat})
            state.array(REPLY)[cell][games] = reply

    def _close(self, state: State) -> None:
        for name, history in state.histories.items():
            history[1:] = history[:-1].copy()
            history[0] = state.array(name)
        for index, holds in enumerate(self.endings(state)):
            over = np.broadcast_to(np.asarray(holds, dtype=bool), (state.games,))
            state.ended[over & (state.ended == RUNNING)] = index
        self.set_turn(state, state.turn + 1)
        if state.turn > state.length:
            state.ended[state.ended == RUNNING] = len(state.endings)

    def set_turn(self, state: State, turn: int) -> None:
        """Set the number of the turn that comes next, with its dice and seasons."""
        state.turn = turn
        self.prepare(state)

    @cached_property
    def _single(self) -> SingleSettlement:
        return SingleSettlement.of(self.settlement)

    @cached_property
    def endings(self) -> DenseProgram:
        """Return the program that computes, for each ending, whether the condition of the ending holds."""
        return self.rulebook.writer.dense("endings_program", list(self.rulebook.rules.endings.values()))

    def _bills(self, state: State, table: OrderTable, orders: Sequence[Order], settled: SettledOrders) -> list[Entry]:
        """Return the prices that seats paid, as entries of the ledger. Row number n of the table is order number n of
        `orders`.
        """
        entries = []
        for row, order in enumerate(orders):
            for currency, column in settled.paid.items():
                amount = float(column[row])
                purse = self.settlement.purses.get((state.seats[table.seat[row]], currency))
                if amount and purse is not None:
                    label = self.rulebook.rules.actions[order.action].action.label or order.action
                    spent = Entry(ORDERS_PHASE, order.action, purse.name, purse.entities, f"orders: {label}", -amount)
                    entries.append(spent)
        return entries

    def _settled(
        self, state: State, table: OrderTable, orders: Sequence[Order], settled: SettledOrders
    ) -> tuple[SettledOrder, ...]:
        """Return the results of orders, seat by seat. Each row of the table is one of the orders in `orders`."""
        found = []
        seats, lines, points = table.seat.tolist(), table.line.tolist(), settled.points.tolist()
        columns = {currency: column.tolist() for currency, column in settled.paid.items()}
        for row, (order, code) in enumerate(zip(orders, settled.outcome.tolist(), strict=True)):
            reason = ""
            if code != CARRIED_OUT:
                action = self.rulebook.rules.actions[order.action].action
                reason = REASONS[code] if code < CARRIED_OUT else action.requires[code].otherwise
            paid = {currency: column[row] for currency, column in columns.items() if column[row]}
            if points[row]:
                paid = {"ap": points[row], **paid}
            found.append(
                (seats[row], lines[row], SettledOrder(state.seats[seats[row]], lines[row], order, paid, reason))
            )
        found.sort(key=lambda each: each[:2])
        return tuple(each for _, _, each in found)

    @property
    def programs(self) -> list[DenseProgram | RowsProgram]:
        """Return all programs except the program of the turn."""
        return [self.endings, self.score_parts, *self.settlement.programs]

    # -- reading a state ---------------------------------------------------------------------------------------------

    def options(self, state: State, seat: str, seen: Observation | None = None) -> tuple[Option, ...]:
        """Return every order that a seat could give now. Only values that the seat sees decide which orders are legal.

        `seen`: what the seat knows now. The estimates come from this state alone if this argument is missing.
        """
        return self.legality.options(state, seat, seen)

    def ap(self, state: State, seat: str, game: int = 0) -> float:
        """Return the action points of a seat this turn, including the points that the seat kept."""
        return float(self.settlement.points_of(state)[state.seats.index(seat), game])

    def booked(self, state: State, game: int = 0) -> Iterator[tuple[int, str, str, str]]:
        """Return the delayed effects of earlier turns.

        Each effect has the turn in which it arrives, a step, a cause and a metric.
        """
        for arrival, ring in zip(self.rulebook.writer.arrivals, state.arrivals, strict=True):
            for turn in range(state.turn, state.turn + arrival.turns):
                if ring[turn % arrival.turns, ..., game].any():
                    yield turn, arrival.step, arrival.cause, arrival.target.metric.name

    def digest(self, state: State, game: int = 0) -> str:
        """Return the SHA-256 of the state of one game."""
        return digest.digests(state, np.array([game], dtype=np.intp))[0]

    @cached_property
    def score_parts(self) -> DenseProgram:
        """Return the program that computes the weight and the value of every component of every score."""
        nodes = [n for parts in self.rulebook.rules.scores.values() for p in parts for n in (p.weight, p.value)]
        return self.rulebook.writer.dense("scores_program", nodes)

    def components(self, state: State, seat: str) -> dict[str, tuple[Floats, Floats]]:
        """Return the components of a seat's score now: name -> (weight [games], value [games])."""
        shape = (state.games,)
        parts = self._parts(self.score_parts(state)).get(seat, ())
        return {name: (np.broadcast_to(weight, shape), np.broadcast_to(value, shape)) for name, weight, value in parts}

    def _parts(self, found: Sequence[Any]) -> dict[str, tuple[tuple[str, Floats, Floats], ...]]:
        """Return the components of every score. Each component has its name, weight and value.

        Each number is an array [games] or one number for all games.
        """
        values = iter(np.asarray(v, dtype=np.float64) for v in found)
        return {
            faction: tuple((part.name, next(values), next(values)) for part in parts)
            for faction, parts in self.rulebook.rules.scores.items()
        }

    def scores(self, state: State) -> dict[str, Floats]:
        """Return the score [games] of every faction that has a score."""
        return self.scores_of(self.score_parts(state), state.games)

    def scores_of(self, parts_found: Sequence[Any], games: int) -> dict[str, Floats]:
        """Return the scores of `games` games, computed from the result of `score_parts`."""
        found = {}
        for seat, parts in self._parts(parts_found).items():
            total = np.zeros(games)
            for _, weight, value in parts:
                total = total + weight * value
            found[seat] = total
        return found

    def margins(self, state: State) -> dict[str, Floats]:
        """Return the margins of all scores, in standard deviations [games].

        A length without par has the plain scores as margins.
        """
        return against_par(self.scores(state), self.par(state.length))

    def par(self, turns: int) -> Mapping[str, Par]:
        """Return the par for a number of turns. A length without par has the par of the scenario's default length."""
        lengths = self.scenario.lengths
        return next((row for row in lengths if row.turns == turns), lengths[0]).par

    def hidden(self, state: State, game: int = 0) -> dict[str, float | str]:
        """Return the values of the hidden parameters in a game. Each value is a number or the name of a choice."""
        found: dict[str, float | str] = {}
        for name, parameter in self.scenario.rules.parameters.items():
            if name in state.parameters:
                choices, value = tuple(parameter.pick), float(state.parameters[name][game])
                found[name] = choices[int(value)] if choices else value
            elif parameter.hidden:
                found[name] = self.rulebook.world.settings[name]
        return found


def _as_written(settled: SettledOrder, orders: Mapping[str, Sequence[Order]]) -> SettledOrder:
    """Return a settled order with the written terms of its deal.

    The settled order comes from a row of the OrderTable. Such a row does not contain written terms.
    """
    terms = orders[settled.seat][settled.line].terms
    return settled if terms is None else attrs.evolve(settled, order=attrs.evolve(settled.order, terms=terms))
