"""Order entry in every shipped scenario: by keys, by text, and by refusal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.game.conftest import Recorded, compiled
from wargame.errors import OrderError
from wargame.game.match import Match

SCENARIOS = ("first_convoy", "harbour_winter", "bamako_siege")


def opened(scenario: str) -> Match:
    rulebook = compiled(scenario)
    seats = {seat: "human" for seat, known in rulebook.scenario.seats.items() if not known.npc}
    return Recorded(rulebook, seats).match


@pytest.mark.parametrize("scenario", [*SCENARIOS[:2], pytest.param(SCENARIOS[2], marks=pytest.mark.slow)])
def test_every_legal_order_is_read_from_its_text_and_from_its_shortest_keys(scenario: str) -> None:
    match = opened(scenario)
    for seat in match.human_seats:
        rows = match.lookup(seat).completion("").rows
        assert rows
        for row in rows[:: max(1, len(rows) // 40)]:
            if row.begun:  # terms of one's own are yet to be written
                assert match.lookup(seat).completion(row.begun).rows
                continue
            assert match.lookup(seat).order(row.text) == row.order
            assert match.lookup(seat).order(row.keys) == row.order
            assert row.label
            assert row.effect


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_illegal_order_is_refused_with_reason_rule_and_a_legal_nearest(scenario: str) -> None:
    match = opened(scenario)
    for seat in match.human_seats:
        illegal = [option for option in match.options(seat) if not option.legal]
        # On large maps a sample; each reason of each action is in it.
        for option in {(option.action, option.reason): option for option in illegal}.values():
            text = " ".join((option.action, *option.targets))
            with pytest.raises(OrderError, match=r"^Not legal: .*\(rule: .+\)\. Nearest: .+\.$") as refused:
                match.lookup(seat).order(text)
            assert refused.value.nearest
            match.lookup(seat).order(refused.value.nearest)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_level_that_is_offered_can_be_written(scenario: str) -> None:
    match = opened(scenario)
    for seat in match.human_seats:
        # One target of each action: levels do not depend on where, and large maps have thousands of both.
        of_each = {option.action: option for option in match.options(seat) if option.legal}
        for option in of_each.values():
            if match.scenario.rules.actions[option.action].deal_action:
                continue  # tests/game/deals/test_deals.py writes them
            for level in option.levels:
                takes_main = not option.words and not match.scenario.rules.actions[option.action].deal_action
                text = option.order(level, main=takes_main).text
                assert match.lookup(seat).order(text).level == level


def test_the_keys_of_the_guide_mean_what_it_says() -> None:
    match = opened("bamako_siege")
    assert match.lookup("junta").order("escort DKR").text == "escort DKR 1"
    assert match.lookup("junta").order("escdkr").text == "escort DKR 1"


LINES = st.lists(
    st.sampled_from(
        ["ea", "ea 2 main", "se bko", "sebgn", "b 2", "off kkr", "services KKR main", "nonsense", "", "escort ABJ 9"]
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(LINES, st.lists(st.sampled_from(["undo", "remove", "main", "level", "type", "commit", "withdraw"]), max_size=8))
def test_whatever_is_typed_and_changed_the_record_rebuilds_it(lines: list[str], names: list[str]) -> None:
    played = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "human"})
    match = played.match
    changes = {
        "undo": lambda: match.undo("junta"),
        "remove": lambda: match.remove("junta", 1),
        "main": lambda: match.toggle_main("junta", 2),
        "level": lambda: match.step_level("junta", 1, 1),
        "type": lambda: match.keep_text("junta", "se"),
        "commit": lambda: match.commit("junta", "because"),
        "withdraw": lambda: match.withdraw("junta"),
    }
    for change in [
        *(lambda line=line: match.add("junta", line) for line in lines),
        *(changes[name] for name in names),
    ]:
        try:
            change()
        except OrderError as refused:
            assert str(refused)
        again = played.resumed()
        assert again.draft("junta") == match.draft("junta")
        assert again.kept_text("junta") == match.kept_text("junta")
        assert again.waiting_for() == match.waiting_for()
        assert sum(line.order.main for line in match.draft("junta").lines) <= 1


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_taking_the_rest_behind_the_cursor_gives_the_first_row(scenario: str) -> None:
    match = opened(scenario)
    for seat in match.human_seats:
        rows = match.lookup(seat).completion("").rows
        for row in rows[:: max(1, len(rows) // 15)]:
            for text in (
                row.keys,
                row.keys[:1],
                row.keys.replace(" ", ""),
                row.text.split()[0],
                row.text.split()[0] + " ",
            ):
                shown = match.lookup(seat).completion(text)
                assert shown.line == shown.rows[0].text
                if shown.rows[0].begun:
                    assert match.lookup(seat).completion(text + shown.rest).rows
                    continue
                assert match.lookup(seat).order(text + shown.rest) == shown.rows[0].order
