"""Two teams at one prompt make a deal, and one leaves it: the tables line by line, whole, as a text to be read aloud.

`pytest tests/plain --regenerate` writes it anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import answers, start, transcript

GOLDEN = Path(__file__).parent / "deals.txt"
SEATS = {"junta": "human", "russia": "human", "jnim": "random", "aes": "random"}
LINES = [
    "ju",
    "deals",
    "deals mos",
    "more",
    "legal offer",
    "offer mos: fuel 3, no; 4, secrets",
    "of mos: fuel 3, no; 4, s",
    "renounce",
    "offer exchange",
    "commit",
    "ru",
    "deals",
    "deals mo",
    "sign mos",
    "commit",
    "ju",
    "deals mo",
    "renounce mos",
    "undo",
    "help deals",
    "quit",
]


def test_a_deal_is_told_as_written_down(regenerate: bool, tmp_path: Path) -> None:
    told = transcript(LINES, "bamako_siege", SEATS, tmp_path / "game.jsonl")
    if regenerate:
        GOLDEN.write_text(told, encoding="ascii")
    assert told == GOLDEN.read_text(encoding="ascii")


def test_an_offer_that_waits_is_asked_and_missed_at_the_commit(tmp_path: Path) -> None:
    said = start("ju\noffer palace\ncommit\nru\ncommit\nquit\n", tmp_path / "a.jsonl", SEATS, 6, "bamako_siege")
    asked = "Asked of you: an offer needs your answer. Palace pact from Junta, 4 turns, secret. Type deals"
    assert sum(line.startswith(asked) for line in said) == 1
    assert "The offer of Junta, Palace pact, is not answered." in said


def test_where_nobody_deals_the_word_says_so(tmp_path: Path) -> None:
    blocks = answers(start("deals\nquit\n", tmp_path / "a.jsonl"))
    assert blocks[1] == ["This scenario has no deals."]


def test_a_table_is_found_by_its_beginning_or_missed(tmp_path: Path) -> None:
    script = "ju\ndeals x\ndeals allies\nquit\n"
    blocks = answers(start(script, tmp_path / "a.jsonl", SEATS, 6, "bamako_siege"))
    assert blocks[1][0].startswith("There is no table 'x'. There are: peace, moscow, allies")
    assert blocks[2][0].startswith("Table allies: The authorities and the alliance. It is open.")


def test_an_order_against_ones_word_is_minded_when_it_is_written(tmp_path: Path) -> None:
    seats = {"junta": "human", "jnim": "human", "russia": "random", "aes": "random"}
    script = "jn\ncommit\nju\nchannel in_secret peace\ncommit\njn\noffer peace: truce DKR 0.5; 4\n"
    said = start(script + "blockade ABJ\nblockade DKR\nquit\n", tmp_path / "a.jsonl", seats, 6, "bamako_siege")
    told = [line for line in said if line.startswith("Mind, ")]
    assert told == ["Mind, blockade DKR 1: Breaks your word: Truce on the road (Own terms)."]
