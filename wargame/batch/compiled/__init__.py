"""Plays batches by compiled code: decides when compilation saves time, builds the code, and plays whole games.

Must not know: C, or how chunks are played.
"""

from wargame.batch.compiled.preparation import (
    ALWAYS,
    NEVER,
    WHERE_IT_PAYS,
    WORTH_BUILDING,
    WORTH_LOADING,
    Compiled,
    adopt,
    prepare,
    prepare_behind,
    prepare_drawn,
)

__all__ = [
    "ALWAYS",
    "NEVER",
    "WHERE_IT_PAYS",
    "WORTH_BUILDING",
    "WORTH_LOADING",
    "Compiled",
    "adopt",
    "prepare",
    "prepare_behind",
    "prepare_drawn",
]
