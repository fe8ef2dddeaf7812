"""The facilitator's rulings on the present turn, after all commits and before the teams read the turn.

A ruling replaces the value of a die or of a cell (one number of a metric). Each result is computed on a copy of the
turn, so a trial changes nothing.

Must not know: files, or what seats read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from wargame.adjudicator import State
from wargame.adjudicator.rulings import allowed_range, allowed_value, check_target
from wargame.errors import UsageError
from wargame.game.apply import check_ruling
from wargame.game.match_state import MatchState
from wargame.game.telling.differences import Values, difference_rows
from wargame.game.turn_orders import turn_orders
from wargame.game.wording.labels import headline_owner
from wargame.game.wording.rulings import range_text, target_label, value_text
from wargame.model.match.events import Event, Ruled
from wargame.model.match.outcome import TurnOutcome
from wargame.model.match.ruling import Ruling, Target, VoidRuling
from wargame.model.telling.ruling_trial import RulingTrial, TurnResult


@attrs.frozen
class Rulings:
    """The rulings on the present turn of a match. `accept`: the function that records an event and applies it."""

    game: MatchState
    accept: Callable[[Event], None]

    @property
    def made(self) -> tuple[Ruling, ...]:
        """Return the rulings on the present turn."""
        return tuple(self.game.rulings)

    def outcome(self, as_rolled: bool = False) -> tuple[TurnOutcome, Values]:
        """Return the outcome of the present turn, and the true numbers after it.

        `as_rolled`: whether to leave out the rulings. Raises UsageError if not all seats have committed.
        """
        outcome, state = self._resolved(() if as_rolled else self.game.rulings)
        return outcome, self._cells(state)

    def results(self) -> tuple[TurnResult, ...]:
        """Return the dice of the present turn and the headlines of all seats, with the rulings so far."""
        rolled, cells_rolled = self.outcome(as_rolled=True)
        ruled, cells = self.outcome() if self.game.rulings else (rolled, cells_rolled)
        scenario, faces = self.game.scenario, {draw.key: draw.value for draw in rolled.draws}
        opening = self.game.past.observation(None, self.game.past.now).cells
        shown = dict.fromkeys((headline.metric, headline.entity) for headline in scenario.headlines_of(None))
        shown |= dict.fromkeys((t.metric, t.entities) for t in (each.target for each in self.made) if not t.die)
        found = []
        for metric, entities in shown:
            before, now, as_rolled = (each[metric][entities] for each in (opening, cells, cells_rolled))
            found.append(self._result(Target(metric=metric, entities=entities), before, now, as_rolled))
        for draw in ruled.draws:
            found.append(self._result(Target(die=draw.key), None, draw.value, faces.get(draw.key, draw.value)))
        return tuple(found)

    def _result(self, target: Target, before: float | None, now: float, rolled: float) -> TurnResult:
        scenario = self.game.scenario
        then = "" if before is None else value_text(scenario, target, before)
        value, without = (value_text(scenario, target, each) for each in (now, rolled))
        label = target_label(scenario, target)
        owner = headline_owner(scenario, (target.metric, target.entities), label)
        return TurnResult(target, label, then, value, without if now != rolled else "", owner)

    def ruling(
        self, target: Target, value: float, why: str, seen_by: tuple[str, ...] = (), reason_seen: bool = False
    ) -> Ruling:
        """Return a ruling that is not made yet. `value` is rounded to a value that the target can have.

        Raises UsageError for an impossible ruling.
        """
        rolled = self.rolled(target)
        allowed = allowed_value(self.game.engine.rulebook, target, value)
        made = Ruling(target, rolled, allowed, " ".join(why.split()), seen_by, reason_seen)
        check_ruling(self.game, made)
        return made

    def rolled(self, target: Target) -> float:
        """Return the value of a die or cell without any ruling.

        Raises UsageError for an unknown target, for a die that is not rolled in this turn, and before all have
        committed.
        """
        check_target(self.game.engine.rulebook, target)
        outcome, state = self._resolved(())
        if not target.die:
            return state.cells(target.metric)[target.entities]
        found = next((draw.value for draw in outcome.draws if draw.key == target.die), None)
        if found is None:
            raise UsageError(f'The die "{target.die}" is not rolled in turn {outcome.turn}.')
        return found

    def asked(self, target: Target) -> str:
        """Return which values a facilitator may type for a target, as text: `from 0 to 100`.

        Raises UsageError for an unknown target.
        """
        return range_text(self.game.scenario, target, allowed_range(self.game.engine.rulebook, target))

    @property
    def void(self) -> tuple[VoidRuling, ...]:
        """Return the rulings on the present turn that became void, the oldest first."""
        return tuple(each for each in self.game.void_rulings if each.turn == self.game.past.now + 1)

    def trial(self, ruling: Ruling) -> RulingTrial:
        """Resolve the turn twice on copies: with the rulings so far, and also with this ruling."""
        others = [each for each in self.game.rulings if each.target != ruling.target]
        before, without = self._resolved(self.game.rulings)
        after, with_it = self._resolved((*others, ruling))
        engine, past = self.game.engine, self.game.past
        then, now = engine.margins(without), engine.margins(with_it)
        opening = past.observation(None, past.now).cells
        return RulingTrial(
            ruling=ruling,
            turn=after.turn,
            rows=difference_rows(engine.scenario, opening, self._cells(without), self._cells(with_it)),
            margins=tuple((seat, then[seat], now[seat]) for seat in now),
            ending=(before.ending, after.ending),
        )

    def rule(self, ruling: Ruling) -> None:
        """Record a ruling. The ruling replaces an earlier ruling on the same die or cell in this turn."""
        check_ruling(self.game, ruling)
        self.accept(Ruled(self.game.past.now + 1, ruling))

    def _resolved(self, rulings: Iterable[Ruling]) -> tuple[TurnOutcome, State]:
        game = self.game
        if game.past.ending:
            raise UsageError("The game has ended.")
        waiting = [seat for seat, draft in game.seat_drafts.items() if not draft.committed]
        if waiting:
            raise UsageError(f"Not all have committed; waiting for {', '.join(waiting)}.")
        state = game.engine.adjudicator.restore(game.engine.adjudicator.snapshot(game.past.state))
        orders = turn_orders(game.engine, state, game.seats, game.seat_drafts, game.tables).orders
        return game.engine.adjudicator.adjudicate(state, orders, tuple(rulings)), state

    def _cells(self, state: State) -> Values:
        return self.game.engine.adjudicator.observations.observation(None, 0, lambda _: state).cells
