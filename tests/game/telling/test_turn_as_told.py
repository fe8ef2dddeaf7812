"""Two turns of a tiny game as each seat and the truth are told them: every cell's causes, and the account they rest on.

`pytest tests/game/telling --regenerate` writes it anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compiling import rulebook_of
from tests.game.conftest import Recorded
from tests.injects import post
from tests.tiny import RULES
from wargame.game.disclosure.reasons import reason_told
from wargame.game.match import Match
from wargame.game.wording.number import WRITTEN
from wargame.model.telling.why import Term

GOLDEN = Path(__file__).parent / "turn_as_told.txt"
METRICS = """\
metrics:
  burned: {range: 0..1000, start: 100, label: Burned}
  fed: {range: 0..1000, start: 0, label: Fed}
  plot: {range: 0..9, start: 2, label: Plot, owner: blue}
  scheme: {range: 0..9, start: 3, label: Scheme, owner: blue}
  rumour: {range: 0..1000, start: 50, label: Rumour}
  gossip: {range: 0..1000, start: 50, label: Gossip}
  nerve: {of: faction, range: -20..80, start: 40, label: Nerve, owner: axis}
  grain: {range: 0..99, start: 40, label: Grain}
  gate: {flag: true, label: Gate}
  mood: {values: [calm, angry], label: Mood}
  heat: {range: 0..99, flow: true, label: Heat}
  wood: {of: town, range: 0..99, start: 5, label: Wood}
parameters:
  luck: {prior: [uniform, 1, 3], known_to: red, label: Luck, source: invented, status: assumption}
  fate: {prior: [uniform, 1, 3], source: invented, status: assumption}
  wide: {value: 10, source: invented, status: assumption}
  bite: {value: 4, source: invented, status: assumption, unit: points}
"""
ACTIONS = """\
actions:
  guard: {by: red, label: Guard, cost: {ap: 1, money: "bite / 2"}, levels: 1..3}
  feed: {by: red, label: Feed the poor, cost: {ap: 1, gold: "1 + 0 * bite"}, levels: 1..3}
  chop: {by: [red, blue], label: Chop, target: town}
  dance: {by: [red, blue], label: Dance}
  whisper: {by: blue, label: Whisper, seen_by: [blue]}
  sneak: {by: red, label: Sneak, requires: [{that: "plot > 5", else: Noticed.}]}
  sing: {by: blue, label: Sing, requires: [{that: "burned < 500", else: Too hot.}]}
"""
STEPS = """\
steps:
  fire:
    phase: early
    because: It burns.
    source: invented
    let: {held: "bite * effort(guard)", gust: "normal(0, 1)"}
    add:
      burned: {fires: "max(0, 24 - held)", wind: "luck", dew: "-3"}
      fed:
        bread: 5 * effort(feed)
        soup: -effort(feed) / 2
        alms: bite * (1 + effort(feed))
        cake: effort(feed) * luck
      nerve: {drums: "-6 + effort(guard)", songs: "2 + 0 * effort(sneak)", fear: "-0.2 * plot"}
      heat: {fires: "max(0, 24 - held)", wind: "gust", dance: "2 * effort(dance)[blue]", hum: "0.1 * nerve[blue]"}
    after:
      - {turns: 2, add: {grain: {harvest: "3 * effort(feed)"}}}
      - {turns: 1, add: {fed: {bread: "1 + effort(feed)"}}}
    report: [{when: "effort(guard) > 0", text: "The guard held {held:.0f}.", seen_by: red}]
  drift:
    phase: early
    add: {rumour: {drift: "0.5"}}
  echo:
    phase: late
    add: {burned: {echo: "max(0, rumour - 10 * effort(guard))"}, "nerve[red]": {thrill: "1"}}
  talk:
    phase: late
    when: "fed >= 0"
    add:
      rumour: {tale: "plot", news: "1"}
      gossip: {tale: "plot", yarn: "scheme", whispers: "effort(whisper) * fate", news: "1", omen: "fate"}
      fed: {crumbs: "max(0, 9 - effort(guard)) * rumour / 100"}
    set: {gate: "1", mood: "angry"}
  woods:
    phase: late
    for: town
    add: {wood: {axes: "-total(effort(chop), faction)", growth: "0.05 * wood"}}
"""
LETTERS = """
A:
  title: One
  to: red
  by: red
  turn: 1
  text: A letter.
  choices:
    yes: {label: say yes, add: {grain: {gift: bite}}}
    no: {}
  otherwise: no
B:
  title: Two
  to: blue
  turn: 1
  text: Another letter.
  add: {grain: {theft: -2}}
"""
FOG = "fog:\n  - {metric: nerve, to: red, within: wide}\n  - {metric: grain, to: blue, within: wide}\n"


def played() -> Match:
    texts = post.files(LETTERS)
    texts["rules/tiny/ruleset.yaml"] = RULES.replace("purses.yaml", "purses.yaml, turn.yaml")
    texts["rules/tiny/turn.yaml"] = METRICS + ACTIONS + STEPS + FOG
    match = Recorded(rulebook_of(texts, "tiny"), {"red": "human", "blue": "human"}, length=4).match
    for red, blue in (
        (("guard 2 main", "feed 1", "chop ALF", "dance", "answer A yes"), ("chop ALF", "whisper", "sing", "dance")),
        (("guard 1", "feed 2", "chop BEX", "sneak"), ("chop ALF", "sing")),
    ):
        for seat, orders in (("red", red), ("blue", blue)):
            for order in orders:
                match.add(seat, order)
            match.commit(seat, f"{seat} will have it so")
        match.adjudicate()
    return match


def told(match: Match, seat: str | None, turn: int) -> Iterator[str]:
    """Give the account of a turn and the causes of every cell."""
    account = match._account(seat, turn, WRITTEN)
    yield f"== turn {turn} as told to {seat or 'the truth'}"
    for line in account.reports:
        yield f"report {line.step}: {line.text} {' '.join(line.seen_by)}"
    for settled in (*account.own, *account.others):
        mine = "own" if settled in account.own else "of others"
        yield f"order {mine}: {settled.seat} {settled.order.text}{f', {settled.lapsed}' if settled.lapsed else ''}"
    for reason in account.reasons:
        yield f"reason: {reason_told(reason, seat or '')}"
    for entry in account.entries:
        found = account.found.get((entry.step, entry.metric, entry.entities))
        cell = " ".join((entry.metric, *entry.entities))
        yield f"entry {entry.step or '-'}: {cell} {entry.amount:+.3f} from {found}, {entry.cause}"
    yield f"drawn {sorted(account.drawn)}, earlier {len(account.earlier)}, draws {len(account.draws)}"
    for metric in match.scenario.rules.metrics.values():
        for cell in match.cells(metric.name) if not metric.inner else ():
            why = match.why(seat, metric.name, cell, turn)
            parts = (why.before, why.after, why.change, why.refused, why.note)
            yield f"why {' '.join((metric.name, *cell))}: {' | '.join(parts)} {why.exact:d}{why.estimated:d}"
            yield from map(_cause, why.terms)


def _cause(term: Term) -> str:
    own = f"own {term.own_change or '-'} {term.whole:d}" if term.own else f"{term.whole:d}"
    rule = " | ".join((term.rule, term.phase, term.formula, term.because, term.source))
    read = ", ".join(f"{reading.name} {reading.value}" for reading in term.readings)
    size = f"{term.sign:+d} {term.word} {term.share:.3f} {term.printed or term.amount}"
    return f"  {size} {term.cause}; {own}; {rule}; {read}"


def numbers(match: Match, seat: str | None) -> Iterator[str]:
    for action in match.scenario.rules.actions:
        for each in match.action_numbers(seat, action):
            yield f"{action} for {seat}: {each.name}, {each.label}, {each.value or '-'}, {each.note}"


@pytest.fixture(scope="module")
def match() -> Match:
    return played()


def test_two_turns_are_told_as_written_down(match: Match, regenerate: bool) -> None:
    lines = [line for turn in (1, 2) for seat in ("red", "blue", None) for line in told(match, seat, turn)]
    lines += [line for seat in ("red", "blue", None) for line in numbers(match, seat)]
    text = "".join(f"{line.rstrip()}\n" for line in lines)
    if regenerate:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_once_the_game_is_over_a_seat_is_told_the_numbers_of_what_it_had_estimated() -> None:
    match = played()
    assert not match.why("red", "nerve", ("red",), 1).exact
    while not match.ending:
        for seat in ("red", "blue"):
            match.commit(seat)
        match.adjudicate()
    assert match.why("red", "nerve", ("red",), 1).exact
    opened, truth = (match._account(seat, 1, WRITTEN, opened=True) for seat in ("red", None))
    assert opened.found == truth.found
