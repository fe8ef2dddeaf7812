"""Messages for authors about errors of the YAML parser, in plain words.

Must not know: sections, or what a key means.
"""

from __future__ import annotations

import re

import yaml

from wargame.content.yaml.nodes import Page
from wargame.content.yaml.text import place_of
from wargame.errors import Place

CUT = "this formula stands in { } or [ ], where YAML cuts at commas and brackets: put it on its own line or in quotes"

# Parts of the parser's messages, and the advice for an author. The C and the Python parser differ in some messages.
_WORDS = (
    ("mapping values are not allowed", "a `: ` stands inside this text: put the text in quotes"),
    ("cannot start any token", "text cannot begin with this sign: put it in quotes"),
    ("could not find expected ':'", "a key stands here without a colon: write `key: value`"),
    ("did not find expected key", "this does not line up with the lines above: check the indentation and quotes"),
    ("expected <block end>", "this does not line up with the lines above: check the indentation and quotes"),
    (
        "did not find expected '-' indicator",
        "a list goes on here without `- `: begin the line with `- ` or indent less",
    ),
    ("unexpected end of stream", "a quote that opens here is never closed"),
    ("unknown escape character", "this backslash means nothing in double quotes: use single quotes or double it"),
    ("undefined alias", "an alias has no place here: write the value out"),
    ("undefined tag handle", "a tag has no place here: delete it"),
    ("duplicate %", "a directive has no place here: delete the line"),
    ("incompatible YAML document", "a directive has no place here: delete the line"),
    ("expected ',' or", "this list or mapping is not closed, or a comma is missing"),
    ("did not find expected node content", "nothing can stand here: a value is missing, or a sign needs quotes"),
    ("did not find expected <document start>", "nothing may stand after the document: check the indentation"),
)


def explain(error: yaml.MarkedYAMLError, page: Page, inside_flow: bool) -> tuple[Place, str]:
    """Return the place and the message of a syntax error.

    `inside_flow`: whether the error is inside an open { } or [ ].
    """
    words = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    end = len(page.text.rstrip())
    opened = error.context_mark
    if opened is not None and mark is not None:
        unclosed = "expected ','" in words and opened.line < mark.line
        if mark.index >= end or unclosed or "end of stream" in words or "expected ':'" in words:
            mark = opened  # the message names the beginning of the collection, because the collection lacks a part
    if mark is None or mark.index >= end:
        place = place_of(page.text, max(end - 1, 0), page.file)
    else:
        place = Place(page.file, mark.line + 1, mark.column + 1)
    if (
        inside_flow
        and "expected ','" in words
        and mark is not opened
        and mark is not None
        and _cut(page.text, mark.index)
    ):
        return place, CUT
    if mark is not None and page.text[mark.index : mark.index + 1] == "\t":
        return place, "a tab stands where only spaces may: indent with spaces"
    if mark is not None and (told := _told_of_line(page.text, mark.index, words)):
        return place, told
    for part, message in _WORDS:
        if part in words:
            return place, message
    return place, f"this is not YAML: {(error.problem or error.context or 'unreadable').strip()}"


def _told_of_line(text: str, index: int, words: str) -> str:
    """Return the message for a fault that is visible in one line: wrong indentation, or a stray closing bracket."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if "mapping values are not allowed" in words and re.fullmatch(r"\s+[A-Za-z_]\w*", before):
        return "this is indented more than the lines above allow: check the indentation"
    sign = text[index : index + 1]
    if sign in ("}", "]") and before.count("{") + before.count("[") <= before.count("}") + before.count("]"):
        return f"`{sign}` closes nothing here: delete it"
    return ""


def _cut(text: str, index: int) -> bool:
    """Return whether a formula is cut here.

    YAML cuts a formula at a bracket that directly follows text, as in `x[BKO]`.
    """
    return index < len(text) and text[index] in "[]{}()" and index > 0 and text[index - 1] not in "\n{[,"
