"""Garbage collection for a program that makes many lasting objects at its start.

Must not know: what the program does.
"""

from __future__ import annotations

import atexit
import gc

YOUNG = 20_000  # new objects before a collection; a rule book has some hundred thousand objects that last
OLDER = 20  # collections of one generation before a collection of the next generation


def collect_seldom() -> None:
    """Collect garbage more seldom than Python does by default, and not at the end of the program.

    The default costs a third of the time of loading a rule book, and up to a millisecond in a turn.
    """
    gc.set_threshold(YOUNG, OLDER, OLDER)
    atexit.register(gc.freeze)  # the system takes the memory back at once; the last collection would look at it first
