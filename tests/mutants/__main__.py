"""Prints how many small mistakes the tests would notice: `python -m tests.mutants`.

The output shows each area and the changes that no test noticed. A fixed seed draws the mutants of each area, so a
second run tries the same mutants. `--seed` draws other mutants.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.areas import AREAS, Area
from tests.mutants.changes import Mutant, mutants
from tests.mutants.judging import CleanRunError, Fate, judge, make_ready

BAR = 0.9


def sample(area: Area, seed: int, asked: argparse.Namespace) -> Iterator[tuple[Path, list[Mutant], int]]:
    """Yield each requested module, its mutants to try, and the number of all its mutants."""
    for path in area.modules:
        if asked.only and not any(path.is_relative_to(only) for only in asked.only):
            continue
        found = mutants(path, seed)
        chosen = found if asked.all else found[: math.ceil(area.share * len(found))]
        yield path, [mutant for mutant in chosen if not asked.line or mutant.line in asked.line], len(found)


def tried(area: Area, seed: int, asked: argparse.Namespace) -> Counter[Fate]:
    """Try the mutants of an area and print the results. Raises CleanRunError."""
    fates: Counter[Fate] = Counter()
    for path, chosen, total in sample(area, seed, asked):
        here: Counter[Fate] = Counter()
        if asked.list:
            print(*(f"  {mutant}" for mutant in chosen), sep="\n")
            continue
        for mutant, fate in judge(area.modules[path], chosen) if chosen else ():
            here[fate] += 1
            if asked.verbose or fate is Fate.SURVIVED:
                print(f"  {fate.value}  {mutant}", flush=True)
        fates += here
        print(f"{path}: {_told(here)}, {here.total()} tried of {total}", flush=True)
    return fates


def _told(fates: Counter[Fate]) -> str:
    killed, hung, survived = fates[Fate.KILLED], fates[Fate.STOPPED], fates[Fate.SURVIVED]
    return f"{killed + hung} killed{f' ({hung} by the limit of time)' if hung else ''}, {survived} survived"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("areas", nargs="*", help=f"of {', '.join(area.name for area in AREAS)}; all by default")
    parser.add_argument("--seed", type=int, default=1, help="which mutants are drawn")
    parser.add_argument("--only", type=Path, action="append", help="only this module or folder")
    parser.add_argument("--line", type=int, action="append", help="only mutants of this line")
    parser.add_argument("--all", action="store_true", help="every mutant instead of a sample")
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    parser.add_argument("--verbose", action="store_true", help="print killed ones too")
    asked = parser.parse_args()
    make_ready()
    print(f"Mutants drawn by seed {asked.seed}.")
    sums: dict[str, Counter[Fate]] = {}
    for area in AREAS:
        if not asked.areas or area.name in asked.areas:
            try:
                fates = tried(area, asked.seed, asked)
            except CleanRunError as error:
                print(f"Tests fail without any mutant: {error}", file=sys.stderr)
                return 2
            if fates:
                sums[area.name] = fates
    for name, fates in sums.items():
        share = 1 - fates[Fate.SURVIVED] / fates.total()
        print(f"{name:12} {share:5.0%} killed of {fates.total()}: {_told(fates)}")
    return 0 if all(fates[Fate.SURVIVED] <= (1 - BAR) * fates.total() for fates in sums.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
