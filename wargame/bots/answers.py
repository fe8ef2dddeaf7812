"""Decides how a bot answers injects. A doctrine has weights for choices.

All choices have equal chances if there are no weights.

Must not know: values that the seat does not see. The dice have the names `bot|seat|name|answer|inject`.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from wargame.adjudicator import State
from wargame.bots.choice_buffer import Column, pick
from wargame.model.rules.inject import ANSWER, KIND, REPLY, WAITING
from wargame.model.rules.kinds import FACTION
from wargame.numeric import dice
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.nodes import Node


@attrs.frozen(eq=False)
class Question:
    """The question of an inject to a seat.

    `cells`: the cell of the metric that stores the reply.
    `key`: the key of the die that decides.
    `place`: the position of the inject among the targets of the order that answers.
    """

    cells: tuple[int, ...]
    key: int
    place: int
    weights: tuple[Node, ...]  # one for each choice


class Answers:
    """Makes the answers of one bot in one seat.

    `wishes`: inject -> choice -> weight. An inject without weights in the doctrine is missing.
    """

    def __init__(self, rulebook: Rulebook, seat: str, name: str, wishes: Mapping[str, Mapping[str, Node]]) -> None:
        injects = rulebook.scenario.rules.injects
        self._asked = [inject for inject in injects.values() if inject.choices and seat in inject.by]
        self.questions: tuple[Question, ...] = ()
        self.number = -1  # the position of the action that answers injects
        if not self._asked:
            return
        book = rulebook.world.book
        self.number = list(rulebook.rules.actions).index(ANSWER)
        self._places = [book.index(KIND, inject.id) for inject in self._asked]
        self._cells = [rulebook.world.cell_of(REPLY, {KIND: inject.id, FACTION: seat}) for inject in self._asked]
        names = dict(zip(book.codes[KIND], book.dice[KIND], strict=True))
        own = rulebook.scenario.entities[seat].die
        self._keys = dice.die_keys([f"bot|{own}|{name}|answer|{names[inject.id]}" for inject in self._asked])
        one, none = rulebook.graph.number(1.0), rulebook.graph.number(0.0)
        nodes = [
            [wishes[inject.id].get(word, none) if inject.id in wishes else one for word in inject.words]
            for inject in self._asked
        ]
        self.questions = tuple(
            Question(cells, int(key), place, tuple(rows))
            for cells, key, place, rows in zip(self._cells, self._keys, self._places, nodes, strict=True)
        )
        self._weights = [rulebook.writer.dense(f"answers_{seat}_{number}", rows) for number, rows in enumerate(nodes)]

    def columns(self, state: State, slot: int) -> list[Column]:
        """Return the answers to all open questions, as columns (arrays) of orders.

        The answer to inject number n stands on line `slot` + n of the order list.
        """
        found: list[Column] = []
        for number in range(len(self._asked)):
            games = np.flatnonzero(state.array(REPLY)[self._cells[number]] == WAITING)
            if not games.size:
                continue
            reached = np.add.accumulate(self._reached(state, number)[:, games], axis=0)
            games, reached = games[reached[-1] > 0.0], np.compress(reached[-1] > 0.0, reached, axis=1)
            if not games.size:
                continue
            u = np.asarray(dice.unit(dice.draw(state.choice_keys[games], self._keys[number : number + 1])))
            level = pick(reached, u) + 1.0
            zeros = np.zeros(games.size, dtype=np.intp)
            target = zeros + self._places[number]
            main = np.zeros(games.size, dtype=bool)
            found.append((slot + number, games, zeros + self.number, target, zeros, level, main))
        return found

    def _reached(self, state: State, number: int) -> Floats:
        """Return the weights (0 or more) of the choices of an inject. The shape is [choices, games]."""
        values = self._weights[number](state)
        rows = [np.broadcast_to(np.asarray(value, dtype=np.float64), (state.games,)) for value in values]
        return np.maximum(np.stack(rows), 0.0)
