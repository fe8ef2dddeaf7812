"""Blocks of at most twelve lines, `more` and `again`."""

from __future__ import annotations

import io

from wargame.plain.console import BLOCK, Console


def console(heard: str = "") -> tuple[Console, io.StringIO]:
    stdout = io.StringIO()
    return Console(io.StringIO(heard), stdout), stdout


def said(stdout: io.StringIO) -> list[str]:
    lines = stdout.getvalue().splitlines()
    stdout.seek(0)
    stdout.truncate()
    return lines


def test_a_long_answer_comes_in_blocks_and_loses_no_line() -> None:
    voice, stdout = console()
    voice.tell(f"line {number}" for number in range(30))
    blocks = [said(stdout)]
    while "type more" in blocks[-1][-1]:
        voice.more()
        blocks.append(said(stdout))
    assert all(len(block) <= BLOCK for block in blocks)
    assert blocks[0][-1] == "19 more lines: type more."
    told = [line for block in blocks for line in block if "type more" not in line]
    assert told == [f"line {number}" for number in range(30)]
    voice.more()
    assert said(stdout) == ["There is no more."]


def test_twelve_lines_need_no_more() -> None:
    voice, stdout = console()
    voice.tell(str(number) for number in range(BLOCK))
    assert said(stdout) == [str(number) for number in range(BLOCK)]


def test_what_takes_several_lines_is_not_cut_at_the_end_of_a_block() -> None:
    voice, stdout = console()
    voice.tell(["short"] * 10 + ["word " * 50] + ["last"])
    first = said(stdout)
    assert first[:10] == ["short"] * 10
    assert len(first) == 11
    voice.more()
    assert said(stdout)[-1] == "last"


def test_one_thing_longer_than_a_block_is_told_whole_in_several() -> None:
    voice, stdout = console()
    voice.tell([" ".join(str(number) for number in range(1000))])
    told = said(stdout)
    while "type more" in told[-1]:
        del told[-1]
        voice.more()
        block = said(stdout)
        assert len(block) <= BLOCK
        told += block
    assert " ".join(line.strip() for line in told).split() == [str(number) for number in range(1000)]


def test_again_repeats_the_last_block_and_a_new_listener_gets_nothing_of_it() -> None:
    voice, stdout = console()
    voice.tell(f"secret {number}" for number in range(20))
    first = said(stdout)
    voice.again()
    assert said(stdout) == first
    voice.forget()
    voice.again()
    assert said(stdout) == []
    voice.more()
    assert "secret" not in stdout.getvalue()


def test_a_question_stands_on_its_own_line_and_the_end_of_input_is_no_answer() -> None:
    voice, stdout = console("  escort ABJ 2 \n\nlast")
    assert [voice.ask("Order?") for _ in range(4)] == ["escort ABJ 2", "", "last", None]
    assert said(stdout) == ["Order?"] * 4


def test_bytes_that_are_no_text_arrive_as_something_a_save_can_hold() -> None:
    stdout = io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(b"ab\xff\n"), encoding="utf-8", errors="surrogateescape")
    answer = Console(stdin, stdout).ask("Order?")
    assert answer == "ab?"
