"""Rule books that stay in the user's cache: the same rule book as a new one, and only for the same texts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from wargame.adjudicator import Adjudicator
from wargame.batch.compiled import preparation
from wargame.batch.plan import Plan
from wargame.batch.run import run_games
from wargame.content import Problems, load, load_sources
from wargame.language.registry import OPERATIONS
from wargame.model.scenario.scenario import Scenario
from wargame.native import cache
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.nodes import ApplyNode
from wargame.rulebook.ir.walk import walk
from wargame.store import kept_rulebooks, rulebooks
from wargame.store.rulebooks import compiled

NAME = "first_convoy"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path / name))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(rulebooks, "WORTH_KEEPING", 0.0)
    return tmp_path / "wargame" / "compiled"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the scenarios whose formulas were read."""
    names: list[str] = []
    plain = rulebooks.compile_scenario

    def counting(scenario: Scenario, *rest: object) -> Rulebook | None:
        names.append(scenario.name)
        return plain(scenario, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(rulebooks, "compile_scenario", counting)
    return names


def scenario_named(name: str = NAME) -> Scenario:
    scenario = load(name, Problems())
    assert scenario is not None
    return scenario


def rules(scenario: Scenario, **settings: float | str) -> Rulebook:
    rulebook = compiled(scenario, Problems(), settings)
    assert rulebook is not None
    return rulebook


def test_a_kept_rule_book_plays_the_same_games_and_writes_the_same_c(counted: list[str]) -> None:
    scenario = scenario_named()
    new, old = rules(scenario), rules(scenario)
    assert counted == [NAME] and old is not new
    plan = Plan(scenario.sources, NAME, games=5, length=4, seed=7)
    digests = [run_games(plan, Adjudicator(book), with_digests=True)["digests"] for book in (new, old)]
    assert digests[0] == digests[1]
    texts = [[*preparation.texts(preparation._Batch.of(Adjudicator(book), {}).source(8))] for book in (new, old)]
    assert texts[0] == texts[1]


def test_words_and_shared_values_of_a_kept_rule_book_stay_single_objects() -> None:
    rules(scenario_named())
    old = rules(scenario_named())
    applied = [node for node in walk(old.nodes()) if isinstance(node, ApplyNode)]
    assert applied and all(any(node.operation is word for word in OPERATIONS) for node in applied)
    three = old.graph.number(3.0)
    assert old.graph.number(3.0) is three
    node = applied[0]
    assert old.graph._shared(node) is node


def test_other_texts_settings_and_programs_have_rule_books_of_their_own(
    counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scenario_named()
    rules(first)
    rules(first, levy=4.0)
    changed = {name: text.replace("levy: {value: 3,", "levy: {value: 4,") for name, text in first.sources.items()}
    other = load_sources(changed, NAME, Problems())
    assert other is not None and changed != first.sources
    assert rules(other).scenario.rules.parameters["levy"].value == 4
    assert len(counted) == 3
    assert rules(first).scenario.rules.parameters["levy"].value == 3
    assert len(counted) == 3
    monkeypatch.setattr(kept_rulebooks, "_program", lambda: "another program")
    rules(first)
    assert len(counted) == 4


def test_the_files_of_the_program_are_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    (program / "parts").mkdir(parents=True)
    (program / "__init__.py").write_text("")
    (program / "parts" / "rules.yaml").write_text("a: 1")
    monkeypatch.setattr(kept_rulebooks.wargame, "__file__", str(program / "__init__.py"))
    of = kept_rulebooks._program.__wrapped__
    before = of()
    (program / "parts" / "__pycache__").mkdir()
    (program / "parts" / "__pycache__" / "a.pyc").write_text("")
    assert of() == before
    (program / "parts" / "rules.yaml").write_text("a: 10")
    assert of() != before


def test_a_damaged_file_and_a_file_of_another_kind_are_no_rule_book(folder: Path, counted: list[str]) -> None:
    scenario = scenario_named()
    rules(scenario)
    (kept,) = folder.glob("*.rules")
    kept.write_bytes(kept.read_bytes()[:-100])
    rules(scenario)
    assert len(counted) == 2 and kept.exists()  # made again
    part = folder / "part"
    part.write_bytes(b"no rule book")
    kept.unlink()
    cache.keep(kept_rulebooks.key_of(scenario), part, ".rules")
    rules(scenario)
    assert len(counted) == 3


def test_warnings_are_told_again(counted: list[str]) -> None:
    place = ("when: effort(offensive) > 0", "when: effort(offensive) > -1")
    scenario = load_sources({n: t.replace(*place) for n, t in scenario_named().sources.items()}, NAME, Problems())
    assert scenario is not None
    told = []
    for _ in range(2):
        problems = Problems()
        compiled(scenario, problems, {})
        told.append([str(problem) for problem in problems.all])
    assert len(counted) == 1 and told[0] == told[1] and "always" in "".join(told[0])


def test_without_a_folder_rules_are_compiled_each_time(counted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "user_cache_dir", lambda name: "/dev/null/wargame")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/dev/null")
    rules(scenario_named())
    rules(scenario_named())
    assert len(counted) == 2


def test_a_rule_book_that_compiles_at_once_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebooks, "WORTH_KEEPING", 60.0)
    rules(scenario_named())
    assert not list(folder.glob("*.rules"))
