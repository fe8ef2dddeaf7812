"""The walks in docs/architecture.md: each module of a walk receives the datum from an earlier module of the walk.

A new module on the way breaks the chain, so the page and this test notice the module.
"""

import math
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.geometry import Size

from docs.blocks import ROOT
from docs.following import Follower, following, formula, number
from tests.tiny import files
from wargame.adjudicator import Adjudicator
from wargame.store import rulebooks
from wargame.store.rulebooks import rulebook_named
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.tui.screens.common.seat_list import SeatList
from wargame.tui.seat_session import SeatSession

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (ROOT / "wargame").rglob("*.py")
}  # the full names
RULES = """\
metrics:
  hope: {of: town, range: 0..100, start: 50}
parameters:
  glee: {value: 0.3, status: assumption, source: here}
steps:
  hopes:
    phase: early
    add: {hope: {joy: glee * hope / 7}}
"""


def walk(name: str) -> list[str]:
    """Return the modules of a walk, as the page lists them."""
    (row,) = re.findall(rf"^\| {re.escape(name)} \|.*\| (\d+): (.*) \|$", PAGE, re.MULTILINE)
    ends = re.findall(r"`([\w/]+)`", row[1])
    assert len(ends) == int(row[0])
    return [_module(end) for end in ends]


def _module(end: str) -> str:
    (found,) = [name for name in MODULES if f".{name}".endswith("." + end.replace("/", "."))]
    return found


def played(save: Path, follower: Follower | None = None) -> Session:
    """Resolve the first turn of the tutorial. `follower`: follows its datum through the turn."""
    session = Session.open(PlaySetup("first_convoy", seed=7, save=save))
    for seat in session.match.human_seats:
        session.match.commit(seat)
    if follower is None:
        session.match.adjudicate()
    else:
        with following(follower):
            session.match.adjudicate()
    session.close()
    return session


def test_a_die_walks_from_its_draw_to_its_line_in_the_save(tmp_path: Path) -> None:
    die = played(tmp_path / "a").match.facilitator.game.past.turn(1).outcome.draws[0].value
    follower = Follower(number(die))
    played(tmp_path / "b", follower)
    assert not follower.strays(walk("value of a die to the line of the save that holds it"))


def test_a_value_walks_from_the_state_to_its_cell_on_the_screen(tmp_path: Path) -> None:
    match = played(tmp_path / "a").match
    follower = Follower(number(match.view("junta").metrics["fuel_days"][()]))
    session = SeatSession(played(tmp_path / "b").match, "junta")
    with following(follower):
        SeatList.more_lines(SimpleNamespace(seat_session=session, size=Size(120, 40)))  # type: ignore[arg-type]
    assert not follower.strays(walk("value of a metric to a cell of the screen"))


def test_a_formula_walks_from_its_file_to_its_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebooks, "WORTH_KEEPING", math.inf)  # a slow machine would keep the rule book
    for name, text in files(RULES).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    follower = Follower(
        formula("glee * hope / 7"),
        forms={"Reader.read", "Emitter.emit"},
        beyond={"Page", "World", "Names", "Problems", "ReadContext"},
    )
    with following(follower):
        rulebook = rulebook_named(str(tmp_path / "scenarios" / "tiny.yaml"))
        rulebook.turn.run(Adjudicator(rulebook).open(7))
    assert not follower.strays(walk("formula in YAML to its kernel (the function that computes it)"))


@pytest.mark.parametrize("missing", [1, 4])
def test_a_chain_with_a_gap_is_noticed(tmp_path: Path, missing: int) -> None:
    die = played(tmp_path / "a").match.facilitator.game.past.turn(1).outcome.draws[0].value
    follower = Follower(number(die))
    played(tmp_path / "b", follower)
    chain = walk("value of a die to the line of the save that holds it")
    del chain[missing]
    assert follower.strays(chain)
