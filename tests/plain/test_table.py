"""Whole sittings in plain mode: one team, two teams at one keyboard, bots alone, leaving and coming back."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pytest

from tests.plain.sitting import ALONE, answers, sit, start
from wargame.plain.console import BLOCK
from wargame.plain.plain_text import WIDTH
from wargame.plain.session import play_plain
from wargame.store.journal import read
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

BOTS = {"junta": "doctrine", "jnim": "doctrine"}


def test_a_team_plays_to_the_end_by_committing(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = start("escort ABJ 1\ncommit\nservices BKO\ncommit\ncommit\n", save)
    assert [line.split(".")[0] for line in said if "is resolved" in line] == [
        f"Turn {n} is resolved" for n in (1, 2, 3)
    ]
    assert any(line.startswith("The game is over in turn 3") for line in said)
    assert any(line.startswith("Junta: score ") for line in said)
    assert verify(save).sound
    given = [event["orders"]["junta"] for event in read(save).events if event["kind"] == "adjudicated"]  # type: ignore[index]
    assert given == [["escort ABJ 1"], ["services BKO"], []]


def test_bots_alone_play_to_the_end_without_input(tmp_path: Path) -> None:
    class Deaf(io.StringIO):
        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            raise AssertionError("nobody is to be asked")

    stdout = io.StringIO()
    play_plain(PlaySetup("first_convoy", BOTS, 7, 3, tmp_path / "a.jsonl"), Deaf(), stdout)
    said = stdout.getvalue()
    for turn in (1, 2, 3):
        assert f"Turn {turn} of 3, " in said
    assert "The game is over in turn 3" in said
    assert verify(tmp_path / "a.jsonl").sound


def test_everything_said_is_ascii_within_a_hundred_columns_and_twelve_lines(tmp_path: Path) -> None:
    words = [
        "",
        "status",
        "roads",
        "areas",
        "legal",
        "legal services",
        "help",
        "more",
        "more",
        "more",
        "log",
        "briefing",
    ]
    script = [
        *words,
        "escort ABJ 2 main",
        "orders",
        "commit",
        *words,
        "report",
        "playback",
        *["next"] * 9,
        "inbox",
        "quit",
    ]
    said = start("\n".join(script), tmp_path / "a.jsonl")
    for line in said:
        assert line.isascii()
        assert line.isprintable()
        assert len(line) <= WIDTH or str(tmp_path) in line
    told = answers(said)
    # Before the first question stand title and briefing as well, as after a turn the line that it is resolved.
    assert all(len(block) <= BLOCK for block in told[1:-1] if not block[:1] or "Committed" not in block[0])


def test_the_block_of_a_turn_has_its_parts_in_the_reading_order(tmp_path: Path) -> None:
    said = start("commit\nmore\nmore\nquit\n", tmp_path / "a.jsonl")
    opening = said[said.index("Turn 1 is resolved. Type report for what changed, playback for how.") :]
    starts = [
        "Turn 2 of 3, ",
        "Asked of you: ",
        "Fuel in Bamako: ",
        "Orders: none written",
        "Abidjan road, ABJ: ",
        "News: ",
    ]
    places = [next(at for at, line in enumerate(opening) if line.startswith(start)) for start in starts]
    assert places == sorted(places)
    assert "You are Junta." in opening[places[0]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("zork", "No order starts with"),
        ("escort", "1. escort ABJ 1"),
        ("esc abj 2 main", "1. escort ABJ 2: 2 action points, 2.4 billion. Main effort: works 15 % more strongly."),
        ("services", "could be"),
        ("remove 3", "There is no line 3"),
        ("remove", "Give a number, as in: remove 2."),
        ("undo", "There is nothing to undo."),
        ("withdraw", "Nothing is committed."),
        ("repeat", "There are no orders of last turn"),
        ("report", "No turn has been played yet."),
        ("why fuel", "No turn has been played yet."),
        ("next", "commit your orders"),
        ("area", "Name a place"),
        ("area xyzzy", "There is no "),
        ("area kouli", "Koulikoro, KKR."),
        ("help fear", "fear: How much drivers fear the road"),
        ("help escort", "escort: "),
        ("help xyzzy", "There is no word"),
        ("again", "Asked of you"),
        ("orders", "No orders are written."),
        ("inbox", "Nothing new has reached you."),
        ("log", "Nothing has happened yet."),
        ("playback 2", "No turn has been played yet."),
        ("?", "services: "),
        ("rep", "No order starts with"),  # two commands begin so
        ("tutorial", "Step 1 of 11: Fuel comes up the Abidjan road."),
        ("brief", "Who you are: "),
    ],
)
def test_what_a_line_is_answered_with(tmp_path: Path, line: str, told: str) -> None:
    answer = " ".join(answers(start(f"{line}\nquit\n", tmp_path / "a.jsonl"))[1])
    assert told in answer


def test_a_word_that_begins_an_order_is_the_order_and_a_whole_command_word_is_the_command(tmp_path: Path) -> None:
    # `o` begins the action `offensive` and the command `orders`; `ord` only the command.
    told = answers(start("o bgn\nord\norders\nundo\nquit\n", tmp_path / "a.jsonl"))
    assert told[1][0].startswith("1. offensive BGN")
    assert told[2] == told[3] == told[1]


def test_why_tells_causes_that_add_up(tmp_path: Path) -> None:
    script = "commit\nwhy fuel\nwhy fuel turn 1\nwhy legitimacy BKO\nwhy fuel cause 1\nwhy fuel cause 99\nquit\n"
    told = answers(start(script, tmp_path / "a.jsonl"))
    fuel, again, legitimacy = told[2], told[3], told[4]
    *fuel, cause, orders = fuel
    assert fuel == again[:-2]
    assert cause.startswith("For more about cause 1: why fuel cause 1")
    assert orders == "For all that your orders changed: why orders fuel."
    assert again[-2:] == [  # the hints are about the same turn
        "For more about cause 1: why fuel turn 1 cause 1.",
        "For all that your orders changed: why orders fuel turn 1.",
    ]
    change = fuel[0].rsplit(" ", 1)[1].rstrip(".")
    assert fuel[-1] == f"Sum: {change}."
    printed = [float(line.split()[0]) for line in fuel[1:-1] if line[0] in "+-0123456789"]
    digits = len(change.partition(".")[2].rstrip("."))
    assert round(sum(printed), digits) == float(change)
    assert "Bamako" in legitimacy[0]
    deeper = " ".join(told[5])
    assert told[5][0] == fuel[1]
    assert "Formula: " in deeper
    assert "[EST]" in deeper or "docs/" in deeper
    assert "Where it is written: rules/first_convoy/fuel.yaml:" in deeper
    assert told[6][0].startswith("There is no cause 99")


def test_leaving_keeps_everything_and_coming_back_goes_on(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    for script in ("commit\nescort ABJ 2\n", "commit\nescort ABJ 2\nquit\n"):
        save.unlink(missing_ok=True)
        left = start(script, save)
        assert left[-2] == "You have left. Everything is saved. To go on:"
        assert left[-1] == f"wargame play --plain --save {save}"
        back = sit("orders\nquit\n", PlaySetup(save=save))
        assert any(line.startswith("Turn 2 of 3") for line in back)
        assert answers(back)[1][0].startswith("1. escort ABJ 2: 2 action points")


def test_a_line_that_was_half_typed_elsewhere_is_told(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    start("quit\n", save)
    with Session.resume(save) as session:
        session.match.keep_text("junta", "serv")
    assert "You have begun to write: serv." in sit("quit\n", PlaySetup(save=save))


def test_ctrl_c_leaves_a_save_that_resumes(tmp_path: Path) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            line = super().readline()
            if not line:
                raise KeyboardInterrupt
            return line

    save, stdout = tmp_path / "a.jsonl", io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        play_plain(PlaySetup("first_convoy", ALONE, 7, 3, save), Interrupted("escort ABJ 2\n"), stdout)
    assert "Everything is saved" in stdout.getvalue()
    with Session.resume(save) as session:
        assert [line.order.text for line in session.match.draft("junta").lines] == ["escort ABJ 2"]


def test_a_finished_game_only_tells_its_end(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    start("commit\ncommit\ncommit\n", save)
    raw = save.read_bytes()
    said = sit("", PlaySetup(save=save))
    assert any(line.startswith("The game is over in turn 3") for line in said)
    assert save.read_bytes() == raw


def test_over_budget_is_written_but_not_committed(tmp_path: Path) -> None:
    script = "escort ABJ 2\noffensive BGN\nservices BKO\ncommit\nremove 3\ncommit\nquit\n"
    told = answers(start(script, tmp_path / "a.jsonl"))
    assert "over by 1" in " ".join(told[3]).lower()
    assert told[4][0].startswith("Not committed")
    assert told[6][0].startswith("Committed: 2 orders")


def test_two_teams_pass_the_keyboard_and_see_nothing_of_each_other(tmp_path: Path) -> None:
    script = "ju\nservices KKR\ncommit\nx\nagain\njn\nmore\nagain\nlog\norders\nblockade ABJ 2\ncommit\nju\nquit\n"
    said = start(script, tmp_path / "a.jsonl", seats={})
    passed = [at for at, line in enumerate(said) if line.startswith("Pass the keyboard to ")]
    assert [said[at].split()[4] for at in passed] == ["Junta.", "JNIM.", "Junta."]
    junta, jnim, later = said[passed[0] : passed[1]], said[passed[1] : passed[2]], said[passed[2] :]
    assert any("services KKR" in line for line in junta)
    assert not any("services" in line for line in jnim)
    assert "Junta has committed. Its orders are saved." in jnim
    assert not any("blockade" in line for line in later)


def test_a_commit_is_taken_back_through_the_curtain(tmp_path: Path) -> None:
    script = "ju\nservices KKR\ncommit\nwithdraw jn\nwithdraw ju\nju\norders\nundo\ncommit\njn\ncommit\nju\nquit\n"
    save = tmp_path / "a.jsonl"
    said = start(script, save, seats={})
    kinds = [event["kind"] for event in read(save).events]
    assert kinds == ["opened", "draft", "committed", "withdrawn", "draft", "committed", "committed", "adjudicated"]
    curtains = [line.split()[4] for line in said if line.startswith("Pass the keyboard to ")]
    assert curtains == ["Junta.", "JNIM.", "Junta.", "JNIM.", "Junta."]


def test_on_a_terminal_the_curtain_pushes_the_old_words_away(tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stdout = Terminal()
    play_plain(
        PlaySetup("first_convoy", {}, 7, 3, tmp_path / "a.jsonl"), io.StringIO("ju\nservices KKR\ncommit\n"), stdout
    )
    before, after = stdout.getvalue().rsplit("Pass the keyboard to JNIM", 1)
    assert before.endswith("\n" * 60)
    assert "services" not in after


def test_the_menu_offers_open_games_before_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_SAVES", str(tmp_path))
    start("commit\n", tmp_path / "a.jsonl")
    said = sit("0\nxyz\n1\nquit\n", PlaySetup())
    assert said[1].startswith("1. Go on with First convoy, turn 2 of 3, junta, saved ")
    assert any(line.endswith("New game: first_convoy.") for line in said)
    assert any(line.startswith("Turn 2 of 3") for line in said)
    number = next(line.split(".")[0] for line in said if line.endswith("New game: first_convoy."))
    fresh = sit(f"{number}\nju\nquit\n", PlaySetup())
    assert any(line.startswith("Turn 1 of 6") for line in fresh)
    assert len(list(tmp_path.glob("first_convoy-*.jsonl"))) == 1


def test_the_menu_can_be_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_SAVES", str(tmp_path))
    for script in ("", "quit\n"):
        assert sit(script, PlaySetup())[-1] == "Number, or quit?"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seats", [ALONE, {"junta": "random", "jnim": "random"}])
def test_the_command_that_goes_on_names_the_file_as_it_is_spelled(seats: dict[str, str], tmp_path: Path) -> None:
    save = tmp_path / "ünï 游戏 😀" / f"{'long name ' * 12}.jsonl"
    told = start("quit\n", save, seats)
    word = f"'{save}'"
    assert f"Saved as you play in {word}." in told
    assert told[-1] in (f"wargame play --plain --save {word}", f"To look back: wargame replay {word}")
    assert shlex.split(told[-1])[-1] == str(save) and save.is_file()
