"""The orders of a seat, their costs, and the legal orders, line by line.

Must not know: what makes an order legal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.game.wording.number import SPOKEN
from wargame.game.wording.strength import main_effort, repeated
from wargame.model.match.completion import Completion
from wargame.model.match.order import level_text
from wargame.model.rules.deal import OFFER
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.view import Draft, Option
from wargame.plain.plain_text import sentence

AP = "ap"
_MANY_PAIRS = 20


def price(scenario: Scenario, seat: str, cost: Mapping[str, float]) -> str:
    """Return a cost or a remaining sum as text, such as `2 action points, 2.4 billion`. An empty sum is `nothing`."""
    parts = [_sum(scenario, seat, currency, value) for currency, value in cost.items() if value or currency == AP]
    return ", ".join(parts) or "nothing"


def _sum(scenario: Scenario, seat: str, currency: str, value: float) -> str:
    number = SPOKEN.amount(value)
    if currency == AP:
        return f"{number} action point{'' if value == 1 else 's'}"
    metric = scenario.rules.metrics[scenario.seats[seat].pays[currency]]
    return f"{number} {SPOKEN.unit(metric) or metric.short or currency}"


def draft_summary(scenario: Scenario, seat: str, draft: Draft, ap: float) -> str:
    """Return a line about the draft: the number of orders, the action points used, and the orders."""
    if not draft.lines:
        return f"Orders: none written, {price(scenario, seat, {AP: ap})} to spend."
    told = "; ".join(
        f"{number}{', main effort' if line.order.main else ''}: {_plain_order(line.order.text)}"
        for number, line in enumerate(draft.lines, 1)
    )
    used = f"{SPOKEN.amount(draft.used.get(AP, 0))} of {SPOKEN.amount(ap)}"
    state = "committed" if draft.committed else "written"
    return f"Orders: {len(draft.lines)} {state}, {used} action points used. {told}."


def draft_lines(scenario: Scenario, seat: str, draft: Draft) -> list[str]:
    """Return lines with each order, its price and its problem. The last lines show the remaining sums."""
    if not draft.lines:
        return [f"No orders are written. To spend: {price(scenario, seat, draft.left)}."]
    lines = []
    for number, line in enumerate(draft.lines, 1):
        main = f" {main_effort(scenario.rules.effort, line.heeds_main)}" if line.order.main else ""
        problem = f" {sentence(line.problem)}" if line.problem else ""
        fail = " It may fail: something that you cannot see could forbid it." if line.may_fail else ""
        cost, again = price(scenario, seat, line.cost), repeated(line.streak, line.strength)
        told = f"{main}{' ' if again else ''}{again}{problem}{fail}"
        lines.append(f"{number}. {_plain_order(line.order.text)}: {cost}.{told}")
    over = f" {sentence(', '.join(draft.over))} Take something out before you commit." if draft.over else ""
    lines.append(f"Left: {price(scenario, seat, draft.left)}.{over}")
    if draft.committed:
        lines.append("These orders are committed.")
    return lines


def on_its_way(draft: Draft) -> list[str]:
    """Return lines about the effects of earlier orders that have not arrived yet.

    Effects of one order in one turn share a line. The earliest turn comes first.
    """
    found: dict[tuple[int, str, int], list[str]] = {}
    for one in draft.on_its_way:
        found.setdefault((one.turn, _plain_order(one.order), one.ordered), []).append(one.cause)
    return [
        f"On its way for turn {turn}: {', '.join(causes)}, by {order} of turn {ordered}."
        for (turn, order, ordered), causes in found.items()
    ]


def _plain_order(text: str) -> str:
    return text.removesuffix(" main")


def legal_by_action(scenario: Scenario, options: Sequence[Option]) -> list[str]:
    """Return one line for each action that is legal now, with targets and levels.

    `legal ACTION` also shows the prices.
    """
    lines, example = [], ""
    for name, action in scenario.rules.actions.items():
        legal = [option for option in options if option.action == name and option.legal]
        if not legal:
            continue
        example = example or name
        targets = _targets([_written(scenario, option) for option in legal if option.targets])
        if action.words:
            lines += [f"{name} {option.targets[0]}: {' or '.join(option.words)}. {action.label}." for option in legal]
            continue
        levels = sorted({level for option in legal for level in option.levels})
        scale = f", level {level_text(levels[0])} to {level_text(levels[-1])}" if len(levels) > 1 else ""
        lines.append(f"{name}{scale}{': ' if targets else ''}{targets}. {action.label}.")
    if not lines:
        return ["No order is legal now."]
    return [*lines, f"Type legal and an action for prices, as in: legal {example}."]


def _written(scenario: Scenario, option: Option) -> tuple[str, ...]:
    """Return the targets of an option. The target of an offer without terms is its table."""
    deals = scenario.rules.deals
    if option.action != OFFER or option.targets[0] in deals.deals:
        return option.targets
    return (f"{deals.table_of(option.targets[0])} with terms of your own",)


def _targets(targets: Sequence[tuple[str, ...]]) -> str:
    """Return the targets as text. Only the first target of each pair is written if there are too many pairs."""
    if len(targets) <= _MANY_PAIRS or len(targets[0]) == 1:
        return ", ".join(" ".join(target) for target in targets)
    firsts = tuple(dict.fromkeys(target[0] for target in targets))
    return f"{', '.join(firsts)}, each with a second place"


def _by_level(scenario: Scenario, seat: str, costs: Mapping[float, Mapping[str, float]]) -> list[str]:
    """Return the price of each level as texts. Neighbouring levels with the same price share one text."""
    runs: list[tuple[float, float, str]] = []
    for level, cost in sorted(costs.items()):
        said = price(scenario, seat, cost)
        if runs and runs[-1][2] == said:
            runs[-1] = runs[-1][0], level, said
        else:
            runs.append((level, level, said))
    return [
        f"level {level_text(low)}{f' to {level_text(high)}' if high > low else ''}, {said}" for low, high, said in runs
    ]


def legal_rows(scenario: Scenario, seat: str, found: Completion, options: Sequence[Option]) -> list[str]:
    """Return the orders that a prefix may become, with prices and effects. Orders that are not legal now come last."""
    prices = {(option.action, option.targets): option.costs for option in options}
    if not found.rows and not found.not_now:
        return [sentence(found.reason) or f"No order starts with {found.text!r}."]
    lines = []
    for row in found.rows:
        if row.begun:
            lines.append(f"{row.begun.rstrip()} ... {sentence(row.effect)}")
            continue
        again = repeated(row.streak, row.strength)
        fail = (" It may fail." if row.may_fail else "") + (f" {again}" if again else "")
        costs = prices.get((row.order.action, row.order.targets), {})
        if len(costs) < 2 or row.order.words:
            lines.append(f"{row.text}: {price(scenario, seat, row.cost)}.{fail}")
        else:
            words = " ".join((row.order.action, *row.order.targets))
            lines.append(f"{words}: {'; '.join(_by_level(scenario, seat, costs))}.{fail}")
    effects = {row.label: row.effect for row in (*found.rows, *found.not_now) if not row.begun}
    lines += [f"{label}: {sentence(effect)}" for label, effect in effects.items() if effect]
    lines += [f"Not now: {row.text}. {sentence(row.reason)}" for row in found.not_now]
    return lines
