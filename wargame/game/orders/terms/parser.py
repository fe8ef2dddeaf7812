"""Reads the terms of a deal as people write them: `truce DKR 0.5, prisoners 50; 3 turns, secret`.

A line is one promise between commas, such as `truce DKR 0.5`. The text after the semicolon is the frame.

A unique prefix of a clause, a target or a word is enough.

Must not know: who may offer what, or which offers are open.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from wargame.errors import OrderError, Refusal
from wargame.game.orders.deal_vocabulary import USUAL_TURNS, DealVocabulary
from wargame.game.orders.grammar import Fit, cut, fit, levels_text, read_level
from wargame.game.wording.place_names import plain_letters
from wargame.model.match.order import level_text
from wargame.model.rules.deal import LONGEST_DEAL, Clause, TermLine, Terms

LONGEST_TEXT = 2000
MOST_LINES = 20
SECRET, TURNS = "secret", "turns"
HEAD, BETWEEN, FRAME = ":", ",", ";"

_NO_TURNS = f'It does not say for how long, as in "{FRAME} {USUAL_TURNS} {TURNS}".'
_COUNT = re.compile(r"([0-9]{1,6})([a-z]*)", re.IGNORECASE)


class TermsError(OrderError):
    """An error for refused terms. `at`: the position of the mistake in the whole text, counted from 0."""

    def __init__(self, message: str, at: int, nearest: str | None = None) -> None:
        super().__init__(Refusal.NOT_UNDERSTOOD, message, nearest)
        self.at = at


@attrs.frozen
class Wrong:
    """A mistake in a piece of text, with its position."""

    message: str
    at: int


@attrs.frozen
class LineFit:
    """A clause, the words of one line that offers it (`truce`, `DKR`), and the fit between a text and these words."""

    clause: Clause
    words: tuple[str, ...]
    fit: Fit


@attrs.frozen
class TextPiece:
    """A piece of text without the blanks around it, and the position where the piece begins."""

    text: str
    at: int


@attrs.frozen
class TermsDraft:
    """Unfinished terms: the readable part, and the mistakes in the rest.

    `lines`: the pieces of text between commas.
    `frame`: the text after the semicolon. None: there is no semicolon.
    """

    terms: Terms
    wrongs: tuple[Wrong, ...]
    lines: tuple[TextPiece, ...]
    frame: TextPiece | None


def read_terms(action: str, text: str, table: str, vocabulary: DealVocabulary) -> Terms:
    """Read `HEAD: terms`, where HEAD stands for any text.

    Raises TermsError with the position and the nearest correct text.
    """
    found = terms_draft(text, table, vocabulary)
    if found.wrongs:
        raise refusal_of(found, action, vocabulary)
    return found.terms


def refusal_of(draft: TermsDraft, action: str, vocabulary: DealVocabulary) -> TermsError:
    """Return the refusal of terms with mistakes. The refusal names the first mistake and the nearest correct text."""
    first = min(draft.wrongs, key=lambda wrong: wrong.at)
    nearest = draft.terms if draft.terms.lines else vocabulary.example(draft.terms.table)
    return TermsError(first.message, first.at, f"{action} {nearest.text}" if nearest else None)


def terms_draft(text: str, table: str, vocabulary: DealVocabulary) -> TermsDraft:
    """Read the readable part of `HEAD: terms`, where HEAD stands for any text.

    The terms in the result have the nearest correct text in place of each mistake.
    """
    body = text[:LONGEST_TEXT]
    start = body.find(HEAD) + 1
    wrongs = [Wrong(f"It is too long: terms have at most {LONGEST_TEXT} letters.", 0)] * (len(text) > LONGEST_TEXT)
    written, frame, rest = _parts(body, start)
    pieces = tuple(_pieces(body, start, written))
    lines: list[TermLine] = []
    if pieces == (TextPiece("", pieces[0].at),):
        wrongs.append(Wrong("No clause is written.", pieces[0].at))
    else:
        wrongs += _read_lines(pieces[:MOST_LINES], table, vocabulary, lines)
        wrongs += [Wrong(f"A deal has at most {MOST_LINES} lines.", piece.at) for piece in pieces[MOST_LINES:][:1]]
    turns, secret = USUAL_TURNS, False
    if frame is None:
        wrongs.append(Wrong(_NO_TURNS, len(body)))
    else:
        turns, secret, wrong = _read_frame(frame)
        wrongs += wrong
        if rest is not None:
            wrongs.append(Wrong('There is a second ";". One stands before the number of turns.', rest))
    return TermsDraft(Terms(table, tuple(lines), turns, secret), tuple(wrongs), pieces, frame)


def _parts(body: str, start: int) -> tuple[int, TextPiece | None, int | None]:
    """Split terms at their semicolon.

    Return three values: the position of the end of the lines, the text after the semicolon, and the position of a
    second semicolon.
    """
    end = body.find(FRAME, start)
    if end < 0:
        return len(body), None, None
    second = body.find(FRAME, end + 1)
    return end, _piece(body, end + 1, second if second >= 0 else len(body)), second if second >= 0 else None


def _pieces(body: str, start: int, end: int) -> Iterator[TextPiece]:
    at = start
    while True:
        comma = body.find(BETWEEN, at, end)
        yield _piece(body, at, comma if comma >= 0 else end)
        if comma < 0:
            return
        at = comma + 1


def _piece(body: str, start: int, end: int) -> TextPiece:
    text = body[start:end]
    return TextPiece(text.strip(), start + len(text) - len(text.lstrip()))


# -- lines ------------------------------------------------------------------------------------------------------------


def line_fits(text: str, table: str, vocabulary: DealVocabulary) -> tuple[LineFit, ...]:
    """Return the lines that a text begins, best first. Names of places count only if no codes fit."""
    return _ranked(_fits(text, table, vocabulary, {})) or _ranked(
        _fits(plain_letters(text), table, vocabulary, vocabulary.names)
    )


def _fits(text: str, table: str, vocabulary: DealVocabulary, names: Mapping[str, str]) -> Iterator[LineFit]:
    for clause in vocabulary.book.at(table):
        for words in vocabulary.lines(clause):
            how = fit(text, (words[0], *(names.get(code, code) for code in words[1:])))
            if how is not None and not how.main:
                yield LineFit(clause, words, how)


def _ranked(found: Iterator[LineFit]) -> tuple[LineFit, ...]:
    return tuple(sorted(found, key=lambda each: (each.fit.rank, each.words)))


def meant(found: Sequence[LineFit]) -> tuple[LineFit, ...]:
    """Return the lines that fit a text with the best rank. Complete lines come before other lines."""
    best = [each for each in found if each.fit.rank == found[0].fit.rank]
    return tuple([each for each in best if each.fit.complete] or best)


def _read_lines(
    pieces: Sequence[TextPiece], table: str, vocabulary: DealVocabulary, lines: list[TermLine]
) -> Iterator[Wrong]:
    """Read the pieces and append the result to `lines`. Yield each mistake.

    The nearest correct line is appended for a piece with a mistake.
    """
    taken: set[tuple[str, str]] = set()
    for piece in pieces:
        term, wrong = _read_line(piece, table, vocabulary)
        if wrong is not None:
            yield wrong
        if term is None:
            continue
        if (term.clause, term.target) in taken:
            if wrong is None:
                said = " ".join(part for part in (term.clause, term.target) if part)
                yield Wrong(f"{said} stands there twice.", piece.at)
            continue
        taken.add((term.clause, term.target))
        lines.append(term)


def _read_line(piece: TextPiece, table: str, vocabulary: DealVocabulary) -> tuple[TermLine | None, Wrong | None]:
    """Return the line that a piece means. A piece with a mistake gives the nearest line and the mistake."""
    if not piece.text:
        return None, Wrong("There is a comma with no clause beside it.", piece.at)
    found = line_fits(piece.text, table, vocabulary)
    if not found:
        return _mended(piece, table, vocabulary)
    best = meant(found)
    first = best[0]
    if len(best) > 1:
        named = ", ".join(" ".join(each.words) for each in best[:3])
        more = f" and {len(best) - 3} more" if len(best) > 3 else ""
        return _term(first, vocabulary), Wrong(
            f'"{cut(piece.text)}" could be {named}{more}. Write a letter more.', piece.at
        )
    amount = read_level(first.fit.level, first.clause.levels)
    if amount is None:
        near = min(first.clause.levels, key=lambda level: abs(level - float(first.fit.level)))
        typed = level_text(float(first.fit.level))
        said = f"{' '.join(first.words)} cannot be {typed}: its amount is {levels_text(first.clause.levels)}."
        return vocabulary.term(first.clause, first.words, near), Wrong(said, piece.at)
    return vocabulary.term(first.clause, first.words, amount), None


def _term(found: LineFit, vocabulary: DealVocabulary) -> TermLine:
    amount = read_level(found.fit.level, found.clause.levels)
    return vocabulary.term(found.clause, found.words, found.clause.levels[0] if amount is None else amount)


def _mended(piece: TextPiece, table: str, vocabulary: DealVocabulary) -> tuple[TermLine | None, Wrong]:
    """Return the nearest line, and the mistake with the word that is not understood."""
    tokens = list(re.finditer(r"\S+", piece.text))
    for kept in range(len(tokens) - 1, 0, -1):
        found = line_fits(piece.text[: tokens[kept].start()], table, vocabulary)
        if found:
            break
    else:
        return _wrong_clause(piece, tokens[0].group(), table, vocabulary)
    best = meant(found)
    first, word, at = best[0], tokens[kept].group(), piece.at + tokens[kept].start()
    if all(each.fit.complete for each in best):
        amounts = levels_text(first.clause.levels)
        return _term(first, vocabulary), Wrong(
            f'"{cut(word)}" is no amount of {first.clause.id}: that is {amounts}.', at
        )
    codes = {each.words[-1]: each for each in best if each.clause is first.clause}
    names = {vocabulary.names.get(code, code).upper(): code for code in codes}
    close = difflib.get_close_matches(word.upper(), [*codes, *names], n=1, cutoff=0.4)
    chosen = names.get(close[0], close[0]) if close else first.words[-1]
    rest = piece.text[tokens[kept].end() :]
    again = line_fits(f"{first.clause.id} {chosen}{rest}", table, vocabulary)
    return _term((again or (codes[chosen],))[0], vocabulary), Wrong(f'{first.clause.id} is about no "{cut(word)}".', at)


def _wrong_clause(piece: TextPiece, word: str, table: str, vocabulary: DealVocabulary) -> tuple[TermLine | None, Wrong]:
    elsewhere = [
        clause
        for clause in vocabulary.book.clauses.values()
        if clause.table != table and clause.id.lower() == word.lower()
    ]
    if elsewhere:
        message = f"{elsewhere[0].id} is spoken of at {elsewhere[0].table}, not at {table}."
    else:
        message = f'No clause of {table} starts with "{cut(word)}".'
    ids = [clause.id for clause in vocabulary.book.at(table)]
    close = difflib.get_close_matches(word.lower(), ids, n=1, cutoff=0.5)
    begun = [name for name in ids if name[:1] == word[:1].lower()]
    rest = piece.text[len(word) :]
    for name in (*close, *begun, *ids):
        again = line_fits(f"{name}{rest}", table, vocabulary) or line_fits(name, table, vocabulary)
        if again:
            return _term(again[0], vocabulary), Wrong(message, piece.at)
    return None, Wrong(message, piece.at)


# -- the frame --------------------------------------------------------------------------------------------------------


def _read_frame(frame: TextPiece) -> tuple[int, bool, list[Wrong]]:
    """Read the text after the semicolon: the number of turns, and whether the deal is secret.

    The result has the nearest correct value in place of each mistake, and a list of the mistakes.
    """
    turns, secret, wrongs = 0, False, []
    for token in re.finditer(r"[^\s,]+", frame.text):
        word, at = token.group(), frame.at + token.start()
        counted = _COUNT.fullmatch(word) if not turns else None
        if counted is not None and TURNS.startswith(counted[2].lower()):
            turns = int(counted[1])
            if not 1 <= turns <= LONGEST_DEAL:
                wrongs.append(Wrong(f"A deal lasts 1 to {LONGEST_DEAL} turns, not {turns}.", at))
                turns = min(max(turns, 1), LONGEST_DEAL)
        elif turns and TURNS.startswith(word.lower()):
            continue
        elif not secret and SECRET.startswith(word.lower()):
            secret = True
        else:
            wrongs.append(Wrong(f'"{cut(word)}" is neither a number of turns nor "{SECRET}".', at))
    if not turns:
        turns = USUAL_TURNS
        if not wrongs:
            wrongs.append(Wrong(_NO_TURNS, frame.at))
    return turns, secret, wrongs
