"""The review of a game as one page: thirteen parts, each with a question and its answer.

Must not know: how the page is written, or who asked for the page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wargame.batch.run import Progress
from wargame.review.findings import Findings
from wargame.review.page.blocks import ReviewPage, ReviewPart
from wargame.review.page.signs import team_signs
from wargame.review.parts.change import change
from wargame.review.parts.cost import cost
from wargame.review.parts.deals import deals
from wargame.review.parts.decision_luck import decision_luck
from wargame.review.parts.head import head
from wargame.review.parts.headlines import headlines
from wargame.review.parts.hidden import hidden
from wargame.review.parts.hot_wash import hot_wash
from wargame.review.parts.knew import knew
from wargame.review.parts.record import record
from wargame.review.parts.story import story
from wargame.review.parts.turning import turning
from wargame.review.parts.why import why
from wargame.review.words import days

PARTS = (hot_wash, story, headlines, knew, why, decision_luck, turning, deals, cost, hidden, change)


def review_page(findings: Findings, provenance: str = "", progress: Progress | None = None) -> ReviewPage:
    """Return the page of a game.

    `provenance`: one line from which anyone can repeat the page. A page for one seat must not hold the seed.
    """
    scenario, parts = findings.scenario, []
    written: tuple[Callable[[Findings], ReviewPart], ...] = (head, *PARTS, partial(record, provenance=provenance))
    for number, part in enumerate(written, 1):
        if progress is not None:
            progress(number, len(written))
        parts.append(part(findings))
    return ReviewPage(
        title=scenario.title or scenario.name,
        kicker=_kicker(findings),
        facts=_facts(findings),
        teams=tuple((team, _player(findings, team)) for team in findings.teams),
        head=parts[0],
        parts=tuple(parts[1:]),
        signs=team_signs(scenario),
        provenance=provenance,
    )


def _kicker(findings: Findings) -> str:
    if findings.whole and findings.seen.secret:
        return "After-action review · for the facilitator only · nothing was held back"
    if findings.whole:
        return "After-action review · all teams may read this · nothing was held back"
    name = findings.label(findings.seat or "")
    return f"After-action review · only what {name} could know · the facilitator has the rest"


def _facts(findings: Findings) -> str:
    length, calendar = findings.match.length, findings.scenario.calendar
    name = next((each.name for each in findings.scenario.lengths if each.turns == length), "")
    told = f"{findings.last} of {length} turns"
    if calendar is not None and findings.last:
        first, last = calendar.span(1)[0], calendar.span(findings.last)[1]
        told += f", {days(first, first, True)} to {days(last, last, True)}"
    return f"{name[:1].upper()}{name[1:]} game, {told}" if name else told


def _player(findings: Findings, team: str) -> str:
    if not findings.whole:
        return findings.label(team)
    player = findings.match.seats[team]
    return f"{findings.label(team)}: {'a person' if player == 'human' else f'the bot {player}'}"
