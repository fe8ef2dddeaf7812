"""Names of places as any keyboard can write them.

Must not know: orders.
"""

from __future__ import annotations

import unicodedata

from wargame.model.scenario import Scenario


def first_words(scenario: Scenario) -> dict[str, str]:
    """Give for each entity the first word of its name, without accents, so that any keyboard can write it."""
    return {code: plain_letters(scenario.label(code)).split(" ")[0] for code in scenario.entities}


def plain_letters(text: str) -> str:
    """Take accents off letters: `Ségou` as `Segou`."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
