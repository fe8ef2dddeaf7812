"""Whatever is typed, plain mode answers in plain lines, never fails, and leaves a save that verifies."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deals.table import RULES
from tests.plain.sitting import ALONE, start
from tests.tiny import files
from wargame.plain.prompt import COMMANDS, QUESTION
from wargame.plain.session import play_plain
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

ORDERS = ["escort", "services", "offensive", "buy_fuel", "ABJ", "BKO", "kkr", "junta", "fuel", "money", "ju", "main"]
ODD = ["turn", "cause", "0", "1", "2", "-1", "99999999999", "1e9", "nan", "?", ""]
WORDS = st.sampled_from([*COMMANDS, *ORDERS, *ODD])
LINES = st.one_of(
    st.lists(WORDS, max_size=4).map(" ".join),
    st.text(alphabet=st.characters(blacklist_characters="\n\r"), max_size=30),
)


BARGAINS = ["bridge", "calm_roads", "hush", "peace", "toll", "gift", "silence", "raid", "mob", "ALF", ":", ";", "3"]
VERBS = ["offer", "sign", "refuse", "renounce"]
WIDE_LINES = LINES | st.lists(st.sampled_from([*COMMANDS, *VERBS, *BARGAINS]), max_size=6).map(" ".join)


@settings(max_examples=40)
@given(lines=st.lists(LINES, max_size=12), alone=st.booleans())
def test_any_lines_are_answered(lines: list[str], alone: bool) -> None:
    script = [*(["ju"] if not alone else []), "commit", *lines, "commit", *lines]
    are_answered(script, "first_convoy", ALONE if alone else {})


@settings(max_examples=8)
@given(lines=st.lists(WIDE_LINES, max_size=20), alone=st.booleans())
def test_any_lines_are_answered_where_teams_bargain(lines: list[str], alone: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files(RULES).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        script = [*(["red"] if not alone else []), *lines, "commit", *lines]
        are_answered(script, str(Path(folder, "scenarios", "tiny.yaml")), {"blue": "random"} if alone else {})


def are_answered(script: list[str], scenario: str, seats: Mapping[str, str]) -> None:
    """Play a script; what is said is plain, and the save verifies."""
    with tempfile.TemporaryDirectory() as folder:
        save = Path(folder) / "a.jsonl"
        stdout = io.StringIO()
        stdin = io.TextIOWrapper(
            io.BytesIO("\n".join(script).encode(errors="surrogatepass")), encoding="utf-8", errors="surrogateescape"
        )
        play_plain(PlaySetup(scenario, seats, 7, 3, save), stdin, stdout)
        said = stdout.getvalue()
        assert said.isascii()
        assert QUESTION in said
        assert verify(save).sound


def test_a_reason_of_any_length_is_refused_in_words_and_not_saved(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    said = start(f"commit {'x' * 100_000}\ncommit short\nquit\n", save, turns=2)
    assert any("A reason has at most 200 letters, and this one has 100,000. Write less." in line for line in said)
    assert save.stat().st_size < 100_000
