"""The facilitator's screen, after all commits and before the teams read the turn: results, rulings, injects and notes.

Must not know: how a turn is resolved, or who plays.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from wargame.errors import WargameError
from wargame.game.match import Match
from wargame.game.telling.inject_trial import inject_state, trial_told
from wargame.game.wording.labels import capital
from wargame.game.wording.notes import note_line
from wargame.game.wording.rulings import trial_lines, typed_value, void_ruling_line
from wargame.model.match.events import LONGEST_REASON
from wargame.model.match.note import FACILITATOR, LONGEST_NOTE, Grade, Note
from wargame.model.match.ruling import Ruling
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import Inject
from wargame.model.telling.ruling_trial import TurnResult
from wargame.tui.commands import ALL, HELP, bindings, command
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, Line, cut_name, fold
from wargame.tui.drawing.headline import seat_name
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.after.inject import InjectScreen
from wargame.tui.screens.common.ask import AskScreen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

MOST_ROWS = 12  # numbers in the preview of a ruling
LONGEST_VALUE = 30
_NOBODY, _REASON, _ABOUT_ALL, _NO_GRADE, _DRAFTS = "nobody", "reason:", "the turn", "no grade", "drafts"

COMMANDS = (
    command("enter,O", "rule", "Rule", "another value for the marked die or number, with a preview"),
    command("I", "inject", "Injects", "all injects; try one on a copy of the turn, and give it"),
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

    class TeamsAsked(Message):
        """A message: an inject asks teams that had committed, so these teams must commit again."""

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
        for void in self.match.facilitator.rulings.void:
            told = void_ruling_line(self.match.scenario, void)
            made += [ListRow(((f" {part}", ALARM),)) for part in fold(told, width - 2)]
        for number, row in enumerate(self.results):
            before = f"{row.before} → " if row.before else ""
            rolled = f"   rolled {row.rolled}" if row.rolled else ""
            name = f" {cut_name(capital(row.name), column - 2).ljust(column)}"
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
        rulings, scenario = self.match.facilitator.rulings, self.match.scenario
        now = f"{capital(row.name)}: {row.value}{f', rolled {row.rolled}' if row.rolled else ''}."
        asked = f"Type the new value: {rulings.asked(row.target)}."

        def typed(text: str) -> Ruling:
            return rulings.ruling(row.target, typed_value(scenario, row.target, text), "preview")

        def answered(text: str | None) -> None:
            if text:
                self.preview(typed(text))

        self.app.push_screen(AskScreen(self.pen, "RULE: new value", [now, asked], LONGEST_VALUE, typed), answered)

    def preview(self, ruling: Ruling) -> None:
        """Show the effects of a ruling, and ask for the reason."""
        rulings = self.match.facilitator.rulings
        lines = trial_lines(self.match.scenario, rulings.trial(ruling), MOST_ROWS)
        asked = "Why? The save keeps the reason. Without a reason, the result stays as it is."

        def reason(why: str) -> Ruling:
            return rulings.ruling(ruling.target, ruling.ruled, why)

        def answered(why: str | None) -> None:
            if why:
                self.ask_readers(ruling, why)

        heading = "RULE: what changes"
        self.app.push_screen(AskScreen(self.pen, heading, [*lines, asked], LONGEST_REASON, reason), answered)

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

    # -- an inject ----------------------------------------------------------------------------------------------------

    def action_inject(self) -> None:
        """Show all injects. The page of the chosen inject says what it would do in this turn."""
        items = tuple(
            PickItem(each.id, f"{each.id} {each.title}", inject_state(each, turn), called=(each.id,))
            for each, turn in self.match.facilitator.injects()
        )

        def answered(key: str | None) -> None:
            if key:
                self.ask_choice(self.match.scenario.rules.injects[key])

        self.app.push_screen(PickScreen(self.pen, "INJECTS: choose one to try it", items), answered)

    def ask_choice(self, inject: Inject) -> None:
        """Ask with which answer of the teams an inject is tried, if the inject asks a question."""
        if not inject.choices:
            self.show_inject(inject)
            return
        silence = f"or {inject.otherwise} without an answer" if inject.otherwise else ""
        items = [PickItem(_DRAFTS, "The answers in the drafts", silence)]
        items += [
            PickItem(each.name, each.label or each.name, "every asked team answers this") for each in inject.choices
        ]

        def answered(key: str | None) -> None:
            if key:
                self.show_inject(inject, "" if key == _DRAFTS else key)

        self.app.push_screen(
            PickScreen(self.pen, f"INJECT {inject.id}: try it with which answer?", tuple(items)), answered
        )

    def show_inject(self, inject: Inject, choice: str = "") -> None:
        """Show the page of an inject. Record the inject if the facilitator wants it."""
        facilitator = self.match.facilitator
        turn = next(turn for each, turn in facilitator.injects() if each is inject)
        state = f"{inject.id} came in turn {turn}." if turn else facilitator.effects_of_giving(inject.id)
        told = trial_told(self.match.scenario, facilitator.trial(inject.id, choice))

        def answered(gives: bool | None) -> None:
            if gives:
                self.give(inject.id)

        self.app.push_screen(InjectScreen(self.pen, inject.id, told, state, waits=not turn), answered)

    def give(self, inject: str) -> None:
        """Record an inject. Show the new results, or let the asked teams commit again."""
        told = self.match.facilitator.give(inject)
        if not self.match.ready:
            self.tell(self.TeamsAsked())
            return
        self.results = self.match.facilitator.rulings.results()
        self.renew()
        self.app.notify(told, markup=False)

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
                lines = ["Type the note. No team reads it."]
                asked = AskScreen(self.pen, "NOTE", lines, LONGEST_NOTE, lambda text: self.write(made(grade, text)))
                self.app.push_screen(asked, lambda text: bare(grade, text or ""))

        def made(grade: Grade | None, text: str) -> Note:
            return Note(note.about, note.author, " ".join(text.split()), grade, seat, inject)

        def bare(grade: Grade | None, text: str) -> None:
            if not text and grade is not None:  # a grade needs no text
                self.write(made(grade, ""))

        self.app.push_screen(PickScreen(self.pen, "NOTE: grade", tuple(items)), graded)

    def write(self, note: Note) -> None:
        """Write a note to the save. Raises UsageError for an impossible note."""
        self.match.facilitator.note(note)
        self.app.notify(f"Written: {note_line(self.match.scenario, note)}", markup=False)

    def refuse(self, refusal: WargameError) -> None:
        """Show why something is impossible. Nothing has changed."""
        self.app.notify(str(refusal), severity="error", markup=False)
