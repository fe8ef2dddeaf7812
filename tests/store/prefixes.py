"""Every prefix of a save, as a kill may leave it: cut after each of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wargame.store.session import Session
from wargame.store.setup import PlaySetup

PEOPLE = {"one": {"jnim": "doctrine"}, "two": {}}


def short_game(path: Path, people: str) -> None:
    """Play a game of two turns to its end, with one or two people at the keyboard."""
    with Session.begin(PlaySetup("first_convoy", PEOPLE[people], seed=5, turns=2, save=path)) as session:
        match = session.match
        match.add("junta", "escort ABJ 1")
        match.keep_text("junta", "serv")
        match.commit("junta")
        if people == "two":
            match.withdraw("junta")
            match.commit("junta")
            match.commit("jnim")
        match.adjudicate()
        match.add("junta", "services BKO")
        match.undo("junta")
        for seat in match.waiting_for():
            match.commit(seat)
        match.adjudicate()


def prefixes(whole: Path, folder: Path) -> Iterator[tuple[int, Path]]:
    """Give copies of a save with each number of its lines."""
    lines = whole.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines) + 1):
        part = folder / f"{kept}.jsonl"
        part.write_bytes(b"".join(lines[:kept]))
        yield kept, part
