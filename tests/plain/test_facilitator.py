"""The facilitator at the prompt: between the commits and the next turn, and never in a team's text."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from tests.plain.sitting import ALONE, sit
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

RULE = ("rule legitimacy BKO 45", "the radio was heard", "nobody")


def play(save: Path, *lines: str, seats: dict[str, str] = ALONE) -> list[str]:
    setup = PlaySetup("first_convoy", seats, 7, 3, save, facilitator=True)
    return sit("\n".join(lines) + "\n", setup)


def test_a_ruling_is_shown_before_it_counts_and_verifies(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = play(save, "commit", "results", *RULE, "rulings", "publish", "why legitimacy BKO", "report")
    told = "\n".join(said)
    assert "Facilitator: all teams have committed turn 1. Teams look away." in told
    assert "The die convoys.luck, Abidjan road (convoys.luck|ABJ): " in told
    assert "Legitimacy in Bamako: 45.0 instead of the rolled " in told
    assert "Change of the margin if the game ended then: Junta " in told
    assert told.count("Reason: the radio was heard.") == 2
    ruling = look_back(save).match.rulings(1)[0]
    assert (ruling.ruled, ruling.seen_by) == (45.0, ()) and ruling.rolled != 45.0
    team = told[told.index("Turn 1 is resolved.") :]
    assert "uling" not in team.replace(str(save), "") and "radio" not in team and "events out of sight" in team
    assert verify(save).turns == 1


def test_no_reason_leaves_the_roll(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = play(save, "commit", RULE[0], "", "publish")
    assert "Nothing is changed." in said
    assert not [event for event in read(save).events if event["kind"] == "ruled"]


def test_notes_name_a_team_an_inject_and_a_grade(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    play(save, "commit", "note junta I3 some: named the price", "note they say: wait", "note", "publish")
    notes = look_back(save).match.notes
    assert [(note.seat, note.inject, note.text) for note in notes] == [
        ("junta", "I3", "named the price"),
        ("", "", "they say: wait"),
    ]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("rule", "Type rule, then a die or a number, then a value, as in: rule legitimacy BKO 45."),
        ("rule fear ABJ 900", "fear has values from 0 to 100, and 900 is none of them."),
        ("rule fear ABJ much", '"much" is no number.'),
        ("rule luck| 2", 'There is no die "luck|" in these rules.'),
        ("rule moon 2", "There is no metric 'moon'."),
        ("give I9", 'There is no inject "I9".'),
        ("note", "A note has at least one letter."),
        ("commit", 'There is no command "commit". Type help.'),
    ],
)
def test_wrong_commands_are_refused(tmp_path: Path, line: str, answer: str) -> None:
    assert any(text.startswith(answer) for text in play(tmp_path / "a.jsonl", "commit", line))


def test_an_inject_that_is_given_asks_the_team_again(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = play(save, "commit", *RULE, "give I3", "answer I3 accept", "commit", "rulings", "publish", "quit")
    assert "I3 comes in turn 1. Rulings on this turn are void. Junta must commit again." in said
    assert "All results are as rolled." in said
    assert look_back(save).match.rulings(1) == () and verify(save).sound


def test_the_game_goes_on_with_its_rulings_and_says_how(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = play(save, "commit", *RULE, "quit")
    assert any(line.startswith("wargame play --plain --facilitator --save ") for line in said)
    again = sit("rulings\npublish\n", PlaySetup(save=save, facilitator=True))
    assert any(line.startswith("Ruling on Legitimacy in Bamako: 45.0") for line in again)
    assert look_back(save).match.rulings(1)[0].ruled == 45.0
    assert attrs.asdict(look_back(save).match.rulings(1)[0])["why"] == RULE[1]


def test_the_range_is_told_before_a_value_is_typed_and_a_refusal_asks_again(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    script = ("rule legitimacy BKO", "900", "45", "\x00", "a reason", "nobodies", "nobody", "rule fear ABJ", "", "quit")
    said = play(save, "commit", *script)
    asked = [line for line in said if line.startswith("Legitimacy in Bamako: rolled ")]
    assert len(asked) == 2 and all(
        line.endswith("New value, from 0 to 100? An empty line changes nothing.") for line in asked
    )
    assert "legitimacy has values from 0 to 100, and 900 is none of them." in said
    assert any(line.startswith("A ruling needs a reason") for line in said)
    assert 'There is no team "nobodies". Teams: junta, jnim.' in said and "Nothing is changed." in said
    with Session.resume(save) as session:
        assert [each.why for each in session.match.facilitator.rulings.made] == ["a reason"]


def test_injects_are_listed_and_tried_with_a_choice_before_one_is_given(tmp_path: Path) -> None:
    said = play(tmp_path / "a.jsonl", "commit", "give I1", "inject", "inject I3 accept", "quit")
    assert "I1, A convoy is lost: came in turn 1." in said
    assert "Junta answers accept." in said
    assert "give I3: I3 comes in turn 1. Junta must commit again." in said


def test_a_new_player_makes_rulings_void_and_the_facilitator_is_told(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    play(save, "commit", *RULE, "quit")
    said = sit("rulings\nquit\n", PlaySetup(save=save, seats={"jnim": "random"}, facilitator=True))
    void = [line for line in said if line.startswith("Ruling on Legitimacy in Bamako: 45.0")]
    assert len(void) == 2 and said[said.index(void[0]) + 1] == "  JNIM got another player after it."
    assert said.index(void[0]) < said.index("All results are as rolled.")


def test_results_name_the_team_of_a_number(tmp_path: Path) -> None:
    said = play(tmp_path / "a.jsonl", "commit", "results", "quit")
    assert any(line.startswith("Money (JNIM): ") for line in said)
