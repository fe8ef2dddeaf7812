"""The facilitator at the prompt, after all commits and before the teams read the turn.

Must not know: how a turn is resolved, or when teams write orders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeVar

import attrs

from wargame.errors import UsageError
from wargame.game.match import Match
from wargame.game.telling.inject_trial import inject_state, trial_told
from wargame.game.wording.labels import capital
from wargame.game.wording.notes import note_line
from wargame.game.wording.rulings import (
    ruling_line,
    target_label,
    trial_lines,
    typed_value,
    value_text,
    void_ruling_line,
)
from wargame.model.match.note import FACILITATOR, Grade, Note
from wargame.model.match.ruling import Ruling, Target
from wargame.model.rules.action import EVERYONE
from wargame.plain.cells import find_cell
from wargame.plain.console import Console
from wargame.store.shell_commands import ShellCommands

QUESTION = "Facilitator: command?"
MOST_ROWS = 8  # numbers in the preview of a ruling
_HOW_TO_RULE = "Type rule, then a die or a number, then a value, as in: rule legitimacy BKO 45."
_NOBODY, _REASON = "nobody", "reason"
T = TypeVar("T")


class PromptEnd(Enum):
    """How the facilitator's time at the prompt ended: the turn may be published, a team must answer, or all leave."""

    PUBLISH = "publish"
    ASK_TEAMS = "ask teams"
    LEAVE = "leave"


@attrs.frozen
class FacilitatorPrompt:
    """The facilitator of a match at a console."""

    match: Match
    console: Console
    shell: ShellCommands

    def run(self) -> PromptEnd:
        """Read commands until the turn may be published, a team must answer, or everyone leaves."""
        self.console.tell(
            [
                f"Facilitator: all teams have committed turn {self.match.turn}. Teams look away.",
                *self._void(),
                "Type publish to publish the turn, results to read it first, or help.",
            ]
        )
        while (line := self.console.ask(QUESTION)) is not None:
            word, _, rest = line.partition(" ")
            found = _COMMANDS.get(word.lower())
            try:
                if found is None and (asked := self.shell.asked_for(line)):
                    self.console.tell_command(self.shell, asked)
                    continue
                if found is None:
                    raise UsageError(f'There is no command "{word}". Type help.' if word else "Type help.")
                stopped = found.run(self, rest.strip())
            except UsageError as refusal:
                self.console.tell([str(refusal)])
                continue
            if stopped is not None:
                return stopped
        return PromptEnd.LEAVE

    def publish(self, _: str) -> PromptEnd:
        """Let the teams read the turn."""
        return PromptEnd.PUBLISH

    def leave(self, _: str) -> PromptEnd:
        """Leave the game."""
        return PromptEnd.LEAVE

    def results(self, _: str) -> None:
        """Print the headlines after the turn, and all dice."""
        lines = []
        for row in self.match.facilitator.rulings.results():
            before = f", before {row.before}" if row.before else ""
            rolled = f", rolled {row.rolled}" if row.rolled else ""
            key = f" ({row.target.die})" if row.target.die else ""
            lines.append(f"{capital(row.name)}{key}: {row.value}{before}{rolled}.")
        self.console.tell(lines)

    def rule(self, text: str) -> None:
        """Show the effects of a ruling, ask for the reason and the readers, and make the ruling."""
        rulings, scenario = self.match.facilitator.rulings, self.match.scenario
        target, value = self._target_and_value(text)

        def typed(said: str) -> Ruling:
            return rulings.ruling(target, typed_value(scenario, target, said), "preview")

        name = capital(target_label(scenario, target))
        now = value_text(scenario, target, rulings.rolled(target))
        asked = f"{name}: rolled {now}. New value, {rulings.asked(target)}? An empty line changes nothing."
        tried = typed(value) if value else self._asked(asked, typed)
        reasoned = self._reasoned(tried) if tried is not None else None
        if reasoned is None:
            self.console.tell(["Nothing is changed."])
            return
        who = f"nobody, everyone, or {', '.join(self.match.seats)}"
        asked = f"Who reads that there is a ruling: {who}? Add the word reason to show the reason."
        readers = self._asked(asked, self._readers, ends_on_empty=False)
        if readers is None:
            return
        made = rulings.ruling(target, reasoned.ruled, reasoned.why, *readers)
        rulings.rule(made)
        self.console.tell([f"{ruling_line(scenario, made)} It is in the save."])

    def _reasoned(self, tried: Ruling) -> Ruling | None:
        """Show the effects of a ruling, and ask for its reason. Return None without a reason."""
        rulings = self.match.facilitator.rulings
        self.console.say_all(trial_lines(self.match.scenario, rulings.trial(tried), MOST_ROWS))
        asked = "Why? The save keeps the reason. An empty line keeps the roll."
        return self._asked(asked, lambda why: rulings.ruling(tried.target, tried.ruled, why))

    def _asked(self, question: str, answer: Callable[[str], T], ends_on_empty: bool = True) -> T | None:
        """Ask until an answer is accepted. Return None after an empty line, or at the end of the input.

        `answer`: a function that returns the meaning of a typed line, or raises UsageError.
        """
        while (line := self.console.ask(question)) is not None and (line or not ends_on_empty):
            try:
                return answer(line)
            except UsageError as refusal:
                self.console.tell([str(refusal)])
        return None

    def _target_and_value(self, text: str) -> tuple[Target, str]:
        """Return the die or number that a line names, and the value behind it. The value may be missing."""
        if not text:
            raise UsageError(_HOW_TO_RULE)
        words, _, value = text.rpartition(" ")
        try:
            return self._target(text), ""
        except UsageError:
            if not words:
                raise
        return self._target(words.strip()), value

    def rulings(self, _: str) -> None:
        """Print the rulings on this turn."""
        made = self.match.facilitator.rulings.made
        told = [ruling_line(self.match.scenario, each) for each in made] or ["All results are as rolled."]
        self.console.tell([*told, *self._void()])

    def note(self, text: str) -> None:
        """Write a note about this turn."""
        head, sign, said = text.partition(":")
        topics = head.split()
        seat = inject = ""
        grade = None
        for topic in topics if sign else ():
            if topic in self.match.seats:
                seat = topic
            elif topic in self.match.scenario.rules.injects:
                inject = topic
            elif topic in set(Grade):
                grade = Grade(topic)
            else:
                seat, inject, grade, said = "", "", None, text
                break
        said = " ".join((said if sign else text).split())
        note = Note(self.match.turn, FACILITATOR, said, grade, seat, inject)
        self.match.facilitator.note(note)
        self.console.tell([f"Written: {note_line(self.match.scenario, note)}"])

    def notes(self, _: str) -> None:
        """Print all notes."""
        notes = [note_line(self.match.scenario, note) for note in self.match.notes]
        self.console.tell(notes or ["Nobody has written a note."])

    def inject(self, text: str) -> None:
        """Print the effects of an inject in this turn, or all injects if none is named."""
        facilitator = self.match.facilitator
        name, _, choice = text.partition(" ")
        if not name:
            all_injects = [
                f"{each.id}, {each.title}: {inject_state(each, turn)}." for each, turn in facilitator.injects()
            ]
            self.console.tell(all_injects or ["This scenario has no injects."])
            return
        told = trial_told(self.match.scenario, facilitator.trial(name, choice.strip()))
        turn = next(turn for each, turn in facilitator.injects() if each.id == name)
        state = f"{name} came in turn {turn}." if turn else f"give {name}: {facilitator.effects_of_giving(name)}"
        self.console.tell([state, *told])

    def give(self, text: str) -> PromptEnd | None:
        """Trigger an inject now. The rulings on this turn are then void."""
        self.console.tell([self.match.facilitator.give(text)])
        return None if self.match.ready else PromptEnd.ASK_TEAMS

    def more(self, _: str) -> None:
        """Print the rest of a long answer."""
        self.console.more()

    def help(self, _: str) -> None:
        """Print all commands."""
        self.console.tell([f"{name}: {command.help}." for name, command in _COMMANDS.items()])

    def _target(self, text: str) -> Target:
        dice = self.match.rulebook.recorded_turn.dice.by_name
        if text in dice or ("|" in text and " " not in text):
            return Target(die=text)
        return Target("", *find_cell(self.match.scenario, "", text))

    def _void(self) -> list[str]:
        """Return one line for each ruling on this turn that became void."""
        return [void_ruling_line(self.match.scenario, each) for each in self.match.facilitator.rulings.void]

    def _readers(self, text: str) -> tuple[tuple[str, ...], bool]:
        words = text.replace(",", " ").split()
        seats = tuple(word for word in words if word not in (_NOBODY, _REASON))
        unknown = next((seat for seat in seats if seat not in (EVERYONE, *self.match.seats)), "")
        if unknown:
            raise UsageError(f'There is no team "{unknown}". Teams: {", ".join(self.match.seats)}.')
        return seats, _REASON in words


@attrs.frozen
class _Command:
    help: str
    run: Callable[[FacilitatorPrompt, str], PromptEnd | None]


_COMMANDS: Mapping[str, _Command] = {
    "publish": _Command("lets the teams read the turn", FacilitatorPrompt.publish),
    "results": _Command("the headlines after the turn, and all dice", FacilitatorPrompt.results),
    "rule": _Command(
        "another value for a die or a number, with a preview, as in rule legitimacy BKO 45; without a value, it tells "
        "the range",
        FacilitatorPrompt.rule,
    ),
    "rulings": _Command("the rulings on this turn", FacilitatorPrompt.rulings),
    "note": _Command("writes a note, as in note junta I3 some: named the price", FacilitatorPrompt.note),
    "notes": _Command("all notes", FacilitatorPrompt.notes),
    "inject": _Command(
        "all injects, or what one would do in this turn, as in inject I3 or inject I3 accept", FacilitatorPrompt.inject
    ),
    "give": _Command("triggers an inject now; asked teams write again", FacilitatorPrompt.give),
    "more": _Command("the rest of a long answer", FacilitatorPrompt.more),
    "help": _Command("these words", FacilitatorPrompt.help),
    "quit": _Command("leaves; everything is saved already", FacilitatorPrompt.leave),
}
