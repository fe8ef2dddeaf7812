"""Injects as lines: the inbox of a seat, and the facilitator's page about a trial of an inject.

Must not know: how injects come, or what injects do.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.game.telling.inbox import sentence
from wargame.game.wording.labels import seat_label
from wargame.model.rules.inject import Inject
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.inject_trial import InjectTrial
from wargame.model.telling.letter import Letter, answered, latest_first

MOST_ROWS = 20


def asked_lines(letters: Sequence[Letter]) -> list[str]:
    """Return lines with the injects that the draft does not yet answer, and the way to answer."""
    return [
        f"Asked of you: answer inject {letter.inject}, {sentence(letter.title)} "
        f"{_either(letter)}, as in: answer {letter.inject} {letter.choices[0].word}"
        for letter in letters
        if letter.due
    ]


def _either(letter: Letter) -> str:
    return " or ".join(choice.word for choice in letter.choices)


def new_lines(letters: Sequence[Letter]) -> list[str]:
    """Return one line with the injects that came this turn."""
    told = "; ".join(f"{letter.inject}, {letter.title}" for letter in letters)
    return [f"New in your inbox: {sentence(told)} Type inbox to read."] if told else []


def inbox_lines(letters: Sequence[Letter]) -> list[str]:
    """Return lines about the injects of a seat. The latest inject comes first. New injects are marked."""
    if not letters:
        return ["No inject has come to you."]
    lines = []
    for letter in latest_first(letters):
        lines += letter_lines(letter)
    return lines


def letter_lines(letter: Letter) -> list[str]:
    """Return lines about one inject: its head, its text, its choices, and the answer."""
    new = "New. " if letter.unread else ""
    sender = f" From {letter.sender}" if letter.sender else ""
    aim = f"{sender} to {letter.to}." if sender else f" To {letter.to}."
    lines = [f"{new}Turn {letter.turn}, inject {letter.inject}: {sentence(letter.title)}{aim}"]
    if letter.content:
        lines.append(f"Content note: {letter.content}")
    lines.append(letter.text)
    lines += [
        f"Choice: {choice.word}, {sentence(choice.label)} {choice.text}".rstrip()
        if choice.label != choice.word
        else f"Choice: {choice.word}. {choice.text}".rstrip()
        for choice in letter.choices
        if letter.open or choice.word == letter.answer
    ]
    if letter.open:
        answer = f"Your answer: {letter.answer}." if letter.answer else "Not answered yet."
        lines.append(f"{answer} Silence means {letter.otherwise}.")
    elif letter.choices:
        lines.append(answered(letter))
    return lines


def comes(inject: Inject) -> str:
    """Return as text when an inject comes."""
    parts = []
    if inject.turns is not None:
        first, last = inject.turns
        parts.append(f"turn {first}" if first == last else f"turns {first} to {last}")
    if inject.on is not None:
        parts.append(f"once {inject.on.text}")
    if inject.deck is not None:
        parts.append(f"by chance, {inject.deck.text} a turn")
    for follow in inject.follows:
        chosen = f" was answered {follow.choice}" if follow.choice else ""
        parts.append(f"{inject.later} after {follow.inject}{chosen}")
    return "when the facilitator triggers it" if inject.facilitator else ", ".join(parts)


def trial_told(scenario: Scenario, trial: InjectTrial) -> list[str]:
    """Return the facilitator's page: the readers, the expected action, and the changes by the inject in this turn."""
    inject = scenario.rules.injects[trial.inject]
    names = ["everyone" if name == "everyone" else seat_label(scenario, name) for name in inject.to]
    lines = [f"{inject.id}: {sentence(inject.title)} Comes {comes(inject)}."]
    lines.append(f"From {inject.sender or 'nobody named'} to {', '.join(names)}.")
    lines += [f"Content note: {inject.content}"] if inject.content else []
    lines.append(trial.letter.text)
    lines += [f"Choice: {choice.word}, {choice.label}. {choice.text}".rstrip() for choice in trial.letter.choices]
    lines += [f"Expected: {inject.expect}"] if inject.expect else []
    lines += [f"Evaluator: {inject.note}"] if inject.note else []
    lines.append(f"Tried in turn {trial.turn} on a copy; nothing is written.")
    lines += [f"{seat_label(scenario, seat)} answers {answer}." for seat, answer in trial.answers]
    lines += [f"It books {label} {amount}: {cause}." for label, cause, amount in trial.booked]
    lines += [f"It reports: {text}" for text in trial.reports]
    if not trial.rows:
        lines.append("After the turn nothing that is printed differs.")
    for row in trial.rows[:MOST_ROWS]:
        lines.append(f"After the turn, {row.label}: {row.with_it}, without it {row.without}, now {row.before}.")
    if len(trial.rows) > MOST_ROWS:
        lines.append(f"And {len(trial.rows) - MOST_ROWS} smaller differences.")
    return lines
