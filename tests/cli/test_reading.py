"""`wargame list`, `explain` and `schema` tell what content holds."""

import json
import re

import pytest

from wargame.cli.main import run
from wargame.content.lookup import shipped_rule_sets, shipped_scenarios


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that succeeds; give what it printed."""
    assert run(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_list_names_every_scenario_and_rule_set(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["list"], capsys)
    told = json.loads(said(["list", "--json"], capsys))
    assert {row["name"] for row in told["scenarios"]} >= set(shipped_scenarios())
    assert {row["name"] for row in told["rule_sets"]} >= set(shipped_rule_sets())
    for row in told["scenarios"]:
        assert row["seats"]
        assert row["lengths"]
        assert f"  {row['name']} " in text
    assert "seats junta jnim · turns 6 · rules first_convoy" in text


def test_explain_prints_a_step_with_its_values_and_marks_what_was_invented(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", "tank", "--scenario", "first_convoy"], capsys)
    assert text.startswith("step tank — The tank of Bamako\nrules/first_convoy/fuel.yaml:")
    assert "        tankers that got in: inflow\n" in text
    assert "saving_starts   6 d (estimate) [EST] · Stock under which" in text
    assert "week            7 d (fact) · Days in a turn" in text
    assert "    formula inflow = week * deliveries / normal_traffic  (rules/first_convoy/fuel.yaml:" in text


@pytest.mark.parametrize(
    ("name", "scenario", "rule", "phrase", "filled"),
    [
        ("talks_peace", "bamako_siege", "deals.yaml:", "    talks_{table}:\n", "    peace:\n"),
        (
            "over_truce",
            "bamako_siege",
            "deals.yaml:",
            "    # THE END OF A PROMISE. A promise ends with its deal.\n",
            "    truce:\n",
        ),
        (
            "bound",
            "bamako_siege",
            "deals.yaml:",
            "    # The turns for which a party is still bound; 0 without",
            "    noticed_secret",
        ),
        ("value_relief_junta", "bamako_siege", "deals.yaml:", "Phrases in it\n    what_it_gives: ", "    relief:\n"),
        ("I3_answered", "first_convoy", "injects.yaml:", "Phrases in it\n    # The number of the choice", "    I3:\n"),
        ("I3_accept", "first_convoy", "injects.yaml:", "    # THE EFFECTS OF A CHOICE. They", "    accept:\n"),
    ],
)
def test_explain_prints_a_rule_of_the_engine_and_what_fills_it(
    name: str, scenario: str, rule: str, phrase: str, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(["explain", name, "--scenario", scenario], capsys)
    assert f"\nwargame/content/engine/{rule}" in text
    template, _, author = text.partition("\nA rule of the engine, filled here for ")
    assert phrase in template
    assert filled in author
    assert author.startswith(("rules/", "scenarios/"))


def test_explain_says_who_sees_a_metric_how_well(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", "cp", "--scenario", "bamako_siege"], capsys)
    assert "\nSeen by\n    each faction its own: exactly; others only by a row\n" in text
    row = "    junta, cp[jnim]: × lognormal(0, jnim_points_to_junta), a turn late · docs/model.md 7"
    assert f"{row}  (rules/sahel/fog.yaml:" in text
    assert "legitimacy" not in text.partition("Seen by")[2].partition("Written by")[0]
    table = said(["explain", "fog", "--scenario", "harbour_winter"], capsys)
    assert "wear: in words: sound from 0 / worn from 0.35 / failing from 0.6, every 3 turns" in table
    sizes = said(["explain", "gossip_error", "--scenario", "harbour_winter"], capsys)
    assert "    fog of purse for everyone  (rules/harbour/fog.yaml:" in sizes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "fuel_days",
            ["metric fuel_days — Fuel in Bamako", "Written by\n    step tank", "Read by\n", "    formula unmet"],
        ),
        ("saving", ["parameter saving — ", "Value: 0.25 share (estimate) [EST]", "source: "]),
        ("escort", ["action escort — Escort the tankers", "escort_price", "[EST]"]),
        ("drivers", ["formula drivers\n", "    drivers: exp(-deterrence * fear ** 1.5)\n"]),
        ("corridor", ["kind corridor\n", "relations: {crosses"]),
        ("jnim", ["faction jnim — JNIM", "    jnim: {name: JNIM"]),
        ("ABJ", ["corridor ABJ — Abidjan road", "crosses: [BGN, KKR]"]),
    ],
)
def test_explain_knows_every_sort_of_thing(name: str, expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", name, "--scenario", "first_convoy"], capsys)
    for part in expected:
        assert part in text


def test_explain_shows_a_whole_ending_beside_a_step_of_the_same_name(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", "collapse", "--scenario", "bamako_siege"], capsys)
    step, ending = text.split("\nending collapse — ")
    assert step.startswith("step collapse — Collapse\n")
    assert "    collapse:\n      label: The state collapses\n      when: regime == collapsed\n      text: " in ending


def test_explain_looks_in_a_rule_set_alone(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", "week", "--rules", "first_convoy"], capsys)
    assert "(rule set first_convoy)" in text


def test_explain_tells_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "fuel_dais"]) == 2
    assert capsys.readouterr().err == "wargame: nothing is called `fuel_dais`; did you mean `fuel_days`?\n"


@pytest.mark.parametrize("option", ["--scenario", "--rules"])
def test_explain_in_nothing_is_wrong_usage(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "week", option, "nothing"]) == 2
    assert "is called `nothing`" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["rules", "scenario"])
def test_schema_prints_json(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(["schema", what], capsys))["type"] == "object"


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("injects", "  I3  An offer of a quiet week (turn 4; to junta; junta: accept | refuse)\n"),
        ("metrics", "  fear[corridor]  "),
        ("parameters", "Most that saving can spare: 0.25 share (estimate) [EST]\n"),
    ],
)
def test_list_tells_what_a_scenario_holds(what: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(["list", what, "first_convoy", "--json"], capsys))
    text = said(["list", what, "first_convoy"], capsys)
    assert line in text or re.search(rf"^{re.escape(line.rstrip())}\s", text, re.MULTILINE)
    assert told["scenario"] == "first_convoy"
    assert text.startswith(f"First convoy: {len(told[what])} {what}\n")
    assert text.count("\n") == 2 + len(told[what])  # a heading, and where it comes from


def test_list_tells_every_inject_of_a_scenario_with_when_it_comes(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(["list", "injects", "bamako_siege", "--json"], capsys))["injects"]
    assert len(rows) == 30
    text = said(["list", "injects", "bamako_siege"], capsys)
    assert all(f"  {row['id']}  {row['title']} (" in text for row in rows)
    assert "()" not in text and "(; " not in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["injects"], "of which scenario? Write `wargame list injects SCENARIO`"),
        (["scenarios", "first_convoy"], "`list scenarios` lists them all; of first_convoy it lists injects, metrics"),
        (["metrics", "first_convo"], "did you mean `first_convoy`?"),
        (["seasons", "first_convoy"], "'seasons' is not one of"),
    ],
)
def test_list_says_what_it_cannot_list(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", *words]) == 2
    assert told in capsys.readouterr().err
