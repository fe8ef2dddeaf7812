"""The words `odds` and `review` at the plain terminal: words and numbers, before the commit."""

from __future__ import annotations

from pathlib import Path

from tests.plain.sitting import ALONE, answers, sit, start
from wargame.game.wording.engine_words import ENGINE_WORDS
from wargame.store.setup import PlaySetup

SCRIPT = "escort ABJ 2\nbuy_fuel\nodds\nmore\nodds 1\nodds 2 turns 2\nreview\nodds 3\nodds few\nodds turns 0\nquit\n"


def test_odds_are_told_in_words_and_numbers(tmp_path: Path) -> None:
    said = [" ".join(" ".join(block).split()) for block in answers(start(SCRIPT, tmp_path / "a.jsonl"))]
    odds, more, line, ahead, review, missing, few, none = said[3:11]
    assert odds.startswith("Odds after this turn: escort ABJ 2; buy_fuel 1. Fuel in Bamako, now 9.0 days: ")
    assert "in 8 of 10 trials; falls: almost certain, over 99 percent. Against no orders: +" in odds
    assert "1,000 trials from what you see" in more and more.endswith("To compare levels of order 1: odds 1.")
    assert "Against no escort: +" in line and "Against escort ABJ 1: +" in line
    assert ahead.startswith("Odds after 2 turns: ") and "Against no buy_fuel: +" in ahead
    assert "What each order brings, against the same orders without it: 1. escort ABJ 2: Fuel in Bamako +" in review
    [escort, bought] = review.split("without it: 1. ")[1].split(". 2. buy_fuel 1: ")
    apart = escort.removeprefix("escort ABJ 2: Fuel in Bamako ").removesuffix(" after this turn")
    assert f"Against no escort: {apart} (" in line, "the review and the odds of an order give one number"
    assert "Fuel in Bamako +" in bought and " after 3 turns. Type commit" in bought
    assert missing == "There is no line 3: the draft has 2."
    assert few == "Give a number, as in: odds 2 turns 3."
    assert none == "Odds look at least one turn ahead, as in: odds turns 1."


def test_odds_and_review_look_no_further_than_the_last_turn(tmp_path: Path) -> None:
    script = "commit\ncommit\nservices BKO\nodds turns 7\nreview\nodds\nquit\n"
    said = [" ".join(" ".join(block).split()) for block in answers(start(script, tmp_path / "a.jsonl"))]
    far, review, near = said[4:7]
    bound = "Turn 3 is the last of the game: the odds cannot look further."
    assert far.startswith(f"{bound} Odds after this turn: services BKO.")
    assert "services BKO: Legitimacy in Bamako +" in review and " after this turn." in review
    assert near.startswith("Odds after this turn: services BKO.") and bound not in near


def test_a_draft_that_the_commit_refuses_has_no_odds(tmp_path: Path) -> None:
    script = "escort ABJ 2\noffensive BGN\nservices BKO\nreview\nodds\nodds 1\ncommit\nquit\n"
    said = [" ".join(" ".join(block).split()) for block in answers(start(script, tmp_path / "a.jsonl"))]
    review, odds, line, commit = said[4:8]
    assert commit.startswith("Not committed: over by ")
    reason = commit.removeprefix("Not committed: ")
    assert review.endswith(f"A commit is refused now: {reason}") and "brings" not in review
    assert odds == line == f"There are no odds, because a commit is refused now: {reason}"


def test_a_team_without_orders_is_told_what_comes_of_none(tmp_path: Path) -> None:
    said = [" ".join(" ".join(block).split()) for block in answers(start("odds\nreview\nquit\n", tmp_path / "a.jsonl"))]
    assert said[1].startswith("Odds after this turn: no orders. Fuel in Bamako, now 9.0 days: ")
    assert "Against" not in said[1]
    assert said[2].startswith("No orders are written. To spend: ")


def test_odds_that_are_switched_off_stay_off_in_the_save(tmp_path: Path) -> None:
    save, script = tmp_path / "a.jsonl", "escort ABJ 2\nodds\nstanding\nreview\nquit\n"
    off = "The facilitator has switched the odds off in this game."
    for setup in (PlaySetup("first_convoy", ALONE, 7, 3, save, odds=False), PlaySetup(save=save)):
        said = answers(sit(script, setup))
        assert said[2] == said[3] == [off] and "argin expected" not in " ".join(said[0] + said[1])
        assert said[4][-1] == "Type commit if your orders are done."
    said = answers(sit("standing\nquit\n", PlaySetup(save=save, odds=True)))
    assert said[1][0].startswith("Margin expected at the end: ")


def test_last_turn_is_compared_with_its_odds(tmp_path: Path) -> None:
    script = "odds last\nescort ABJ 2\nbuy_fuel\ncommit\nodds last\nquit\n"
    said = [" ".join(" ".join(block).split()) for block in answers(start(script, tmp_path / "a.jsonl"))]
    assert said[1] == "No turn has been played yet."
    assert said[5].startswith("escort ABJ 2. Your odds had said: ") and "trials; falls: " in said[5]
    assert " percent (no escort: " in said[5] and "What fell: " in said[5] and " of your own odds." in said[5]
    assert "buy_fuel 1. Your odds had said: no clear change in the numbers that you watch in this turn." in said[5]
    assert "Fuel in Bamako: the odds had said " in said[5] and " of 100 trials." in said[5]


def test_the_opening_says_how_the_team_stands_and_the_playback_what_the_odds_had_said(tmp_path: Path) -> None:
    script = "escort ABJ 2\ncommit\nagain\nplayback 4\nmore\nplayback 6\nnext\nnext\nplayback 8\nquit\n"
    said = [" ".join(" ".join(block).split()) for block in answers(start(script, tmp_path / "a.jsonl"))]
    opening, again, step, more, last, odds, beyond, missing = said[0], *said[3:10]
    assert "Margin expected at the end: " in opening and "since last turn" not in opening
    assert "Margin expected at the end: " in said[2] and "Most by: " in said[2] and again.endswith(said[2][-60:])
    told = "escort ABJ 2. Your odds had said: Fuel in Bamako: "
    assert step.startswith("Turn 1, step 4 of 6, Fuel: The tank of Bamako.") and told in f"{step} {more}"
    assert last.endswith("Type next for what your odds had said, and how the dice fell.")
    assert odds.startswith(f"Turn 1, your odds. {told}") and "Legitimacy in Bamako: the odds had said" in odds
    assert beyond == "There is no further step. To play this turn, commit your orders."
    assert missing == "There is no step 8: the turn has 7."


def test_help_explains_the_words_of_the_program(tmp_path: Path) -> None:
    words = (*ENGINE_WORDS, "trial")
    script = "".join(f"help {word}\n" for word in words) + "quit\n"
    said = answers(start(script, tmp_path / "a.jsonl"))
    for word, block in zip(words, said[1:], strict=False):
        assert " ".join(block).lower().startswith(f"{word}: ")
