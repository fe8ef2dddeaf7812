"""Docstrings are plain: short sentences, one thought each."""

import re

import pytest

from docs.blocks import ROOT
from docs.docstrings import of_file, of_source

LONGEST = 32  # words; a semicolon or a colon does not end a sentence
FILES = sorted((ROOT / "wargame").rglob("*.py"))
FOLDERS = sorted({path.parent for path in FILES})
# "Where X holds, Y": the reader must keep X in mind until Y comes.
FRONTED = re.compile(r"^(If|When|Where|While|Because|Although|Unless|Once|Until|Since|As|After|Before)\b[^:`]*, ")
# Private metaphors that had found their way into the code, and "give" for what a function returns.
STRANGE = re.compile(r"^Gives?\b|\b(chair|eyes|lookout|leeway|parlance|hand(s|ed)? out|the ear|evening)\b")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_sentences_are_short(folder):
    found = [
        f"{path.relative_to(ROOT)}:{sentence.line}: {sentence.words} words, at most {LONGEST}: {sentence.text}"
        for path in sorted(folder.glob("*.py"))
        for sentence in of_file(path)
        if sentence.words > LONGEST
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_sentences_name_their_verb_and_begin_with_it(folder):
    found = [
        f"{path.relative_to(ROOT)}:{sentence.line}: {sentence.text}"
        for path in sorted(folder.glob("*.py"))
        for sentence in of_file(path)
        if STRANGE.search(re.sub(r"`[^`]*`", "", sentence.text)) or FRONTED.match(sentence.text)
    ]
    assert not found, "\n".join(found)


def test_sentences_are_found_with_their_lines():
    text = (
        '"""One module. Two\nlines."""\n\nx = """Not a docstring."""\n\n\nclass A:\n    """Three."""\n\n'
        '    async def b(self):\n        """Four.\n\n        Five `a. B` six; seven.\n        """\n'
    )
    assert [(found.line, found.text, found.words) for found in of_source(text)] == [
        (1, "One module.", 2),
        (1, "Two lines.", 2),
        (8, "Three.", 1),
        (11, "Four.", 1),
        (13, "Five `a. B` six; seven.", 4),
    ]


def test_the_code_is_documented():
    assert sum(len(of_file(path)) for path in FILES) > 3000
