"""The blocks of a page: text, tables, figures, and lines to fill in. Each form of a page writes all of them.

Must not know: the game, or how a block is written.
"""

from __future__ import annotations

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
    `printed`: whether a folded table is on paper too.
    `fill`: whether people write in the table.
    `wide`: whether the table hides on a narrow screen.
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

    `wide`, `narrow`: whether only a wide screen and paper, or only a narrow screen, shows the figure.
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
    """An entry of a legend: the class of its swatch or the code of its team, and its words."""

    text: str
    swatch: str = ""
    team: str = ""


@attrs.frozen
class Legend:
    """What the signs and fills of a figure mean. `wide`: whether a narrow screen leaves the legend out."""

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
    """An order in a comparison: `mark` is `same`, `gone` or `new`."""

    text: str
    mark: str = "same"


@attrs.frozen
class OrderComparison:
    """Two lists of orders side by side, and a table of what differs after the turn."""

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


@attrs.frozen
class Command:
    """A command that prints numbers of a part again.

    `prints`: texts with these numbers, as the command prints them.
    """

    text: str
    prints: tuple[str, ...] = ()


@attrs.frozen
class ReviewPart:
    """A part of a page: its question, the answer in sentences, and the blocks.

    `answer`: one to three sentences.
    `how`: how the figures are read.
    `runs_on`: whether the part may begin in the middle of a printed page.
    """

    number: int
    key: str
    name: str
    question: str
    answer: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    how: str = ""
    commands: tuple[Command, ...] = ()
    runs_on: bool = False


@attrs.frozen
class TeamSign:
    """The sign of a team.

    `label`: the name of the team.
    `shape`: the name of the shape.
    `fill`, `dark`: the hue on white paper and on a dark screen, as `#rrggbb`.
    """

    code: str
    label: str
    shape: str
    fill: str
    dark: str


@attrs.frozen
class ReviewPage:
    """A whole page.

    `kicker`: one line above the title: who may read the page.
    `facts`: what was played, in one line. `teams`: the seats with their players.
    `head`: the part before the first figure.
    `provenance`: pairs of names and values, for repetition.
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
