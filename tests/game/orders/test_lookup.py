"""Looking up typed text: what was found once is kept while the draft stays, and never longer."""

from __future__ import annotations

import pytest

from tests.game.conftest import Recorded, compiled
from tests.game.orders.order_options import OPTIONS, ORDER_OPTIONS
from wargame.errors import OrderError
from wargame.game.orders import lookup as lookups
from wargame.game.orders.completion import Keys
from wargame.game.orders.grammar import LONGEST_LINE
from wargame.game.orders.lookup import MOST_KEPT, Lookup
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.parser import Reading, read_order


def test_what_was_found_is_not_worked_out_again_and_not_kept_for_ever() -> None:
    lookup = Lookup(ORDER_OPTIONS, Keys(OPTIONS))
    first = lookup.completion("es")
    assert lookup.completion("es") is first
    for number in range(MOST_KEPT):
        lookup.completion(f"zz{number}")
    assert lookup.completion("es") is not first
    assert lookup.completion("es") == first


def test_the_list_follows_every_change_of_the_draft() -> None:
    match = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"}).match
    text = match.lookup("junta").completion("es").rows[0].text
    words = text.rsplit(" ", 1)[0]

    def legal(line: int | None = None) -> bool:
        return any(row.text.startswith(words) for row in match.lookup("junta", line).completion("es").rows)

    assert legal()
    match.add("junta", text)
    assert not legal()
    assert legal(line=1)
    match.undo("junta")
    assert legal()
    match.add("junta", text)
    match.commit("junta")
    match.adjudicate()
    assert legal()


@pytest.mark.parametrize(
    "text", ["a " * 100_000, "a" * 200_000, "escort ABJ " + "x" * 200_000, "9" * LONGEST_LINE + "9"]
)
def test_a_line_that_is_too_long_is_refused_before_its_words_are_looked_up(text: str) -> None:
    lookup = Lookup(ORDER_OPTIONS, Keys(OPTIONS))
    with pytest.raises(OrderError, match=f"An order has at most 200 letters, and this line has {len(text):,}"):
        lookup.order(text)
    assert lookup.completion(text).rows == ()
    assert lookup.completion(text).reason.startswith("An order has at most 200 letters")


def test_a_text_is_read_once_however_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str, options: OrderOptions) -> Reading:
        read.append(text)
        return read_order(text, options)

    monkeypatch.setattr(lookups, "read_order", counted)
    match = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"}).match
    typed = ["e", "es", "esc", "esc ABJ"]
    rows = [match.lookup("junta").completion(text).rows for text in typed]
    assert match.lookup("junta").order("esc ABJ") == rows[-1][0].order
    match.add("junta", rows[-1][0].order)  # as Enter on a row of the list
    assert read == typed
    match.undo("junta")
    assert match.lookup("junta").completion("services BGN").verdict == "ok"
    match.add("junta", "services BGN")  # as a line of plain mode, which looks for commands first
    assert read == [*typed, "services BGN"]


def test_an_order_of_an_old_list_is_judged_anew() -> None:
    match = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"}).match
    order = match.lookup("junta").completion("esc ABJ").rows[0].order
    match.add("junta", order)
    with pytest.raises(OrderError, match="stands on line 1 already"):
        match.add("junta", order)
    assert match.replace("junta", 1, order).lines[0].order == order
