"""Every prefix of a save, cut after each of its lines. A killed program may leave any of these prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wargame.store.session import Session
from wargame.store.setup import PlaySetup

PEOPLE = {"one": {"jnim": "doctrine"}, "two": {}}


def short_game(path: Path, people: str) -> None:
    """Play a game of two turns to its end. `people`: the one or two seats that people play."""
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
    """Yield copies of a save with each possible number of lines."""
    lines = whole.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines) + 1):
        part = folder / f"{kept}.jsonl"
        part.write_bytes(b"".join(lines[:kept]))
        yield kept, part
