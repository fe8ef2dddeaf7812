"""A progress bar on stderr for commands that play many games.

Must not know: which games are played.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

BUILDING, PLAYING = "Building", "Playing "


class Bar:
    """A progress bar on stderr. Nothing is printed if stderr is not a terminal. `what`: the plural of what is counted.

    The library that draws the bar is loaded only for a terminal.
    """

    def __init__(self, games: int, what: str = "games") -> None:
        self.progress: Progress | None = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(what))
            console = Console(stderr=True)
            self.progress = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
            self.task = self.progress.add_task(BUILDING, total=games)

    def __enter__(self) -> Bar:
        if self.progress is not None:
            self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress is not None:
            self.progress.stop()

    def show(self, done: int, of: int) -> None:
        """Show how many games are finished: `done` of `of`.

        The bar has another text before the first call. This text says that the program reads and compiles the rules.
        """
        if self.progress is not None:
            self.progress.update(self.task, description=PLAYING, completed=done, total=of)
