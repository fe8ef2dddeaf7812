"""Games to review, and what stands on a page."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import attrs

from tests.game.conftest import watched
from wargame.adjudicator import Adjudicator
from wargame.analysis.account.account import account
from wargame.analysis.account.better_orders import better_orders_of_all_turns, explained_points
from wargame.analysis.account.known import known_decisions
from wargame.analysis.account.turning import turning_points
from wargame.analysis.rollouts.rollouts import Rollouts, reference_of
from wargame.game.match import Match
from wargame.review.findings import Findings
from wargame.review.page.blocks import ReviewPage
from wargame.review.review import review_page
from wargame.store.header import BEHAVIOUR, Header
from wargame.store.look_back import LookBack, look_back

_TAGS = re.compile(r"<[^>]*>")


def seen_game(name: str, turns: int, match: Match | None = None) -> LookBack:
    """Return a game of bots, or another match of the same rules, as if it came from a save."""
    played = watched(name, turns)
    match = match or played.match
    scenario = played.rulebook.scenario
    header = Header(name, scenario.title, scenario.sources, 11, dict(played.match.seats), match.length, BEHAVIOUR)
    return LookBack(match, played.rulebook, header, sealed=False, notes=())


@cache
def whole_page(name: str, turns: int) -> ReviewPage:
    """Return the page of the truth without an account."""
    return review_page(Findings(seen_game(name, turns), "game.jsonl"))


def measured_findings(save: Path, keys: int = 4, every_turn: bool = False) -> Findings:
    """Return the findings of a save with an account from few keys. `every_turn`: with better orders for every turn."""
    seen = look_back(save)
    played = seen.match.played_game()
    rollouts = Rollouts(Adjudicator(seen.rulebook), reference_of(seen.match.scenario, played.seats), 1)
    *_, found = account(played, rollouts, 0.0, keys)
    points = tuple(explained_points(played, rollouts, turning_points(played, rollouts, found, 2)))
    known = tuple(known_decisions(played, rollouts, found, seen.match.knowledge))
    better = tuple(better_orders_of_all_turns(played, rollouts)) if every_turn else ()
    return Findings(seen, str(save), account=found, points=points, known=known, better=better)


def renamed(seen: LookBack, text: str) -> LookBack:
    """Return a game in which every name and text of the scenario is another text."""
    scenario = seen.match.scenario
    entities = {code: attrs.evolve(entity, label=text) for code, entity in scenario.entities.items()}
    metrics = {name: attrs.evolve(metric, label=text, unit=text) for name, metric in scenario.rules.metrics.items()}
    headlines = {
        seat: tuple(attrs.evolve(each, label=text, unit=text) for each in shown)
        for seat, shown in scenario.headlines.items()
    }
    looks = attrs.evolve(
        scenario.looks,
        factions={
            code: attrs.evolve(look, fill=text, text=text, glyph=text) for code, look in scenario.looks.factions.items()
        },
    )
    rules = attrs.evolve(scenario.rules, metrics=metrics)
    seen.match.scenario = attrs.evolve(
        scenario, title=text, entities=entities, headlines=headlines, looks=looks, rules=rules
    )
    return seen


def visible_text(page: str) -> str:
    """Return the text of an HTML page without its tags."""
    return html.unescape(_TAGS.sub(" ", page))
