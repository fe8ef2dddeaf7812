"""Looking up typed text: what was found once is kept while the draft stays, and never longer."""

from __future__ import annotations

from tests.game.conftest import Recorded, compiled
from tests.game.offers import OFFERS, OPTIONS
from wargame.game.orders.completion import Keys
from wargame.game.orders.lookup import MOST_KEPT, Lookup


def test_what_was_found_is_not_worked_out_again_and_not_kept_for_ever() -> None:
    lookup = Lookup(OFFERS, Keys(OPTIONS))
    first = lookup.completion("es")
    assert lookup.completion("es") is first
    for number in range(MOST_KEPT):
        lookup.completion(f"zz{number}")
    assert lookup.completion("es") is not first
    assert lookup.completion("es") == first


def test_the_list_follows_every_change_of_the_draft() -> None:
    match = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"}).match
    text = match.completions("junta", "es").rows[0].text
    words = text.rsplit(" ", 1)[0]

    def legal(line: int | None = None) -> bool:
        return any(row.text.startswith(words) for row in match.completions("junta", "es", line).rows)

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
