"""The quality of odds. A band should hold the truth in 8 of 10 cases. A rise with a chance of .3 should happen in 3 of
10 cases.

Odds forecast the readings of a seat: metrics that the seat sees, and its margin. A band is the range that holds the
result of 8 of 10 trials.

Must not know: how odds are computed. This module compares odds with games of bots.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from wargame.adjudicator import State
from wargame.bots.onward import OnwardPlayer
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.odds import Odds, plans_of
from wargame.game.seat_knowledge import seat_knowledge
from wargame.game.turn_record import TurnRecord
from wargame.model.match.order import Order
from wargame.model.scenario.seat import USUAL
from wargame.model.telling.odds import MARGIN, OddsReading
from wargame.rulebook import Rulebook

AHEAD = (1, 3)  # the numbers of turns after which odds are compared with the truth
HELD, LEAST = (0.75, 0.85), 0.65  # aims: the share of all truths within the bands, and the share for each reading
EVERY = 4  # odds are asked in every fourth turn; games begin with different turns
FEWEST = 30  # a share of fewer bands means nothing
TRIALS = 200
EDGES = (0.05, 0.2, 0.45, 0.55, 0.8, 0.95)  # the boundaries between the words for chances


@attrs.define
class Coverage:
    """The odds of one reading of a seat, `turns` turns ahead.

    `pairs`, `held`: the number of bands that are wider than a single number, and how many of these bands held the
    truth.
    `certain`, `right`: the number of bands that were a single number, and how many of these numbers were the truth.
    `chances`: pairs of the stated chance that the number rises, and whether the number rose.
    """

    seat: str
    reading: OddsReading
    turns: int
    pairs: int = 0
    held: int = 0
    certain: int = 0
    right: int = 0
    chances: list[tuple[float, bool]] = attrs.field(factory=list)

    @property
    def share(self) -> float:
        """Return the share of bands that held the truth, from 0 to 1. Bands that are a single number do not count."""
        return self.held / max(self.pairs, 1)


@attrs.frozen
class Stated:
    """All stated chances between `low` and `high`: how many there are, their mean, and the share of rises that
    happened.
    """

    low: float
    high: float
    count: int
    stated: float
    happened: float


@attrs.frozen
class _Claim:
    """A band and a chance of a rise for one reading. The truth of turn `due` will confirm or refute this claim."""

    due: int
    coverage: Coverage
    low: float
    high: float
    rises: float
    before: float


def measure(
    rulebook: Rulebook,
    player: OnwardPlayer,
    pairs: int,
    seed: int,
    length: int,
    show: Callable[[int, int], None],
) -> tuple[Coverage, ...]:
    """Ask the odds of each seat in games of bots, and compare them with the truth.

    `pairs`: the least number of pairs of a state and a seat's orders.
    `show` is called with the progress.
    """
    odds = {seat: Odds(player, seat) for seat in player.bots}
    found: dict[tuple[str, OddsReading, int], Coverage] = {}
    asked = game = 0
    while asked < pairs:
        asked += _play(rulebook, odds, (seed + game, length, game % EVERY), found)
        game += 1
        show(min(asked, pairs), pairs)
    return tuple(found.values())


def _play(
    rulebook: Rulebook,
    odds: dict[str, Odds],
    game: tuple[int, int, int],
    found: dict[tuple[str, OddsReading, int], Coverage],
) -> int:
    """Play one game of bots, and count how good the odds were. Returns how often odds were asked."""
    seed, length, start = game
    engine = Engine(rulebook)
    past, state = History(engine), engine.adjudicator.open(seed, length=length, seats=tuple(odds))
    claims, asked = list[_Claim](), 0
    past.begin(engine.adjudicator.snapshot(state))
    ended = False
    while not ended:
        wanted = past.now % EVERY == start and past.now < length - 1
        known = {seat: seat_knowledge(engine, past, seat, past.now) for seat in odds} if wanted else {}
        before = {seat: _truths(engine, state, each) for seat, each in odds.items()}
        orders = {seat: tuple(order for order, _ in engine.bot(state, seat, USUAL)) for seat in odds}
        outcome = engine.adjudicator.adjudicate(state, orders)
        past.append(TurnRecord(past.now + 1, orders, {}, outcome, {}, {}), engine.adjudicator.snapshot(state))
        ended = bool(outcome.ending)
        for seat, knowledge in known.items():
            odds[seat].open(knowledge)
            claims += _claims(odds[seat], orders[seat], before[seat], found)
            asked += 1
        for claim in claims:
            if claim.due == past.now or (ended and claim.due > past.now):
                after = _truths(engine, state, odds[claim.coverage.seat])[claim.coverage.reading]
                _count(claim, after)
        claims = [claim for claim in claims if claim.due > past.now]
    return asked


def _count(claim: _Claim, after: float) -> None:
    """Compare a claim with the true value `after`, and count the result."""
    coverage, inside = claim.coverage, claim.low <= after <= claim.high
    if claim.high > claim.low:
        coverage.pairs += 1
        coverage.held += inside
    else:
        coverage.certain += 1
        coverage.right += inside
    coverage.chances.append((claim.rises, after > claim.before))


def _claims(
    odds: Odds,
    orders: tuple[Order, ...],
    before: Mapping[OddsReading, float],
    found: dict[tuple[str, OddsReading, int], Coverage],
) -> Iterator[_Claim]:
    """Ask the odds of a seat's orders, and yield the claims of these odds about later turns."""
    for turns in AHEAD:
        sheet = next(odds.ask(plans_of(orders)[:1], turns, TRIALS))
        for reading, forecast in zip(sheet.readings, sheet.draft.forecasts, strict=True):
            coverage = found.setdefault((sheet.seat, reading, turns), Coverage(sheet.seat, reading, turns))
            yield _Claim(sheet.turn + turns - 1, coverage, forecast.low, forecast.high, forecast.rises, before[reading])


def _truths(engine: Engine, state: State, odds: Odds) -> dict[OddsReading, float]:
    """Return the true value of each reading of a seat."""
    return {
        reading: engine.margins(state).get(odds.seat, 0.0)
        if reading.metric == MARGIN
        else state.value(reading.metric, reading.entities)
        for reading in odds.readings
    }


def share_of(found: Sequence[Coverage], turns: int) -> float:
    """Return the share of bands that held the truth, from 0 to 1. Only odds that look `turns` turns ahead count."""
    rows = [each for each in found if each.turns == turns]
    return sum(each.held for each in rows) / max(1, sum(each.pairs for each in rows))


def stated(found: Sequence[Coverage]) -> tuple[Stated, ...]:
    """Return the stated chances in groups, with the share of rises that happened. Each group has the chances for which
    the odds use one word.
    """
    chances = np.array([pair for each in found for pair in each.chances], dtype=np.float64).reshape(-1, 2)
    edges = (0.0, *EDGES, 1.0 + 1e-9)
    rows = []
    for low, high in itertools.pairwise(edges):
        inside = chances[(chances[:, 0] >= low) & (chances[:, 0] < high)]
        if len(inside):
            said, happened = (float(mean) for mean in inside.mean(axis=0))
            rows.append(Stated(low, min(high, 1.0), len(inside), said, happened))
    return tuple(rows)
