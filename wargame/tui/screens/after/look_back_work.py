"""The background work of the look back: it reads turns and pages, measures decision and luck, and writes the review.

Each kind of work has one thread at a time. Messages bring the results to the screen. The screen therefore obeys keys
during the work.

Must not know: what is shown of the results.
"""

from __future__ import annotations

from contextvars import copy_context
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from textual.message import Message

from wargame.analysis.account.measuring import Measured, MeasuringStep
from wargame.analysis.comparison import Comparison
from wargame.errors import WargameError
from wargame.review.look_back_reader import (
    MEASURED,
    LookBackPage,
    LookBackReader,
    LookBackReading,
    PageWanted,
    ReadingWanted,
    games_compared,
    measured_in_steps,
    write_report,
)
from wargame.review.page.blocks import ReviewPart
from wargame.tui.drawing.pen import Pen
from wargame.tui.screens.common.base_screen import ListScreen

READING, WRITING = "reading", "writing"
SELDOM = 0.3  # seconds between two reports of progress
HOLDS_POINTS = (*MEASURED, LookBackPage.STORY)  # pages that change with the measurement


class MeasuringStoppedError(Exception):
    """The person has stopped the measurement."""


class LookBackWork(ListScreen[None]):
    """A screen that shows a saved game, with work in background threads.

    `readings`: the turns and pages that were read. `measured`: the measurement so far. `status`: a sentence about the
    work.
    `measuring`: whether a measurement runs.
    """

    class Read(Message):
        """A message: a turn or a page was read. `problem`: the reason why the work failed, or an empty text."""

        def __init__(self, wanted: ReadingWanted, reading: LookBackReading | None, problem: str = "") -> None:
            super().__init__()
            self.wanted, self.reading, self.problem = wanted, reading, problem

    class Progressed(Message):
        """A message: a part of a step of the measurement is finished."""

        def __init__(self, run: int, step: MeasuringStep, done: int, of: int) -> None:
            super().__init__()
            self.run, self.step, self.done, self.of = run, step, done, of

    class Stage(Message):
        """A message: a stage of the measurement is finished."""

        def __init__(self, measured: Measured) -> None:
            super().__init__()
            self.measured = measured

    class MeasuringEnded(Message):
        """A message: the measurement has ended. `said`: the reason in a sentence, or an empty text.

        `fault`: the error that ended the measurement, or None.
        """

        def __init__(self, run: int, said: str = "", fault: Exception | None = None) -> None:
            super().__init__()
            self.run, self.said, self.fault = run, said, fault

    class Compared(Message):
        """A message: two saves were compared. `problem`: the reason why the comparison failed, or an empty text."""

        def __init__(self, other: Path, found: Comparison | None, problem: str = "") -> None:
            super().__init__()
            self.other, self.found, self.problem = other, found, problem

    class Written(Message):
        """A message: the review was written, or a sentence says why the work failed."""

        def __init__(self, said: str) -> None:
            super().__init__()
            self.said = said

    def __init__(self, pen: Pen, path: Path) -> None:
        super().__init__(pen)
        self.path = path
        self.reader = LookBackReader(path)
        self.readings: dict[ReadingWanted, LookBackReading] = {}
        self.measured = Measured()
        self.status = ""
        self._stage = self._run = (
            0  # `_run`: the number of the measurement that runs, because a stopped one may still talk
        )
        self._reading = self.measuring = False
        self._stopped = Event()  # set when the running measurement must stop
        self._failed: set[ReadingWanted] = set()

    def quiet(self) -> None:
        """Take away a sentence about work that is over."""
        if not self.measuring:
            self.status = ""

    # -- reading ------------------------------------------------------------------------------------------------------

    def wanted(self) -> tuple[ReadingWanted, ...]:
        """Return the requests for turns and pages that the screen needs now. The most urgent request comes first."""
        return ()

    def ask(self) -> None:
        """Start to read the first turn or page that the screen needs and that was not read before."""
        missing = [each for each in self.wanted() if each not in self.readings and each not in self._failed]
        if missing and not self._reading:
            self._reading = True
            measured = self.measured
            self.run_worker(lambda: self._read(missing[0], measured), group=READING, thread=True)

    def _read(self, wanted: ReadingWanted, measured: Measured) -> None:
        try:
            self.post_message(self.Read(wanted, self.reader.read(wanted, measured)))
        except WargameError as error:
            self.post_message(self.Read(wanted, None, str(error)))

    def on_look_back_work_read(self, message: Read) -> None:
        """Keep what was read from the save and show it. Then read what the screen needs next."""
        self._reading = False
        if message.reading is None:
            self._failed.add(message.wanted)
            self.status = message.problem
        else:
            first = self.is_new(message.wanted)
            self.readings[message.wanted] = message.reading
            if first:
                self.arrived(message.wanted)
        self.renew()

    def is_new(self, wanted: ReadingWanted) -> bool:
        """Return whether this turn or page has never been shown before."""
        return not isinstance(wanted, PageWanted) or self.part_of(wanted.page, wanted.seat) is None

    def arrived(self, wanted: ReadingWanted) -> None:
        """Act when a turn or a page has been read for the first time."""

    def stage_of(self, page: LookBackPage, seat: str | None) -> int:
        """Return the number of the measurement that a page should hold now."""
        return self._stage if seat is None and page in HOLDS_POINTS else 0

    def part_of(self, page: LookBackPage, seat: str | None) -> ReviewPart | None:
        """Return a page with the newest measurement that has been read. Return None if the page is not yet read."""
        for stage in range(self._stage, -1, -1):
            found = self.readings.get(PageWanted(seat, page, stage))
            if isinstance(found, ReviewPart):
                return found
        return None

    # -- measuring ----------------------------------------------------------------------------------------------------

    def begin_measuring(self, page: LookBackPage) -> None:
        """Start a measurement if a page needs one, or continue a measurement that was stopped."""
        if page in MEASURED and not self.measuring and self.measured.step is not MeasuringStep.DONE:
            self.measuring = True
            self._run += 1
            run, self.status = self._run, "Measuring: the game is read, and its rules are compiled. Esc stops."
            self._stopped = stop = Event()
            # A worker of Textual would keep the program from ending until its present step is finished.
            Thread(target=copy_context().run, args=(self._measure, run, stop), daemon=True).start()

    @property
    def awaits_account(self) -> bool:
        """Return whether a measurement runs that has no result yet."""
        return self.measuring and self.measured.account is None

    def stop_measuring(self) -> bool:
        """Stop the measurement. Return whether there was one. Finished rollouts are kept."""
        if self.measuring:
            self._stopped.set()
            self.measuring = False
            self.status = "Stopped. What is measured so far is kept; the key of the page goes on."
            return True
        return False

    def on_unmount(self) -> None:
        """Stop the measurement, because nobody sees it any more."""
        self._stopped.set()

    def _measure(self, run: int, stop: Event) -> None:
        """Post each stage as a message, until the last stage or until `stop` is set."""
        step, told = MeasuringStep.ACCOUNT, 0.0

        def progress(done: int, of: int) -> None:
            nonlocal told
            if stop.is_set():
                raise MeasuringStoppedError
            if done == of or monotonic() - told > SELDOM:
                told = monotonic()
                self.post_message(self.Progressed(run, step, done, of))

        notes: list[str] = []
        try:
            found = None
            for found in measured_in_steps(self.path, progress, notes.append):
                if stop.is_set():
                    return
                step = found.step
                self.post_message(self.Stage(found))
            nothing = "No seat of this game has a score, so there is no margin to divide." if found is None else ""
            self.post_message(self.MeasuringEnded(run, nothing or "".join(dict.fromkeys(notes))))
        except MeasuringStoppedError:
            return
        except Exception as error:
            if not stop.is_set():  # a closed app has no use for the rest, and cannot get messages
                self.post_message(self.MeasuringEnded(run, fault=error))

    def on_look_back_work_progressed(self, message: Progressed) -> None:
        """Show how far the measurement is."""
        if self.measuring and message.run == self._run:
            done = f"{message.done:,} of {message.of:,} {message.step.unit}"
            self.status = f"Measuring {message.step.value}: {done}. Esc stops."
            self.renew()

    def on_look_back_work_stage(self, message: Stage) -> None:
        """Show the pages with the new measurement."""
        new, old = message.measured, self.measured
        self.measured = new
        if new.account is not old.account or new.points is not old.points or new.known is not old.known:
            self._stage += 1
        self.renew()

    def on_look_back_work_measuring_ended(self, message: MeasuringEnded) -> None:
        """Show the reason why the measurement has ended, if there is one. Raise an unexpected error again."""
        if message.fault is not None and not isinstance(message.fault, WargameError):
            raise message.fault
        if message.run == self._run and self.measuring:
            self.measuring = False
            self.status = str(message.fault) if message.fault is not None else message.said
            self.renew()

    # -- comparing ----------------------------------------------------------------------------------------------------

    def begin_comparing(self, other: Path) -> None:
        """Compare the save with another save of its tree of branches."""
        self.status = f"Comparing with {other.name} ..."
        self.renew()
        self.run_worker(lambda: self._compare(other), group=READING, thread=True)

    def _compare(self, other: Path) -> None:
        try:
            self.post_message(self.Compared(other, games_compared(self.path, other)))
        except WargameError as error:
            self.post_message(self.Compared(other, None, f"The games cannot be compared: {error}"))

    def on_look_back_work_compared(self, message: Compared) -> None:
        """Show the comparison, or the reason why there is none."""
        self.status = message.problem
        self.renew()
        if message.found is not None:
            self.compared(message.other, message.found)

    def compared(self, other: Path, found: Comparison) -> None:
        """Show a comparison with another save."""

    # -- writing ------------------------------------------------------------------------------------------------------

    def begin_writing(self, seat: str | None) -> None:
        """Write the review of the game for a reader, as far as it is measured."""
        measured = self.measured
        self.status = "Writing the review ..."
        self.renew()
        self.run_worker(lambda: self._write(seat, measured), group=WRITING, exclusive=True, thread=True)

    def _write(self, seat: str | None, measured: Measured) -> None:
        try:
            said = f"The review is in {write_report(self.path, seat, measured)}"
            if seat is None and measured.step is not MeasuringStep.DONE:
                said += ", without what is not yet measured: the pages 2, 3 and 5 measure it"
            self.post_message(self.Written(f"{said}."))
        except (WargameError, OSError) as error:
            self.post_message(self.Written(f"The review cannot be written: {error}"))

    def on_look_back_work_written(self, message: Written) -> None:
        """Say where the review is."""
        self.status = message.said
        self.renew()
