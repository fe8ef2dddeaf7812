"""The list of all words of the rule language.

Must not know: the meaning of words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wargame.language import queries
from wargame.language.draw import Distribution
from wargame.language.draws.chance import CHANCE
from wargame.language.draws.normal import LOGNORMAL, NORMAL
from wargame.language.draws.triangular import TRIANGULAR
from wargame.language.draws.uniform import UNIFORM
from wargame.language.functions.curves import LOGISTIC, TANH
from wargame.language.functions.extremes import CLIP, MAX, MIN
from wargame.language.functions.powers import EXP, LOG, SQRT
from wargame.language.functions.rounding import ABS, FLOOR, RINT
from wargame.language.operation import Function, Operation
from wargame.language.reduction import Gather, Reduction, WeightedMean
from wargame.language.reductions.any_of import ANY
from wargame.language.reductions.extremes import LEAST, MOST
from wargame.language.reductions.median import MEDIAN
from wargame.language.reductions.total import MEAN, TOTAL
from wargame.language.signs import SIGNS
from wargame.language.word import Query, Word

FUNCTIONS: tuple[Function, ...] = (MIN, MAX, CLIP, ABS, SQRT, EXP, LOG, LOGISTIC, TANH, FLOOR, RINT)
REDUCTIONS: tuple[Reduction | WeightedMean, ...] = (TOTAL, MEAN, MEDIAN, MOST, LEAST, ANY)
DRAWS: tuple[Distribution, ...] = (CHANCE, UNIFORM, NORMAL, LOGNORMAL, TRIANGULAR)
QUERIES: tuple[Query, ...] = (
    queries.EFFORT, queries.ORDERED, queries.RECENT, queries.HAPPENED, queries.CHOSE,
    queries.CLAUSE, queries.STARTED, queries.CLAUSES,
)  # fmt: skip

WORDS: Mapping[str, Word] = {word.name: word for word in (*FUNCTIONS, *REDUCTIONS, *DRAWS, *QUERIES)}
OPERATIONS: tuple[Operation, ...] = tuple(
    dict.fromkeys([*SIGNS, *(operation for function in FUNCTIONS for operation in function.operations)])
)


def c_sources() -> tuple[str, ...]:
    """Return the C functions that the words need. The functions of `wargame/native/c/prelude.h` are not included."""
    gathered = [word.c.source for word in REDUCTIONS if isinstance(word, Reduction) and isinstance(word.c, Gather)]
    return tuple(text for text in (*(o.source for o in OPERATIONS), *gathered, *(d.source for d in DRAWS)) if text)


def python_functions() -> dict[str, Callable[..., float]]:
    """Return, by name, the Python functions of words. The expressions of these words call the functions."""
    gathered = {word.name: word.python for word in REDUCTIONS if isinstance(word, Reduction)}
    return {
        name: way.function for name, way in gathered.items() if isinstance(way, Gather) and way.function is not None
    }
