"""Deals in a match: offers in drafts, signatures that carry terms, what lapses, who reads what, what bots answer."""

from __future__ import annotations

import pytest

from tests.game.bargains import OWED, SHUT, UNNOTICED, bargains, resolve
from tests.game.conftest import Recorded, resumed
from tests.game.tampering import received
from wargame.errors import OrderError
from wargame.game.match import Match
from wargame.model.telling.table_view import TableView

OWN = "peace: quiet ALF 0.5, gold 4; 3 turns, secret"


def table(match: Match, seat: str | None, name: str = "peace") -> TableView:
    return next(talk for talk in match.deals(seat) if talk.table == name)


def texts(match: Match, seat: str) -> list[str]:
    return [line.order.text for line in match.draft(seat).lines]


def problems(match: Match, seat: str) -> list[str]:
    return [line.problem for line in match.draft(seat).lines]


def log(match: Match, seat: str) -> list[str]:
    return [line.text for line in match.log(seat)]


def log_of_truth(match: Match) -> list[str]:
    return [line.text for line in match.log(None)]


# -- offers and signatures ---------------------------------------------------------------------------------------------


def test_an_offer_in_a_draft_lies_before_the_other_at_once() -> None:
    match = bargains().match
    assert not table(match, "blue").waits("blue")
    match.add("red", "of c")
    (offer,) = table(match, "blue").before("blue")
    assert (offer.title, offer.by, offer.drafted, offer.signable, offer.turn) == ("A calm month", "red", True, True, 1)
    assert [promise.text for promise in offer.promises] == ["Quiet in the town 1: Alford", "Gold 2 coins a turn"]
    assert offer.worth == pytest.approx(0.4 * 3 * 2 * 0.5 - 3 * 1)  # gold by faith in red, quiet in full
    assert table(match, "blue").waits("blue")
    assert not table(match, "red").waits("red")
    assert texts(match, "blue") == []
    match.add("blue", "sign peace")
    resolve_text = "Red and Blue sign: A calm month."
    match.commit("red")
    match.commit("blue")
    match.commit("green")
    match.adjudicate()
    assert [resolve_text in log(match, seat) for seat in ("red", "blue", "green")] == [True] * 3
    stands = table(match, "red").stands
    assert stands is not None
    assert (stands.title, stands.left, stands.secret, stands.since) == ("A calm month", 2, False, 1)
    assert stands.worth == pytest.approx(2 * 3 - 2 * 0.5)
    assert [said.text for said in table(match, "green").said] == [resolve_text]


def test_terms_of_ones_own_are_signed_as_they_lie_there_and_bind_as_written() -> None:
    played = bargains()
    match = played.match
    match.add("red", "offer peace: qu alf .5, gold 4; 3, s")
    assert texts(match, "red") == [f"offer {OWN}"]
    assert [row.text for row in match.lookup("blue").completion("sig").rows] == [f"sign {OWN}"]
    match.add("blue", "sign p")
    assert texts(match, "blue") == [f"sign {OWN}"]
    resolve(played)
    stands = table(match, "blue").stands
    assert stands is not None
    assert [promise.text for promise in stands.promises] == ["Quiet in the town 0.5: Alford", "Gold 4 coins a turn"]
    assert (stands.title, stands.left, stands.secret) == ("Own terms", 2, True)
    assert table(match, "green").stands is None
    assert played.resumed().deals("blue") == match.deals("blue")
    assert [o.order.text for o in match._game.past.turns[0].outcome.settled] == [f"offer {OWN}", f"sign {OWN}"]


def test_an_offer_that_nobody_signed_lies_there_for_another_turn() -> None:
    played = bargains()
    match = played.match
    match.add("red", f"offer {OWN}")
    resolve(played)
    (offer,) = table(match, "blue").before("blue")
    assert (offer.drafted, offer.signable, offer.turn, offer.line) == (False, True, 1, f"offer {OWN}")
    assert "Red offers Blue: terms of its own." in log(match, "blue")
    assert "Red offers Blue: terms of its own." not in log(match, "green")
    match.add("blue", "sign peace")
    assert texts(match, "blue") == [f"sign {OWN}"]
    match.undo("blue")
    resolve(played)
    assert table(match, "blue").before("blue") == ()


def test_what_lay_there_before_is_signed_before_what_is_newly_offered() -> None:
    played = bargains()
    match = played.match
    match.add("red", "offer hush")
    resolve(played)
    match.add("red", "offer calm")
    old, new = table(match, "blue").before("blue")
    assert (old.title, old.signable, new.title, new.signable) == ("A hushed month", True, "A calm month", False)
    match.add("blue", "sign peace")
    match.remove("red", 1)
    assert problems(match, "blue") == [""]
    match.add("red", "offer calm")
    resolve(played)
    stands = table(match, "blue").stands
    assert stands is not None
    assert stands.title == "A hushed month"


def test_a_newer_offer_with_terms_of_ones_own_lies_there_and_not_an_older_one() -> None:
    played = bargains()
    match = played.match
    for gold in (4, 5):
        match.add("red", f"offer peace: quiet ALF 0.5, gold {gold}; 3 turns, secret")
        resolve(played)
        (offer,) = table(match, "blue").before("blue")
        assert f"gold {gold}" in offer.line
        match.add("blue", "refuse peace")
        resolve(played)
    match.add("red", "offer peace: quiet ALF 0.5, gold 6; 3 turns, secret")
    resolve(played)
    match.add("blue", "sign peace")
    assert "gold 6" in texts(match, "blue")[0]


def test_an_offer_is_refused_and_a_deal_renounced() -> None:
    played = bargains()
    match = played.match
    match.add("red", "offer calm")
    match.add("blue", "refuse peace")
    resolve(played)
    assert table(match, "blue").before("blue") == ()
    match.add("red", "offer calm")
    match.add("blue", "sign peace")
    resolve(played)
    match.add("red", "renounce peace")
    resolve(played)
    assert table(match, "red").stands is None
    assert "Red renounces its deal with Blue." in log(match, "green")


def test_a_draft_holds_one_offer_and_one_reply_at_a_table() -> None:
    match = bargains().match
    match.add("red", "offer calm")
    match.add("red", f"offer {OWN}")
    match.add("red", "offer peace: flag; 1")
    assert texts(match, "red") == ["offer peace: flag; 1 turn"]
    match.add("blue", "sign peace")
    match.add("blue", "refuse peace")
    match.add("blue", "offer bread")
    assert texts(match, "blue") == ["refuse peace", "offer bread"]
    match.add("blue", "offer calm")
    match.replace("blue", 3, "offer trade: grain 2; 1")
    assert texts(match, "blue") == ["refuse peace", "offer trade: grain 2; 1 turn"]
    with pytest.raises(OrderError, match="A deal is no effort"):
        match.toggle_main("blue", 1)


def test_deals_are_not_repeated() -> None:
    played = bargains()
    match = played.match
    match.add("red", "offer calm")
    match.add("red", "dig ALF")
    resolve(played)
    assert [line.order.text for line in match.repeat_last("red").lines] == ["dig ALF"]


# -- what lapses ------------------------------------------------------------------------------------------------------


def signed() -> Recorded:
    """Red has offered, Blue has signed and committed."""
    played = bargains()
    played.match.add("red", "offer calm")
    played.match.add("blue", "sign peace")
    played.match.commit("blue")
    return played


def test_a_signature_lapses_with_its_offer_and_the_commit_with_it() -> None:
    played = signed()
    match = played.match
    match.remove("red", 1)
    assert problems(match, "blue") == ["The offer was taken back"]
    assert "blue" in match.waiting_for()
    with pytest.raises(OrderError, match="The offer was taken back"):
        match.commit("blue")
    assert played.resumed().waiting_for() == match.waiting_for()
    match.undo("red")
    assert problems(match, "blue") == [""]
    match.commit("blue")
    resolve(played)
    assert table(match, "red").stands is not None


@pytest.mark.parametrize(("other", "named"), [("offer hush", "offer hush"), (f"offer {OWN}", f"offer {OWN}")])
def test_a_signature_stands_under_one_offer_only(other: str, named: str) -> None:
    played = signed()
    match = played.match
    match.add("red", other)
    assert problems(match, "blue") == [f"Another offer lies there now: {named}"]
    assert "blue" in match.waiting_for()
    match.remove("blue", 1)
    match.add("blue", "sign peace")
    assert problems(match, "blue") == [""]
    assert played.resumed().draft("blue") == match.draft("blue")


@pytest.mark.parametrize("change", ["take back", "replace", "keep"])
def test_whoever_changes_an_offer_does_not_learn_whether_it_was_signed(change: str) -> None:
    told = []
    for reply in ("sign peace", "dig ALF", ""):
        match = bargains().match
        match.add("red", "offer calm")
        match.commit("red")
        if reply:
            match.add("blue", reply)
        match.commit("blue")
        match.withdraw("red")
        if change == "take back":
            match.remove("red", 1)
        elif change == "replace":
            match.add("red", "offer hush")
        told.append((match.waiting_for(), match.ready, received(match, "red")))
    assert told[0] == told[1] == told[2]
    assert ("blue" in told[0][0]) == (change != "keep")


def test_an_offer_that_nobody_could_sign_yet_lets_no_commit_go() -> None:
    match = bargains().match
    match.commit("blue")
    match.add("red", "offer calm")
    match.add("red", "dig ALF")
    assert "blue" not in match.waiting_for()


def test_what_an_undo_brings_back_is_the_signature_that_it_was() -> None:
    match = bargains().match
    match.add("red", "offer calm")
    match.add("blue", "sign peace")
    match.remove("blue", 1)
    match.add("red", "offer hush")
    match.undo("blue")
    assert problems(match, "blue") == ["Another offer lies there now: offer hush"]


def test_other_changes_of_a_draft_leave_signatures_alone() -> None:
    played = signed()
    match = played.match
    match.add("red", "dig ALF")
    match.add("green", "offer bread")
    assert problems(match, "blue") == [""]
    assert "blue" not in match.waiting_for()


def test_a_kill_at_any_event_keeps_everything() -> None:
    played = bargains()
    match = played.match
    match.add("red", f"offer {OWN}")
    match.add("blue", "sign peace")
    match.keep_text("blue", "offer trade: gr")
    resolve(played)
    match.add("blue", "offer calm")
    for upto in range(1, len(played.events) + 1):
        resumed(played.rulebook, played.events[:upto])
    again = played.resumed()
    for seat in ("red", "blue", "green"):
        assert again.deals(seat) == match.deals(seat)
        assert again.draft(seat) == match.draft(seat)
    assert again.digest == match.digest


# -- who knows what ----------------------------------------------------------------------------------------------------


def everything(match: Match, seat: str) -> str:
    typed = ("", "o", "offer", "sign", "offer trade: ", "re")
    return repr((received(match, seat), match.deals(seat), [match.lookup(seat).completion(text) for text in typed]))


def test_a_third_seat_learns_nothing_of_secret_offers_and_deals() -> None:
    quiet, busy = bargains(), bargains()
    busy.match.add("red", f"offer {OWN}")
    assert everything(busy.match, "green") == everything(quiet.match, "green")
    busy.match.add("blue", "sign peace")
    assert everything(busy.match, "green") == everything(quiet.match, "green")
    for played in (quiet, busy):
        resolve(played)
    assert everything(busy.match, "green") == everything(quiet.match, "green")
    assert everything(busy.match, "red") != everything(quiet.match, "red")
    busy.match.add("blue", "renounce peace")
    for played in (quiet, busy):
        resolve(played)
    assert everything(busy.match, "green") == everything(quiet.match, "green")
    assert table(busy.match, "green").said == ()


def test_a_breach_is_told_to_those_who_knew_of_the_deal() -> None:
    for offer, public in (("offer calm", True), (f"offer {OWN}", False)):
        played = bargains()
        played.match.add("red", offer)
        played.match.add("blue", "sign peace")
        resolve(played)
        played.match.add("blue", "raid ALF")
        resolve(played)
        found = "Blue is found to have broken its deal with Red; the deal is void."
        assert found in log(played.match, "red")
        assert (found in log(played.match, "green")) is public
        assert table(played.match, "red").stands is None
        assert found in [said.text for said in table(played.match, "blue").said]


def agreed(offer: str, *orders: str, changes: tuple[tuple[str, str], ...] = UNNOTICED) -> Match:
    """Red offers and digs, blue signs; in the next turn blue gives orders, and red none."""
    played = bargains(changes=changes)
    played.match.add("red", offer)
    played.match.add("red", "dig BEX")
    played.match.add("blue", "sign peace")
    resolve(played)
    for order in orders:
        played.match.add("blue", order)
    resolve(played)
    return played.match


@pytest.mark.parametrize("offer", ["offer calm", f"offer {OWN}"])
def test_whoever_breaks_its_word_unnoticed_reads_it_and_nobody_else_learns_of_it(offer: str) -> None:
    told = "Blue has broken its deal with Red, and Red does not know."
    hidden = (("    cost: {ap: 1}\nsteps:", "    cost: {ap: 1}\n    seen_by: nobody\nsteps:"), *UNNOTICED)
    broken, kept = agreed(offer, "raid ALF", changes=hidden), agreed(offer, changes=hidden)
    assert told in broken.report("blue", 2).news
    assert told in log(broken, "blue") and told in log_of_truth(broken)
    assert told in [said.text for said in table(broken, "blue").said]
    assert table(broken, "blue").stands == table(kept, "blue").stands
    for seat in ("red", "green"):
        assert everything(broken, seat) == everything(kept, seat)
    assert everything(broken, "blue") != everything(kept, "blue")


def test_whoever_leaves_an_order_undone_that_it_owes_reads_it_alone() -> None:
    told = "Red has broken its deal with Blue, and Blue does not know."
    match = agreed("offer calm", changes=(*OWED, *UNNOTICED))
    assert told not in match.report("red", 1).news  # it dug
    assert told in match.report("red", 2).news
    assert told not in match.report("blue", 2).news + match.report("green", 2).news
    assert log_of_truth(match).count(told) == 1


def test_a_breach_that_is_found_is_not_told_as_a_secret_and_both_parties_find_it_in_why() -> None:
    match = agreed("offer calm", "raid ALF", changes=())
    assert not [text for seat in ("red", "blue") for text in log(match, seat) if "does not know" in text]
    found = {seat: match.why(seat, "broken", ("peace", "blue"), 2) for seat in ("red", "blue", "green")}
    assert [found[seat].after for seat in ("red", "blue")] == ["1.000", "1.000"]
    assert found["green"].refused


def test_a_table_that_opens_is_told_once_to_whoever_may_now_talk_there() -> None:
    told = "A table has opened to you: Blue and Green. You can offer and sign deals there."
    played = bargains(changes=SHUT)
    match = played.match
    resolve(played)
    match.add("blue", "raid ALF")
    resolve(played)
    resolve(played)
    for seat in ("blue", "green"):
        assert [told in match.report(seat, turn).news for turn in (1, 2, 3)] == [False, True, False]
        assert log(match, seat).count(told) == 1
        assert table(match, seat, "trade").open
    assert "A table has opened" not in repr((match.log("red"), match.report("red", 2), match.deals("red")))
    assert match.report(None, 2).news == ("A table has opened to Blue and Green: Blue and Green.",)
    assert "A table has opened" not in repr(agreed("offer calm").log(None))  # those that were open from the start


def test_what_leaks_everybody_reads() -> None:
    played = bargains(leaks=1)
    played.match.add("red", f"offer {OWN}")
    played.match.add("blue", "sign peace")
    resolve(played)
    assert "A secret deal between Red and Blue comes to light." in log(played.match, "green")
    stands = table(played.match, "green").stands
    assert stands is not None
    assert not stands.secret


def test_the_facilitator_reads_everything() -> None:
    played = bargains()
    played.match.add("red", f"offer {OWN}")
    (offer,) = table(played.match, None).offers
    assert offer.line == f"offer {OWN}"
    assert table(played.match, "green").offers == ()


def test_after_the_end_an_offer_at_anothers_table_is_worth_nothing_told() -> None:
    played = bargains(length=1)
    played.match.add("red", f"offer {OWN}")
    resolve(played)
    assert played.match.ending
    worths = {seat: table(played.match, seat).offers[0].worth for seat in ("red", "blue", "green", None)}
    assert worths["blue"] == pytest.approx(0.4 * 3 * 4 * 0.5 - 3 * 0.5)
    assert worths["red"] is not None
    assert worths["green"] is None and worths[None] is None


# -- bots -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offer", "signs"),
    [("offer peace: gold 9; 3 turns", True), ("offer peace: quiet ALF 1; 3 turns", False), ("offer calm", False)],
)
def test_a_bot_answers_an_offer_that_stands_in_a_draft(offer: str, signs: bool) -> None:
    played = bargains("red")
    match = played.match
    match.add("red", offer)
    resolve(played)
    assert (table(match, "red").stands is not None) is signs
    contributions = [order.text for order in match.orders(None, 1)["blue"] if order.action in ("sign", "refuse")]
    assert contributions == ([offer.replace("offer", "sign")] if signs else ["refuse peace"])
    if signs:
        stands = table(match, "red").stands
        assert stands is not None
        assert [promise.text for promise in stands.promises] == ["Gold 9 coins a turn"]
