"""Makes the table of functions in docs/rule-language.md from the registry of words. `write` puts the table there."""

from pathlib import Path

from wargame.language.draw import Distribution
from wargame.language.operation import Function
from wargame.language.reduction import Reduction, WeightedMean
from wargame.language.registry import WORDS
from wargame.language.word import Word

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rule-language.md"
BEGIN = "<!-- functions: pytest tests/docs/test_functions.py --regenerate writes this table -->\n"
END = "<!-- end of functions -->\n"


def table() -> str:
    """Return the table. Each word of the rule language has one row."""
    head = "| function | gives | example |\n| --- | --- | --- |\n"
    return head + "".join(f"| `{word.call}` | {word.returns} | {example(word)} |\n" for word in WORDS.values())


def example(word: Word) -> str:
    """Return what the word gives for its example values."""
    match word:
        case Function(example=(values, result)):
            return f"`{word.name}({', '.join(f'{x:g}' for x in values)})` is {result:g}"
        case Reduction(example=(values, result)) | WeightedMean(example=(values, result)):
            *most, last = (f"{x:g}" for x in values)
            return f"{result:g} for the values {', '.join(most)} and {last}"
        case Distribution():
            return f"`{word.name}({', '.join(f'{x:g}' for x in word.samples[0])})`"
    return ""


def printed() -> str:
    """Return the table that is now in the page."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def write() -> None:
    """Put the new table into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + table() + END + rest.partition(END)[2], encoding="utf-8")
