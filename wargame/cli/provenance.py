"""Prints the provenance of results: the data with which anyone can repeat the results.

JSON has a key for the provenance, and a text ends with a line of provenance.

Must not know: what the results are.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from wargame.cli.main import PROGRAM
from wargame.cli.process.printing import tell
from wargame.content import lookup
from wargame.content.load import rules_named
from wargame.content.lookup import ContentKind
from wargame.plain.plain_text import writes_letters
from wargame.store.provenance import provenance_line, save_provenance, seat_save_provenance


def print_json(report: Mapping[str, Any], provenance: Mapping[str, Any]) -> None:
    """Print the report, its provenance, and the result of `made` as one JSON object."""
    whole = {**report, "provenance": provenance, "made": made()}
    tell(json.dumps(whole, ensure_ascii=not writes_letters(sys.stdout.encoding), indent=2, allow_nan=False))


def made() -> dict[str, object]:
    """Return the time, the machine, the version of Python, and the command.

    Equal runs may differ in these values. Therefore these values are not in the provenance.
    """
    given = click.get_current_context().find_root().obj or ()
    return {
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "command": shlex.join((PROGRAM, *given)),
    }


def print_line(provenance: Mapping[str, Any], label: str = "") -> None:
    """Print the provenance as the last line of a text.

    `label`: the name of the game, if the text is about several games.
    """
    tell(f"{label}: {provenance_line(provenance)}" if label else provenance_line(provenance))


def print_save_line(save: Path, seat: str | None = None) -> None:
    """Print the provenance of a saved game as the last line of a text. `seat`: the only reader, or None."""
    print_line(save_provenance(save) if seat is None else seat_save_provenance(save, seat))


def tell_hidden(names: Iterable[str], sort: ContentKind = ContentKind.SCENARIO) -> None:
    """Print a note on stderr if the user's own content has the same name as shipped content.

    `names`: the names of content in the command. A path among the names gets no note.
    """
    for name in names:
        found = lookup.find(sort, name)
        if found is None:
            continue
        if Path(name).name == name and lookup.hidden_by(found) is not None:
            _note(found)
        elif sort is ContentKind.SCENARIO and not lookup.is_shipped(found):
            rules = lookup.find_rules_for(found, rules_named(found))
            if rules is not None and lookup.hidden_by(rules) is not None:
                _note(rules)


def _note(found: lookup.Found) -> None:
    tell(
        f"{PROGRAM}: note: {lookup.origin(found)} is used; it hides the {found.sort.word} `{found.name}` "
        "that came with the program",
        err=True,
    )
