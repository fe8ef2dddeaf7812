"""The command words that look: board, news, report, playback, causes, log.

Must not know: how anything is resolved; looking changes nothing.
"""

from __future__ import annotations

from wargame.errors import UsageError
from wargame.game.wording.number import SPOKEN
from wargame.plain import board, causes, story
from wargame.plain.cells import find_cell
from wargame.plain.deals import all_tables, find_table, table_lines
from wargame.plain.inbox import inbox_lines
from wargame.plain.names import find_entity
from wargame.plain.opening import briefing_lines, news_lines, opening_lines
from wargame.plain.seat_session import Command, Commands, SeatSession, number


def _status(seat_session: SeatSession, _: str) -> None:
    seat_session.console.tell(opening_lines(seat_session.match, seat_session.seat))


def _roads(seat_session: SeatSession, _: str) -> None:
    seat_session.console.tell(
        board.roads(seat_session.scenario, seat_session.match.view(seat_session.seat))
        or ["This scenario has no roads."]
    )


def _areas(seat_session: SeatSession, _: str) -> None:
    seat_session.console.tell(
        board.areas(seat_session.scenario, seat_session.match.view(seat_session.seat)) or ["There are no places."]
    )


def _area(seat_session: SeatSession, text: str) -> None:
    if not text:
        example = next(iter(seat_session.scenario.map.tiles or seat_session.scenario.entities), "NAME")
        raise UsageError(f"Name a place, as in: area {example}.")
    code = find_entity(seat_session.scenario, text)
    seat_session.console.tell(
        board.everything_about(seat_session.scenario, seat_session.match.view(seat_session.seat), code)
    )


def _why(seat_session: SeatSession, text: str) -> None:
    words = text.split()
    cause = turn = 0
    while len(words) > 2 and words[-2].lower() in ("cause", "turn"):
        value = number(words[-1], "why fuel turn 3 cause 2")
        if words[-2].lower() == "cause":
            cause = value
        else:
            turn = value
        words = words[:-2]
    last = seat_session.last_turn()
    metric, cell = find_cell(seat_session.scenario, seat_session.seat, " ".join(words))
    why = seat_session.match.why(seat_session.seat, metric, cell, turn or last, SPOKEN)
    if cause:
        seat_session.console.tell(causes.cause_lines(why, cause))
        return
    deeper = [f"To go deeper: why {' '.join(words)} cause 1."] if why.terms else []
    seat_session.console.tell([*causes.why_lines(seat_session.scenario, why), *deeper])


def _inbox(seat_session: SeatSession, _: str) -> None:
    letters = seat_session.match.inbox(seat_session.seat)
    view = seat_session.match.view(seat_session.seat)
    news = news_lines(seat_session.match, seat_session.seat, view) or ["Nothing new has reached you."]
    seat_session.console.tell([*(inbox_lines(letters) if seat_session.scenario.rules.injects else ()), *news])
    seat_session.match.mark_read(seat_session.seat)


def _deals(seat_session: SeatSession, text: str) -> None:
    talks = seat_session.match.deals(seat_session.seat)
    if not talks:
        raise UsageError("Nobody deals in this scenario.")
    if text:
        seat_session.console.tell(table_lines(seat_session.scenario, find_table(talks, text), seat_session.seat))
    else:
        seat_session.console.tell(all_tables(seat_session.scenario, talks, seat_session.seat))


def _report(seat_session: SeatSession, text: str) -> None:
    turn = number(text, "report 2") if text else seat_session.last_turn()
    seat_session.console.tell(story.report_lines(seat_session.match.report(seat_session.seat, turn, SPOKEN)))


def _playback(seat_session: SeatSession, text: str) -> None:
    steps = seat_session.match.playback(seat_session.seat, seat_session.last_turn(), SPOKEN)
    if not steps:
        raise UsageError("Nothing that you can see happened last turn.")
    wanted = number(text, "playback 5") if text else 1
    if not 1 <= wanted <= len(steps):
        raise UsageError(f"There is no step {wanted}: the turn has {len(steps)}.")
    seat_session.step = wanted
    goes_on = ["Type next for the next step."] if wanted < len(steps) else []
    seat_session.console.tell([*story.playback_lines(steps[wanted - 1]), *goes_on])


def _next(seat_session: SeatSession, _: str) -> None:
    if seat_session.match.played == 0:
        raise UsageError("No turn has been played yet. To play this one, commit your orders.")
    if seat_session.step >= len(seat_session.match.playback(seat_session.seat, seat_session.last_turn())):
        raise UsageError("There is no further step. To play this turn, commit your orders.")
    _playback(seat_session, str(seat_session.step + 1))


def _log(seat_session: SeatSession, _: str) -> None:
    seat_session.console.tell(story.log_lines(seat_session.match.log(seat_session.seat, SPOKEN)))


def _briefing(seat_session: SeatSession, _: str) -> None:
    seat_session.console.tell(briefing_lines(seat_session.match, seat_session.seat) or ["There is no briefing."])


def _tutorial(seat_session: SeatSession, _: str) -> None:
    steps = seat_session.scenario.tutorial
    if not steps:
        raise UsageError("This scenario has no tutorial.")
    seat_session.console.tell(
        f"Step {count} of {len(steps)}{f', in turn {step.turn}' if step.turn > 1 else ''}: {step.say}"
        for count, step in enumerate(steps, 1)
    )


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
    "tutorial": Command("short steps through the first turns", _tutorial),
}
