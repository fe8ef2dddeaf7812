"""Writes tables as CSV files, as Parquet files, or as one file of JSON lines. All files appear, or no file appears.

Must not know: what the tables hold.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from wargame.analysis.tables.table import CellValue, TidyTable
from wargame.cli.files.folder_files import folder_written_whole, may_write_folder
from wargame.cli.files.out_file import may_write
from wargame.errors import UsageError
from wargame.store.whole_file import written_whole

if TYPE_CHECKING:
    import pyarrow

CSV, JSONL, PARQUET = "csv", "jsonl", "parquet"
FORMATS = (CSV, JSONL, PARQUET)
PROVENANCE = "provenance.json"
_OF_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a text with this beginning for a formula


def may_write_tables(path: Path, form: str, force: bool) -> None:
    """Check, before the work begins, that tables can be written to `path`. Raises UsageError with a remedy."""
    if form == PARQUET:
        _pyarrow()
    if form != JSONL:
        may_write_folder(path, force)
        return
    if path.is_dir():
        raise UsageError(f"`{path}` is a folder: name a file, as in {path / 'game.jsonl'}")
    may_write(path, (f".{JSONL}",), force)


def write_tables(
    path: Path, form: str, force: bool, tables: Sequence[TidyTable], provenance: Mapping[str, Any]
) -> tuple[Path, ...]:
    """Write tables with their provenance. Return the paths of the files."""
    if form == JSONL:
        with written_whole(path, force) as file:
            _write_lines(file, tables, provenance)
        return (path,)
    with folder_written_whole(path) as part:
        for each in tables:
            if form == CSV or each.name == "dictionary":
                with (part / f"{each.name}.csv").open("w", encoding="utf-8", newline="") as file:
                    _write_csv(file, each)
            else:
                _write_parquet(part / f"{each.name}.parquet", each, provenance)
        text = json.dumps({"provenance": provenance}, ensure_ascii=False, indent=2, allow_nan=False)
        (part / PROVENANCE).write_text(f"{text}\n", encoding="utf-8")
        names = sorted(file.name for file in part.iterdir())
    return tuple(path / name for name in names)


def _write_lines(file: TextIO, tables: Sequence[TidyTable], provenance: Mapping[str, Any]) -> None:
    """Write the provenance, and then one line for each row of each table. The key `kind` names the kind of the row."""
    file.write(_line({"kind": "provenance", **provenance}))
    for each in tables:
        file.writelines(_line({"kind": each.row_kind, **row}) for row in each.rows)


def _line(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n"


def _write_csv(file: TextIO, table: TidyTable) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([csv_cell(value) for value in row.values()])


def csv_cell(value: CellValue) -> str:
    """Return a value as the text of one cell in a CSV file. A number has all its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_OF_A_FORMULA) else value
    return repr(value)


def _write_parquet(path: Path, table: TidyTable, provenance: Mapping[str, Any]) -> None:
    """Write a table with its metadata.

    The metadata of a column hold its unit, label and meaning. The metadata of the file hold the provenance.
    """
    arrow = _pyarrow()
    from pyarrow import parquet

    types = {"text": arrow.string(), "whole": arrow.int64(), "number": arrow.float64(), "flag": arrow.bool_()}
    fields = [
        arrow.field(c.name, types[c.kind], metadata={"unit": c.unit, "label": c.label, "meaning": c.meaning})
        for c in table.columns
    ]
    schema = arrow.schema(fields, metadata={"wargame.provenance": json.dumps(provenance, ensure_ascii=False)})
    columns = [
        arrow.array([row[c.name] for row in table.rows], type=field.type)
        for c, field in zip(table.columns, fields, strict=True)
    ]
    parquet.write_table(arrow.Table.from_arrays(columns, schema=schema), str(path))


def _pyarrow() -> pyarrow:
    try:
        import pyarrow
    except ImportError as cause:
        raise UsageError(
            "Parquet files need the library pyarrow: install it with `pip install 'wargame[tables]'`, or write --to csv"
        ) from cause
    return pyarrow
