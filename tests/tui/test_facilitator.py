"""The facilitator's screen: behind a curtain, with results, a ruling with its preview, and a note."""

from __future__ import annotations

from pathlib import Path

import attrs

from tests.tui.theatre import convoy, theatre
from wargame.model.match.note import Grade
from wargame.model.match.ruling import Target
from wargame.store.journal import read
from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify
from wargame.tui.widgets.why_line import WhyLine


async def test_a_ruling_and_a_note_are_made_before_the_team_reads_the_turn(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(attrs.evolve(convoy("junta", save=save), facilitator=True)) as person:
        await person.to_map()
        await person.press("c", "enter", "enter")
        assert person.name == "CurtainScreen" and "Facilitator: type  fa" in person.text
        match = person.app.controller.session.match  # type: ignore[union-attr]
        await person.open_curtain("fa")
        assert "FACILITATOR: turn 1 of 6" in person.text and "All results are as rolled." in person.text
        assert "Legitimacy in Bamako" in person.text and "The die convoys.luck" in person.text
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
        assert "Type the new value: from 0 to 16 d." in person.text
        for refused, reason in (("many", '"many" is no number.'), ("900", "fuel_days has values from 0 to 16")):
            await person.press("ctrl+u")
            await person.write(refused)
            await person.press("enter")
            assert person.name == "AskScreen" and reason in person.text
            line = person.app.screen.query_one(WhyLine)
            assert (line.value, line.cursor_position) == (refused, len(refused)) and line.has_focus
        await person.press("backspace", "backspace", "enter")
        assert "Fuel in Bamako: 9.0 d instead of the rolled" in person.text
        await person.press("escape", "escape")
        assert person.name == "MenuScreen"
    assert not [event for event in read(save).events if event["kind"] in ("ruled", "adjudicated")]


async def test_an_inject_is_tried_and_then_given_and_the_team_is_asked_again(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(attrs.evolve(convoy("junta", save=save), facilitator=True)) as person:
        await person.to_map()
        await person.press("c", "enter", "enter")
        await person.open_curtain("fa")
        match = person.app.controller.session.match  # type: ignore[union-attr]
        await person.press("I")
        assert "I1 A convoy is lost" in person.text and "comes turn 2" in person.text
        await person.write("I1")
        await person.press("enter")
        assert "Enter gives it: I1 comes in turn 1." in person.text and "From The hauliers' union to" in person.text
        lines = save.read_bytes()
        await person.press("escape")
        assert person.name == "FacilitatorScreen" and save.read_bytes() == lines
        await person.press("I")
        await person.write("I1")
        await person.press("enter", "enter")
        assert person.name == "FacilitatorScreen" and match.ready  # news asks nothing
        await person.press("I")
        assert "came in turn 1" in person.text
        await person.write("I1")
        await person.press("enter")
        assert "I1 came in turn 1." in person.text and "Give it" not in person.text
        await person.press("escape", "I")
        await person.write("I3")
        await person.press("enter", "down", "enter")
        assert "Junta must commit again." in person.text and "Junta answers accept." in person.text
        await person.press("enter")
        assert person.name == "CurtainScreen" and match.waiting_for() == ("junta",)
    kinds = [event["kind"] for event in read(save).events]
    assert kinds.count("given") == 2 and verify(save).sound


async def test_the_screen_says_which_rulings_a_new_player_made_void(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    setup = attrs.evolve(convoy("junta", save=save), facilitator=True)
    with Session.open(setup) as session:
        session.match.commit("junta")
        rulings = session.match.facilitator.rulings
        rulings.rule(rulings.ruling(Target(metric="fuel_days"), 9.0, "a good plan"))
    with Session.resume(save, {"jnim": "random"}) as session:
        assert [each.ruling.ruled for each in session.match.facilitator.rulings.void] == [9.0]
    async with theatre(PlaySetup(save=save, facilitator=True)) as person:
        await person.open_curtain("fa")
        assert "Ruling on Fuel in Bamako: 9.0 d" in person.text
        assert "void: JNIM got another" in " ".join(person.text.split())
        assert "Money (JNIM)" in person.text and "Treasury (Junta)" in person.text


async def test_the_program_names_the_save_and_the_way_on_when_it_ends(tmp_path: Path) -> None:
    save = tmp_path / "a.jsonl"
    async with theatre(attrs.evolve(convoy("junta", save=save), facilitator=True)) as person:
        assert person.app.farewell() == ()
        await person.to_map()
        await person.press("ctrl+q")
        assert person.app.farewell() == (
            "You have left. Everything is saved. To go on:",
            f"wargame play --facilitator --save {save}",
        )
