"""Names of places in letters that every keyboard has.

Must not know: orders.
"""

from __future__ import annotations

import unicodedata

from wargame.model.scenario.scenario import Scenario


def first_words(scenario: Scenario) -> dict[str, str]:
    """Return the first word of each entity's name, without accents."""
    return {code: plain_letters(scenario.label(code)).split(" ")[0] for code in scenario.entities}


def plain_letters(text: str) -> str:
    """Remove accents from letters. For example, `Ségou` becomes `Segou`."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
