"""Makes one row for each game of a batch: hidden parameters, ending, scores and margins, and recorded metrics.

Must not know: files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from wargame.batch.summary import QUANTILES, Batch
from wargame.model.rules.parameter import Parameter

GameRow = Mapping[str, Any]


def game_rows(batch: Batch, parameters: Mapping[str, Parameter]) -> Iterator[GameRow]:
    """Return one mapping for each game. All mappings have the same keys.

    `game`: the number of the game.
    `turns`: the number of turns of the game.
    The name of each hidden parameter is a key, even if a setting fixes the parameter. A choice among words has
    a word as its value.
    `score_SEAT`, `margin_SEAT`: the score and the margin at the end.
    The name of each recorded metric is a key with the value at the end. The key `mean NAME` has the mean over the turns
    of the game.
    """
    margins = [c.margins for c in batch.chunks]
    columns: dict[str, list[Any]] = {
        "game": [c.first + i for c in batch.chunks for i in range(c.games)],
        "ending": batch.endings.tolist(),
        "turns": batch.joined("lasted").tolist(),
    }
    for name, parameter in parameters.items():
        if parameter.hidden:
            columns[name] = _drawn(batch, parameter)
    for seat in batch.chunks[0].scores if batch.chunks else ():
        columns[f"score_{seat}"] = batch.joined("scores", seat).tolist()
        columns[f"margin_{seat}"] = [value for m in margins for value in m[seat].tolist()]
    for name in batch.chunks[0].recorded if batch.chunks else ():
        values = batch.joined("recorded", name)
        last = np.asarray(batch.joined("lasted"), dtype=np.intp) - 1
        columns[name] = values[last, np.arange(batch.games)].tolist()
        columns[f"mean {name}"] = np.nanmean(values, axis=0).tolist()
    for cells in zip(*columns.values(), strict=True):
        yield dict(zip(columns, cells, strict=True))


def drawn_report(batch: Batch, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """Return statistics of the drawn values of each hidden parameter.

    The statistics are the mean and quantiles, or the share of each choice.
    """
    found: dict[str, Any] = {}
    for name, parameter in parameters.items():
        if not parameter.hidden:
            continue
        drawn = _drawn(batch, parameter)
        if parameter.pick:
            found[name] = {"shares": {word: drawn.count(word) / max(len(drawn), 1) for word in parameter.pick}}
        elif drawn:
            quantiles = np.quantile(drawn, QUANTILES)
            levels = {f"{q:g}": float(v) for q, v in zip(QUANTILES, quantiles, strict=True)}
            found[name] = {"mean": float(np.mean(drawn)), "quantiles": levels}
    return found


def _drawn(batch: Batch, parameter: Parameter) -> list[Any]:
    fixed = batch.plan.settings.get(parameter.name)
    if fixed is not None:
        return [fixed] * batch.games
    if not batch.chunks:
        return []
    values = batch.joined("drawn", parameter.name).tolist()
    words = tuple(parameter.pick)
    return [words[round(value)] for value in values] if words else values
