"""The table of functions in docs/rule-language.md is what the registry of words says; `--regenerate` writes it anew."""

from docs.write_functions import printed, table, write


def test_the_table_of_functions_is_what_the_words_say(regenerate: bool) -> None:
    if regenerate:
        write()
    assert printed() == table(), "run `pytest tests/docs/test_functions.py --regenerate` and read the diff"
