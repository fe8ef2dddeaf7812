"""`wargame replay`: shows a saved game step by step, or plays the game again and compares the results.

Must not know: how a save is read or how a turn is written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell
from wargame.errors import UsageError

if TYPE_CHECKING:
    from wargame.store.look_back import LookBack


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option("--turn", type=int, help="Print this turn step by step instead of the whole game.")
@click.option(
    "--verify", is_flag=True, help="Play the game again and compare; print the first difference and exit with 1."
)
@click.option("--screen", is_flag=True, help="Show the look back in the full screen, from --turn on.")
@ascii_option
def command(save: Path, turn: int | None, verify: bool, screen: bool, ascii_only: bool) -> int:
    """Print the true course of the game in SAVE. The save does not change."""
    from wargame.cli.provenance import print_save_line

    if screen and verify:
        raise UsageError("--verify prints a verdict, and --screen shows the game: name one of them.")
    if verify:
        from wargame.store.verify import verify as judge

        verdict = judge(save)
        tell(verdict.text)
        if verdict.sound:
            print_save_line(save)
        return 0 if verdict.sound else 1
    from wargame.cli.save_notes import opened
    from wargame.plain.look_back import game_lines, turn_lines

    seen = opened(save)
    if screen:
        return _show(seen, save, turn, ascii_only)
    spelling = spelling_for(seen.match.scenario, ascii_only)
    for line in game_lines(seen, spelling) if turn is None else turn_lines(seen, turn, spelling):
        tell(line)
    print_save_line(save)
    return 0


def _show(seen: LookBack, save: Path, turn: int | None, ascii_only: bool) -> int:
    """Show the look back until the person leaves. Raises UsageError without a terminal, and for an impossible turn."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("--screen needs a terminal. The same command without --screen prints lines.")
    if turn is not None and not 1 <= turn <= seen.match.played:
        raise UsageError(f"Turn {turn} has not been played in this save; {seen.match.played} have.")
    from wargame.cli.measuring.compiled_games import built_before
    from wargame.tui.app import run

    for line in run(plain_glyphs=ascii_only, compiled=built_before, look=(seen, save, turn or 1)):
        tell(line)
    return 0
