"""Names mean nothing to dice: every id renamed, with `was:` where dice hang on it, gives the same bits."""

from __future__ import annotations

import pytest

from tests.contracts.renaming import OF_DEALS, Renamer
from tests.contracts.shipped import CASES_WITH_LARGEST_SLOW, adjudicator_from, adjudicator_of, plan, scenario_of
from wargame.batch.chunk import ChunkPlayer
from wargame.model.rules.inject import ANSWER, REPLY


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_renaming_everything_changes_no_bit(name: str) -> None:
    renamer = Renamer(scenario_of(name).sources)
    sources = renamer.sources()
    renamed = adjudicator_from(sources, name)
    old, new = scenario_of(name).rules, renamed.scenario.rules
    for part in ("metrics", "parameters", "formulas", "actions", "steps"):
        assert len(getattr(new, part)) == len(getattr(old, part)) > 0
        assert set(getattr(new, part)) & set(getattr(old, part)) <= {ANSWER, REPLY, *OF_DEALS}, part
    assert not set(renamed.scenario.entities) & set(scenario_of(name).entities)
    for bot in ("doctrine", "random"):
        seats = dict.fromkeys(scenario_of(name).seats, bot)
        before = ChunkPlayer(adjudicator_of(name), plan(name, 6, 41, seats)).play(0, 6)
        after = ChunkPlayer(renamed, plan(name, 6, 41, {renamer.names[s]: b for s, b in seats.items()})).play(0, 6)
        assert before.digests == after.digests


@pytest.mark.parametrize("name", CASES_WITH_LARGEST_SLOW)
def test_without_their_old_names_dice_fall_anew(name: str) -> None:
    """What the test above proves would be worth nothing if names keyed no dice at all."""
    renamer = Renamer(scenario_of(name).sources, remember=False)
    seats = dict.fromkeys(scenario_of(name).seats, "random")
    before = ChunkPlayer(adjudicator_of(name), plan(name, 2, 42, seats)).play(0, 2)
    renamed = adjudicator_from(renamer.sources(), name)
    after = ChunkPlayer(renamed, plan(name, 2, 42, {renamer.names[s]: b for s, b in seats.items()})).play(0, 2)
    assert not set(before.digests) & set(after.digests)
