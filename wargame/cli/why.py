"""`wargame why`: prints the ledger of a saved game as contributions that sum to a change.

Must not know: how the ledger is made.
"""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.printing import tell
from wargame.cli.scripts import ascii_option, spelling_for


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option("--turn", type=int, required=True, help="The turn of the change.")
@click.option("--cause", type=click.IntRange(min=1), help="Explain this cause in full: formula, values, sources.")
@ascii_option
@click.argument("metric")
@click.argument("entities", nargs=-1, metavar="[ENTITY]...")
def command(save: Path, turn: int, cause: int | None, ascii_only: bool, metric: str, entities: tuple[str, ...]) -> None:
    """Explain why METRIC (of ENTITY) changed in a turn of SAVE, with the true numbers."""
    from wargame.cli.provenance import print_save_line
    from wargame.plain.look_back import why_told
    from wargame.store.look_back import look_back

    seen = look_back(save)
    spelling = spelling_for(seen.match.scenario, ascii_only)
    for line in why_told(seen, turn, metric, entities, cause or 0, spelling):
        tell(line)
    print_save_line(save)
