from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, theatre
from wargame.tui.screens import curtain
from wargame.tui.screens.curtain import opening_letters

SECRETS = ("escort", "services", "Treasury", "BGN", "draft", "JUNTA │", "blockade", "sebg")


async def test_nothing_of_the_last_team_remains() -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await buffer.press("right", "o", "e", "enter", "s", "e", "enter", "s", "e", "b", "g", "escape")
        buffer.app.notify("a toast of the junta")
        await buffer.press("c", "enter")
        assert buffer.name == "CurtainScreen"
        for secret in (*SECRETS, "toast"):
            assert secret not in buffer.text
        assert "J N I M" in buffer.text
        assert buffer.app.seat_session is None
        assert buffer.app.title == "Wargame"
        await buffer.press("up", "up", "question_mark", "slash", "tab", "escape")
        assert buffer.name == "CurtainScreen"
        await buffer.open_curtain("jn")
        await buffer.to_map()
        for secret in ("escort", "draft 2", "Treasury", "sebg"):
            assert secret not in buffer.text
        await buffer.press("slash", "escape", "o", "up", "up")
        assert "sebg" not in buffer.text
        assert buffer.app.screen.query_one("#line").value == ""  # type: ignore[attr-defined]


async def test_no_frame_of_the_last_team_is_drawn_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "escape", "c")
        drawn: list[str] = []
        display = buffer.app._display

        def record(screen: object, renderable: object) -> None:
            drawn.append(type(screen).__name__)
            display(screen, renderable)  # type: ignore[arg-type]

        monkeypatch.setattr(buffer.app, "_display", record)
        await buffer.press("enter")
        assert "CurtainScreen" in drawn
        after = drawn[drawn.index("CurtainScreen") :]
        assert set(after) == {"CurtainScreen"}
        assert "TurnScreen" not in drawn


async def test_keys_of_the_first_half_second_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curtain, "DEAF", 3600.0)  # however slow the machine: the timer is rung by hand
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.pilot.press("j", "u", "enter")
        assert buffer.name == "CurtainScreen"
        assert isinstance(buffer.app.screen, curtain.CurtainScreen)
        buffer.app.screen.listen()
        await buffer.press("enter")
        assert buffer.name == "CurtainScreen"
        await buffer.press("j", "u", "enter")
        assert buffer.name == "BriefingScreen"


async def test_only_a_team_of_this_keyboard_opens() -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.open_curtain("xx")
        assert buffer.name == "CurtainScreen"
        assert "xx" not in buffer.text


async def test_a_team_that_has_committed_can_withdraw() -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await buffer.press("c", "enter")
        await buffer.open_curtain("ju")
        await buffer.to_map()
        assert buffer.draft.committed
        await buffer.press("c")
        assert not buffer.draft.committed


async def test_each_team_sees_its_own_playback_first() -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        for letters in ("ju", "jn"):
            await buffer.open_curtain(letters)
            await buffer.to_map()
            await buffer.press("c", "enter")
        assert buffer.name == "CurtainScreen"
        await buffer.open_curtain("ju")
        assert buffer.name == "PlaybackScreen"
        await buffer.press("enter")
        assert buffer.name == "ReportScreen"
        await buffer.press("enter")
        assert buffer.name == "TurnScreen"


async def test_a_resize_redraws_only_the_curtain() -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await buffer.press("o", "e", "enter", "escape", "c", "enter")
        await buffer.pilot.resize_terminal(100, 30)
        await buffer.settle()
        assert buffer.name == "CurtainScreen"
        assert "escort" not in buffer.text
        await buffer.pilot.resize_terminal(60, 20)
        await buffer.settle()
        assert "60×20" in buffer.text
        assert "order" not in buffer.text


def test_letters_that_two_teams_share_are_not_enough() -> None:
    assert opening_letters({"junta": "Junta", "jnim": "JNIM"}) == {"ju": "junta", "jn": "jnim"}
    assert opening_letters({"a": "Northern League", "b": "North Union"}) == {"northe": "a", "northu": "b"}


async def test_a_shared_keyboard_left_alone_is_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with theatre(convoy("junta", "jnim")) as buffer:
        await buffer.open_curtain("ju")
        await buffer.to_map()
        await buffer.press("o", "s", "e")
        buffer.app.watch_idle()
        await buffer.settle()
        assert buffer.name == "TurnScreen"
        monkeypatch.setattr(buffer.app, "idle_for", lambda: 90.0)
        buffer.app.watch_idle()
        await buffer.settle()
        assert buffer.name == "CurtainScreen"
        assert "to   J U N T A" in buffer.text
        await buffer.open_curtain("ju")
        await buffer.to_map()
        assert " › se" in buffer.text
