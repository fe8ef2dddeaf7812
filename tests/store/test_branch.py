"""A branch begins like its parent, goes on with other orders and the same dice, and is a save like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.games import bot_game, forge, team_game
from wargame.errors import ContentError, SaveError, UsageError
from wargame.model.match.events import GameOpened, TurnAdjudicated
from wargame.model.match.ruling import Target
from wargame.store.branch import BranchWanted, branch
from wargame.store.codec import digest
from wargame.store.family import family
from wargame.store.journal import read
from wargame.store.look_back import look_back
from wargame.store.saved_game import saved_game
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify


def orders_file(folder: Path, *lines: str) -> Path:
    path = folder / "orders.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def digests(path: Path) -> list[str]:
    events = saved_game(read(path)).events
    return [event.outcome.digest for event in events if isinstance(event, TurnAdjudicated)]


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    with team_game(tmp_path / "parent.jsonl", turns=3, until=2) as session:
        session.match.commit("junta")
        session.match.adjudicate()
    return tmp_path / "parent.jsonl"


def test_a_branch_is_the_game_before_its_turn_and_the_parent_stays_as_it_was(parent: Path, tmp_path: Path) -> None:
    raw, when = parent.read_bytes(), parent.stat().st_mtime_ns
    made = branch(BranchWanted(parent, 2, tmp_path / "new.jsonl"))
    assert (parent.read_bytes(), parent.stat().st_mtime_ns) == (raw, when)
    assert (made.match.turn, made.match.played, made.match.draft("junta").lines) == (2, 1, ())
    assert digests(made.path) == digests(parent)[:1]
    assert verify(made.path).sound
    found = look_back(made.path).header.parent
    lines = raw.split(b"\n")
    kinds = [event["kind"] for event in read(parent).events]
    assert found is not None
    assert (found.file, found.turn, found.digest) == ("parent.jsonl", 2, digests(parent)[-1])
    assert (found.save, found.line) == (digest(lines[0]), digest(lines[kinds.index("adjudicated") + 1]))


def test_the_same_orders_lead_to_the_same_digests_and_other_orders_meet_the_same_dice(
    parent: Path, tmp_path: Path
) -> None:
    same = branch(BranchWanted(parent, 2, tmp_path / "same.jsonl", orders_file(tmp_path, "T3 junta: services BGN")))
    assert digests(same.path) == digests(parent)
    other = branch(BranchWanted(parent, 2, tmp_path / "other.jsonl", orders_file(tmp_path, "T2 junta: -")))
    assert digests(other.path)[0] == digests(parent)[0]
    assert digests(other.path)[1] != digests(parent)[1]
    one, two = (look_back(path).match for path in (parent, other.path))
    assert two.orders("junta", 2)["junta"] == ()
    assert two.orders("junta", 3) == one.orders("junta", 3)  # what the file does not replace is repeated
    dice = [
        {draw.key: draw.value for draw in event.outcome.draws}
        for path in (parent, other.path)
        for event in saved_game(read(path)).events
        if isinstance(event, TurnAdjudicated) and event.turn == 2
    ]
    common = dice[0].keys() & dice[1].keys()
    assert common
    assert all(dice[0][key] == dice[1][key] for key in common)
    assert all(verify(path).sound for path in (same.path, other.path))


def test_a_file_takes_the_seat_of_a_bot_for_its_turns_only(tmp_path: Path) -> None:
    parent = bot_game(tmp_path / "parent.jsonl")
    made = branch(BranchWanted(parent, 2, tmp_path / "new.jsonl", orders_file(tmp_path, "T2 jnim: recruit KKR")))
    match = look_back(made.path).match
    assert [order.text for order in match.orders("jnim", 2)["jnim"]] == ["recruit KKR"]
    assert [(change.turn, change.player) for change in match.seat_changes] == [(2, "human"), (3, "doctrine")]
    assert match.ending == "turn_limit"
    assert verify(made.path).text.startswith("Verified: 3 turns played again to the same digests; sealed")


def test_a_branch_of_bots_that_nobody_has_played_on_is_sound_and_plays_on(tmp_path: Path) -> None:
    parent = bot_game(tmp_path / "parent.jsonl")
    made = branch(BranchWanted(parent, 2, tmp_path / "new.jsonl"))
    assert verify(made.path).sound
    with Session.resume(made.path) as session:
        while not session.match.ending:
            session.match.adjudicate()
    assert digests(made.path) == digests(parent)
    assert verify(made.path).sound
    raw = made.path.read_bytes().splitlines(keepends=True)
    made.path.write_bytes(b"".join(raw[:-2]))  # a cut end is noticed as in any game of bots
    assert "the end was cut off" in verify(made.path).text


def test_what_people_did_besides_their_orders_is_repeated(tmp_path: Path) -> None:
    parent = tmp_path / "parent.jsonl"
    with team_game(parent, turns=3, until=1) as session:
        session.match.facilitator.give("I3")
        session.match.commit("junta", "as agreed")
        session.match.adjudicate()
        session.match.change_seats({"junta": "doctrine"})
        session.match.adjudicate()
    made = branch(BranchWanted(parent, 2, tmp_path / "new.jsonl", orders_file(tmp_path, "T2 jnim: -")))
    match = look_back(made.path).match
    assert "I3" in [letter.inject for letter in match.inbox(None) if letter.turn == 2]
    assert [reason.text for reason in match.reasons("junta", 2)] == ["as agreed"]
    assert match.seats["junta"] == "doctrine"
    assert verify(made.path).sound


def test_an_order_that_is_no_longer_possible_is_left_out_and_said(tmp_path: Path) -> None:
    parent = tmp_path / "parent.jsonl"
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, 5, 4, parent)) as session:
        for orders in ((), (), (), ("services BKO", "buy_fuel 2")):
            for order in orders:
                session.match.add("junta", order)
            session.match.commit("junta")
            session.match.adjudicate()
    spent = orders_file(tmp_path, *(f"T{turn} junta: buy_fuel 2" for turn in (1, 2, 3)))
    made = branch(BranchWanted(parent, 1, tmp_path / "new.jsonl", spent))
    assert [order.text for order in made.match.orders("junta", 4)["junta"]] == ["services BKO"]
    assert [note.partition(". ")[0] for note in made.notes] == ["Turn 4: junta cannot repeat buy_fuel 2"]
    assert verify(made.path).sound


def test_a_branch_for_people_opens_with_their_orders_as_drafts(parent: Path, tmp_path: Path) -> None:
    made = branch(BranchWanted(parent, 2, tmp_path / "new.jsonl", drafts=True))
    with Session.resume(made.path) as session:
        draft = session.match.draft("junta")
        assert [line.order.text for line in draft.lines] == ["escort ABJ 1", "services BKO main"]
        assert not draft.committed
        session.match.remove("junta", 1)
    assert verify(made.path).sound


@pytest.mark.parametrize(
    ("turn", "lines", "told"),
    [
        (2, ["T1 junta: -"], "orders.txt:1:1: turn 1 lies before the branch, which begins at turn 2"),
        (2, ["", "T2 junta: escort ABJ 9"], "orders.txt:2:11: "),
        (2, ["T2 junta: services BKO", "T2 junta: services BKO"], "orders.txt:2:11: services BKO: "),
        (2, ["T2 junto: -"], "did you mean `junta`?"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_nothing_is_written(
    parent: Path, tmp_path: Path, turn: int, lines: list[str], told: str
) -> None:
    with pytest.raises(ContentError) as refused:
        branch(BranchWanted(parent, turn, tmp_path / "new.jsonl", orders_file(tmp_path, *lines)))
    assert told in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["orders.txt", "parent.jsonl"]


def test_turns_and_names_that_cannot_be(parent: Path, tmp_path: Path) -> None:
    for turn in (0, 4, -1):
        with pytest.raises(UsageError, match="Name a turn from 1 to 3"):
            branch(BranchWanted(parent, turn, tmp_path / "new.jsonl"))
    with pytest.raises(UsageError, match="exists already"):
        branch(BranchWanted(parent, 2, parent))
    with pytest.raises(UsageError, match="holds no orders"):
        branch(BranchWanted(parent, 2, tmp_path / "new.jsonl", orders_file(tmp_path, "# none")))


def test_a_header_whose_parent_cannot_be_is_refused(parent: Path, tmp_path: Path) -> None:
    new = branch(BranchWanted(parent, 2, tmp_path / "new.jsonl")).path
    for wrong in ("parent.jsonl", {"turn": 2}, {"turn": 9, "file": "", "save": "", "line": "", "digest": ""}):
        forge(new, lambda at, event, wrong=wrong: {**event, "parent": wrong} if at == 1 else event)  # type: ignore[misc]
        with pytest.raises(SaveError):
            look_back(new)


def test_the_family_is_found_from_every_member_and_another_game_with_the_same_header_is_none(tmp_path: Path) -> None:
    parent = bot_game(tmp_path / "parent.jsonl")
    child = branch(BranchWanted(parent, 2, tmp_path / "child.jsonl", orders_file(tmp_path, "T2 junta: -"))).path
    grandchild = branch(BranchWanted(child, 3, tmp_path / "grandchild.jsonl")).path
    twin = tmp_path / "twin.jsonl"  # the same header as the parent, but another game
    with Session.begin(_like(parent, twin)) as session:
        session.match.change_seats({"junta": "random"})
        session.match.adjudicate()
    for path in (parent, child, grandchild):
        tree = family(path)
        assert [(depth, each.path.name) for depth, each in tree.all()] == [
            (0, "parent.jsonl"),
            (1, "child.jsonl"),
            (2, "grandchild.jsonl"),
        ]
    assert [each.path.name for _, each in family(twin).all()] == ["twin.jsonl"]


def test_a_copy_of_a_save_takes_no_branch_from_it(tmp_path: Path) -> None:
    """Every save stands in the tree once. A branch whose parent got another name still finds its parent."""
    parent = bot_game(tmp_path / "parent.jsonl")
    child = branch(BranchWanted(parent, 2, tmp_path / "child.jsonl", orders_file(tmp_path, "T2 junta: -"))).path
    branch(BranchWanted(child, 3, tmp_path / "grandchild.jsonl"))
    for path, name in ((parent, "a_parent.jsonl"), (child, "a_child.jsonl")):
        (tmp_path / name).write_bytes(path.read_bytes())
    tree = [(depth, each.path.stem) for depth, each in family(tmp_path / "grandchild.jsonl").all()]
    assert tree == [(0, "parent"), (1, "a_child"), (1, "child"), (2, "grandchild")]
    assert [each.path.stem for _, each in family(tmp_path / "a_parent.jsonl").all()] == ["a_parent"]
    parent.unlink()
    assert [each.path.stem for _, each in family(child).all()] == ["a_parent", "a_child", "child", "grandchild"]


def _like(path: Path, save: Path) -> PlaySetup:
    header = look_back(path).header
    return PlaySetup(header.scenario, header.seats, header.seed, header.length, save)


def test_a_branch_at_the_first_turn_repeats_only_the_opening(parent: Path, tmp_path: Path) -> None:
    new = branch(BranchWanted(parent, 1, tmp_path / "new.jsonl")).path
    events = saved_game(read(new)).events
    assert [type(event) for event in events] == [GameOpened]
    assert verify(new).sound


@pytest.mark.slow
def test_deals_of_people_are_repeated_to_the_same_digest(tmp_path: Path) -> None:
    parent = Path(__file__).resolve().parents[2] / "docs" / "examples" / "truce.jsonl"
    match = look_back(parent).match
    lines = [f"T4 jnim: {order.text}" for order in match.orders("jnim", 4)["jnim"]] or ["T4 jnim: -"]
    made = branch(BranchWanted(parent, 1, tmp_path / "new.jsonl", orders_file(tmp_path, *lines)))
    assert digests(made.path) == digests(parent)
    assert made.notes == ()
    assert "sign" in {
        order.action for turn in (1, 2, 3) for seat in ("jnim", "junta") for order in match.orders(seat, turn)[seat]
    }


def test_rulings_are_repeated_and_keep_what_the_other_orders_roll(tmp_path: Path) -> None:
    save, legitimacy = tmp_path / "ruled.jsonl", Target(metric="legitimacy", entities=("BKO",))
    with Session.begin(PlaySetup("first_convoy", {"jnim": "doctrine"}, seed=5, turns=2, save=save)) as session:
        match, rulings = session.match, session.match.facilitator.rulings
        match.add("junta", "services BKO")
        match.commit("junta")
        for target, value in ((legitimacy, 45.0), (Target(die="convoys.luck|ABJ"), 2.0)):
            rulings.rule(rulings.ruling(target, value, "seen", ("junta",), reason_seen=True))
        match.adjudicate()
        match.commit("junta")
        match.adjudicate()
    same = branch(BranchWanted(save, 1, tmp_path / "same.jsonl", orders_file(tmp_path, "T2 junta: -")))
    assert digests(same.path) == digests(save) and same.notes == ()
    other = branch(BranchWanted(save, 1, tmp_path / "other.jsonl", orders_file(tmp_path, "T1 junta: -")))
    old, new = look_back(save).match.rulings(1)[0], look_back(other.path).match.rulings(1)[0]
    assert (new.ruled, new.why, new.seen_by) == (old.ruled, old.why, old.seen_by) and new.rolled != old.rolled
    assert verify(other.path).sound
