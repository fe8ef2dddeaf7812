"""One turn of a saved game for one reader: its moments, and all that the reader may know of each moment.

Must not know: how a moment is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from wargame.game.disclosure.reasons import by_seat
from wargame.game.wording.notes import note_line
from wargame.game.wording.rulings import ruling_line
from wargame.model.match.order import Order
from wargame.model.telling.letter import Letter
from wargame.model.telling.playback import PlaybackStep
from wargame.model.telling.turn_report import Reason, TurnReport
from wargame.model.telling.view import View
from wargame.review.findings import Findings
from wargame.review.parts.head import turn_deals


class MomentKind(StrEnum):
    """The kinds of moments, in their order within a turn. A turn has one moment for each of its phases."""

    BRIEF = "brief"
    TALK = "talk"
    ORDERS = "orders given"
    PHASE = "phase"
    PUBLISHED = "published"


@attrs.frozen
class Moment:
    """A moment inside a turn. `label`: its name on screens. `phase`: the code of its phase, or an empty text."""

    kind: MomentKind
    label: str
    phase: str = ""

    @property
    def place(self) -> tuple[MomentKind, str]:
        """Return what the same moment of another turn shares with this moment."""
        return self.kind, self.phase

    @property
    def resolved(self) -> bool:
        """Return whether the moment shows the state after the turn."""
        return self.kind is MomentKind.PUBLISHED


@attrs.frozen
class TurnSeen:
    """What a reader may know of a turn.

    `letters`: the injects that came in the turn.
    `answers`: inject -> its answers, as (name of the team, answer, silent).
    `news`: the news of the turn before.
    `deals`: sentences about offers and deals of the turn.
    `report`: what the turn changed. None: the turn is not resolved. Orders, reasons and steps are then missing too.
    `rulings`, `notes`: sentences about rulings on the turn, and notes. Only a reader of the truth gets these sentences.
    `before`, `after`: the view before the turn, and the view after the turn.
    """

    turn: int
    moments: tuple[Moment, ...]
    letters: tuple[Letter, ...]
    answers: Mapping[str, tuple[tuple[str, str, bool], ...]]
    news: tuple[str, ...]
    deals: tuple[str, ...]
    orders: Mapping[str, tuple[Order, ...]]
    reasons: Mapping[str, tuple[Reason, ...]]
    steps: tuple[PlaybackStep, ...]
    report: TurnReport | None
    rulings: tuple[str, ...]
    notes: tuple[str, ...]
    before: View
    after: View


def turn_seen(findings: Findings, turn: int) -> TurnSeen:
    """Return a turn. The turn after the last resolved turn has only a brief and a talk."""
    match, seat, resolved = findings.match, findings.seat, turn <= findings.last
    steps = match.playback(seat, turn) if resolved else ()
    letters = tuple(letter for letter in match.inbox(seat) if letter.turn == turn)
    orders = match.orders(seat, turn) if resolved else {}
    return TurnSeen(
        turn=turn,
        moments=_moments(findings, steps, resolved),
        letters=letters,
        answers={letter.inject: findings.answers(letter.inject) for letter in letters},
        news=match.report(seat, turn - 1).news if turn > 1 else (),
        deals=tuple(turn_deals(findings, turn)),
        orders={team: orders.get(team, ()) for team in (findings.teams if findings.whole else (seat or "",))},
        reasons=by_seat(match.reasons(seat, turn)) if resolved else {},
        steps=steps,
        report=match.report(seat, turn) if resolved else None,
        rulings=tuple(ruling_line(findings.scenario, ruling) for of, ruling in findings.rulings if of == turn),
        notes=tuple(note_line(findings.scenario, note) for note in findings.notes if note.about == turn),
        before=findings.view(turn - 1),
        after=findings.view(turn if resolved else turn - 1),
    )


def _moments(findings: Findings, steps: tuple[PlaybackStep, ...], resolved: bool) -> tuple[Moment, ...]:
    """Return the moments. The talk is missing if the rules have no deals. A phase is missing if the reader sees none of
    its steps.
    """
    opened = [MomentKind.BRIEF, *([MomentKind.TALK] if findings.scenario.rules.deals else ())]
    before = tuple(Moment(kind, kind.value) for kind in opened)
    if not resolved:
        return before
    phases = dict.fromkeys((step.phase, step.phase_label) for step in steps)
    return (
        *before,
        Moment(MomentKind.ORDERS, MomentKind.ORDERS.value),
        *(Moment(MomentKind.PHASE, label, phase) for phase, label in phases),
        Moment(MomentKind.PUBLISHED, MomentKind.PUBLISHED.value),
    )
