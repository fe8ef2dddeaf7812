"""The first message about a planted mistake names the cause at its line, and one cause gives one message."""

from __future__ import annotations

import pytest

from tests.planted.bases import scenario_of, texts
from tests.planted.corpus import Mistake, mistakes
from tests.planted.planting import said_of
from wargame.cli.commands.check import check_found
from wargame.content import Problems
from wargame.content.lookup import ContentKind, in_save

MISTAKES = mistakes()
MOST_SHORT = 0.01  # of the mistakes may be told badly, each with its reason in the corpus
MOST_MESSAGES = 1.1  # for one cause, on average


@pytest.mark.parametrize(
    "base", ["convoy", "harbour", "ferry", "bridge", pytest.param("siege", marks=pytest.mark.slow)]
)
def test_nothing_is_said_of_a_sound_scenario(base: str) -> None:
    problems = Problems()
    found = in_save(texts(base), ContentKind.SCENARIO, scenario_of(base))
    assert found is not None
    check_found(found, problems)
    assert problems.all == ()


@pytest.mark.parametrize("mistake", [pytest.param(m, id=m.id) for m in MISTAKES])
def test_the_first_message_names_the_cause_at_its_line(mistake: Mistake) -> None:
    said = said_of(mistake)
    assert said.problems, said
    if not mistake.short:
        assert said.names, (mistake.says, str(said))
        assert said.points, str(said)
    assert len(said.problems) <= mistake.most, str(said)


def test_the_corpus_is_large_and_little_in_it_is_told_badly() -> None:
    assert len(MISTAKES) >= 300
    assert len({mistake.id for mistake in MISTAKES}) == len(MISTAKES)
    assert sum(bool(mistake.short) for mistake in MISTAKES) <= MOST_SHORT * len(MISTAKES)
    assert sum(mistake.most for mistake in MISTAKES) <= MOST_MESSAGES * len(MISTAKES)
