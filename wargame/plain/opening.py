"""The lines at the opening of a team's turn, in the reading order of plain mode.

Must not know: how the rest of the turn goes.
"""

from __future__ import annotations

from wargame.game.deals.wording import with_alarms
from wargame.game.match import Match
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.par import par_note
from wargame.model.telling.table_view import Offer
from wargame.model.telling.view import View
from wargame.plain.board import areas, headlines, roads
from wargame.plain.deals import waiting, waiting_lines
from wargame.plain.inbox import asked_lines, new_lines
from wargame.plain.plain_text import sentence
from wargame.plain.seat_turn import draft_summary
from wargame.plain.story import heading

_NEWS = 6  # number of sentences; the log has all other news


def opening_lines(match: Match, seat: str) -> list[str]:
    """Return lines with turn and date, open questions, headlines, orders, changed roads and areas, and news."""
    scenario, view = match.scenario, match.view(seat)
    first, letters = view.turn == 1, match.inbox(seat)
    return [
        f"{heading(scenario, view.turn, view.length)}. You are {scenario.label(seat)}.",
        "Asked of you: orders for this turn, then commit.",
        *asked_lines(letters),
        *waiting_lines(scenario, offers_waiting(match, seat), seat),
        *new_lines([letter for letter in letters if letter.turn == view.turn]),
        *headlines(scenario, view),
        draft_summary(scenario, seat, match.draft(seat), view.ap),
        *([f"You have begun to write: {kept}."] if (kept := match.kept_text(seat)) else []),
        *roads(scenario, view, changed_only=not first),
        *areas(scenario, view, changed_only=not first),
        *news_lines(match, seat, view),
    ]


def offers_waiting(match: Match, seat: str) -> list[Offer]:
    """Return the offers that a seat may sign and that its draft does not yet answer."""
    orders = [line.order for line in match.draft(seat).lines] if seat in match.human_seats else []
    return waiting(match.deals(seat), seat, orders)


def news_lines(match: Match, seat: str, view: View) -> list[str]:
    """Return the seat's news of the last turn. Alarms come first."""
    log = with_alarms(match.log(seat, SPOKEN, view.turn - 1), match.deals(seat))
    last = [line for line in log if line.turn == view.turn - 1]
    told = sorted(last, key=lambda line: not line.alarm)[:_NEWS]
    return [f"News: {sentence(line.text)}" for line in told]


def briefing_lines(match: Match, seat: str) -> list[str]:
    """Return the lines that a team reads before its first turn: content note, situation, and the team's own page."""
    briefing = match.scenario.briefing
    page = briefing.seats.get(seat)
    lines = [briefing.note, briefing.situation]
    if page:
        lines += [
            f"Who you are: {sentence(page.who)}" if page.who else "",
            f"What counts: {sentence(page.counts)}" if page.counts else "",
            f"What you know: {sentence(page.knows)}" if page.knows else "",
            f"First things: {' '.join(sentence(thing) for thing in page.first)}" if page.first else "",
        ]
    lines.append(par_note(match.scenario, match.length))
    if match.scenario.tutorial:
        lines.append("New to this? Type tutorial for short steps through the first turns.")
    return [line for line in lines if line]
