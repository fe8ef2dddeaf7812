"""Part 2: the story of the game by turn, the time line, and the map.

Must not know: how a page is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.game.wording.rulings import ruling_line
from wargame.model.rules.metric import MetricCell
from wargame.review.figures.scale import turn_pieces
from wargame.review.figures.score import DealSpan, ScoreRows, narrow_score, score
from wargame.review.figures.tiles import MapTile, tile_map
from wargame.review.findings import Findings
from wargame.review.page.blocks import (
    Block,
    Command,
    Drawing,
    Gallery,
    Legend,
    LegendItem,
    PageTable,
    ReviewPart,
    Story,
    StoryEntry,
    Subhead,
    TableCell,
)
from wargame.review.parts.head import course, turn_deals
from wargame.review.words import counted, days, joined, sentence, some_road, turn_names, with_error

_MAPS = 5
_HOW = (
    "Read down a column for one turn. The dark line is the leading number at the end of each turn. “Same” means that "
    "the main effort was repeated. Each square of a map is a place. The strip at its foot shows how the place is "
    "shared, and the sign shows who has more than half. A thick frame marks another holder than on the map before."
)


def story(findings: Findings) -> ReviewPart:
    """Return the story."""
    figures = [*_time_lines(findings), *_maps(findings)]
    blocks: list[Block] = [*figures, Subhead("Turn by turn")]
    blocks.append(Story(tuple(_entry(findings, turn) for turn in findings.turns)))
    blocks.append(_table(findings))
    last = findings.last
    commands = (Command(f"wargame replay {findings.save} --turn {last}", _printed(findings, last)),)
    return ReviewPart(
        key="story",
        name="Story",
        question="When did it turn?",
        answer=_answer(findings),
        blocks=tuple(blocks),
        how=_HOW,
        foot=len(figures),  # on paper, the story would push the foot of the part to a page of its own
        commands=commands if findings.whole else (),
    )


def _answer(findings: Findings) -> tuple[str, ...]:
    said = []
    points = findings.turning_points
    if points:
        turns = list(dict.fromkeys(point.turn for point in points[:3]))
        best = points[0]
        said.append(
            f"It turned at {turn_names(turns)}. The largest term is "
            f"{findings.label(best.seat)}’s at turn {best.turn}: {with_error(best.estimate)}."
        )
    else:
        said.append(course(findings))
    worst = [row for row in findings.roads.values() if any(level is not None and level >= 2 for level in row)]
    words = findings.scenario.looks.road.words
    if findings.roads and len(words) > 2:
        hard = sum(any((row[turn - 1] or 0) >= 2 for row in findings.roads.values()) for turn in findings.turns)
        some = f"In {hard} of {findings.last} turns {some_road(len(findings.roads))} was {words[2]} or worse."
        said.append(some if worst else f"No road was ever {words[2]} or worse.")
    changed = [
        place for place in _places(findings) if findings.holder(0, place) != findings.holder(findings.last, place)
    ]
    if _places(findings):
        said.append(f"{len(changed)} of {len(_places(findings))} places ended with another holder, or with none.")
    return tuple(text for text in said if text)


# -- time line --------------------------------------------------------------------------------------------------------


def _time_lines(findings: Findings) -> Iterator[Block]:
    cell = findings.leading
    if cell is None or not findings.last:
        return
    yield _legend(findings)
    for piece in turn_pieces(findings.last):
        yield Drawing(score(_rows(findings, cell, piece[0], piece[-1])), wide=True)
    yield Drawing(narrow_score(_rows(findings, cell, 1, findings.last)), narrow=True)


def _legend(findings: Findings) -> Legend:
    words = findings.scenario.looks.road.words
    items = [LegendItem(f"{mark} {word}", f"v{n}") for n, (mark, word) in enumerate(zip("=~!×", words, strict=False))]
    if findings.deals.deals or findings.deals.offers:
        items += [
            LegendItem("○ offered"),
            LegendItem("open deal", "v1"),
            LegendItem("secret deal", "open"),
            LegendItem("× broken"),
        ]
    return Legend(tuple(items if findings.roads else items[len(words) :]))


def _rows(findings: Findings, cell: MetricCell, first: int, last: int) -> ScoreRows:
    numbers = findings.numbers
    notes: list[list[str]] = [[] for _ in findings.turns]
    for letter in findings.letters:
        if 1 <= letter.turn <= findings.last:
            notes[letter.turn - 1].append(letter.inject)
    spans = [
        DealSpan(
            deal.title or "deal",
            (numbers[deal.parties[0]], numbers[deal.parties[1]]),
            deal.signed,
            deal.last,
            deal.secret,
            tuple(breach.turn for breach in deal.breaches),
        )
        for deal in findings.deals.deals
    ]
    efforts = [
        (numbers[team], findings.label(team), [findings.main_effort(team, turn) for turn in findings.turns])
        for team in findings.teams
        if findings.seat in (None, team)
    ]
    return ScoreRows(
        first=first,
        last=last,
        title=findings.name(cell),
        unit=findings.unit(cell),
        values=findings.series(cell),
        write=lambda value: findings.write(cell, value),
        levels=[(_road_name(findings, road), row) for road, row in findings.roads.items()],
        notes=notes,
        spans=spans,
        offers=[(_pair(findings, offer.table), offer.turn) for offer in findings.deals.offers],
        efforts=[row for row in efforts if any(row[2])],
    )


def _pair(findings: Findings, table: str) -> tuple[int, int]:
    first, second = findings.scenario.rules.deals.tables[table].between
    return findings.numbers[first], findings.numbers[second]


def _road_name(findings: Findings, road: MetricCell) -> str:
    name = joined([findings.scenario.label(code) for code in road[1]])
    return name.removesuffix(" road")


# -- maps -------------------------------------------------------------------------------------------------------------


def _places(findings: Findings) -> list[str]:
    return [code for code in findings.scenario.map.tiles if code in findings.shares(0)]


def _maps(findings: Findings) -> Iterator[Block]:
    if not _places(findings):
        return
    count = min(_MAPS, findings.last + 1)
    moments = sorted({round(findings.last * n / max(1, count - 1)) for n in range(count)})
    maps = []
    for number, moment in enumerate(moments):
        before = moments[number - 1] if number else moment
        maps.append(
            Drawing(
                tile_map(
                    f"T{moment}" if moment else "start",
                    _tiles(findings, moment, before),
                    dict(enumerate(map(findings.label, findings.scenario.players))),
                )
            )
        )
    yield Subhead(f"The map at {counted(len(moments), 'moment')}")
    yield Gallery(tuple(maps), 5)
    holding = dict.fromkeys(code for place in findings.shares(0).values() for code in place)
    known = [code for code in findings.scenario.players if code in holding]
    items = [*(LegendItem(findings.label(code), team=code) for code in known), LegendItem("○ nobody over half")]
    yield Legend(tuple(items))
    names = [f"T{moment}" if moment else "start" for moment in moments]
    rows = [
        (TableCell(findings.scenario.label(place)), *(_holder(findings, moment, place) for moment in moments))
        for place in _places(findings)
    ]
    yield PageTable(("place", *names), tuple(rows), "Who held what, as a table", len(names) + 1, folded=True)


def _holder(findings: Findings, moment: int, place: str) -> TableCell:
    holder = findings.holder(moment, place)
    return TableCell(findings.label(holder), team=holder) if holder is not None else TableCell("nobody", quiet=True)


def _tiles(findings: Findings, moment: int, before: int) -> list[MapTile]:
    tiles, shares = [], findings.shares(moment)
    for place in _places(findings):
        column, row = findings.scenario.map.tiles[place]
        here = shares.get(place, {})
        whole = sum(here.values()) or 1.0
        parts = {
            findings.numbers[code]: share / max(whole, 1.0) for code, share in here.items() if code in findings.numbers
        }
        holder, then = findings.holder(moment, place), findings.holder(before, place)
        number = findings.numbers.get(holder) if holder is not None else None
        tiles.append(MapTile(place, column, row, parts, number, holder != then))
    return tiles


# -- prose ------------------------------------------------------------------------------------------------------------


def _entry(findings: Findings, turn: int) -> StoryEntry:
    calendar = findings.scenario.calendar
    said = [*_moved(findings, turn), *_roads(findings, turn), *_hands(findings, turn), *_efforts(findings, turn)]
    said += [sentence(text) for text in turn_deals(findings, turn)]
    said += [*_injects(findings, turn), *_rulings(findings, turn), *_worth(findings, turn)]
    when = days(*calendar.span(turn)) if calendar is not None else ""
    return StoryEntry(f"T{turn}", when, tuple(said), f"t{turn}")


def _moved(findings: Findings, turn: int) -> Iterator[str]:
    cell = findings.leading
    if cell is None:
        return
    before, after = findings.value(turn - 1, cell), findings.value(turn, cell)
    if before is None or after is None:
        return
    old, new = findings.write(cell, before), findings.written(cell, after)
    way = "stayed at" if findings.write(cell, after) == old else "rose" if after > before else "fell"
    row = next((r for r in findings.match.report(findings.seat, turn).rows if (r.metric, r.entities) == cell), None)
    because = f", mostly because of {row.because}" if row is not None and row.because and way != "stayed at" else ""
    yield sentence(
        f"{findings.name(cell)} {f'{way} {new}' if way == 'stayed at' else f'{way} from {old} to {new}'}{because}"
    )


def _roads(findings: Findings, turn: int) -> Iterator[str]:
    words, said = findings.scenario.looks.road.words, []
    for road, row in findings.roads.items():
        now = row[turn - 1]
        then = findings.road_start(road) if turn == 1 else row[turn - 2]
        if now is not None and then is not None and now != then:
            name = joined([findings.scenario.label(code) for code in road[1]])
            said.append(f"{name} {'became' if now > then else 'eased to'} {words[now]}")
    if said:
        yield sentence(joined(said))


def _hands(findings: Findings, turn: int) -> Iterator[str]:
    for place in _places(findings):
        then, now = findings.holder(turn - 1, place), findings.holder(turn, place)
        if then != now:
            name = findings.scenario.label(place)
            if now is None:
                yield sentence(f"{findings.label(then or '')} lost its hold of {name}")
            else:
                yield sentence(f"{findings.label(now)} took hold of {name}")


def _efforts(findings: Findings, turn: int) -> Iterator[str]:
    efforts = [(team, findings.main_effort(team, turn)) for team in findings.teams]
    said = [f"{findings.label(team)} on {effort}" for team, effort in efforts if effort]
    if said:
        yield sentence(f"Main effort{'s' if len(said) > 1 else ''}: {'; '.join(said)}")


def _injects(findings: Findings, turn: int) -> Iterator[str]:
    for letter in findings.letters:
        if letter.turn == turn:
            answers = [
                f"{findings.label(team)} {'said nothing, which meant' if silent else 'answered'} “{label}”"
                for team, label, silent in findings.answers(letter.inject)
            ]
            yield sentence(
                f"Inject {letter.inject}, “{letter.title.rstrip('.')}”{f': {joined(answers)}' if answers else ''}"
            )


def _rulings(findings: Findings, turn: int) -> Iterator[str]:
    return (ruling_line(findings.scenario, ruling) for of, ruling in findings.rulings if of == turn)


def _worth(findings: Findings, turn: int) -> Iterator[str]:
    points = [point for point in findings.turning_points if point.turn == turn]
    names = {"decision": "own orders", "others": "orders of others", "luck": "luck", "injects": "injects given by hand"}
    names["rulings"] = "a ruling of the facilitator"
    for point in points:
        by = f"{names[point.kind.value]} moved its margin by {with_error(point.estimate)}"
        yield f"Here it turned for {findings.label(point.seat)}: {by}."


# -- table ------------------------------------------------------------------------------------------------------------


def _table(findings: Findings) -> PageTable:
    cell, rows = findings.leading, []
    words = findings.scenario.looks.road.words
    for turn in findings.turns:
        value = findings.written(cell, findings.value(turn, cell)) if cell is not None else ""
        roads = [
            f"{_road_name(findings, road)} {words[level] if level is not None else '?'}"
            for road, row in findings.roads.items()
            if (level := row[turn - 1]) != 0
        ]
        injects = [letter.inject for letter in findings.letters if letter.turn == turn]
        rows.append(
            (
                TableCell(f"T{turn}"),
                TableCell(value),
                TableCell(", ".join(roads) or "all open" if findings.roads else "–"),
                TableCell(", ".join(injects) or "–"),
            )
        )
    name = findings.name(cell) if cell is not None else "value"
    return PageTable(
        ("turn", name, "roads that are not open", "injects"), tuple(rows), "The time line as a table", 4, folded=True
    )


def _printed(findings: Findings, turn: int) -> tuple[str, ...]:
    cell = findings.leading
    return (findings.write(cell, findings.value(turn, cell)),) if cell is not None and turn else ()
