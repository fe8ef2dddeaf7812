"""`wargame sheets`: writes hand-outs on paper: a sheet for each seat, the run sheet, and a public page for each turn.

Must not know: the content of a sheet.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from wargame.cli.files.folder_files import may_write_folder, write_folder
from wargame.cli.files.table_files import csv_cell
from wargame.cli.files.workbook import WORKBOOK, workbook_bytes, workbook_text
from wargame.cli.main import DONE
from wargame.cli.measuring.bar import SHEETS, Bar
from wargame.cli.options import completing
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_json, print_line, tell_hidden
from wargame.cli.save_notes import opened
from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.model.match.events import Event
from wargame.model.scenario.seat import HUMAN
from wargame.review.page.html import html
from wargame.review.sheets.public_page import public_page
from wargame.review.sheets.run_sheet import (
    FILLED,
    GIVEN,
    RunSheetRow,
    read_run_sheet,
    run_sheet_page,
    run_sheet_rows,
)
from wargame.review.sheets.seat_sheet import seat_sheet
from wargame.store.header import Header
from wargame.store.orders import orders_text
from wargame.store.provenance import (
    content_of,
    program_provenance,
    provenance_line,
    save_provenance,
    seat_provenance,
)
from wargame.store.rulebooks import rulebook_named


@attrs.frozen
class _Game:
    """A game for sheets.

    `opened`: the game at its opening.
    `match`: the saved game in its present turn, or None for a scenario.
    `header`: the header of the save, or None for a scenario.
    `provenance`: the whole provenance, for the facilitator.
    """

    opened: Match
    match: Match | None
    header: Header | None
    provenance: Mapping[str, Any]

    def readable(self, *seats: str) -> Mapping[str, Any]:
        """Return the provenance that the people of these seats may read. A scenario has no secrets."""
        return self.provenance if self.header is None else seat_provenance(self.header, *seats)


@click.command()
@click.argument("source", metavar="SCENARIO|SAVE", shell_complete=completing.scenarios)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="The new folder for the sheets.",
)
@click.option("--turns", type=click.IntRange(1, 1000), help="With SCENARIO: the length; by default the first length.")
@click.option(
    "--run-sheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A filled run sheet, in CSV or .xlsx. Its columns planned, observed and grade are checked and kept.",
)
@click.option("--xlsx", is_flag=True, help="Also write the run sheet as a workbook. This needs `wargame[tables]`.")
@click.option("--force", is_flag=True, help="Replace existing sheets.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the sheets that were written.")
def command(
    source: str, out: Path, turns: int | None, run_sheet: Path | None, xlsx: bool, force: bool, as_json: bool
) -> int:
    """Write hand-outs as pages that print on A4 and Letter.

    Each seat gets a sheet with its briefing, orders, prices, map and glossary. The facilitator gets a run sheet of all
    injects, also as CSV. A SAVE also gets a public page for each turn. The run sheet is for the facilitator only.
    """
    may_write_folder(out, force)
    with Bar(0, SHEETS):
        game = _game(source, turns)
        filled = {}
        if run_sheet is not None:
            text = workbook_text(run_sheet) if run_sheet.suffix == WORKBOOK else orders_text(run_sheet)
            filled = read_run_sheet(text, str(run_sheet), game.opened.scenario)
        files = dict(_files(game, filled, xlsx))
    written = write_folder(out, force, files)
    if as_json:
        print_json({"files": [str(path) for path in written]}, game.readable())
        return DONE
    for path in written:
        tell(str(path))
    print_line(game.readable())
    return DONE


def _files(game: _Game, filled: Mapping[str, Mapping[str, str]], xlsx: bool) -> Iterator[tuple[str, str | bytes]]:
    """Return the file name and the content of each sheet."""
    for seat in game.opened.seats:
        line = provenance_line(game.readable(seat))
        yield f"seat-{seat}.html", html(seat_sheet(game.opened, seat, line, game.match is not None))
    whole = provenance_line(game.provenance)
    rows = run_sheet_rows(game.match or game.opened, game.match is not None, filled)
    yield "facilitator-run-sheet.html", html(run_sheet_page(game.match or game.opened, rows, whole))
    cells = _cells(rows)
    yield "facilitator-run-sheet.csv", _csv(cells)
    if xlsx:
        yield f"facilitator-run-sheet{WORKBOOK}", workbook_bytes(cells)
    text = json.dumps({"provenance": game.provenance}, ensure_ascii=False, indent=2, allow_nan=False)
    yield "facilitator-provenance.json", f"{text}\n"
    if game.match is not None:
        line = provenance_line(game.readable())
        for turn in range(1, game.match.played + 1):
            yield f"public-turn-{turn}.html", html(public_page(game.match, turn, line))


def _cells(rows: Sequence[RunSheetRow]) -> list[list[str]]:
    """Return the run sheet as rows of texts. The first row holds the names of the columns."""
    filled = [[row.filled.get(name, "") for name in FILLED] for row in rows]
    given = [[row.values.get(name, "") for name in GIVEN] for row in rows]
    return [[*GIVEN, *FILLED], *([*left, *right] for left, right in zip(given, filled, strict=True))]


def _csv(cells: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([csv_cell(cell) for cell in row] for row in cells)
    return out.getvalue()


def _game(source: str, turns: int | None) -> _Game:
    path = Path(source)
    if path.suffix == ".jsonl":
        if turns is not None:
            raise UsageError("--turns belongs to a SCENARIO: a SAVE has its own length")
        seen = opened(path)
        fresh = Match.resume(seen.rulebook, seen.events[:1], _refuse)
        return _Game(fresh, seen.match, seen.header, save_provenance(path))
    tell_hidden([source])
    rulebook = rulebook_named(source)
    scenario = rulebook.scenario
    length = turns or (scenario.lengths[0].turns if scenario.lengths else 1)
    seats = {seat: HUMAN for seat, row in scenario.seats.items() if not row.npc}
    told = program_provenance({scenario.name: content_of(source, scenario)})
    return _Game(Match.new(rulebook, 0, seats, length, _refuse), None, None, told)


def _refuse(_: Event) -> None:
    """Record nothing. The game is opened only for the sheets, and no save holds this game."""
