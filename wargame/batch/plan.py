"""The plan of a batch: scenario texts, games, seed, bots, fixed orders, settings, and recorded metrics.

Must not know: how games are played.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from wargame.errors import UsageError
from wargame.model.match.order import Order
from wargame.model.scenario.dated_record import DatedRecord
from wargame.rulebook import Rulebook

# The number of games in a chunk. 100,000 games need 100 MB. A row of an array then has an odd number of cache lines, so
# rows do not collide in the processor's cache.
CHUNK = 360

MOST_KEPT = 1 << 28  # a batch keeps at most so many numbers until its report: 2 GB

_RECORD = re.compile(r"(?P<metric>\w+)(?:\[(?P<cell>[\w, ]+)\])?")


@attrs.frozen
class Plan:
    """A batch, described by texts and numbers.

    `bots`: seat -> bot.
    `orders`: turn -> seat -> orders that replace the orders of the seat's bot.
    """

    sources: Mapping[str, str]
    scenario: str
    games: int
    seed: int = 1
    first: int = 0
    length: int = 0
    bots: Mapping[str, str] = attrs.field(factory=dict)
    orders: Mapping[int, Mapping[str, tuple[Order, ...]]] = attrs.field(factory=dict)
    settings: Mapping[str, float | str] = attrs.field(factory=dict)
    record: tuple[str, ...] = ()
    parameters: bool = False  # whether results contain the hidden parameters of each game
    dated_record: DatedRecord | None = None  # replaces the effort of orders, and values of metrics


def check_kept(plan: Plan, cells: int, others: int) -> None:
    """Refuse a batch whose results need too much memory.

    `cells`: how many numbers are recorded each turn.
    `others`: how many further numbers are kept for each game.
    Raises UsageError if there are too many games or too many recorded numbers.
    """
    a_game = cells * plan.length + others
    if a_game * plan.games > MOST_KEPT:
        fewer = f"at most {MOST_KEPT // a_game:,} games at once, as in --first {MOST_KEPT // a_game} for those after"
        raise UsageError(
            f"{plan.games:,} games would keep {a_game * plan.games:,} numbers; {MOST_KEPT:,} is the limit: "
            + (f"record single cells, as in METRIC[ENTITY], or play {fewer}" if cells else f"play {fewer}")
        )


def recorded_cells(rulebook: Rulebook, record: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Return the cells for names such as `fear` and `fear[DKR]`: printed name -> (metric, position in storage).

    Raises UsageError if there is no such metric or cell.
    """
    found: dict[str, tuple[str, int]] = {}
    for text in record:
        match = _RECORD.fullmatch(text.strip())
        name = match["metric"] if match else text
        layout = rulebook.layout.get(name)
        if match is None or layout is None:
            raise UsageError(f"no metric is called {name}; see `wargame explain`, or write METRIC[ENTITY]")
        wanted = tuple(c.strip() for c in match["cell"].split(",")) if match["cell"] else None
        if wanted is not None and wanted not in layout.cells:
            raise UsageError(
                f"{name} has no cell [{', '.join(wanted)}]; it is of {', '.join(layout.metric.of) or 'nothing'}"
            )
        for position, cell in enumerate(layout.cells):
            if wanted is None or cell == wanted:
                found[f"{name}[{', '.join(cell)}]" if cell else name] = (name, position)
    return found
