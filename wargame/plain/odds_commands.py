"""The command words that print the possible results of the present orders before the commit.

Must not know: how odds are computed.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.errors import UsageError
from wargame.game.odds import never
from wargame.game.wording.margin import EXPECTED
from wargame.game.wording.number import SPOKEN
from wargame.game.wording.odds import bound_text, fallen_texts, odds_lines, standing_text
from wargame.game.wording.order_odds import brought_lines, fallen_lines, fallen_orders, told_at_step
from wargame.model.telling.odds import OddsSheet
from wargame.model.telling.playback import PlaybackStep
from wargame.plain import seat_turn
from wargame.plain.prompt_seat import PromptCommand, PromptCommands, PromptSeat, number

TRIALS = 1_000
EXAMPLE = "odds 2 turns 3"


def _odds(prompt_seat: PromptSeat, text: str) -> None:
    if text.lower() == "last":
        prompt_seat.console.tell(fell_lines(prompt_seat))
        return
    line, turns = _asked(text)
    sheet = _answer(prompt_seat, line=line, turns=turns)
    view = prompt_seat.match.view(prompt_seat.seat)
    deeper = "" if line or len(sheet.draft.plan.orders) == 0 else "To compare levels of order 1: odds 1."
    told = (bound_text(sheet, turns), *odds_lines(prompt_seat.scenario, view, sheet, SPOKEN), deeper)
    prompt_seat.console.tell([text for text in told if text])


def _review(prompt_seat: PromptSeat, _: str) -> None:
    draft = prompt_seat.match.draft(prompt_seat.seat)
    lines = seat_turn.draft_lines(prompt_seat.scenario, prompt_seat.seat, draft)
    refusal = prompt_seat.match.refusal(prompt_seat.seat)
    if refusal is not None:
        prompt_seat.console.tell([*lines, f"A commit is refused now: {refusal}"])
        return
    if draft.lines and prompt_seat.match.odds_shown:
        odds = prompt_seat.odds
        sheets = list(odds.answers_of_orders(odds.question_of_orders(prompt_seat.seat), never))
        orders = tuple(line.order for line in draft.lines)
        lines += ["What each order brings, against the same orders without it:"]
        lines += brought_lines(prompt_seat.scenario, orders, sheets, odds.horizons(), SPOKEN)
    more = ", or odds for all numbers" if prompt_seat.match.odds_shown else ""
    prompt_seat.console.tell([*lines, f"Type commit if your orders are done{more}."])


def fell_lines(prompt_seat: PromptSeat) -> list[str]:
    """Return lines that compare the last turn with the odds of the turn.

    The lines are about each order and each headline: the odds before the turn, and the result.

    Raises UsageError if the odds are switched off, or before the first turn.
    """
    fell = prompt_seat.odds.fell(prompt_seat.seat, trials=TRIALS)()
    scenario, seat, view = prompt_seat.scenario, prompt_seat.seat, prompt_seat.match.view(prompt_seat.seat)
    return [*fallen_lines(scenario, view, fell, SPOKEN), *fallen_texts(scenario, seat, view, fell, SPOKEN)]


def step_odds_lines(prompt_seat: PromptSeat, steps: Sequence[PlaybackStep], at: int) -> tuple[str, ...]:
    """Return the odds of the orders that influenced one step of the last turn, as they were before the turn.

    `at`: the number of the step, counted from 0.
    """
    match, seat = prompt_seat.match, prompt_seat.seat
    if not match.odds_shown or not match.orders(seat, match.played)[seat]:
        return ()
    fell = prompt_seat.odds.fell(seat, trials=TRIALS)()
    told = fallen_orders(prompt_seat.scenario, match.view(seat), fell, SPOKEN)
    return told_at_step(told, steps, at)


def standing_lines(prompt_seat: PromptSeat) -> list[str]:
    """Return a line about the margin that the team can expect at the end, as far as the team can know.

    There is no line if odds are off or the team has no score.
    """
    match, seat = prompt_seat.match, prompt_seat.seat
    if not match.odds_shown or seat not in match.rulebook.rules.scores:
        return []
    return [standing_text(prompt_seat.scenario, prompt_seat.odds.standing(seat)(), SPOKEN, match.length)]


def _standing(prompt_seat: PromptSeat, _: str) -> None:
    standing = prompt_seat.odds.standing(prompt_seat.seat)()
    prompt_seat.console.tell([standing_text(prompt_seat.scenario, standing, SPOKEN, prompt_seat.match.length)])


def _answer(prompt_seat: PromptSeat, line: int, turns: int) -> OddsSheet:
    question = prompt_seat.odds.question(prompt_seat.seat, line)
    return list(prompt_seat.odds.answer(question, turns, TRIALS))[-1]


def _asked(text: str) -> tuple[int, int]:
    """Return the draft line and the number of turns that the text names.

    The line is 0 (the whole draft) if the text names no line. The number is 1 if the text names no number of turns.
    """
    words, turns = text.lower().split(), 1
    if "turns" in words:
        at = words.index("turns")
        turns = number(" ".join(words[at + 1 :]), EXAMPLE)
        words = words[:at]
    if turns < 1:
        raise UsageError("Odds look at least one turn ahead, as in: odds turns 1.")
    return (number(" ".join(words), EXAMPLE) if words else 0), turns


ODDS_COMMANDS: PromptCommands = {
    "odds": PromptCommand(
        "what may come of your orders; odds 2 compares order 2 with other levels; odds turns 3 looks further; "
        "odds last says how last turn fell",
        _odds,
    ),
    "standing": PromptCommand(f"the {EXPECTED}, and its trend", _standing),
    "review": PromptCommand("your orders before the commit, and what each of them brings", _review),
}
