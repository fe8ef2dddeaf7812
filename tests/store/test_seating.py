"""Who plays: people where nothing else was asked for, and a wrong name is told with the nearest."""

import pytest

from wargame.content import Problems, load
from wargame.errors import UsageError
from wargame.store.seating import fill_seats

SCENARIO = load("first_convoy", Problems())
assert SCENARIO is not None


def test_people_play_what_nobody_else_was_asked_for() -> None:
    assert fill_seats(SCENARIO, {}) == {"junta": "human", "jnim": "human"}
    assert fill_seats(SCENARIO, {"jnim": "random"}) == {"junta": "human", "jnim": "random"}
    assert list(fill_seats(SCENARIO, {"jnim": "doctrine", "junta": "human"})) == ["junta", "jnim"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"junt": "human"}, "There is no seat 'junt'. Nearest: junta. There are: junta, jnim."),
        ({"moon": "human"}, "There is no seat 'moon'. There are: junta, jnim."),
        ({"jnim": "doctrin"}, "There is no player for jnim 'doctrin'. Nearest: doctrine. There are: human, "),
        ({"jnim": "hal"}, "There is no player for jnim 'hal'."),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(asked: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        fill_seats(SCENARIO, asked)
    assert str(refused.value).startswith(said)
