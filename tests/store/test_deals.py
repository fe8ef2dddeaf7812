"""Deals on saves: a game in which people and bots deal is taken up again and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.store.session import Session
from wargame.store.setup import PlaySetup
from wargame.store.verify import verify

SEATS = {"junta": "human", "russia": "doctrine", "jnim": "doctrine", "aes": "doctrine"}
WRITTEN = "moscow: money_for_moscow 15; 2 turns"


@pytest.mark.slow
def test_a_bot_that_signs_what_stands_in_a_draft_does_so_again_when_the_save_is_verified(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    setup = PlaySetup("bamako_siege", SEATS, seed=3, turns=3, save=path)
    with Session.begin(setup) as session:
        session.match.add("junta", f"offer {WRITTEN}")
        session.match.commit("junta")
        session.match.adjudicate()
        assert f"sign {WRITTEN}" in [order.text for order in session.match.orders(None, 1)["russia"]]
        session.match.add("junta", "offer palace_pact")
    with Session.resume(path) as session:
        match = session.match
        (moscow,) = (talk for talk in match.deals("junta") if talk.table == "moscow")
        assert moscow.stands is not None
        assert moscow.stands.left == 1
        assert [offer.line for offer in moscow.offers] == ["offer palace_pact"]
        for _ in range(2):
            match.commit("junta")
            match.adjudicate()
    verdict = verify(path)
    assert verdict.sound, verdict.text
