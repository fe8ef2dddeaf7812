"""Words for notes of observers and the facilitator.

Must not know: who may read a note.
"""

from __future__ import annotations

from wargame.game.wording.labels import seat_label
from wargame.model.match.note import Note
from wargame.model.scenario.scenario import Scenario


def note_line(scenario: Scenario, note: Note) -> str:
    """Return a note as one line: its turn, what it is about, its grade, its text and its author."""
    topic = about_text(scenario, note)
    grade = f" [{note.grade.words}]" if note.grade is not None else ""
    said = f" {note.text}" if note.text else ""
    return f"Turn {note.about}{f', {topic}' if topic else ''}:{grade}{said} ({note.author})"


def about_text(scenario: Scenario, note: Note) -> str:
    """Return what a note is about, as in `Junta, inject I3, escort DKR 2`. The text is empty without such a thing."""
    team = seat_label(scenario, note.seat) if note.seat else ""
    inject = f"inject {note.inject}" if note.inject else ""
    return ", ".join(part for part in (team, inject, note.order) if part)
