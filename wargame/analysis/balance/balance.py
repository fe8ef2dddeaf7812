"""Measures whether a scenario is balanced. The bots of the scenario play each other, and each target is measured. A
target is a number with a lowest and a highest accepted value.

Must not know: screens, files, or the name of any seat or bot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from wargame.adjudicator import Adjudicator
from wargame.analysis.balance.lineups import base_lineups, with_variations
from wargame.analysis.balance.par import reference_bots
from wargame.analysis.balance.self_play import Pairing, SelfPlay, Usage
from wargame.analysis.balance.standing import Luck, Standing, luck
from wargame.analysis.calibration.outcomes import Outcomes
from wargame.batch.run import Progress
from wargame.errors import UsageError
from wargame.model.scenario.seat import RANDOM

GAMES = 6_300
SHORT = 12  # turns of each game in which luck is measured
LUCK_CHOICES, LUCK_DICE = 2, 40  # sets of bots' choices, and sets of dice, for each lineup of bots
TEAMS = 4  # the shares below are for this number of seats; they are scaled for other numbers
WIN_LOW, WIN_HIGH, RANDOM_MOST = 0.18, 0.32, 0.08
BEST_MOST = 1.6  # the largest win share of a seat's best bot, as a multiple of the seat's mean share
DOMINANT = 0.8
USED = 0.03
SKILL = 0.6
LUCK_LOW, LUCK_HIGH = 0.35, 0.6


@attrs.frozen
class Check:
    """A target with its measured value.

    `value` is None if nothing can be measured. The target then counts as met.
    """

    id: str
    what: str
    value: float | None
    low: float
    high: float
    detail: str = ""

    @property
    def met(self) -> bool:
        """Return whether the value lies within the bounds. A target without a value is met."""
        return self.value is None or self.low <= self.value <= self.high


@attrs.frozen(eq=False)
class BalanceReport:
    """The results of a measurement of balance, in games that bots play."""

    games: int
    turns: int
    standing: Standing
    usage: Mapping[str, Mapping[str, Mapping[str, tuple[float, float]]]]  # seat -> action -> bot -> two shares
    luck: Mapping[str, Luck]
    checks: tuple[Check, ...]

    @property
    def met(self) -> bool:
        """Return whether every target is met."""
        return all(check.met for check in self.checks)


def balance(
    adjudicator: Adjudicator,
    outcomes: Outcomes,
    games: int = GAMES,
    seed: int = 1,
    progress: Progress | None = None,
) -> BalanceReport:
    """Return the report of games in which every bot meets every other bot in every seat.

    Raises UsageError if a seat has no doctrine.
    """
    scenario = adjudicator.scenario
    bots = reference_bots(scenario)
    for seat, names in bots.items():
        if not names:
            raise UsageError(f"{seat} has no doctrine: write one under `bots`")
    play = SelfPlay(adjudicator, seed)
    turns = scenario.lengths[0].turns
    base = base_lineups(bots)
    lineups = with_variations(base, bots)
    pairing = Pairing.paired(lineups, max(1, round(games / len(lineups))))
    recording = outcomes.recording(turns, int(pairing.mixed.sum()))
    played = play.play(pairing, turns, count=True, observe=recording.record, progress=progress)
    standing = Standing(played)
    short = min((length.turns for length in scenario.lengths), key=lambda length: abs(length - SHORT))
    crossed = Pairing.crossed(base, LUCK_CHOICES, max(2, round(LUCK_DICE * min(1.0, games / GAMES))))
    by_luck = luck(play.play(crossed, short, progress=progress)) if len(base) > 1 else {}
    usage = _usage(adjudicator, played.usage)
    checks = (
        *_seats(standing),
        *_usage_checks(standing, usage),
        *_outcomes(outcomes, outcomes.measured(recording)),
        *_skill_and_luck(standing, by_luck, short),
    )
    return BalanceReport(pairing.games + (crossed.games if by_luck else 0), turns, standing, usage, by_luck, checks)


def _seats(standing: Standing) -> Iterator[Check]:
    """Return the checks of seats: each seat's wins, the wins of `random` and of the best bot, and dominance.

    Dominance means that one bot of a seat beats its other bots against nearly all opponents.
    """
    seats = standing.played.seats
    scale = TEAMS / len(seats)
    for seat in seats:
        what = f"{seat} is nearest to its goal, share of games"
        yield Check(f"win_{seat}", what, standing.win_share(seat), WIN_LOW * scale, WIN_HIGH * scale)
    for seat in seats:
        what = f"{seat} is nearest to its goal when its orders are random, share of games"
        yield Check(f"random_{seat}", what, standing.win_share(seat, RANDOM), 0.0, RANDOM_MOST * scale)
    for seat in seats:
        shares = {bot: standing.win_share(seat, bot) for bot in standing.bots[seat]}
        mean = sum(shares.values()) / len(shares)
        best = max(shares, key=lambda bot: shares[bot])
        what = f"the bot of {seat} that wins most, against the mean of its bots"
        ratio = shares[best] / mean if len(shares) > 1 and mean > 0.0 else None
        yield Check(f"best_{seat}", what, ratio, 0.0, BEST_MOST, best)
    for seat in seats:
        several = len(standing.bots[seat]) > 1
        what = f"opposing lineups against which one bot of {seat} beats all its others, largest share"
        best = standing.ranked(seat)[0]
        yield Check(f"dominance_{seat}", what, standing.dominance(seat) if several else None, 0.0, DOMINANT, best)


def _usage(adjudicator: Adjudicator, usage: Usage) -> dict[str, dict[str, dict[str, tuple[float, float]]]]:
    """Return how often each bot gives each order of its seat, as two shares.

    The first share is the number of turns with the order, divided by the number of turns in which the order was
    possible.
    The second share is the number of these orders, divided by the number of all orders of the bot.
    """
    found: dict[str, dict[str, dict[str, tuple[float, float]]]] = {}
    for (seat, bot), tally in usage.items():
        every = max(1, int(tally.orders.sum()))
        for number, checked in adjudicator.legality.actions(seat):
            if not checked.action.weighed:
                continue
            of_possible = tally.ordered[number] / max(1, tally.possible[number])
            pair = (float(of_possible), float(tally.orders[number] / every))
            found.setdefault(seat, {}).setdefault(checked.action.name, {})[bot] = pair
    return found


def _usage_checks(
    standing: Standing, usage: Mapping[str, Mapping[str, Mapping[str, tuple[float, float]]]]
) -> Iterator[Check]:
    """Return the checks of the use of actions.

    Each action of a seat must be used by at least one of the seat's best bots.
    """
    best: dict[str, tuple[float, str]] = {}
    for seat, actions in usage.items():
        ranked = standing.ranked(seat)
        top = ranked[: -(-len(ranked) // 4)]
        for action, bots in actions.items():
            most = max((bots[bot][0], f"{seat} {bot}") for bot in top)
            best[action] = max(best.get(action, (0.0, "")), most)
    for action, (share, who) in best.items():
        what = f"{action} is ordered by one of the best bots, share of the turns in which it can be"
        yield Check(f"used_{action}", what, share, USED, 1.0, who)


def _outcomes(outcomes: Outcomes, measured: Mapping[str, float | None]) -> Iterator[Check]:
    """Return the checks of the outcomes that the scenario itself defines."""
    for name, (target, _) in outcomes.targets.items():
        yield Check(name, target.what, measured[name], target.low, target.high)


def _skill_and_luck(standing: Standing, by_luck: Mapping[str, Luck], turns: int) -> Iterator[Check]:
    """Return the checks of skill and luck: choices must decide games, and dice must also decide games."""
    for seat in standing.played.seats:
        what = f"the best bot of {seat} beats the second best with the same dice, share of games"
        yield Check(f"skill_{seat}", what, standing.skill(seat), SKILL, 1.0, " > ".join(standing.ranked(seat)[:2]))
    mean = sum(part.share for part in by_luck.values()) / len(by_luck) if by_luck else None
    detail = ", ".join(f"{seat} {part.share:.0%}" for seat, part in by_luck.items())
    yield Check(
        "luck",
        f"part of the variance of margins that the dice explain in {turns} turns",
        mean,
        LUCK_LOW,
        LUCK_HIGH,
        detail,
    )


def as_json(report: BalanceReport, scenario: str, seed: int) -> dict[str, Any]:
    """Return the object that `wargame balance --json` prints."""
    standing = report.standing
    return {
        "scenario": scenario,
        "games": report.games,
        "turns": report.turns,
        "seed": seed,
        "bots": {
            seat: {
                bot: {
                    "win_share": standing.win_share(seat, bot),
                    "margin": standing.margin(seat, bot) if bot != RANDOM else None,
                }
                for bot in (*standing.bots[seat], RANDOM)
            }
            for seat in standing.played.seats
        },
        "usage": {
            seat: {
                action: {bot: {"of_possible": a, "of_orders": b} for bot, (a, b) in bots.items()}
                for action, bots in actions.items()
            }
            for seat, actions in report.usage.items()
        },
        "luck": {seat: {**attrs.asdict(part), "share": part.share} for seat, part in report.luck.items()},
        "targets": [
            {
                "id": check.id,
                "what": check.what,
                "value": check.value,
                "tolerance": [check.low, check.high],
                "met": check.met,
                "detail": check.detail or None,
            }
            for check in report.checks
        ],
    }
