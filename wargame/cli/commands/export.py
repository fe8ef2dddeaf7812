"""`wargame export`: writes a saved game or the results of a batch as tidy tables.

Must not know: what the tables hold, or how a format is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wargame.analysis.tables.table import TidyTable
from wargame.cli.files.table_files import FORMATS, may_write_tables, write_tables
from wargame.cli.measuring.bar import TABLES, Bar
from wargame.cli.process.printing import tell
from wargame.cli.provenance import print_json, print_line
from wargame.errors import UsageError


@click.command()
@click.argument("source", metavar="SAVE|RESULTS", type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(FORMATS), required=True, help="The format of the tables.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="PATH",
    help="A new folder with one file for each table, or one new file for jsonl.",
)
@click.option("--seat", metavar="F", help="Only what this seat read during the game.")
@click.option("--force", is_flag=True, help="Replace existing tables.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the tables that were written.")
def command(source: Path, form: str, out: Path, seat: str | None, force: bool, as_json: bool) -> None:
    """Write the game in SAVE, or the RESULTS of `simulate --json`, as tidy tables for statistics and spreadsheets.

    Without --seat, the tables of a save hold the truth and every secret. These tables are for the facilitator.
    """
    may_write_tables(out, form, force)
    with Bar(0, TABLES):
        tables, provenance = _tables(source, seat)
    files = write_tables(out, form, force, tables, provenance)
    rows = {table.name: len(table.rows) for table in tables}
    if as_json:
        print_json({"files": [str(file) for file in files], "rows": rows}, provenance)
        return
    for name, count in rows.items():
        tell(f"{name}: {count} row{'' if count == 1 else 's'}")
    tell(f"{len(files)} file{'' if len(files) == 1 else 's'} in {out}" if form != "jsonl" else f"written to {out}")
    print_line(provenance)


def _tables(source: Path, seat: str | None) -> tuple[tuple[TidyTable, ...], dict[str, Any]]:
    """Return the tables of the source with their provenance.

    Raises UsageError for a file that is no save and no result of `simulate`.
    """
    from wargame.store.results import read_results

    results = read_results(source)
    if results is not None:
        from wargame.analysis.tables.results import tables_of_results

        if seat is not None:
            raise UsageError("--seat belongs to a SAVE: no seat read the results of a batch")
        return tables_of_results(results), results["provenance"]
    from wargame.analysis.tables.saved import tables_of_save
    from wargame.analysis.tables.seat import tables_of_seat
    from wargame.cli.save_notes import opened, warn_of_truth
    from wargame.store.provenance import save_provenance, seat_provenance

    seen = opened(source)
    warn_of_truth(seen, seat)
    if seat is None:
        provenance = save_provenance(source)
        return tables_of_save(seen, provenance), provenance
    if seat not in seen.match.seats:
        raise UsageError(f"there is no seat `{seat}` in this game (there are: {', '.join(seen.match.seats)})")
    provenance = seat_provenance(seen.header, seat)
    return tables_of_seat(seen.match, seat, seen.header.settings, provenance), provenance
