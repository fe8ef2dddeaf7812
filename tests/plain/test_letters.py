"""Injects line by line: what is asked first, the inbox, answers, and what silence meant."""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import answers, start

THREE_TURNS = "commit\n" * 3
ASKED = "Asked of you: answer inject I3, An offer of a quiet week. accept or refuse, as in: answer I3 accept"


def test_what_is_asked_stands_before_the_figures(tmp_path: Path) -> None:
    block = answers(start(THREE_TURNS + "quit\n", tmp_path / "a.jsonl", turns=6))[3]
    asked = next(number for number, line in enumerate(block) if line.startswith("Asked of you: answer"))
    assert " ".join(line.strip() for line in block[asked : asked + 2]).startswith(ASKED[:80])
    assert asked < next(number for number, line in enumerate(block) if line.startswith("Fuel in Bamako"))


def test_the_inbox_marks_what_is_new_and_tells_the_choices(tmp_path: Path) -> None:
    blocks = answers(start(THREE_TURNS + "inbox\ninbox\nquit\n", tmp_path / "a.jsonl", turns=6))
    first, again = blocks[4], blocks[5]
    assert first[0].startswith("New. Turn 4, inject I3: An offer of a quiet week. From Elders of Koulikoro to Junta")
    assert again[0].startswith("Turn 4, inject I3:")
    assert "Choice: accept. Drivers breathe; some authority around Koulikoro goes." in first
    assert "Not answered yet. Silence means refuse." in first


def test_an_answer_is_typed_listed_and_told(tmp_path: Path) -> None:
    lines = THREE_TURNS + "answer i3 a\nlegal\nlegal answer\ninbox\ncommit\nreport\nquit\n"
    blocks = answers(start(lines, tmp_path / "a.jsonl", turns=6))
    assert blocks[4][0] == "1. answer I3 accept: nothing."
    assert any(line.startswith("answer I3: accept or refuse.") for line in blocks[5])
    assert blocks[6][:2] == ["answer I3 accept: nothing.", "answer I3 refuse: nothing."]
    assert "Your answer: accept. Silence means refuse." in blocks[7]
    report = " ".join(blocks[9])
    assert "Your order answer I3 accept: Drivers breathe" in report


def test_silence_is_told_at_the_commit(tmp_path: Path) -> None:
    said = start(THREE_TURNS + "commit\nquit\n", tmp_path / "a.jsonl", turns=6)
    assert said.count("Inject I3 is not answered, which means refuse.") == 1
