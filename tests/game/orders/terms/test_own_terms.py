"""Terms of one's own as text: any prefixes, one canonical form, and refusals that say where and what is nearest."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.game.conftest import compiled
from tests.game.talks import ACTIONS, BOOK, CODES, LYING, OPTIONS, ORDER_OPTIONS, PARLANCE
from wargame.errors import ContentError, OrderError
from wargame.game.orders.completion import Keys
from wargame.game.orders.deal_vocabulary import table_of_deal_action
from wargame.game.orders.grammar import exact
from wargame.game.orders.lookup import Lookup
from wargame.game.orders.orders_file import read_orders_file
from wargame.game.orders.parser import read_order
from wargame.game.orders.terms.own_terms import exact_terms
from wargame.game.orders.terms.parser import MOST_LINES, TermsError
from wargame.model.rules.deal import DEAL, OFFER, SIGN, TABLE, TermLine, Terms
from wargame.model.rules.kinds import Kind
from wargame.model.scenario.scenario import Scenario

SIGNED = f"sign {LYING.text}"
OTHER = "sign peace: fuel_ban; 3 turns"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("offer peace: truce DKR 0.5, truce ABJ 0.5, prisoners 50; 3 turns, secret", ""),
        ("offer mines: concession; 1 turn", ""),
        ("offer fuel_truce", ""),
        ("o fu", "offer fuel_truce"),
        ("of pe: tr dk .5; 3", "offer peace: truce DKR 0.5; 3 turns"),
        ("opea: trdk.5, pr 50; 3t s", "offer peace: truce DKR 0.5, prisoners 50; 3 turns, secret"),
        ("offer peace:truce dakar 1;12", "offer peace: truce DKR 1; 12 turns"),
        ("offer peace: truce ABJ; secret, 3 turns", "offer peace: truce ABJ 0.1; 3 turns, secret"),
        ("o mi: c; 3", "offer mines: concession; 3 turns"),
        ("sign peace", SIGNED),
        ("si p", SIGNED),
        (SIGNED, SIGNED),
        ("sign p: tr ab .5, fu; 4, s", SIGNED),
        ("sign mines", "sign mines"),
        ("refuse p", "refuse peace"),
        ("ren", "renounce mines"),
    ],
)
def test_deeds_are_read_and_written_in_one_form(text: str, order: str) -> None:
    assert read_order(text, ORDER_OPTIONS).accepted().text == (order or text)


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("offer peace: truse DKR 0.5; 3 turns", 'No clause of peace starts with "truse".', "truce DKR 0.5; 3 turns"),
        ("offer peace: fuel_ban, zz; 3", 'No clause of peace starts with "zz".', "fuel_ban, truce ABJ 0.1; 3 turns"),
        ("offer peace: truce DKX 0.5; 3 turns", 'truce is about no "DKX".', "truce DKR 0.5; 3 turns"),
        ("offer peace: truce D 0.5; 3", '"truce D 0.5" could be truce DIR, truce DKR.', "truce DIR 0.5; 3 turns"),
        (
            "offer peace: truce DKR 0.55; 3",
            "truce DKR cannot be 0.55: its amount is 0.1 to 1 by 0.1.",
            "truce DKR 0.6; 3 turns",
        ),
        ("offer peace: fuel_ban 2; 3", "fuel_ban cannot be 2: its amount is 1.", "fuel_ban; 3 turns"),
        ("offer peace: prisoners x; 3", '"x" is no amount of prisoners: that is 10 to 200 by 10.', "prisoners 10; 3"),
        ("offer peace: concession; 3", "concession is spoken of at mines, not at peace.", "truce ABJ 0.1; 3 turns"),
        ("offer peace: truce DKR 1, tr dkr 0.5; 3", "truce DKR stands there twice.", "truce DKR 1; 3 turns"),
        ("offer peace: ; 3", "No clause is written.", "truce ABJ 1; 3 turns"),
        ("offer peace:", "No clause is written.", "truce ABJ 1; 3 turns"),
        ("offer peace: fuel_ban,; 3", "There is a comma with no clause beside it.", "fuel_ban; 3 turns"),
        ("offer peace: fuel_ban", 'It does not say for how long, as in "; 3 turns".', "fuel_ban; 3 turns"),
        ("offer peace: fuel_ban;", 'It does not say for how long, as in "; 3 turns".', "fuel_ban; 3 turns"),
        ("offer peace: fuel_ban; 13 turns", "A deal lasts 1 to 12 turns, not 13.", "fuel_ban; 12 turns"),
        ("offer peace: fuel_ban; 0 turns", "A deal lasts 1 to 12 turns, not 0.", "fuel_ban; 1 turn"),
        ("offer peace: fuel_ban; ever", '"ever" is neither a number of turns nor "secret".', "fuel_ban; 3 turns"),
        ("offer peace: fuel_ban; 3; 4", 'There is a second ";".', "fuel_ban; 3 turns"),
    ],
)
def test_terms_that_are_wrong_are_mended(text: str, said: str, nearest: str) -> None:
    with pytest.raises(TermsError) as refused:
        read_order(text, ORDER_OPTIONS).accepted()
    assert refused.value.message.startswith(said)
    assert refused.value.nearest is not None
    assert refused.value.nearest.startswith(f"offer peace: {nearest}")
    assert read_order(refused.value.nearest, ORDER_OPTIONS).accepted().text == refused.value.nearest


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("offer peace", 'Say what is promised, behind "offer peace:".', "offer peace: truce ABJ 1; 3 turns"),
        ("offer pact: march BKO; 3", "Not legal: offer pact. You do not talk there (rule: Offer).", "offer peace: "),
        ("hallo: x", '"hallo" opens no terms.', "offer peace: truce ABJ 1; 3 turns"),
        (": x", '"" opens no terms.', "offer peace: truce ABJ 1; 3 turns"),
        ("refuse peace: x", '"refuse peace" opens no terms.', "offer peace: truce ABJ 1; 3 turns"),
        ("sign peace: fuel_ban; 3", f"Not legal: {OTHER}. What lies there is: {LYING.text}.", SIGNED),
        ("sign mines: concession; 3", "Not legal: sign mines: concession; 3 turns. A ready deal lies", "sign mines"),
        ("sign mines main", "Not legal: sign mines main. A deal is no effort to put first.", "sign mines"),
        ("offer terms_peace", 'No target of offer starts with "terms_peace".', "offer fuel_truce"),
    ],
)  # fmt: skip
def test_deeds_that_cannot_be_are_refused(text: str, said: str, nearest: str) -> None:
    with pytest.raises(OrderError) as refused:
        read_order(text, ORDER_OPTIONS).accepted()
    assert refused.value.message.startswith(said)
    assert refused.value.nearest is not None
    assert refused.value.nearest.startswith(nearest)
    assert read_order(refused.value.nearest, ORDER_OPTIONS).accepted().text == refused.value.nearest


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("offer peace: fuel_ban, truse DKR 0.5; 3 turns", "truse"),
        ("offer peace: fuel_ban,  truce XXX 0.5; 3 turns", "XXX"),
        ("offer peace: fuel_ban; 3 turns, loud", "loud"),
        ("offer peace: fuel_ban, fuel_ban; 3 turns", "fuel_ban; 3"),
    ],
)
def test_a_refusal_knows_the_place_of_what_is_wrong(text: str, piece: str) -> None:
    with pytest.raises(TermsError) as refused:
        read_order(text, ORDER_OPTIONS).accepted()
    assert refused.value.at == text.index(piece)


def test_a_deal_has_an_end_to_its_lines() -> None:
    lines = ", ".join(["fuel_ban"] * (MOST_LINES + 1))
    with pytest.raises(TermsError):
        read_order(f"offer peace: {lines}; 3", ORDER_OPTIONS).accepted()
    with pytest.raises(TermsError, match="too long"):
        read_order(f"offer peace: {'x' * 3000}; 3", ORDER_OPTIONS).accepted()


# -- round trips ------------------------------------------------------------------------------------------------------


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    table = draw(st.sampled_from(list(BOOK.tables)))
    begins = [(clause, words) for clause in BOOK.at(table) for words in PARLANCE.lines(clause)]
    chosen = draw(st.lists(st.sampled_from(begins), min_size=1, max_size=6, unique_by=lambda pair: pair[1]))
    lines = tuple(PARLANCE.term(clause, words, draw(st.sampled_from(clause.levels))) for clause, words in chosen)
    return Terms(table, lines, draw(st.integers(1, 12)), draw(st.booleans()))


@given(terms(), st.sampled_from((OFFER, SIGN)))
def test_every_canonical_text_reads_back(written: Terms, action: str) -> None:
    order = table_of_deal_action(action, written)
    assert exact_terms(order.text, PARLANCE) == order
    assert exact(order.text, ACTIONS) is None
    if action == OFFER and written.table != "pact":
        assert read_order(order.text, ORDER_OPTIONS).accepted() == order


PIECES = st.sampled_from(
    ["offer", "sign", "peace", "pact", ":", ",", ";", " ", "truce", "tr", "DKR", "0.5", "3", "turns", "secret", "é"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
def test_no_text_does_more_than_read_or_refuse(text: str) -> None:
    lookup = Lookup(ORDER_OPTIONS, Keys(OPTIONS, ORDER_OPTIONS.words))
    found = lookup.completion(text)
    try:
        order = read_order(text, ORDER_OPTIONS).accepted()
    except OrderError as error:
        assert str(error)
        assert found.verdict != "ok"
        if error.nearest and isinstance(error, TermsError):
            assert read_order(error.nearest, ORDER_OPTIONS).accepted().text == error.nearest
    else:
        assert read_order(order.text, ORDER_OPTIONS).accepted() == order
        assert found.verdict == "ok"
    for row in found.rows:
        if not row.begun:
            assert read_order(row.text, ORDER_OPTIONS).accepted().text == row.text
    strict = exact_terms(text, PARLANCE)
    assert strict is None or strict.text == text


# -- the list while typing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest", "first"),
    [
        ("offer p", "eace:", "offer peace: "),
        ("offer peace: ", "", "offer peace: truce "),
        ("offer peace: t", "ruce ABJ", "offer peace: truce ABJ "),
        ("offer peace: truce dk", "R 0.1; 3 turns", "offer peace: truce DKR 0.1; 3 turns"),
        ("offer peace: tr dk 1", "; 3 turns", "offer peace: truce DKR 1; 3 turns"),
        ("of pe: truce dkr 1", "; 3 turns", "offer peace: truce DKR 1; 3 turns"),
        ("offer peace: truce DKR ", "0.1; 3 turns", "offer peace: truce DKR 0.1; 3 turns"),
        ("offer peace: truce DKR 0.5", "; 3 turns", "offer peace: truce DKR 0.5; 3 turns"),
        ("offer peace: fuel_ban, ", "", "offer peace: fuel_ban, truce "),
        ("offer peace: fuel_ban; ", "", "offer peace: fuel_ban; 3 turns"),
        ("offer peace: fuel_ban; 4 turns", "", "offer peace: fuel_ban; 4 turns"),
        ("sign peace: ", "", SIGNED),
        ("offer peace: zz, t", "", None),
    ],
)
def test_the_list_shows_how_terms_go_on(text: str, rest: str, first: str | None) -> None:
    found = Lookup(ORDER_OPTIONS, Keys(OPTIONS, ORDER_OPTIONS.words)).completion(text)
    assert found.rest == rest
    assert [row.text for row in found.rows[:1]] == ([first] if first else [])


def test_the_list_tells_what_a_clause_is_and_who_gives_it() -> None:
    found = Lookup(ORDER_OPTIONS, Keys(OPTIONS, ORDER_OPTIONS.words)).completion("offer peace: ")
    assert found.rows[1].effect == "Prisoners, given by Junta. 10 to 200 by 10."
    assert found.digits == "0123456789"


# -- files ------------------------------------------------------------------------------------------------------------


def _scenario() -> Scenario:
    scenario = compiled("bamako_siege").scenario
    rules = scenario.rules
    members = {DEAL: BOOK.numbered, TABLE: tuple(BOOK.tables)}
    kinds = {name: Kind(name, rules.place, members=dict.fromkeys(codes, "")) for name, codes in members.items()}
    clauses = {name: c for name, c in BOOK.clauses.items() if c.table != "pact"}
    tables = {name: t for name, t in BOOK.tables.items() if name != "pact"}
    book = attrs.evolve(BOOK, clauses=clauses, tables=tables)
    actions = {name: attrs.evolve(action, by=book.parties) for name, action in ACTIONS.items()}
    kinds[DEAL] = attrs.evolve(kinds[DEAL], members=dict.fromkeys(book.numbered, ""))
    kinds[TABLE] = attrs.evolve(kinds[TABLE], members=dict.fromkeys(tables, ""))
    changed = attrs.evolve(rules, deals=book, kinds={**rules.kinds, **kinds}, actions={**rules.actions, **actions})
    return attrs.evolve(scenario, rules=changed)


def test_a_signature_in_a_file_is_completed_with_what_was_offered_last() -> None:
    text = (
        "T2 junta: sign peace  # the offer stands below\n"
        "T1 jnim: offer peace: truce DKR 1; 6 turns\n"
        "T2 jnim: offer peace: truce DKR 0.5; 3 turns, secret\n"
        "T3 junta: sign peace\n"
        "T4 jnim: offer fuel_truce\n"
        "T5 junta: sign peace\n"
        "T5 russia: sign mines\n"
    )
    read = read_orders_file(text, "o.txt", _scenario())
    assert [order.text for order in read[2]["junta"]] == ["sign peace: truce DKR 0.5; 3 turns, secret"]
    assert [order.text for order in read[3]["junta"]] == ["sign peace: truce DKR 0.5; 3 turns, secret"]
    assert [order.text for order in read[5]["junta"]] == ["sign peace"]
    assert [order.text for order in read[5]["russia"]] == ["sign mines"]
    assert read[1]["jnim"][0].terms == Terms("peace", (TermLine("truce", "DKR", 1.0),), 6)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T1 jnim: offer peace: fuel_ban, truse DKR 1; 3", 'o.txt:1:33: No clause of peace starts with "truse".'),
        ("T1 jnim: offer mines: concession; 3", "o.txt:1:10: Not legal: offer mines. You do not talk there."),
        ("T1 jnim: offer gold", "o.txt:1:10: Not legal: offer gold. You do not talk there (rule: Offer)."),
        ("T1 jnim: offer quiet\nT1 jnim: offer peace: fuel_ban; 3", "o.txt:2:10: jnim has a second offer at peace"),
    ],
)
def test_a_file_names_the_place_of_wrong_terms(line: str, said: str) -> None:
    with pytest.raises(ContentError) as wrong:
        read_orders_file(line, "o.txt", _scenario())
    assert str(wrong.value).startswith(said)


def test_every_thing_that_a_line_can_be_about_can_be_written() -> None:
    for clause in BOOK.clauses.values():
        assert len(PARLANCE.lines(clause)) == max(1, len(CODES.get(clause.on, ())))
