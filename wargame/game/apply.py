"""Applies events to a match. The program applies events to play, resume, look back and verify.

Must not know: why an event happened, or where events are stored.
"""

from __future__ import annotations

from typing import assert_never

from wargame.adjudicator.rulings import allowed_value
from wargame.bots.names import check_bot
from wargame.errors import UsageError
from wargame.game.match_state import MatchState
from wargame.game.notes import check_note
from wargame.game.orders.seat_draft import SeatDraft
from wargame.game.turn_record import TurnRecord
from wargame.model.match.events import (
    LONGEST_REASON,
    CommitWithdrawn,
    DraftEdited,
    Edit,
    Event,
    GameOpened,
    InjectGiven,
    LineTyped,
    Noted,
    OddsSwitched,
    OrdersCommitted,
    Ruled,
    SeatChanged,
    TurnAdjudicated,
)
from wargame.model.match.ruling import Ruling, VoidRuling
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.inject import came
from wargame.model.scenario.seat import HUMAN


def apply(event: Event, game: MatchState) -> None:
    """Apply an event to a match. Raises UsageError for an event that cannot follow the earlier events."""
    match event:
        case GameOpened():
            _open(event, game)
        case DraftEdited():
            _edit_draft(event, game)
        case LineTyped():
            game.seat_drafts.of(event.seat).typed = event.text
        case OrdersCommitted():
            _commit(event, game)
        case CommitWithdrawn():
            game.seat_drafts.of(event.seat).committed = False
        case InjectGiven():
            _give_inject(event, game)
        case OddsSwitched():
            game.odds_shown = event.shown
        case Ruled():
            check_ruling(game, event.ruling)
            others = [each for each in game.rulings if each.target != event.ruling.target]
            game.rulings[:] = [*others, event.ruling]
        case Noted():
            check_note(game, event.note)
            game.notes.append(event.note)
        case SeatChanged():
            _change_seat(event, game)
        case TurnAdjudicated():
            _close_turn(event, game)
        case _:
            assert_never(event)


def check_waits(game: MatchState, inject: str) -> None:
    """Raise UsageError for an inject that does not exist or that has already come."""
    injects = game.scenario.rules.injects
    if inject not in injects:
        raise UsageError(f'There is no inject "{inject}". Injects: {", ".join(injects) or "none"}.')
    turn = came_in(game, inject)
    if turn:
        raise UsageError(f"{inject} came in turn {turn}.")


def came_in(game: MatchState, inject: str) -> int:
    """Return the turn in which an inject came, or 0 if it has not come."""
    return int(game.past.observation(None, game.past.now).cells[came(inject)][()])


def check_ruling(game: MatchState, ruling: Ruling) -> None:
    """Raise UsageError for a ruling that is impossible now. All seats must have committed."""
    if game.past.ending:
        raise UsageError("The game has ended.")
    waiting = [seat for seat, draft in game.seat_drafts.items() if not draft.committed]
    if waiting:
        raise UsageError(f"Not all have committed; waiting for {', '.join(waiting)}.")
    if allowed_value(game.engine.rulebook, ruling.target, ruling.ruled) != ruling.ruled:
        raise UsageError(f"{ruling.ruled} is no value that a state can hold.")
    if not ruling.why.strip() or len(ruling.why) > LONGEST_REASON or not ruling.why.isprintable():
        raise UsageError(f"A ruling needs a reason of 1 to {LONGEST_REASON} letters on one line.")
    unknown = next((seat for seat in ruling.seen_by if seat not in (EVERYONE, *game.seats)), "")
    if unknown:
        raise UsageError(f'There is no seat "{unknown}" in this game. Seats: {", ".join(game.seats)}.')


def check_change(game: MatchState, seat: str, player: str) -> None:
    """Raise UsageError if a seat cannot get this player.

    The seat and the bot must exist, and the game must not be over.
    """
    if game.past.ending:
        raise UsageError("The game has ended.")
    if seat not in game.seats:
        raise UsageError(f'There is no seat "{seat}" in this game. Seats: {", ".join(game.seats)}.')
    if player == game.seats[seat]:
        raise UsageError(f"{seat} is played by {'a person' if player == HUMAN else player} already.")
    if player != HUMAN:
        check_bot(game.scenario, seat, player)


def _open(event: GameOpened, game: MatchState) -> None:
    # A save sorts its keys. The order of the seats must be the scenario's order and must not depend on the save.
    game.seats.update({seat: event.seats[seat] for seat in game.scenario.seats if seat in event.seats})
    game.first_seats.update(game.seats)
    game.length = event.length
    game.seat_drafts.update({seat: SeatDraft() for seat, player in game.seats.items() if player == HUMAN})
    game.had_people = bool(game.seat_drafts)
    game.past.begin(event.state)
    game.available.forget()


def _edit_draft(event: DraftEdited, game: MatchState) -> None:
    seat_draft = game.seat_drafts.of(event.seat)
    old, undone = seat_draft.orders, event.edit is Edit.UNDO
    if undone and not seat_draft.history:
        raise UsageError(f"{event.seat} has nothing to take back")
    if undone:
        seat_draft.undo()
    else:
        seat_draft.write(event.orders)
    if seat_draft.orders != event.orders:
        raise UsageError(f"what {event.seat} took back does not leave the draft that is recorded")
    if seat_draft.orders != old:
        game.tables.note(event.seat, old, undone=undone)


def _commit(event: OrdersCommitted, game: MatchState) -> None:
    seat_draft = game.seat_drafts.of(event.seat)
    if seat_draft.orders != event.orders:
        raise UsageError(f"{event.seat} commits other orders than its draft holds")
    seat_draft.committed, seat_draft.why = True, event.why


def _give_inject(event: InjectGiven, game: MatchState) -> None:
    check_waits(game, event.inject)
    state = game.past.give_away()
    game.engine.adjudicator.send_inject(state, event.inject)
    game.past.amend(game.engine.adjudicator.snapshot(state))
    game.injects_given.append(event)
    _make_rulings_void(game, inject=event.inject)
    for seat in game.scenario.rules.injects[event.inject].by:
        if seat in game.seat_drafts:  # the commit of a seat with a new question is withdrawn
            game.seat_drafts[seat].committed = False
    game.available.forget()


def _make_rulings_void(game: MatchState, inject: str = "", seat: str = "") -> None:
    """Make the rulings on the present turn void, because their rolled values are no longer true."""
    turn = game.past.now + 1
    game.void_rulings += [VoidRuling(turn, ruling, inject, seat) for ruling in game.rulings]
    game.rulings.clear()


def _change_seat(event: SeatChanged, game: MatchState) -> None:
    """Change the player of a seat.

    The draft of a person who leaves the seat is deleted. The offers in this draft lapse.
    """
    check_change(game, event.seat, event.player)
    left = game.seat_drafts.get(event.seat)
    if left is not None:
        orders, left.orders = left.orders, ()
        game.tables.note(event.seat, orders, undone=False)
    _make_rulings_void(game, seat=event.seat)
    game.seats[event.seat] = event.player
    people = [seat for seat, player in game.seats.items() if player == HUMAN]  # the seats are in the scenario's order
    drafts = {seat: game.seat_drafts.get(seat, SeatDraft()) for seat in people}
    game.seat_drafts.clear()
    game.seat_drafts.update(drafts)
    game.seat_changes.append(event)
    game.had_people = game.had_people or bool(people)
    game.available.forget()


def _close_turn(event: TurnAdjudicated, game: MatchState) -> None:
    written = {seat: seat_draft.why for seat, seat_draft in game.seat_drafts.items() if seat_draft.why}
    rulings = tuple(game.rulings)
    record = TurnRecord(event.turn, event.orders, event.reasons, event.outcome, written, dict(game.seats), rulings)
    game.rulings.clear()
    game.past.append(record, event.state)
    game.available.forget()
    for seat_draft in game.seat_drafts.values():
        seat_draft.clear()
