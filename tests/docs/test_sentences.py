"""Prose of the documents is plain: short sentences, one thought each, in the order subject, verb, object."""

import re

import pytest

from docs.blocks import ROOT
from docs.prose import PAGES, Sentence, cells, of_page, sentences

LONGEST = 32  # words; a semicolon or a colon does not end a sentence
LONGEST_IN_TABLES = 40  # a cell may list many things, but prose may not hide in it
MEAN = 14  # words, over the sentences of a page
SEMICOLONS = 1  # in a sentence
# "Where X holds, Y ...": the reader must keep X in mind until Y comes. A question may begin so.
FRONTED = re.compile(
    r"^[*_\"“(]*((Where|Wherever|Whoever|Whatever|Whichever|What|Who|Whose|Whether|Being|Having)\b"
    r"|(If|When|While|Because|Although|Though|Unless|Once|Until|Since|As|After|Before)\b.*,"
    r"|(In|On|At|With|Without|By|From|Under|Above|Below|Beyond|During|For|Through)\b.*,)"
)
ALLOWED = ("For example,",)  # it says how the sentence belongs to the one before
VAGUE = re.compile(r"^[*_\"“(]*(This|That|These|Those) (is|are|was|were|has|have|does|do|may|can|will|makes?|means?)\b")


def located(page, sentence: Sentence, fault: str) -> str:
    return f"{page.relative_to(ROOT)}:{sentence.line}: {fault}: {sentence.text}"


def faults(page) -> list[str]:
    """Return what is wrong with the sentences of a page, each with file and line."""
    found = []
    for sentence in of_page(page):
        if sentence.words > LONGEST:
            found.append(located(page, sentence, f"{sentence.words} words, at most {LONGEST}"))
        if sentence.text.count(";") > SEMICOLONS:
            found.append(located(page, sentence, f"more than {SEMICOLONS} semicolon"))
        heading = sentence.text.startswith("**") and sentence.text.endswith("**")
        question = sentence.text.rstrip('*_"”)').endswith("?")
        if FRONTED.match(sentence.text) and not (heading or question or sentence.text.startswith(ALLOWED)):
            found.append(located(page, sentence, "begin with the subject"))
        if VAGUE.match(sentence.text):
            found.append(located(page, sentence, "write the noun beside this, that, these or those"))
    for sentence in cells(page.read_text(encoding="utf-8")):
        if sentence.words > LONGEST_IN_TABLES:
            found.append(located(page, sentence, f"{sentence.words} words in a table, at most {LONGEST_IN_TABLES}"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_sentences_are_short_and_begin_with_their_subject(page):
    found = faults(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_sentences_are_short_on_average(page):
    lengths = [sentence.words for sentence in of_page(page)]
    assert sum(lengths) <= MEAN * len(lengths), f"{sum(lengths) / len(lengths):.1f} words a sentence, at most {MEAN}"


@pytest.mark.parametrize(
    ("text", "fronted"),
    [
        ("If it rains, stay.", True),
        ("With rain, stay.", True),
        ("For each seat, one line.", True),
        ("Stay if it rains.", False),
        ("At most one deal is in force.", False),
        ("Where rain falls stay.", True),
    ],
)
def test_fronted_clauses_are_known(text, fronted):
    assert bool(FRONTED.match(text)) == fronted


def test_sentences_are_found_with_their_lines():
    page = (
        "# A heading. Not prose.\n\nOne `a. B` is\ncode. Two; three: four.\n"
        "- five by J. Powell\n  and 3.5 more\n1. Six?\n\n| a. | B. |\n\n```\nSeven. Eight.\n```\n"
        "See [the link](x.md).\n"
    )
    assert [(found.line, found.text, found.words) for found in sentences(page)] == [
        (3, "One `a. B` is code.", 4),
        (4, "Two; three: four.", 3),
        (5, "five by J. Powell and 3.5 more", 7),
        (7, "Six?", 1),
        (14, "See [the link](x.md).", 3),
    ]


def test_cells_of_tables_are_found_with_their_lines():
    page = "| one | two |\n| --- | --- |\n| `a` | Three four. Five |\n\n```\n| six |\n```\n"
    found = [(sentence.line, sentence.text) for sentence in cells(page) if sentence.words]
    assert found == [(1, "one"), (1, "two"), (3, "`a`"), (3, "Three four."), (3, "Five")]


def test_the_pages_hold_prose():
    assert sum(len(of_page(page)) for page in PAGES) > 1000
