"""Writes one row for each game of a batch, as CSV or JSON lines.

Must not know: the contents of the rows, or the place of the file.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from wargame.batch.rows import GameRow

CSV, JSONL = ".csv", ".jsonl"
ENDINGS = (CSV, JSONL)


def write_rows(file: TextIO, ending: str, rows: Iterable[GameRow]) -> None:
    """Write rows that all have the same keys. `ending`: the end of the file's name, `.csv` or `.jsonl`."""
    if ending == JSONL:
        file.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
        return
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(file, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)
