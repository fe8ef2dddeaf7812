"""Text that a screen reader can speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.plain.plain_text import WIDTH, sentence, to_ascii, wrap


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Côte d’Ivoire – Kolondiéba", "Cote d'Ivoire - Kolondieba"),
        ("≈3.4 ±1.5", "about 3.4 plus or minus 1.5"),
        ("↓2.9 ↑9", "down 2.9 up 9"),
        ("you estimate fuel (≈); signs: ≥, ≤", "you estimate fuel (about); signs: at least, at most"),
        ("≥ 3 and ↑", "at least 3 and up"),
        ("−1.8 × 2 …", "-1.8 x 2 ..."),
        ("■▲", "??"),
        ("a\x1b[2Jb\x07", "a?[2Jb?"),
    ],
)
def test_signs_are_spelled(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


@given(st.text())
def test_any_text_becomes_printable_ascii_of_at_most_a_hundred_columns(text: str) -> None:
    for line in wrap(text):
        assert all(" " <= letter <= "~" for letter in line)
        assert len(line) <= WIDTH or max(map(len, line.split())) > WIDTH // 2


def test_lines_are_cut_between_words_and_paths_stay_whole() -> None:
    path = "/home/someone/" + "a-long-folder/" * 9 + "game.jsonl"
    lines = wrap(f"{'word ' * 30}{path}")
    assert len(lines) == 3
    assert lines[-1].strip() == path
    assert lines[1].startswith("  word")


@pytest.mark.parametrize(
    ("text", "said"), [("queues", "Queues."), (" Done. ", "Done."), ("why?", "Why?"), ("", ""), ("éa", "Éa.")]
)
def test_sentences_begin_and_end(text: str, said: str) -> None:
    assert sentence(text) == said
