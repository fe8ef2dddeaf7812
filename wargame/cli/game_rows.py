"""Writes a row for each game of a batch to a file, as CSV or JSON lines by the name's ending.

Must not know: what the rows hold.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from wargame.batch.rows import Cells

ENDINGS = (".csv", ".jsonl")


def holds_rows(path: str) -> bool:
    """Whether a file of this name gets rows rather than a report."""
    return path.endswith(ENDINGS)


def write_rows(path: str, rows: Iterable[Cells]) -> None:
    """Write rows that all have the same keys."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        if path.endswith(".jsonl"):
            file.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
            return
        writer = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
