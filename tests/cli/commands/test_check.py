"""`wargame check` tells every problem at its place and answers with its exit code."""

import json
from pathlib import Path

import pytest

from tests.content.small import RULES, SCENARIO
from wargame.cli.main import run
from wargame.content.lookup import shipped_rule_sets, shipped_scenarios


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a scenario and its rules."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "rules/small").mkdir(parents=True)
    write(tmp_path / "scenarios/small.yaml", SCENARIO)
    write(tmp_path / "rules/small/ruleset.yaml", RULES)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_problems_are_told_by_place_and_the_answer_is_no(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own / "rules/small/ruleset.yaml", RULES.replace("phase: talk", "phase: tlak"))
    write(own / "scenarios/small.yaml", SCENARIO.replace("ap: 4", "ap: many"))
    assert run(["check", "scenarios/small.yaml"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "rules/small/ruleset.yaml:56:12: no phase is called `tlak`; did you mean `talk`?",
        "scenarios/small.yaml:16:25: expected a whole number from 0 to 100, found `many`",
    ]


def test_formulas_are_checked_in_the_same_pass_without_blaming_what_could_not_be_read(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = RULES.replace("range: 0..100, start: 10", "range: wide, start: 10").replace("phase: talk", "phase: tlak")
    rules = rules.replace("yield_share * people * crop", "yield_share * poeple * crop")
    rules = rules.replace("{wealth: 0.5, peace: 0.5}", "{wealth: 0.5}")
    write(own / "rules/small/ruleset.yaml", rules.replace("  share(a, b): a", "  share(a, b): aim == wealth and grian"))
    assert run(["check", "scenarios/small.yaml"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "rules/small/ruleset.yaml:14:28: expected a range as in 0..100 or [0, 100], found `wide`",
        "rules/small/ruleset.yaml:23:15: a pick needs two values or more",
        "rules/small/ruleset.yaml:26:34: nothing is called `grian`; did you mean `grain`?",
        "rules/small/ruleset.yaml:50:32: nothing is called `poeple`; did you mean `people`?",
        "rules/small/ruleset.yaml:56:12: no phase is called `tlak`; did you mean `talk`?",
    ]


def test_a_problem_that_two_scenarios_share_is_told_once(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own / "scenarios/other.yaml", SCENARIO)
    write(own / "rules/small/ruleset.yaml", RULES.replace("phase: talk", "phase: tlak"))
    assert run(["check", "."]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_json_holds_problems_and_counts_of_parameters(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--json", "rules/small"]) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    assert told["parameters"] == {"fact": 0, "estimate": 1, "assumption": 2}
    assert told["checked"] == [{"kind": "rule set", "name": "small", "file": "rules/small/ruleset.yaml"}]

    write(own / "rules/small/ruleset.yaml", RULES.replace("phase: talk", "phase: tlak"))
    assert run(["check", "--json", "rules/small/ruleset.yaml"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"]
    assert told["problems"] == [
        {
            "file": "rules/small/ruleset.yaml",
            "line": 56,
            "column": 12,
            "message": "no phase is called `tlak`; did you mean `talk`?",
            "warning": False,
        }
    ]


def test_a_theme_file_is_checked_with_its_rule_set(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own / "rules/small/more.yaml", "formulas: {half: fed / 2}\n")
    assert run(["check", "rules/small/more.yaml"]) == 1
    assert (
        "rules/small/more.yaml:1:1: no file includes this one: add it to `include` in rules/small/ruleset.yaml"
    ) in capsys.readouterr().out.splitlines()


def test_formulas_of_a_rule_set_are_checked_on_the_map_of_a_scenario_that_plays_by_it(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(own / "rules/small/ruleset.yaml", RULES.replace("fed: grain / 100", "fed: grian / people"))
    assert run(["check", "rules/small"]) == 1
    assert (
        "rules/small/ruleset.yaml:25:8: nothing is called `grian`; did you mean `grain`?"
    ) in capsys.readouterr().out.splitlines()


def test_formulas_of_a_rule_set_are_checked_without_any_scenario(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "scenarios/small.yaml").unlink()
    write(own / "rules/small/ruleset.yaml", RULES.replace("plays: blue", "when: winter"))
    assert run(["check", "rules/small"]) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()] == ["rules/small/ruleset.yaml:55:11"]
    needs = RULES.replace("plays: blue", "when: winter").replace("needs: {", "needs: {seasons: [winter], ")
    write(own / "rules/small/ruleset.yaml", needs)
    assert run(["check", "rules/small"]) == 0
    assert capsys.readouterr().out.startswith("rule set small: no problems")


@pytest.mark.parametrize("path", ["nowhere", "empty", "a\0b"])
def test_a_path_without_content_is_wrong_usage(own: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "empty").mkdir()
    assert run(["check", path]) == 2
    assert "there is no rule set or scenario at" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted({*shipped_scenarios(), *shipped_rule_sets()}))
def test_shipped_content_has_no_problems_and_no_warnings(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", name]) == 0
    assert capsys.readouterr().err == ""


def test_each_line_is_shown_with_a_mark_when_asked_for(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = RULES.replace("harvest: yield_share * people * crop", "harvest: yield_share * poeple * crop")
    write(own / "rules/small/ruleset.yaml", rules)
    assert run(["check", "--lines", "scenarios/small.yaml"]) == 1
    lines = capsys.readouterr().out.splitlines()
    told = lines.index("rules/small/ruleset.yaml:50:32: nothing is called `poeple`; did you mean `people`?")
    assert lines[told + 1] == "            harvest: yield_share * poeple * crop"
    assert lines[told + 2] == "                                   ^"
    assert run(["check", "scenarios/small.yaml"]) == 1
    assert all(line.startswith(("rules/", "scenarios/")) for line in capsys.readouterr().out.splitlines())


def test_a_long_line_is_cut_around_the_mark(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "yield_share * people * (" + "crop + " * 30 + "corp" + " + crop" * 20 + ")"
    write(own / "rules/small/ruleset.yaml", RULES.replace("yield_share * people * crop", long))
    assert run(["check", "--lines", "scenarios/small.yaml"]) == 1
    lines = capsys.readouterr().out.splitlines()
    told = next(n for n, line in enumerate(lines) if "nothing is called `corp`; did you mean `crop`?" in line)
    line, mark = lines[told + 1 : told + 3]
    assert len(line) == 104
    assert line[mark.index("^") :].startswith("corp + crop")
