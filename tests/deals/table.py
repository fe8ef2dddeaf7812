"""A tiny map with one table: two parties, four clauses, two ready deals. Also games on this map."""

from __future__ import annotations

from collections.abc import Mapping

from tests.tiny import tiny
from wargame.adjudicator import Adjudicator, State
from wargame.model.rules.deal import BOUND, OFFERED, SIGN

RULES = """
metrics:
  calm: {range: 0..100, start: 50, owner: nobody}
  trust: {of: table, range: 0..100, start: 35, owner: nobody}
  rain: {range: 0..9, owner: nobody}
  mutiny: {flag: true, owner: nobody}
parameters:
  seen_in_secret: {value: 0.4, source: invented, status: assumption}
  seen_in_public: {value: 0.75, source: invented, status: assumption}
  out: {value: 0.3, source: invented, status: assumption}
actions:
  raid: {by: red, target: town}
  mob: {by: blue}
tables:
  bridge: {label: The bridge, between: [red, blue], faith: "trust[bridge] / 100", audience: {blue: 2}}
clauses:
  peace: {in: bridge, by: red, on: town, broken_when: effort(raid) > 0, worth: {red: -1, blue: 2}, structural: true}
  toll: {in: bridge, by: blue, amount: 1..9, broken_when: "money[blue] < 1", worth: {red: 1, blue: -0.5}}
  gift: {in: bridge, by: blue, amount: 1..9, once: true, worth: {red: 3, blue: -1}}
  silence: {in: bridge, by: both, broken_when: {red: rain > 3, blue: effort(mob) > 0}}
deals:
  calm_roads: {in: bridge, title: Calm roads, turns: 3, terms: {peace: walled, toll: 2}}
  hush: {in: bridge, title: Hush, turns: 2, secret: true, terms: {silence: 1, gift: 4}}
dealing:
  noticed_secret: seen_in_secret
  noticed_public: seen_in_public
  leaks: out
  renounced: 0.5
  void_when: {blue: mutiny > 0}
steps:
  quiet:
    phase: early
    add:
      calm: {quiet: "total(clause(peace), town) + 0.1 * clause(toll)"}
  weather:
    phase: late
    when: effort(mob) > 0
    add: {rain: {clouds: effort(mob)}}
  faithful:
    phase: faith
    add:
      trust:
        kept: 4 * kept
        broken: "-25 * total(broken, faction)"
        out: -1 * deal_leaked
"""


def bridge(more: str = "") -> Adjudicator:
    """Compile the map with its table."""
    return tiny(RULES + more)


def cell(adjudicator: Adjudicator, state: State, metric: str, *codes: str) -> float:
    """Return one number of a state. The codes of the entities are in the declared order."""
    layout = adjudicator.rulebook.layout[metric]
    return float(state.array(metric).reshape(-1, state.games)[layout.cells.index(codes), 0])


def bound(adjudicator: Adjudicator, state: State) -> float:
    """Return the number of turns for which the parties are bound. The number is equal for both parties."""
    both = {cell(adjudicator, state, BOUND, "bridge", party) for party in ("red", "blue")}
    assert len(both) == 1
    return both.pop()


def offered(adjudicator: Adjudicator, state: State) -> Mapping[str, float]:
    """Return the numbers of the deals that each party may sign."""
    return {party: cell(adjudicator, state, OFFERED, "bridge", party) for party in ("red", "blue")}


SIGNS = f"{SIGN} bridge"
