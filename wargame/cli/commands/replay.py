"""`wargame replay`: shows a saved game step by step, or plays the game again and compares the results.

Must not know: how a save is read or how a turn is written.
"""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option("--turn", type=int, help="Print this turn step by step instead of the whole game.")
@click.option(
    "--verify", is_flag=True, help="Play the game again and compare; print the first difference and exit with 1."
)
@ascii_option
def command(save: Path, turn: int | None, verify: bool, ascii_only: bool) -> int:
    """Print the true course of the game in SAVE. The save does not change."""
    from wargame.cli.provenance import print_save_line

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
    spelling = spelling_for(seen.match.scenario, ascii_only)
    for line in game_lines(seen, spelling) if turn is None else turn_lines(seen, turn, spelling):
        tell(line)
    print_save_line(save)
    return 0
