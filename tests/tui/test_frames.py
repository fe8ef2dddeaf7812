"""Whole screens as text, compared with tests/snapshots; `pytest tests/tui --regenerate` writes them anew: read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.theatre import LARGE, SMALL, Theatre, game, theatre

FOLDER = Path(__file__).parent.parent / "snapshots"
GAMES = {"first_convoy": "junta", "bamako_siege": "junta", "harbour_winter": "cabinet"}
SIZES = {"80x24": SMALL, "120x40": LARGE}


def compare(name: str, text: str, regenerate: bool) -> None:
    path = FOLDER / f"{name}.txt"
    if regenerate:
        path.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == path.read_text(encoding="utf-8"), f"{path.name} differs"


def check_frame(hand: Theatre, size: tuple[int, int]) -> None:
    """Every row fits; order list, map, roads, log or hint, line and footer stand on it together."""
    rows = hand.rows
    assert len(rows) == size[1]
    assert all(len(row) <= size[0] for row in rows)
    assert "ORDERS" in hand.text
    assert rows[-1].endswith("/ All")
    assert " › " in rows[-2]


@pytest.mark.parametrize("colour", ["colour", "no-colour"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scenario", GAMES)
async def test_turn(scenario: str, size: str, colour: str, regenerate: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text with and without colour, so that no fact is told by colour alone."""
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game(scenario, GAMES[scenario]), SIZES[size]) as hand:
        await hand.to_map()
        check_frame(hand, SIZES[size])
        compare(f"{scenario}-turn-{size}", hand.text, regenerate and colour == "colour")


@pytest.mark.parametrize("size", SIZES)
async def test_writing_an_order(size: str, regenerate: bool) -> None:
    async with theatre(game("first_convoy", "junta"), SIZES[size]) as hand:
        await hand.to_map()
        await hand.press("o", "s", "e")
        assert hand.rows[-1].startswith(" ⏎ Add")
        compare(f"first_convoy-order-line-{size}", hand.text, regenerate)


@pytest.mark.parametrize("size", SIZES)
async def test_after_a_turn(size: str, regenerate: bool) -> None:
    """Playback, report, causes, and the board a turn later."""
    async with theatre(game("first_convoy", "junta"), SIZES[size]) as hand:
        await hand.to_map()
        await hand.press("o", "e", "enter", "b", "enter", "escape", "c")
        compare(f"first_convoy-review-{size}", hand.text, regenerate)
        await hand.press("enter")
        await hand.press("space")
        compare(f"first_convoy-playback-{size}", hand.text, regenerate)
        await hand.press("enter")
        compare(f"first_convoy-report-{size}", hand.text, regenerate)
        await hand.press("w")
        compare(f"first_convoy-why-{size}", hand.text, regenerate)
        await hand.press("escape", "enter")
        compare(f"first_convoy-turn-2-{size}", hand.text, regenerate)


async def test_menu_of_a_newcomer(regenerate: bool) -> None:
    async with theatre(None) as hand:
        compare("menu-80x24", hand.text, regenerate)


async def test_end_of_a_game(regenerate: bool) -> None:
    async with theatre(game("first_convoy")) as hand:
        assert hand.name == "FinishScreen"
        assert "You have left the roles" in hand.text
        await hand.press("enter")
        compare("first_convoy-end-80x24", hand.text, regenerate)


async def test_no_colour_leaves_only_greys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with theatre(game("bamako_siege", "junta")) as hand:
        await hand.to_map()
        colours = set()
        for strip in hand.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(hand.app._filters[0], hand.app.screen.background_colors[1]):
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if colour is not None and colour.triplet is not None:
                        colours.add(tuple(colour.triplet))
        assert colours
        assert all(max(colour) - min(colour) <= 1 for colour in colours)
