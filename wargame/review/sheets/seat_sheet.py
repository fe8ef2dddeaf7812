"""The sheet of one seat: its briefing, its orders with their prices, the map, and the glossary.

Must not know: anything that the seat may not know at the opening of the game.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wargame.game.match import Match
from wargame.game.wording.labels import cell_label, seat_label
from wargame.game.wording.number import WRITTEN
from wargame.game.wording.road_state import road_level
from wargame.model.match.order import level_text
from wargame.model.rules.action import Action
from wargame.model.rules.number_style import unit_of
from wargame.model.scenario.looks import SeatBriefing
from wargame.model.telling.view import Option
from wargame.review.page.blocks import Block, PageTable, Paragraph, ReviewPage, ReviewPart, Subhead, TableCell
from wargame.review.page.signs import team_signs
from wargame.review.sheets.map_blocks import map_blocks
from wargame.review.words import joined, sentence

_TARGETS = 24  # number of targets that a row names


def seat_sheet(match: Match, seat: str, provenance: str, estimates: bool) -> ReviewPage:
    """Return the sheet of a seat. The match must be at the opening of the game.

    `estimates`: whether the sheet may hold the estimates of the seat. The estimates are valid only in this one game,
    because other games of the scenario have other estimates.
    """
    scenario = match.scenario
    name = seat_label(scenario, seat)
    parts = (
        _part("orders", "Orders", "What can you order?", _order_answer(match, seat), _orders(match, seat), False),
        _part("numbers", "Numbers", "What do you watch?", _watch_answer(match), _numbers(match, seat, estimates), True),
        _part("map", "Map", "Where is what?", ("The map shows the opening of the game.",), _map(match, seat), False),
        _part("words", "Words", "What do the words mean?", (), _words(match), True),
    )
    return ReviewPage(
        title=f"{scenario.title or scenario.name}: {name}",
        kicker=f"Sheet of {name} · only for this team",
        facts=f"{match.length} turns",
        teams=((seat, name),),
        head=_head(match, seat),
        parts=parts,
        signs=team_signs(scenario),
        provenance=provenance,
    )


def _part(
    key: str, name: str, question: str, answer: tuple[str, ...], blocks: Iterable[Block], runs_on: bool
) -> ReviewPart:
    return ReviewPart(key, name, question, answer, tuple(blocks), runs_on=runs_on)


def _head(match: Match, seat: str) -> ReviewPart:
    """Return the briefing."""
    briefing = match.scenario.briefing
    page = briefing.seats.get(seat, SeatBriefing())
    told = (("Who you are.", page.who), ("What counts.", page.counts), ("What you know.", page.knows))
    blocks: list[Block] = [Paragraph(sentence(text), head, team=seat) for head, text in told if text]
    blocks += [Paragraph(sentence(text), f"First thing {n}.") for n, text in enumerate(page.first, 1)]
    if briefing.note:
        blocks.append(Paragraph(briefing.note, note=True))
    answer = (sentence(briefing.situation),) if briefing.situation else ()
    return ReviewPart("top", "Briefing", "Who are you?", answer, tuple(blocks))


# -- orders -----------------------------------------------------------------------------------------------------------


def _order_answer(match: Match, seat: str) -> tuple[str, ...]:
    points = WRITTEN.amount(match.view(seat).ap)
    return (
        f"You have {points} action points in the first turn.",
        "Write an order as ACTION TARGET LEVEL. One order of a turn may be your main effort: write main behind it.",
    )


def _orders(match: Match, seat: str) -> Iterator[Block]:
    """Return the table of all orders that the seat could ever give, with the prices at the opening."""
    scenario = match.scenario
    now: dict[str, list[Option]] = {}
    for option in match.options(seat):
        now.setdefault(option.action, []).append(option)
    rows = tuple(
        _order_row(match, seat, action, now.get(action.name, []))
        for action in scenario.rules.actions.values()
        if scenario.may_order(seat, action) and not action.words and not action.deal_action
    )
    yield PageTable(("order", "what it does", "targets", "levels", "price at the opening"), rows, left=5)
    if any(action.deal_action and scenario.may_order(seat, action) for action in scenario.rules.actions.values()):
        yield Paragraph("You can also offer, sign, refuse and renounce deals at your tables.")


def _order_row(match: Match, seat: str, action: Action, options: Sequence[Option]) -> tuple[TableCell, ...]:
    form = " ".join([action.name, *(target.kind.upper() for target in action.targets)])
    legal = [option for option in options if option.legal]
    codes = list(dict.fromkeys(code for option in options for code in option.targets))
    more = f" and {len(codes) - _TARGETS} more" if len(codes) > _TARGETS else ""
    levels = [level_text(level) for level in action.levels]
    prices = list(dict.fromkeys(_price(match, seat, option) for option in legal))
    reasons = list(dict.fromkeys(option.reason for option in options if option.reason))
    price = joined(prices[:3], "or") if prices else sentence(reasons[0]) if reasons else "not at the opening"
    return (
        TableCell(action.label or action.name, form),
        TableCell(action.effect or action.describe),
        TableCell(f"{' '.join(codes[:_TARGETS])}{more}", code=bool(codes)),
        TableCell(levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}"),
        TableCell(price),
    )


def _price(match: Match, seat: str, option: Option) -> str:
    """Return the prices of an option at its lowest and its highest level."""
    lowest, highest = option.levels[0], option.levels[-1]
    texts = [_costs(match, seat, option.costs.get(level, {})) for level in dict.fromkeys((lowest, highest))]
    return texts[0] if texts[0] == texts[-1] else f"{texts[0]} to {texts[-1]}"


def _costs(match: Match, seat: str, costs: Mapping[str, float]) -> str:
    purses, metrics = match.scenario.purses(seat), match.scenario.rules.metrics
    units = {name: metrics[purse[0]].unit or name for name, purse in purses.items()}
    paid = {name: price for name, price in costs.items() if price}
    return " + ".join(f"{WRITTEN.amount(price)} {units.get(name, 'AP')}" for name, price in paid.items()) or "free"


# -- numbers, map and words --------------------------------------------------------------------------------------------


def _watch_answer(match: Match) -> tuple[str, ...]:
    return ("The game shows these numbers in every turn. Press w, or type why, for the causes of a change.",)


def _numbers(match: Match, seat: str, estimates: bool) -> Iterator[Block]:
    """Return the headline numbers of the seat with their values at the opening."""
    scenario, view = match.scenario, match.view(seat)
    rows = []
    for headline in scenario.headlines_of(seat):
        metric = scenario.rules.metrics[headline.metric]
        value, estimate = (
            view.value(headline.metric, *headline.entity),
            view.estimate(headline.metric, *headline.entity),
        )
        known = estimate is None or estimates
        text = WRITTEN.in_full(metric, value, estimate) if known else "the game shows an estimate"
        label = cell_label(scenario, headline.metric, headline.entity, seat)
        rows.append((TableCell(label), TableCell(text), TableCell(unit_of(metric, headline.unit))))
    yield PageTable(("number", "at the opening", "unit"), tuple(rows), left=1)
    length = next((each for each in scenario.lengths if each.turns == match.length), None)
    par = length.par.get(seat) if length else None
    if par is not None:
        text = f"Par is a score of {par.mean:g}. Your margin is the distance of your score from par."
        yield Paragraph(text, "Your score.")


def _map(match: Match, seat: str) -> Iterator[Block]:
    scenario, view = match.scenario, match.view(seat)
    yield from map_blocks(scenario, view)
    look = scenario.looks.road
    cells = view.metrics.get(look.metric, {})
    if look.metric and cells and scenario.map.road:
        yield Subhead("Roads")
        rows = []
        for code in scenario.of_kind(scenario.map.road):
            value, word = cells.get((code,)), "the game shows an estimate"
            if value is not None and view.estimate(look.metric, code) is None:
                level = road_level(look, scenario.rules.metrics[look.metric], value)
                word = look.words[min(level, len(look.words) - 1)]
            rows.append((TableCell(scenario.label(code), code), TableCell(word)))
        yield PageTable(("road", "at the opening"), tuple(rows), left=2)


def _words(match: Match) -> Iterator[Block]:
    glossary = match.scenario.glossary
    if not glossary:
        yield Paragraph("The game explains its words with help WORD.")
        return
    rows = tuple((TableCell(word), TableCell(sentence(text))) for word, text in glossary.items())
    yield PageTable(("word", "meaning"), rows, left=2)
