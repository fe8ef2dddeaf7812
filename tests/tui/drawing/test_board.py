from __future__ import annotations

import attrs
import pytest

from wargame.content import Problems, load
from wargame.model.scenario.looks import RoadLook
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import View
from wargame.tui.drawing.board import places, read_board, sign_of
from wargame.tui.drawing.canvas import Canvas
from wargame.tui.drawing.pen import Pen
from wargame.tui.drawing.roads import draw_roads
from wargame.tui.drawing.tile_map import draw_map, spots, styles_of, tile_size


def scenario(name: str) -> Scenario:
    problems = Problems()
    found = load(name, problems)
    problems.raise_if_errors()
    assert found is not None
    return found


def view(fear: float | None = 0.61, **metrics: dict[tuple[str, ...], float]) -> View:
    cells: dict[str, dict[tuple[str, ...], float]] = {
        "control": {("KKR", "junta"): 0.58, ("KKR", "jnim"): 0.18, ("BGN", "junta"): 0.4, ("BGN", "jnim"): 0.35},
        "cp": {("KKR", "junta"): 30.0},
        "legitimacy": {("KKR",): 52.0},
        **metrics,
    }
    if fear is not None:
        cells["fear"] = {("ABJ",): fear}
    before = {"fear": {("ABJ",): 0.52}, "control": {("KKR", "junta"): 0.61}}
    return View("junta", 2, 6, cells, before, {}, 4)


def test_a_place_is_held_from_more_than_half() -> None:
    board = read_board(scenario("first_convoy"), view())
    held = board.tile("KKR")
    open_place = board.tile("BGN")
    assert held is not None
    assert open_place is not None
    assert (held.holder, held.trend, held.points) == ("junta", "↓", (("junta", "30"),))
    assert open_place.holder == ""
    assert [faction for faction, _ in open_place.shares] == ["junta", "jnim"]


def test_what_is_not_seen_is_left_out() -> None:
    board = read_board(scenario("first_convoy"), view(fear=None))
    unseen = board.tile("BKO")
    road = board.road("ABJ")
    assert unseen is not None
    assert road is not None
    assert (unseen.shares, unseen.points, unseen.holder) == ((), (), "")
    assert (road.sign, road.word, road.text) == ("?", "no report", "?")


def test_roads_have_sign_word_and_change() -> None:
    road = read_board(scenario("first_convoy"), view()).road("ABJ")
    assert road is not None
    assert (road.text, road.sign, road.word, road.change, road.crosses) == ("61", "!", "choked", "↑9", ("BGN", "KKR"))


@pytest.mark.parametrize(
    ("bands", "signs"), [((0.25, 0.5, 0.75), "=~!×"), ((0.5,), "=×"), ((0.3, 0.6), "=!×"), ((), "=")]
)
def test_the_last_band_is_the_worst_sign(bands: tuple[float, ...], signs: str) -> None:
    look = RoadLook(bands=bands)
    assert "".join(sign_of(look, level) for level in range(len(bands) + 1)) == signs


@pytest.mark.parametrize("name", ["first_convoy", "bamako_siege", "harbour_winter"])
def test_every_tile_has_a_cell_of_its_own_and_fits_at_80_by_24(name: str) -> None:
    game = scenario(name)
    at = places(game)
    assert set(game.map.tiles) | set(game.map.off_map) == set(at)
    assert len(set(at.values())) == len(at)
    board = read_board(game, View("junta", 1, 6, {}, {}, {}, 4))
    for width, height in ((51, 15), (74, 27), (109, 50)):
        taken: set[tuple[int, int]] = set()
        for x, y, wide, high in spots(board, width, height).values():
            assert 0 <= x <= width - wide
            assert 0 <= y <= height - high
            cells = {(column, row) for column in range(x, x + wide) for row in range(y, y + high)}
            assert not cells & taken
            taken |= cells


def test_tiles_grow_with_the_room() -> None:
    board = read_board(scenario("first_convoy"), view())
    sizes = [tile_size(board, *room) for room in ((25, 8), (51, 15), (74, 27))]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_every_style_shows_something_else() -> None:
    board = read_board(scenario("first_convoy"), view())
    shown = set()
    for style in styles_of(board):
        canvas = Canvas(51, 15)
        draw_map(canvas, board, Pen(), "KKR", style)
        shown.add(canvas.rows())
        assert any("╔" in row for row in canvas.rows())
    assert len(shown) == len(styles_of(board)) == 4


def test_arrows_reach_every_place() -> None:
    board = read_board(scenario("bamako_siege"), View("junta", 1, 6, {}, {}, {}, 4))
    reached, open_places = set(), [next(iter(board.at))]
    while open_places:
        place = open_places.pop()
        if place not in reached:
            reached.add(place)
            open_places += [board.neighbour(place, *step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    assert reached == set(board.at)


def test_the_marked_road_is_always_in_sight() -> None:
    road = read_board(scenario("first_convoy"), view()).roads[0]
    roads = tuple(attrs.evolve(road, code=f"R{number:02}") for number in range(20))
    for marked in ("R00", "R10", "R19"):
        canvas = Canvas(80, 1)
        draw_roads(canvas, roads, "ROADS", "fear 0–100", "", marked)
        assert f"›{marked}" in canvas.rows()[0]
        assert "…" in canvas.rows()[0]
