"""Makes a Formula from a scalar and keeps the place of every character in the file.

YAML folds lines and replaces escapes, but all characters except white space keep their order. Therefore this module
compares the text and the file character by character.

Must not know: how formulas are parsed.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.content.yaml.nodes import ScalarNode
from wargame.errors import Place
from wargame.model.text.formula import Formula

_ESCAPE_LENGTH = {"x": 4, "u": 6, "U": 10}
_BLANK_ESCAPES = frozenset("0abtnvfreN_LP \t\n\r")


@attrs.define(eq=False)
class Filled(ScalarNode):
    """A text of a template after the filling. Its place is in the template.

    `about`: the entry in the author's file for which the text was filled.
    `written`: the text as a formula if an author wrote a part of the text. The characters of this part keep their
        places.
    """

    about: Place
    written: Formula | None = None


def formula_of(scalar: ScalarNode) -> Formula:
    """Return the formula in a scalar. The formula is on one line, without white space around it."""
    if isinstance(scalar, Filled):
        return scalar.written or Formula(scalar.text, scalar.about, by_engine=True)
    text = scalar.text
    if not scalar.style and "\n" not in text and scalar.end - scalar.start == len(text):
        return Formula(text, scalar.place)
    lead = len(text) - len(text.lstrip())
    flat = "".join(" " if sign.isspace() else sign for sign in text.strip())
    starts = _starts(flat, scalar)
    if not starts:
        return Formula(flat, scalar.place)
    first = starts[0][1]
    if lead == 0 and len(starts) == 1:
        return Formula(flat, first)
    return Formula(flat, first, tuple(starts) if len(starts) > 1 else ())


def _starts(flat: str, scalar: ScalarNode) -> list[tuple[int, Place]]:
    """Return pairs (offset in the text, place in the file).

    There is a pair for each point after which the text and the file have the same characters for a while.
    """
    file = scalar.page.file
    starts: list[tuple[int, Place]] = []
    signs = _signs(scalar)
    next_offset, next_line, next_column = -1, 0, 0
    for offset, sign in enumerate(flat):
        if sign == " ":
            continue
        found = next(signs, None)
        if found is None:
            break
        line, column = found
        if not starts or line != next_line or column - next_column != offset - next_offset:
            starts.append((offset, Place(file, line, column)))
        next_offset, next_line, next_column = offset, line, column
    return starts


def _signs(scalar: ScalarNode) -> Iterator[tuple[int, int]]:
    """Return the line and column of every character in the scalar's value, in order. White space is left out."""
    raw = scalar.page.text
    index, end = scalar.start, min(scalar.end, len(raw))
    line, column = scalar.line, scalar.column
    quote = scalar.style if scalar.style in ("'", '"') else ""
    if quote:
        index, end, column = index + 1, end - 1, column + 1
    elif scalar.style:  # the header of a block scalar: `|`, `>-` and sometimes a comment
        index = raw.find("\n", index, end) + 1 or end
        line, column = line + 1, 1
    while index < end:
        sign = raw[index]
        length = 1
        if quote == "'" and sign == "'":
            length = 2
            yield line, column
        elif quote == '"' and sign == "\\":
            length = _ESCAPE_LENGTH.get(raw[index + 1 : index + 2], 2)
            if raw[index + 1 : index + 2] == "\n":
                length = 1  # the scalar continues on the next line; the code below counts the end of this line
            elif raw[index + 1 : index + 2] not in _BLANK_ESCAPES:
                yield line, column
        elif sign == "\n":
            line, column, length = line + 1, 0, 1
        elif not sign.isspace():
            yield line, column
        index += length
        column += length
