"""Whole screens as text, compared with tests/snapshots; `pytest tests/tui --regenerate` writes them anew: read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre

pytestmark = pytest.mark.usefixtures("live_odds")  # a frame has all that a player sees

FOLDER = Path(__file__).parent.parent / "snapshots"
GAMES = {"first_convoy": "junta", "bamako_siege": "junta", "harbour_winter": "cabinet"}
SIZES = {"80x24": SMALL, "120x40": LARGE}


def compare(name: str, text: str, regenerate: bool) -> None:
    path = FOLDER / f"{name}.txt"
    if regenerate:
        path.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == path.read_text(encoding="utf-8"), f"{path.name} differs"


def check_frame(person: Theatre, size: tuple[int, int]) -> None:
    """Every row fits; order list, map, roads, log or hint, line and footer stand on it together."""
    rows = person.rows
    assert len(rows) == size[1]
    assert all(len(row) <= size[0] for row in rows)
    assert "ORDERS" in person.text
    assert rows[-1].endswith("/ All")
    assert " › " in rows[-2]


@pytest.mark.parametrize("colour", ["colour", pytest.param("no-colour", marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scenario", GAMES)
async def test_turn(scenario: str, size: str, colour: str, regenerate: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text with and without colour, so that no fact is told by colour alone."""
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game(scenario, GAMES[scenario]), SIZES[size]) as person:
        await person.to_map()
        check_frame(person, SIZES[size])
        compare(f"{scenario}-turn-{size}", person.text, regenerate and colour == "colour")


@pytest.mark.parametrize("size", SIZES)
async def test_writing_an_order(size: str, regenerate: bool) -> None:
    async with theatre(game("first_convoy", "junta"), SIZES[size]) as person:
        await person.to_map()
        await person.press("o", "s", "e")
        assert person.rows[-1].startswith(" ⏎ Add")
        compare(f"first_convoy-order-line-{size}", person.text, regenerate)


@pytest.mark.parametrize("size", SIZES)
async def test_after_a_turn(size: str, regenerate: bool) -> None:
    """Playback, report, causes, and the board a turn later."""
    async with theatre(game("first_convoy", "junta"), SIZES[size]) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "b", "enter", "escape", "c")
        compare(f"first_convoy-review-{size}", person.text, regenerate)
        await person.press("enter")
        await person.press("space")
        compare(f"first_convoy-playback-{size}", person.text, regenerate)
        await person.press("enter")
        compare(f"first_convoy-report-{size}", person.text, regenerate)
        await person.press("w")
        compare(f"first_convoy-why-{size}", person.text, regenerate)
        await person.press("escape", "enter")
        compare(f"first_convoy-turn-2-{size}", person.text, regenerate)


async def test_menu_of_a_newcomer(regenerate: bool) -> None:
    async with theatre(None) as person:
        compare("menu-80x24", person.text, regenerate)


async def test_end_of_a_game(regenerate: bool) -> None:
    async with theatre(game("first_convoy")) as person:
        assert person.name == "FinishScreen"
        assert "The roles are over" in person.text
        await person.press("enter")
        compare("first_convoy-end-80x24", person.text, regenerate)


async def test_no_colour_leaves_only_greys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        colours = set()
        for strip in person.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(person.app._filters[0], person.app.screen.background_colors[1]):
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if colour is not None and colour.triplet is not None:
                        colours.add(tuple(colour.triplet))
        assert colours
        assert all(max(colour) - min(colour) <= 1 for colour in colours)


@pytest.mark.parametrize(
    "keys", [(), pytest.param(("o", "s"), marks=pytest.mark.slow), ("c",)], ids=["turn", "order-line", "review"]
)
async def test_a_large_window_is_used_and_its_parts_stand_under_each_other(
    keys: tuple[str, ...], regenerate: bool
) -> None:
    async with theatre(game("bamako_siege", "junta"), (200, 60)) as person:
        await person.to_map()
        await person.press(*keys)
        assert all(row[:20].strip() == "" and len(row) <= 180 for row in person.rows)
        assert {len(row) - len(row.lstrip()) for row in (person.rows[0], person.rows[-1])} == {21}
        map_rows = [y for y, row in enumerate(person.rows) if "TBT" in row or "╰" in row]
        assert max(map_rows) - min(map_rows) > 30
        if not keys:
            compare("bamako_siege-turn-200x60", person.text, regenerate)
