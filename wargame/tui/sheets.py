"""The names of all sheets, and the message that asks for a sheet. A sheet is a screen that lies over the turn.

Must not know: the screens. The match controller opens the screens.
"""

from __future__ import annotations

from enum import StrEnum

from textual.message import Message


class Sheet(StrEnum):
    """The names of the sheets that can lie over the turn."""

    REVIEW = "review"
    ODDS = "odds"
    REPORT = "report"
    LOG = "log"
    INBOX = "inbox"
    DEALS = "deals"
    VALUES = "values"
    BRIEFING = "briefing"
    WHY = "why"
    GO = "go"
    SEATS = "seats"
    MENU = "menu"


class SheetWanted(Message):
    """A message: the person wants a sheet over the turn."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def opens(sheet: Sheet) -> str:
    """Return the name of the action that opens a sheet. Screens bind a key to this action."""
    return f"open('{sheet}')"
