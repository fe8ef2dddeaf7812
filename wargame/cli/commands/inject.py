"""`wargame inject`: shows the effect of an inject on a saved game, or triggers the inject for the facilitator.

Must not know: how a turn is resolved.
"""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.argument("inject", metavar="ID")
@click.option("--choice", default="", help="The answer of every seat that is asked.")
@click.option(
    "--give", is_flag=True, help="Trigger the inject now: write it to the save. The teams find it in their inbox."
)
@ascii_option
def command(save: Path, inject: str, choice: str, give: bool, ascii_only: bool) -> None:
    """Try the inject ID on a copy of the game in SAVE and print the changes. The save does not change without --give.

    This output is for the facilitator. It shows the truth, the expected action and the evaluator's note.
    """
    from wargame.cli.provenance import print_save_line
    from wargame.game.telling.inject_trial import trial_told

    if give:
        from wargame.store.session import Session

        with Session.resume(save) as session:
            tell(f"{session.match.facilitator.give(inject)} It is in the save.")
        print_save_line(save)
        return
    from wargame.cli.save_notes import opened

    match = opened(save).match
    spelling = spelling_for(match.scenario, ascii_only)
    for line in spelling.lines(trial_told(match.scenario, match.facilitator.trial(inject, choice))):
        tell(line)
    print_save_line(save)
