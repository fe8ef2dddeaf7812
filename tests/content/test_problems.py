"""Every check of the loader names the exact character and the remedy."""

import pytest

from tests.content.small import FILES, SCENARIO, broken, told
from wargame.content.problems import MOST, Problems
from wargame.errors import Place

CASES = {
    "unknown key": ("plays: blue", "«play: blue", "a step has no key `play`; did you mean `plays`?"),
    "unknown section": ("endings:", "«endngs:", "a scenario has no key `endngs`; did you mean `endings`?"),
    "misspelt section with all its names": (
        "kinds:\n",
        "«Kinds:\n",
        "a rule set has no key `Kinds`; did you mean `kinds`?",
    ),
    "section of the wrong form": (
        "phases: [trade, talk]",
        "phases: «trade, talk",
        "expected a list, found `trade, talk`",
    ),
    "misspelt key that is needed": (
        "  - {turns: 8",
        "  - {«turn: 8",
        "a length has no key `turn`; did you mean `turns`?",
    ),
    "purse of the wrong form": (
        "pays: {money: money}",
        "pays: «money",
        "expected currencies: `money: metric`, found `money`",
    ),
    "unknown phase": ("phase: trade\n", "phase: «trad\n", "no phase is called `trad`; did you mean `trade`?"),
    "unknown kind": ("of: town,", "of: «twon,", "no kind is called `twon`; did you mean `town`?"),
    "unknown axis in for": (
        "for: town",
        "for: «river",
        "no kind is called `river` (known: faction, town, road, ration or other)",
    ),
    "unknown faction in by": (
        "by: red",
        "by: «green",
        "no faction is called `green`: a rule that names a faction lists it in `needs: {faction: [...]}`",
    ),
    "unknown faction in seen_by": (
        "seen_by: [red]",
        "seen_by: [«rad]",
        "no faction is called `rad`; did you mean `red`?",
    ),
    "unknown faction in plays": ("plays: blue", "plays: «blu", "no faction is called `blu`; did you mean `blue`?"),
    "unknown faction in known_to": (
        "known_to: red",
        "known_to: «reed",
        "no faction is called `reed`; did you mean `red`?",
    ),
    "unknown target of a relation": (
        "{to: town, mutual",
        "{to: «tovn, mutual",
        "no kind is called `tovn`; did you mean `town`?",
    ),
    "unknown link": ("near: [BEX]", "near: [«BEY]", "no town is called `BEY`; did you mean `BEX`?"),
    "link to itself": ("near: [BEX]", "near: [BEX, «ALF]", "`ALF` cannot be linked to itself; delete it"),
    "link twice": ("near: [BEX]", "near: [BEX, «BEX]", "`BEX` stands twice in this list; keep one"),
    "unknown attribute": (
        "people: 2}",
        "«peple: 2}",
        "a row of town has no `peple`; did you mean `people`?",
    ),
    "metric in a row": (
        "{name: Bexley, people: 2}",
        "{name: Bexley, «grain: 2}",
        "a row of town has no `grain`: it is a metric, write start: {grain: ...}",
    ),
    "flag that is a YAML 1.1 word": ("walled: 1", "walled: «yes", "expected true or false, found `yes`"),
    "number with a needless 0": (
        "people: 2}",
        "people: «010}",
        "expected a number, found `010`: take away the leading 0",
    ),
    "sexagesimal number": ("people: 2}", "people: «1:30}", "expected a number, found `1:30`"),
    "hexadecimal number": ("people: 2}", "people: «0x1F}", "expected a number, found `0x1F`"),
    "infinite number": ("people: 2}", "people: «.inf}", "expected a number, found `.inf`"),
    "number that overflows": ("people: 2}", "people: «1e999}", "expected a number, found `1e999`"),
    "quoted number": ("people: 2}", 'people: «"2"}', "expected a number, found `2`: take away the quotes"),
    "huge number": (
        "people: 2}",
        "people: «9e99}",
        "9e99 is out of bounds: a number between -1e+12 and 1e+12 is needed",
    ),
    "number of many digits": (
        "people: 2}",
        "people: «" + "9" * 5_000 + "}",
        f"expected a number, found `{'9' * 39}…`: too many digits",
    ),
    "on is no flag": ("flow: true", "flow: «on", "expected true or false, found `on`"),
    "list for text": ("name: Harvest", "name: «[Harvest]", "expected text, found a list"),
    "nothing for text": ("name: Harvest", "name:« ", "expected text, found nothing"),
    "text for a list": (
        "tutorial:\n  - {say: Look around., until: look}",
        "tutorial: «Look around.",
        "expected steps: a list, found `Look around.`",
    ),
    "text for a mapping": ("endings:\n  rich:", "endings:\n  poor: «never\n  rich:", None),
    "unknown deed": (
        "until: look",
        "until: «lok",
        "expected look, order, list, commit, playback, why, report, inbox, main, open, answer or deals, "
        "found `lok`; did you mean `look`?",
    ),
    "word of the language": (
        "  fed: grain / 100",
        "  «mean: grain / 100",
        "`mean` is a word of the rule language: choose another name for this formula",
    ),
    "Python keyword": (
        "  fed: grain / 100",
        "  «from: grain / 100",
        "`from` means something in formulas: choose another name for this formula",
    ),
    "not an id": (
        "  truce: {timer: 4}",
        "  truce: {timer: 4}\n  «the-end: {flag: true}",
        "`the-end` is no name: use letters, digits and _, begin with a letter, at most 60 signs",
    ),
    "name space": (
        "  fed: grain / 100",
        "  «luck: grain / 100",
        "`luck` is also a parameter (at 22:3): all names share one name space, rename one",
    ),
    "name space over files": (
        "    BEX: {name: Bexley, people: 2}",
        "    BEX: {name: Bexley, people: 2}\n    «fed: {}",
        "`fed` is also a formula (at rules/small/ruleset.yaml:25:3): all names share one name space, rename one",
    ),
    "enum value twice": (
        "values: [calm, angry]",
        "values: [calm, «calm]",
        "`calm` stands twice (first at 17:19); keep one",
    ),
    "head of a formula": (
        "  share(a, b):",
        "  «share(a, 1):",
        "`share(a, 1)` is no head of a formula: write `name` or `name(a, b)`",
    ),
    "no status": (
        "  yield_share: {value: 0.1, unit: share, source: invented, status: assumption}",
        "  «yield_share: {value: 0.1, unit: share, source: invented}",
        "parameter `yield_share` has no status: say fact, estimate or assumption",
    ),
    "no source": (
        "  yield_share: {value: 0.1, unit: share, source: invented, status: assumption}",
        "  «yield_share: {value: 0.1, unit: share, status: assumption}",
        "parameter `yield_share` has no source: say where the number comes from",
    ),
    "unknown status": (
        "unit: share, source: invented, status: assumption",
        "unit: share, source: invented, status: «assumtion",
        "expected fact, estimate or assumption, found `assumtion`; did you mean `assumption`?",
    ),
    "no value": (
        "  yield_share: {value: 0.1, unit",
        "  «yield_share: {unit",
        "parameter `yield_share` has no value: give value, prior or pick",
    ),
    "unknown prior": (
        "[triangular, 0.5, 1, 2]",
        "[«triangle, 0.5, 1, 2]",
        "no prior is called `triangle`; did you mean `triangular`?",
    ),
    "prior with too few numbers": (
        "[triangular, 0.5, 1, 2]",
        "«[triangular, 0.5, 1]",
        "triangular takes 3 numbers (lowest, mode, highest), found 2",
    ),
    "impossible prior": (
        "[triangular, 0.5, 1, 2]",
        "«[triangular, 0.5, 3, 2]",
        "this triangular prior is impossible: it needs lowest <= mode <= highest",
    ),
    "chances of a pick": (
        "{wealth: 0.5, peace: 0.5}",
        "«{wealth: 0.5, peace: 0.4}",
        "the chances of a pick sum to 1, these to 0.9",
    ),
    "no range": (
        "  money: {of: faction, range: 0..50, start: 5}",
        "  «money: {of: faction, start: 5}",
        "metric `money` has no range: say between which bounds it stays, as in range: 0..100",
    ),
    "range upside down": ("range: 0..50", "range: «50..0", "the range is empty: 50 is not below 0"),
    "range too wide": (
        "range: 0..50",
        "range: «0..9000000",
        "the range is too wide: at most -2,000,000 to 2,000,000, where sums stay exact",
    ),
    "range unreadable": ("range: 0..50", "range: «0-50", "expected a range as in 0..100 or [0, 100], found `0-50`"),
    "two forms": (
        "  truce: {timer: 4}",
        "  «truce: {timer: 4, flag: true}",
        "metric `truce` cannot be flag and timer at once; keep one",
    ),
    "axes alike": (
        "of: [faction, other]",
        "of: «[faction, faction]",
        "both axes are called `faction`: write [faction, other]",
    ),
    "start of an enum": (
        "start: calm",
        "start: «clam",
        "expected calm or angry, found `clam`; did you mean `calm`?",
    ),
    "levels unreadable": (
        "levels: 1..3",
        "levels: «1-3",
        "expected levels as in 1, 1..4 or 0.6..1.6 by 0.2, found `1-3`",
    ),
    "levels that do not meet": ("levels: 1..3", "levels: «1..2 by 0.3", "steps of 0.3 from 1 do not meet 2"),
    "too many levels": (
        "levels: 1..3",
        "levels: «1..3 by 0.0001",
        "these are more than 100 levels: take a larger step",
    ),
    "requirement without else": (
        '      - {that: grain > 1, else: "No grain there."}',
        "      - «{that: grain > 1}",
        "a requirement has no else: say in a sentence why not",
    ),
    "role that is a kind": (
        "  send:\n",
        "  swap: {by: blue, target: {«road: town, goal: town}}\n  send:\n",
        "the role `road` is also a kind: choose another name, as in origin and goal",
    ),
    "brace that nothing fills": (
        "Buy {level} in {town}",
        "Buy {level} in {«city}",
        "nothing here is called `city` (known: level or town)",
    ),
    "step that does nothing": (
        "  envoy:\n",
        "  «idle: {phase: talk}\n  envoy:\n",
        "step `idle` does nothing: write set, add, move, after or report",
    ),
    "step without phase": (
        "  envoy:\n    plays: blue\n    phase: talk\n",
        "  «envoy:\n    plays: blue\n",
        "step `envoy` has no phase: say in which phase it happens",
    ),
    "let that hides a name": (
        "      crop: uniform(0, 2)",
        "      crop: uniform(0, 2)\n      «luck: 1",
        "`luck` is also a parameter (rules/small/ruleset.yaml:22:3): rename this value",
    ),
    "delay too long": (
        "{turns: 2, add",
        "{turns: «9, add",
        "expected a whole number from 1 to 8, found `9`",
    ),
    "phase twice": (
        "phases: [trade, talk]",
        "phases: [trade, talk, «trade]",
        "phase `trade` stands twice (first at 11:10); keep one",
    ),
    "seasons": ("[1..2, 5]", "[1..2, «5..x]", "expected turns as in 3..7 or [20..26, 1..2], found `5..x`"),
    "calendar": ("start: 2025-09-01", "start: «2025-02-30", "there is no day 2025-02-30"),
    "unknown metric of a purse": (
        "pays: {money: money}",
        "pays: {money: «mony}",
        "no metric is called `mony`; did you mean `money`?",
    ),
    "purse of a town": (
        "pays: {money: money}",
        "pays: {money: «grain}",
        "`grain` is per town: a purse is a metric of the nation or of factions",
    ),
    "currency that nobody pays": (
        "  red: {label: Red, ap: 4, bank: 1, pays: {money: money}}",
        "  «red: {label: Red, ap: 4, bank: 1}",
        "seat `red` orders `buy`, which costs money, but pays no money: write pays: {money: METRIC}",
    ),
    "par of nobody": (
        "par: {red:",
        "par: {«rde: {mean: 1, sd: 1}, red:",
        "no faction is called `rde`; did you mean `red`?",
    ),
    "spread of par": (
        "sd: 5}",
        "sd: «0}",
        "0 is out of bounds: a spread above 0 between 1e-06 and 1e+06 is needed",
    ),
    "headline metric": ('"grain[ALF]"', '"«gain[ALF]"', "no metric is called `gain`; did you mean `grain`?"),
    "headline entity": ('"grain[ALF]"', '"grain[«ALG]"', "nothing on the map is called `ALG`; did you mean `ALF`?"),
    "headline of many cells": ('"grain[ALF]"', "«grain", "`grain` is per town: pick one cell, as in grain[ALF]"),
    "headline of the wrong kind": (
        '"grain[ALF]"',
        '"«grain[red]"',
        "`grain` is per town: pick one cell, as in grain[ALF]",
    ),
    "headline with a needless pick": (
        "{metric: truce}",
        '{metric: "«truce[ALF]"}',
        "`truce` is of the nation: write it without [ ]",
    ),
    "figure of another kind": (
        "figures: [grain]",
        "figures: [grain, «money]",
        "`money` is of faction; what stands here is of town",
    ),
    "points without factions": (
        "tile: {figures",
        "tile: {points: «grain, figures",
        "`grain` is of town; what stands here is of town and faction",
    ),
    "road metric of another kind": (
        "road: {metric: tolls",
        "road: {metric: «grain",
        "`grain` is of town; what stands here is of road",
    ),
    "start out of range": ("start: 10,", "start: «101,", "`grain` cannot start at 101: its range is 0..100"),
    "start of a row out of range": (
        "start: {grain: 20}",
        "start: {grain: «-1}",
        "`grain` cannot start at -1: its range is 0..100",
    ),
    "start of a pair out of range": (
        "{trust: {blue: 0.5}}",
        "{trust: {blue: «5}}",
        "`trust` cannot start at 5: its range is 0..1",
    ),
    "national start out of range": (
        "start: {truce: 1}",
        "start: {truce: «9}",
        "`truce` cannot start at 9: its range is 0..4",
    ),
    "reader twice": ("seen_by: [red]", "seen_by: [red, «red]", "`red` stands twice in this list; keep one"),
    "tile of nowhere": (
        "{ALF: [0, 0]",
        "{«ALQ: [1, 1], ALF: [0, 0]",
        "nothing on the map is called `ALQ`; did you mean `ALF`?",
    ),
    "tile taken": ("BEX: [1, 2]", "«BEX: [0, 0]", "`BEX` stands on the tile of `ALF`: move one"),
    "tile missing": (
        "{ALF: [0, 0], BEX: [1, 2]}",
        "«{ALF: [0, 0]}",
        "no tile for BEX: give one, or list it under off_map",
    ),
    "tile off the sheet": ("BEX: [1, 2]", "BEX: [«7, 2]", None),
    "colour": ('"#0072B2"', "«blue", 'expected a colour as in "#0072B2", found `blue`'),
    "words of a road": ("[open, shut]", "«[open, shut, closed]", "1 bands need 2 words, found 3"),
    "doctrine of an action of others": (
        "{buy: 2, keep: 1}",
        "{buy: 2, «bye: 1}",
        "no action is called `bye`; did you mean `buy`?",
    ),
    "bot like none above": (
        "  doctrine:\n    red:\n      rows:",
        "  doctrine:\n    red:\n      like: «doctrin\n      rows:",
        "no bot of red above is called `doctrin`",
    ),
    "bot called as something else": (
        "bots:\n  doctrine:",
        "bots:\n  «planner:",
        "`planner` is what something else is called: give the doctrine another name",
    ),
    "doctrine role": (
        "send: {origin: grain,",
        "send: {«orgin: grain,",
        "no role here is called `orgin`; did you mean `origin`?",
    ),
    "doctrine of two targets": (
        "send: {origin: grain, goal: 1}",
        "send: «1",
        "`send` has two targets: write {origin: ..., goal: ...}",
    ),
    "ending of the engine": ("  rich: {when", "  «turn_limit: {when: 0}\n  rich: {when", None),
    "need not supplied": (
        "town: [ALF]}",
        "town: [ALF, «CAD]}",
        "the rules need the town `CAD`, which the scenario does not give: add it to `entities`",
    ),
    "season not supplied": (
        "town: [ALF]}",
        "town: [ALF], seasons: [winter, «harvests]}",
        "the rules need the season `harvests`, which the scenario does not give: add it to `seasons`",
    ),
    "start of a pair": (
        "start: {trust: {blue: 0.5}}",
        "start: {trust: «0.5}",
        "expected values by faction, as in {CODE: 1}, since `trust` is of faction and other, found `0.5`",
    ),
    "start in the wrong row": (
        "blue: {}",
        "blue: {start: {«grain: 1}}",
        "`grain` is of town, not of faction: write it in a row of town",
    ),
    "national start": (
        "start: {truce: 1}",
        "start: {«grain: 1}",
        "`grain` is of town: write its start in rows of town",
    ),
    "unknown rule set": ("rules: small", "rules: «smal", None),
    "left out": (
        "glossary: {",
        "without: [«harvset]\nglossary: {",
        "the rules have nothing called `harvset`; did you mean `harvest`?",
    ),
    "override": (
        "glossary: {",
        "parameters: {«yield: 2}\nglossary: {",
        "no parameter is called `yield`; did you mean `yield_share`?",
    ),
    "override of a pick": (
        "glossary: {",
        "parameters: {aim: «war}\nglossary: {",
        "expected wealth or peace, found `war`",
    ),
}


def test_the_small_scenario_is_well_formed() -> None:
    assert told(FILES) == []


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_told_at_its_place(case: str) -> None:
    old, new, message = CASES[case]
    place, problems = broken(old, new)
    assert problems, "nothing was told"
    if message is None:
        assert problems[0].startswith(f"{place}: ")
    else:
        assert f"{place}: {message}" in problems
    assert len(problems) == 1, problems


def test_a_seat_that_cannot_be_judged_is_a_warning() -> None:
    files = {**FILES, "scenarios/small.yaml": SCENARIO.replace("  red:\n    plenty:", "  blue:\n    plenty:")}
    assert told(files) == ["scenarios/small.yaml:16:3: seat `red` has no score: add it to `scores` (warning)"]
    files["scenarios/small.yaml"] = SCENARIO.replace("par: {red: {mean: 50, sd: 5}}", "par: {}")
    assert told(files) == ["scenarios/small.yaml:19:5: no par for `red` at 8 turns: it gets no margin (warning)"]


def test_no_number_of_warnings_makes_content_unusable_or_hides_an_error() -> None:
    problems = Problems()
    for line in range(1, 2 * MOST):
        problems.add(Place("a.yaml", line, 1), "odd", warning=True)
    assert not problems.errors and not problems.full and len(problems.all) == MOST + 1
    problems.raise_if_errors()
    problems.add(Place("a.yaml", 3 * MOST, 1), "wrong")
    assert [str(problem) for problem in problems.errors] == [f"a.yaml:{3 * MOST}:1: wrong"]
