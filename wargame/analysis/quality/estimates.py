"""Measures the quality of estimates.

The module counts how often the interval of an estimate (its ±) contains the true value. The module also counts how
often a shown change has the true direction. A shown change is a change of a number that the seat can tell from its
estimates.

Must not know: how estimates are made. The module compares observations with the truth in games of bots.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

import attrs
import numpy as np
import numpy.typing as npt

from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.state import RUNNING
from wargame.adjudicator.visibility import Memory, told_moment
from wargame.bots import bot_for
from wargame.bots.policy import join
from wargame.numeric.exact import Floats

HELD, RIGHT = (0.75, 0.85), 0.85  # aims: the ± contains the truth in 8 of 10 cases, and 85 % of directions are right
FEWEST = 30  # directions are judged only if the seat was shown at least this many changes
FAR = 4.0  # a shown change misleads if it is this many times the true change


@attrs.define
class Quality:
    """The quality of a seat's estimates of one metric in a batch. The fields count readings and shown changes.

    `held`: the number of readings whose ± contains the truth.
    `told`: the number of shown changes.
    `right`: the number of shown changes with the true direction.
    `far`: the number of shown changes that are more than four times as large as the true change.
    """

    seat: str
    metric: str
    readings: int = 0
    held: int = 0
    told: int = 0
    right: int = 0
    far: int = 0

    @property
    def held_share(self) -> float:
        """Return the share of readings whose ± contains the truth, from 0 to 1."""
        return self.held / max(self.readings, 1)

    @property
    def right_share(self) -> float:
        """Return the share of shown changes with the true direction, from 0 to 1."""
        return self.right / max(self.told, 1)


def measure(
    adjudicator: Adjudicator,
    games: int,
    seed: int,
    length: int,
    bots: Mapping[str, str],
    show: Callable[[int, int], None],
) -> tuple[Quality, ...]:
    """Play games with these bots, and compare the seats' observations with the truth at each turn.

    `show`: called with the progress.
    """
    state = adjudicator.open(seed, games, length=length, seats=tuple(bots))
    players = {seat: bot_for(adjudicator, seat, bot) for seat, bot in bots.items()}
    found: dict[tuple[str, str], Quality] = {}
    states, memory, running = [copy.deepcopy(state)], Memory(), np.ones(games, dtype=bool)
    for turn in range(1, length + 1):
        adjudicator.step(state, join(state, {seat: bot.choose(state)[0] for seat, bot in players.items()}))
        states.append(copy.deepcopy(state))
        for seat in bots:
            _compare(adjudicator, seat, turn, states, memory, running, found)
        memory.tracks = {key: track for key, track in memory.tracks.items() if key[1] == turn}
        running &= state.ended == RUNNING
        show(turn, length)
        if not running.any():
            break
    return tuple(quality for quality in found.values() if quality.readings)


def _compare(
    adjudicator: Adjudicator,
    seat: str,
    moment: int,
    states: list[State],
    memory: Memory,
    running: npt.NDArray[np.bool_],
    found: dict[tuple[str, str], Quality],
) -> None:
    """Compare a seat's observations at a moment with the truth, and count the results. Only unfinished games count."""
    rulebook = adjudicator.rulebook
    tracks = adjudicator.observations.tracks(seat, moment, states.__getitem__, memory)
    for (metric, number), track in tracks.items():
        row = rulebook.world.fog.row(number)
        now, before = told_moment(row, moment), told_moment(row, moment - 1)
        if row.words or now == before:
            continue
        places = adjudicator.observations.places(seat, metric, number)
        truth, then = (_cells(states[when], metric)[places][:, running] for when in (now, before))
        declared, belief = rulebook.layout[metric].metric, track.belief
        value = np.clip(belief.value[:, running], declared.low, declared.high)
        half, change = belief.half[:, running], belief.change[:, running]
        guessed = half > 0.0
        told = guessed & (change != 0.0)
        moved = truth - then
        quality = found.setdefault((seat, metric), Quality(seat, metric))
        quality.readings += int(guessed.sum())
        quality.held += int((guessed & (np.abs(truth - value) <= half)).sum())
        quality.told += int(told.sum())
        quality.right += int((told & (np.sign(change) == np.sign(moved))).sum())
        quality.far += int((told & (np.abs(change) > FAR * np.abs(moved))).sum())


def _cells(state: State, metric: str) -> Floats:
    return state.array(metric).reshape(-1, state.games)
