"""The blocks of a page: text, tables, figures, and lines to fill in. HTML and Markdown pages have the same blocks.

Must not know: the game, or how a block is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs


@attrs.frozen
class TableCell:
    """One cell of a table.

    `small`: a second, smaller line, such as an error.
    `team`: the code of a team, whose sign stands before the text.
    `code`: whether the text is an order or a command.
    """

    text: str = ""
    small: str = ""
    team: str = ""
    code: bool = False
    big: bool = False
    quiet: bool = False


Row = tuple[TableCell, ...]


@attrs.frozen
class PageTable:
    """A table. The first column names the row.

    `left`: the number of columns from the left whose text begins at the left edge.
    `folded`: whether a reader on a screen must open the table first.
    `printed`: whether a folded table is also on paper.
    `fill`: whether people write in the table.
    `wide`: whether a narrow screen leaves the table out.
    """

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    left: int = 1
    folded: bool = False
    printed: bool = False
    fill: bool = False
    wide: bool = False


@attrs.frozen
class Drawing:
    """A drawing as SVG text, which only the modules of figures may write.

    `wide`: whether only paper and a wide screen show the figure.
    `narrow`: whether only a narrow screen shows the figure.
    """

    svg: str
    wide: bool = False
    narrow: bool = False


@attrs.frozen
class Gallery:
    """Figures side by side."""

    figures: tuple[Drawing, ...]
    columns: int = 1


@attrs.frozen
class Subhead:
    """A heading within a part. `team`: the code of a team, whose sign stands before the text."""

    text: str
    team: str = ""


@attrs.frozen
class Paragraph:
    """A paragraph of plain text. `team`: the code of a team, whose sign stands before the text."""

    text: str
    strong: str = ""
    team: str = ""
    note: bool = False


@attrs.frozen
class LegendItem:
    """An entry of a legend: a sample of a fill or the sign of a team, and its meaning in words."""

    text: str
    swatch: str = ""
    team: str = ""


@attrs.frozen
class Legend:
    """The meanings of the signs and fills of a figure. `wide`: whether a narrow screen leaves the legend out."""

    items: tuple[LegendItem, ...]
    wide: bool = False


@attrs.frozen
class StoryEntry:
    """One turn of the story: its name, its days, and its sentences."""

    name: str
    days: str
    sentences: tuple[str, ...]
    anchor: str = ""


@attrs.frozen
class Story:
    """The story of the game by turn."""

    entries: tuple[StoryEntry, ...]


@attrs.frozen
class WriteIn:
    """A question with lines to write on."""

    question: str
    hint: str = ""


@attrs.frozen
class ShortColumn:
    """A column with a heading and a few short lines. A line may begin with a large number."""

    title: str
    lines: tuple[tuple[str, str], ...]
    tag: str = ""


@attrs.frozen
class Columns:
    """Short columns side by side."""

    columns: tuple[ShortColumn, ...]


@attrs.frozen
class ComparedOrder:
    """An order in a comparison of two lists. `mark`: `same`, `gone` (only in the old list) or `new`."""

    text: str
    mark: str = "same"


@attrs.frozen
class OrderComparison:
    """Two lists of orders side by side, and a table with the numbers that differ after the turn."""

    first_title: str
    first: tuple[ComparedOrder, ...]
    second_title: str
    second: tuple[ComparedOrder, ...]
    table: PageTable | None = None
    note: str = ""


Block = (
    PageTable
    | Drawing
    | Gallery
    | Subhead
    | Paragraph
    | Legend
    | Story
    | WriteIn
    | Columns
    | OrderComparison
)  # fmt: skip


def headed_lines(blocks: Iterable[Block], lines_of: Callable[[Block], Iterable[str]]) -> Iterator[str]:
    """Return the lines of blocks in a text without figures. A heading that has only figures below it is left out.

    `lines_of`: returns the lines of one block. A figure has no lines.
    """
    heading: list[str] = []
    for block in blocks:
        lines = list(lines_of(block))
        if isinstance(block, Subhead):
            heading = lines
        elif lines:
            yield from (*heading, *lines)
            heading = []


@attrs.frozen
class Command:
    """A command with which a reader can print the numbers of a part again.

    `prints`: the texts of these numbers in the output of the command.
    """

    text: str
    prints: tuple[str, ...] = ()


@attrs.frozen
class ReviewPart:
    """A part of a page: its question, the answer in sentences, and the blocks.

    `answer`: one to three sentences.
    `how`: an explanation of the figures.
    `foot`: the number of blocks before the explanation and the commands, or None if they stand after all blocks.
    `runs_on`: whether the part may begin in the middle of a printed page.
    """

    key: str
    name: str
    question: str
    answer: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    how: str = ""
    commands: tuple[Command, ...] = ()
    runs_on: bool = False
    foot: int | None = None


@attrs.frozen
class TeamSign:
    """The sign of a team.

    `label`: the name of the team.
    `shape`: the name of the shape.
    `fill`, `dark`: the colour on white paper and the colour on a dark screen, as `#rrggbb`.
    """

    code: str
    label: str
    shape: str
    fill: str
    dark: str


@attrs.frozen
class ReviewPage:
    """A whole page.

    `kicker`: the line above the title, which says who may read the page.
    `facts`: one line about the game that was played.
    `teams`: the seats with their players.
    `head`: the part before the first figure.
    `provenance`: pairs of names and values with which anyone can repeat the results.
    """

    title: str
    kicker: str
    facts: str
    teams: tuple[tuple[str, str], ...]
    head: ReviewPart
    parts: tuple[ReviewPart, ...]
    signs: tuple[TeamSign, ...] = ()
    provenance: str = ""
    lang: str = "en"
