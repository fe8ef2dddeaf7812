"""Kills a game at random moments with SIGKILL and resumes the game, many times.

The command is `python -m tests.torture --kills 1000`. Each run of the program is a process that plays line by line
through pipes. Afterwards, the save must contain every line that the program had confirmed. The finished game must be
equal to the bit to a game without interruptions.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

import attrs

from wargame.plain.prompt import QUESTION
from wargame.plain.session import play_plain
from wargame.store.journal import read
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

SCENARIO = "first_convoy"
SEATS = {"junta": "human", "jnim": "doctrine"}
# the orders of each turn; these orders are always legal and affordable in this scenario
ORDERS = ("services BKO", "services KKR")
PATIENCE = 120  # number of seconds without output after which a process counts as hung
KILLED_EARLY = 0.2  # share of the processes that are killed during their start
LONGEST_START = 0.5  # number of seconds
LONGEST_NAP = 0.02  # largest number of seconds between a line and the kill; mostly about the time of one write

# (number of resolved turns, number of actions in the turn); an action is an order or the commit
Progress = tuple[int, int]


class Player:
    """A process that plays `--plain` with a save, controlled through its two pipes."""

    def __init__(self, setup: PlaySetup) -> None:
        stdin, self._pen = os.pipe()
        self._ear, stdout = os.pipe()
        self._heard = b""
        self.child = os.fork()
        if self.child == 0:
            os.close(self._pen)
            os.close(self._ear)
            _play(setup, stdin, stdout)
        os.close(stdin)
        os.close(stdout)

    def ready(self) -> bool:
        """Wait for the next question. Return False if the process ends without a question."""
        question = f"{QUESTION}\n".encode()
        while question not in self._heard:
            if not select.select([self._ear], [], [], PATIENCE)[0]:
                raise AssertionError(f"nothing was said for {PATIENCE} s after: {self._heard[-500:]!r}")
            said = os.read(self._ear, 1 << 16)
            if not said:
                return False
            self._heard += said
        self._heard = self._heard.split(question, 1)[1]
        return True

    def write(self, line: str) -> None:
        os.write(self._pen, f"{line}\n".encode())

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        self.gone()

    def gone(self) -> int:
        """Wait for the end of the process. Return its exit status."""
        _, status = os.waitpid(self.child, 0)
        os.close(self._pen)
        os.close(self._ear)
        return status


def _play(setup: PlaySetup, stdin: int, stdout: int) -> None:
    status = 1
    try:
        with os.fdopen(stdin, encoding="utf-8") as stdin, os.fdopen(stdout, "w", encoding="utf-8") as stdout:
            play_plain(setup, stdin, stdout)
            status = 0
    finally:
        os._exit(status)  # the child must never return into the parent's loop


def progress(save: Path) -> Progress:
    """Return the progress of the game in a save."""
    played, deeds = 0, 0
    for event in read(save).events:
        if event["kind"] == "adjudicated":
            played, deeds = played + 1, 0
        elif event["kind"] in ("draft", "committed"):
            deeds += 1
    return played, deeds


def digest(save: Path) -> str:
    """Return the digest of the last turn in a save."""
    return str([event for event in read(save).events if event["kind"] == "adjudicated"][-1]["digest"])


def next_line(done: Progress) -> str:
    """Return the next line of the script after this progress."""
    return ORDERS[done[1]] if done[1] < len(ORDERS) else "commit"


def after(done: Progress) -> Progress:
    """Return the progress after the next line of the script is answered."""
    return (done[0], done[1] + 1) if done[1] < len(ORDERS) else (done[0] + 1, 0)


def play_uninterrupted(save: Path, seed: int) -> None:
    """Play the script to its end."""
    player = Player(PlaySetup(SCENARIO, SEATS, seed=seed, save=save))
    done: Progress = (0, 0)
    while player.ready():
        player.write(next_line(done))
        done = after(done)
    assert player.gone() == 0


@attrs.define
class Tally:
    """The counts of a torture run.

    The counts are killed processes, finished games, and kills after the writing of a line but before its answer.
    """

    kills: int = 0
    games: int = 0
    unanswered: int = 0


def play_killed(save: Path, seed: int, luck: random.Random, tally: Tally, kills: int) -> None:
    """Play the script to its end, with kills at random moments. Play without further kills after `kills` kills."""
    while not (save.exists() and read(save).sealed):
        setup = PlaySetup(save=save) if save.exists() else PlaySetup(SCENARIO, SEATS, seed=seed, save=save)
        player = Player(setup)
        if tally.kills >= kills:
            finish(player, save)
        elif luck.random() < KILLED_EARLY:
            time.sleep(luck.uniform(0, LONGEST_START))
            player.kill()
            tally.kills += 1
        else:
            kill_later(player, save, luck, tally)
    tally.games += 1


def finish(player: Player, save: Path) -> None:
    """Continue the game to its end."""
    while player.ready():
        player.write(next_line(progress(save)))
    assert player.gone() == 0


def kill_later(player: Player, save: Path, luck: random.Random, tally: Tally) -> None:
    """Play some lines. Then kill the process while it answers the next line."""
    answered: Progress = (0, 0)
    for lines_left in range(luck.randrange(8), -1, -1):
        if not player.ready():
            assert player.gone() == 0
            return
        found = progress(save)
        assert found >= answered, f"answered up to {answered}, but the save holds {found}"
        player.write(next_line(found))
        answered = after(found) if lines_left else found
    time.sleep(LONGEST_NAP * luck.random() ** 3)
    player.kill()
    tally.kills += 1
    kept = progress(save)
    assert answered <= kept <= after(answered), f"answered up to {answered}, but the save holds {kept} after the kill"
    tally.unanswered += kept != answered


def torture(kills: int, seed: int, folder: Path) -> Tally:
    """Play games until there were `kills` kills. Raises AssertionError if an event was lost or a result differs."""
    luck, tally = random.Random(seed), Tally()
    while tally.kills < kills:
        dice = luck.randrange(1000)
        whole, torn = folder / f"whole-{tally.games}.jsonl", folder / f"killed-{tally.games}.jsonl"
        play_uninterrupted(whole, dice)
        play_killed(torn, dice, luck, tally, kills)
        assert digest(torn) == digest(whole), "the game that was killed is not the game that was not"
        verdict = verify(torn)
        assert verdict.sound, verdict.text
        assert whole.read_bytes().splitlines()[0] == torn.read_bytes().splitlines()[0]
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = torture(asked.kills, asked.seed, Path(folder))
    print(f"{tally.kills} kills in {tally.games} games (seed {asked.seed}): nothing that was answered for was lost,")
    print("and every game ended as the one that nobody interrupted, to the last bit.")
    print(f"{tally.unanswered} times a line was saved but not yet answered for.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
