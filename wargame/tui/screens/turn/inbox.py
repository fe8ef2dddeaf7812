"""The inbox of a team: the injects that the team received, and their questions. The latest inject comes first.

Must not know: what an inject does, or any other team's injects.
"""

from __future__ import annotations

from typing import ClassVar

import attrs
from textual.binding import BindingType

from wargame.errors import WargameError
from wargame.model.rules.inject import ANSWER
from wargame.model.telling.letter import Letter, LetterChoice, answered, latest_first
from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, PLAIN, Line, cut, fold
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.seat_list import SeatList
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

COMMANDS = (
    command("escape,backspace,i", "back", "Back", BACK.meaning),
    command("enter", "act", "Choose", "write the marked choice into the draft"),
    HELP,
    ALL,
)


class InboxScreen(SeatList):
    """Injects with their choices. Enter on a choice writes this choice into the draft as the answer."""

    NAME, HEAD = "Inbox", "INBOX"
    PROSE = (
        "These injects came to your team. Some injects ask for a choice: mark one with the arrows and press Enter. "
        "The answer costs nothing. It stands in your draft, and you can change it until you commit. "
        "The list also says which choice counts if you do not answer.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen, seat_session)
        self.letters = seat_session.letters
        self.message = ""
        if seat_session.seat:
            seat_session.match.mark_read(seat_session.seat)

    def more_lines(self) -> tuple[Line, ...]:
        """Return the open question, or the effect of the last key."""
        due = sum(letter.due for letter in self.letters)
        owed = f"{due} to answer before you commit" if due else f"{len(self.letters)} came so far"
        return (((self.message or owed, BOLD if due or self.message else PLAIN),),)

    def rows(self, width: int) -> ListRows:
        """Return the injects. The latest inject comes first."""
        rows = [row for letter in latest_first(self.letters) for row in _letter_rows(letter, width)]
        return tuple(rows) or (ListRow((("No inject has come to you yet.", DIM),)),)

    def action_act(self) -> None:
        """Handle Enter while the list has no focus. Enter works as if the list had the focus."""
        self.list.action_act()

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Answer with the marked choice. Go back if no choice is marked."""
        inject, _, word = message.key.partition("|")
        if not word:
            self.action_back()
            return
        try:
            self.seat_session.match.add(self.seat_session.seat, f"{ANSWER} {inject} {word}")
            self.message = f"{inject} is answered: {word}. u on the map takes it back."
        except WargameError as refusal:
            self.message = str(refusal)
        read = {letter.inject: letter.unread for letter in self.letters}
        self.letters = tuple(_as_before(letter, read) for letter in self.seat_session.letters)
        self.renew(marked=message.key)


def _as_before(letter: Letter, unread: dict[str, bool]) -> Letter:
    """Return an inject with its mark from the opening of the inbox. The mark says whether an inject is new."""
    return attrs.evolve(letter, unread=unread.get(letter.inject, letter.unread))


def _letter_rows(letter: Letter, width: int) -> list[ListRow]:
    sender = f"{letter.sender} to {letter.to}" if letter.sender else f"to {letter.to}"
    new = "new " if letter.unread else ""
    mark = "! " if letter.due else "• " if letter.addressed else "  "
    head = f"{mark}T{letter.turn}  {letter.inject}  {letter.title}"
    room = width - 6 - len(new)
    rows = [
        ListRow(
            (
                (new, ALARM),
                (cut(head, room), ALARM if letter.due else BOLD),
                (f"   {cut(sender, max(0, room - len(head) - 3))}" if len(head) + 8 < room else "", DIM),
            ),
            bar=True,
        )
    ]
    if letter.content:
        rows += [ListRow(((f"   {text}", DIM),)) for text in fold(f"Content note: {letter.content}", width - 6)]
    rows += [ListRow(((f"   {text}", PLAIN),)) for text in fold(letter.text, width - 6)]
    for choice in letter.choices if letter.open else ():
        rows += _choice_rows(letter, choice, width)
    if letter.choices and not letter.open:
        rows.append(ListRow(((f"   {answered(letter)}", BOLD),)))
    rows.append(ListRow())
    return rows


def _choice_rows(letter: Letter, choice: LetterChoice, width: int) -> list[ListRow]:
    chosen = letter.answer == choice.word
    silent = "No answer means this." if not letter.answer and letter.otherwise == choice.word else ""
    said = " ".join(part for part in (_named(choice), choice.text, silent) if part)
    first, *more = fold(said, max(20, width - 22)) or [""]
    key = f"{letter.inject}|{choice.word}"
    rows = [
        ListRow(
            ((f"   {'(x)' if chosen else '( )'} {choice.word.ljust(12)} ", BOLD if chosen else PLAIN), (first, PLAIN)),
            key,
        )
    ]
    return rows + [ListRow(((" " * 20 + text, PLAIN),)) for text in more]


def _named(choice: LetterChoice) -> str:
    return f"{choice.label}." if choice.label != choice.word else ""
