"""A small country with three parties and two tables, and games in it. Tests use it for deals in a match."""

from __future__ import annotations

from functools import cache

from tests.compiling import rulebook_of
from tests.game.conftest import Recorded
from wargame.rulebook import Rulebook

RULES = """\
title: Bargains
kinds:
  faction: {}
  town:
    attributes: {people: number}
phases: [early]
metrics:
  money: {of: faction, range: 0..50, start: 10}
  hope: {range: 0..100, start: 50}
  faith: {range: 0..100, start: 40}
  mood: {of: faction, range: 0..100, start: 50}
actions:
  dig:
    label: Dig a well
    by: [red, blue, green]
    target: town
    cost: {ap: 1}
  raid:
    label: Raid
    by: blue
    target: town
    cost: {ap: 1}
steps:
  wells:
    phase: early
    add:
      hope: {wells: "total(total(effort(dig), town), faction)"}
      mood[red]: {quiet: "total(clause(quiet), town) - clause(gold) - clause(flag)"}
      mood[blue]: {gold: "clause(gold) - 20 * broken[peace, blue] + clause(grain)"}
tables:
  peace:
    label: Red and Blue
    between: [red, blue]
    faith: faith / 100
    audience: {red: 1}
  trade:
    label: Blue and Green
    between: [blue, green]
clauses:
  quiet:
    in: peace
    by: blue
    on: town
    amount: 0.5..1 by 0.5
    label: Quiet in the town
    broken_when: effort(raid) > 0
    worth: {red: 2 * people, blue: -1}
  gold:
    in: peace
    by: red
    amount: 1..9
    label: Gold
    unit: coins a turn
    worth: {red: -0.5, blue: 0.5}
  flag:
    in: peace
    by: red
    label: The flag is lowered
    worth: {blue: 1}
  grain:
    in: trade
    by: green
    amount: 1..5
    label: Grain
    worth: {blue: 1, green: -1}
deals:
  calm:
    in: peace
    title: A calm month
    turns: 3
    text: Quiet in the towns, for gold.
    terms: {quiet: people > 2, gold: 2}
  hush:
    in: peace
    title: A hushed month
    turns: 2
    secret: true
    text: The same, unspoken.
    terms: {gold: 3}
  bread:
    in: trade
    title: Bread
    turns: 2
    secret: true
    text: Grain, unspoken.
    terms: {grain: 2}
dealing:
  noticed_secret: 1
  noticed_public: 1
  leaks: 0
  renounced: 0.4
"""
SCENARIO = """\
title: Bargains
rules: bargains
entities:
  faction: {red: {name: Red}, blue: {name: Blue}, green: {name: Green}}
  town:
    ALF: {people: 3, name: Alford}
    BEX: {people: 1, name: Bexhill}
seats:
  red: {label: Red, ap: 3, pays: {money: money}}
  blue: {label: Blue, ap: 3, pays: {money: money}}
  green: {label: Green, ap: 3, pays: {money: money}}
lengths: [{turns: 12, name: long}]
scores:
  red: {hope: {weight: 1, value: hope}}
bots:
  doctrine:
    red:
      purpose: Dig.
      rows: [{weights: {dig: 1}, reason: All is dry.}]
      dealing: {sign: 0, offer: 99}
    blue:
      purpose: Dig.
      rows: [{weights: {dig: 1}, reason: All is dry.}]
      dealing: {sign: 0, offer: 99}
    green:
      purpose: Dig.
      rows: [{weights: {dig: 1}, reason: All is dry.}]
      dealing: {sign: 0, offer: 99}
"""


UNNOTICED = (("noticed_secret: 1", "noticed_secret: 0"), ("noticed_public: 1", "noticed_public: 0"))
OWED = (
    ("    label: Gold\n", "    label: Gold\n    broken_when: 'total(ordered(dig)[red], town) == 0'\n"),
)  # red breaks this deal in each turn in which red digs no well
SHUT = (  # the rules of the second table, which is closed until blue raids
    ("    between: [blue, green]\n", "    between: [blue, green]\n    open: false\n"),
    (
        "steps:\n",
        "steps:\n  letters:\n    phase: early\n    when: any(ordered(raid) > 0, town)\n"
        "    set: {'table_open[trade, blue]': 1, 'table_open[trade, green]': 1}\n",
    ),
)


@cache
def country(leaks: float = 0, changes: tuple[tuple[str, str], ...] = ()) -> Rulebook:
    """Compile the country.

    `leaks`: the probability that a secret leaks.
    `changes`: pairs of an old text and a new text in the rules.
    """
    rules = RULES.replace("leaks: 0", f"leaks: {leaks}")
    for old, new in changes:
        assert rules.count(old) == 1, old
        rules = rules.replace(old, new)
    return rulebook_of({"rules/bargains/ruleset.yaml": rules, "scenarios/bargains.yaml": SCENARIO}, "bargains")


def bargains(*people: str, leaks: float = 0, length: int = 12, changes: tuple[tuple[str, str], ...] = ()) -> Recorded:
    """Start a game in which people play these seats, or all three seats if none is named.

    Doctrine bots play the other seats.
    """
    seats = {seat: "human" if seat in (people or ("red", "blue", "green")) else "doctrine" for seat in SEATS}
    return Recorded(country(leaks, changes), seats, length=length)


SEATS = ("red", "blue", "green")


def resolve(played: Recorded) -> None:
    """Commit for every person, and resolve the turn."""
    for seat in played.match.waiting_for():
        played.match.commit(seat)
    played.match.adjudicate()
