"""The command words that look: board, news, report, playback, causes, log.

Must not know: how anything is resolved; looking changes nothing.
"""

from __future__ import annotations

from wargame.errors import UsageError
from wargame.plain import board, causes, story
from wargame.plain.cells import find_cell
from wargame.plain.deals import all_tables, find_table, table_lines
from wargame.plain.inbox import inbox_lines
from wargame.plain.names import find_entity
from wargame.plain.opening import briefing_lines, news_lines, opening_lines
from wargame.plain.seat_session import Chair, Command, Commands, number


def _status(chair: Chair, _: str) -> None:
    chair.teller.tell(opening_lines(chair.match, chair.seat))


def _roads(chair: Chair, _: str) -> None:
    chair.teller.tell(board.roads(chair.scenario, chair.match.view(chair.seat)) or ["This scenario has no roads."])


def _areas(chair: Chair, _: str) -> None:
    chair.teller.tell(board.areas(chair.scenario, chair.match.view(chair.seat)) or ["There are no places."])


def _area(chair: Chair, text: str) -> None:
    if not text:
        example = next(iter(chair.scenario.map.tiles or chair.scenario.entities), "NAME")
        raise UsageError(f"Name a place, as in: area {example}.")
    code = find_entity(chair.scenario, text)
    chair.teller.tell(board.everything_about(chair.scenario, chair.match.view(chair.seat), code))


def _why(chair: Chair, text: str) -> None:
    words = text.split()
    cause = turn = 0
    while len(words) > 2 and words[-2].lower() in ("cause", "turn"):
        value = number(words[-1], "why fuel turn 3 cause 2")
        if words[-2].lower() == "cause":
            cause = value
        else:
            turn = value
        words = words[:-2]
    last = chair.last_turn()
    metric, cell = find_cell(chair.scenario, chair.seat, " ".join(words))
    why = chair.match.why(chair.seat, metric, cell, turn or last)
    if cause:
        chair.teller.tell(causes.cause_lines(why, cause))
        return
    deeper = [f"To go deeper: why {' '.join(words)} cause 1."] if why.terms else []
    chair.teller.tell([*causes.why_lines(chair.scenario, why), *deeper])


def _inbox(chair: Chair, _: str) -> None:
    letters = chair.match.inbox(chair.seat)
    view = chair.match.view(chair.seat)
    news = news_lines(chair.match, chair.seat, view) or ["Nothing new has reached you."]
    chair.teller.tell([*(inbox_lines(letters) if chair.scenario.rules.injects else ()), *news])
    chair.match.mark_read(chair.seat)


def _deals(chair: Chair, text: str) -> None:
    talks = chair.match.deals(chair.seat)
    if not talks:
        raise UsageError("Nobody deals in this scenario.")
    if text:
        chair.teller.tell(table_lines(chair.scenario, find_table(talks, text), chair.seat))
    else:
        chair.teller.tell(all_tables(chair.scenario, talks, chair.seat))


def _report(chair: Chair, text: str) -> None:
    turn = number(text, "report 2") if text else chair.last_turn()
    chair.teller.tell(story.report_lines(chair.match.report(chair.seat, turn)))


def _playback(chair: Chair, text: str) -> None:
    steps = chair.match.playback(chair.seat, chair.last_turn())
    if not steps:
        raise UsageError("Nothing that you can see happened last turn.")
    wanted = number(text, "playback 5") if text else 1
    if not 1 <= wanted <= len(steps):
        raise UsageError(f"There is no step {wanted}: the turn has {len(steps)}.")
    chair.step = wanted
    goes_on = ["Type next for the next step."] if wanted < len(steps) else []
    chair.teller.tell([*story.playback_lines(steps[wanted - 1]), *goes_on])


def _next(chair: Chair, _: str) -> None:
    if chair.match.played == 0:
        raise UsageError("No turn has been played yet. To play this one, commit your orders.")
    if chair.step >= len(chair.match.playback(chair.seat, chair.last_turn())):
        raise UsageError("There is no further step. To play this turn, commit your orders.")
    _playback(chair, str(chair.step + 1))


def _log(chair: Chair, _: str) -> None:
    chair.teller.tell(story.log_lines(chair.match.log(chair.seat)))


def _briefing(chair: Chair, _: str) -> None:
    chair.teller.tell(briefing_lines(chair.match, chair.seat) or ["There is no briefing."])


def _tutorial(chair: Chair, _: str) -> None:
    steps = chair.scenario.tutorial
    if not steps:
        raise UsageError("This scenario has no tutorial.")
    chair.teller.tell(f"Step {count} of {len(steps)}: {step.say}" for count, step in enumerate(steps, 1))


LOOK_COMMANDS: Commands = {
    "status": Command("where and when, headline metrics, what changed, news", _status),
    "report": Command("what changed last turn and mostly why; report 2 for turn 2", _report),
    "why": Command("why METRIC tells causes; why METRIC PLACE turn 3 cause 2 goes deeper", _why),
    "playback": Command("last turn step by step; playback 5 for step 5", _playback),
    "next": Command("the next step of the playback", _next),
    "roads": Command("every road", _roads),
    "areas": Command("every place in one line", _areas),
    "area": Command("area NAME tells everything about a place or a road", _area),
    "inbox": Command("injects that came to you, what they ask, and the news of last turn", _inbox),
    "deals": Command("the tables at which you sit: what stands and lies there; deals TABLE tells one in full", _deals),
    "log": Command("what happened so far, the newest first", _log),
    "briefing": Command("who you are and what counts", _briefing),
    "tutorial": Command("short steps through the first turn", _tutorial),
}
