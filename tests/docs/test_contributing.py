"""The recipes of CONTRIBUTING.md work on a copy of the smallest scenario."""

import re
import shutil
import textwrap

import pytest

from docs.blocks import ROOT, blocks, files_in
from wargame import content
from wargame.adjudicator import Adjudicator
from wargame.bots import bot_orders
from wargame.content import Problems
from wargame.rulebook import compile_scenario

PAGE = ROOT / "CONTRIBUTING.md"
RULES = "rules/first_convoy"
SCENARIO = "scenarios/first_convoy.yaml"


@pytest.fixture
def adjudicator(tmp_path):
    """The copy with the new metric, the new action and the new doctrine, compiled without a warning."""
    shutil.copytree(ROOT / RULES, tmp_path / RULES)
    (tmp_path / "scenarios").mkdir()
    new = {name: text for name, text in files_in(PAGE).items() if name.startswith(RULES)}
    for name, text in new.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ruleset = tmp_path / RULES / "ruleset.yaml"
    names = ", ".join(name.rpartition("/")[2] for name in new)
    ruleset.write_text(
        ruleset.read_text(encoding="utf-8").replace("include: [", f"include: [{names}, "), encoding="utf-8"
    )
    (doctrine,) = (text for text in blocks(PAGE, "yaml") if text.startswith("# bots of"))
    head, mark, bots = (ROOT / SCENARIO).read_text(encoding="utf-8").partition("\nbots:\n")
    changed, count = re.subn(
        r"    junta:\n.*?(?=    jnim:\n)", textwrap.indent(doctrine, "    "), bots, flags=re.DOTALL
    )
    assert count == 1
    path = tmp_path / SCENARIO
    path.write_text(head + mark + changed, encoding="utf-8")
    problems = Problems()
    read = content.load(str(path), problems)
    rulebook = compile_scenario(read, problems) if read else None
    assert [str(problem) for problem in problems.all] == []
    return Adjudicator(rulebook)


def test_the_new_action_moves_the_new_metric(adjudicator):
    state = adjudicator.open(1)
    causes, ordered = set(), set()
    while not state.ending():
        orders = {
            seat: tuple(chosen.order for chosen in bot_orders(adjudicator, state, seat, "doctrine"))
            for seat in state.seats
        }
        ordered |= {order.action for order in orders["junta"]}
        entries = adjudicator.adjudicate(state, orders).entries
        causes |= {entry.cause for entry in entries if entry.metric == "hope"}
    assert "radio" in ordered
    assert "the radio" in causes
