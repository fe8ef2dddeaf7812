"""The order list while a team writes the terms of a deal: clauses, places, amounts, and the number of turns.

A line of terms is one promise, such as `truce DKR 0.5` in `offer peace: truce DKR 0.5; 3 turns`.

Must not know: the true state. This module gets a seat's options and the offers that the seat may sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from wargame.errors import OrderError
from wargame.game.orders.deal_vocabulary import USUAL_TURNS, DealVocabulary, table_of_deal_action
from wargame.game.orders.grammar import levels_text
from wargame.game.orders.options import OrderOptions
from wargame.game.orders.terms.own_terms import OwnTerms
from wargame.game.orders.terms.parser import (
    BETWEEN,
    FRAME,
    HEAD,
    LineFit,
    TermsDraft,
    TextPiece,
    line_fits,
    meant,
)
from wargame.game.wording.labels import capital, words
from wargame.model.match.completion import Completion, CompletionRow
from wargame.model.match.order import level_text
from wargame.model.rules.deal import LONGEST_DEAL, OFFER, SIGN, Clause, Terms, turns_text
from wargame.model.telling.view import Option

LENGTHS = (USUAL_TURNS, 6, LONGEST_DEAL)  # lengths of deals, in turns, that the list proposes


def terms_completion(text: str, own: OwnTerms, options: OrderOptions) -> Completion:
    """Return the list for a line with unfinished terms. `own`: the readable part of the terms."""
    order = None if isinstance(own.order, OrderError) else own.order
    refusal = str(own.order) if isinstance(own.order, OrderError) else ""
    rows: tuple[CompletionRow, ...] = ()
    rest, option = "", own.option
    if order is not None and option is not None:
        rows = (_row(option, options, order.terms),)
    elif option is not None and option.legal and option.action == SIGN:
        lying = (options.lying or {}).get(option.targets[0])
        rows = (_row(option, options, lying),) if lying else ()
    elif option is not None and own.draft is not None:
        rows, rest = _writing(text, own.draft, option, options)
    line = rows[0].text if rows else ""
    verdict = "ok" if order is not None else "unclear" if rows else "unknown"
    digits = "".join(str(digit) for digit in range(10))  # a digit belongs to an amount or to the length of a deal
    return Completion(text=text, rows=rows, rest=rest, line=line, digits=digits, verdict=verdict, reason=refusal)


def _row(option: Option, options: OrderOptions, terms: Terms | None, begun: str = "", what: str = "") -> CompletionRow:
    order = options.order(option) if terms is None else table_of_deal_action(option.action, terms)
    action = options.actions[option.action]
    return CompletionRow(
        order=order,
        keys="",
        label=options.label(option.action),
        effect=what or action.effect,
        cost=dict(option.costs.get(option.levels[0], {})),
        legal=True,
        may_fail=option.may_fail,
        begun=begun,
    )


def _writing(
    text: str, found: TermsDraft, option: Option, options: OrderOptions
) -> tuple[tuple[CompletionRow, ...], str]:
    """Return the rows that can continue the text, and the letters that the first row would add to it."""
    if found.frame is not None:
        return tuple(_framed(found, option, options)), ""
    last = found.lines[-1]
    before = [wrong for wrong in found.wrongs if wrong.at < last.at]
    if before:
        return (), ""
    kept = attrs.evolve(found.terms, lines=found.terms.lines[: len(found.lines) - 1])
    return _lines(last, text, kept, option, options)


def _framed(found: TermsDraft, option: Option, options: OrderOptions) -> Iterator[CompletionRow]:
    """Return complete orders with different numbers of turns if only the number of turns is missing."""
    frame = found.frame
    if frame is None or any(wrong.at < frame.at for wrong in found.wrongs):
        return
    written = any(character.isdigit() for character in frame.text)
    for turns in (found.terms.turns,) if written else LENGTHS:
        for secret in (True,) if found.terms.secret else (False, True):
            terms = attrs.evolve(found.terms, turns=turns, secret=secret)
            yield _row(option, options, terms, what=_length(terms))


def _length(terms: Terms) -> str:
    hushed = "Only the parties know of it, unless it leaks." if terms.secret else "Everybody knows of it."
    return f"It binds for {turns_text(terms.turns)}. {hushed}"


def _lines(
    last: TextPiece, text: str, kept: Terms, option: Option, options: OrderOptions
) -> tuple[tuple[CompletionRow, ...], str]:
    """Return the lines that the last piece may become, and the text to show after the cursor.

    An offer that is already complete comes first.
    """
    vocabulary, table = options.vocabulary, kept.table
    found = line_fits(last.text, table, vocabulary) if last.text else ()
    taken = {(line.clause, line.target) for line in kept.lines}
    best = [each for each in meant(found) if _target(each) not in taken] if found else []
    if len(best) == 1 and best[0].fit.complete:
        whole = tuple(_whole(best[0], kept, option, options))
        if whole:
            return whole, _tail(whole[0].text, text, best[0])
    clauses = {each.clause.id: each.clause for each in best} if last.text else _by_id(vocabulary, table)
    if len(clauses) == 1 and last.text:
        clause = next(iter(clauses.values()))
        rows = [_line_row(clause, each.words, kept, option, options) for each in best]
    else:
        rows = [_line_row(clause, (name,), kept, option, options) for name, clause in clauses.items()]
    return tuple(rows), _rest(best, text) if last.text and best else ""


def _by_id(vocabulary: DealVocabulary, table: str) -> dict[str, Clause]:
    return {clause.id: clause for clause in vocabulary.book.at(table)}


def _target(found: LineFit) -> tuple[str, str]:
    return found.clause.id, found.words[1] if len(found.words) > 1 else ""


def _whole(found: LineFit, kept: Terms, option: Option, options: OrderOptions) -> Iterator[CompletionRow]:
    """Return the offer with this line of terms completed.

    The line has the typed amount. The result has one row for each possible amount if no amount is typed.
    """
    typed = found.fit.level
    levels = [level for level in found.clause.levels if not typed or abs(level - float(typed)) < 1e-9]
    for level in levels:
        line = options.vocabulary.term(found.clause, found.words, level)
        for secret in (False, True) if len(levels) == 1 else (False,):
            terms = attrs.evolve(kept, lines=(*kept.lines, line), turns=USUAL_TURNS, secret=secret)
            yield _row(option, options, terms, what=_about(found.clause, options.vocabulary, False))


def _line_row(
    clause: Clause, begins: Sequence[str], kept: Terms, option: Option, options: OrderOptions
) -> CompletionRow:
    """Return a row of the order list that continues the line of terms, such as `offer peace: truce DKR `."""
    before = "".join(f"{line.text}{BETWEEN} " for line in kept.lines)
    goes_on = len(clause.levels) > 1 or len(begins) < (2 if clause.on else 1)
    begun = f"{OFFER} {kept.table}{HEAD} {before}{' '.join(begins)}{' ' if goes_on else ''}"
    return _row(option, options, None, begun, _about(clause, options.vocabulary, True))


def _about(clause: Clause, vocabulary: DealVocabulary, amounts: bool) -> str:
    givers = " and ".join(vocabulary.names.get(party, party) for party in clause.by)
    unit = f" {clause.unit}" if clause.unit else ""
    told = f" {capital(levels_text(clause.levels))}{unit}." if amounts and len(clause.levels) > 1 else ""
    return f"{clause.label or capital(words(clause.id))}, given by {givers}.{told}"


def _tail(whole: str, text: str, line: LineFit) -> str:
    """Return the text to show after the cursor if the last line of terms is complete but the offer has no end yet."""
    if whole.startswith(text):
        return whole[len(text) :]
    if line.fit.level:
        return f"{FRAME} {USUAL_TURNS} turns"
    amount = f" {level_text(line.clause.levels[0])}" if len(line.clause.levels) > 1 else ""
    return f"{line.fit.unwritten}{amount}{FRAME} {USUAL_TURNS} turns"


def _rest(best: Sequence[LineFit], text: str) -> str:
    """Return the text to show after the cursor: the words of the best line of terms that are not typed yet."""
    how = best[0].fit
    if how.level:
        return ""
    missing = " ".join(best[0].words[how.begun :])
    return missing if text[-1:].isspace() else f"{how.unwritten} {missing}".rstrip()
