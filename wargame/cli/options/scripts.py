"""Chooses between Unicode and ASCII for the output of commands.

Commands print the letters of all alphabets if stdout can write these letters. Otherwise, commands print only ASCII.

Must not know: what is written.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wargame.model.scenario.scenario import Scenario
    from wargame.plain.spelling import Spelling

ascii_option = click.option("--ascii", "ascii_only", is_flag=True, help="Write with ASCII signs only.")


def spelling_for(scenario: Scenario, ascii_only: bool) -> Spelling:
    """Return the spelling that stdout uses for the names and texts of a scenario."""
    from wargame.plain.spelling import Spelling

    names = {code: scenario.label(code) for code in (*scenario.entities, *scenario.seats)}
    return Spelling.of(sys.stdout.encoding, ascii_only, names)
