"""One team at the prompt: its orders and the command words of plain mode, until it has committed or leaves.

Must not know: other teams, or how a turn is resolved.
"""

from __future__ import annotations

from wargame.errors import OrderError, UsageError
from wargame.plain.look_commands import LOOK_COMMANDS
from wargame.plain.order_commands import ORDER_COMMANDS, tell_draft
from wargame.plain.plain_text import sentence
from wargame.plain.seat_session import Command, Commands, Done, SeatSession
from wargame.plain.seats import SEAT_COMMANDS

QUESTION = "Order or command?"


def prompt(seat_session: SeatSession) -> Done:
    """Take lines until the team has committed or leaves; the end of the input is leaving."""
    while (line := seat_session.console.ask(QUESTION)) is not None:
        try:
            done = _take(seat_session, line)
        except (OrderError, UsageError) as refusal:
            seat_session.console.tell([str(refusal)])
            continue
        if done:
            return done
    return Done.LEFT


def _take(seat_session: SeatSession, line: str) -> Done | None:
    name = command_of(seat_session, line)
    if name:
        return COMMANDS[name].run(seat_session, line.partition(" ")[2].strip())
    if line:
        seat_session.match.add(seat_session.seat, line)
        tell_draft(seat_session)
    return None


def command_of(seat_session: SeatSession, line: str) -> str:
    """Find the command that a line begins with; where an order could begin so too, only the whole word is one."""
    word = line.partition(" ")[0].lower()
    if word in COMMANDS:
        return word
    if word == "?":
        return "legal"
    begun = [name for name in COMMANDS if word and name.startswith(word)]
    if len(begun) != 1:
        return ""
    found = seat_session.match.completions(seat_session.seat, line)
    return "" if found.rows or found.not_now else begun[0]


def _more(seat_session: SeatSession, _: str) -> None:
    seat_session.console.more()


def _again(seat_session: SeatSession, _: str) -> None:
    seat_session.console.again()


def _quit(_: SeatSession, __: str) -> Done:
    return Done.LEFT


def _help(seat_session: SeatSession, text: str) -> None:
    if text:
        seat_session.console.tell(_explained(seat_session, text))
        return
    how = "An order is an action, its place, a level if it has one, and main for your main effort."
    seat_session.console.tell([how, *(f"{name}: {command.help}." for name, command in COMMANDS.items())])


def _explained(seat_session: SeatSession, text: str) -> list[str]:
    word = text.lower()
    if word in COMMANDS:
        return [f"{word}: {COMMANDS[word].help}."]
    for name, action in seat_session.scenario.rules.actions.items():
        if word in (name.lower(), action.label.lower()):
            return [f"{name}: {sentence(action.label)}", sentence(action.effect)]
    for entry, meaning in seat_session.scenario.glossary.items():
        if word == entry.lower():
            return [f"{entry}: {sentence(meaning)}"]
    known = ", ".join([*seat_session.scenario.rules.actions, *seat_session.scenario.glossary])
    raise UsageError(f"There is no word {text!r} to explain. There are: {known}.")


TALK_COMMANDS: Commands = {
    "more": Command("the rest of a long answer", _more),
    "again": Command("the last answer once more", _again),
    "help": Command("these words; help WORD explains an action or a word of the game", _help),
    "quit": Command("leaves; everything is saved already", _quit),
}

COMMANDS: Commands = {**ORDER_COMMANDS, **LOOK_COMMANDS, **SEAT_COMMANDS, **TALK_COMMANDS}
