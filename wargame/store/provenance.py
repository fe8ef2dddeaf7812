"""Provenance of results: the program, the content and all options. Anyone can repeat the results with the provenance.

The machine and the time are stored separately. Therefore equal runs write equal bytes on every machine.

Must not know: what the results are, or how they are printed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

import wargame
from wargame.content import lookup
from wargame.content.problems import Problems
from wargame.content.yaml.files import gather
from wargame.model.scenario.scenario import Scenario
from wargame.store.header import BEHAVIOUR, Header, content_hash
from wargame.store.journal import read
from wargame.store.saved_game import header_of

SHORT = 12  # number of hex digits of a hash that people read
_RUN = 16  # number of hex digits in the name of a run
# keys that are not part of a run's hash: they follow from other keys, or must not change the hash
_NOT_IN_RUN = ("program", "digest")


@attrs.frozen
class Content:
    """The hash of the texts of a scenario and its rules, and the paths of their main files.

    `scenario`, `rules`: the main files (`scenario.yaml` of the scenario, and `ruleset.yaml` of the rule set).
    `targets`: the hash of a separate file of targets.
    """

    sha256: str
    scenario: str = ""
    rules: str = ""
    targets: str = ""


def texts_hash(texts: Mapping[str, str]) -> str:
    """Return one hash of several texts by name.

    The hash is the SHA-256 of the lines that sha256sum prints for the texts. There is one line `HASH NAME` for each
    text, sorted by name.
    """
    lines = "".join(f"{content_hash(texts[name])}  {name}\n" for name in sorted(texts))
    return content_hash(lines)


def content_of(name_or_path: str, scenario: Scenario) -> Content:
    """Return the content of a scenario that was loaded by this name or path."""
    found = lookup.find_scenario(name_or_path)
    rules = lookup.find_rules_for(found, scenario.rules.name) if found is not None else None
    places = ["" if place is None else lookup.origin(place) for place in (found, rules)]
    return Content(texts_hash(scenario.sources), *places)


def content_found(found: lookup.Found) -> Content:
    """Return the content of a rule set, or of a scenario without its rules.

    The content may have errors.
    """
    place = lookup.origin(found)
    digest = texts_hash(gather(found.shelf, found.entry, Problems()).texts)
    return Content(digest, rules=place) if found.sort is lookup.ContentKind.RULES else Content(digest, place)


def program_provenance(contents: Mapping[str, Content] | None = None) -> dict[str, Any]:
    """Return the part of the provenance that every output has.

    This part has the version of the program, the version of its rules and dice, and the content by name.
    """
    told: dict[str, Any] = {"program": wargame.__version__, "behaviour": BEHAVIOUR}
    if contents is not None:
        told["content"] = {name: _content(content) for name, content in contents.items()}
    return told


def run_provenance(
    content: Content,
    scenario: str,
    *,
    settings: Mapping[str, float | str],
    bots: Mapping[str, str] | str,
    seed: int | None,
    games: int,
    turns: int | Sequence[int],
    digest: str,
    first: int = 0,
    design: Mapping[str, Sequence[float | str]] | None = None,
    orders: str | None = None,
    record: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the provenance of games that were played.

    `design`: the values of each swept parameter.
    `orders`: the SHA-256 of the orders file.
    `digest`: the digest of the games, or the digest of the results if there are no games.

    The key `run` is a hash of all other parts, except the program, the digest and the paths of files.
    """
    told: dict[str, Any] = {
        **program_provenance(),
        "content": _content(content),
        "scenario": scenario,
        "set": dict(settings),
        "design": {name: list(values) for name, values in (design or {}).items()},
        "orders": orders,
        "bots": bots if isinstance(bots, str) else dict(bots),
        "seed": seed,
        "first": first,
        "games": games,
        "turns": turns if isinstance(turns, int) else list(turns),
        "record": list(record),
        "digest": digest,
    }
    named = {key: value for key, value in told.items() if key not in _NOT_IN_RUN}
    named["content"] = [content.sha256, content.targets]
    return {"run": _canonical_hash(named)[:_RUN], **told}


def save_provenance(path: Path) -> dict[str, Any]:
    """Return the provenance of the game in the sound part of a save. Raises SaveError, UsageError."""
    recording = read(path)
    header = header_of(recording)
    digest = next((str(event["digest"]) for event in reversed(recording.events) if "digest" in event), "")
    told = run_provenance(
        Content(texts_hash(header.sources)),
        header.scenario,
        settings=header.settings,
        bots=header.seats,
        seed=header.seed,
        games=1,
        turns=header.length,
        digest=digest,
    )
    branched = {"parent": attrs.asdict(header.parent)} if header.parent else {}
    return {**told, **branched, "program": header.program, "behaviour": header.behaviour}


def seat_provenance(header: Header, *seats: str) -> dict[str, Any]:
    """Return the provenance that the people of these seats may read. All teams may read the result if there are no
    seats.

    The seed, the bots and the digests are left out, because anybody could compute the secrets of the game from them.
    """
    told: dict[str, Any] = {"content": _content(Content(texts_hash(header.sources))), "scenario": header.scenario}
    if seats:
        told["seat"] = ", ".join(seats)
    whole = {"program": header.program, "behaviour": header.behaviour, **told, "games": 1, "turns": header.length}
    return {"run": _canonical_hash([told, header.length])[:_RUN], **whole}


def seat_save_provenance(path: Path, *seats: str) -> dict[str, Any]:
    """Return the provenance of a save that the people of these seats may read. Raises SaveError, UsageError."""
    return seat_provenance(header_of(read(path)), *seats)


def results_digest(report: object) -> str:
    """Return the digest of results that have no games with digests: the SHA-256 of their JSON with sorted keys."""
    return _canonical_hash(report)


def provenance_line(told: Mapping[str, Any]) -> str:
    """Return the provenance in one line. A text for people ends with this line."""
    parts = [f"wargame {told['program']}, behaviour {told['behaviour']}"]
    content = told.get("content")
    if content is not None:
        one = "sha256" in content
        parts.append("content " + ", ".join(_words(*item) for item in ({"": content} if one else content).items()))
    if "run" in told:
        parts.append(f"run {told['run']}")
    if "digest" in told:
        parts.append(f"digest {told['digest'][:SHORT]}")
    elif "seat" in told:
        parts.append(f"seat {told['seat']}")
    return ", ".join(parts)


def _words(name: str, content: Mapping[str, str]) -> str:
    place = name or content.get("scenario", "")
    return content["sha256"][:SHORT] + (f" ({place})" if place else "")


def _content(content: Content) -> dict[str, str]:
    return {key: value for key, value in attrs.asdict(content).items() if value}


def _canonical_hash(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
