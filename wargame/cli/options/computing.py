"""The options `--workers` and `--compile` of commands that play many games.

Must not know: what a command computes.
"""

from __future__ import annotations

import click

from wargame.batch.compiled import ALWAYS, NEVER, WHERE_IT_PAYS

workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processors to use."
)
compile_option = click.option(
    "--compile",
    "compiling",
    type=click.Choice([WHERE_IT_PAYS, ALWAYS, NEVER]),
    default=WHERE_IT_PAYS,
    show_default=True,
    help="Compile the rules with the C compiler of the machine: same results, faster. `auto`: only if this saves time.",
)
