"""Command lines for a shell, for people who type the name of a program command while they play a game.

Must not know: what a command does, or which of these names are also words of plain mode.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from wargame.store.shell import shell_word

PROGRAM = "wargame"
_SAVE, _SCENARIO = "SAVE", "SCENARIO"
_TRUTH = "It shows the truth: it is for the facilitator, or for everyone after the end of the game."

# The usual arguments of each command. SAVE and SCENARIO stand for those of the game.
_ARGUMENTS = {
    "play": "--plain --save SAVE",
    "simulate": "SCENARIO --games 200",
    "check": "SCENARIO",
    "replay": "SAVE",
    "why": "SAVE",
    "account": "SAVE",
    "branch": "SAVE --turn 3",
    "report": "SAVE -o review.html",
    "sheets": "SCENARIO -o sheets",
    "export": "SAVE --to csv -o tables",
    "inject": "SAVE ID",
    "note": "SAVE",
    "balance": "SCENARIO",
    "calibrate": "SCENARIO",
    "estimates": "SCENARIO",
    "odds": "SAVE",
    "explain": "NAME --scenario SCENARIO",
    "list": "metrics SCENARIO",
    "docs": "plain",
    "schema": "scenario",
    "completion": "bash",
}
_SECRET = frozenset({"replay", "why", "account", "branch", "report", "export", "inject", "note"})
SHELL_COMMANDS = tuple(_ARGUMENTS)


@attrs.frozen
class ShellCommands:
    """The command lines about one game. `path`: its save. `scenario`: the name or the path of its scenario."""

    path: Path
    scenario: str

    def asked_for(self, line: str) -> str:
        """Return the name of the command that a typed line begins with, or an empty text.

        The line may begin with the name of the program, as at a shell.
        """
        words = line.lower().split()
        if words[:1] == [PROGRAM]:
            words = words[1:]
        return words[0] if words and words[0] in _ARGUMENTS else ""

    def line(self, name: str, encoding: str | None = None) -> str:
        """Return the command line for a command, with the path of the save. `encoding`: that of the output stream."""
        known = {_SAVE: self.path, _SCENARIO: Path(self.scenario)}
        words = (shell_word(known[word], encoding) if word in known else word for word in _ARGUMENTS[name].split())
        return " ".join((PROGRAM, name, *words))

    def notice(self, name: str) -> str:
        """Return sentences that come before the command line: where to type it, and for whom its output is."""
        where = f"{name} is a command of the program. Type it at a shell, outside the game."
        return f"{where} {_TRUTH}" if name in _SECRET else where
