"""All data of a match: players, past turns, drafts, and the caches for each seat.

Must not know: the causes of changes. Only `apply` changes the data, one event at a time.
"""

from __future__ import annotations

from wargame.game.available_orders import AvailableOrders
from wargame.game.deals.tables import Tables
from wargame.game.engine import Engine
from wargame.game.history import History
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.seat_draft import SeatDrafts
from wargame.model.match.events import InjectGiven, SeatChanged
from wargame.model.match.note import Note
from wargame.model.match.ruling import Ruling, VoidRuling
from wargame.rulebook import Rulebook


class MatchState:
    """All data of a match that events change.

    `seats`: the player of each seat.
    `seat_drafts`: the drafts of the seats that people play.
    `odds_shown`: whether seats may ask for odds.
    `had_people`: whether a person has played any seat so far.
    `injects_given`: the injects that the facilitator triggered, the oldest first.
    `rulings`: the facilitator's rulings on the present turn, the oldest first.
    `void_rulings`: the rulings that an inject or a new player made void, the oldest first.
    `notes`: the notes of observers and the facilitator, the oldest first.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.engine = Engine(rulebook)
        self.scenario = self.engine.scenario
        self.seats: dict[str, str] = {}
        self.first_seats: dict[str, str] = {}  # the player of each seat when the game opened
        self.seat_changes: list[SeatChanged] = []
        self.injects_given: list[InjectGiven] = []
        self.rulings: list[Ruling] = []
        self.void_rulings: list[VoidRuling] = []
        self.notes: list[Note] = []
        self.had_people = False
        self.odds_shown = True
        self.seat_drafts = SeatDrafts()
        self.length = 0
        self.past = History(self.engine)
        self.vocabulary = DealVocabulary.of(self.scenario)
        self.tables = Tables(self.engine, self.past, self.vocabulary, self.seat_drafts)
        self.available = AvailableOrders(self.engine, self.past, self.vocabulary, self.tables, self.seat_drafts)
