"""A game at one plain terminal: teams take their turns at the keyboard, bots play theirs, and turns are resolved.

Must not know: files or rules; the match records what happens.
"""

from __future__ import annotations

from typing import TextIO

from wargame.errors import OrderError
from wargame.game import Match
from wargame.model.result import GameResult
from wargame.plain.chair import Chair, Done
from wargame.plain.opening import briefing_lines, opening_lines
from wargame.plain.plain_text import sentence, to_ascii
from wargame.plain.prompt import prompt
from wargame.plain.story import heading, result_lines
from wargame.plain.teller import Teller

_CURTAIN = 60  # empty lines that push one team's words out of sight of the next


class Table:
    """The terminal around which the teams of a match sit."""

    def __init__(self, match: Match, ears: TextIO, mouth: TextIO) -> None:
        self._match = match
        self._mouth = mouth
        self._teller = Teller(ears, mouth)

    def play(self) -> bool:
        """Play until the game ends (True) or someone leaves (False)."""
        while not self._match.ending:
            if not self._collect():
                return False
            self._resolve()
        self._teller.say_all(result_lines(self._match.result()))
        return True

    def _collect(self) -> bool:
        """Let every team that is waited for write its orders; False when someone leaves."""
        while waiting := self._match.waiting_for():
            seat = waiting[0]
            if len(self._match.human_seats) > 1:
                opened = self._pass_keyboard(seat)
                if opened is None:
                    return False
                seat = opened
            if self._match.turn == 1 and not self._match.draft(seat).lines:
                self._teller.say_all(briefing_lines(self._match, seat))
            self._teller.tell(opening_lines(self._match, seat))
            if prompt(Chair(self._match, seat, self._teller)) is Done.LEFT:
                return False
        return True

    def _pass_keyboard(self, seat: str) -> str | None:
        """Hide one team's words from the next; give the team that opens, or None when nobody is there."""
        self._teller.forget()
        if self._mouth.isatty():
            self._teller.say_all([""] * _CURTAIN)
        name = self._match.scenario.label(seat)
        letters = to_ascii(name).lower()[:2]
        committed = [other for other in self._match.human_seats if other not in self._match.waiting_for()]
        self._teller.say_all(
            [
                f"Pass the keyboard to {name}. Everyone else looks away.",
                *(f"{self._match.scenario.label(other)} has committed. Its orders are saved." for other in committed),
            ]
        )
        take_back = " To take a commit back, type withdraw and the team." if committed else ""
        while (line := self._teller.ask(f"{name}: type {letters} and press Enter.{take_back}")) is not None:
            word, _, rest = line.lower().partition(" ")
            if word == "quit":
                return None
            if word == "withdraw":
                taken = self._withdraw(rest.strip(), committed)
                if taken:
                    return taken
            elif len(word) >= len(letters) and (to_ascii(name).lower().startswith(word) or seat.lower() == word):
                return seat
        return None

    def _withdraw(self, name: str, committed: list[str]) -> str:
        """Take back the commit of the team that was named; give the team, or nothing where it was not understood."""
        for other in committed:
            label = to_ascii(self._match.scenario.label(other)).lower()
            if len(name) > 1 and (label.startswith(name) or other.lower() == name):
                try:
                    self._match.withdraw(other)
                except OrderError as refusal:
                    self._teller.say_all([str(refusal)])
                    return ""
                return other
        return ""

    def _resolve(self) -> None:
        turn = self._match.turn
        self._match.adjudicate()
        if self._match.human_seats:
            words = "" if self._match.ending else " Type report for what changed, playback for how."
            self._teller.say_all([f"Turn {turn} is resolved.{words}"])
        else:
            self._teller.say_all(self._brief(turn))

    def _brief(self, turn: int) -> list[str]:
        """Say a turn that only bots played: everyone's orders, and what was reported."""
        scenario = self._match.scenario
        orders = [
            f"{scenario.label(seat)}: {', '.join(order.text for order in given) or 'no orders'}."
            for seat, given in self._match.orders(None, turn).items()
        ]
        news = [sentence(line.text) for line in self._match.log(None) if line.turn == turn]
        return [f"{heading(scenario, turn, self._match.length)}.", *orders, *news]


def play(match: Match, ears: TextIO, mouth: TextIO) -> GameResult | None:
    """Play a match at a plain terminal; give the result, or None when someone left before the end."""
    return match.result() if Table(match, ears, mouth).play() else None
