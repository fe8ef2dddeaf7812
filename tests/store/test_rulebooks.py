"""A process keeps the rule books that it checked last."""

from __future__ import annotations

import shutil
from pathlib import Path

from wargame.store.rulebooks import rulebook_named

ROOT = Path(__file__).parents[2]


def test_the_same_texts_and_settings_have_one_rule_book() -> None:
    kept = rulebook_named("first_convoy")
    assert rulebook_named("first_convoy") is kept
    fixed = rulebook_named("first_convoy", (("levy", "4"),), beyond_allowed=True)
    assert fixed is not kept
    assert rulebook_named("first_convoy", (("levy", "4"),), beyond_allowed=True) is fixed
    assert rulebook_named("first_convoy") is kept


def test_a_changed_text_has_a_rule_book_of_its_own(tmp_path: Path) -> None:
    for folder in ("scenarios", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / "scenarios" / "first_convoy.yaml"
    kept = rulebook_named(str(file))
    assert rulebook_named(str(file)) is kept
    rules = tmp_path / "rules" / "first_convoy" / "fuel.yaml"
    rules.write_text(rules.read_text().replace("levy: {value: 3,", "levy: {value: 5,"))
    changed = rulebook_named(str(file))
    assert changed is not kept
    assert changed.scenario.rules.parameters["levy"].value == 5
