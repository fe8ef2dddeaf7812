"""What holds on every screen: keys that are told work, and keys that work are told."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode

import wargame.tui.screens
from tests.tui.theatre import convoy, game, theatre
from wargame.tui.base_app import AMBIGUOUS, BaseApp
from wargame.tui.commands import KeyCommand
from wargame.tui.screens.common.base_screen import GameScreen


def all_screens() -> list[type[GameScreen[object]]]:
    found: dict[str, type[GameScreen[object]]] = {}
    for module in pkgutil.walk_packages(wargame.tui.screens.__path__, "wargame.tui.screens."):
        for name, thing in inspect.getmembers(importlib.import_module(module.name)):
            if inspect.isclass(thing) and issubclass(thing, GameScreen) and thing.NAME:
                found[name] = thing
    return list(found.values())


@pytest.mark.parametrize("screen", all_screens(), ids=lambda screen: screen.__name__)
def test_every_key_that_is_told_does_something(screen: type[GameScreen[object]]) -> None:
    assert screen.KEYS
    for command in screen.KEYS:
        if command.action == "scroll":
            continue  # the list's own keys, told here
        owner, _, action = command.action.split("(")[0].rpartition(".")
        host: type[DOMNode] = BaseApp if owner == "app" else screen
        assert hasattr(host, f"action_{action}"), f"{screen.__name__} lacks action {command.action}"
        assert host._merged_bindings is not None
        unbound = set(command.keys) - set(host._merged_bindings.key_to_bindings)
        assert not unbound, f"{screen.__name__} tells of keys that it does not bind"


def meaning(command: KeyCommand) -> str:
    """Give what a key does: which sheet it opens, or its action whatever the number behind it."""
    action = command.action.split("(")[0]
    return command.action if action == "open" else action


def test_a_letter_means_one_thing_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for screen in all_screens():
        for command in screen.KEYS:
            for key in command.keys:
                if len(key) == 1 and key.isalpha():
                    meanings.setdefault(key, set()).add(meaning(command))
    closing = {"back"}  # the letter that opened a sheet closes it
    many = {key: actions - closing for key, actions in meanings.items() if len(actions - closing) > 1}
    assert many == {}


async def test_help_lists_every_key_of_the_turn() -> None:
    async with theatre(convoy(), (100, 80)) as person:
        await person.to_map()
        commands = person.app.screen.commands_now()  # type: ignore[attr-defined]
        await person.press("question_mark")
        for command in commands:
            assert command.meaning in person.text, command.word
        assert "stock and flow" in person.text


async def test_plain_glyphs_are_ascii_on_every_screen() -> None:
    async with theatre(convoy(), plain_glyphs=True) as person:
        seen = [person.text]
        await person.to_map()
        for keys in (
            ("o", "e"),
            ("enter", "escape"),
            ("v",),
            ("escape", "l"),
            ("escape", "question_mark"),
            ("escape", "c"),
        ):
            await person.press(*keys)
            seen.append(person.text)
        await person.press("enter")
        seen.append(person.text)
        await person.press("enter")
        seen.append(person.text)
        await person.press("w")
        seen.append(person.text)
        assert person.name == "WhyScreen"
        for text in seen:
            assert text.isascii(), [c for c in text if not c.isascii()]


def test_bindings_are_made_of_commands() -> None:
    for screen in all_screens():
        keys = {binding.key for binding in screen.BINDINGS if isinstance(binding, Binding)}
        told = {key for command in screen.KEYS for key in command.keys}
        assert keys <= told, screen.__name__


async def test_a_terminal_that_draws_signs_two_cells_wide_gets_ascii() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        assert not person.text.isascii()
        person.app.post_message(events.CursorPosition(len(AMBIGUOUS), 0))
        await person.settle()
        assert not person.text.isascii()
        person.app.post_message(events.CursorPosition(2 * len(AMBIGUOUS), 0))
        await person.settle()
        assert person.text.replace("›", ">").isascii()


async def test_the_inspector_tells_on_below_its_box_and_begins_anew_with_another_place() -> None:
    async with theatre(game("bamako_siege", "junta")) as person:
        await person.to_map()
        before = person.text
        assert "PgDn ↓" in before
        await person.press("pagedown")
        assert "PgUp ↑" in person.text
        assert person.text != before
        await person.press(*["pagedown"] * 9)
        assert "[EST]" in person.text
        assert "PgDn" not in person.text
        await person.press(*["pageup"] * 10)
        assert person.text == before
        await person.press("pagedown", "down")
        assert "PgUp" not in person.text


async def test_a_seat_without_forces_sees_the_map_and_its_own_orders() -> None:
    async with theatre(game("bamako_siege", "coast"), (80, 24)) as person:
        await person.to_map()
        assert "NEIGHBOURS ON THE COAST" in person.text
        assert "Reserve" in person.text
        assert "BKO" in person.text
