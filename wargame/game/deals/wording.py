"""The wording of deals: promises by giver, length, secrecy and worth. All screens use these texts.

Must not know: screens, or who may read the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from wargame.game.wording.labels import seat_label
from wargame.game.wording.number import WRITTEN
from wargame.model.rules.deal import turns_text
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.log import LogLine
from wargame.model.telling.table_view import InForce, Offer, Promise, TableView


def secrecy(secret: bool) -> str:
    """Return a text that says whether other seats know of a deal."""
    return "secret" if secret else "public"


def given(scenario: Scenario, promises: Sequence[Promise], seat: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group promises by giver, as pairs such as (`You give`, texts). Promises that both parties give come last."""
    found: dict[str, list[str]] = {}
    for promise in promises:
        who = "Both give" if len(promise.by) > 1 else f"{_named(scenario, promise.by[0], seat)} give"
        who += "s" if len(promise.by) == 1 and promise.by[0] != seat else ""
        found.setdefault(who, []).append(promise.text)
    return tuple((who, tuple(texts)) for who, texts in sorted(found.items(), key=lambda pair: pair[0] == "Both give"))


def _named(scenario: Scenario, party: str, seat: str) -> str:
    return "You" if party == seat else seat_label(scenario, party)


def worth(value: float | None, each_turn: bool = False) -> str:
    """Return the worth of a deal as text. The text is empty if the reader is not a party of the deal."""
    if value is None:
        return ""
    return f"worth to you ≈ {WRITTEN.worth(value)}{' a turn' if each_turn else ''}"


def with_alarms(lines: Iterable[LogLine], talks: Sequence[TableView]) -> tuple[LogLine, ...]:
    """Return the log lines. A line about the seat's own tables becomes an alarm, which screens emphasize."""
    own = {(said.turn, said.text) for talk in talks if talk.own for said in talk.said}
    return tuple(attrs.evolve(line, alarm=True) if (line.turn, line.text) in own else line for line in lines)


def offer_head(scenario: Scenario, offer: Offer, seat: str) -> str:
    """Return an offer as one line of text, such as `A calm month, 3 turns, public`."""
    who = "" if offer.by == seat or not offer.turn else f" from {seat_label(scenario, offer.by)}"
    return f"{offer.title}{who}, {turns_text(offer.turns)}, {secrecy(offer.secret)}"


def stands_head(stands: InForce, turn: str = "turn ") -> str:
    """Return a deal in force as one line of text. `turn`: the text before the number of a turn."""
    return f"{stands.title}, {secrecy(stands.secret)}, {turns_text(stands.left)} left, since {turn}{stands.since}"


def faith_text(faith: float) -> str:
    """Return a text that says how far the other party can be trusted to keep its promises."""
    return f"their word counts {round(100 * min(max(faith, 0.0), 1.0))} % for you"


def _terms_told(scenario: Scenario, talk: TableView, offer: Offer, seat: str) -> list[str]:
    """Return the terms and the worth of an offer as texts."""
    lines = [f"{offer_head(scenario, offer, seat)}.", *([offer.text] if offer.text else []), ""]
    for who, texts in given(scenario, offer.promises, seat):
        lines += [f"{who}: {text}." for text in texts]
    lines.append("")
    if offer.worth is not None:
        trust = f" What you receive is reckoned by trust: {faith_text(talk.faith)}." if talk.faith is not None else ""
        lines.append(f"The deal is {worth(offer.worth)} points of your score.{trust}")
    if talk.stands is not None:
        lines.append(f"A signature ends the deal in force there: {talk.stands.title}.")
    if offer.secret:
        lines.append("Only the two of you know of it, unless it leaks. A breach is noticed less often than in public.")
    return lines


def sign_told(scenario: Scenario, talk: TableView, offer: Offer, seat: str) -> tuple[str, ...]:
    """Return texts that say what happens if the seat signs an offer."""
    lines = _terms_told(scenario, talk, offer, seat)
    lines.append(f"It binds both from this turn on, for {turns_text(offer.turns)}.")
    if offer.drafted:
        lines.append("The offer stands in a draft: if it is taken back or changed, your signature lapses.")
    return tuple(lines)


def offer_told(scenario: Scenario, talk: TableView, offer: Offer, seat: str) -> tuple[str, ...]:
    """Return texts that say what an offer means for the seat."""
    lines = _terms_told(scenario, talk, offer, seat)
    other = seat_label(scenario, offer.to)
    lines.append(
        f"{other} sees it at once and may sign it this turn or next. You can take it back while it is in your draft."
    )
    return tuple(lines)


def refuse_told(scenario: Scenario, offer: Offer, seat: str) -> tuple[str, ...]:
    """Return texts that say what happens if the seat refuses an offer."""
    return (f"{offer_head(scenario, offer, seat)}.", "", "The offer is off the table. Refusing costs nothing.")


def renounce_told(scenario: Scenario, talk: TableView, stands: InForce, seat: str) -> tuple[str, ...]:
    """Return texts that say what happens if the seat renounces a deal."""
    lines = [f"{stands_head(stands)}.", ""]
    for who, texts in given(scenario, stands.promises, seat):
        lines += [f"{who}: {text}." for text in texts]
    lines += ["", "The deal ends for both when this turn is resolved; it still binds you this turn."]
    openly = open_exit(scenario)
    if openly is not None:
        lines.append(f"Leaving openly counts as {round(100 * openly)} % of a breach.")
    if stands.worth is not None:
        lines.append(f"You lose this deal: {worth(stands.worth, each_turn=True)}.")
    return tuple(lines)


def open_exit(scenario: Scenario) -> float | None:
    """Return how bad it is to renounce a deal, as a share of the effect of a breach, from 0 to 1.

    Return None if this share is hidden or is a formula.
    """
    dealing = scenario.rules.deals.dealing
    if dealing is None or dealing.renounced is None:
        return 0.0
    text = dealing.renounced.text.strip()
    parameter = scenario.rules.parameters.get(text)
    if parameter is not None:
        return None if parameter.hidden else parameter.value
    return float(text) if text.replace(".", "", 1).isdigit() else None
