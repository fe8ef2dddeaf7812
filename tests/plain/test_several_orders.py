"""One line of plain mode may contain several orders, as in the full screen."""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import start


def test_a_semicolon_separates_two_orders(tmp_path: Path) -> None:
    said = start("escort ABJ 1; services BKO;\nquit\n", tmp_path / "a.jsonl")
    assert any(line.startswith("1. escort ABJ 1:") for line in said)
    assert any(line.startswith("2. services BKO:") for line in said)


def test_a_refused_order_does_not_stop_the_others_and_says_why(tmp_path: Path) -> None:
    said = start("escort ABJ 1; escort ABJ; teach BKO; services BKO\nquit\n", tmp_path / "a.jsonl")
    assert any(line.startswith("Not added, escort ABJ: ") for line in said)
    assert any(line.startswith("Not added, teach BKO: ") for line in said)
    assert any(line.startswith("2. services BKO:") for line in said)


def test_a_single_refused_order_is_told_as_before(tmp_path: Path) -> None:
    said = start("teach BKO\nquit\n", tmp_path / "a.jsonl")
    assert any(line.startswith('No order starts with "teach"') for line in said)
