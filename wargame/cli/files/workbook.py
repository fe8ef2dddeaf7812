"""Writes and reads the run sheet as a workbook of a spreadsheet program (.xlsx). The library is an optional extra.

Must not know: what the rows mean.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.errors import UsageError

if TYPE_CHECKING:
    import openpyxl

WORKBOOK = ".xlsx"
_LARGEST = 1 << 24  # number of bytes; a run sheet has some thousands
_WIDTHS = {"id": 8, "title": 24, "expected": 40, "note": 40, "observed": 40}
_DATE = (1980, 1, 1, 0, 0, 0)  # the first date that the file format knows; equal rows then give equal bytes
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")


def workbook_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with these rows. The first row is the head. Every cell is a text and never a formula."""
    library = _openpyxl()
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = library.Workbook()
    sheet = book.active
    sheet.title = "Run sheet"
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place, ILLEGAL_CHARACTERS_RE.sub("", text) or None)
            if text:
                cell.data_type = "s"  # the library would take a text that begins with `=` for a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
                sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(text, 14)
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    made = io.BytesIO()
    book.save(made)
    return _without_dates(made.getvalue())


def workbook_text(path: Path) -> str:
    """Return the first sheet of a workbook as CSV. Raises UsageError for a file that is no workbook."""
    library = _openpyxl()
    if path.stat().st_size > _LARGEST:
        raise UsageError(f"`{path}` is larger than any run sheet of ours (16 MB)")
    try:
        book = library.load_workbook(path, read_only=True, data_only=True)
        rows = [[_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile, SyntaxError) as cause:
        raise UsageError(f"`{path}` is no workbook that can be read: save it again as .xlsx or as CSV") from cause
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(row for row in rows if any(row))
    return out.getvalue()


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _without_dates(raw: bytes) -> bytes:
    """Return the same workbook with fixed dates in its parts, so equal run sheets give equal files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "docProps/core.xml":
                text = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", text)
            new.writestr(zipfile.ZipInfo(part.filename, _DATE), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _openpyxl() -> openpyxl:
    try:
        import openpyxl
    except ImportError as cause:
        raise UsageError(
            "a run sheet in .xlsx needs the library openpyxl: install it with `pip install 'wargame[tables]'`, "
            "or use the CSV file"
        ) from cause
    return openpyxl
