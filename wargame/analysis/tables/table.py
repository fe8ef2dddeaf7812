"""A tidy table: one row for each thing, and the same columns in each row. Each column has a unit, a label and a
meaning.

Must not know: what the rows are about, or in which format a table is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

CellValue = str | float | int | bool | None
TableRow = dict[str, CellValue]


@attrs.frozen
class TableColumn:
    """A column.

    `kind`: the type of its values: `text`, `whole`, `number` or `flag`. A value may also be missing.
    `unit`: the unit of its values. The text is empty if the rows have different units or no unit.
    """

    name: str
    kind: str
    label: str
    meaning: str
    unit: str = ""


@attrs.frozen
class TidyTable:
    """A table. `row_kind`: a name such as `order`, which marks the rows of this table in a file with the rows of all
    tables.
    """

    name: str
    row_kind: str
    columns: tuple[TableColumn, ...]
    rows: tuple[Mapping[str, CellValue], ...]


def column(name: str, kind: str, label: str, meaning: str, unit: str = "") -> TableColumn:
    """Return a column."""
    return TableColumn(name, kind, label, meaning, unit)


RUN = column("run", "text", "Run", "The name of the run. All rows of an export have the same run.")
GAME = column("game", "whole", "Game", "The number of the game in its run.")
TURN = column("turn", "whole", "Turn", "The turn. Turn 0 is the opening of the game.")
SEAT = column("seat", "text", "Seat", "The seat to which the row belongs.")
METRIC = column("metric", "text", "Metric", "The metric. The dictionary has its unit, label and meaning.")
ENTITY = column(
    "entity", "text", "Entity", "The first entity of the number. The cell is empty for a number of the nation."
)
ENTITY2 = column("entity2", "text", "Second entity", "The other entities of the number, joined by a blank.")


def entities_of(cell: tuple[str, ...]) -> TableRow:
    """Return the columns `entity` and `entity2` of a cell, which is one number of a metric."""
    return {"entity": cell[0] if cell else None, "entity2": " ".join(cell[1:]) or None}


def table(
    name: str, row_kind: str, columns: Iterable[TableColumn], rows: Iterable[Mapping[str, CellValue]]
) -> TidyTable:
    """Return a table. Each row must have exactly the keys of the columns."""
    kept, names = tuple(columns), None
    found = []
    for row in rows:
        names = names or [each.name for each in kept]
        found.append({key: row[key] for key in names})
        assert len(row) == len(names), f"{name}: {sorted(row)} for {names}"
    return TidyTable(name, row_kind, kept, tuple(found))


DICTIONARY = (
    column("table", "text", "Table", "The table of the column, or `metrics` or `parameters` for a name in their rows."),
    column("name", "text", "Name", "The name of the column, the metric or the parameter."),
    column("unit", "text", "Unit", "The unit of the values."),
    column("label", "text", "Label", "The name for people."),
    column("meaning", "text", "Meaning", "What the values mean."),
)


def dictionary(tables: Iterable[TidyTable], names: Iterable[Mapping[str, CellValue]]) -> TidyTable:
    """Return the table with the unit, the label and the meaning of each column. `names`: further rows, which explain
    metrics and parameters.
    """
    columns = [
        {"table": each.name, "name": c.name, "unit": c.unit or None, "label": c.label, "meaning": c.meaning}
        for each in tables
        for c in each.columns
    ]
    return table("dictionary", "dictionary", DICTIONARY, [*columns, *names])
