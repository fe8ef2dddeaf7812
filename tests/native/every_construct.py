"""A rule set with every form of rule, operation and draw in the rule language. The rules need not make sense."""

from __future__ import annotations

from tests.compiling import rulebook_of
from tests.rulebook.theatre import sources
from wargame.adjudicator import Adjudicator

RULES = """\
metrics:
  wave: {of: area, range: -30..30}
  stock: {of: area, range: 0..60, start: 30 + people}
  depot: {of: area, range: 0..40, start: 5}
  reserve: {range: 0..500, start: 90}
  counted: {of: corridor, range: 0..50, whole: true}
  heat: {of: [faction, area], range: 0..50, start: 3}
  tallied: {range: 0..2000, flow: true}
parameters:
  push: {value: 0.6, source: invented, status: assumption}
formulas:
  strain(x): abs(x) / max(abs(x) + 1, 0.5)
steps:
  draws:
    phase: early
    for: area
    let:
      lucky: chance(0.3 + 0.02 * people)
      even: uniform(0, people + 1)
      bell: normal(0, 2)
      wide_bell: normal(wave, 1 + nerve)
      long: lognormal(0, 0.4)
      long_of: lognormal(0.01 * wave, 0.2)
      hill: triangular(0, 1, 5)
      hill_of: triangular(0, 0.5 * people, people)
    set:
      wave: clip(0.4 * wave + bell + even - 0.3 * wide_bell + long - long_of + hill - hill_of + lucky, -30, 30)
      lit: lucky and not lit
  chances_of_roads:
    phase: early
    for: corridor
    when: fear > 0.2 or turn == 2
    let:
      held_up: chance(fear)
      delay: floor(3 * fear + 0.5)
      reach: total(stock, crosses) * held_up
    set:
      counted: delay + held_up + rint(0.3 * counted)
    add:
      fear:
        escorts: "-0.1 * effort(escort)"
        rains: "0.1 * rains - 0.02"
        reach: "0.001 * reach"
      tallied:
        roads: "total(held_up * capacity, corridor)"
        longest: "most(delay, corridor)"
      reserve:
        toll: "total(held_up, corridor)"
    after:
      - turns: 2
        add:
          counted:
            late: held_up
      - turns: 1
        add:
          reserve:
            refund: total(held_up, corridor)
  functions:
    phase: early
    for: area
    let:
      a: exp(clip(wave, -3, 3)) + log(max(stock, 0.1)) + sqrt(abs(wave)) + wave ** 2 / 100
      b: logistic(wave) + tanh(0.1 * wave) + strain(wave) + recent(wave, 3) * 0.01
      c: total(stock, neighbours) + mean(depot, neighbours) + most(wave, neighbours) + any(lit, neighbours)
      d: -least(wave, area) + stock[BKO] * (regime == in_office) + (stock != depot) + (stock <= 3) - (wave >= 1)
      e: total(fear, crossed_by) + least(fear, crossed_by) if wave < 2 else mean(stock, area, people)
    add:
      calm:
        of_all: "0.01 * total(min(a, b), area)"
        of_some: "0.01 * any(c > d and e > 0, area)"
      depot:
        each: "0.02 * (a + b) - 0.01 * c"
        more: "0.001 * max(d, e)"
  given:
    phase: early
    for: [faction, area]
    when: effort(raid) > 0
    let:
      hit: chance(0.5)
      size: effort(raid) * hit * push
    add:
      heat:
        raids: "size"
        others: "0.1 * trust[faction, junta]"
      harm:
        raids: "total(size, faction)"
      legitimacy:
        raids: "-total(size, faction)"
    move:
      - {amount: "total(size, faction)", from: "cp[junta]", to: "cp[jnim]"}
      - {amount: "0.5 * size", from: heat, to: cp}
  shifts:
    phase: early
    for: area
    when: ordered(redeploy, origin) + effort(redeploy, goal) > 0
    move:
      - {amount: "effort(redeploy, origin)", from: stock, to: reserve}
    add:
      depot:
        shifted: "effort(redeploy, goal)"
  ration:
    phase: late
    for: ration
    when: effort(rationing) > 0
    add:
      reserve:
        saved: "total(effort(rationing), ration)"
      money:
        sold: 1 + total(effort(rationing), ration)
  appeals:
    phase: late
    when: effort(appeal) > 0
    set:
      regime: "successor if reserve < 20 else in_office"
      open_for: "3"
    add:
      calm:
        appeal: effort(appeal)
  seasons:
    phase: late
    when: rains
    add:
      reserve:
        rain: 1
  stand_in:
    phase: late
    plays: jnim
    for: area
    let:
      strike: "chance(0.4)"
    add:
      heat:
        npc: strike
    set:
      "cp[jnim]": "cp[jnim] * 0.99 + strike"
  sharing:
    phase: late
    for: area
    when: depot > 4
    move:
      - {amount: "0.2 * depot", from: depot, to: reserve}
      - {amount: 0.1 * reserve, from: reserve, to: stock, spread: people * (1 + lit)}
      - {amount: 30, from: stock, to: depot}
      - {amount: 2, from: "cp[jnim]", to: "cp[junta]", spread: people}
  mirrors:
    phase: late
    let:
      held: recent(money, 2)
      warm: recent(heat, 2) + total(heat, area) * 0.1
    add:
      calm:
        there: 0.001 * total(warm[faction, KYS], faction)
      trust:
        envy: 0.01 * (held[other] - held)
  settling:
    phase: late
    move:
      - {amount: "0.1 * heat", from: heat, to: reserve}
      - {amount: 400, from: reserve, to: stock}
      - {amount: people * 9, from: stock, to: depot, spread: "1 + people"}
    add:
      fuel:
        drawn: "-0.1 * fuel + mean(wave, area) + 0.1 * (intention == capture)"
      trust:
        drift: "0.1 * (heat[other, KYS] - heat[faction, KYS]) - 0.05 * trust[other, faction]"
"""
SEATS = """\
bots:
  doctrine:
    junta:
      purpose: "To have done everything once."
      rows:
        - when: turn > 3 and calm > 1
          weights: {escort: 2, redeploy: 1 + fuel, raid: 2, rationing: 1, appeal: "0.5", keep: "0.2"}
          reason: later
        - weights: {redeploy: 2, raid: 1 + turn, escort: 1}
          reason: first
      targets:
        escort: fear
        redeploy: {origin: stock, goal: 1 + depot}
        raid: 1 + legitimacy
      levels:
        escort: 1 + 3 * fear
        redeploy: "0.2 * stock"
"""


def every_construct() -> Adjudicator:
    """Compile the rule set."""
    return Adjudicator(rulebook_of(sources(RULES, SEATS), "theatre"))
