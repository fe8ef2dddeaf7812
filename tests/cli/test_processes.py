"""How commands start and end: closed streams, signals, workers whose parent dies, files that are no files."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wargame.batch.run import adjudicator_of
from wargame.cli.main import run
from wargame.cli.measuring.bar import Bar
from wargame.cli.process.signals import obey_signals

Said = pytest.CaptureFixture[str]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds until a test that hangs is given up; no test passes or fails by how long it took
LONG = ["simulate", "first_convoy", "--games", "3000000", "--compile", "no", "--chunk", "50"]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "wargame", *words]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `wargame` is our program."""
    function = f'wargame() {{ "{sys.executable}" -m wargame "$@"; }}\n'
    return subprocess.run(
        ["sh", "-c", function + line],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("words", ["list", "simulate first_convoy --games 3", "replay nothing.jsonl"])
def test_a_closed_stdout_is_told_in_a_line(words: str, tmp_path: Path) -> None:
    done = shell(f"wargame {words} >&-", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == "wargame: standard output is closed, so nothing can be printed: run the command without `>&-`\n"
    )


def test_nobody_types_on_a_closed_stdin(tmp_path: Path) -> None:
    people = "wargame play --plain first_convoy --seat jnim=random --seed 3 --save x.jsonl <&-"
    done = shell(people, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "You have left. Everything is saved." in done.stdout
    assert shell("wargame replay --verify x.jsonl <&-", tmp_path).returncode == 0


def test_nobody_hears_a_closed_stderr(tmp_path: Path) -> None:
    done = shell("wargame simulate first_convoy --games 3 2>&-", tmp_path)
    assert done.returncode == 0 and "digest" in done.stdout
    assert shell("wargame simulate nowhere 2>&-", tmp_path).returncode == 2
    assert shell("wargame list <&- >&- 2>&-", tmp_path).returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_disk_is_told_in_a_line(tmp_path: Path) -> None:
    done = shell("wargame list >/dev/full", tmp_path)
    assert (done.returncode, done.stderr) == (1, "wargame: No space left on device\n")


def test_typed_bytes_that_are_no_text_are_an_answer_like_another(tmp_path: Path) -> None:
    line = (
        "printf '\\377\\376\\nquit\\n' | PYTHONIOENCODING=utf-8:strict wargame play --plain first_convoy --save x.jsonl"
    )
    done = shell(line, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", ["replay p", "play --plain --save p"])
def test_a_pipe_is_no_save_and_is_never_waited_for(words: str, tmp_path: Path) -> None:
    done = shell(f"mkfifo p; wargame {words} </dev/null", tmp_path)
    assert (done.returncode, done.stderr) == (2, "wargame: p is a pipe, not a save: name a file, as in game.jsonl.\n")


@pytest.mark.parametrize(
    ("name", "what"), [("/dev/zero", "is a device, not a save"), (".", "is a folder: name the save")]
)
@pytest.mark.parametrize(
    "words",
    [
        ["replay", "SAVE"],
        ["replay", "--verify", "SAVE"],
        ["why", "SAVE", "fuel", "--turn", "1"],
        ["inject", "SAVE", "I1"],
        ["inject", "--give", "SAVE", "I1"],
        ["play", "--plain", "--save", "SAVE"],
    ],
    ids=lambda words: words[0],
)
def test_what_is_no_file_is_no_save(words: list[str], name: str, what: str, capsys: Said) -> None:
    assert run([name if word == "SAVE" else word for word in words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"wargame: {name} {what}") and told.count("\n") == 1


@pytest.mark.parametrize("name", [".", "", "..", "inner", "inner/"])
def test_a_folder_is_no_name_for_a_new_save(
    name: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("inner").mkdir()
    assert run(["play", "--plain", "first_convoy", "--seat", "jnim=random", "--save", name]) == 2
    told = capsys.readouterr().err
    assert "is a folder: name the save in it, as in " in told and told.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]


@pytest.mark.parametrize("words", ["play --plain", "simulate", "check", "calibrate", "balance", "list injects"])
def test_a_save_in_place_of_a_scenario_is_told_what_it_is(words: str, tmp_path: Path, capsys: Said) -> None:
    renamed = tmp_path / "renamed"
    shutil.copy(ROOT / "saves" / "sample_first_convoy.jsonl", renamed)
    for path in (renamed, ROOT / "saves" / "sample_first_convoy.jsonl"):
        assert run([*words.split(), str(path)]) == 2
        assert "is a save, not content: `wargame play --save FILE` goes on with it" in capsys.readouterr().err


def workers_of(parent: int) -> set[int]:
    """The processes whose parent it is."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.add(int(folder.name))
    return found


def alive(number: int) -> bool:
    try:
        return (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def waited(condition: Callable[[], bool], patience: int = PATIENCE) -> bool:
    """Look again and again until something holds."""
    for _ in range(patience * 10):
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_workers_end_with_their_parent_however_it_ends(tmp_path: Path) -> None:
    batch = subprocess.Popen(
        command(*LONG, "--workers", "2"), cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL
    )
    try:
        assert waited(lambda: len(workers_of(batch.pid)) >= 2)
        workers = workers_of(batch.pid)
    finally:
        batch.kill()
        batch.wait()
    assert waited(lambda: not any(alive(each) for each in workers)), f"{workers} outlive their parent"


@pytest.fixture
def obeying() -> Iterator[None]:
    """Signals ask to stop as they do when the program is started, and no longer when the test is over."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    obey_signals()
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("obeying")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_batch_keeps_what_is_finished_and_says_so(
    number: signal.Signals, workers: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def show(_: Bar, done: int, __: int) -> None:
        if done:
            signal.raise_signal(number)

    monkeypatch.setattr(Bar, "show", show)
    words = ["--games", "60", "--chunk", "20", "--workers", workers, "--out", "rows.csv", "--json"]
    assert run(["simulate", "first_convoy", "--compile", "no", *words]) == 128 + number
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["interrupted"] and told["games"] == told["provenance"]["games"] == 20
    assert said.err == "20 of 60 games are finished and summed up above.\n\nInterrupted.\n"  # a line ends what ^C began
    rows = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 20


@pytest.mark.usefixtures("obeying")
def test_a_sweep_keeps_its_finished_runs_when_it_is_interrupted_between_two(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []

    def interrupted(*words: object) -> object:
        compiled.append(words)
        if len(compiled) == 3:
            signal.raise_signal(signal.SIGTERM)
        return adjudicator_of(*words)  # type: ignore[arg-type]

    monkeypatch.setattr("wargame.analysis.sweeps.sweep.adjudicator_of", interrupted)
    words = ["--games", "4", "--compile", "no", "--sweep", "saving=0.1,0.2,0.3", "--json"]
    assert run(["simulate", "first_convoy", *words]) == 143
    said = capsys.readouterr()
    assert [one["set"]["saving"] for one in json.loads(said.out)["sweep"]] == [0.1, 0.2]
    assert "8 of 12 games are finished" in said.err


def test_an_interruption_before_anything_is_finished_writes_nothing(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(_: Bar, __: int, ___: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bar, "show", show)
    assert run(["simulate", "first_convoy", "--games", "4", "--out", str(tmp_path / "a.json")]) == 130
    assert capsys.readouterr() == ("", "\nInterrupted.\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_batch_that_is_terminated_from_outside_ends_with_its_code(tmp_path: Path) -> None:
    batch = subprocess.Popen(
        command(*LONG, "--workers", "2"), cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True
    )
    assert waited(lambda: len(workers_of(batch.pid)) >= 2)
    batch.send_signal(signal.SIGTERM)
    _, err = batch.communicate(timeout=PATIENCE)
    assert batch.returncode == 143
    assert err.endswith("Interrupted.\n") and "Traceback" not in err


def test_a_folder_that_is_gone_is_told_as_such(tmp_path: Path) -> None:
    done = shell("mkdir gone; cd gone; rmdir ../gone; wargame list", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the current folder no longer exists" in done.stderr


def test_streams_that_are_said_to_be_wide_are_read_as_text(tmp_path: Path) -> None:
    play = "wargame play --plain first_convoy --seat jnim=random --seed 3 --save x.jsonl"
    done = shell(f"printf 'commit\\nquit\\n' | PYTHONIOENCODING=utf-16 {play}", tmp_path)
    assert done.returncode == 0 and "Committed: 0 orders." in done.stdout


@pytest.mark.parametrize("command_name", ["simulate", "balance", "estimates"])
@pytest.mark.parametrize("wrong", ["--seed=-1", f"--seed={2**63}"])
def test_seeds_have_the_same_bounds_everywhere(command_name: str, wrong: str, capsys: Said) -> None:
    assert run([command_name, "first_convoy", "--games", "2", wrong]) == 2
    assert "is not in the range" in capsys.readouterr().err


def test_a_game_has_a_number_that_its_state_can_hold(capsys: Said) -> None:
    assert run(["simulate", "first_convoy", "--games", "2", "--first", str(10**30)]) == 2
    assert "is not in the range" in capsys.readouterr().err
    assert run(["simulate", "first_convoy", "--games", "2", "--turns", "1", "--first", str(2**53 - 10**9)]) == 0
