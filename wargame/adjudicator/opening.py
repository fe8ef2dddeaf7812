"""Opens games: allocates the arrays, draws the hidden parameters, and computes the starting values.

Must not know: orders or turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from wargame.adjudicator.state import RUNNING, State, slices
from wargame.errors import UsageError
from wargame.model.rules.parameter import Parameter
from wargame.numeric import dice, quantiles
from wargame.numeric.exact import Floats
from wargame.rulebook import Rulebook


def _drawn(parameter: Parameter, bits: dice.Bits) -> Floats:
    """Return the value of a hidden parameter in each game [games].

    A parameter with a `pick` has the index of the drawn choice.
    """
    if parameter.prior is not None:
        return quantiles.at(parameter.prior.name, parameter.prior.values, dice.slot(bits))
    weights = np.array(list(parameter.pick.values()))
    reached = np.add.accumulate(weights) / np.add.accumulate(weights)[-1]
    u = dice.unit(bits)
    chosen = np.minimum(np.searchsorted(reached, u, side="right"), len(weights) - 1)
    return np.asarray(chosen, dtype=np.float64)


def draw_parameters(rulebook: Rulebook, names: Iterable[str], game_keys: dice.Bits) -> dict[str, Floats]:
    """Return the values of these hidden parameters [games].

    The die `param|NAME` and the key of the game decide each draw.
    """
    chosen = [rulebook.scenario.rules.parameters[name] for name in names]
    dies = dice.die_keys([f"param|{parameter.die}" for parameter in chosen])
    bits = dice.draw(dice.turn_keys(game_keys, 0), dies[:, None])
    return {parameter.name: _drawn(parameter, row) for parameter, row in zip(chosen, bits, strict=True)}


def open_games(rulebook: Rulebook, seed: int, games: int, first: int, length: int, seats: tuple[str, ...]) -> State:
    """Return games before their first turn.

    The games have the numbers `first` to `first + games - 1` under the seed.
    """
    state = empty_games(rulebook, seed, games, first, length, seats)
    state.parameters = draw_parameters(rulebook, state.parameters, state.game_keys)
    rulebook.opening(state)
    for name, history in state.histories.items():
        history[0] = state.array(name)
    return state


def empty_games(rulebook: Rulebook, seed: int, games: int, first: int, length: int, seats: tuple[str, ...]) -> State:
    """Return games in which all metrics and hidden parameters are 0.

    Raises UsageError for an unknown seat.
    """
    scenario = rulebook.scenario
    unknown = [s for s in seats if s not in scenario.seats]
    if unknown:
        raise UsageError(f"no seat is called {unknown[0]}; the seats are {', '.join(scenario.seats)}")
    settings = rulebook.world.settings
    hidden = {name: parameter for name, parameter in scenario.rules.parameters.items() if parameter.hidden}
    state = State(
        layout=rulebook.layout,
        seats=seats,
        endings=tuple(rulebook.rules.endings),
        seed=seed,
        length=length,
        numbers=np.arange(first, first + games, dtype=np.int64),
        game_keys=dice.game_keys(seed, first, games),
        metrics=[np.zeros((*row.shape, games)) for row in rulebook.layout.values()],
        parameters={name: np.zeros(games) for name in hidden if name not in settings},
        fixed={name: _number(hidden[name], settings[name]) for name in hidden if name in settings},
        hidden=tuple(hidden),
        effort_block=np.zeros((0, games)),
        efforts={},
        histories={},
        arrivals=[],
        streak_rows={},
        streaks=np.zeros((0, games), dtype=np.int16),
        banked=np.zeros((len(seats), games)),
        ended=np.full(games, RUNNING, dtype=np.int64),
        seated=frozenset(seats),
    )
    _add_buffers(rulebook, state)
    return state


def _number(parameter: Parameter, setting: float | str) -> float:
    """Return a setting as a state stores it. A choice is stored as its number."""
    return float(tuple(parameter.pick).index(setting) if isinstance(setting, str) else setting)


def _add_buffers(rulebook: Rulebook, state: State) -> None:
    book = rulebook.world.book
    shapes = rulebook.effort_shapes
    cells = sum(int(np.prod(shape, dtype=np.int64)) for shape in shapes.values())
    state.effort_block = np.zeros((cells, state.games))
    state.efforts = slices(state.effort_block, shapes)
    for name, turns in rulebook.histories.items():
        state.histories[name] = np.zeros((turns, *state.array(name).shape))
    for arrival in rulebook.writer.arrivals:
        shape = book.shape(arrival.target.axes)
        state.arrivals.append(np.zeros((arrival.turns, *shape, state.games)))
    state.streak_rows = streak_rows(rulebook, state.seats)
    rows = max((held.stop for held in state.streak_rows.values()), default=0)
    state.streaks = np.zeros((rows, state.games), dtype=np.int16)


def streak_rows(rulebook: Rulebook, seats: Sequence[str]) -> dict[str, slice]:
    """Return the rows of each action in the array of streaks. A streak is the number of turns in a row in which a seat
    gave the same order at the same targets.

    An action has one row for each target. An action with several givers has one row for each target and seat.
    """
    found, start = {}, 0
    for name, checked in rulebook.rules.actions.items():
        targets = rulebook.world.book.shape(tuple(t.kind for t in checked.action.targets))
        size = (len(seats) if checked.giver_axis else 1) * int(np.prod(targets, dtype=np.int64))
        found[name] = slice(start, start + size)
        start += size
    return found
