"""The facilitator's screen: behind a curtain, with results, a ruling with its preview, and a note."""

from __future__ import annotations

from pathlib import Path

import attrs

from tests.tui.theatre import convoy, theatre
from wargame.model.match.note import Grade
from wargame.store.journal import read
from wargame.store.verify import verify


async def test_a_ruling_and_a_note_are_made_before_the_team_reads_the_turn(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(attrs.evolve(convoy("junta", save=save), facilitator=True)) as person:
        await person.to_map()
        await person.press("c", "enter", "enter")
        assert person.name == "CurtainScreen" and "Facilitator: type  fa" in person.text
        match = person.app.controller.session.match  # type: ignore[union-attr]
        await person.open_curtain("fa")
        assert "FACILITATOR: turn 1 of 6" in person.text and "All results are as rolled." in person.text
        assert "Legitimacy in Bamako" in person.text and "the die convoys.luck" in person.text
        digest, lines = match.digest, save.read_bytes()
        labels = [result.label for result in match.facilitator.rulings.results()]
        await person.press(*["down"] * labels.index("Legitimacy in Bamako"))
        await person.press("O")
        assert "RULE: new value" in person.text
        await person.write("45")
        await person.press("enter")
        assert "Legitimacy in Bamako: 45.0 instead of the rolled" in person.text
        assert "Change of the margin if the game ended then: Junta" in person.text
        await person.press("escape")
        assert (match.digest, save.read_bytes()) == (digest, lines)
        await person.press("enter")
        await person.write("45")
        await person.press("enter")
        await person.write("radio")
        await person.press("enter", "enter")
        assert "1 ruling." in person.text and "rolled" in person.text
        await person.press("n", "down", "enter", "down", "enter")
        await person.write("late")
        await person.press("enter")
        assert [(n.seat, n.grade, n.text) for n in match.notes] == [("junta", Grade.PERFORMED, "late")]
        await person.press("A")
        assert person.name == "PlaybackScreen"
        assert match.played == 1 and match.view("junta").value("legitimacy", "BKO") == match.rulings(1)[0].ruled
        while person.name != "TurnScreen":
            assert "uling" not in person.text and "radio" not in person.text
            await person.press("enter")
    kinds = [event["kind"] for event in read(save).events]
    assert kinds.count("ruled") == kinds.count("noted") == 1
    assert verify(save).sound


async def test_wrong_values_are_refused_and_the_facilitator_may_leave(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(attrs.evolve(convoy("junta", save=save), facilitator=True)) as person:
        await person.to_map()
        await person.press("c", "enter", "enter")
        await person.open_curtain("fa")
        await person.press("enter")
        await person.write("many")
        await person.press("enter")
        assert person.name == "FacilitatorScreen"
        assert [each.message for each in person.app._notifications] == ['"many" is no number.']
        await person.press("escape")
        assert person.name == "MenuScreen"
    assert not [event for event in read(save).events if event["kind"] in ("ruled", "adjudicated")]
