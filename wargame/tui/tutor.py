"""The tutorial: which step is shown, and which deed it waits for.

Must not know: screens; they tell it what was done.
"""

from __future__ import annotations

from wargame.model.looks import TutorialStep

KEYS = {
    "look": "Tab goes to the roads, arrows move the mark.",
    "order": "Press o, choose with ↓, take with Enter.",
    "list": "Choose one more with ↓ and Enter; Esc closes the line.",
    "commit": "Press c, then Enter.",
    "playback": "Space goes on, Enter skips to the report.",
    "why": "Choose with ↓ and press w; Esc comes back.",
    "report": "Enter goes on to the map.",
}


class Tutor:
    """Goes through a scenario's tutorial. A deed done early counts when its step comes."""

    def __init__(self, steps: tuple[TutorialStep, ...]) -> None:
        self.steps = steps
        self._at = 0
        self._done: set[str] = set()

    @property
    def step(self) -> TutorialStep | None:
        """The step shown now, None when the tutorial is over."""
        return self.steps[self._at] if self._at < len(self.steps) else None

    @property
    def keys(self) -> str:
        """The keys that the step shown now waits for."""
        return KEYS.get(self.step.until, "") if self.step else ""

    @property
    def heading(self) -> str:
        """`STEP 2 of 7`."""
        return f"STEP {self._at + 1} of {len(self.steps)}"

    def did(self, act: str) -> bool:
        """Tell of a deed; say whether another step is shown now."""
        before = self._at
        self._done.add(act)
        if act == "commit":
            for index in range(self._at, len(self.steps)):
                if self.steps[index].until == act:
                    self._at = index
        while self.step is not None and self.step.until in self._done:
            self._at += 1
        return self._at != before

    def leave(self) -> None:
        """End the tutorial."""
        self._at = len(self.steps)
