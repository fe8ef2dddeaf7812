"""Every answer says where it comes from, and two answers that come from the same say so alike."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

import wargame
from wargame.cli.main import COMMANDS, run
from wargame.content.lookup import shipped_root
from wargame.store.header import BEHAVIOUR
from wargame.store.provenance import texts_hash
from wargame.store.session import Session
from wargame.store.setup import PlaySetup

Said = pytest.CaptureFixture[str]
ROOT = shipped_root()
BATCH = ["simulate", "first_convoy", "--games", "3", "--turns", "2", "--compile", "no"]
SAVE = str(Path(__file__).resolve().parents[2] / "saves" / "sample_first_convoy.jsonl")
# What each command is asked: in text, and in JSON where it has that.
ASKED = {
    "simulate": BATCH,
    "check": ["check", "first_convoy"],
    "replay": ["replay", SAVE],
    "why": ["why", SAVE, "fuel_days", "--turn", "1"],
    "account": ["account", SAVE, "--keys", "2", "--compile", "no"],
    "branch": ["branch", SAVE],
    "odds": ["odds", SAVE, "--seat", "junta", "--turn", "2", "--trials", "20"],
    "export": [],
    "sheets": [],
    "report": ["report", SAVE, "--keys", "0"],
    "inject": [],
    "note": ["note", SAVE],
    "balance": ["balance", "first_convoy", "--par", "--games", "8"],
    "calibrate": ["calibrate", "bamako_siege", "--games", "1"],
    "estimates": ["estimates", "first_convoy", "--games", "2", "--turns", "2"],
    "explain": ["explain", "tank", "--scenario", "first_convoy"],
    "list": ["list", "injects", "first_convoy"],
    "play": ["play", "--plain", "first_convoy", "--turns", "1", "--seed", "3"],
}
WITHOUT = ("docs", "completion", "schema")  # pages, a script, and a schema with a comment: none speaks of content
WITH_JSON = ("simulate", "check", "balance", "estimates", "list")
LINE = re.compile(rf"wargame {re.escape(wargame.__version__)}, behaviour {BEHAVIOUR}, content [0-9a-f]{{12}}[^\n]*")


def first_convoy_hash() -> str:
    """What `content` must be, reckoned here by other means: a line a file, as sha256sum prints them."""
    files = [ROOT / "scenarios" / "first_convoy.yaml", *(ROOT / "rules" / "first_convoy").glob("*.yaml")]
    lines = sorted((path.relative_to(ROOT).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in lines).encode()).hexdigest()


def told(arguments: list[str], capsys: Said) -> str:
    run(arguments)
    return capsys.readouterr().out


def test_every_command_is_asked_here() -> None:
    assert {*ASKED, *WITHOUT} == set(COMMANDS)


@pytest.mark.parametrize("name", [name for name in ASKED if name != "calibrate"])
def test_every_text_ends_with_where_it_comes_from(
    name: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = tmp_path / "a.jsonl"
    asked = ASKED[name]
    if name == "play":
        asked = [*asked, "--seat", "junta=random", "--seat", "jnim=random", "--save", str(save)]
    elif name == "inject":  # only a game that goes on has injects to come
        Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, seed=5, save=save)).close()
        asked = ["inject", str(save), "I4"]
    elif name == "sheets":
        asked = ["sheets", "first_convoy", "-o", str(tmp_path / "out")]
    elif name == "export":
        asked = ["export", SAVE, "--to", "csv", "-o", str(tmp_path / "out")]
    elif name == "report":
        asked = [*asked, "--out", str(tmp_path / "a.html")]
    text = told(asked, capsys)
    last = text.rstrip("\n").rpartition("\n")[2]
    assert LINE.fullmatch(last), last
    older = (
        "replay",
        "why",
        "account",
        "branch",
        "odds",
        "export",
        "report",
        "inject",
        "note",
    )  # an older save's content
    if name not in older:
        assert f"content {'' if name == 'check' else first_convoy_hash()[:12]}" in last


@pytest.mark.slow
def test_calibrations_say_where_they_come_from(capsys: Said) -> None:
    assert LINE.fullmatch(told(ASKED["calibrate"], capsys).rstrip("\n").rpartition("\n")[2])
    provenance = json.loads(told([*ASKED["calibrate"], "--json"], capsys))["provenance"]
    assert provenance["content"]["targets"] and provenance["record"]


@pytest.mark.parametrize("name", WITH_JSON)
def test_json_tells_all_of_it_and_apart_when_and_where(name: str, capsys: Said) -> None:
    whole = json.loads(told([*ASKED[name], "--json"], capsys))
    provenance, made = whole["provenance"], whole["made"]
    assert (provenance["program"], provenance["behaviour"]) == (wargame.__version__, BEHAVIOUR)
    assert first_convoy_hash() in str(provenance) or name == "check"
    assert set(made) == {"time", "machine", "python", "command"}
    assert made["command"] == " ".join(["wargame", *ASKED[name], "--json"])


def test_a_batch_names_everything_that_was_chosen(tmp_path: Path, capsys: Said) -> None:
    orders = tmp_path / "orders.txt"
    orders.write_text("T1 junta: escort ABJ 2 main\n", encoding="utf-8")
    words = ["--seed", "5", "--first", "7", "--set", "saving=0.3", "--record", "fuel_days", "--bot", "jnim=random"]
    report = json.loads(told([*BATCH, *words, "--orders", str(orders), "--json"], capsys))
    assert report["provenance"] == {
        "run": report["provenance"]["run"],
        "program": wargame.__version__,
        "behaviour": BEHAVIOUR,
        "content": {
            "sha256": first_convoy_hash(),
            "scenario": "shipped:scenarios/first_convoy.yaml",
            "rules": "shipped:rules/first_convoy/ruleset.yaml",
        },
        "scenario": "first_convoy",
        "set": {"saving": 0.3},
        "design": {},
        "orders": hashlib.sha256(orders.read_bytes()).hexdigest(),
        "bots": {"junta": "doctrine", "jnim": "random"},
        "seed": 5,
        "first": 7,
        "games": 3,
        "turns": 2,
        "record": ["fuel_days"],
        "digest": report["digest"],
    }


@pytest.mark.parametrize(
    "change",
    [
        ["--seed", "2"],
        ["--first", "1"],
        ["--games", "4"],
        ["--turns", "3"],
        ["--set", "saving=0.3"],
        ["--sweep", "saving=0.3"],
        ["--bot", "jnim=random"],
        ["--record", "fuel_days"],
    ],
    ids=lambda words: words[0],
)
def test_whatever_is_chosen_otherwise_is_another_run(change: list[str], capsys: Said) -> None:
    plain = ["simulate", "first_convoy", "--games", "3", "--turns", "2", "--compile", "no", "--json"]
    runs = [json.loads(told(words, capsys))["provenance"]["run"] for words in (plain, plain, [*plain, *change])]
    assert runs[0] == runs[1] != runs[2]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a scenario of one's own that goes by the name of a shipped one."""
    (tmp_path / "scenarios").mkdir()
    shutil.copy(ROOT / "scenarios" / "first_convoy.yaml", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


SHADOW = (
    "wargame: note: scenarios/first_convoy.yaml is used; it hides the scenario `first_convoy` "
    "that came with the program\n"
)


@pytest.mark.parametrize(
    "name",
    [
        "simulate",
        "check",
        "play",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("balance", "explain", "list")),
    ],
)
def test_content_that_hides_what_was_installed_is_told(name: str, own: Path, capsys: Said) -> None:
    more = ["--seat", "junta=random", "--seat", "jnim=random", "--save", "a.jsonl"] if name == "play" else []
    run([*ASKED[name], *more])
    assert SHADOW in capsys.readouterr().err
    run(["list"])
    assert SHADOW in capsys.readouterr().err


def test_rules_that_hide_what_was_installed_are_told(own: Path, capsys: Said) -> None:
    (own / "scenarios" / "first_convoy.yaml").rename(own / "scenarios" / "mine.yaml")
    assert run(["simulate", "mine", *BATCH[2:]]) == 0
    assert capsys.readouterr().err == ""
    shutil.copytree(ROOT / "rules" / "first_convoy", own / "rules" / "first_convoy")
    assert run(["simulate", "mine", *BATCH[2:]]) == 0
    assert "note: rules/first_convoy/ruleset.yaml is used; it hides the rule set `first_convoy`" in (
        capsys.readouterr().err
    )


def test_whoever_names_a_path_is_told_nothing(own: Path, capsys: Said) -> None:
    assert run(["simulate", "scenarios/first_convoy.yaml", *BATCH[2:], "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert json.loads(said.out)["provenance"]["content"]["scenario"] == "scenarios/first_convoy.yaml"


def test_what_differs_in_a_letter_has_another_hash(own: Path, capsys: Said) -> None:
    own_file = own / "scenarios" / "first_convoy.yaml"
    own_file.write_text(own_file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    report = json.loads(told([*BATCH, "--json"], capsys))
    assert report["provenance"]["content"]["sha256"] != first_convoy_hash()


def test_names_count_as_well_as_texts() -> None:
    assert len({texts_hash(texts) for texts in ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "1"})}) == 3
    assert texts_hash({"a": "1", "b": "2"}) == texts_hash({"b": "2", "a": "1"})
