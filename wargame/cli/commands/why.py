"""`wargame why`: prints the causes of a change in a saved game, or what the orders of a seat changed.

Must not know: how the ledger is made, or how turns are played without orders.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell
from wargame.errors import UsageError
from wargame.model.telling.order_effects import OrderEffects, WithoutOrders
from wargame.model.telling.why import Why


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option("--turn", "turns", metavar="N|N..M", help="The turn of the change, or several turns.")
@click.option("--cause", type=click.IntRange(min=1), help="Explain this cause in full: formula, values, sources.")
@click.option("--seat", metavar="F", help="Print what the orders of this seat changed, instead of causes.")
@click.option("--known", is_flag=True, help="With --seat: use only what the seat can know.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
@click.argument("metric", required=False)
@click.argument("entities", nargs=-1, metavar="[ENTITY]...")
def command(
    save: Path,
    turns: str | None,
    cause: int | None,
    seat: str | None,
    known: bool,
    as_json: bool,
    ascii_only: bool,
    metric: str | None,
    entities: tuple[str, ...],
) -> None:
    """Explain with the true numbers why METRIC (of ENTITY) changed in a turn of SAVE.

    With --turn 2..4, explain the change over turns 2 to 4. The amounts add up exactly.

    With --seat, print METRIC, each headline and the margin of the seat with its orders and without them. The turns are
    played again with the same dice, without one order and without all orders. METRIC may be left out. Without --turn,
    all turns count.
    """
    if seat is not None:
        if cause is not None:
            raise UsageError("--seat takes no --cause: wargame why SAVE --seat F --turn 2..4")
        _effects(save, turns, seat, known, as_json, ascii_only, metric, entities)
        return
    if known:
        raise UsageError("--known belongs to --seat: wargame why SAVE --seat F --known")
    if metric is None:
        raise UsageError("Name a number, or a seat: wargame why SAVE --turn 3 METRIC, or wargame why SAVE --seat F")
    if turns is None:
        raise UsageError("Name the turn of the change: --turn 3, or --turn 2..4")
    _causes(save, turns, cause, as_json, ascii_only, metric, entities)


def _causes(
    save: Path,
    turns: str,
    cause: int | None,
    as_json: bool,
    ascii_only: bool,
    metric: str,
    entities: tuple[str, ...],
) -> None:
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


def _effects(
    save: Path,
    turns: str | None,
    seat: str,
    known: bool,
    as_json: bool,
    ascii_only: bool,
    metric: str | None,
    entities: tuple[str, ...],
) -> None:
    from wargame.cli.measuring.compiled_games import built_before
    from wargame.cli.provenance import print_json, print_line
    from wargame.cli.save_notes import must_have_turn, opened
    from wargame.game.match_odds import MatchOdds
    from wargame.game.odds import never
    from wargame.game.wording.number import SPOKEN
    from wargame.game.wording.order_effects import effects_lines
    from wargame.plain.look_back import cell_found
    from wargame.plain.turns import read_turns
    from wargame.store.provenance import save_provenance, seat_save_provenance

    seen = opened(save)
    match = seen.match
    must_have_turn(seen, save)
    span = (1, match.played) if turns is None else read_turns(turns, "--turn 3, or --turn 2..4")
    cell = None if metric is None else cell_found(match.scenario, metric, entities)
    if known:
        effects = MatchOdds(match, built_before).effects(seat, span, cell, believed=True)(never)
    else:
        effects = match.order_effects(seat, span, cell)
    assert effects is not None, "nobody stops this answer"
    provenance = seat_save_provenance(save, seat) if known else save_provenance(save)
    if as_json:
        print_json(_effects_report(effects), provenance)
        return
    for line in spelling_for(match.scenario, ascii_only).lines(
        effects_lines(match.scenario, effects, SPOKEN, match.length)
    ):
        tell(line)
    print_line(provenance)


def _effects_report(effects: OrderEffects) -> dict[str, Any]:
    """Return the effects as an object for JSON. The numbers are not rounded."""
    return {
        "seat": effects.seat,
        "turns": list(effects.turns),
        "trials": effects.trials,
        "ending": effects.ending,
        "numbers": [
            {"metric": reading.metric or "margin", "entities": list(reading.entities), "with": value}
            for reading, value in zip(effects.readings, effects.values, strict=True)
        ],
        "together": _without(effects, effects.together) if effects.together is not None else None,
        "orders": [_without(effects, each) for each in effects.single],
    }


def _without(effects: OrderEffects, without: WithoutOrders) -> dict[str, Any]:
    return {
        **({"order": without.name} if without.name else {}),
        "turns": list(without.turns),
        "without": list(without.values),
        "differences": [effects.difference(without, at) for at in range(len(effects.readings))],
        "errors": list(without.errors),
        "ended": without.ended or None,
        "ending": without.ending,
    }


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
