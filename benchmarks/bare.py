"""A small Textual application with one label and one input line.

This application is the baseline for the cost of a terminal program.

Must not know: the game.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class BareApp(App[None]):
    """An application that shows a word and accepts keys."""

    def compose(self) -> ComposeResult:
        yield Static("BARE-READY")
        yield Input()


if __name__ == "__main__":
    BareApp().run()
