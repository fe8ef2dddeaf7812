"""The run sheet of the facilitator: every inject with its time, its readers and the expected action.

The same rows make a page on paper and a CSV file. A facilitator can fill in three columns of the file. The program then
reads the filled file.

Must not know: how a file is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import attrs

from wargame.content.spelling import did_you_mean
from wargame.errors import ContentError, Place, Problem
from wargame.game.match import Match
from wargame.game.wording.inject_times import inject_times
from wargame.game.wording.labels import seat_label
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import ANSWER, Inject
from wargame.model.scenario.scenario import Scenario
from wargame.review.page.blocks import PageTable, Paragraph, ReviewPage, ReviewPart, TableCell
from wargame.review.page.signs import team_signs
from wargame.review.words import counted, sentence

# The grades of the exercise programme HSEEP, with the meanings that a cell of the page has no room for.
GRADES = {
    "P": "performed without challenges",
    "S": "performed with some challenges",
    "M": "performed with major challenges",
    "U": "unable to be performed",
}
GIVEN = ("id", "title", "time", "to", "asks", "choices", "expected", "note", "source", "came", "answers")
FILLED = ("planned", "observed", "grade")  # the columns that people fill in


@attrs.frozen
class RunSheetRow:
    """An inject on the run sheet.

    `values`: the text of each column that the program fills in (`GIVEN`), such as `title`.
    `filled`: the text of each column that people fill in (`FILLED`), such as `observed`.
    """

    values: Mapping[str, str]
    filled: Mapping[str, str] = attrs.field(factory=dict)


def run_sheet_rows(
    match: Match, came: bool, filled: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[RunSheetRow, ...]:
    """Return the rows of the run sheet.

    `came`: whether the rows say which injects have come in this game.
    `filled`: the texts that people have filled in: id of the inject -> column -> text.
    """
    turns = {letter.inject: letter.turn for letter in match.inbox(None)} if came else {}
    answers = _answers(match) if came else {}
    rows = []
    for inject in match.scenario.rules.injects.values():
        values = {**_given(match.scenario, inject), "came": "", "answers": answers.get(inject.id, "")}
        if inject.id in turns:
            values["came"] = f"turn {turns[inject.id]}"
        rows.append(RunSheetRow(values, (filled or {}).get(inject.id, {})))
    return tuple(rows)


def _given(scenario: Scenario, inject: Inject) -> dict[str, str]:
    def names(codes: Sequence[str]) -> str:
        return ", ".join("everyone" if code == EVERYONE else seat_label(scenario, code) for code in codes)

    return {
        "id": inject.id,
        "title": inject.title,
        "time": inject_times(inject),
        "to": names(inject.to),
        "asks": names(inject.by),
        "choices": " | ".join(inject.words),
        "expected": inject.expect,
        "note": inject.note,
        "source": inject.source,
    }


def _answers(match: Match) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for turn in range(1, match.played + 1):
        for seat, orders in match.orders(None, turn).items():
            for order in orders:
                if order.action == ANSWER:
                    found.setdefault(order.targets[0], []).append(
                        f"{seat_label(match.scenario, seat)}: {order.level_word}"
                    )
    return {inject: ", ".join(told) for inject, told in found.items()}


def run_sheet_page(match: Match, rows: Sequence[RunSheetRow], provenance: str) -> ReviewPage:
    """Return the run sheet as a page."""
    scenario = match.scenario
    table = PageTable(
        ("inject", "time", "to", "expected action", "evaluator's note", "came", "observed", "grade"),
        tuple(_page_row(row) for row in rows),
        left=8,
        fill=True,
    )
    came = sum(bool(row.values["came"]) for row in rows)
    answer = (sentence(f"{counted(came, 'inject')} came so far"),) if match.played else ()
    texts = tuple(
        Paragraph(sentence(inject.text), f"{inject.id} {sentence(inject.title)}")
        for inject in scenario.rules.injects.values()
        if inject.text
    )
    grades = ", ".join(f"{letter}: {meaning}" for letter, meaning in GRADES.items())
    return ReviewPage(
        title=f"{scenario.title or scenario.name}: run sheet",
        kicker="For the facilitator and the evaluators only",
        facts=f"{match.length} turns, {counted(len(rows), 'inject')}",
        teams=(),
        head=ReviewPart("top", "Run sheet", "What comes when?", answer, (Paragraph(f"Grades: {grades}.", note=True),)),
        parts=(
            ReviewPart("injects", "Injects", "What comes, and what do you expect?", (), (table,), runs_on=True),
            ReviewPart("texts", "Texts", "What do the teams read?", (), texts),
        ),
        signs=team_signs(scenario),
        provenance=provenance,
    )


def _page_row(row: RunSheetRow) -> tuple[TableCell, ...]:
    given, filled = row.values, row.filled
    asked = f"{given['asks']}: {given['choices']}" if given["choices"] else ""
    return (
        TableCell(given["id"], given["title"]),
        TableCell(filled.get("planned") or given["time"]),
        TableCell(given["to"], asked),
        TableCell(given["expected"]),
        TableCell(given["note"]),
        TableCell(given["came"], given["answers"]),
        TableCell(filled.get("observed", "")),
        TableCell(filled.get("grade") or " ".join(GRADES), quiet="grade" not in filled),
    )


def read_run_sheet(text: str, file: str, scenario: Scenario) -> dict[str, dict[str, str]]:
    """Read the filled columns of a run sheet: id -> column -> text.

    Raises ContentError with every problem. Each problem has its line.
    """
    problems: list[Problem] = []
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, dict[str, str]] = {}
    try:
        head = reader.fieldnames or []
        missing = [name for name in ("id", *FILLED) if name not in head]
        if missing:
            message = f"the first line lacks {', '.join(missing)}; write the run sheet anew with `wargame sheets`"
            raise ContentError((Problem(Place(file, 1, 1), message),))
        for row in reader:
            _read_row(row, Place(file, reader.line_num, 1), scenario, found, problems)
    except csv.Error as cause:
        problems.append(Problem(Place(file, reader.line_num, 1), f"this is no line of CSV: {cause}"))
    if problems:
        raise ContentError(tuple(problems))
    return found


def _read_row(
    row: Mapping[str | None, str | list[str] | None],
    place: Place,
    scenario: Scenario,
    found: dict[str, dict[str, str]],
    problems: list[Problem],
) -> None:
    known = scenario.rules.injects
    if None in row or None in row.values():
        problems.append(Problem(place, "the line has more or fewer cells than the first line"))
        return
    cells = {name: _unquoted(str(row[name])) for name in ("id", *FILLED)}
    inject = cells.pop("id")
    if inject not in known:
        problems.append(Problem(place, f"there is no inject `{inject}`{did_you_mean(inject, tuple(known))}"))
    elif inject in found:
        problems.append(Problem(place, f"the inject `{inject}` stands twice"))
    elif cells["grade"] and cells["grade"] not in GRADES:
        told = ", ".join(f"{letter} ({meaning})" for letter, meaning in GRADES.items())
        problems.append(Problem(place, f"the grade `{cells['grade']}` is none of {told}"))
    else:
        found[inject] = cells


def _unquoted(text: str) -> str:
    """Return the text of a cell without its first sign `'`, which tells a spreadsheet that the cell is no formula."""
    return text[1:].strip() if text.startswith(("'=", "'+", "'-", "'@")) else text.strip()
