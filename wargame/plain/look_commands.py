"""The command words that print something but change nothing: board, news, report, playback, causes, log.

Must not know: how anything is resolved.
"""

from __future__ import annotations

from wargame.errors import UsageError
from wargame.game.headline_numbers import is_number
from wargame.game.odds import never
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.order_effects import effects_lines
from wargame.plain import board, causes, story
from wargame.plain.cells import find_cell
from wargame.plain.deals import all_tables, find_table, table_lines
from wargame.plain.inbox import inbox_lines
from wargame.plain.names import find_entity
from wargame.plain.odds_commands import fell_lines, standing_lines, step_odds_lines
from wargame.plain.opening import briefing_lines, news_lines, opening_lines
from wargame.plain.prompt_seat import PromptCommand, PromptCommands, PromptSeat, number
from wargame.plain.turns import read_turns

ORDERS_WORD = "orders"
ALL = "all"
WHY_ORDERS = "why orders turn 3, why orders turn 2..4, or why orders all"


def _status(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.tell([*opening_lines(prompt_seat.match, prompt_seat.seat), *standing_lines(prompt_seat)])


def _roads(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.tell(
        board.roads(prompt_seat.scenario, prompt_seat.match.view(prompt_seat.seat)) or ["This scenario has no roads."]
    )


def _areas(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.tell(
        board.areas(prompt_seat.scenario, prompt_seat.match.view(prompt_seat.seat)) or ["There are no places."]
    )


def _area(prompt_seat: PromptSeat, text: str) -> None:
    if not text:
        example = next(iter(prompt_seat.scenario.map.tiles or prompt_seat.scenario.entities), "NAME")
        raise UsageError(f"Name a place, as in: area {example}.")
    code = find_entity(prompt_seat.scenario, text)
    prompt_seat.console.tell(
        board.everything_about(prompt_seat.scenario, prompt_seat.match.view(prompt_seat.seat), code)
    )


def _why(prompt_seat: PromptSeat, text: str) -> None:
    words = text.split()
    if words and words[0].lower() == ORDERS_WORD:
        _why_orders(prompt_seat, words[1:])
        return
    cause, turns = 0, (0, 0)
    while len(words) > 2 and words[-2].lower() in ("cause", "turn"):
        if words[-2].lower() == "cause":
            cause = number(words[-1], "why fuel turn 3 cause 2")
        else:
            turns = read_turns(words[-1], "why fuel turn 2..4 cause 2")
        words = words[:-2]
    last = prompt_seat.last_turn()
    metric, cell = find_cell(prompt_seat.scenario, prompt_seat.seat, " ".join(words))
    why = prompt_seat.match.why_over(prompt_seat.seat, metric, cell, turns if any(turns) else (last, last), SPOKEN)
    if cause:
        prompt_seat.console.tell(causes.cause_lines(why, cause))
        return
    first, final = turns
    span = f" turn {first}..{final}" if first != final else f" turn {first}" if first else ""
    deeper = [f"For more about cause 1: why {' '.join(words)}{span} cause 1."] if why.terms else []
    if is_number(prompt_seat.match.rulebook, (metric, cell)):
        deeper.append(f"For all that your orders changed: why {ORDERS_WORD} {' '.join(words)}{span}.")
    prompt_seat.console.tell([*causes.why_lines(prompt_seat.scenario, why), *deeper])


def _why_orders(prompt_seat: PromptSeat, words: list[str]) -> None:
    """Print what the team's orders changed. `words`: perhaps a number, and then nothing (the last turn), `turn 2..4`,
    or `all`.
    """
    last = prompt_seat.last_turn()
    turns = last, last
    if words and words[-1].lower() == ALL:
        turns, words = (1, last), words[:-1]
    elif len(words) > 1 and words[-2].lower() == "turn":
        turns, words = read_turns(words[-1], WHY_ORDERS), words[:-2]
    cell = find_cell(prompt_seat.scenario, prompt_seat.seat, " ".join(words)) if words else None
    effects = prompt_seat.odds.effects(prompt_seat.seat, turns, cell)(never)
    assert effects is not None, "nobody stops this answer"
    prompt_seat.console.tell(effects_lines(prompt_seat.scenario, effects, SPOKEN, prompt_seat.match.length))


def _inbox(prompt_seat: PromptSeat, _: str) -> None:
    letters = prompt_seat.match.inbox(prompt_seat.seat, SPOKEN)
    view = prompt_seat.match.view(prompt_seat.seat)
    news = news_lines(prompt_seat.match, prompt_seat.seat, view) or ["Nothing new has reached you."]
    prompt_seat.console.tell([*(inbox_lines(letters) if prompt_seat.scenario.rules.injects else ()), *news])
    prompt_seat.match.mark_read(prompt_seat.seat)


def _deals(prompt_seat: PromptSeat, text: str) -> None:
    talks = prompt_seat.match.deals(prompt_seat.seat)
    if not talks:
        raise UsageError("This scenario has no deals.")
    if text:
        prompt_seat.console.tell(table_lines(prompt_seat.scenario, find_table(talks, text), prompt_seat.seat))
    else:
        prompt_seat.console.tell(all_tables(prompt_seat.scenario, talks, prompt_seat.seat))


def _report(prompt_seat: PromptSeat, text: str) -> None:
    turn = number(text, "report 2") if text else prompt_seat.last_turn()
    prompt_seat.console.tell(story.report_lines(prompt_seat.match.report(prompt_seat.seat, turn, SPOKEN)))


def _playback(prompt_seat: PromptSeat, text: str) -> None:
    pages = _pages(prompt_seat)
    if not pages:
        raise UsageError("Nothing that you can see happened last turn.")
    whole = text.lower() == ALL
    wanted = number(text, "playback 5, or playback all") if text and not whole else 1
    if not 1 <= wanted <= pages:
        raise UsageError(f"There is no step {wanted}: the turn has {pages}.")
    _steps(prompt_seat, wanted, pages if whole else wanted)


def _steps(prompt_seat: PromptSeat, first: int, last: int) -> None:
    """Print some steps of the last turn. The console stops after each screenful, and `more` goes on."""
    steps, pages = prompt_seat.match.playback(prompt_seat.seat, prompt_seat.last_turn(), SPOKEN), _pages(prompt_seat)
    lines: list[str] = []
    for wanted in range(first, last + 1):
        if wanted > len(steps):
            lines += [f"Turn {prompt_seat.last_turn()}, your odds.", *fell_lines(prompt_seat)]
        else:
            lines += [*story.playback_lines(steps[wanted - 1]), *step_odds_lines(prompt_seat, steps, wanted - 1)]
    prompt_seat.step = last
    if last < len(steps):
        lines.append("Type next for the next step, or next all for all further steps.")
    elif last < pages:
        lines.append("Type next for what your odds had said, and how the dice fell.")
    prompt_seat.console.tell(lines)


def _pages(prompt_seat: PromptSeat) -> int:
    """Return the number of steps of the last turn. The odds of the team's orders are one more step at the end."""
    match, seat, turn = prompt_seat.match, prompt_seat.seat, prompt_seat.last_turn()
    return len(match.playback(seat, turn)) + (match.odds_shown and bool(match.orders(seat, turn)[seat]))


def _next(prompt_seat: PromptSeat, text: str) -> None:
    if prompt_seat.match.played == 0:
        raise UsageError("No turn has been played yet. To play this one, commit your orders.")
    pages = _pages(prompt_seat)
    if prompt_seat.step >= pages:
        raise UsageError("There is no further step. To play this turn, commit your orders.")
    count = pages if text.lower() == ALL else number(text, "next 3, or next all") if text else 1
    if not count:
        raise UsageError("Give a number from 1, as in: next 3, or next all.")
    _steps(prompt_seat, prompt_seat.step + 1, min(pages, prompt_seat.step + count))


def _log(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.tell(story.log_lines(prompt_seat.match.log(prompt_seat.seat, SPOKEN)))


def _briefing(prompt_seat: PromptSeat, _: str) -> None:
    prompt_seat.console.tell(briefing_lines(prompt_seat.match, prompt_seat.seat) or ["There is no briefing."])


def _tutorial(prompt_seat: PromptSeat, _: str) -> None:
    steps = prompt_seat.scenario.tutorial
    if not steps:
        raise UsageError("This scenario has no tutorial.")
    prompt_seat.console.tell(
        f"Step {count} of {len(steps)}{f', in turn {step.turn}' if step.turn > 1 else ''}: {step.say}"
        for count, step in enumerate(steps, 1)
    )


LOOK_COMMANDS: PromptCommands = {
    "status": PromptCommand("where and when, headline metrics, what changed, news", _status),
    "report": PromptCommand("what changed last turn, with the main causes; report 2 for turn 2", _report),
    "why": PromptCommand(
        "why METRIC prints causes; why METRIC PLACE turn 3 cause 2 explains one; turn 2..4 adds up turns 2 to 4; "
        "why orders compares last turn with and without your orders; also why orders METRIC turn 2..4, why orders all",
        _why,
    ),
    "playback": PromptCommand("last turn step by step; playback 5 for step 5; playback all for all steps", _playback),
    "next": PromptCommand(
        "the next step of the playback; next 3 for three steps; next all for all further steps", _next
    ),
    "roads": PromptCommand("every road", _roads),
    "areas": PromptCommand("every place in one line", _areas),
    "area": PromptCommand("area NAME prints everything about a place or a road", _area),
    "inbox": PromptCommand("injects that came to you, their questions, and the news of last turn", _inbox),
    "deals": PromptCommand("your tables: deals in force and offers; deals TABLE prints one table in full", _deals),
    "log": PromptCommand("what happened so far, the newest first", _log),
    "briefing": PromptCommand("who you are and what counts", _briefing),
    "tutorial": PromptCommand("short steps through the first turns", _tutorial),
}
