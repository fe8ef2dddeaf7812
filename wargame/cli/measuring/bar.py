"""A progress bar on stderr for commands that take long.

Must not know: what the work is for.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from rich.progress import Progress

BUILDING = "Building"  # the program reads and compiles the rules


@attrs.frozen
class Work:
    """A kind of work in words: what the program does, and the plural of the things that the bar counts."""

    doing: str
    counted: str


GAMES = Work("Playing", "games")
TURNS = Work("Playing", "turns")
REPLAYS = Work("Playing", "rollouts")
PLANS = Work("Trying other orders", "turns")
POINTS = Work("Testing causes and other orders", "turns")
DECISIONS = Work("Judging by knowledge", "decisions")
CAUSES = Work("Testing causes", "terms")
TABLES = Work("Writing", "tables")
SHEETS = Work("Writing", "sheets")


class Bar:
    """A progress bar on stderr. Nothing is printed if stderr is not a terminal.

    The library that draws the bar is loaded only for a terminal.
    """

    def __init__(self, total: int, work: Work = GAMES) -> None:
        self.progress: Progress | None = None
        self._work = work
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            counted = TextColumn("{task.fields[counted]}")
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), counted)
            console = Console(stderr=True)
            self.progress = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
            self.task = self.progress.add_task(BUILDING, total=total, counted=work.counted)

    def __enter__(self) -> Bar:
        if self.progress is not None:
            self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress is not None:
            self.progress.stop()

    def begin(self, work: Work) -> None:
        """Begin work of another kind. The bar starts again from nothing."""
        self._work = work
        if self.progress is not None:
            self.progress.reset(self.task, total=None, description=work.doing, counted=work.counted)

    def show(self, done: int, of: int) -> None:
        """Show how much is finished. `done`: the number of finished things. `of`: the number of all things.

        The bar has another text before the first call. This text says that the program reads and compiles the rules.
        """
        if self.progress is not None:
            self.progress.update(self.task, description=self._work.doing, completed=done, total=of)
