"""The inbox: the injects that a seat received, and the log lines about injects.

An inject shows only values that the seat sees.

Must not know: what the seat may not read, or what an inject does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from wargame.game.wording.labels import seat_label
from wargame.model.match.order import Order
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import ANSWER, REPLY, WAITING, Inject, came
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.letter import Letter, LetterChoice
from wargame.model.telling.log import LogLine
from wargame.model.telling.view import Cells


def inbox(
    scenario: Scenario,
    seat: str | None,
    seen: Mapping[str, Cells],
    draft: Sequence[Order],
    read: Collection[str],
    answered: Collection[str] = (),
) -> tuple[Letter, ...]:
    """Return the injects that a seat received, the oldest first. Return all injects if `seat` is None.

    `seen`: the numbers that the seat sees now.
    `read`: the injects that the seat has read.
    `answered`: the injects that the seat answered in resolved turns.
    """
    written = {order.targets[0]: order.level_word for order in draft if order.action == ANSWER}
    found = []
    for inject in scenario.rules.injects.values():
        turn = int(seen.get(came(inject.id), {}).get((), 0))
        if turn:
            letter = _letter(scenario, seat, inject, turn, seen, written.get(inject.id, ""), inject.id not in read)
            silent = bool(letter.choices) and not letter.open and letter.inject not in answered
            found.append(attrs.evolve(letter, silent=silent))
    return tuple(sorted(found, key=lambda letter: letter.turn))


def _letter(
    scenario: Scenario,
    seat: str | None,
    inject: Inject,
    turn: int,
    seen: Mapping[str, Cells],
    written: str,
    unread: bool,
) -> Letter:
    asked = seat is not None and seat in inject.by and bool(inject.choices)
    reply = int(seen.get(REPLY, {}).get((inject.id, seat or ""), 0)) if asked else 0
    return Letter(
        inject=inject.id,
        turn=turn,
        title=inject.title,
        text=inject.text,
        sender=inject.sender,
        to="all" if EVERYONE in inject.to else ", ".join(seat_label(scenario, name) for name in inject.to),
        content=inject.content,
        addressed=seat is not None and inject.addressed(seat),
        unread=unread and seat is not None,
        choices=tuple(LetterChoice(c.name, c.label or c.name, c.text) for c in inject.choices) if asked else (),
        otherwise=inject.otherwise if asked else "",
        answer=inject.words[reply - 1] if reply > 0 else written,
        open=reply == WAITING,
    )


def letter_line(letter: Letter) -> LogLine:
    """Return a log line about the arrival of an inject.

    Questions are alarms. News for this seat alone is an alarm too.
    """
    asks = " Answer before you commit." if letter.choices else ""
    return LogLine(letter.turn, f"Inject {letter.inject}: {sentence(letter.title)}{asks}", alarm=letter.addressed)


def sentence(title: str) -> str:
    """Return a title with a full stop at the end."""
    return title if title[-1:] in ("?", "!", ".", "…") else f"{title}."
