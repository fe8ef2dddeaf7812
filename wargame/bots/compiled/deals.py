"""Writes the deal orders of a bot as C. The orders sign, refuse, renounce or offer a deal.

Must not know: how the worth of a deal is computed, or the purpose of the results. bots/bargains.py defines the meaning.
The two modules compute the same bits.
"""

from __future__ import annotations

from wargame.bots.bargains import LEFT, LIKED, Bargain
from wargame.model.rules.deal import BOUND, OFFER, OFFERED, OPEN, REFUSE, RENOUNCE, SIGN
from wargame.native.text import number
from wargame.rulebook.c_writer.values import ValueWriter


def write_bargain(values: ValueWriter, bargain: Bargain) -> tuple[str, str]:
    """Write the order at one table as two values: the position of the action from 1 (0: no order), and the target."""
    let, line = values.text.let, values.text.line

    def cell(metric: str) -> str:
        return values.cell(metric, tuple(map(str, bargain.cells[metric])))

    def code(act: str) -> str:
        return _number(bargain.actions[act] + 1)

    offered = let("v", cell(OFFERED))
    asked, bound = let("m", f"gt({offered}, K(0.0))"), let("m", f"gt({cell(BOUND)}, K(0.0))")
    u = let("v", f"unit(mixed(TK + {bargain.key:#x}ULL))")
    offers = let("m", f"gt({cell(OPEN)}, K(0.0)) & ~{asked} & ~{bound} & lt({u}, {_number(bargain.manner.chance)})")
    deed, target = let("v", f"sel({asked}, {code(REFUSE)}, K(0.0))"), let("v", _number(bargain.place))
    if bargain.random:
        line(f"{deed} = sel({asked} & lt({u}, {_number(LIKED)}), {code(SIGN)}, {deed});")
    if bargain.numbers:
        needed = offers if bargain.random else f"{asked} | {offers}"
        with values.guard(f"any({needed})"), values.keeping_inside():
            worth = [] if bargain.random else [let("v", values.number(node, {})) for node in bargain.worth]
            for value, which in zip(worth, bargain.numbers, strict=False):
                likes = f"eq({offered}, {_number(which)}) & gt({value}, {_number(bargain.manner.sign)})"
                line(f"{deed} = sel({likes}, {code(SIGN)}, {deed});")
            least = _number(bargain.manner.offer)
            gains = [f"v_max({value} - {least}, K(0.0))" for value in worth] or ["K(1.0)"] * len(bargain.numbers)
            some, picked = _picked(values, bargain, gains)
            line(f"{target} = sel({offers}, {picked}, {target});")
            line(f"{deed} = sel({offers} & {some}, {code(OFFER)}, {deed});")
    leaves = f"{bound} & ~{asked}"
    with values.guard(f"any({leaves})"), values.keeping_inside():
        if bargain.random:
            regrets = f"gt({u}, {_number(LEFT)})"
        else:
            regrets = f"lt({values.number(bargain.holding, {})}, {_number(bargain.manner.renounce)})"
        line(f"{deed} = sel({leaves} & {regrets}, {code(RENOUNCE)}, {deed});")
    return deed, target


def _picked(values: ValueWriter, bargain: Bargain, gains: list[str]) -> tuple[str, str]:
    """Write whether the bot gains by any deal. Also write the deal that a die picks, in proportion to the gains."""
    let, line = values.text.let, values.text.line
    reached = [let("v", gains[0])]
    for gain in gains[1:]:
        reached.append(let("v", f"{reached[-1]} + {gain}"))
    edge = let("v", f"unit(mixed(TK + {bargain.which:#x}ULL)) * {reached[-1]}")
    which = let("v", _number(bargain.places[0]))
    for one, place in zip(reached, bargain.places[1:], strict=False):
        line(f"{which} = sel(le({one}, {edge}), {_number(place)}, {which});")
    return f"gt({reached[-1]}, K(0.0))", which


def _number(value: float) -> str:
    return f"K({number(value)})"
