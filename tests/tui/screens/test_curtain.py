from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, theatre
from wargame.tui.screens.common import curtain
from wargame.tui.screens.common.curtain import opening_letters

SECRETS = ("escort", "services", "Treasury", "BGN", "draft", "JUNTA │", "blockade", "sebg")


async def test_nothing_of_the_last_team_remains() -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("right", "o", "e", "enter", "s", "e", "enter", "s", "e", "b", "g", "escape")
        person.app.notify("a toast of the junta")
        await person.press("c", "enter")
        assert person.name == "CurtainScreen"
        for secret in (*SECRETS, "toast"):
            assert secret not in person.text
        assert "J N I M" in person.text
        assert person.app.seat_session is None
        assert person.app.title == "Wargame"
        await person.press("up", "up", "question_mark", "slash", "tab", "escape")
        assert person.name == "CurtainScreen"
        await person.open_curtain("jn")
        await person.to_map()
        for secret in ("escort", "draft 2", "Treasury", "sebg"):
            assert secret not in person.text
        await person.press("slash", "escape", "o", "up", "up")
        assert "sebg" not in person.text
        assert person.app.screen.query_one("#line").value == ""  # type: ignore[attr-defined]


async def test_no_frame_of_the_last_team_is_drawn_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("o", "e", "enter", "escape", "c")
        drawn: list[str] = []
        display = person.app._display

        def record(screen: object, renderable: object) -> None:
            drawn.append(type(screen).__name__)
            display(screen, renderable)  # type: ignore[arg-type]

        monkeypatch.setattr(person.app, "_display", record)
        await person.press("enter")
        assert "CurtainScreen" in drawn
        after = drawn[drawn.index("CurtainScreen") :]
        assert set(after) == {"CurtainScreen"}
        assert "TurnScreen" not in drawn


async def test_keys_of_the_first_half_second_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curtain, "DEAF", 3600.0)  # however slow the machine: the timer is rung by hand
    async with theatre(convoy("junta", "jnim")) as person:
        await person.pilot.press("j", "u", "enter")
        assert person.name == "CurtainScreen"
        assert isinstance(person.app.screen, curtain.CurtainScreen)
        person.app.screen.listen()
        await person.press("enter")
        assert person.name == "CurtainScreen"
        await person.press("j", "u", "enter")
        assert person.name == "BriefingScreen"


async def test_only_a_team_of_this_keyboard_opens() -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        await person.open_curtain("xx")
        assert person.name == "CurtainScreen"
        assert "xx" not in person.text


async def test_a_team_that_has_committed_can_withdraw() -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("c", "enter")
        await person.open_curtain("ju")
        await person.to_map()
        assert person.draft.committed
        await person.press("c")
        assert not person.draft.committed


async def test_each_team_sees_its_own_playback_first() -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        for letters in ("ju", "jn"):
            await person.open_curtain(letters)
            await person.to_map()
            await person.press("c", "enter")
        assert person.name == "CurtainScreen"
        await person.open_curtain("ju")
        assert person.name == "PlaybackScreen"
        await person.press("enter")
        assert person.name == "ReportScreen"
        await person.press("enter")
        assert person.name == "TurnScreen"


async def test_a_resize_redraws_only_the_curtain() -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("o", "e", "enter", "escape", "c", "enter")
        await person.pilot.resize_terminal(100, 30)
        await person.settle()
        assert person.name == "CurtainScreen"
        assert "escort" not in person.text
        await person.pilot.resize_terminal(60, 20)
        await person.settle()
        assert "60×20" in person.text
        assert "order" not in person.text


def test_letters_that_two_teams_share_are_not_enough() -> None:
    assert opening_letters({"junta": "Junta", "jnim": "JNIM"}) == {"ju": "junta", "jn": "jnim"}
    assert opening_letters({"a": "Northern League", "b": "North Union"}) == {"northe": "a", "northu": "b"}


async def test_a_shared_keyboard_left_alone_is_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with theatre(convoy("junta", "jnim")) as person:
        await person.open_curtain("ju")
        await person.to_map()
        await person.press("o", "s", "e")
        person.app.watch_idle()
        await person.settle()
        assert person.name == "TurnScreen"
        monkeypatch.setattr(person.app, "idle_for", lambda: 90.0)
        person.app.watch_idle()
        await person.settle()
        assert person.name == "CurtainScreen"
        assert "to   J U N T A" in person.text
        await person.open_curtain("ju")
        await person.to_map()
        assert " › se" in person.text
