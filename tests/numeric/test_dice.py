"""Keyed dice: known values, and independence of batch position."""

import numpy as np

from wargame.numeric import dice


def test_mix_is_the_finaliser_of_splitmix64():
    # First output of splitmix64 seeded with 0 is mix(golden): Vigna's reference value.
    assert int(dice.mix(np.array([dice.GOLDEN], dtype=np.uint64))[0]) == 0xE220A8397B1DCDAF


def test_a_game_of_a_batch_is_the_game_alone():
    batch = dice.game_keys(7, 0, 100)
    assert dice.game_keys(7, 42, 1)[0] == batch[42]
    assert dice.turn_keys(batch, 3)[42] == dice.turn_keys(batch[42:43], 3)[0]


def test_names_key_dice():
    a, b = dice.die_keys(["assaults.hit|KKR", "assaults.hit|BKO"])
    assert a != b
    assert dice.unit(dice.draw(dice.turn_keys(dice.game_keys(1, 0, 4), 1), np.array([a], dtype=np.uint64))).min() >= 0
