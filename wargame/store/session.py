"""A match with its save. The match is new or resumed. Every change is recorded before it is confirmed.

Must not know: screens, or how anything is shown.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from wargame.errors import SaveError, UsageError
from wargame.game.match import Match
from wargame.model.match.events import Event, LineTyped, TurnAdjudicated
from wargame.store.events.writing import write_event
from wargame.store.header import BEHAVIOUR, SEED_LIMIT, TURNS_LIMIT, Header
from wargame.store.journal import Journal, Recording
from wargame.store.migrations import FORMAT, format_line, format_now
from wargame.store.rulebooks import rulebook_named
from wargame.store.saved_game import saved_game, with_way_on
from wargame.store.saves import new_save_path
from wargame.store.seating import fill_seats
from wargame.store.setup import PlaySetup

_SEEDS = 1 << 31  # a drawn seed is short, because people may type the seed again


class Session:
    """One game that is being played.

    `match`: the match.
    `path`: the path of its save.
    `notes`: sentences about the opening of the save.
    """

    def __init__(self, match: Match, journal: Journal, notes: tuple[str, ...] = ()) -> None:
        self.match = match
        self.path = journal.path
        self.notes = notes
        self._journal = journal

    @classmethod
    def begin(cls, setup: PlaySetup) -> Self:
        """Start a new game and its save. Raises ContentError, UsageError."""
        rulebook = rulebook_named(setup.scenario, setup.settings, setup.beyond_priors)
        scenario = rulebook.scenario
        usual = scenario.lengths[0].turns if scenario.lengths else 0
        length = usual if setup.turns is None else setup.turns
        if not 1 <= length <= TURNS_LIMIT:
            raise UsageError(f"A game lasts 1 to {TURNS_LIMIT} turns, not {length}.")
        if setup.seed is not None and not 0 <= setup.seed < SEED_LIMIT:
            raise UsageError(f"A seed is a whole number from 0 to {SEED_LIMIT - 1}.")
        header = Header(
            scenario=scenario.name,
            title=scenario.title or scenario.name,
            sources=scenario.sources,
            seed=secrets.randbelow(_SEEDS) if setup.seed is None else setup.seed,
            seats=fill_seats(scenario, setup.seats),
            length=length,
            behaviour=BEHAVIOUR,
            settings=rulebook.world.settings,
        )
        recorder = Recorder()
        # The match is opened before the save. A game that cannot be opened then leaves no save.
        match = Match.new(rulebook, header.seed, header.seats, header.length, recorder)
        journal = Journal.create(setup.save or new_save_path(scenario.name), header.event())
        try:
            recorder.write_to(journal)
        except BaseException:
            journal.close()
            raise
        return cls(match, journal)

    @classmethod
    def resume(cls, path: Path, seats: Mapping[str, str] | None = None, wait: float = 0.0) -> Self:
        """Resume the game in a save. `seats`: the players from now on.

        `wait`: for how many seconds to wait while another process has the save.

        Raises SaveError for a damaged save, and UsageError if the save does not exist.
        """
        try:
            journal, recording = Journal.open(path, wait)
        except SaveError as damage:
            raise with_way_on(damage, path) from damage
        try:
            game = saved_game(recording)
            recorder = Recorder(raises=format_now(recording.header, recording.events) < FORMAT)
            if game.events:
                match = Match.resume(game.rulebook, game.events, recorder)
            else:  # the process ended between the header and the first event
                header = game.header
                match = Match.new(game.rulebook, header.seed, header.seats, header.length, recorder)
            recorder.write_to(journal)
            for seat in match.human_seats:
                match.mark_read(seat, before=match.turn)  # injects of earlier turns are not new
            if match.ending and not journal.sealed:
                journal.seal()  # the process ended between the last turn and the seal
            match.change_seats(seats or {})
        except BaseException:
            journal.close()
            raise
        return cls(match, journal, _notes(recording, game.header))

    @classmethod
    def open(cls, setup: PlaySetup) -> Self:
        """Start a new game or resume a game, according to `setup`."""
        if not setup.scenario and setup.save is None:
            raise UsageError("Name a scenario to start, or a save to go on with.")
        session = cls.begin(setup) if setup.scenario or setup.save is None else cls.resume(setup.save, setup.seats)
        if setup.odds is not None:
            try:
                session.match.facilitator.switch_odds(setup.odds)
            except BaseException:
                session.close()
                raise
        return session

    def check(self) -> None:
        """Raise SaveError if a confirmed line is missing from the save.

        Call this function before a message that says that the game is saved.
        """
        self._journal.check()

    def close(self) -> None:
        """Close the save. All events are already written."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Recorder:
    """Records the events of a match in its save.

    An event is on the disk when the call returns. The save of an ended game is sealed.

    A save begins only after its game has opened. Events stay in memory until the save has a journal.
    `raises`: whether the save has an older format. A line of kind `format` is then written before the next event.
    """

    def __init__(self, raises: bool = False) -> None:
        self._journal: Journal | None = None
        self._waiting: list[Event] = []
        self._raises = raises

    def __call__(self, event: Event) -> None:
        """Write an event to the disk. Keep the event in memory if there is no journal yet."""
        if self._journal is None:
            self._waiting.append(event)
            return
        if self._raises and not self._journal.sealed:  # notes have the same keys in all formats
            self._journal.append(format_line())
            self._raises = False
        # Every key press writes the unfinished line. No screen says that this line is saved, so the write needs no
        # sync.
        self._journal.append(write_event(event), sync=not isinstance(event, LineTyped))
        if isinstance(event, TurnAdjudicated) and event.outcome.ending:
            self._journal.seal()

    def write_to(self, journal: Journal) -> None:
        """Write the events in memory to the journal. All later events go to this journal."""
        self._journal = journal
        for event in self._waiting:
            self(event)
        self._waiting = []


def _notes(recording: Recording, header: Header) -> tuple[str, ...]:
    torn = (
        f"The save stopped in the middle of line {recording.lines + 1}. That line was never acknowledged, "
        "so nothing you were promised is missing."
    )
    return tuple(note for note in (torn if recording.torn else "", header.other_behaviour) if note)
