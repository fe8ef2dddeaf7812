"""The public page of a turn: only facts that every seat read. The page can hang on the wall for all teams.

Must not know: anything that only some seats read.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.game.match import Match
from wargame.game.wording.labels import cell_label
from wargame.game.wording.number import WRITTEN
from wargame.model.rules.number_style import unit_of
from wargame.model.telling.view import View
from wargame.review.page.blocks import Block, PageTable, Paragraph, ReviewPage, ReviewPart, TableCell
from wargame.review.page.signs import team_signs
from wargame.review.sheets.map_blocks import map_blocks
from wargame.review.words import counted, days, sentence


def public_page(match: Match, turn: int, provenance: str) -> ReviewPage:
    """Return the page of a resolved turn."""
    scenario, calendar = match.scenario, match.scenario.calendar
    dates = f", {days(*calendar.span(turn), True)}" if calendar is not None else ""
    news = public_news(match, turn)
    view = public_view(match, turn + 1)
    return ReviewPage(
        title=f"{scenario.title or scenario.name}: turn {turn}",
        kicker="For all teams · only what every team has read",
        facts=f"Turn {turn} of {match.length}{dates}",
        teams=(),
        head=ReviewPart(
            "top",
            "News",
            "What happened?",
            (f"Every team read {counted(len(news), 'report')} about this turn.",),
            tuple(Paragraph(sentence(text)) for text in news),
        ),
        parts=(
            ReviewPart(
                "numbers",
                "Numbers",
                "What does everyone know?",
                (),
                tuple(_numbers(match, turn, view)),
                runs_on=True,
            ),
            ReviewPart("map", "Map", "Where is what?", (), tuple(map_blocks(scenario, view)), runs_on=True),
        ),
        signs=team_signs(scenario),
        provenance=provenance,
    )


def public_news(match: Match, turn: int) -> tuple[str, ...]:
    """Return the sentences about a turn that the logs of all seats contain."""
    logs = [[line.text for line in match.log(seat) if line.turn == turn] for seat in match.seats]
    return tuple(text for text in dict.fromkeys(logs[0]) if all(text in log for log in logs[1:])) if logs else ()


def public_view(match: Match, turn: int) -> View:
    """Return the numbers that every seat knew exactly when a turn opened."""
    views = [match.view_at(seat, turn) for seat in match.seats]
    first = views[0]
    shared = {
        metric: {
            cell: value
            for cell, value in cells.items()
            if all(view.value(metric, *cell) == value and view.estimate(metric, *cell) is None for view in views)
        }
        for metric, cells in first.metrics.items()
    }
    return attrs.evolve(first, seat="", metrics=shared, before={}, first={}, estimates={}, ap=0)


def _numbers(match: Match, turn: int, view: View) -> Iterator[Block]:
    """Return the public headline numbers before and after the turn."""
    scenario, before = match.scenario, public_view(match, turn)
    rows = []
    for headline in scenario.headlines_of(None):
        value = view.value(headline.metric, *headline.entity)
        if value is None:
            continue
        metric = scenario.rules.metrics[headline.metric]
        then = before.value(headline.metric, *headline.entity)
        label = cell_label(scenario, headline.metric, headline.entity)
        texts = (WRITTEN.value(metric, then) if then is not None else "", WRITTEN.value(metric, value))
        rows.append((TableCell(label), *(TableCell(text) for text in texts), TableCell(unit_of(metric, headline.unit))))
    if rows:
        yield PageTable(("number", "before", "now", "unit"), tuple(rows), left=1)
    else:
        yield Paragraph("No headline number is known to every team.")
