"""Injects as lines: the inbox of a seat.

Must not know: how injects come, or what injects do.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.game.telling.inbox import sentence
from wargame.model.telling.letter import Letter, answered, latest_first


def asked_lines(letters: Sequence[Letter]) -> list[str]:
    """Return lines with the injects that the draft does not yet answer, and the way to answer."""
    return [
        f"Asked of you: answer inject {letter.inject}, {sentence(letter.title)} "
        f"{_either(letter)}, as in: answer {letter.inject} {letter.choices[0].word}"
        for letter in letters
        if letter.due
    ]


def _either(letter: Letter) -> str:
    return " or ".join(choice.word for choice in letter.choices)


def new_lines(letters: Sequence[Letter]) -> list[str]:
    """Return one line with the injects that came this turn."""
    told = "; ".join(f"{letter.inject}, {letter.title}" for letter in letters)
    return [f"New in your inbox: {sentence(told)} Type inbox to read."] if told else []


def inbox_lines(letters: Sequence[Letter]) -> list[str]:
    """Return lines about the injects of a seat. The latest inject comes first. New injects are marked."""
    if not letters:
        return ["No inject has come to you."]
    lines = []
    for letter in latest_first(letters):
        lines += letter_lines(letter)
    return lines


def letter_lines(letter: Letter) -> list[str]:
    """Return lines about one inject: its head, its text, its choices, and the answer."""
    new = "New. " if letter.unread else ""
    sender = f" From {letter.sender}" if letter.sender else ""
    aim = f"{sender} to {letter.to}." if sender else f" To {letter.to}."
    lines = [f"{new}Turn {letter.turn}, inject {letter.inject}: {sentence(letter.title)}{aim}"]
    if letter.content:
        lines.append(f"Content note: {letter.content}")
    lines.append(letter.text)
    lines += [
        f"Choice: {choice.word}, {sentence(choice.label)} {choice.text}".rstrip()
        if choice.label != choice.word
        else f"Choice: {choice.word}. {choice.text}".rstrip()
        for choice in letter.choices
        if letter.open or choice.word == letter.answer
    ]
    if letter.open:
        answer = f"Your answer: {letter.answer}." if letter.answer else "Not answered yet."
        lines.append(f"{answer} Silence means {letter.otherwise}.")
    elif letter.choices:
        lines.append(answered(letter))
    return lines
