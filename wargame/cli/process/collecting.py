"""Settings of the garbage collection for a program that makes many lasting objects at its start.

Must not know: what the program does.
"""

from __future__ import annotations

import atexit
import gc

YOUNG = 20_000  # number of new objects before a collection; a rule book has several hundred thousand lasting objects
OLDER = 20  # number of collections of one generation before a collection of the next generation


def collect_seldom() -> None:
    """Collect garbage less often than Python's default, and never at the end of the program.

    Python's default takes a third of the loading time of a rule book, and up to a millisecond in a turn.
    """
    gc.set_threshold(YOUNG, OLDER, OLDER)
    # The system takes back all memory at the end. A last collection would first look at all objects.
    atexit.register(gc.freeze)
