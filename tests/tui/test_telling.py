"""What screens tell at 80x24: nothing hides behind the edge, nothing is told that is not so."""

from __future__ import annotations

import re

import attrs
import pytest

from tests.tui.theatre import convoy, game, theatre
from wargame.game.match_odds import MatchOdds
from wargame.model.match.order import Order
from wargame.model.match.result import GameResult
from wargame.model.telling.playback import PlaybackStep
from wargame.model.telling.view import Draft, DraftLine, OnItsWay
from wargame.model.telling.why import NamedValue, Term
from wargame.tui.drawing.canvas import Canvas, cut_name
from wargame.tui.drawing.headline import headline_lines
from wargame.tui.drawing.orders import cut_order, draw_orders, lines_shown
from wargame.tui.drawing.terms import own_tail
from wargame.tui.screens.after.finish import FinishScreen
from wargame.tui.screens.after.look_back import LookBackScreen
from wargame.tui.screens.after.playback import PlaybackScreen
from wargame.tui.screens.after.why import WhyScreen, _reading_lines
from wargame.tui.screens.common.pick import PickItem, PickScreen
from wargame.tui.widgets.list_pane import ListPane, ListRow


def test_a_long_order_keeps_its_target_and_level() -> None:
    assert cut_order("emergency_buy NPT 2", 16) == "emergency… NPT 2"
    assert cut_order("escort ABJ 2", 16) == "escort ABJ 2"
    assert len(cut_order("emergency_buy from_the_neighbours", 16)) == 16


def test_a_long_name_keeps_place_and_owner() -> None:
    names = [cut_name(f"Share of people who back, {place}, the undecided", 42) for place in ("Quayside", "Strand")]
    assert names == ["Share of people …, Quayside, the undecided", "Share of people wh…, Strand, the undecided"]
    assert cut_name("Share of the route that stands still, North Port", 30) == "Share of the rout…, North Port"
    assert cut_name("A name of one part that is long", 10) == "A name of…"


async def test_the_picker_of_numbers_keeps_name_and_value_apart() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        long = "Share of people under daily authority, Bamako, Junta"
        await person.app.push_screen(
            PickScreen(person.app.pen, "WHY", (PickItem("a", long, "96.0 %"), PickItem("b", "x")))
        )
        await person.pilot.pause()
        row = next(row for row in person.rows if "96.0" in row)
        assert re.search(r"Bamako, Junta {2,}96\.0 %$", row)


async def test_all_headline_numbers_stand_in_two_lines_with_unit_and_spread() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        scenario, view = person.seat_session.scenario, person.seat_session.view
        for width in range(62, 121):
            lines = ["".join(part for part, _ in line) for line in headline_lines(scenario, view, width)]
            assert all(len(line) < width for line in lines)
            assert "Legit" in lines[-1] and len(lines) <= 2
            assert all(unit in " ".join(lines) for unit in (" d", "/wk", " bn"))
        text = "".join(part for line in headline_lines(scenario, view, 20) for part, _ in line)
        assert text.endswith("│ …")


async def test_what_an_edit_would_leave_counts_the_old_order_back() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        left = person.draft.left["ap"]
        await person.press("o", "e", "enter", "escape", "shift+tab", "e")
        assert f"after it: {left - 1:g} AP left" in person.text
        await person.press("escape", "o", "b")
        assert f"after it: {left - 2:g} AP left" in person.text


async def test_one_copied_order_is_one() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("o", "e", "enter", "escape", "y")
        assert "copied 1 order\n" in person.text


async def test_why_offers_only_ways_that_lead_on() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("c", "enter")
        await person.to_map()
        odds = MatchOdds(person.seat_session.match)
        person.app.push_screen(WhyScreen(person.app.pen, person.seat_session, odds, ("fuel_days", ()), 1))
        await person.pilot.pause()
        screen = person.app.screen
        assert isinstance(screen, WhyScreen)
        for _ in range(len(screen.why.terms)):
            before = list(screen.path)
            told = "Go deeper" in person.rows[-1], "⏎ goes on" in person.text
            await person.press("enter")
            assert told == (screen.path != before,) * 2
            assert ("Back up" in person.rows[-1]) == (len(screen.path) > 1)
            await person.press("left", "down")


def test_what_stands_behind_a_cause_is_folded_not_cut() -> None:
    reading = NamedValue(
        "saving", "parameter", "Most that saving can spare", "0.25", "share · [EST] · docs/model.md 4.1"
    )
    lines = ["".join(text for text, _ in line) for line in _reading_lines(reading, False, 60)]
    assert len(lines) == 2
    assert max(map(len, lines)) <= 60
    assert " ".join("".join(lines).split()).endswith("docs/model.md 4.1")


async def test_playback_names_the_phase_it_is_in_and_ends_no_sentence_early() -> None:
    async with theatre(game("harbour_winter", "cabinet")) as person:
        await person.to_map()
        await person.press("o", "m", "e", "d", "enter", "escape", "c", "enter")
        screen = person.app.screen
        assert isinstance(screen, PlaybackScreen)
        for step in screen.steps:
            assert step.phase_label.upper() in person.rows[len(screen.top())]
            if step.hidden:
                screen.list.action_edge(-1)
                await person.pilot.pause()
                assert "shows it." in person.text
            for own in (term for term in step.terms if term.own):
                assert any(own.cause[:12] in row and row.endswith(own_tail(own)) for row in person.rows)
            await person.press("space")


async def test_phases_passed_give_way_to_the_one_shown() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        await person.press("c", "enter")
        screen = person.app.screen
        assert isinstance(screen, PlaybackScreen)
        labels = [f"Phase of {letter * 8}" for letter in "abcdefgh"]
        screen.steps = tuple(_step(label) for label in labels)
        line = "".join(text for text, _ in screen._phases(screen.steps[-1], 80))
        assert line.startswith("… ")
        assert line.rstrip().endswith(labels[-1].upper())
        assert len(line.rstrip()) < 80


def _step(label: str) -> PlaybackStep:
    return PlaybackStep(
        turn=1,
        phase=label,
        phase_label=label,
        rule="",
        title="",
        number=1,
        total=1,
        number_in_phase=1,
        total_in_phase=1,
        terms=(Term("cause", 1, "much", 1.0),),
    )


async def test_a_long_ending_is_told_to_its_last_word() -> None:
    async with theatre(convoy()) as person:
        await person.to_map()
        text = "The regulator takes the licence. The Consortium's people keep working, for somebody else."
        result = GameResult("over", "Over", text, 7, (), (), "")
        for page in (0, 1):
            person.app.push_screen(FinishScreen(person.app.pen, person.seat_session.scenario, result, page))
            await person.pilot.pause()
            assert "somebody else." in person.text


async def test_the_words_of_the_map_are_the_scenarios_own() -> None:
    async with theatre(game("harbour_winter", "cabinet")) as person:
        await person.to_map()
        await person.press("m")
        said = person.rows[-2]
        await person.press("m", "m")
        assert "roads" not in said + person.rows[-2]
        assert person.rows[-2].strip() == "map: backing"
        await person.press("v")
        head = next(row for row in person.rows if "state" in row)
        assert head.split()[0] == "route"
        assert head.split()[-1] == "touches"


async def test_a_briefing_that_fits_is_one_page() -> None:
    async with theatre(game("harbour_winter", "cabinet")) as person:
        assert person.name == "BriefingScreen"
        assert "more ↓" not in person.text
        await person.press("enter")
        assert person.name == "TurnScreen"


def test_the_sign_for_more_cuts_no_text_unseen() -> None:
    pane = ListPane()
    pane.show(lambda width: tuple(ListRow((("x" * (width - 1), ""),)) for _ in range(9)))
    for first, tops, bottoms in ((0, "x", "… more ↓"), (2, "… more ↑", "… more ↓"), (5, "… more ↑", "x")):
        canvas = Canvas(30, 4)
        pane.first, pane._following = first, False
        pane.draw(canvas)
        rows = canvas.rows()
        assert rows[0].endswith(tops)
        assert rows[-1].endswith(bottoms)
        assert rows[1].endswith("xxx")


def test_a_price_hides_no_part_of_an_order() -> None:
    order = Order("blockade", ("DKR",), 2)
    line = DraftLine(order, {"ap": 0.5, "money": 0.5})
    canvas = Canvas(28, 6)
    draw_orders(canvas, Draft((line,), {"ap": 0.5}, {"ap": 5.5, "money": 19}), {"money": "bn"}, 0, False)
    assert re.search(r"DKR 2 0\.5 +0\.5$", canvas.rows()[1].rstrip())


@pytest.mark.parametrize(
    ("height", "marked", "head"), [(15, 0, "ORDERS"), (8, 0, "ORDERS 1–5/12"), (8, 11, "ORDERS 8–12/12")]
)
def test_a_list_of_orders_says_which_of_them_it_shows(height: int, marked: int, head: str) -> None:
    lines = tuple(DraftLine(Order("escort", ("DKR",), level), {"ap": 1}) for level in range(1, 13))
    draft = Draft(lines, {"ap": 12}, {"ap": 3})
    canvas = Canvas(28, height)
    draw_orders(canvas, draft, {}, marked, True)
    assert canvas.rows()[0].split("AP")[0].strip() == head
    assert any(row.startswith("›") for row in canvas.rows())
    assert marked in lines_shown(draft, 28, height, marked, 0)


def test_a_tired_order_shows_at_how_many_percent_it_works_and_what_is_on_its_way_when_it_comes() -> None:
    line = DraftLine(Order("services", ("BGN",), levelled=False), {"ap": 1}, streak=2, strength=0.7225)
    coming = tuple(OnItsWay(turn, "fuel", f"buy_fuel CIV {turn}", 3) for turn in (4, 5, 6, 7))
    draft = Draft((line,), {"ap": 1}, {"ap": 5}, on_its_way=coming[:3])
    wide, narrow = Canvas(40, 9), Canvas(22, 9)
    draw_orders(wide, draft, {}, 0, False)
    draw_orders(narrow, draft, {}, 0, False)
    assert "services BGN 72%" in wide.rows()[1]
    assert "services BGN↓" in narrow.rows()[1]
    assert [row.strip() for row in wide.rows()[4:7]] == [f"T{turn} buy_fuel CIV {turn}" for turn in (4, 5, 6)]
    more = Canvas(40, 9)
    draw_orders(more, attrs.evolve(draft, on_its_way=coming), {}, 0, False)
    assert more.rows()[6].strip() == "and 2 more on their way"


async def test_the_look_back_tells_each_seats_reason_whole_and_a_teams_own_report_only_its_own() -> None:
    setup = attrs.evolve(convoy(), seats={"junta": "human", "jnim": "planner:6"}, turns=1)
    async with theatre(setup, (80, 70)) as person:
        await person.to_map()
        await person.press("c")
        await person.write("keep the road open")
        await person.press("enter", "escape")
        assert person.name == "ReportScreen"
        assert "Your reason: keep the road open" in person.text
        assert "rollouts" not in person.text
        await person.press("escape", "t")
        screen = person.app.screen
        assert isinstance(screen, LookBackScreen)
        (reason,) = (each for each in screen.seen.match.reasons(None, 1) if each.seat == "jnim")
        assert len(reason.text) > 80 and " rollouts of " in reason.text
        told = " ".join(person.text.split())
        assert f"Reason of JNIM: {reason.text}" in told
        assert "Junta: no orders. Reason of Junta, as written: keep the road open" in told
        first = next(n for n, row in enumerate(person.rows) if "Reason of JNIM" in row)
        assert any(row.startswith("    JNIM: ") for row in person.rows[first - 3 : first])


async def test_what_is_overspent_is_said_once() -> None:
    async with theatre(convoy(seed=3), (120, 40)) as person:
        await person.to_map()
        await person.press("o")
        await person.write("escort ABJ 2; buy; services BKO; services KKR")
        await person.press("enter", "escape")
        assert person.draft.over
        assert "over by" in person.rows[0]
        assert "over by over by" not in person.text.replace("\n", " ")
