"""The menu and what is chosen from it."""

from __future__ import annotations

import pytest

from tests.tui.theatre import convoy, theatre
from wargame.tui.app import WargameApp


@pytest.mark.parametrize("key", ["escape", "backspace"])
async def test_esc_on_the_menu_stays_on_the_menu(key: str) -> None:
    async with theatre(None) as person:
        await person.press(*[key] * 3)
        assert person.name == "MenuScreen"
        assert person.app.is_running


async def test_the_footer_counts_the_entries() -> None:
    async with theatre(None) as person:
        entries = len(person.app.screen.entries())  # type: ignore[attr-defined]
        assert f"1–{entries} Open" in person.rows[-1]


async def test_the_first_scenario_is_described_before_any_key() -> None:
    async with theatre(None) as person:
        await person.press("2" if "2  New game" in person.text else "3")
        assert person.name == "ScenarioScreen"
        first = person.app.catalogue.scenarios[0]  # type: ignore[union-attr]
        assert first.situation.split()[0] in person.text
        assert f"› {first.title} " in person.text


async def test_what_nobody_foresaw_is_raised_without_a_traceback_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = WargameApp(None)
    monkeypatch.setattr(app, "check_size", lambda *_: 1 // 0)
    await app.run_async(headless=True, size=(80, 24))
    assert isinstance(app.fault, ZeroDivisionError)
    assert "Traceback" not in "".join(capsys.readouterr())


async def test_a_fault_in_a_worker_is_the_fault_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    app = WargameApp(convoy())

    async def fails(_setup: object) -> None:
        raise LookupError("lost")

    monkeypatch.setattr(app, "opened", fails)
    await app.run_async(headless=True, size=(80, 24))
    assert isinstance(app.fault, LookupError)
