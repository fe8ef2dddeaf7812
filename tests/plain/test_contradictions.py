"""Orders that contradict each other are told line by line, when they are written and at the commit."""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import start


def test_two_policies_in_a_turn_are_told_before_the_commit(tmp_path: Path) -> None:
    others = dict.fromkeys(("jnim", "russia", "aes"), "random")
    lines = "militia arm BKO\nmilitia disarm KYS main\ncommit\nquit\n"
    said = start(lines, tmp_path / "a.jsonl", others, 6, "bamako_siege")
    told = [
        n
        for n, line in enumerate(said)
        if line == "Mind: militia arm BKO and militia disarm KYS contradict each other."
    ]
    committed = next(n for n, line in enumerate(said) if line.startswith("Committed: 2 orders."))
    assert len(told) == 2 and told[0] < committed < told[1]
