"""The sentences of Markdown pages, each with its first line. Code, tables and headings are left out."""

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from docs.blocks import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

_FENCE = re.compile(r"^\s*```")
_OTHER = re.compile(r"^\s*(\||#|<!--|!\[)")  # tables, headings, comments, pictures
_MARKER = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")  # the mark of a list item
_CODE = re.compile(r"`+[^`]*`+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_END = re.compile(r"(?<=[.?!…])[\"”)*_]*\s+(?=[\"“(*_\[`$+±≈−-]*[A-Z0-9`])")
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.$")  # "J. Powell" is one name


@attrs.frozen
class Sentence:
    """One sentence. A semicolon or a colon does not end a sentence. Inline code counts as one word."""

    line: int
    text: str

    @property
    def words(self) -> int:
        """Return the number of words that contain a letter or a digit. Spaces separate words."""
        plain = _CODE.sub("CODE", _LINK.sub(r"\1", self.text))
        return sum(any(letter.isalnum() for letter in word) for word in re.split(r"[\s/]+|—|–(?=\D)", plain))


def paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return each paragraph or list item: the number of its first line, and its lines."""
    begin, lines, fenced = 0, [], False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
            outside = False
        else:
            outside = not fenced and bool(line.strip()) and not _OTHER.match(line)
        marked = _MARKER.match(line)
        if lines and (not outside or marked):
            yield begin, lines
            lines = []
        if outside:
            if not lines:
                begin = number
            lines.append(line[marked.end() :] if marked else line.strip())
    if lines:
        yield begin, lines


def sentences(text: str) -> Iterator[Sentence]:
    """Return the sentences of a page in their order."""
    for begin, lines in paragraphs(text):
        whole = "\n".join(lines)
        masked = _CODE.sub(lambda code: re.sub(r"[.?!…]", ",", code[0]), whole)  # a full stop in code ends no sentence
        start = 0
        for end in [*_END.finditer(masked), None]:
            stop = end.end() if end else len(whole)
            if end and _INITIAL.search(masked[start : end.start()]):
                continue
            piece = whole[start:stop].strip()
            if piece:
                yield Sentence(begin + whole[:start].count("\n"), " ".join(piece.split()))
            start = stop


def cells(text: str) -> Iterator[Sentence]:
    """Return the sentences in the cells of a page's tables."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= bool(_FENCE.match(line))
        if not fenced and line.startswith("|"):
            for cell in line.strip("|").split("|"):
                yield from (Sentence(number, found.text) for found in sentences(cell.strip()))


def of_page(path: Path) -> list[Sentence]:
    """Return the sentences of one file."""
    return list(sentences(path.read_text(encoding="utf-8")))
