"""The tables of a team: deals in force, offers, possible offers, and messages.

Must not know: the tables as other teams see them, or how worth is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType

from wargame.errors import WargameError
from wargame.game.deals.wording import (
    faith_text,
    given,
    offer_head,
    offer_told,
    refuse_told,
    renounce_told,
    sign_told,
    stands_head,
    worth,
)
from wargame.game.wording.number import WRITTEN
from wargame.model.rules.deal import OFFER, REFUSE, RENOUNCE, SIGN
from wargame.model.telling.table_view import Offer, Promise, TableView
from wargame.tui.commands import ALL, BACK, HELP, bindings, command
from wargame.tui.drawing.canvas import ALARM, BOLD, DIM, KEY, PLAIN, Line, cut, fold
from wargame.tui.drawing.headline import seat_name, turn_line
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen
from wargame.tui.screens.common.preview import PreviewScreen
from wargame.tui.seat_session import SeatSession
from wargame.tui.widgets.list_pane import ListPane, ListRow, ListRows

COMMANDS = (
    command("escape,backspace,d", "back", "Back", BACK.meaning),
    command("enter", "act", "Act", "offer, sign or renounce what is marked: first what it means, then Enter"),
    command("S", "reply('sign')", "Sign", "sign the other party's offer at the marked table"),
    command("N", "reply('refuse')", "Refuse", "refuse the other party's offer at the marked table"),
    command("o", "order", "Own terms", "write terms of your own for the marked table in the order line"),
    HELP,
    ALL,
)


class DealsScreen(ListScreen[str]):
    """Tables with deals and offers. The result is the beginning of an order. The person then adds the terms."""

    NAME = "Deals"
    PROSE = (
        "A deal is made at a table between two parties. One party offers. The other party signs in the same turn or "
        "the next. The deal binds both parties from that turn on. To offer, sign, refuse or leave costs no action "
        "points. You can undo it in your draft until you commit.",
        "Mark a line with the arrows and press Enter. Enter offers a ready deal, signs an offer, and renounces a deal "
        "in force. You see the order before it is written. o begins terms of your own, as in  offer TABLE: CLAUSE "
        "TARGET AMOUNT; 3 turns, secret . The worth of a deal is an estimate in points of your score. A promise to "
        "you counts less if you trust the other side less. The other side sees its own worth.",
    )
    KEYS = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, pen: Pen, seat_session: SeatSession) -> None:
        super().__init__(pen)
        self.seat_session = seat_session
        self.message = ""
        self.talks = seat_session.talks

    def top(self) -> tuple[Line, ...]:
        """Return two lines: the turn with the team, and the waiting offers or the effect of the last key."""
        waiting = len(self.seat_session.waiting_deals) if self.seat_session.seat else 0
        owed = f"{waiting} deal{' waits' if waiting == 1 else 's wait'} for you" if waiting else "No deal waits for you"
        where = turn_line(self.seat_session.scenario, self.seat_session.view, None, self.size.width, "DEALS")
        return where, ((self.message or owed, BOLD if waiting or self.message else PLAIN),)

    def rows(self, width: int) -> ListRows:
        """Return the team's own tables, and below them the other tables that the team knows."""
        rows: list[ListRow] = []
        for talk in (*(t for t in self.talks if t.own), *(t for t in self.talks if not t.own)):
            rows += TableRows(self.seat_session, talk, width).all()
        return tuple(rows) or (ListRow((("Nobody deals here.", DIM),)),)

    # -- acting -------------------------------------------------------------------------------------------------------

    @property
    def marked(self) -> tuple[str, str]:
        """Return the two parts of the marked line's key: its sort (`lies` means an offer), and the rest of the key.

        The rest begins with the table. Both texts are empty if no line is marked.
        """
        kind, _, rest = self.list.marked.partition("|")
        return kind, rest

    def talk_of(self, rest: str) -> TableView | None:
        """Return the table of a line. `rest`: the second part of the line's key."""
        name = rest.partition("|")[0]
        return next((talk for talk in self.talks if talk.table == name), None)

    def action_act(self) -> None:
        """Handle Enter while the list has no focus. Enter then has its effect in the list."""
        self.list.action_act()

    def on_list_pane_acted(self, message: ListPane.Acted) -> None:
        """Show the meaning of the marked line. Go back if no line is marked."""
        kind, _, rest = message.key.partition("|")
        talk = self.talk_of(rest)
        if talk is None:
            self.action_back()
        elif kind == "stands" and talk.stands is not None:
            told = renounce_told(self.seat_session.scenario, talk, talk.stands, self.seat_session.seat)
            self.preview("RENOUNCE", f"{RENOUNCE} {talk.table}", told)
        elif kind == "lies":
            self.action_reply(SIGN)
        elif kind == "ready":
            line = rest.partition("|")[2]
            offer = next(offer for offer in talk.ready if offer.line == line)
            self.preview("OFFER", line, offer_told(self.seat_session.scenario, talk, offer, self.seat_session.seat))
        elif kind == "own":
            self.action_order()

    def action_reply(self, act: str) -> None:
        """Sign or refuse the offer at the marked table. Answer the first waiting offer if this table has no offer."""
        _, rest = self.marked
        here = [talk for talk in self.talks if talk.table == rest.partition("|")[0]]
        for talk in (*here, *self.talks):
            offer = (
                next((o for o in talk.before(self.seat_session.seat) if o.signable), None)
                if self.seat_session.seat
                else None
            )
            if offer is not None:
                self.show_reply(act, talk, offer)
                return
        self.say("No offer waits for you.")

    def show_reply(self, act: str, talk: TableView, offer: Offer) -> None:
        """Show the meaning of a reply."""
        scenario, seat = self.seat_session.scenario, self.seat_session.seat
        if act == SIGN:
            self.preview("SIGN", f"{SIGN} {talk.table}", sign_told(scenario, talk, offer, seat))
        else:
            self.preview("REFUSE", f"{REFUSE} {talk.table}", refuse_told(scenario, offer, seat))

    def preview(self, heading: str, order: str, told: tuple[str, ...]) -> None:
        """Show the meaning of an order before it is written. Enter on that screen writes the order."""
        if self.seat_session.draft.committed:
            self.say("Your orders are committed; press c on the map to withdraw the commit first.")
            return
        self.app.push_screen(PreviewScreen(self.pen, heading, order, told), self.write)

    def write(self, order: str | None) -> None:
        """Write an order into the draft if the person accepted the order. Show the reason if the order is refused."""
        if not order:
            return
        try:
            self.seat_session.match.add(self.seat_session.seat, order)
            self.say(f"In your draft: {order}. u on the map takes it back.")
        except WargameError as refusal:
            self.say(str(refusal))
        self.talks = self.seat_session.talks
        self.renew()

    def action_order(self) -> None:
        """Open the order line for terms.

        The terms are for the marked table. The terms are for the first open table if no table is marked.
        """
        _, rest = self.marked
        talk = self.talk_of(rest)
        found = talk if talk is not None and talk.open else next((t for t in self.talks if t.open), None)
        if found is None or not self.seat_session.seat:
            self.say("No table is open to you.")
        else:
            self.put_away(f"{OFFER} {found.table}: ")

    def say(self, message: str) -> None:
        """Show a sentence in the second top line."""
        self.message = message
        self.renew()


class TableRows:
    """The lines of one table. `to_read`: whether to leave out the lines with the keys for signing and refusing."""

    def __init__(self, seat_session: SeatSession, talk: TableView, width: int, to_read: bool = False) -> None:
        self.seat_session, self.talk, self.width, self.to_read = seat_session, talk, width, to_read
        self.scenario, self.seat = seat_session.scenario, seat_session.seat

    def all(self) -> Iterator[ListRow]:
        """Return the head, deal, offers, possible offers and messages of the table.

        A table without deal, offers and messages has no lines.
        """
        talk = self.talk
        if self.seat and not talk.own and talk.stands is None and not talk.said:
            return
        yield self._head()
        yield from self._stands()
        for offer in talk.offers:
            yield from self._offer(offer)
        yield from self._ready()
        yield from self._clauses()
        yield from self._said()
        yield ListRow()

    def _head(self) -> ListRow:
        talk = self.talk
        parts = []
        if talk.own:
            parts.append("open" if talk.open else "closed")
            if talk.faith is not None:
                parts.append(faith_text(talk.faith))
        state = ", ".join(parts)
        room = self.width - len(state) - 4
        code = f"  ({talk.table})"  # the code is never cut, because orders need it
        name = cut(talk.label, room - len(code)) + code
        return ListRow(((name.ljust(room), BOLD), (f"  {state}", DIM)), bar=True)

    def _stands(self) -> Iterator[ListRow]:
        stands = self.talk.stands
        if stands is None:
            return
        key = f"stands|{self.talk.table}" if self.talk.own else ""
        value = f"≈ {WRITTEN.worth(stands.worth)} a turn" if stands.worth is not None else ""
        yield self._line("IN FORCE ", stands_head(stands, "T"), value, BOLD, key)
        yield from self._promises(stands.promises)

    def _offer(self, offer: Offer) -> Iterator[ListRow]:
        mine = offer.by == self.seat
        mark = "! OFFER  " if offer.signable else "YOU OFFER" if mine else "OFFER    "
        key = f"lies|{self.talk.table}" if offer.signable else ""
        ink = ALARM if offer.signable else BOLD
        yield self._line(mark, offer_head(self.scenario, offer, self.seat), worth(offer.worth), ink, key)
        yield from self._promises(offer.promises)
        yield from self._prose(self._state(offer, mine))
        if offer.signable and not self.to_read:
            yield ListRow((("     ", PLAIN), ("S", KEY), (" Sign   ", PLAIN), ("N", KEY), (" Refuse", PLAIN)))

    def _state(self, offer: Offer, mine: bool) -> str:
        if offer.signable:
            answer = next((o for o in self._replies() if o), "")
            if answer:
                return f"Your draft answers: {answer}."
            stays = "The offer is still a draft and can change." if offer.drafted else "The offer is open this turn."
            return f"{offer.text} {stays}".strip()
        if not self.seat:
            return "In a draft." if offer.drafted else f"Since turn {offer.turn}."
        if mine:
            return "In your draft." if offer.drafted else f"It waits for {seat_name(self.scenario, offer.to)}."
        return "In a draft; you can sign it next turn, if you do not sign the open offer now."

    def _replies(self) -> Iterator[str]:
        for line in self.seat_session.draft.lines:
            if line.order.action in (SIGN, REFUSE) and line.order.targets == (self.talk.table,):
                yield line.order.text

    def _ready(self) -> Iterator[ListRow]:
        if self.talk.ready:
            yield ListRow((("  Ready to offer", DIM),))
        for offer in self.talk.ready:
            head = offer_head(self.scenario, offer, self.seat)
            yield self._line(" ", head, worth(offer.worth), PLAIN, f"ready|{self.talk.table}|{offer.line}")
            yield from self._promises(offer.promises, DIM)
        if self.talk.open and self.talk.clauses:
            example = f"{OFFER} {self.talk.table}: {self.talk.clauses[0].clause} …"
            yield ListRow(
                (("  Terms of your own", PLAIN), ("   o", KEY), (f"  writes  {example}", DIM)),
                f"own|{self.talk.table}",
            )

    def _clauses(self) -> Iterator[ListRow]:
        if not self.talk.open:
            return
        longest = max((len(speech.clause) for speech in self.talk.clauses), default=0)
        for speech in self.talk.clauses:
            by = "both" if len(speech.by) > 1 else "you" if speech.by[0] == self.seat else "they"
            told = [
                f"{by} give{'s' * (by == '')}",
                speech.label,
                speech.amounts,
                f"about {speech.about}" * bool(speech.about),
            ]
            text = "; ".join(part for part in told if part)
            value = f" ≈ {speech.worth}" if speech.worth else ""
            room = self.width - longest - len(value) - 9
            yield ListRow(
                ((f"     {speech.clause.ljust(longest)}  ", PLAIN), (cut(text, room).ljust(room), DIM), (value, DIM))
            )

    def _said(self) -> Iterator[ListRow]:
        for said in reversed(self.talk.said):
            first, *more = fold(said.text, self.width - 10)
            yield ListRow(((f"  T{said.turn}".ljust(7), DIM), (first, PLAIN)))
            yield from (ListRow(((" " * 7 + text, PLAIN),)) for text in more)

    def _line(self, mark: str, text: str, value: str, ink: str, key: str) -> ListRow:
        room = self.width - len(mark) - len(value) - 6
        return ListRow(((f"  {mark} ", ink), (cut(text, room).ljust(room), ink), (f" {value}", PLAIN)), key)

    def _promises(self, promises: tuple[Promise, ...], ink: str = PLAIN) -> Iterator[ListRow]:
        for who, texts in given(self.scenario, promises, self.seat):
            head = f"     {who}  "
            for number, text in enumerate(texts):
                for place, part in enumerate(fold(text, self.width - len(head) - 3)):
                    yield ListRow(((head if not number and not place else " " * len(head), DIM), (part, ink)))

    def _prose(self, text: str) -> Iterator[ListRow]:
        yield from (ListRow(((f"     {part}", DIM),)) for part in fold(text, self.width - 8))
