"""Output for a seat is the same over two truths that the seat cannot tell apart. Only the hidden orders differ."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from wargame.bots import seat_beliefs
from wargame.cli.commands import odds
from wargame.cli.main import run
from wargame.model.match.note import Grade, Note
from wargame.store.provenance import save_provenance
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

Said = pytest.CaptureFixture[str]
SEAT = "junta"
TRUTHS: tuple[tuple[str, ...], ...] = ((), ("recruit KKR",))  # jnim's orders, which junta does not see
ODDS = ["odds", "a.jsonl", "--seat", SEAT, "--trials", "40"]
ASKED = {
    "odds": ODDS,
    "odds as JSON": [*ODDS, "--json"],
    "effects": ["why", "a.jsonl", "--seat", SEAT, "--known"],
    "effects as JSON": ["why", "a.jsonl", "--seat", SEAT, "--known", "--json"],
    "page": ["report", "a.jsonl", "--seat", SEAT, "-o", "out/a.md"],
    "sheets": ["sheets", "a.jsonl", "-o", "out"],
    "sheets as JSON": ["sheets", "a.jsonl", "-o", "out", "--json"],
    "tables": ["export", "a.jsonl", "--to", "csv", "--seat", SEAT, "-o", "out"],
    "tables as JSON": ["export", "a.jsonl", "--to", "jsonl", "--seat", SEAT, "-o", "out/a.jsonl", "--json"],
    "play": ["play", "--plain", "--save", "a.jsonl"],
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odds, "built_before", lambda *_: None)
    monkeypatch.setattr(seat_beliefs.SeatBeliefs.__init__, "__defaults__", (60, 40))


def saved(path: Path, seed: int, hidden: tuple[str, ...]) -> None:
    """Write a game that stands in turn 2, with a draft of the seat."""
    with Session.begin(PlaySetup("first_convoy", {}, seed, 6, path)) as session:
        for order in hidden:
            session.match.add("jnim", order)
            session.match.facilitator.note(Note(1, "Awa", "A hidden order.", Grade.SOME, "junta", "I3"))
        for seat in session.match.human_seats:
            session.match.commit(seat)
        session.match.adjudicate()
        session.match.change_seats({"jnim": "doctrine"})
        session.match.add(SEAT, "escort ABJ 2")


def printed(asked: list[str], folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the output on the terminal and all files for the seat. The time of the run is left out."""
    monkeypatch.chdir(folder)
    (folder / "out").mkdir()
    monkeypatch.setattr(sys, "stdin", io.StringIO("orders\nwhy orders\nquit\n"))
    capsys.readouterr()
    assert run([*asked, "--force"] if "-o" in asked else asked) == 0
    text = capsys.readouterr().out
    if "--json" in asked:
        told = json.loads(text)
        told.pop("made")
        text = json.dumps(told)
    files = sorted(path for path in (folder / "out").rglob("*") if path.is_file())
    for_seat = [path for path in files if not path.name.startswith(("facilitator", "seat-jnim"))]
    return {"terminal": text, **{path.name: path.read_text(encoding="utf-8") for path in for_seat}}


@pytest.mark.parametrize("seed", [30517, 91253])
@pytest.mark.parametrize("what", ASKED)
def test_output_for_a_seat_is_the_same_over_two_truths(
    what: str, seed: int, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for number, hidden in enumerate(TRUTHS):
        folder = tmp_path / str(number)
        folder.mkdir()
        saved(folder / "a.jsonl", seed, hidden)
        whole = save_provenance(folder / "a.jsonl")
        found.append(printed(ASKED[what], folder, capsys, monkeypatch))
        for name, text in found[-1].items():
            for secret in (whole["run"], whole["digest"][:12], str(seed)):
                assert secret not in text, name
    assert found[0] == found[1]


def test_the_person_at_the_keyboard_reads_the_digest_only_after_the_end(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = tmp_path / "a.jsonl"
    saved(save, 5, ())
    for lines, over in (("quit\n", False), ("commit\n" * 5 + "quit\n", True)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        assert run(["play", "--plain", "--save", str(save)]) == 0
        last = capsys.readouterr().out.rstrip("\n").rpartition("\n")[2]
        assert (f"digest {save_provenance(save)['digest'][:12]}" in last) is over
        assert last.endswith(f", seat {SEAT}") is not over
