"""One team at the prompt: its orders and the command words of plain mode, until the team commits or leaves.

Must not know: other teams, or how a turn is resolved.
"""

from __future__ import annotations

from wargame.errors import OrderError, UsageError
from wargame.game.wording.engine_words import explained_words
from wargame.model.match.order import split_orders
from wargame.plain.look_commands import LOOK_COMMANDS
from wargame.plain.odds_commands import ODDS_COMMANDS
from wargame.plain.order_commands import ORDER_COMMANDS, tell_draft
from wargame.plain.plain_text import sentence
from wargame.plain.prompt_seat import Done, PromptCommand, PromptCommands, PromptSeat
from wargame.plain.seats import SEAT_COMMANDS

QUESTION = "Order or command?"


def prompt(prompt_seat: PromptSeat) -> Done:
    """Read lines until the team has committed or leaves. The end of the input also means that the team leaves."""
    while (line := prompt_seat.console.ask(QUESTION)) is not None:
        try:
            done = _take(prompt_seat, line)
        except (OrderError, UsageError) as refusal:
            prompt_seat.console.tell([str(refusal)])
            continue
        if done:
            return done
    return Done.LEFT


def _take(prompt_seat: PromptSeat, line: str) -> Done | None:
    name = command_of(prompt_seat, line)
    if name:
        return COMMANDS[name].run(prompt_seat, line.partition(" ")[2].strip())
    asked = prompt_seat.shell.asked_for(line)
    if asked and not _begins_an_order(prompt_seat, line.partition(" ")[0].lower()):
        prompt_seat.console.tell_command(prompt_seat.shell, asked)
    elif line:
        _add(prompt_seat, [text for part in split_orders(line) if (text := part.strip())])
    return None


def _add(prompt_seat: PromptSeat, texts: list[str]) -> None:
    """Add the orders of one line to the draft. A refused order does not stop the orders after it.

    Raises OrderError if the line is a single order and this order is refused.
    """
    refused: list[str] = []
    for text in texts:
        try:
            prompt_seat.match.add(prompt_seat.seat, text)
        except OrderError as refusal:
            if len(texts) == 1:
                raise
            refused.append(f"Not added, {text}: {refusal}")
    tell_draft(prompt_seat, *refused)


def command_of(prompt_seat: PromptSeat, line: str) -> str:
    """Return the command at the beginning of a line.

    A shortened command does not count if an order could begin with the same letters.
    """
    word = line.partition(" ")[0].lower()
    if word in COMMANDS:
        return word
    if word == "?":
        return "legal"
    begun = [name for name in COMMANDS if word and name.startswith(word)]
    if len(begun) != 1:
        return ""
    return "" if _begins_an_order(prompt_seat, word, line) else begun[0]


def _begins_an_order(prompt_seat: PromptSeat, word: str, line: str = "") -> bool:
    """Return whether the action of an order begins with the word. `line`: the line with the word at its beginning."""
    found = prompt_seat.match.lookup(prompt_seat.seat).completion(line or word)
    return any(row.order.action.startswith(word) for row in (*found.rows, *found.not_now))


def _more(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.more()


def _again(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.again()


def _quit(_: PromptSeat, __: str) -> Done:
    return Done.LEFT


def _help(prompt_seat: PromptSeat, text: str) -> None:
    asked = prompt_seat.shell.asked_for(text)
    if asked and asked not in COMMANDS:
        meaning = explained_words(prompt_seat.scenario, prompt_seat.match.odds_shown).get(asked, "")
        told = f"{asked}: {sentence(meaning)}" if meaning else ""
        prompt_seat.console.tell_command(prompt_seat.shell, asked, told)
        return
    if text:
        prompt_seat.console.tell(_explained(prompt_seat, text))
        return
    how = (
        "An order is an action, its place, a level if it has one, and main for your main effort. A semicolon "
        "separates two orders."
    )
    prompt_seat.console.tell([how, *(f"{name}: {command.help}." for name, command in COMMANDS.items())])


def _explained(prompt_seat: PromptSeat, text: str) -> list[str]:
    word = text.lower()
    words = explained_words(prompt_seat.scenario, prompt_seat.match.odds_shown)
    if word in COMMANDS:
        more = [f"{word}: {sentence(words[word])}"] if word in words else []
        return [f"{word}: {COMMANDS[word].help}.", *more]
    for name, action in prompt_seat.scenario.rules.actions.items():
        if word in (name.lower(), action.label.lower()):
            return [f"{name}: {sentence(action.label)}", sentence(action.effect)]
    for entry, meaning in words.items():
        if word == entry.lower():
            return [f"{entry}: {sentence(meaning)}"]
    known = ", ".join([*prompt_seat.scenario.rules.actions, *words])
    raise UsageError(f"There is no word {text!r} to explain. There are: {known}.")


TALK_COMMANDS: PromptCommands = {
    "more": PromptCommand("the rest of a long answer", _more),
    "again": PromptCommand("the last answer once more", _again),
    "help": PromptCommand("these words; help WORD explains an action or a word of the game", _help),
    "quit": PromptCommand("leaves; everything is saved already", _quit),
}

COMMANDS: PromptCommands = {**ORDER_COMMANDS, **ODDS_COMMANDS, **LOOK_COMMANDS, **SEAT_COMMANDS, **TALK_COMMANDS}
