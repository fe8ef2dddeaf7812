"""Injects as the facilitator reads them: the list of all injects, and the page about a trial of one inject.

Must not know: how injects come, or what injects do.
"""

from __future__ import annotations

from wargame.game.telling.inbox import sentence
from wargame.game.wording.labels import seat_label
from wargame.model.rules.inject import Inject
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.inject_trial import InjectTrial

MOST_ROWS = 20


def inject_state(inject: Inject, turn: int) -> str:
    """Return in words whether an inject has come. `turn`: the turn in which the inject came, or 0."""
    return f"came in turn {turn}" if turn else f"comes {comes(inject)}"


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
