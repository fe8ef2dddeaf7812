"""Plants a mistake, checks the scenario as `wargame check` does, and compares the messages with expected ones."""

from __future__ import annotations

import attrs

from tests.planted.bases import scenario_of, texts
from tests.planted.corpus import MARK, Edit, Mistake
from wargame.cli.commands.check import check_found
from wargame.content import Problems
from wargame.content.lookup import ContentKind, in_save
from wargame.errors import Problem


@attrs.frozen
class Said:
    """The messages about a mistake, and their quality."""

    problems: tuple[Problem, ...]
    names: bool  # whether the first message names the cause
    points: bool  # whether the first message stands at the right line
    where: str  # the right file:line

    def __str__(self) -> str:
        told = "\n".join(f"  {problem}" for problem in self.problems) or "  nothing"
        return f"should stand at {self.where}; said was\n{told}"


def said_of(mistake: Mistake) -> Said:
    """Plant a mistake and return the messages about it."""
    files = dict(texts(mistake.base))
    where = ""
    for edit in mistake.edits:
        name = _full(edit.file, files)
        planted = _edited(files[name], edit)
        before, mark, _ = planted.partition(MARK)
        if mark:
            where = f"{name}:{before.count(chr(10)) + 1}"
        files[name] = planted.replace(MARK, "")
    if mistake.at is not None:
        where = _line_of(mistake.at, files)
    assert where, "it is not said where the message must stand"
    problems = Problems()
    found = in_save(files, ContentKind.SCENARIO, scenario_of(mistake.base))
    assert found is not None
    check_found(found, problems)
    told = problems.all
    names = bool(told) and all(word.casefold() in told[0].message.casefold() for word in mistake.says)
    points = bool(told) and f"{told[0].place.file}:{told[0].place.line}" == where
    return Said(told, names, points, where)


def _full(name: str, files: dict[str, str]) -> str:
    """Return the full name of the file whose name ends in `name`."""
    full = [file for file in files if file.endswith(f"/{name}")]
    assert len(full) == 1, f"{name}: {full}"
    return full[0]


def _edited(text: str, edit: Edit) -> str:
    if edit.old == "^":
        return f"{edit.new}\n{text}"
    if edit.old == "$":
        return f"{text}{edit.new}\n"
    assert text.count(edit.old) == 1, f"`{edit.old}` stands {text.count(edit.old)} times in {edit.file}"
    return text.replace(edit.old, edit.new)


def _line_of(at: tuple[str, str], files: dict[str, str]) -> str:
    name = _full(at[0], files)
    lines = [n for n, line in enumerate(files[name].split("\n"), 1) if at[1] in line]
    assert len(lines) == 1, f"`{at[1]}` stands on lines {lines} of {name}"
    return f"{name}:{lines[0]}"
