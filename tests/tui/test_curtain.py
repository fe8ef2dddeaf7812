from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, theatre
from wargame.tui.screens import curtain
from wargame.tui.screens.curtain import opening_letters

SECRETS = ("escort", "services", "Treasury", "BGN", "draft", "JUNTA │", "blockade", "sebg")


async def test_nothing_of_the_last_team_remains() -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await hand.press("right", "o", "e", "enter", "s", "e", "enter", "s", "e", "b", "g", "escape")
        hand.app.notify("a toast of the junta")
        await hand.press("c", "enter")
        assert hand.name == "CurtainScreen"
        for secret in (*SECRETS, "toast"):
            assert secret not in hand.text
        assert "J N I M" in hand.text
        assert hand.app.chair is None
        assert hand.app.title == "Wargame"
        await hand.press("up", "up", "question_mark", "slash", "tab", "escape")
        assert hand.name == "CurtainScreen"
        await hand.open_curtain("jn")
        await hand.to_map()
        for secret in ("escort", "draft 2", "Treasury", "sebg"):
            assert secret not in hand.text
        await hand.press("slash", "escape", "o", "up", "up")
        assert "sebg" not in hand.text
        assert hand.app.screen.query_one("#line").value == ""  # type: ignore[attr-defined]


async def test_no_frame_of_the_last_team_is_drawn_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await hand.press("o", "e", "enter", "escape", "c")
        drawn: list[str] = []
        display = hand.app._display

        def record(screen: object, renderable: object) -> None:
            drawn.append(type(screen).__name__)
            display(screen, renderable)  # type: ignore[arg-type]

        monkeypatch.setattr(hand.app, "_display", record)
        await hand.press("enter")
        assert "CurtainScreen" in drawn
        after = drawn[drawn.index("CurtainScreen") :]
        assert set(after) == {"CurtainScreen"}
        assert "TurnScreen" not in drawn


async def test_keys_of_the_first_half_second_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curtain, "DEAF", 3600.0)  # however slow the machine: the timer is rung by hand
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.pilot.press("j", "u", "enter")
        assert hand.name == "CurtainScreen"
        assert isinstance(hand.app.screen, curtain.CurtainScreen)
        hand.app.screen.listen()
        await hand.press("enter")
        assert hand.name == "CurtainScreen"
        await hand.press("j", "u", "enter")
        assert hand.name == "BriefingScreen"


async def test_only_a_team_of_this_keyboard_opens() -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.open_curtain("xx")
        assert hand.name == "CurtainScreen"
        assert "xx" not in hand.text


async def test_a_team_that_has_committed_can_withdraw() -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await hand.press("c", "enter")
        await hand.open_curtain("ju")
        await hand.to_map()
        assert hand.draft.committed
        await hand.press("c")
        assert not hand.draft.committed


async def test_each_team_sees_its_own_playback_first() -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        for letters in ("ju", "jn"):
            await hand.open_curtain(letters)
            await hand.to_map()
            await hand.press("c", "enter")
        assert hand.name == "CurtainScreen"
        await hand.open_curtain("ju")
        assert hand.name == "PlaybackScreen"
        await hand.press("enter")
        assert hand.name == "ReportScreen"
        await hand.press("enter")
        assert hand.name == "TurnScreen"


async def test_a_resize_redraws_only_the_curtain() -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await hand.press("o", "e", "enter", "escape", "c", "enter")
        await hand.pilot.resize_terminal(100, 30)
        await hand.settle()
        assert hand.name == "CurtainScreen"
        assert "escort" not in hand.text
        await hand.pilot.resize_terminal(60, 20)
        await hand.settle()
        assert "60×20" in hand.text
        assert "order" not in hand.text


def test_letters_that_two_teams_share_are_not_enough() -> None:
    assert opening_letters({"junta": "Junta", "jnim": "JNIM"}) == {"ju": "junta", "jn": "jnim"}
    assert opening_letters({"a": "Northern League", "b": "North Union"}) == {"northe": "a", "northu": "b"}


async def test_a_shared_keyboard_left_alone_is_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with theatre(convoy("junta", "jnim")) as hand:
        await hand.open_curtain("ju")
        await hand.to_map()
        await hand.press("o", "s", "e")
        hand.app.watch_idle()
        await hand.settle()
        assert hand.name == "TurnScreen"
        monkeypatch.setattr(hand.app, "idle_for", lambda: 90.0)
        hand.app.watch_idle()
        await hand.settle()
        assert hand.name == "CurtainScreen"
        assert "to   J U N T A" in hand.text
        await hand.open_curtain("ju")
        await hand.to_map()
        assert " › se" in hand.text
