"""Small games with saves, for tests of saves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from wargame.model.match.note import Grade, Note
from wargame.model.match.ruling import Target
from wargame.store.codec import decode, digest, encode
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

BOTS = {"junta": "doctrine", "jnim": "doctrine"}


def bot_game(path: Path, turns: int = 3, seed: int = 5) -> Path:
    """Play a game of bots to its end."""
    with Session.begin(PlaySetup("first_convoy", BOTS, seed=seed, turns=turns, save=path)) as session:
        while not session.match.ending:
            session.match.adjudicate()
    return path


def team_game(path: Path, turns: int = 3, until: int = 2, seed: int = 5) -> Session:
    """Play `until` turns of a game with one person. The game stays open with a draft and an unfinished line."""
    session = Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, seed=seed, turns=turns, save=path))
    for turn in range(until):
        session.match.add("junta", "escort ABJ 1")
        session.match.add("junta", "services BKO main" if turn else "services KKR")
        session.match.commit("junta", "keep the road open")
        session.match.adjudicate()
    session.match.add("junta", "services BGN")
    session.match.keep_text("junta", "esc")
    return session


def every_event(path: Path) -> None:
    """Play a game that contains an event of each kind. Tests use it as a save in this program's format."""
    with Session.begin(PlaySetup("first_convoy", {}, seed=5, turns=3, save=path)) as session:
        match = session.match
        match.add("junta", "escort ABJ 1")
        match.keep_text("junta", "serv")
        match.commit("junta", "keep the road open")
        match.commit("jnim")
        match.adjudicate()
        match.facilitator.give("I3")
        match.facilitator.switch_odds(False)
        match.facilitator.note(Note(1, "Awa", "Talked late.", Grade.SOME, "junta", "I3", "escort ABJ 1"))
        match.add("junta", "services BKO main")
        match.undo("junta")
        match.add("junta", "escort ABJ 2 main")
        match.commit("junta")
        match.withdraw("junta")
        match.commit("junta", "as before")
        match.add("jnim", "recruit KKR")
        match.commit("jnim")
        fear, rulings = Target(metric="fear", entities=("ABJ",)), match.facilitator.rulings
        rulings.rule(rulings.ruling(fear, rulings.rolled(fear), "As rolled.", ("junta",)))
        match.adjudicate()
        match.add("junta", "services BGN")
        match.change_seats({"jnim": "doctrine"})
        match.change_seats({"jnim": "human"})


def forge(path: Path, change: Callable[[int, dict[str, Any]], Mapping[str, Any] | None]) -> None:
    """Rewrite a save with correct hashes.

    `change`: a function that returns each line's new event, or None to drop the line.
    """
    before, number, lines = "", 0, []
    for at, raw in enumerate(path.read_bytes().splitlines(), 1):
        values = json.loads(raw)
        event = change(at, decode(raw, values["line"], values["prev"]))
        if event is None:
            continue
        number += 1
        lines.append(encode(event, number, before))
        before = digest(lines[-1])
    path.write_bytes(b"".join(line + b"\n" for line in lines))
