"""`wargame note`: writes a note of an observer or the facilitator to a saved game, or prints all notes.

Must not know: who may write about what.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import click

from wargame.cli.main import PROGRAM
from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell
from wargame.errors import SaveInUseError, UsageError
from wargame.model.match.note import FACILITATOR, Grade, Note

AT_ONCE, PATIENCE = 0.3, 20.0  # seconds; another note needs about one second
_IN_THE_GAME = (
    "Or write the note in the game: with play --facilitator, press n on the facilitator's screen, or type note TEXT at "
    "the facilitator's prompt in plain mode."
)
_ABOUT = ("author", "turn", "seat", "inject", "order", "grade")


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.argument("text", required=False, default="")
@click.option("--by", "author", metavar="NAME", help=f"Who writes the note; by default {FACILITATOR}.")
@click.option("--turn", type=click.IntRange(min=1), help="The turn of the note; by default the present or last turn.")
@click.option("--seat", metavar="F", help="The team that the note is about.")
@click.option("--inject", metavar="ID", help="The inject that the note is about.")
@click.option("--order", metavar="ORDER", help="With --seat and --turn: the order that the note is about.")
@click.option("--grade", type=click.Choice([grade.value for grade in Grade]), help="How well people performed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
def command(save: Path, text: str, as_json: bool, ascii_only: bool, **given: Any) -> None:
    """Write the note TEXT to the game in SAVE, also after the end. Without TEXT and --grade, print all notes.

    Grades: performed (without challenges), some (with some challenges), major (with major challenges), unable.
    Several people may call this command at the same time. This output is for the facilitator and the observers.
    """
    wanted = text or given["grade"]
    if not wanted and (wrong := next((name for name in _ABOUT if given[name] is not None), "")):
        option = "by" if wrong == "author" else wrong
        raise UsageError(f"--{option} belongs to a note. Give the text of the note too, in quotes.")
    if wanted:
        _write(save, text, given, as_json, ascii_only)
    else:
        _print(save, as_json, ascii_only)


def _write(save: Path, text: str, given: dict[str, Any], as_json: bool, ascii_only: bool) -> None:
    from wargame.cli.provenance import print_json, print_save_line
    from wargame.game.wording.notes import note_line
    from wargame.store.provenance import save_provenance
    from wargame.store.session import Session

    try:
        opened = Session.resume(save, wait=AT_ONCE)
    except SaveInUseError:
        tell(f"{PROGRAM}: note: somebody else writes to {save}; waiting for at most {PATIENCE:.0f} seconds.", err=True)
        try:
            opened = Session.resume(save, wait=PATIENCE)
        except SaveInUseError as refusal:
            raise SaveInUseError(f"{refusal} {_IN_THE_GAME}") from refusal
    with opened as session:
        match = session.match
        note = match.facilitator.note(
            Note(
                about=given["turn"] or match.turn,
                author=given["author"] or FACILITATOR,
                text=" ".join(text.split()),
                grade=Grade(given["grade"]) if given["grade"] else None,
                seat=given["seat"] or "",
                inject=given["inject"] or "",
                order=given["order"] or "",
            )
        )
    if as_json:
        print_json({"note": _values(note)}, save_provenance(save))
        return
    tell(spelling_for(match.scenario, ascii_only).spell(f"Written: {note_line(match.scenario, note)}"))
    print_save_line(save)


def _print(save: Path, as_json: bool, ascii_only: bool) -> None:
    from wargame.cli.provenance import print_json, print_save_line
    from wargame.cli.save_notes import opened
    from wargame.game.wording.notes import note_line
    from wargame.store.provenance import save_provenance

    match = opened(save).match
    if as_json:
        print_json({"notes": [_values(note) for note in match.notes]}, save_provenance(save))
        return
    spelling = spelling_for(match.scenario, ascii_only)
    for note in match.notes:
        tell(spelling.spell(note_line(match.scenario, note)))
    if not match.notes:
        tell('Nobody has written a note. To write one: wargame note SAVE "TEXT".')
    print_save_line(save)


def _values(note: Note) -> dict[str, Any]:
    return attrs.asdict(note)
