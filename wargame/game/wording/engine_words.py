"""Explains the words that the program uses in every scenario, beside the words of the scenario's glossary.

Must not know: how a screen places the words.
"""

from __future__ import annotations

from wargame.model.scenario.scenario import Scenario

ENGINE_WORDS = {
    "margin": "The distance of a team's score from its par; above zero is better than par.",
    "margin expected at the end": "The mean margin at the end of games that bots play on from here.",
    "margin if the game ended then": "The margin that the score after a turn would have as the last score.",
    "par": "The score that the usual bot of a team reaches in the middle of many games.",
    "decision": "What a team chose in a turn: its orders, its answers and its deals.",
    "luck": "The part of a result that comes from dice and not from decisions.",
    "account": "The margin of a team, divided into its start, injects, decisions, others, luck and rulings by turn.",
    "turning point": "A turn that changed the margin expected at the end much.",
    "ruling": "A change of a roll or a number by the facilitator, which the save keeps.",
}
ODDS_WORDS = {
    "odds": "The possible results of your orders in many trials, from only what your team can see.",
    "trial": "One imagined game that tests your orders with its own dice.",
    "standing": "The margin expected at the end, as far as your team can know.",
}


def explained_words(scenario: Scenario, odds_shown: bool = True) -> dict[str, str]:
    """Return each word that the help explains, with its meaning. A word of the scenario comes before the same word of
    the program.

    `odds_shown`: whether the game shows odds. The words of the odds are otherwise left out.
    """
    words = {**ENGINE_WORDS, **ODDS_WORDS} if odds_shown else ENGINE_WORDS
    own = {word.lower() for word in scenario.glossary}
    return {**scenario.glossary, **{word: text for word, text in words.items() if word not in own}}
