"""The causes of a change over several turns add up exactly, and reveal no more than those of the single turns."""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from pathlib import Path

import pytest

from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.model.match.events import TurnAdjudicated
from wargame.model.rules.metric import MetricType
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.saved_game import saved_game

SAVE, SIEGE = (
    Path(__file__).resolve().parents[3] / "saves" / f"sample_{name}.jsonl" for name in ("first_convoy", "bamako_siege")
)


@pytest.fixture(scope="module")
def ended() -> Match:
    return look_back(SAVE).match


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_amounts_of_a_span_add_up_to_the_change_and_to_those_of_its_turns(ended: Match) -> None:
    checked = 0
    for name, metric in ended.scenario.rules.metrics.items():
        if metric.inner:
            continue
        for cell in ended.cells(name):
            for first, last in ((1, ended.played), (2, 3)):
                span = ended.why_over(None, name, cell, (first, last))
                whys = [ended.why(None, name, cell, turn) for turn in range(first, last + 1)]
                values = [ended.view_at(None, turn).value(name, *cell) for turn in (first, last + 1)]
                amounts = defaultdict(list)
                for why in whys:
                    for term in why.terms:
                        amounts[term.rule, term.cause].append(term.amount)
                assert {(term.rule, term.cause): term.amount for term in span.terms} == {
                    key: fsum(parts) for key, parts in amounts.items() if fsum(parts)
                } or metric.type in (MetricType.ENUM, MetricType.FLAG)
                if metric.type in (MetricType.ENUM, MetricType.FLAG):
                    continue
                assert (span.before, span.after) == (whys[0].before, whys[-1].after)
                assert fsum(term.amount for term in span.terms) == values[1] - values[0]
                digits = len(span.change.partition(".")[2])
                assert round(fsum(number(term.printed) for term in span.terms), digits) == number(span.change)
                for term in span.terms:
                    parts = fsum(number(amount) for _, amount in term.by_turn)
                    assert round(parts, digits) == number(term.printed)
                    checked += len(term.by_turn) > 1
    assert checked > 20


def test_a_span_of_one_turn_is_that_turn(ended: Match) -> None:
    assert ended.why_over(None, "fuel_days", (), (2, 2)) == ended.why(None, "fuel_days", (), 2)


def test_turns_that_were_not_resolved_or_run_backwards_are_refused(ended: Match) -> None:
    for turns, told in (((3, 2), "as in 2..3"), ((0, 2), "Turn 0"), ((1, 99), "Turn 7 has not")):
        with pytest.raises(UsageError, match=told):
            ended.why_over(None, "fuel_days", (), turns)
    with pytest.raises(UsageError, match="has no cell"):
        ended.why_over(None, "fuel_days", ("BKO",), (1, 2))


@pytest.mark.parametrize("seat", ["junta", "jnim"])
def test_a_seat_reads_over_a_span_only_what_it_reads_turn_by_turn(seat: str) -> None:
    """A span is made from the answers for its turns: no amount is told that one of them keeps back."""
    game = saved_game(read(SIEGE))
    ends = [number for number, event in enumerate(game.events) if isinstance(event, TurnAdjudicated)]
    match = Match.resume(game.rulebook, game.events[: ends[2] + 1], lambda event: None)
    worded = numbered = 0
    for name in dict.fromkeys(headline.metric for headline in match.scenario.headlines_of(None)):
        for cell in match.cells(name):
            span = match.why_over(seat, name, cell, (1, 3))
            whys = [match.why(seat, name, cell, turn) for turn in (1, 2, 3)]
            assert bool(span.refused) == any(why.refused for why in whys)
            assert span.exact == all(why.exact for why in whys)
            if not span.exact:
                assert all(term.amount is None and not term.printed for term in span.terms)
                assert {term.word for term in span.terms} <= {term.word for why in whys for term in why.terms}
                worded += bool(span.terms)
            numbered += span.exact and bool(span.terms)
    assert worded
    assert numbered
