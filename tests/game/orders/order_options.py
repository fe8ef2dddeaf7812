"""Options of an invented seat, for tests of the text of orders."""

from wargame.errors import Place
from wargame.game.orders.options import OrderOptions
from wargame.model.rules.action import Action, ActionTarget
from wargame.model.telling.view import Option

HERE = Place("test.yaml", 1, 1)
AREAS = ("BGN", "KKR", "KTL", "NNR")


def _action(
    name: str, label: str, kinds: tuple[str, ...], levels: tuple[float, ...] = (1.0,), stack: bool = False
) -> Action:
    targets = tuple(ActionTarget(f"{kind}{i}", kind) for i, kind in enumerate(kinds))
    return Action(name, ("junta",), HERE, targets=targets, levels=levels, label=label, stack=stack)


ACTIONS = {
    action.name: action
    for action in (
        _action("services", "Public services", ("area",)),
        _action("escort", "Escort", ("corridor",), (1.0, 2.0)),
        _action("train", "Train", (), (1.0, 2.0, 3.0, 4.0)),
        _action("truce", "Truce", ()),
        _action("tax", "Tax", (), (0.6, 0.8, 1.0, 1.2, 1.4, 1.6), stack=True),
        _action("redeploy", "Redeploy", ("area", "area"), tuple(float(n) for n in range(1, 16))),
        _action("border", "Close a border", ("corridor",)),
    )
}


def _option(action: str, *targets: str, reason: str = "") -> Option:
    levels = ACTIONS[action].levels
    costs = {level: {"ap": 1.0, "money": 3.0 * level} for level in levels}
    return Option(action, targets, levels, {} if reason else costs, legal=not reason, reason=reason)


OPTIONS = (
    *(_option("services", code) for code in AREAS),
    _option("services", "MPT", reason="Held by others."),
    *(_option("escort", code) for code in ("ABJ", "DKR", "NKC")),
    _option("train"),
    _option("truce"),
    _option("tax"),
    *(_option("redeploy", a, b) for a in ("SGU", *AREAS) for b in AREAS if a != b),
    _option("border", "ALG"),
)

NAMES = {"KKR": "Koulikoro", "BGN": "Bougouni", "SGU": "Segou", "DKR": "Dakar"}
ORDER_OPTIONS = OrderOptions(OPTIONS, ACTIONS, NAMES)
