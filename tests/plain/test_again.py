"""After the end, people play again from a turn: with the same dice, from the orders that they gave."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.sitting import start
from wargame.store.family import family
from wargame.store.look_back import look_back
from wargame.store.verify import verify


def test_branch_opens_the_turn_again_with_its_orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_SAVES", str(tmp_path / "saves"))
    save = tmp_path / "a.jsonl"
    said = start(
        "commit\nescort ABJ 1\ncommit\nhm\naccount\nbranch\nbranch 9\nbranch 2\nservices BKO\ncommit\nquit\n",
        save,
        turns=2,
        typed=True,
    )
    assert f"wargame account {save}" in said
    assert any("Give a number, as in: branch 3" in line for line in said)
    assert "Name a turn from 1 to 2." in " ".join(" ".join(said).split())
    tree = family(save)
    (made,) = tree.branches
    assert made.path.parent == tmp_path / "saves"
    assert [order.text for order in look_back(made.path).match.orders("junta", 2)["junta"]] == [
        "escort ABJ 1",
        "services BKO",
    ]
    assert verify(made.path).sound
    assert sum(line.startswith("To play again from turn 3") for line in said) == 6


def test_the_end_of_the_input_and_quit_leave(tmp_path: Path) -> None:
    for name, rest in (("a", ""), ("b", "quit\n")):
        said = start(f"commit\n{rest}", tmp_path / f"{name}.jsonl", turns=1, typed=True)
        assert said[-1].startswith("To play again") or "quit" in said[-1]
        assert len(family(tmp_path / f"{name}.jsonl").branches) == 0


def test_a_program_is_not_asked(tmp_path: Path) -> None:
    said = start("commit\n", tmp_path / "a.jsonl", turns=1)
    assert said[-1].startswith("To look back")
