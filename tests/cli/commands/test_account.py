"""`wargame account`: the table, the JSON that scripts rely on, and what happens to wrong calls and interruptions."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.store.games import bot_game, every_event, team_game
from wargame.analysis.account import better_orders, known, term_causes, turning
from wargame.analysis.account.better_orders import PlanSearch
from wargame.analysis.rollouts.rollouts import Rollouts
from wargame.analysis.rollouts.samples import MeanWithError
from wargame.cli.main import run
from wargame.cli.wording import account as account_words
from wargame.plain.spelling import ASCII

pytestmark = pytest.mark.usefixtures("rollout_folder")

Said = pytest.CaptureFixture[str]
FEW_PLANS = PlanSearch(range(2_000_000, 2_000_004), 3, range(3_000_000, 3_000_008))
FEW = ["--keys", "4", "--compile", "no"]


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """A finished game: a person plays the junta for two turns, and then its doctrine."""
    path = tmp_path / "a.jsonl"
    with team_game(path, turns=3) as session:
        session.match.change_seats({"junta": "doctrine"})
        session.match.adjudicate()
    return path


def told(save: Path, capsys: Said, *options: str) -> dict[str, object]:
    assert run(["account", str(save), *FEW, "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_holds_the_terms_and_the_sums(save: Path, capsys: Said) -> None:
    found = told(save, capsys)
    assert found["keys"] == found["first_keys"] == 4
    assert found["reference"] == {"junta": "doctrine", "jnim": "doctrine"}
    assert found["provenance"]["scenario"] == found["scenario"] == "first_convoy"
    assert (found["turns"], found["length"], found["ending"], found["holds"]) == (3, 3, "turn_limit", 0.9)
    for seat, row in found["seats"].items():
        terms = [term for term in found["terms"] if term["seat"] == seat]
        assert all(term.keys() == {"turn", "seat", "kind", "mean", "error"} for term in terms)
        assert sum(term["mean"] for term in terms) == pytest.approx(row["margin"], abs=1e-9)
        assert row["sum"] == pytest.approx(row["margin"], abs=1e-9)
        assert [term["kind"] for term in terms] == ["start", *["decision", "others", "luck"] * 3]
    assert found["seats"]["junta"]["players"] == ["human", "human", "doctrine"]
    decided = {(t["seat"], t["turn"]): t["mean"] for t in found["terms"] if t["kind"] == "decision"}
    assert decided["junta", 1] and not decided["junta", 3] and not decided["jnim", 1]


def test_the_table_shows_the_same_figures(save: Path, capsys: Said) -> None:
    found = told(save, capsys)
    assert run(["account", str(save), *FEW, "--ascii"]) == 0
    said = capsys.readouterr().out
    assert said.isascii()
    assert "First convoy, 3 turns, seed 5: ended by turn limit in turn 3." in said
    assert "Junta, played by a person, then the bot doctrine: margin " in said
    for term in found["terms"]:
        if term["error"]:
            assert f"{term['mean']:+.2f} +-{term['error']:.2f}" in said
    for row in found["seats"].values():
        assert f": sum {row['sum']:+.2f}" in said
    assert said.splitlines()[-1].startswith("wargame ")


def test_a_second_account_plays_nothing_again(
    save: Path, rollout_folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = told(save, capsys)
    files = {path: path.read_bytes() for path in rollout_folder.iterdir()}
    monkeypatch.setattr(Rollouts, "play", None)
    again = told(save, capsys)
    assert again.pop("made") and first.pop("made")
    assert again == first
    assert {path: path.read_bytes() for path in rollout_folder.iterdir()} == files


def test_a_game_that_goes_on_has_an_expected_margin(tmp_path: Path, capsys: Said) -> None:
    """Injects of the facilitator have terms in the turns in which they came."""
    every_event(tmp_path / "a.jsonl")
    found = told(tmp_path / "a.jsonl", capsys)
    assert found["ending"] is None and found["seats"]["junta"]["margin"] is None
    assert {term["turn"] for term in found["terms"] if term["kind"] == "injects"} == {2}
    assert run(["account", str(tmp_path / "a.jsonl"), *FEW]) == 0
    said = capsys.readouterr().out
    assert "2 turns are played" in said and "margin expected at the end" in said and "injects" in said


def test_bots_have_luck_alone(tmp_path: Path, capsys: Said) -> None:
    found = told(bot_game(tmp_path / "a.jsonl"), capsys)
    assert {t["mean"] for t in found["terms"] if t["kind"] in ("decision", "others")} == {0.0}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--keys", "1"], "'--keys'"),
        (["--within", "0"], "'--within'"),
        (["--workers", "0"], "'--workers'"),
        (["--keys", "many"], "'--keys'"),
    ],
)
def test_wrong_options_are_refused(save: Path, capsys: Said, options: list[str], said: str) -> None:
    assert run(["account", str(save), *options]) == 2
    assert said in capsys.readouterr().err


def test_saves_without_a_turn_or_a_file_are_refused(tmp_path: Path, capsys: Said) -> None:
    team_game(tmp_path / "new.jsonl", until=0).close()
    assert run(["account", str(tmp_path / "new.jsonl")]) == 2
    assert "No turn of the game" in capsys.readouterr().err
    assert run(["account", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_an_interruption_keeps_what_is_finished(
    save: Path, rollout_folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stages that are complete are printed, and the next call goes on."""
    played = Rollouts.play
    calls = []

    def interrupted(self: object, job: object) -> object:
        calls.append(job)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return played(self, job)

    monkeypatch.setattr(Rollouts, "play", interrupted)
    options = ["account", str(save), "--keys", "41", "--compile", "no", "--json"]
    assert run(options) == 128 + signal.SIGINT
    said = capsys.readouterr()
    assert json.loads(said.out)["keys"] == 40
    assert "the same command goes on from them" in said.err
    monkeypatch.setattr(Rollouts, "play", played)
    kept = len(list(rollout_folder.iterdir()))
    assert run(options) == 0
    assert json.loads(capsys.readouterr().out)["keys"] == 41
    assert 0 < kept < len(list(rollout_folder.iterdir()))
    monkeypatch.setattr(Rollouts, "play", interrupted)
    calls[:] = [0] * 4
    assert run(["account", str(save), "--keys", "39", "--compile", "no"]) == 128 + signal.SIGINT
    assert capsys.readouterr().out == ""


def test_turning_points_come_with_causes_and_better_orders(
    save: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "KEYS", 6)
    monkeypatch.setattr(better_orders, "THOROUGH", FEW_PLANS)
    monkeypatch.setattr(term_causes, "DRAWS_AGAIN", range(4, 10))
    monkeypatch.setattr(term_causes, "LUCK_AGAIN", range(8_000_000, 8_000_008))
    found = told(save, capsys, "--turning", "4")
    points = found["turning_points"]
    assert len(points) == 4 and "turning_points" not in told(save, capsys)
    for point in points:
        assert point.keys() == {
            "turn", "seat", "kind", "mean", "error", "at_first", "end_of_game", "cause", "alternative"
        }  # fmt: skip
        assert point["end_of_game"] == (point["turn"] >= 2)
        assert (point["alternative"] is None) == (point["seat"] == "jnim" or point["turn"] == 3)
    others = [point["alternative"] for point in points if point["alternative"]]
    assert others and all(other["tried"] > 2 and other["orders"] is not None for other in others)
    assert run(["account", str(save), *FEW, "--turning", "4", "--ascii"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for point in points:
        name = {"jnim": "JNIM", "junta": "Junta"}[point["seat"]]
        first = point["at_first"]
        assert f"T{point['turn']}, {point['kind']} of {name}: {first['mean']:+.2f} +-{first['error']:.2f}" in said
        assert f"measured again on other dice: {point['mean']:+.2f} +-{point['error']:.2f}" in said
        if point["cause"] is not None:
            assert point["cause"].keys() == {"kind", "seat", "what", "mean", "error", "tried"}
            effect = f"{point['cause']['mean']:+.2f}, with an error of {point['cause']['error']:.2f}."
            assert f"Mainly by the {point['cause']['kind'].replace('bot', 'choices of the bot')}" in said
            assert effect in said
        other = point["alternative"]
        if other is None:
            continue
        if other["certain"]:
            assert f"Best of {other['tried']} tried, {other['origin']}: {'; '.join(other['orders'])}" in said
            assert f"{other['gain']['mean']:.2f} larger, with an error of {other['gain']['error']:.2f}." in said
        else:
            assert f"None of {other['tried']} other plans was surely better." in said
    assert run(["account", str(save), "--turning", "0"]) == 2


def test_better_orders_of_every_decided_turn_stand_beside_what_was_ordered(
    save: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "STATES", 8)
    monkeypatch.setattr(better_orders, "BRIEF", FEW_PLANS)
    found = told(save, capsys, "--better")
    assert "better" not in told(save, capsys)
    assert [(each["turn"], each["seat"]) for each in found["better"]] == [(1, "junta"), (2, "junta")]
    assert [each["end_of_game"] for each in found["better"]] == [False, True]
    assert run(["account", str(save), *FEW, "--better", "--ascii"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    decided = {(term["turn"], term["seat"]): term for term in found["terms"] if term["kind"] == "decision"}
    for each, judged in zip(found["better"], found["known"], strict=True):
        true = decided[each["turn"], each["seat"]]
        figures = [f"{figure['mean']:+.2f} +-{figure['error']:.2f}" for figure in (true, judged)]
        end = " (end of game)" if each["end_of_game"] else ""
        assert f"T{each['turn']}{end}: {figures[0]} in truth, {figures[1]} as known Junta ordered:" in said
        best = f"Best of {each['tried']} tried" if each["certain"] else f"None of {each['tried']} other plans"
        assert best in said


def test_the_account_is_measured_again_to_count_how_often_its_ranges_hold(save: Path, capsys: Said) -> None:
    found = told(save, capsys, "--repeat", "3")["coverage"]
    assert (found["keys"], found["first_keys"], found["repeats"]) == (4, 4, 3)
    assert found["totals"]["start"]["of"] == 6 and "start" not in found["terms"]  # two seats, three times
    assert run(["account", str(save), *FEW, "--repeat", "3", "--ascii"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    start = lines.index(["kind", "totals", "terms"])
    rows = {line[0]: line[1:] for line in lines[start + 1 : start + 6] if line[0] in found["totals"]}
    for kind, row in rows.items():
        total = found["totals"][kind]
        assert row[:3] == [str(total["held"]), "of", str(total["of"])]
    assert "start" in rows and "luck" in rows
    assert "coverage" not in told(save, capsys)
    assert run(["account", str(save), "--repeat", "1"]) == 2


def test_decisions_as_far_as_the_team_could_know_stand_beside_the_sum(
    save: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "STATES", 8)
    found = told(save, capsys, "--known")
    assert "known" not in told(save, capsys)
    decided = {(term["turn"], term["seat"]): term for term in found["terms"] if term["kind"] == "decision"}
    assert [(each["turn"], each["seat"]) for each in found["known"]] == [(1, "junta"), (2, "junta")]
    for each in found["known"]:
        assert each.keys() == {"turn", "seat", "mean", "error", "in_truth", "expected", "wrong_picture"}
        term = decided[each["turn"], each["seat"]]
        assert each["in_truth"] == {"mean": term["mean"], "error": term["error"]}
    monkeypatch.setattr(known.SeatBeliefs, "open", None)  # the second call draws nothing again
    assert told(save, capsys, "--known")["known"] == found["known"]
    assert run(["account", str(save), *FEW, "--known", "--ascii"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("As far as Junta could know:")
    for line, each in zip(lines[start + 2 :], found["known"], strict=False):
        figures = (each, each["in_truth"], each["expected"])
        cells = [f"{figure['mean']:+.2f} +-{figure['error']:.2f}" for figure in figures]
        picture = ["wrong picture"] if each["wrong_picture"] else []
        assert line.split() == " ".join([f"T{each['turn']}", *cells, *picture]).split()


def test_a_figure_that_prints_as_zero_has_no_sign() -> None:
    figures = [account_words._figure(MeanWithError(mean, 0.25), ASCII) for mean in (-0.001, 0.001, -0.4, 0.4)]
    assert figures == ["0.00 +-0.25", "0.00 +-0.25", "-0.40 +-0.25", "+0.40 +-0.25"]
