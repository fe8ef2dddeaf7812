"""Reads a saved game for the look back: turns, pages of the review, and measurements.

The reader has a match of its own, because a screen uses another match at the same time. The full screen reads in
background threads. `wargame replay --page` prints the same pages.

Must not know: screens, or how anything is drawn.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import attrs

from wargame.analysis.account.measuring import Measured, Wanted, compile_for, measure, rollouts_of
from wargame.analysis.comparison import Comparison, compare
from wargame.analysis.rollouts.rollout_store import RolloutStore
from wargame.batch.run import Progress
from wargame.review.findings import Findings
from wargame.review.moments import TurnSeen, turn_seen
from wargame.review.page.blocks import ReviewPart
from wargame.review.page.html import html
from wargame.review.parts.deals import deals
from wargame.review.parts.decision_luck import decision_luck
from wargame.review.parts.head import margin_table
from wargame.review.parts.hot_wash import hot_wash
from wargame.review.parts.knew import knew
from wargame.review.parts.story import story
from wargame.review.parts.turning import turning
from wargame.review.parts.why import why
from wargame.review.review import review_page
from wargame.store.journal import read
from wargame.store.look_back import LookBack, look_back
from wargame.store.provenance import provenance_line, save_provenance, seat_provenance
from wargame.store.saved_game import saved_game
from wargame.store.whole_file import written_whole


class LookBackPage(StrEnum):
    """The pages of the look back. The value is the name on the screen. The position of a page in this list decides its
    key.
    """

    STORY = "Story"
    TURNING = "Turning points"
    KNEW = "Knew v true"
    WHY = "Why"
    LUCK = "Decision, luck"
    DEALS = "Deals"
    HOT_WASH = "Hot wash"


_PARTS: Mapping[LookBackPage, Callable[[Findings], ReviewPart]] = {
    LookBackPage.STORY: story,
    LookBackPage.TURNING: turning,
    LookBackPage.KNEW: knew,
    LookBackPage.WHY: why,
    LookBackPage.LUCK: decision_luck,
    LookBackPage.DEALS: deals,
    LookBackPage.HOT_WASH: hot_wash,
}
MEASURED = (
    LookBackPage.TURNING,
    LookBackPage.KNEW,
    LookBackPage.LUCK,
)  # pages that hold figures about decision and luck


@attrs.frozen
class TurnWanted:
    """A request for a turn, for the truth (`seat` is None) or for the knowledge of a seat."""

    seat: str | None
    turn: int


@attrs.frozen
class PageWanted:
    """A request for a page. `stage`: the number of the measurement that the page holds. 0: no measurement."""

    seat: str | None
    page: LookBackPage
    stage: int


ReadingWanted = TurnWanted | PageWanted
LookBackReading = TurnSeen | ReviewPart


class LookBackReader:
    """A saved game that one thread at a time reads. `path`: the save, which does not change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: LookBack | None = None
        self._findings: dict[tuple[str | None, int], Findings] = {}

    def read(self, wanted: ReadingWanted, measured: Measured) -> LookBackReading:
        """Return a turn or a page. `measured`: the measurement that the page holds. Raises SaveError, UsageError."""
        if self._seen is None:
            self._seen = look_back(self.path)
        stage = wanted.stage if isinstance(wanted, PageWanted) else 0
        key = wanted.seat, stage
        if key not in self._findings:
            self._findings = {kept: found for kept, found in self._findings.items() if kept[1] == 0}
            self._findings[key] = findings_of(self._seen, self.path, wanted.seat, measured)
        findings = self._findings[key]
        if isinstance(wanted, TurnWanted):
            return turn_seen(findings, wanted.turn)
        part = _PARTS[wanted.page](findings)
        margins = margin_table(findings) if wanted.page is LookBackPage.LUCK else None
        return attrs.evolve(part, blocks=(margins, *part.blocks)) if margins is not None else part


def findings_of(seen: LookBack, path: Path, seat: str | None, measured: Measured) -> Findings:
    """Return the findings of a game for a reader. `seat`: None for the truth."""
    return Findings(seen, shlex.quote(path.name), seat, measured.account, measured.points or (), measured.known or ())


def games_compared(one: Path, other: Path) -> Comparison:
    """Return the comparison of two saves. Raises SaveError for a damaged save, and UsageError if the saves have
    different rules.
    """
    games = []
    for path in (one, other):
        recording = read(path)
        if recording.damage:
            raise recording.damage
        games.append(saved_game(recording))
    return compare(*games)


def measured_in_steps(path: Path, progress: Progress, note: Callable[[str], None]) -> Iterator[Measured]:
    """Yield the measurement of a saved game after each step. Finished rollouts are kept for the next time.

    `progress` may raise an exception, which ends the measurement. `note`: called with a sentence if the compiler fails.
    Nothing is yielded if no seat has a score. Raises SaveError, UsageError.
    """
    seen, wanted = look_back(path), Wanted()
    played = seen.match.played_game()
    rollouts = rollouts_of(seen, played, 1)
    if not rollouts.seats or not played.turns:
        return
    kept = RolloutStore.at_home(rollouts)
    try:
        compile_for(wanted, played, rollouts, "auto", kept, note)
        yield from measure(seen, played, rollouts, wanted, kept, progress)
    finally:
        kept.tidy()


def write_report(path: Path, seat: str | None, measured: Measured) -> Path:
    """Write the review of a game beside its save, under a new name. Return the path of the review.

    Raises SaveError, UsageError, and OSError if the folder cannot be written.
    """
    seen = look_back(path)
    provenance = save_provenance(path) if seat is None else seat_provenance(seen.header, seat)
    page = review_page(findings_of(seen, path, seat, measured), provenance_line(provenance))
    new = _new_path(path, seat)
    with written_whole(new, force=False) as file:
        file.write(html(page))
    return new


def _new_path(path: Path, seat: str | None) -> Path:
    stem = f"{path.stem}-review{f'-{seat}' if seat else ''}"
    new, count = path.with_name(f"{stem}.html"), 1
    while new.exists() or new.is_symlink():
        count += 1
        new = path.with_name(f"{stem}-{count}.html")
    return new
