"""Which value a name means: an id before a short name before a label, and what is said where it could be several."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.shipped import scenario_of
from tests.plain.sitting import answers, start
from wargame.errors import UsageError
from wargame.plain.cells import find_cell

SIEGE = "bamako_siege"


@pytest.mark.parametrize(
    ("seat", "text", "cell"),
    [
        ("junta", "trust moscow", ("trust", ("moscow",))),  # an id before what another metric is called for short
        ("junta", "rjt", ("rjt", ())),
        ("russia", "trust", ("rjt", ())),  # the headline that the seat has in sight; the id alone names no value
        ("russia", "trust moscow", ("trust", ("moscow",))),
        ("junta", "fuel", ("fuel_days", ())),  # a short name before labels that begin with it
        ("junta", "truce dkr", ("truce_held", ("DKR",))),  # of two that are called so, the one that has roads
        ("junta", "burned dkr", ("burned", ("DKR",))),
        ("junta", "legitimacy", ("legitimacy", ("BKO",))),
        ("jnim", "money", ("money", ("jnim",))),
    ],
)
def test_the_best_name_wins(seat: str, text: str, cell: tuple[str, tuple[str, ...]]) -> None:
    assert find_cell(scenario_of(SIEGE), seat, text) == cell


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trust", ["trust peace (Trust between parties)", "rjt (Trust", "each table: peace, moscow"]),
        ("truce", ["truce_held DKR (Truce on the road)", "rival_truce ("]),
        ("trust x", ["name one of peace, moscow"]),
        ("co", ["and 7 more. Type one of these."]),
        ("legitimary", ["There is no metric", "Nearest: legitimacy"]),
    ],
)
def test_what_could_be_several_is_listed_as_it_is_to_be_typed(text: str, said: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        find_cell(scenario_of(SIEGE), "junta", text)
    assert all(part in str(refused.value) for part in said), str(refused.value)


def test_what_is_listed_can_be_typed() -> None:
    scenario = scenario_of(SIEGE)
    for text in ("trust", "truce", "burned", "co"):
        with pytest.raises(UsageError) as refused:
            find_cell(scenario, "junta", text)
        listed = str(refused.value).partition(" could be ")[2].partition(". Type")[0]
        for offered in (part.partition(" (")[0].strip() for part in listed.split("), ")):
            metric, entities = find_cell(scenario, "junta", offered)
            assert " ".join((metric, *entities)).lower() == offered.lower()


@pytest.mark.slow
def test_a_team_that_asks_for_trust_at_the_prompt_gets_it(tmp_path: Path) -> None:
    seats = {"junta": "human", "jnim": "doctrine", "russia": "doctrine", "aes": "doctrine"}
    script = "commit\nwhy trust\nwhy trust moscow\nwhy rjt\nquit\n"
    blocks = answers(start(script, tmp_path / "a.jsonl", seats, 6, SIEGE))
    assert " ".join(blocks[2]).startswith("trust could be trust peace (Trust between parties), rjt (Trust")
    assert blocks[3][0].startswith("Trust between parties")
    assert blocks[4][0].startswith("Trust ")
    assert blocks[3][0] != blocks[4][0]
