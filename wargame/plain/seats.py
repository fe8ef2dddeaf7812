"""The players of all seats, and changes of players, line by line.

Must not know: the effects of a change.
"""

from __future__ import annotations

from wargame.bots.names import bots_of
from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.model.scenario.seat import HUMAN
from wargame.plain.plain_text import capital
from wargame.plain.prompt_seat import Done, PromptCommand, PromptCommands, PromptSeat

_HOW = "Type seat TEAM=BOT to give a seat to a bot, seat TEAM=human to take one."


def seat_lines(match: Match, seat: str = "") -> list[str]:
    """Return lines with the player of each seat. Teams do not read which bot plays another team's seat."""
    scenario, lines = match.scenario, player_lines(match, seat)
    mine = [f"Bots that can play {scenario.label(seat)}: {', '.join(bots_of(scenario, seat))}."] if seat else []
    return [*lines, *mine, _HOW]


def player_lines(match: Match, seat: str = "") -> list[str]:
    """Return one line for each seat: whether a person or a bot plays it. `seat`: the seat of the reader, if any."""
    lines = []
    for other, player in match.seats.items():
        who = "you" if other == seat else "a person" if player == HUMAN else "a bot"
        lines.append(f"{capital(match.scenario.label(other))} ({other}): {who}.")
    return lines


def change_seat(match: Match, text: str, mine: str = "") -> str:
    """Change the player of a seat according to a text `TEAM=PLAYER`. Return the seat.

    `mine`: the team at the prompt. A team can give its own seat to a bot, or take a seat from a bot.

    Raises UsageError for any other change.
    """
    seat, sign, player = (part.strip() for part in text.partition("="))
    if not (sign and seat and player):
        raise UsageError(f"seat {text} is not understood. {_HOW}")
    if seat in match.seats and mine and seat != mine and (player != HUMAN or match.seats[seat] == HUMAN):
        raise UsageError(f"{seat} is not yours to give. Where a bot plays, take it with seat {seat}=human.")
    if match.seats.get(seat) == player:
        raise UsageError(f"{capital(match.scenario.label(seat))} has this player already.")
    match.change_seats({seat: player})
    return seat


def _seat(prompt_seat: PromptSeat, text: str) -> Done | None:
    match, mine, console = prompt_seat.match, prompt_seat.seat, prompt_seat.console
    if not text:
        console.tell(seat_lines(match, mine))
        return None
    if change_seat(match, text, mine) == mine:
        console.say_all(["A bot plays your seat from this turn on. Your draft for this turn is lost."])
        return Done.HANDED_OVER
    console.tell(["That seat is played at this keyboard from this turn on. Its team is asked when you have committed."])
    return None


SEAT_COMMANDS: PromptCommands = {
    "seat": PromptCommand(
        "who plays what; seat TEAM=BOT gives your seat to a bot, seat TEAM=human takes a bot's", _seat
    )
}
