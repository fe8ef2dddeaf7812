"""The commands of the screen on which a team plays its turn.

Must not know: the screen.
"""

from __future__ import annotations

from wargame.tui.commands import ALL, HELP, command
from wargame.tui.sheets import Sheet, opens

INBOX = command("i", opens(Sheet.INBOX), "Inbox", "injects that came to you, and what they ask")
ODDS = command(
    "percent_sign", opens(Sheet.ODDS), "Odds", "what may come of the marked order, or of all orders", footer=False
)
DEALS = command("d", opens(Sheet.DEALS), "Deals", "your tables: deals in force, open offers, possible offers")
COMMANDS = (
    command("o,colon", "order", "Order", "open the order line with the list of what is legal"),
    command("enter", "act", "Act here", "on a place or road: orders there; on an order: change it"),
    command("tab", "pane(1)", "Pane", "next pane: map, roads, orders"),
    command("shift+tab", "pane(-1)", "Pane back", "previous pane", footer=False),
    command("m", "map_style", "Map", "map style: shares, points, figures, roads"),
    INBOX,
    DEALS,
    command("v", opens(Sheet.VALUES), "Values", "the map as a table", footer=False),
    command("g", opens(Sheet.GO), "Go to", "go to a place or road by its first letters", footer=False),
    command("pagedown", "inspect(1)", "More below", "show more in the box on the right", footer=False),
    command("pageup", "inspect(-1)", "More above", "go back in the box on the right", footer=False),
    command("x", "remove", "Remove", "remove the marked order", footer=False),
    command("e", "edit", "Edit", "change the marked order", footer=False),
    command(
        "plus,equals_sign,right", "level(1)", "More", "more effort on the marked order", printed="+ →", footer=False
    ),
    command("minus,left", "level(-1)", "Less", "less effort on the marked order", printed="- ←", footer=False),
    command("asterisk", "main", "Main effort", "main effort on or off for the marked order", footer=False),
    command("u", "undo", "Undo", "undo the last change of the draft", footer=False),
    command("r", "repeat", "Repeat", "replace your orders by last turn's; answers and deals stay", footer=False),
    command("y", "copy", "Copy", "copy the draft as text", footer=False),
    command("w", "why", "Why", "why a number changed: its causes"),
    command("c", "commit", "Commit", "review and commit; again: withdraw the commit"),
    ODDS,
    command("t", opens(Sheet.REPORT), "Report", "the report of the last turn"),
    command("l", opens(Sheet.LOG), "Log", "the whole log", footer=False),
    command("s", opens(Sheet.SEATS), "Seats", "hand your seat to a bot, or take one that a bot plays", footer=False),
    HELP,
    ALL,
    command("", opens(Sheet.BRIEFING), "Briefing", "the briefing once more", footer=False),
    command("", "leave_tutorial", "Leave the tutorial", "no more hints", footer=False),
    command("", opens(Sheet.MENU), "Menu", "leave this game, which is saved, for the menu", footer=False),
    command("escape", "ground", "Back to the map", "back to the map; the typed text stays", footer=False),
)
