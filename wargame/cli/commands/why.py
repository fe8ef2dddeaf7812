"""`wargame why`: prints the ledger of a saved game as contributions that sum to a change.

Must not know: how the ledger is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell
from wargame.errors import UsageError
from wargame.model.telling.why import Why


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option("--turn", "turns", required=True, metavar="N|N..M", help="The turn of the change, or several turns.")
@click.option("--cause", type=click.IntRange(min=1), help="Explain this cause in full: formula, values, sources.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
@click.argument("metric")
@click.argument("entities", nargs=-1, metavar="[ENTITY]...")
def command(
    save: Path,
    turns: str,
    cause: int | None,
    as_json: bool,
    ascii_only: bool,
    metric: str,
    entities: tuple[str, ...],
) -> None:
    """Explain with the true numbers why METRIC (of ENTITY) changed in a turn of SAVE.

    With --turn 2..4, explain the change over turns 2 to 4. The amounts add up exactly.
    """
    from wargame.cli.provenance import print_json, print_save_line
    from wargame.cli.save_notes import opened
    from wargame.plain.look_back import why_found, why_told
    from wargame.plain.turns import read_turns
    from wargame.store.provenance import save_provenance

    seen = opened(save)
    span = read_turns(turns, "--turn 3, or --turn 2..4")
    if as_json:
        if cause:
            raise UsageError("--json prints all causes: leave out --cause")
        print_json(_report(why_found(seen, span, metric, entities), span), save_provenance(save))
        return
    spelling = spelling_for(seen.match.scenario, ascii_only)
    for line in why_told(seen, span, metric, entities, cause or 0, spelling):
        tell(line)
    print_save_line(save)


def _report(why: Why, turns: tuple[int, int]) -> dict[str, Any]:
    """Return the causes as an object for JSON. The amounts are exact. Numbers in texts are rounded."""
    return {
        "metric": why.metric,
        "entities": list(why.entities),
        "turns": list(turns),
        "label": why.label,
        "before": why.before,
        "after": why.after,
        "change": why.change,
        "terms": [
            {
                "cause": term.cause,
                "rule": term.rule,
                "amount": term.amount,
                "printed": term.printed,
                "by_turn": [{"turn": turn, "printed": printed} for turn, printed in term.by_turn],
            }
            for term in why.terms
        ],
    }
