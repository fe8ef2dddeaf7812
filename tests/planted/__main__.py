"""Prints the score of the check: `python -m tests.planted`. Also prints the mistakes with poor messages."""

from __future__ import annotations

import sys
import traceback
from collections import Counter

from tests.planted.corpus import mistakes
from tests.planted.planting import said_of


def main() -> None:
    """Check every mistake, or the mistakes whose name contains a word. Print poor messages and the score."""
    words = sys.argv[1:]
    chosen = [m for m in mistakes() if all(word in m.id for word in words)]
    named = pointed = single = 0
    counts: Counter[int] = Counter()
    for mistake in chosen:
        try:
            said = said_of(mistake)
        except AssertionError as error:
            print(f"### {mistake.id}: {error}" if str(error) else f"### {mistake.id}: {traceback.format_exc()}")
            continue
        except Exception:
            print(f"### {mistake.id} DIES: {traceback.format_exc(limit=-2)}")
            continue
        named += said.names
        pointed += said.points
        single += len(said.problems) <= mistake.most
        counts[len(said.problems)] += 1
        if not (said.names and said.points and len(said.problems) <= mistake.most):
            marks = "".join(
                sign if bad else "."
                for sign, bad in (
                    ("N", not said.names),
                    ("P", not said.points),
                    ("*", len(said.problems) > mistake.most),
                )
            )
            print(f"[{marks}] {mistake.id}: wants {mistake.says}; {said}")
    total = len(chosen)
    told = f"first message names the cause {named}, stands at the line {pointed}, no more than needed {single}"
    print(f"{total} mistakes: {told}")
    print(f"messages a mistake: {dict(sorted(counts.items()))}")


if __name__ == "__main__":
    main()
