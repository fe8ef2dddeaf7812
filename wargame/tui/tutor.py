"""The tutorial: the present step, and the action that completes the step.

Must not know: screens. Screens report each action of the person.
"""

from __future__ import annotations

from wargame.model.scenario.looks import TutorialStep

KEYS = {
    "look": "Tab goes to the roads, arrows move the mark.",
    "order": "Press o, choose with ↓, take with Enter.",
    "list": "Press o, choose with ↓, take with Enter.",
    "commit": "Press c, then Enter.",
    "playback": "Space goes on, Enter skips to the report.",
    "why": "Choose with ↓ and press w; Esc comes back.",
    "report": "Enter goes on to the map.",
    "inbox": "Press i; Esc comes back.",
    "main": "Tab goes on to your orders, ↓ marks one, * chooses it.",
    "open": "Press o; Esc closes the list.",
    "answer": "Press i, mark an answer with ↓, take it with Enter.",
    "deals": "Press d; Esc comes back.",
}
WRITING = {  # the keys while the order line is open, because letters are text there
    "order": "Choose with ↓, take with Enter.",
    "list": "Choose with ↓, take with Enter; Esc closes the line.",
}
CLOSE = "Esc closes the line. "


class Tutor:
    """The progress in a scenario's tutorial.

    An action may come before its step. The action then counts if its step comes in the same turn.
    """

    def __init__(self, steps: tuple[TutorialStep, ...], turn: int = 1) -> None:
        self.steps = steps
        self.turn = 1
        self._at = 0
        self._done: set[str] = set()
        self.at_turn(turn)

    @property
    def step(self) -> TutorialStep | None:
        """Return the present step. Return None if no step is shown."""
        step = self.steps[self._at] if self._at < len(self.steps) else None
        return step if step is not None and step.turn <= self.turn else None

    def keys(self, writing: bool = False) -> str:
        """Return the keys for the present step. `writing`: whether the order line is open."""
        if self.step is None:
            return ""
        until = self.step.until
        return WRITING.get(until, f"{CLOSE}{KEYS[until]}") if writing else KEYS[until]

    @property
    def heading(self) -> str:
        """Return the heading, such as `STEP 2 of 7`. The heading contains the turn from the second turn on."""
        if self.step is None:
            return ""
        turn = self.step.turn
        same = [index for index, step in enumerate(self.steps) if step.turn == turn]
        number = f"STEP {same.index(self._at) + 1} of {len(same)}"
        return number if turn == 1 else f"TURN {turn}, {number}"

    def at_turn(self, turn: int) -> None:
        """Begin the steps of a turn. Unfinished steps of earlier turns are skipped."""
        if turn > self.turn:
            self.turn = turn
            self._done.clear()
            while self._at < len(self.steps) and self.steps[self._at].turn < turn:
                self._at += 1

    def did(self, act: str) -> bool:
        """Record an action of the person. Return whether another step is shown now."""
        before = self.step
        self._done.add(act)
        if act == "commit":
            for index in range(self._at, len(self.steps)):
                if self.steps[index].until == act and self.steps[index].turn == self.turn:
                    self._at = index
        while self.step is not None and self.step.until in self._done:
            self._at += 1
        return self.step is not before

    def leave(self) -> None:
        """End the tutorial."""
        self.steps = ()
