"""Several steps of the playback at once: `next N`, `next all` and `playback all`, a screenful at a time."""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import answers, start
from wargame.plain.console import BLOCK

GOES_ON = "Type next for the next step, or next all for all further steps."
MORE = "more\n"


def blocks_of(lines: str, save: Path) -> list[str]:
    return ["\n".join(block) for block in answers(start(f"escort ABJ 2\ncommit\n{lines}quit\n", save))[3:]]


def whole(blocks: list[str]) -> list[str]:
    """Return the lines of an answer and of all its further parts."""
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if not line.endswith("type more.") and line != "There is no more."]


def test_next_all_tells_the_same_steps_as_next_again_and_again(tmp_path: Path) -> None:
    single = blocks_of("playback\n" + f"next\n{MORE * 2}" * 8, tmp_path / "a.jsonl")
    once = blocks_of(f"next all\n{MORE * 12}", tmp_path / "b.jsonl")
    played = blocks_of(f"playback all\n{MORE * 12}", tmp_path / "c.jsonl")
    steps = [line for line in whole(single) if line.startswith("Turn 1, ")]
    assert len(steps) == 7
    assert [line for line in whole(once) if line.startswith("Turn 1, ")] == steps
    assert whole(once)[:40] == whole(played)[:40]
    assert all(len(block.splitlines()) <= BLOCK for block in once[:-1])


def test_next_with_a_number_goes_on_from_the_last_step(tmp_path: Path) -> None:
    told = blocks_of(f"next 2\n{MORE * 2}next 99\nnext\n", tmp_path / "a.jsonl")
    first, second = whole(told[:3]), told[3]
    assert [line[:19] for line in first if line.startswith("Turn 1, ")] == [
        "Turn 1, step 1 of 6",
        "Turn 1, step 2 of 6",
    ]
    assert first[-1] == GOES_ON and second.startswith("Turn 1, step 3 of 6")
    assert told[4].splitlines()[0] == "There is no further step. To play this turn, commit your orders."


def test_a_wrong_number_is_refused_with_an_example(tmp_path: Path) -> None:
    zero, word, step = blocks_of("next 0\nnext some\nplayback x\n", tmp_path / "a.jsonl")[:3]
    assert zero == "Give a number from 1, as in: next 3, or next all."
    assert word == "Give a number, as in: next 3, or next all."
    assert step == "Give a number, as in: playback 5, or playback all."
