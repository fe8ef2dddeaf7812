"""The first line of a save. This line holds all data that is needed to play the game again on any machine.

Must not know: what happened in the game.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import attrs

import wargame
from wargame.errors import SaveError
from wargame.store.migrations import FORMAT

TURNS_LIMIT = 1000  # largest number of turns; every scenario is much shorter, and a save can hold a game of this length
SEED_LIMIT = 1 << 63
BEHAVIOUR = 1  # version of the code for rules and dice; another version computes other digests


def content_hash(text: str) -> str:
    """Return the SHA-256 of the text of one content file, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@attrs.frozen
class Parent:
    """The save from which a branch was made.

    `file`: the name of the save without its folder.
    `save`: the SHA-256 of the first line of the save. This hash names the save.
    `line`: the SHA-256 of the last line of the save that the branch repeats.
    `turn`: the first turn that the branch does not repeat.
    `digest`: the digest of the last state in the save when the branch was made.
    """

    file: str
    save: str
    line: str
    turn: int
    digest: str


@attrs.frozen
class Header:
    """The header of a save.

    The header holds the name and the texts of the scenario, the seed, the seats, the length, and the program.

    `sources`: the text of each content file, by file name.
    `seats`: the player of each seat at the beginning.
    `behaviour`: the version of the code that computes rules and dice.
    `settings`: the parameters that were fixed at the beginning of the game.
    `parent`: the save from which this game was branched. None: the game began at turn 1.
    """

    scenario: str
    title: str
    sources: Mapping[str, str]
    seed: int
    seats: Mapping[str, str]
    length: int
    behaviour: int
    program: str = wargame.__version__
    settings: Mapping[str, float | str] = attrs.field(factory=dict)
    parent: Parent | None = None

    @property
    def other_behaviour(self) -> str:
        """Return a note if rules and dice have other effects in this program than in the program of the save.

        The text is empty if the effects are the same.
        """
        if self.behaviour == BEHAVIOUR:
            return ""
        return (
            f"The save was made under behaviour {self.behaviour}, and this program has {BEHAVIOUR}. What was recorded "
            "stands, but need not come out again; turns that are played from here on are played as this program does."
        )

    def event(self) -> dict[str, object]:
        """Return the header as the first event of a journal."""
        branched = {} if self.parent is None else {"parent": attrs.asdict(self.parent)}
        return {
            **branched,
            "format": FORMAT,
            "behaviour": self.behaviour,
            "program": self.program,
            "scenario": self.scenario,
            "title": self.title,
            "seed": self.seed,
            "seats": dict(self.seats),
            "length": self.length,
            "settings": dict(self.settings),
            "hashes": {name: content_hash(text) for name, text in self.sources.items()},
            "sources": dict(self.sources),
        }


def parent_told(header: Header) -> str:
    """Return the parent of a branch in words. The text is empty for a game that is no branch."""
    parent = header.parent
    return f"A branch of {parent.file}: the turns before turn {parent.turn} are the same." if parent else ""


def read_header(event: Mapping[str, object]) -> Header:
    """Return the header from a line of the present format. Raises SaveError if a part is missing or wrong."""
    sources = _texts(event, "sources")
    hashes = _texts(event, "hashes")
    for name in sorted({*sources, *hashes}):
        if name not in sources or hashes.get(name) != content_hash(sources[name]):
            raise SaveError(f"The header's copy of {name} does not fit its hash.", 1)
    length, seed = _whole(event, "length"), _whole(event, "seed")
    if not 1 <= length <= TURNS_LIMIT:
        raise SaveError(f"The header of the save gives a length of {length}; a game lasts 1 to {TURNS_LIMIT} turns.", 1)
    if not 0 <= seed < SEED_LIMIT:
        raise SaveError(f"The header of the save gives the seed {seed}; a seed is 0 to {SEED_LIMIT - 1}.", 1)
    return Header(
        scenario=_text(event, "scenario"),
        title=_text(event, "title"),
        sources=sources,
        seed=seed,
        seats=_texts(event, "seats"),
        length=length,
        behaviour=_whole(event, "behaviour"),
        program=_text(event, "program"),
        settings=_settings(event),
        parent=_parent(event, length),
    )


def _parent(event: Mapping[str, object], length: int) -> Parent | None:
    found = event.get("parent")
    if found is None:
        return None
    if not isinstance(found, dict):
        raise SaveError("The parent in the header of the save names no save.", 1)
    turn = _whole(found, "turn")
    if not 1 <= turn <= length:
        raise SaveError(f"The header of the save gives {turn} as the turn of the branch; the game has {length}.", 1)
    return Parent(_text(found, "file"), _text(found, "save"), _text(found, "line"), turn, _text(found, "digest"))


def _settings(event: Mapping[str, object]) -> dict[str, float | str]:
    values = event.get("settings")
    if not isinstance(values, dict):
        raise SaveError("The header of the save lacks settings.", 1)
    found: dict[str, float | str] = {}
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise SaveError(f"The header of the save gives {name} no value under settings.", 1)
        found[name] = value if isinstance(value, str) else float(value)
    return found


def _text(event: Mapping[str, object], key: str) -> str:
    value = event.get(key)
    if not isinstance(value, str):
        raise SaveError(f"The header of the save lacks {key}.", 1)
    return value


def _whole(event: Mapping[str, object], key: str) -> int:
    value = event.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise SaveError(f"The header of the save lacks {key}.", 1)
    return value


def _texts(event: Mapping[str, object], key: str) -> dict[str, str]:
    value = event.get(key)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise SaveError(f"The header of the save lacks {key}.", 1)
    return dict(value)
