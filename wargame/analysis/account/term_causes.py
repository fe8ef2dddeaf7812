"""The cause of a term: the one order, rule with dice, or bot that made most of the term.

A term is the change of a seat's margin by one kind of cause, such as luck, in one turn. A cause is tested by replay.
The same turn is played without the order, with other dice for the rule, or with other choices of the bot. All other
orders and dice stay the same. `cause_of` returns no cause that fails this test. A key is the number from which a
rollout gets its dice.

Must not know: screens, files, or how a cause is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

import attrs
import numpy as np

from wargame.adjudicator import State
from wargame.adjudicator.pending_offers import with_pending_offers
from wargame.analysis.account.margin_term import MarginTerm, TermKind
from wargame.analysis.rollouts.kept_rollouts import KeptRollouts, results
from wargame.analysis.rollouts.rollouts import RolloutJob, Rollouts, rollout_keys
from wargame.analysis.rollouts.samples import WIDE, MeanWithError, Samples
from wargame.bots import Policy, orders_of
from wargame.game.played_game import PlayedGame, PlayedTurn
from wargame.model.match.order import Order, OrdersBySeat
from wargame.numeric.dice import Bits
from wargame.numeric.exact import Floats

MOST_OF = 0.5  # a cause explains a term if it made at least this share of it
SURE = 2.0  # a cause explains a term if its effect is larger than this many of its errors
# The keys of the two measurements. The first measurement finds the cause with the largest effect. The second
# measurement has other dice, because the largest of many uncertain numbers is too large on average.
ORDERS, ORDERS_AGAIN = range(5_000_000, 5_000_040), range(6_000_000, 6_000_240)
LUCK, LUCK_AGAIN = range(7_000_000, 7_000_010), range(8_000_000, 8_000_120)
DRAWS, DRAWS_AGAIN = range(1, 4), range(4, 28)  # the numbers of the other dice in the two measurements

Variants = Callable[[int], State]  # the number of other dice -> the state after the turn with these dice


class CauseKind(Enum):
    """What a cause is: an order of a seat, the dice of a rule, or the choices of a reference bot."""

    ORDER = "order"
    DICE = "dice"
    BOT = "bot"


@attrs.frozen
class TermCause:
    """The cause of a term.

    `seat`: the seat that gave the order or that the bot plays. The text is empty for dice.
    `what`: the text of the order, the id of the rule with the dice, or the name of the bot.
    `effect`: the margin with the cause minus the margin without the cause.
    `tried`: the number of possible causes that were compared.
    """

    kind: CauseKind
    seat: str
    what: str
    effect: MeanWithError
    tried: int

    def explains(self, term: MarginTerm) -> bool:
        """Return whether the cause surely made most of a term, and in the same direction."""
        mean, error = self.effect.mean, self.effect.error
        return (
            mean * term.estimate.mean > 0.0
            and abs(mean) > SURE * error
            and abs(mean) >= MOST_OF * abs(term.estimate.mean)
        )


def cause_of(
    played: PlayedGame, rollouts: Rollouts, term: MarginTerm, kept: KeptRollouts | None = None
) -> TermCause | None:
    """Return the cause that explains a term. Return None if no single cause explains the term."""
    one = played.only(term.turn)
    if term.kind in (TermKind.DECISION, TermKind.OTHERS):
        found = _order_behind(one.turns[0], rollouts, term, kept)
    elif term.kind is TermKind.LUCK:
        found = _luck_behind(one, rollouts, term, kept)
    else:
        found = None
    return found if found is not None and found.explains(term) else None


# -- orders -----------------------------------------------------------------------------------------------------------


def _order_behind(
    turn: PlayedTurn, rollouts: Rollouts, term: MarginTerm, kept: KeptRollouts | None
) -> TermCause | None:
    given = {who: orders for who, orders in turn.orders.items() if turn.players[who] != rollouts.reference[who]}
    own = term.kind is TermKind.DECISION
    lines = [(who, place) for who, orders in given.items() if (who == term.seat) is own for place in range(len(orders))]
    if not lines:
        return None

    def effects(chosen: Sequence[tuple[str, int]], keys: range) -> list[MeanWithError]:
        asks: list[Mapping[str, tuple[Order, ...]]] = [given]
        for who, place in chosen:
            asks.append({**given, who: (*given[who][:place], *given[who][place + 1 :])})
        job = RolloutJob(turn.before, tuple(asks), rollout_keys(turn.before, keys), turn.people)
        ((_, result),) = results(rollouts, [job], kept)
        margins = result.margins[:, rollouts.seats.index(term.seat)]
        return [Samples(margins[0] - margin, np.zeros(0)).estimate for margin in margins[1:]]

    best = lines[_largest(effects(lines, ORDERS), term)]
    (effect,) = effects([best], ORDERS_AGAIN)
    who, place = best
    return TermCause(CauseKind.ORDER, who, given[who][place].text, effect, len(lines))


def _largest(effects: Sequence[MeanWithError], term: MarginTerm) -> int:
    """Return the position of the largest effect in the direction of a term."""
    return max(range(len(effects)), key=lambda place: effects[place].mean * np.sign(term.estimate.mean))


# -- luck -------------------------------------------------------------------------------------------------------------


def _luck_behind(one: PlayedGame, rollouts: Rollouts, term: MarginTerm, kept: KeptRollouts | None) -> TermCause | None:
    replay = TurnReplay(one.turns[0], rollouts)
    suspects = list(replay.suspects(DRAWS))
    if not suspects:
        return None
    seat = rollouts.seats.index(term.seat)
    actual = replay.actual()

    def effect(suspect: Suspect, draws: range, keys: range, values: _Values) -> MeanWithError:
        dice = rollout_keys(one.now, keys)
        with_it = values.of(actual, dice)[seat]
        without = np.array([values.of(suspect.state(number), dice)[seat] for number in draws])  # [draws, keys]
        by_key = Samples(with_it - without.mean(axis=0), np.zeros(0)).estimate
        by_draw = float(without.mean(axis=1).var(ddof=1)) / len(draws)  # the draws are a sample of all dice, too
        return MeanWithError(by_key.mean, (by_key.error**2 + WIDE**2 * by_draw) ** 0.5)

    brief = _Values(rollouts, None)  # so few rollouts of so many states are quicker to play than to store
    first = [effect(suspect, DRAWS, LUCK, brief) for suspect in suspects]
    best = suspects[_largest(first, term)]
    again = effect(best, DRAWS_AGAIN, LUCK_AGAIN, _Values(rollouts, kept))
    return TermCause(best.kind, best.seat, best.what, again, len(suspects))


@attrs.frozen
class Suspect:
    """A rule with dice, or a bot, that may be the cause of luck. `state`: the state after the turn with other dice."""

    kind: CauseKind
    seat: str
    what: str
    state: Variants


class TurnReplay:
    """Plays a turn of a game again with other dice of one rule, or with other choices of one reference bot."""

    def __init__(self, turn: PlayedTurn, rollouts: Rollouts) -> None:
        self.turn = turn
        self.rollouts = rollouts
        self._snapshot = rollouts.adjudicator.snapshot(turn.before)

    def actual(self) -> State:
        """Return the state after the turn as it was played."""
        return self._after(self.turn.orders)

    def suspects(self, draws: range) -> Iterator[Suspect]:
        """Yield each rule and each bot whose dice matter: other dice lead to another state after the turn.

        `draws`: numbers that select other dice. The state must differ for at least one of these numbers.
        """
        adjudicator = self.rollouts.adjudicator
        state = self._before()
        outcome = adjudicator.adjudicate(state, self.turn.orders)
        steps = dict.fromkeys(draw.key.partition(".")[0] for draw in outcome.draws)
        found = [Suspect(CauseKind.DICE, "", step, self._with_dice(step)) for step in steps]
        for seat, player in self.turn.players.items():
            if player == self.rollouts.reference[seat]:
                bot = self.rollouts.bot(seat, player)
                found.append(Suspect(CauseKind.BOT, seat, player, self._with_choices(bot)))
        for suspect in found:
            if any(adjudicator.digest(suspect.state(number)) != outcome.digest for number in draws):
                yield suspect

    def _before(self) -> State:
        return self.rollouts.adjudicator.restore(self._snapshot)

    def _after(self, orders: OrdersBySeat, other_dice: tuple[str, int] | None = None) -> State:
        state = self._before()
        self.rollouts.adjudicator.adjudicate(state, orders, other_dice=other_dice)
        return state

    def _with_dice(self, step: str) -> Variants:
        return cache(lambda number: self._after(self.turn.orders, (step, number)))

    def _with_choices(self, bot: Policy) -> Variants:
        turn, rollouts = self.turn, self.rollouts
        people = {seat: turn.orders.get(seat, ()) for seat in turn.people}

        def after(number: int) -> State:
            offers = rollouts.offers(people, turn.people)
            board = with_pending_offers(rollouts.adjudicator.rulebook, turn.before, offers.numbers(bot.seat))
            chosen = orders_of(bot.with_other_dice(number), board, offers.terms(bot.seat))
            return self._after({**turn.orders, bot.seat: tuple(each.order for each in chosen)})

        return cache(after)


class _Values:
    """The margins of rollouts that start at given states. A state is played only once with the same dice keys."""

    def __init__(self, rollouts: Rollouts, kept: KeptRollouts | None) -> None:
        self._rollouts = rollouts
        self._kept = kept
        self._found: dict[tuple[str, bytes], Floats] = {}

    def of(self, state: State, keys: Bits) -> Floats:
        """Return the margins of all seats [seats, keys]. The reference plays all seats from the state on."""
        rollouts = self._rollouts
        key = rollouts.adjudicator.digest(state), keys.tobytes()
        if key not in self._found:
            if state.ending():
                ends = rollouts.adjudicator.margins(state)
                margins = np.array([np.repeat(ends[seat], keys.size) for seat in rollouts.seats])
            else:
                ((_, result),) = results(rollouts, [RolloutJob(state, ({},), keys)], self._kept)
                margins = result.margins[0]
            self._found[key] = margins
        return self._found[key]
