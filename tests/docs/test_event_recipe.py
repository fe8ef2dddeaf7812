"""The recipe for an event names every place that must know each event, and no other."""

import re

from docs.blocks import ROOT

RECIPE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add an event\n")[2].partition("\n## ")[0]
DECLARED = {"wargame/model/match/events.py", "wargame/store/events/shapes.py"}  # the classes, and their keys in a save
GROWN = {"tests/store/games.py", "tests/store/events/test_checks.py", "tests/game/conftest.py"}


def test_the_recipe_names_every_place_that_must_know_each_event():
    exhaustive = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "wargame").rglob("*.py")
        if re.search(r"assert_never\((event|shape)\)", path.read_text(encoding="utf-8"))
    }
    named = {name for name in re.findall(r"`(\S+?\.py)`", RECIPE) if (ROOT / name).is_file()}
    assert named == exhaustive | DECLARED | GROWN


def test_the_folders_that_the_recipe_names_hold_one_file_a_format():
    for folder, name in (
        ("wargame/store/migrations", "from_N.py"),
        ("tests/store/migrations/formats", "format_N.jsonl"),
    ):
        assert folder in RECIPE
        assert name in RECIPE
        assert (ROOT / folder / name.replace("N", "0")).is_file()
