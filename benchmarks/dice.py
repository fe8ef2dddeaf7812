"""Statistical tests of the keyed dice: `python -m benchmarks.dice`. `--stream SEED` writes raw bits for other programs.

Must not know: rules or games. The results are in docs/decisions/0005-dice.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from benchmarks.significance import (
    Floats,
    chi_square_p,
    counts_p,
    greatest_normal_p,
    kolmogorov_p,
    normal_p,
    poisson_shares,
)
from benchmarks.streams import STREAMS, along_small_keys, endless
from wargame.numeric import dice, quantiles
from wargame.numeric.dice import Bits

WORDS = 1 << 18  # number of 64-bit words that one test reads
RUNS = 2  # number of independent parts of each stream
ALARM = 1e-6  # a p-value below this limit fails the whole test; about 200 p-values are computed


def ones(words: Bits) -> npt.NDArray[np.uint8]:
    """Return the bits of words. The lowest bit of a word comes first. The shape is [word, 64]."""
    return np.unpackbits(words.astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")


def bit_balance(words: Bits) -> float:
    """Return the p-value of the claim that each of the 64 bits is set in half of the words."""
    n = words.size
    return greatest_normal_p((ones(words).sum(axis=0) - n / 2) / np.sqrt(n / 4))


def bit_pairs(words: Bits) -> float:
    """Return the p-value of the claim that no two bits of a word are correlated."""
    signs = ones(words[: 1 << 16]).astype(np.float32) * 2 - 1
    z = (signs.T @ signs / np.sqrt(len(signs)))[np.triu_indices(64, 1)]
    return greatest_normal_p(z.astype(np.float64))


def bits_of_neighbours(words: Bits) -> float:
    """Return the p-value of the claim that no bit of a word is correlated with a bit of the next word."""
    signs = ones(words[: (1 << 16) + 1]).astype(np.float32) * 2 - 1
    z = signs[:-1].T @ signs[1:] / np.sqrt(len(signs) - 1)
    return greatest_normal_p(z.ravel().astype(np.float64))


def byte_counts(words: Bits) -> float:
    """Return the p-value of the claim that the 256 values of a byte are equally frequent, in each of eight bytes."""
    counts = np.bincount(words.astype("<u8").view(np.uint8), minlength=256)
    return counts_p(counts, np.full(256, words.size * 8 / 256))


def uniformity(words: Bits) -> float:
    """Return the Kolmogorov-Smirnov p-value of the claim that numbers in [0, 1) are uniform."""
    return kolmogorov_p(dice.unit(words))


def pairs(words: Bits) -> float:
    """Return the p-value of the claim that pairs of uniform numbers fill a 64 x 64 grid evenly."""
    cells = (words >> np.uint64(58)).astype(np.int64)
    counts = np.bincount(cells[0::2] * 64 + cells[1::2], minlength=4096)
    return counts_p(counts, np.full(4096, words.size / 2 / 4096))


def triples(words: Bits) -> float:
    """Return the p-value of the claim that triples of uniform numbers fill a 16 x 16 x 16 grid evenly."""
    cells = (words[: words.size // 3 * 3] >> np.uint64(60)).astype(np.int64).reshape(-1, 3)
    counts = np.bincount(cells @ np.array([256, 16, 1]), minlength=4096)
    return counts_p(counts, np.full(4096, len(cells) / 4096))


def low_triples(words: Bits) -> float:
    """Return the p-value of the claim that triples of the lowest bits fill a 16 x 16 x 16 grid evenly.

    Uniform numbers do not use these bits. Other code may use the bits.
    """
    cells = (words[: words.size // 3 * 3] & np.uint64(15)).astype(np.int64).reshape(-1, 3)
    counts = np.bincount(cells @ np.array([256, 16, 1]), minlength=4096)
    return counts_p(counts, np.full(4096, len(cells) / 4096))


def serial_correlation(words: Bits) -> float:
    """Return the p-value of the claim that uniform numbers 1 to 32 places apart are not correlated."""
    u = (dice.unit(words) - 0.5) * np.sqrt(12.0)
    return greatest_normal_p(np.array([(u[:-lag] * u[lag:]).sum() / np.sqrt(u.size - lag) for lag in range(1, 33)]))


def hamming_weights(words: Bits) -> float:
    """Return the p-value of the claim that the weights of neighbouring words are independent.

    The weight of a word is its number of ones: few, middling or many.
    """
    weight = ones(words).sum(axis=1, dtype=np.int64)
    band = np.digitize(weight, (29, 31, 33, 35))
    shares = np.bincount(band, minlength=5) / band.size
    counts = np.bincount(band[:-1] * 5 + band[1:], minlength=25)
    expected = np.outer(shares, shares).ravel() * (band.size - 1)
    return chi_square_p(float(((counts - expected) ** 2 / expected).sum()), 16)


def weight_law(words: Bits) -> float:
    """Return the p-value of the claim that the weights of words follow the binomial distribution."""
    weight = ones(words).sum(axis=1, dtype=np.int64)
    law = np.array([1.0])
    for _ in range(64):
        law = np.convolve(law, [0.5, 0.5])
    edges = np.arange(21, 44)
    counts = np.bincount(np.clip(weight, 20, 44) - 20, minlength=25)
    expected = np.array([law[:21].sum(), *law[edges], law[44:].sum()]) * words.size
    return counts_p(counts, expected)


def runs_up_and_down(words: Bits) -> float:
    """Return the p-value of the number of turning points between rising and falling runs.

    The expected mean is (2n - 1)/3, and the expected variance is (16n - 29)/90.
    """
    up = np.diff(dice.unit(words)) > 0
    n = words.size
    runs = 1 + int((up[1:] != up[:-1]).sum())
    return normal_p((runs - (2 * n - 1) / 3) / np.sqrt((16 * n - 29) / 90))


def gaps(words: Bits) -> float:
    """Return the p-value of the claim that the gaps between values under 1/8 are geometric."""
    at = np.flatnonzero(dice.unit(words) < 0.125)
    wait = np.minimum(np.diff(at) - 1, 40)
    shares = 0.125 * 0.875 ** np.arange(41)
    shares[40] = 0.875**40
    return counts_p(np.bincount(wait, minlength=41), shares * wait.size)


def greatest_of_eight(words: Bits) -> float:
    """Return the p-value of the claim that the eighth power of the greatest of eight uniform numbers is uniform."""
    return kolmogorov_p(dice.unit(words).reshape(-1, 8).max(axis=1) ** 8)


def permutations(words: Bits) -> float:
    """Return the p-value of the claim that all 120 orders of five uniform numbers are equally frequent."""
    rows = dice.unit(words)[: words.size // 5 * 5].reshape(-1, 5)
    ranks = rows.argsort(axis=1).argsort(axis=1) @ np.array([625, 125, 25, 5, 1])
    _, counts = np.unique(ranks, return_counts=True)
    full = np.zeros(120, dtype=np.int64)
    full[: counts.size] = counts
    return counts_p(full, np.full(120, len(rows) / 120))


def birthday_spacings(words: Bits) -> float:
    """Return the p-value of Marsaglia's birthday test.

    4,096 birthdays in 2^32 days should have a Poisson(4) number of equal spacings.
    """
    days = 4096
    years = (words >> np.uint64(32)).astype(np.int64)[: words.size // days * days].reshape(-1, days)
    lower = (words & np.uint64(0xFFFFFFFF)).astype(np.int64)[: words.size // days * days].reshape(-1, days)
    spacings = np.sort(np.diff(np.sort(np.concatenate([years, lower]), axis=1), axis=1), axis=1)
    equal = (spacings[:, 1:] == spacings[:, :-1]).sum(axis=1)
    shares = poisson_shares(days**3 / 4 / 2.0**32, 9)
    shares = np.concatenate([[shares[:2].sum()], shares[2:]])
    return counts_p(np.bincount(np.clip(equal, 1, 9) - 1, minlength=9), shares * equal.size)


def collisions(words: Bits) -> float:
    """Return the p-value of the number of collisions.

    About n^2 / 2^25 of n balls that are thrown into 2^24 urns should hit another ball.
    """
    total = 0
    for shift in (0, 20, 40):
        balls = (words >> np.uint64(shift)) & np.uint64((1 << 24) - 1)
        total += balls.size - np.unique(balls).size
    n, urns = words.size, 2.0**24
    mean = 3 * (n - urns * -np.expm1(n * np.log1p(-1 / urns)))
    return normal_p((total - mean) / np.sqrt(mean))


def matrix_rank(words: Bits) -> float:
    """Return the p-value of the ranks of random 64 x 64 matrices over GF(2).

    28.9 % of the matrices should have full rank, 57.8 % one less, and the rest a lower rank.
    """
    count = 2048
    rows = words[: count * 64].reshape(count, 64).copy()
    rank = np.zeros(count, dtype=np.int64)
    index = np.arange(64)
    for bit in range(64):
        has = ((rows >> np.uint64(bit)) & np.uint64(1)).astype(bool)
        candidate = has & (index[None, :] >= rank[:, None])
        found = candidate.any(axis=1)
        which = np.flatnonzero(found)
        pivot, top = candidate.argmax(axis=1)[which], rank[which]
        rows[which, pivot], rows[which, top] = rows[which, top].copy(), rows[which, pivot].copy()
        has = ((rows[which] >> np.uint64(bit)) & np.uint64(1)).astype(bool) & (index[None, :] > top[:, None])
        rows[which] ^= np.where(has, rows[which, top][:, None], np.uint64(0))
        rank[which] += 1
    seen = np.array([(rank == 64).sum(), (rank == 63).sum(), (rank < 63).sum()])
    return counts_p(seen, np.array([0.288788, 0.577576, 0.133636]) * count)


TESTS: tuple[Callable[[Bits], float], ...] = (
    bit_balance,
    bit_pairs,
    bits_of_neighbours,
    byte_counts,
    uniformity,
    pairs,
    triples,
    low_triples,
    serial_correlation,
    hamming_weights,
    weight_law,
    runs_up_and_down,
    gaps,
    greatest_of_eight,
    permutations,
    birthday_spacings,
    collisions,
    matrix_rank,
)


def avalanche_of(change: Callable[[Bits, np.uint64], tuple[Bits, Bits]]) -> float:
    """Return the p-value of the claim that a flip of one input bit flips each output bit in half of the cases.

    The test covers 4,096 pairs of an input bit and an output bit.
    """
    count = 1 << 14
    source = dice.mix(np.arange(count, dtype=np.uint64) + np.uint64(99))
    z = []
    for bit in range(64):
        before, after = change(source, np.uint64(1) << np.uint64(bit))
        flips = ones(before ^ after).sum(axis=0)
        z.append((flips - count / 2) / np.sqrt(count / 4))
    return greatest_normal_p(np.concatenate(z))


def avalanche() -> Iterator[tuple[str, float]]:
    """Return the avalanche tests of the die's key, of the turn's key and of the game's key."""
    die = dice.die_keys(["assaults.hit|KKR"])
    yield "avalanche, die", avalanche_of(lambda k, b: (dice.draw(die, k), dice.draw(die, k ^ b)))
    yield "avalanche, turn", avalanche_of(lambda k, b: (dice.draw(k, die), dice.draw(k ^ b, die)))
    yield (
        "avalanche, game",
        avalanche_of(lambda k, b: (dice.draw(dice.turn_keys(k, 5), die), dice.draw(dice.turn_keys(k ^ b, 5), die))),
    )


def across() -> Iterator[tuple[str, float]]:
    """Return tests of the claim that dice which a rule might compare are independent.

    The tests compare neighbouring games, turns, entities, `let` lines and seeds.
    """
    n = 1 << 17
    base, other = dice.die_keys(["clash.hit|KKR", "clash.hit|BKO"])[:, None]
    let = dice.die_keys(["clash.bite|KKR"])
    games = dice.game_keys(3, 0, n + 1)
    now = dice.turn_keys(games, 4)
    compared = {
        "games": (dice.draw(now[:-1], base), dice.draw(now[1:], base)),
        "turns": (dice.draw(now, base), dice.draw(dice.turn_keys(games, 5), base)),
        "entities": (dice.draw(now, base), dice.draw(now, other)),
        "lets": (dice.draw(now, base), dice.draw(now, let)),
        "seeds": (dice.draw(now, base), dice.draw(dice.turn_keys(dice.game_keys(4, 0, n + 1), 4), base)),
    }
    for name, (a, b) in compared.items():
        ua, ub = (dice.unit(words) - 0.5 for words in (a, b))
        yield f"correlation across {name}", normal_p(float((ua * ub).sum()) * 12 / np.sqrt(a.size))
        cells = (a >> np.uint64(59)).astype(np.int64) * 32 + (b >> np.uint64(59)).astype(np.int64)
        yield f"grid across {name}", counts_p(np.bincount(cells, minlength=1024), np.full(1024, a.size / 1024))
        weight = ones(a ^ b).sum(axis=1, dtype=np.float64)
        yield f"differing bits across {name}", normal_p((weight.mean() - 32) / (4 / np.sqrt(a.size)))


def normals() -> Iterator[tuple[str, float]]:
    """Return tests of the normal dice, which are looked up by the upper 16 bits.

    The tests check the mean, the variance, and sums of the dice of a turn.
    """
    keys = dice.die_keys([f"pressure.noise|C{i}" for i in range(16)])
    z = quantiles.normal()[
        dice.slot(dice.draw(dice.turn_keys(dice.game_keys(5, 0, 1 << 15), 9)[None, :], keys[:, None]))
    ]
    yield "normal, mean", normal_p(float(z.sum() / np.sqrt(z.size)))
    yield "normal, variance", normal_p(float((z * z - 1).sum() / np.sqrt(2 * z.size)))
    square: Floats = (z * z).sum(axis=0)
    cuts = [6.91, 8.55, 9.88, 11.15, 12.42, 13.79, 15.34, 17.27, 20.08]
    upper = np.array([1.0, *[chi_square_p(cut, 16) for cut in cuts], 0.0])
    counts = np.bincount(np.digitize(square, cuts), minlength=10)
    yield "normal, sum of 16 squares", counts_p(counts, (upper[:-1] - upper[1:]) * square.size)


def results() -> Iterator[tuple[str, str, float]]:
    """Return every test as (stream, name, p-value)."""
    for name, stream in STREAMS.items():
        for run in range(RUNS):
            words = stream(run, WORDS)
            for test in TESTS:
                yield f"{name} {run}", test.__name__.replace("_", " "), test(words)
    for group, tests in (("keys", avalanche()), ("pairs", across()), ("normals", normals())):
        for label, p in tests:
            yield group, label, p


def main() -> int:
    """Print every p-value, the smallest p-value, and whether all p-values together look uniform."""
    if "--stream" in sys.argv[1:]:
        try:
            for block in endless(int(sys.argv[2])):
                sys.stdout.buffer.write(block)
        except BrokenPipeError:
            return 0
    found = list(results())
    for where, name, p in found:
        print(f"{where:14} {name:32} p = {p:.4f}" + ("   <- low" if p < 0.001 else ""))
    values = np.array([p for _, _, p in found])
    least = values.min()
    control = bit_pairs(along_small_keys(0, WORDS))
    print(f"\ncontrol: bit pairs of raw keys 0, 1, 2, ... p = {control:.2g}, and the battery must reject it")
    print(f"{values.size} tests; least p = {least:.2g}; under 0.01: {(values < 0.01).sum()}")
    print(f"the p-values themselves are uniform with p = {kolmogorov_p(np.clip(values, 0, 1 - 1e-12)):.3f}")
    return 1 if least < ALARM or control > ALARM else 0


if __name__ == "__main__":
    sys.exit(main())
