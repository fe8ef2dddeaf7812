"""The tested cause of a term in words. A term is one amount of a seat's margin.

Must not know: how a cause is tested.
"""

from __future__ import annotations

from wargame.analysis.account.term_causes import CauseKind, TermCause
from wargame.game.wording.labels import rule_label
from wargame.model.scenario.scenario import Scenario


def cause_words(scenario: Scenario, cause: TermCause, of: str = "") -> str:
    """Return what a cause is: an order, the dice of a rule, or the choices of a bot.

    `of`: a seat whose name stands in the text before. The words do not repeat this name.
    """
    name = scenario.label(cause.seat) if cause.seat else ""
    match cause.kind:
        case CauseKind.ORDER:
            return f"the order “{cause.what}”{'' if cause.seat == of else f' of {name}'}"
        case CauseKind.DICE:
            return f"the dice of the rule “{rule_label(scenario, cause.what)}”"
        case CauseKind.BOT:
            return f"the choices of the bot that played {name}"
