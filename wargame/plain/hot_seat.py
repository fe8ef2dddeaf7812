"""A game at one plain terminal: one team after the other uses the keyboard, bots play, and turns are resolved.

Must not know: files or rules. The match records all events.
"""

from __future__ import annotations

from enum import Enum
from typing import TextIO

from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.game.match_odds import CompileGames, MatchOdds
from wargame.plain.console import Console
from wargame.plain.facilitator import FacilitatorPrompt, PromptEnd
from wargame.plain.odds_commands import standing_lines
from wargame.plain.opening import briefing_lines, opening_lines
from wargame.plain.prompt import prompt
from wargame.plain.prompt_seat import Done, PromptSeat
from wargame.plain.seats import change_seat, seat_lines
from wargame.plain.story import end_lines
from wargame.plain.timeline import chronicle
from wargame.store.shell_commands import ShellCommands

_CURTAIN = 60  # number of empty lines that move one team's text off the screen


class Handed(Enum):
    """The result of passing the keyboard: the team has answered, a commit was withdrawn, or everyone has left."""

    OPENED = "opened"
    BACK = "back"
    LEFT = "left"


class HotSeat:
    """A match whose teams share one plain terminal."""

    def __init__(
        self,
        match: Match,
        shell: ShellCommands,
        stdin: TextIO,
        stdout: TextIO,
        ascii_only: bool = False,
        compiled: CompileGames | None = None,
        facilitator: bool = False,
    ) -> None:
        self._match = match
        self._shell = shell
        self._odds = MatchOdds(match, compiled)
        self._stdout = stdout
        self._console = Console(stdin, stdout, ascii_only)
        self._facilitator = FacilitatorPrompt(match, self._console, shell) if facilitator else None
        scenario = match.scenario
        self._console.know({code: scenario.label(code) for code in (*scenario.entities, *scenario.seats)})

    def play(self) -> bool:
        """Play until the game ends or everyone leaves. Return whether the game has ended."""
        while not self._match.ending:
            if not (self._collect() and self._go_on_without_people()):
                return False
            stopped = self._facilitate()
            if stopped is PromptEnd.LEAVE:
                return False
            if stopped is PromptEnd.PUBLISH:
                self._resolve()
        self._console.say_all(end_lines(self._match))
        return True

    def _facilitate(self) -> PromptEnd:
        """Let the facilitator read and rule on the turn. No team sees the text of the facilitator."""
        if self._facilitator is None:
            return PromptEnd.PUBLISH
        self._hide()
        stopped = self._facilitator.run()
        self._hide()
        return stopped

    def _hide(self) -> None:
        """Hide the printed text from the next person."""
        self._console.forget()
        if self._stdout.isatty():
            self._console.say_all([""] * _CURTAIN)

    def _collect(self) -> bool:
        """Let every team without a commit write its orders. Return False if the people leave."""
        while waiting := self._match.waiting_for():
            seat = waiting[0]
            if len(self._match.human_seats) > 1:
                handed = self._pass_keyboard(seat)
                if handed is Handed.LEFT:
                    return False
                if handed is Handed.BACK:
                    continue
            if self._match.turn == 1 and not self._match.draft(seat).lines:
                self._console.say_all(briefing_lines(self._match, seat))
            self._console.tell(opening_lines(self._match, seat))
            prompt_seat = PromptSeat(self._match, seat, self._console, self._odds, self._shell)
            self._console.add(standing_lines(prompt_seat))  # after the opening, because trials take a moment
            if prompt(prompt_seat) is Done.LEFT:
                return False
        return True

    def _go_on_without_people(self) -> bool:
        """Ask before each turn whether to continue, if people have given all their seats to bots.

        A game that never had people runs to its end. Return False if everyone leaves.
        """
        while self._match.had_people and not self._match.human_seats:
            line = self._console.ask("Bots play every seat. Type next to resolve the turn, seat TEAM=human, or quit.")
            if line is None or line == "quit":
                return False
            if line == "next":
                return True
            word, _, rest = line.partition(" ")
            if asked := self._shell.asked_for(line):
                self._console.tell_command(self._shell, asked)
                continue
            try:
                if word == "seat" and rest:
                    change_seat(self._match, rest)
                    if not self._collect():
                        return False
                    continue
                self._console.tell(seat_lines(self._match))
            except UsageError as refusal:
                self._console.tell([str(refusal)])
        return True

    def _pass_keyboard(self, seat: str) -> Handed:
        """Hide the text of one team from the next team. Wait until the next team has answered."""
        self._hide()
        scenario = self._match.scenario
        name = self._console.spell(scenario.label(seat))
        committed = [other for other in self._match.human_seats if other not in self._match.waiting_for()]
        done = [f"{scenario.label(other)} has committed. Its orders are saved." for other in committed]
        self._console.say_all([f"Pass the keyboard to {name}. Everyone else looks away.", *done])
        back = " To take a commit back, type withdraw and the team." if committed else ""
        while (line := self._console.ask(f"{name}: type {name.lower()[:2]} and press Enter.{back}")) is not None:
            word, _, rest = line.lower().partition(" ")
            if word == "quit":
                return Handed.LEFT
            if word == "withdraw":
                named = [other for other in committed if self._means(rest.strip(), other)]
                if len(named) == 1:
                    self._match.withdraw(named[0])
                    return Handed.BACK
            elif self._means(word, seat):
                return Handed.OPENED
        return Handed.LEFT

    def _means(self, word: str, seat: str) -> bool:
        """Return whether a word is a team's id, or the first two or more letters of the team's name."""
        name = self._console.spell(self._match.scenario.label(seat)).lower()
        return word == seat.lower() or (len(word) >= min(2, len(name)) and name.startswith(word))

    def _resolve(self) -> None:
        turn = self._match.turn
        self._match.adjudicate()
        if self._match.had_people:
            asked = self._match.human_seats and not self._match.ending
            words = " Type report for what changed, playback for how." if asked else ""
            self._console.say_all([f"Turn {turn} is resolved.{words}"])
        else:
            self._console.say_all(chronicle(self._match, turn))
