"""A small scenario as texts. A test breaks the scenario at one marked place and reads the messages."""

from wargame.content import Problems, load_sources

RULES = """\
title: Small rules
kinds:
  faction: {again: other}
  town:
    attributes: {people: number, walled: flag}
    relations: {near: {to: town, mutual: true}}
  road:
    relations: {joins: {to: town, inverse: joined_by}}
  ration: {members: [tight, loose]}
needs: {faction: [red, blue], town: [ALF]}
phases: [trade, talk]
effort: {main: 1.15, fatigue: 0.85}
metrics:
  grain: {of: town, range: 0..100, start: 10, label: Grain}
  money: {of: faction, range: 0..50, start: 5}
  trust: {of: [faction, other], range: 0..1}
  mood: {values: [calm, angry], start: calm}
  truce: {timer: 4}
  tolls: {of: road, range: [0, 10], flow: true}
parameters:
  yield_share: {value: 0.1, unit: share, source: invented, status: assumption}
  luck: {prior: [triangular, 0.5, 1, 2], source: invented, status: estimate, known_to: red}
  aim: {pick: {wealth: 0.5, peace: 0.5}, source: invented, status: assumption}
formulas:
  fed: grain / 100
  share(a, b): a / max(a + b, 0.01)
actions:
  buy:
    by: red
    target: town
    levels: 1..3
    cost: {ap: 1, money: 2 * level}
    requires:
      - {that: grain > 1, else: "No grain there."}
    describe: "Buy {level} in {town}."
  send:
    by: [red, blue]
    target: {origin: town, goal: town}
    seen_by: everyone
steps:
  harvest:
    name: Harvest
    phase: trade
    for: town
    when: grain < 90
    let:
      crop: uniform(0, 2)
    add:
      grain:
        harvest: yield_share * people * crop
    report:
      - {when: crop > 1, text: "A good year in {town}.", seen_by: [red]}
    because: Grain grows.
  envoy:
    plays: blue
    phase: talk
    set:
      truce: 3
    after:
      - {turns: 2, add: {"money[red]": {gifts: 1}}}
    move:
      - {amount: 1, from: "money[red]", to: "money[blue]"}
"""
SCENARIO = """\
title: Small scenario
rules: small
calendar: {start: 2025-09-01, days: 7}
seasons: {winter: [1..2, 5]}
entities:
  faction:
    red: {name: Red, start: {trust: {blue: 0.5}}}
    blue: {}
  town:
    ALF: {name: Alford, people: 3, walled: 1, near: [BEX], start: {grain: 20}}
    BEX: {name: Bexley, people: 2}
  road:
    OLD: {joins: [ALF, BEX]}
start: {truce: 1}
seats:
  red: {label: Red, ap: 4, bank: 1, pays: {money: money}}
  blue: {label: Blue, ap: 3, npc: true}
lengths:
  - {turns: 8, name: long, par: {red: {mean: 50, sd: 5}}}
headlines:
  red:
    - {metric: "grain[ALF]", label: Grain in Alford}
    - {metric: truce}
map:
  place: town
  road: road
  tiles: {ALF: [0, 0], BEX: [1, 2]}
looks:
  factions: {red: {glyph: "■", ascii: R, fill: "#0072B2"}}
  tile: {figures: [grain]}
  road: {metric: tolls, bands: [0.5], words: [open, shut]}
briefing:
  note: Nothing hurts here.
  seats: {red: {who: Merchants., first: [look, "buy, then commit"]}}
scores:
  red:
    plenty: {weight: 1, value: "100 * fed[ALF]"}
endings:
  rich: {when: "money[red] > 40", text: Red is rich.}
bots:
  doctrine:
    red:
      rows:
        - {when: truce > 0, weights: {buy: 2, keep: 1}, reason: Cheap grain.}
      targets: {buy: 1 + people, send: {origin: grain, goal: 1}}
      levels: {buy: 2}
tutorial:
  - {say: Look around., until: look}
glossary: {grain: What people eat.}
"""
FILES = {"rules/small/ruleset.yaml": RULES, "scenarios/small.yaml": SCENARIO}
MARK = "«"  # this sign stands before the character that a problem must name


def told(files: dict[str, str]) -> list[str]:
    """Return every problem of a scenario with the name `small`."""
    problems = Problems()
    scenario = load_sources(files, "small", problems)
    assert (scenario is None) == bool(problems.errors)
    return [str(problem) for problem in problems.all]


def broken(old: str, new: str) -> tuple[str, list[str]]:
    """Replace a piece of the small scenario. Return the marked place and every problem."""
    files = dict(FILES)
    name = next(name for name, text in files.items() if text.count(old) == 1)
    marked = files[name].replace(old, new)
    before = marked[: marked.index(MARK)]
    place = f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    files[name] = marked.replace(MARK, "")
    return place, told(files)
