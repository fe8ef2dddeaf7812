"""Whatever is typed, plain mode answers in plain lines, never fails, and leaves a save that verifies."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plain.sitting import ALONE
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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(LINES, max_size=12), alone=st.booleans())
def test_any_lines_are_answered(lines: list[str], alone: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save = Path(folder) / "a.jsonl"
        stdout = io.StringIO()
        script = "\n".join([*(["ju"] if not alone else []), "commit", *lines, "commit", *lines])
        stdin = io.TextIOWrapper(
            io.BytesIO(script.encode(errors="surrogatepass")), encoding="utf-8", errors="surrogateescape"
        )
        play_plain(PlaySetup("first_convoy", ALONE if alone else {}, 7, 3, save), stdin, stdout)
        said = stdout.getvalue()
        assert said.isascii()
        assert QUESTION in said
        assert verify(save).sound
