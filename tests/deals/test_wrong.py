"""What is wrong with tables, clauses and deals is told at its place, with the remedy."""

from __future__ import annotations

import pytest

from tests.compiling import compiled
from tests.deals.table import RULES
from tests.tiny import files
from wargame.content.desugar.deal_names import steps_of
from wargame.model.rules.deal import RECKONING, TALKS

CASES = [
    ("between: [red, blue]", "between: [red, green]", "no faction is called `green`"),
    ("in: bridge, by: red,", "in: brigde, by: red,", "no table is called `brigde`; did you mean `bridge`?"),
    ("by: both, broken_when: {red: rain > 3, blue: effort(mob) > 0}", "by: both, broken_when: rain > 3", "say by whom"),
    ("terms: {silence: 1, gift: 4}", "terms: {silense: 1}", "no clause is called `silense`; did you mean `silence`?"),
    ("clause(toll)", "clause(tol)", "no clause is called `tol`; did you mean `toll`?"),
    ("terms: {peace: walled", "terms: {peace: calm > rain and nothing", "nothing is called `nothing`"),
    ("turns: 3", "turns: 13", "12"),
    ("  leaks: out\n", "", "dealing has no leaks"),
    (
        "worth: {red: 1, blue: -0.5}",
        'worth: {red: 1, blue: "money[red]"}',
        "this reads `money`, which blue does not see",
    ),
    ("worth: {red: 3, blue: -1}", "worth: {red: people, blue: -1}", "this worth is per town; here it must be national"),
    ("  mutiny: {flag: true, owner: nobody}", "  bound: {flag: true}", "`bound` is a name that the engine gives"),
    ("metrics:\n", "formulas: {faith_bridge: 1}\nmetrics:\n", "`faith_bridge` is a name that the engine gives"),
    (
        "metrics:\n",
        "formulas: {audience_bridge_blue: 1}\nmetrics:\n",
        "`audience_bridge_blue` is a name that the engine gives",
    ),
    (
        "metrics:\n",
        "formulas: {holding_bridge_red: 1}\nmetrics:\n",
        "`holding_bridge_red` is a name that the engine gives",
    ),
    ("metrics:\n", "formulas: {worth_toll_red: 1}\nmetrics:\n", "`worth_toll_red` is a name that the engine gives"),
    ("metrics:\n", "formulas: {value_hush_blue: 1}\nmetrics:\n", "`value_hush_blue` is a name that the engine gives"),
    ("  quiet:\n", "  over_toll:\n", "`over_toll` is a step that the engine gives for deals"),
    ("audience: {blue: 2}", "audience: {green: 2}", "no faction is called `green`"),
]


@pytest.mark.parametrize(("old", "new", "message"), CASES, ids=[case[2][:40] for case in CASES])
def test_it_is_told_with_its_remedy(old: str, new: str, message: str) -> None:
    assert RULES.count(old) == 1, old
    _, problems = compiled(files(RULES.replace(old, new)), "tiny")
    told = [str(problem) for problem in problems.errors]
    assert any(message in text for text in told), told


def test_every_step_of_the_engine_is_among_the_names_it_keeps() -> None:
    rulebook, problems = compiled(files(RULES), "tiny")
    assert rulebook is not None, problems.all
    deals = rulebook.scenario.rules.deals
    made = {step for step, row in rulebook.scenario.rules.steps.items() if row.phase in (TALKS, RECKONING)}
    tables = {name: table.between for name, table in deals.tables.items()}
    clauses = {name: clause.table for name, clause in deals.clauses.items()}
    assert made and made <= set(steps_of(tables, clauses))
