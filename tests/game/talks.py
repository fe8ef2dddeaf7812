"""Tables, clauses and options of an invented seat, for tests of the text of terms."""

from wargame.content.desugar.deal_rules import with_deals
from wargame.errors import Place
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.options import OrderOptions
from wargame.model.rules.deal import ACTS, OFFER, Clause, Deal, DealBook, Dealing, Table, TermLine, Terms
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.telling.view import Option
from wargame.model.text.formula import Formula

HERE = Place("test.yaml", 1, 1)
NEVER = Formula("0", HERE)
TENTHS = tuple(round(n / 10, 1) for n in range(1, 11))


def _clause(name: str, table: str, by: tuple[str, ...], on: str = "", levels: tuple[float, ...] = (1.0,)) -> Clause:
    return Clause(name, HERE, table, by, on, levels, label=name.capitalize())


BOOK = DealBook(
    tables={
        "peace": Table("peace", HERE, ("junta", "jnim"), "Talks with JNIM"),
        "pact": Table("pact", HERE, ("jnim", "fla"), "The northern pact"),
        "mines": Table("mines", HERE, ("junta", "russia"), "The mining talks"),
    },
    clauses={
        clause.id: clause
        for clause in (
            _clause("truce", "peace", ("jnim",), "corridor", TENTHS),
            _clause("prisoners", "peace", ("junta",), levels=tuple(float(n) for n in range(10, 210, 10))),
            _clause("fuel_ban", "peace", ("junta",)),
            _clause("local_rule", "peace", ("junta",), "area"),
            _clause("march", "pact", ("jnim", "fla"), "area", (1.0, 2.0)),
            _clause("concession", "mines", ("junta",)),
        )
    },
    deals={
        deal.id: deal
        for deal in (
            Deal("fuel_truce", HERE, "peace", 3, False, "A fuel truce"),
            Deal("quiet", HERE, "peace", 6, True, "A quiet bargain"),
            Deal("gold", HERE, "mines", 6, True, "Gold for fuel"),
        )
    },
    dealing=Dealing(HERE, noticed_secret=NEVER, noticed_public=NEVER, leaks=NEVER),
)
CODES = {"corridor": ("ABJ", "DKR", "DIR"), "area": ("BKO", "KKR", "SGU")}
NAMES = {"ABJ": "Abidjan", "DKR": "Dakar", "SGU": "Segou", "junta": "Junta", "jnim": "JNIM", "russia": "Russia"}
PARLANCE = DealVocabulary(BOOK, CODES, NAMES)

_MADE = with_deals(RuleSet("talks", HERE, deals=BOOK), {}).actions
ACTIONS = {name: _MADE[name] for name in ACTS}
LYING = Terms("peace", (TermLine("truce", "ABJ", 0.5), TermLine("fuel_ban", levelled=False)), 4, secret=True)


def option(action: str, target: str, reason: str = "") -> Option:
    return Option(action, (target,), (1.0,), {} if reason else {1.0: {}}, legal=not reason, reason=reason)


OPTIONS = (
    *(option(OFFER, deal) for deal in BOOK.deals),
    option(OFFER, "terms_peace"),
    option(OFFER, "terms_mines"),
    option(OFFER, "terms_pact", "You do not talk there."),
    *(option("sign", table) for table in ("peace", "mines")),
    *(option("refuse", table) for table in ("peace", "mines")),
    option("renounce", "mines"),
)
ORDER_OPTIONS = OrderOptions(OPTIONS, ACTIONS, NAMES, PARLANCE, {"peace": LYING})
