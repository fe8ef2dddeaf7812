"""Odds behind the keys: they stand at each order, follow the draft, and no key ever waits for them."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.tui.theatre import LARGE, SMALL, convoy, theatre
from wargame.game.match_odds import MatchOdds
from wargame.model.telling.odds import OddsSheet
from wargame.store.setup import PlaySetup
from wargame.tui.screens.turn.turn import TurnScreen
from wargame.tui.widgets.order_line import OrderLine

pytestmark = pytest.mark.usefixtures("live_odds")
ESCORT, BOTH = ("o", "e", "enter", "escape"), ("o", "e", "enter", "b", "enter", "escape")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_list_and_the_inspector_tell_the_odds_of_each_order(size: tuple[int, int]) -> None:
    async with theatre(convoy(), size) as person:
        await person.to_map()
        await person.press(*BOTH, "shift+tab")
        escort, bought = [y for y, row in enumerate(person.rows) if "escort ABJ 1  " in row or "buy_fuel 1  " in row]
        assert "Fuel ↓>99 % +0." in person.rows[escort + 1] and "±" in person.rows[escort + 1]
        assert bought == escort + 2 and "±" in person.rows[bought + 1], "shipments arrive later"
        assert ("Fuel T3 " in person.rows[bought + 1]) and (", without " in person.rows[bought + 1]) == (size == LARGE)
        seen = person.text
        await person.press("pagedown")
        seen += person.text
        assert "ODDS after this turn" in seen and "against no escort:" in seen and "against escort ABJ 2:" in seen
        await person.press("down")
        assert "ODDS after 3 turns" in person.text


async def test_the_arrows_change_the_level_and_the_odds_follow() -> None:
    async with theatre(convoy(), LARGE) as person:
        await person.to_map()
        await person.press(*ESCORT, "shift+tab")
        assert "against escort ABJ 2:" in person.text
        before = next(row for row in person.rows if ", without" in row)
        await person.press("right")
        assert person.orders == ["escort ABJ 2"]
        assert "against escort ABJ 1:" in person.text
        after = next(row for row in person.rows if ", without" in row)
        assert after != before
        await person.press("left")
        assert person.orders == ["escort ABJ 1"] and before in person.rows


async def test_a_road_tells_the_odds_of_the_order_for_it() -> None:
    async with theatre(convoy(), LARGE) as person:
        await person.to_map()
        await person.press(*ESCORT, "tab")
        assert "ODDS after this turn escort ABJ 1" in person.text and "against no escort:" in person.text
        await person.press("tab", "tab")
        assert "ODDS" not in person.text


async def test_the_turn_says_how_the_team_stands_and_its_trend() -> None:
    async with theatre(convoy(), SMALL) as person:
        await person.to_map()
        assert any(row.startswith("─ Margin expected at the end ≈") and "±" in row for row in person.rows)
        await person.press("c", "enter")
        await person.to_map()
        line = next(row for row in person.rows if row.startswith("─ Margin at the end ≈"))
        assert ("↓" in line or "↑" in line) and "most by Fuel" in line


async def test_playback_says_what_the_odds_had_said_and_how_the_dice_fell() -> None:
    async with theatre(convoy(), LARGE) as person:
        await person.to_map()
        await person.press(*BOTH, "c", "enter")
        assert person.name == "PlaybackScreen"
        told = []
        while person.name == "PlaybackScreen":
            told.append(" ".join(person.text.split()))
            await person.press("space")
        [at] = [number for number, text in enumerate(told) if "escort ABJ 1. Your odds had said: " in text]
        assert "of 100 trials of your own odds." in told[at] or "near the middle of the trials" in told[at]
        assert at < len(told) - 1
        assert "YOUR ODDS, and how the dice fell" in told[-1]
        assert "no clear change in the numbers that you watch in this turn" in told[-1], "nothing was bought yet"
        assert "Treasury: the odds had said " in told[-1]


async def test_odds_that_are_switched_off_are_nowhere() -> None:
    setup = convoy()
    off = PlaySetup(setup.scenario, setup.seats, seed=7, odds=False)
    async with theatre(off, LARGE) as person:
        await person.to_map()
        await person.press(*BOTH, "shift+tab")
        seen = [person.text]
        await person.press("question_mark")
        seen.append(person.text)
        await person.press("escape", "c", "enter")
        while person.name == "PlaybackScreen":
            seen.append(person.text)
            await person.press("space")
        await person.to_map()
        seen.append(person.text)
        for text in seen:
            for word in ("odds", "ODDS", "±", "argin expected", "argin at the end"):
                assert word not in text.replace("[EST]", "")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let the thread of the odds wait until the test sets the event."""
    go_on, answer = threading.Event(), MatchOdds.answer

    def late(*args: object, **more: object) -> Iterator[OddsSheet]:
        go_on.wait(30)
        yield from answer(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(MatchOdds, "answer", late)
    yield go_on
    go_on.set()


async def test_no_key_waits_for_the_odds_and_only_the_newest_question_is_answered(held: threading.Event) -> None:
    async with theatre(convoy(), LARGE) as person:
        for _ in range(9):
            if isinstance(person.app.screen, TurnScreen):
                break
            await person.pilot.press("enter")
            await person.pilot.pause()
        for key in ("o", "e", "enter", "b", "enter", "s", "e", "r"):
            await person.pilot.press(key)
        await person.pilot.pause()
        screen = person.app.screen
        assert isinstance(screen, TurnScreen)
        assert screen.query_one(OrderLine).value == "ser" and person.orders == ["escort ABJ 1", "buy_fuel 1"]
        assert any(row.endswith("│   …") for row in person.rows), "each order waits for its odds"
        assert len([each for each in person.app.workers if each.group == "odds"]) == 1
        sheets: list[OddsSheet] = []
        take = screen.live.take
        screen.live.take = lambda sheet: sheets.append(sheet) or take(sheet)  # type: ignore[method-assign, func-returns-value]
        held.set()
        await person.settle()
        assert sheets and {len(sheet.draft.plan.orders) for sheet in sheets} == {2}
        assert "Fuel ↓>99 %" in person.text


async def test_an_answer_about_an_older_draft_is_not_shown() -> None:
    async with theatre(convoy(), LARGE) as person:
        await person.to_map()
        await person.press(*ESCORT)
        screen = person.app.screen
        assert isinstance(screen, TurnScreen)
        sheet = screen.live._sheets[-1]
        await person.press("shift+tab", "right")
        assert not screen.live.take(sheet)
        assert all(each.draft.plan.orders != sheet.draft.plan.orders for each in screen.live._sheets)


async def test_the_review_says_after_how_many_turns_an_order_brings_its_effect() -> None:
    async with theatre(convoy(), SMALL) as person:
        await person.to_map()
        await person.press(*ESCORT, "c")
        assert person.name == "ReviewScreen"
        assert "What each order brings" in person.text
        [row] = [row for row in person.rows if "Fuel T1 +" in row]
        shown = person.text
        await person.press("escape")
        [listed] = [row.split("% ")[1].strip() for row in person.rows if "Fuel ↓" in row]
        assert listed in row, f"the list and the review give one number: {shown}"


async def test_a_draft_that_the_commit_refuses_has_no_odds_and_the_review_says_why() -> None:
    async with theatre(convoy(), LARGE) as person:
        await person.to_map()
        await person.press("o")
        for text in ("offensive BGN", "offensive KKR", "escort ABJ"):
            await person.write(text)
            await person.press("enter")
        await person.press("escape", "shift+tab")
        assert "over by " in person.text and "without" not in person.text and "against" not in person.text
        assert "There are no odds, because" in person.text, "the inspector says why"
        await person.press("c")
        assert "A commit is refused now: over by " in person.text and "brings" not in person.text
        await person.press("enter")
        assert "Not committed: over by " in person.text
        await person.press("escape", "percent_sign")
        assert "There are no odds, because a commit is refused now: over by " in person.text
