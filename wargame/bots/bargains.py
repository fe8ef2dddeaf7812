"""Decides which deals a bot signs, refuses, offers and leaves. Each table of the seat has one line of orders.

The bot signs deals with enough worth, offers deals with more worth, and leaves deals with too little worth.

Must not know: values that the seat does not see. The worth of an offer is a formula over the seat's view. The dice have
the names `bot|seat|name|deal|table`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from wargame.adjudicator import State
from wargame.adjudicator.appraisal import Appraiser
from wargame.adjudicator.orders import Ints
from wargame.bots.choice_buffer import Column, pick
from wargame.model.rules.deal import ACTS, BOUND, DEAL, OFFER, OFFERED, OPEN, REFUSE, RENOUNCE, SIGN, TABLE, Terms
from wargame.model.rules.kinds import FACTION
from wargame.model.scenario.seat import DealingStyle
from wargame.numeric import dice
from wargame.numeric.exact import Floats, Truths
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.numpy_writer.program import DenseProgram

_ANY = DealingStyle(sign=0.0, offer=0.0, chance=0.1, renounce=0.0)


LIKED, LEFT = 0.5, 0.95  # `random` signs if its die is below the first number, leaves if it is above the second


@attrs.frozen(eq=False)
class Bargain:
    """What a bot knows of one table of its seat: the worth of the deals, the dice, and the thresholds of the bot.

    `place`: the position of the table among the targets of deal orders.
    `actions`: maps each action of deals to its position.
    `cells`: maps each metric of deals to the position of the cell for this table.
    `numbers`: the number of each ready deal.
    `places`: the position of each ready deal among the targets of deal orders.
    `worth`: the worth of each ready deal.
    `holding`: the worth of the deal in force.
    `random`: whether the bot ignores worth.
    """

    table: str
    place: int
    actions: Mapping[str, int]
    cells: Mapping[str, tuple[int, ...]]
    numbers: tuple[int, ...]
    places: tuple[int, ...]
    worth: tuple[Node, ...]
    holding: Node
    key: int  # the key of the die that decides the action
    which: int  # the key of the die that decides which deal is offered
    manner: DealingStyle
    random: bool


class Bargains:
    """Chooses the deal orders of one bot in one seat. The `manner` of a bot is its DealingStyle.

    A bot without a `manner` signs, offers and leaves deals at random.
    """

    def __init__(self, rulebook: Rulebook, seat: str, name: str, manner: DealingStyle | None) -> None:
        self._rulebook, self._seat = rulebook, seat
        self._appraiser = Appraiser(rulebook)
        self._random, self._manner = manner is None, manner or _ANY
        self._worth = rulebook.rules.dealing.get(seat)
        self.tables: tuple[Bargain, ...] = ()
        self.programs: list[DenseProgram] = []
        if self._worth is None:
            return
        self.tables = tuple(self._table(table, seat, name) for table in self._mine(seat))
        nodes = [node for table in self.tables for node in (*table.worth, table.holding)]
        self.programs = [rulebook.writer.dense(f"dealing_{seat}", nodes)]

    def _mine(self, seat: str) -> list[str]:
        tables = self._rulebook.scenario.rules.deals.tables
        return [name for name, table in tables.items() if seat in table.between]

    def _table(self, table: str, seat: str, name: str) -> Bargain:
        assert self._worth is not None
        world, scenario = self._rulebook.world, self._rulebook.scenario
        book, deals = world.book, scenario.rules.deals
        actions = list(self._rulebook.rules.actions)
        ready = [deal.id for deal in deals.ready(table)]
        die, own = deals.tables[table].die, scenario.entities[seat].die
        key, which = dice.die_keys([f"bot|{own}|{name}|deal|{die}", f"bot|{own}|{name}|offer|{die}"]).tolist()
        return Bargain(
            table=table,
            place=book.index(TABLE, table),
            actions={act: actions.index(act) for act in ACTS},
            cells={metric: world.cell_of(metric, {TABLE: table, FACTION: seat}) for metric in (OFFERED, BOUND, OPEN)},
            numbers=tuple(deals.number(deal) for deal in ready),
            places=tuple(book.index(DEAL, deal) for deal in ready),
            worth=tuple(self._worth.deals[deal] for deal in ready),
            holding=self._worth.holding[table],
            key=key,
            which=which,
            manner=self._manner,
            random=self._random,
        )

    def columns(self, state: State, slot: int, terms: Mapping[str, Terms] | None = None) -> list[Column]:
        """Return the deal orders at all tables, as columns (arrays).

        The order at table number n of the seat stands on line `slot` + n of the order list.

        `terms`: by table, the written terms that the other party offers to this seat (one game). The bot refuses
        written terms that are not in `terms`.
        """
        if not self.tables:
            return []
        (computed,) = (program(state) for program in self.programs)
        values = iter(np.broadcast_to(np.asarray(v, dtype=np.float64), (state.games,)) for v in computed)
        found: list[Column] = []
        for number, table in enumerate(self.tables):
            worth = [next(values) for _ in table.worth]
            found += self._at(state, table, worth, next(values), slot + number, (terms or {}).get(table.table))
        return found

    def _at(
        self,
        state: State,
        table: Bargain,
        worth: Sequence[Floats],
        holding: Floats,
        slot: int,
        terms: Terms | None,
    ) -> list[Column]:
        offered = state.array(OFFERED)[table.cells[OFFERED]]
        bound = state.array(BOUND)[table.cells[BOUND]] > 0
        opened = state.array(OPEN)[table.cells[OPEN]] > 0
        asked: Truths = offered > 0
        if not (asked.any() or opened.any() or bound.any()):
            return []
        u = self._u(state, table.key)
        likes = self._likes(state, table, worth, offered, u, terms)
        chosen, some = self._choice(state, table, worth)
        leaves = bound & ~asked & self._regrets(holding, u)
        offers = opened & ~asked & ~bound & some & (u < self._manner.chance)
        deal_actions = ((SIGN, asked & likes), (REFUSE, asked & ~likes), (RENOUNCE, leaves), (OFFER, offers))
        columns = []
        for act, where in deal_actions:
            games = np.flatnonzero(where)
            if games.size:
                target = chosen[games] if act == OFFER else np.full(games.size, table.place, dtype=np.intp)
                zeros = np.zeros(games.size, dtype=np.intp)
                ones, main = np.ones(games.size), np.zeros(games.size, dtype=bool)
                columns.append((slot, games, zeros + table.actions[act], target, zeros, ones, main))
        return columns

    @staticmethod
    def _u(state: State, key: int) -> Floats:
        drawn = dice.draw(state.choice_keys, np.array([key], dtype=np.uint64))
        return np.asarray(dice.unit(drawn), dtype=np.float64).reshape(-1)

    def _likes(
        self,
        state: State,
        table: Bargain,
        worth: Sequence[Floats],
        offered: Floats,
        u: Floats,
        terms: Terms | None,
    ) -> Truths:
        """Return, for each game, whether the bot wants to sign the offer that its seat has received."""
        likes = np.zeros(state.games, dtype=bool)
        for number, value in zip(table.numbers, worth, strict=True):
            likes |= (offered == number) & (value > self._manner.sign)
        if terms is not None:
            likes |= self.value(state, terms) > self._manner.sign
        return np.asarray(u < LIKED) & (offered > 0) if self._random else likes

    def _choice(self, state: State, table: Bargain, worth: Sequence[Floats]) -> tuple[Ints, Truths]:
        """Return a deal to offer, as a position in the kind `deal` [games], and whether there is such a deal [games].

        A deal with more worth to the seat is more likely. The choice is random because the other party might always
        refuse the best deal.
        """
        if not worth:
            return np.zeros(state.games, dtype=np.intp), np.zeros(state.games, dtype=bool)
        gains = np.maximum(np.stack(worth) - self._manner.offer, 0.0)
        if self._random:
            gains = np.ones_like(gains)
        reached = np.add.accumulate(gains, axis=0)
        return np.array(table.places)[pick(reached, self._u(state, table.which))], reached[-1] > 0.0

    def _regrets(self, holding: Floats, u: Floats) -> Truths:
        if self._random:
            return np.asarray(u > LEFT)
        return np.asarray(holding < self._manner.renounce)

    # -- terms that people wrote --------------------------------------------------------------------------------------

    def value(self, state: State, terms: Terms) -> Floats:
        """Return the worth of written terms to this seat now, in points of the seat's score [games]."""
        clauses = self._rulebook.scenario.rules.deals.clauses
        return np.array([each.of_terms(terms, clauses) for each in self._appraiser.of_games(state, self._seat)])
