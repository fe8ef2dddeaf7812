"""One team at the prompt: its match, its seat and its console. Also the class of command words.

Must not know: which command words exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

import attrs

from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.game.match_odds import MatchOdds
from wargame.model.scenario.scenario import Scenario
from wargame.plain.console import Console
from wargame.store.shell_commands import ShellCommands


class Done(Enum):
    """The ways in which a team's time at the prompt can end."""

    COMMITTED = "committed"
    HANDED_OVER = "handed over"
    LEFT = "left"


@attrs.define
class PromptSeat:
    """A seat at the prompt. `shell`: the command lines about this game.

    `step`: the last printed step of the playback, or 0 before the first step.
    """

    match: Match
    seat: str
    console: Console
    odds: MatchOdds
    shell: ShellCommands
    step: int = 0

    @property
    def scenario(self) -> Scenario:
        """Return the scenario of the game."""
        return self.match.scenario

    def last_turn(self) -> int:
        """Return the number of the last resolved turn. Raises UsageError before the first resolved turn."""
        if self.match.played == 0:
            raise UsageError("No turn has been played yet.")
        return self.match.played


@attrs.frozen
class PromptCommand:
    """A command word of plain mode: its text in `help`, and the function that gets the rest of the line."""

    help: str
    run: Callable[[PromptSeat, str], Done | None]


PromptCommands = Mapping[str, PromptCommand]


def number(text: str, example: str) -> int:
    """Read a whole number. Raises UsageError for any other text. The message contains the example."""
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise UsageError(f"Give a number, as in: {example}.")
    return int(text)
