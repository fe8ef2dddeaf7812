"""Results of rollouts (simulated games) in files. A job is a list of rollouts of one state. An interrupted account can
continue, and a second account of a game needs no rollouts.

Must not know: the purpose of the rollouts.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from weakref import WeakKeyDictionary

import attrs
import numpy as np
from platformdirs import user_cache_dir

from wargame.adjudicator import State
from wargame.adjudicator.snapshot import dump
from wargame.analysis.rollouts.rollouts import RolloutJob, RolloutResult, Rollouts
from wargame.store.header import BEHAVIOUR
from wargame.store.provenance import texts_hash

FORM = 2  # the version of the files; a new version if a file of the same name would have other contents
MOST_FILES = 5_000  # the number of files that are kept; the files without use for the longest time are deleted first


@attrs.frozen
class RolloutStore:
    """The results of rollouts in a folder, one file for each job. A folder that cannot be used counts as empty.

    `about`: a hash of the rules, the settings, the behaviour and the bots. These four things and the job decide the
    result.
    `seats`: the number of seats whose margins are kept.
    """

    folder: Path
    about: str
    seats: int
    _names: WeakKeyDictionary[State, str] = attrs.field(factory=WeakKeyDictionary, init=False)

    @classmethod
    def of(cls, folder: Path, rollouts: Rollouts) -> RolloutStore:
        """Return the store for the results of these rollouts in a folder."""
        rulebook = rollouts.adjudicator.rulebook
        about = {
            "form": FORM,
            "behaviour": BEHAVIOUR,
            "texts": texts_hash(rulebook.scenario.sources),
            "settings": dict(rulebook.world.settings),
            "reference": rollouts.reference,
        }
        return cls(folder, json.dumps(about, sort_keys=True), len(rollouts.seats))

    @classmethod
    def at_home(cls, rollouts: Rollouts) -> RolloutStore:
        """Return the store for the results of these rollouts in the user's cache folder."""
        return cls.of(Path(user_cache_dir("wargame"), "rollouts"), rollouts)

    def __contains__(self, job: RolloutJob) -> bool:
        """Return whether a file for the result of the job exists. The file may be damaged."""
        return self._path(job).exists()

    def get(self, job: RolloutJob) -> RolloutResult | None:
        """Return the stored result of the job. Return None if the file is missing or damaged."""
        path = self._path(job)
        try:
            values = np.load(path, allow_pickle=False)
            os.utime(path)
        except (OSError, ValueError, EOFError):
            return None
        shape = (len(job.asks), self.seats, job.keys.size)
        if values.dtype != np.float64 or values.shape != (1 + int(np.prod(shape)),):
            return None
        return RolloutResult(values[1:].reshape(shape), int(values[0]))

    def put(self, job: RolloutJob, played: RolloutResult) -> None:
        """Store the result of the job. The file appears at once and complete, or not at all."""
        values = np.concatenate([[float(played.game_turns)], played.margins.reshape(-1)])
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    np.save(file, values, allow_pickle=False)
                part.replace(self._path(job))
            finally:
                part.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Delete the files that nobody has used for the longest time."""
        with suppress(OSError):
            found = sorted(((path.stat().st_mtime, path) for path in self.folder.glob("*.npy")), reverse=True)
            for _, path in found[MOST_FILES:]:
                path.unlink(missing_ok=True)

    def _path(self, job: RolloutJob) -> Path:
        asks = [{seat: [order.text for order in orders] for seat, orders in ask.items()} for ask in job.asks]
        if job.state not in self._names:
            self._names[job.state] = hashlib.sha256(json.dumps(dump(job.state), sort_keys=True).encode()).hexdigest()
        told = json.dumps(
            [self.about, self._names[job.state], asks, sorted(job.people), job.about], sort_keys=True
        ).encode()
        return self.folder / f"{hashlib.sha256(told + job.keys.astype('<u8').tobytes()).hexdigest()}.npy"
