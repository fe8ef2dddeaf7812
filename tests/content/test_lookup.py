"""Names are found beside the file, then among one's own, then among those shipped."""

from pathlib import Path

import pytest

from tests.content.small import RULES, SCENARIO
from wargame.content import Problems, load, lookup
from wargame.content.lookup import ContentKind
from wargame.content.targets import targets
from wargame.errors import UsageError


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a scenario and its rules."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    write(tmp_path / "scenarios/small.yaml", SCENARIO)
    write(tmp_path / "rules/small/ruleset.yaml", RULES)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_own_content_goes_by_name_and_before_shipped(own: Path) -> None:
    assert lookup.names(ContentKind.SCENARIO)[0] == "small"
    assert set(lookup.names(ContentKind.SCENARIO)) >= set(lookup.shipped_scenarios())
    problems = Problems()
    scenario = load("small", problems)
    assert problems.all == ()
    assert scenario is not None
    assert scenario.place.file == "scenarios/small.yaml"
    assert list(scenario.sources) == ["scenarios/small.yaml", "rules/small/ruleset.yaml"]


def test_rules_beside_the_scenario_come_first(own: Path) -> None:
    write(own / "game/scenario.yaml", SCENARIO)
    write(own / "game/rules/small/ruleset.yaml", RULES.replace("Small rules", "Nearer rules"))
    scenario = load("game", Problems())
    assert scenario is not None
    assert scenario.rules.title == "Nearer rules"
    assert list(scenario.sources) == ["scenarios/game/scenario.yaml", "rules/small/ruleset.yaml"]


def test_content_in_the_data_folder_goes_by_name(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(own / "data/wargame/scenarios/far.yaml", SCENARIO)
    write(own / "data/wargame/rules/small/ruleset.yaml", RULES)
    monkeypatch.chdir(own / "data")
    scenario = load("far", Problems())
    assert scenario is not None
    assert scenario.name == "far"


def test_a_rule_set_that_is_nowhere_is_told_at_the_name(own: Path) -> None:
    write(own / "scenarios/small.yaml", SCENARIO.replace("rules: small", "rules: smal"))
    problems = Problems()
    assert load("small", problems) is None
    assert [str(p) for p in problems.all] == [
        "scenarios/small.yaml:2:8: no rule set is called `smal`; did you mean `small`?"
    ]


@pytest.mark.parametrize("name", ["nothing", "nothing.yaml", "no/thing", "", "..", "scenarios/small.yaml/x", "a\0b"])
def test_what_is_nowhere_is_wrong_usage(own: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no scenario is called"):
        load(name, Problems())


def test_targets_of_a_name_a_file_and_a_folder(own: Path) -> None:
    write(own / "rules/small/more.yaml", "formulas: {half: fed / 2}\n")

    def named(path: str) -> list[tuple[str, str]]:
        return [(found.sort.word, found.name) for found in targets(path)]

    both = [("rule set", "small"), ("scenario", "small")]
    assert named("small") == both
    assert named(".") == both
    assert named("rules/small/more.yaml") == [("rule set", "small")]
    assert named("scenarios/small.yaml") == [("scenario", "small")]
    assert named("rules") == [("rule set", "small")]
    assert named("data") == []
