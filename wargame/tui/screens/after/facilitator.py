"""The facilitator's screen, after all commits and before the teams read the turn: results, rulings and notes.

Must not know: how a turn is resolved, or who plays.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from wargame.errors import WargameError
from wargame.game.match import Match
from wargame.game.wording.notes import note_line
from wargame.game.wording.rulings import trial_lines, typed_value
from wargame.model.match.events import LONGEST_REASON
from wargame.model.match.note import FACILITATOR, LONGEST_NOTE, Grade, Note
from wargame.model.match.ruling import Ruling
from wargame.model.rules.action import EVERYONE
from wargame.model.telling.ruling_trial import TurnResult
from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, Line, cut_name
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.ask import AskScreen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

MOST_ROWS = 12  # numbers in the preview of a ruling
LONGEST_VALUE = 30
_NOBODY, _REASON, _ABOUT_ALL, _NO_GRADE = "nobody", "reason:", "the turn", "no grade"

COMMANDS = (
    command("enter,O", "rule", "Rule", "another value for the marked die or number, with a preview"),
    command("n", "note", "Note", "write a note about this turn"),
    command("A", "publish", "Publish", "let the teams read the turn"),
    command("escape", "back", "Menu", "leave the game; everything is saved already"),
    HELP,
    ALL,
)


class FacilitatorScreen(ListScreen[None]):
    """The results of the present turn. No team has read these results."""

    NAME = "Facilitator"
    PROSE = ("This screen shows the truth. Teams look away.",)
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    HEARS_EARLY_KEYS = False  # a team may have typed these keys

    class Published(Message):
        """A message: the teams may read the turn."""

    class Left(Message):
        """A message: the facilitator leaves the game for the menu."""

    def __init__(self, pen: Pen, match: Match) -> None:
        super().__init__(pen)
        self.match = match
        self.results: tuple[TurnResult, ...] = ()

    def on_mount(self) -> None:
        """Compute the results and show them."""
        self.results = self.match.facilitator.rulings.results()
        super().on_mount()

    def top(self) -> tuple[Line, ...]:
        """Return the title and the number of rulings."""
        made = len(self.match.facilitator.rulings.made)
        rulings = "all results are as rolled" if not made else f"{made} ruling{'s' if made > 1 else ''}"
        turn = f"FACILITATOR: turn {self.match.turn} of {self.match.length}, before the teams read it"
        return ((turn, BOLD),), ((f"The truth: teams look away. {rulings[:1].upper()}{rulings[1:]}.", DIM),)

    def rows(self, width: int) -> ListRows:
        """Return one line for each headline and each die. A ruled value is marked."""
        column = max(20, width - 40)
        made: list[ListRow] = []
        for number, row in enumerate(self.results):
            before = f"{row.before} → " if row.before else ""
            rolled = f"   rolled {row.rolled}" if row.rolled else ""
            name = f" {cut_name(row.label, column - 2).ljust(column)}"
            line = ((name, PLAIN), (before, DIM), (row.value, BOLD if row.rolled else PLAIN), (rolled, ALARM))
            made.append(ListRow(line, str(number)))
        return tuple(made)

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Begin a ruling on the chosen line after Enter or a click."""
        self.ask_value(self.results[int(message.key)])

    def action_rule(self) -> None:
        """Begin a ruling on the marked line."""
        self.list.action_act()

    def action_publish(self) -> None:
        """Let the teams read the turn."""
        self.tell(self.Published())

    def action_back(self) -> None:
        """Leave the game for the menu."""
        self.tell(self.Left())

    # -- a ruling -----------------------------------------------------------------------------------------------------

    def ask_value(self, row: TurnResult) -> None:
        """Ask for the new value of a line."""
        now = [f"{row.label}: {row.value}{f', rolled {row.rolled}' if row.rolled else ''}.", "Type the new value."]

        def answered(text: str | None) -> None:
            if text:
                self.preview(row, text)

        self.app.push_screen(AskScreen(self.pen, "RULE: new value", now, LONGEST_VALUE), answered)

    def preview(self, row: TurnResult, text: str) -> None:
        """Show the effects of a ruling, and ask for the reason."""
        rulings = self.match.facilitator.rulings
        try:
            ruling = rulings.ruling(row.target, typed_value(self.match.scenario, row.target, text), "preview")
            lines = trial_lines(self.match.scenario, rulings.trial(ruling), MOST_ROWS)
        except WargameError as refusal:
            self.refuse(refusal)
            return
        asked = "Why? The save keeps the reason. Without a reason, the result stays as it is."

        def answered(why: str | None) -> None:
            if why:
                self.ask_readers(ruling, why)

        self.app.push_screen(AskScreen(self.pen, "RULE: what changes", [*lines, asked], LONGEST_REASON), answered)

    def ask_readers(self, ruling: Ruling, why: str) -> None:
        """Ask who reads that there is a ruling. Then make the ruling."""
        items = [PickItem(_NOBODY, "Nobody", "teams read the result only")]
        for seat in (EVERYONE, *self.match.seats):
            name = "Everyone" if seat == EVERYONE else seat_name(self.match.scenario, seat)
            items.append(PickItem(seat, name, "reads that there is a ruling"))
            items.append(PickItem(f"{_REASON}{seat}", f"{name}, with the reason", "reads the reason too"))

        def answered(key: str | None) -> None:
            if not key:
                return
            seen_by = () if key == _NOBODY else (key.removeprefix(_REASON),)
            rulings = self.match.facilitator.rulings
            try:
                rulings.rule(
                    rulings.ruling(ruling.target, ruling.ruled, why, seen_by, reason_seen=key.startswith(_REASON))
                )
            except WargameError as refusal:
                self.refuse(refusal)
                return
            self.results = rulings.results()
            self.renew()

        self.app.push_screen(PickScreen(self.pen, "RULE: who reads that there is a ruling", tuple(items)), answered)

    # -- a note -------------------------------------------------------------------------------------------------------

    def action_note(self) -> None:
        """Ask what a note is about, then for its grade and its text."""
        scenario = self.match.scenario
        items = [PickItem(_ABOUT_ALL, "The turn", "as a whole")]
        items += [PickItem(f"seat:{seat}", seat_name(scenario, seat), "a team") for seat in self.match.seats]
        items += [PickItem(f"inject:{each.id}", each.id, each.title) for each in scenario.rules.injects.values()]

        def answered(key: str | None) -> None:
            if key:
                kind, _, name = key.partition(":")
                note = Note(self.match.turn, FACILITATOR, "")
                self.ask_grade(note, name if kind == "seat" else "", name if kind == "inject" else "")

        self.app.push_screen(PickScreen(self.pen, "NOTE: what is it about?", tuple(items)), answered)

    def ask_grade(self, note: Note, seat: str, inject: str) -> None:
        """Ask for the grade of a note, then for its text. Then write the note."""
        items = [PickItem(_NO_GRADE, "No grade", "a note only")]
        items += [PickItem(grade.value, f"{grade.letter} {grade.value}", grade.words) for grade in Grade]

        def graded(key: str | None) -> None:
            if key:
                grade = None if key == _NO_GRADE else Grade(key)
                asked = AskScreen(self.pen, "NOTE", ["Type the note. No team reads it."], LONGEST_NOTE)
                self.app.push_screen(asked, lambda text: written(grade, text or ""))

        def written(grade: Grade | None, text: str) -> None:
            if not text and grade is None:
                return
            made = Note(note.about, note.author, " ".join(text.split()), grade, seat, inject)
            try:
                self.match.facilitator.note(made)
            except WargameError as refusal:
                self.refuse(refusal)
                return
            self.app.notify(f"Written: {note_line(self.match.scenario, made)}", markup=False)

        self.app.push_screen(PickScreen(self.pen, "NOTE: grade", tuple(items)), graded)

    def refuse(self, refusal: WargameError) -> None:
        """Show why something is impossible. Nothing has changed."""
        self.app.notify(str(refusal), severity="error", markup=False)
