"""A new game: the choice of the scenario, its length, and the players of its seats.

Must not know: how a game is opened. This screen returns the choices.
"""

from __future__ import annotations

from typing import ClassVar

import attrs
from textual.binding import BindingType

from wargame.model.scenario.seat import HUMAN, RANDOM, USUAL
from wargame.store.setup import PlaySetup
from wargame.tui.catalogue import Catalogue, ScenarioSummary
from wargame.tui.commands import ALL, HELP, KeyCommand, bindings, command
from wargame.tui.drawing.canvas import BOLD, DIM, KEY, PLAIN, Line, cut, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

RULES = "rules"  # the value for a seat without a player that the rules play
SAID = {HUMAN: "a person", RULES: "its rules alone"}

SCENARIO_COMMANDS = (
    command("enter", "act", "Choose", "choose the marked scenario"),
    command("escape,backspace", "back", "Back", "back to the menu"),
    HELP,
    ALL,
)
START = command("enter", "act", "Start", "start the game; on a line: change it")
SEAT_COMMANDS = (
    START,
    command("left,minus", "change(-1)", "Values", "the value before", printed="←→"),
    command("right,plus,space", "change(1)", "Next", "the next value", footer=False),
    command("escape,backspace", "back", "Back", "back to the scenarios"),
    HELP,
    ALL,
)


class ScenarioScreen(ListScreen[str]):
    """The list of scenarios. The result is the name of a scenario, or an empty text if nothing was chosen."""

    NAME = "New game"
    KEYS = SCENARIO_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, catalogue: Catalogue) -> None:
        super().__init__(pen)
        self.catalogue = catalogue

    def top(self) -> tuple[Line, ...]:
        """Return the question."""
        return (("NEW GAME │ which scenario?", BOLD),), ()

    def rows(self, width: int) -> ListRows:
        """Return the scenarios, and the situation of the marked scenario."""
        rows: list[ListRow] = []
        name = min(34, max((len(summary.title) for summary in self.catalogue.scenarios), default=0) + 2)
        for summary in self.catalogue.scenarios:
            seats = " · ".join(team for _, team, npc in summary.seats if not npc)
            lengths = "/".join(str(turns) for turns, _ in summary.lengths)
            rows.append(
                ListRow(
                    (
                        (f" {cut(summary.title, name - 2).ljust(name)}", BOLD),
                        (f"{lengths} turns".ljust(14), DIM),
                        (cut(seats, max(0, width - name - 18)), PLAIN),
                    ),
                    summary.name,
                )
            )
        scenarios = self.catalogue.scenarios
        # No scenario is marked before the first drawing. The first drawing marks the first scenario.
        marked = next(
            (summary for summary in scenarios if summary.name == self.list.marked), scenarios[0] if scenarios else None
        )
        if marked is not None:
            rows.append(ListRow())
            teams = " · ".join(team for _, team, npc in marked.seats if not npc)
            for text in (teams, marked.situation, marked.note):
                rows += [ListRow(((f" {line}", PLAIN),)) for line in fold(text, min(100, width - 4))]
                rows.append(ListRow())
        return tuple(rows)

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Choose on Enter or a click."""
        self.put_away(message.key)

    def action_act(self) -> None:
        """Choose the marked scenario."""
        self.list.action_act()

    def action_back(self) -> None:
        """Close the list without a choice."""
        self.put_away("")


class SeatsScreen(ListScreen[PlaySetup | None]):
    """The seats and the length. The result is the setup, or None if the person goes back."""

    NAME = "Who plays"
    PROSE = ("Several people can share one keyboard; the screen is hidden between them. Bots play the other seats.",)
    KEYS = SEAT_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, summary: ScenarioSummary) -> None:
        super().__init__(pen)
        self.summary = summary
        self.length = 0
        first = next((seat for seat, _, npc in summary.seats if not npc), "")
        self.players = {seat: HUMAN if seat == first else RULES if npc else USUAL for seat, _, npc in summary.seats}

    def top(self) -> tuple[Line, ...]:
        """Return the name of the scenario."""
        return ((f"NEW GAME │ {self.summary.title} │ who plays what?", BOLD),), ()

    def commands_now(self) -> tuple[KeyCommand, ...]:
        """Return the commands. The word for Enter depends on the marked line."""
        word = START.word if self.list.marked in ("", "start") else "Change"
        return tuple(attrs.evolve(each, word=word) if each is START else each for each in self.KEYS)

    def on_list_pane_marked(self) -> None:
        """Show in the footer what Enter does on the marked line."""
        self.renew_footer()

    def rows(self, width: int) -> ListRows:
        """Return a line for the start, a line for the length, and a line for each seat."""
        rows: list[ListRow] = [ListRow(), ListRow(((" Start the game", BOLD),), "start"), ListRow()]
        if self.summary.lengths:
            turns, name = self.summary.lengths[self.length]
            rows.append(
                ListRow(
                    (
                        (" Length".ljust(30), PLAIN),
                        (f"‹ {turns} turns, {name} ›" if name else f"‹ {turns} turns ›", KEY),
                    ),
                    "length",
                )
            )
        for seat, team, _ in self.summary.seats:
            rows.append(
                ListRow(
                    (
                        (f" {cut(team, 27)}".ljust(30), PLAIN),
                        (f"‹ {SAID.get(self.players[seat], f'{self.players[seat]} bot')} ›", KEY),
                    ),
                    seat,
                )
            )
        people = sum(player == HUMAN for player in self.players.values())
        told = (
            "One person plays."
            if people == 1
            else f"{people} people share this keyboard; the screen is hidden between them."
            if people
            else "Bots play every seat. No person is asked."
        )
        rows += [ListRow(), ListRow(((f" {told}", DIM),))]
        return tuple(rows)

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Start the game, or change the marked line, on Enter."""
        if message.key == "start":
            lengths = self.summary.lengths
            seats = {seat: player for seat, player in self.players.items() if player != RULES}
            turns = lengths[self.length][0] if lengths else None
            self.put_away(PlaySetup(scenario=self.summary.name, seats=seats, turns=turns))
        else:
            self.action_change(1)

    def action_act(self) -> None:
        """Start the game or change the marked line."""
        self.list.action_act()

    def action_change(self, step: int) -> None:
        """Set another value on the marked line."""
        key = self.list.marked
        if key == "length":
            self.length = (self.length + step) % len(self.summary.lengths)
        elif key in self.players:
            npc = next(npc for seat, _, npc in self.summary.seats if seat == key)
            kinds = [HUMAN, *sorted(self.summary.bots.get(key, ()), key=RANDOM.__eq__), *([RULES] if npc else [])]
            self.players[key] = kinds[(kinds.index(self.players[key]) + step) % len(kinds)]
        self.renew()

    def action_back(self) -> None:
        """Return to the scenarios."""
        self.put_away(None)
