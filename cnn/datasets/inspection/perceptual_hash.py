"""Perceptual hashes: 64 bits that hardly change where a picture is resized, compressed or made brighter; their search.

Zauner (2010), "Implementation and Benchmarking of Perceptual Image Hash Functions", section 3.2.1 (the DCT hash); Norouzi,
Punjani & Fleet (2012), "Fast Search in Hamming Space with Multi-Index Hashing".
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: frequencies in each direction that give a bit, from 0
_FREQUENCIES = 8
#: a hash is looked up in bands of so many bits
_BAND = 16
#: pairs that are looked at together
_PORTION = 1 << 22
#: a pair that is looked up takes so many times as long as one that is compared in its turn
_DEARER = 8

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]


def perceptual_hashes(pictures: NDArray[Any]) -> Hashes:
    """One hash each (N × side × side, grey): whether each of 64 slow waves is stronger in it than their median."""
    found = [_hashes(pictures[start : start + 4096]) for start in range(0, len(pictures), 4096)]
    return np.concatenate(found) if found else np.zeros(0, np.uint64)


def _hashes(pictures: NDArray[Any]) -> Hashes:
    side = pictures.shape[1]
    waves = np.arange(_FREQUENCIES)[:, np.newaxis] * (np.arange(side) + 0.5) * (np.pi / side)
    cosines = np.cos(waves).astype(np.float32)
    strengths = (cosines @ pictures.astype(np.float32) @ cosines.T).reshape(len(pictures), -1)
    bits = strengths > np.median(strengths, axis=1, keepdims=True)
    return np.packbits(bits, axis=1).view(np.uint64).reshape(-1)


def near_pairs(hashes: Hashes, others: Hashes, most: int) -> Iterator[tuple[Places, Places]]:
    """All pairs (a place in each) whose hashes differ in at most so many bits, in portions; a pair may come more than once.

    Two hashes that differ in at most `most` of 64 bits differ in at most a quarter of that in one of their four bands: so those
    are looked up. Where that would be more work than comparing all with all, as with hashes that crowd together, that is done.
    """
    everything = len(hashes) * len(others)
    bands = [_Band(hashes, others, number, most * _BAND // 64) for number in range(64 // _BAND) if everything > _PORTION]
    if bands and sum(band.pairs for band in bands) * _DEARER < everything:
        for band in bands:
            for first, second in band.found():
                yield _near(hashes, others, first, second, most)
        return
    rows = max(_PORTION // max(len(others), 1), 1)
    for start in range(0, len(hashes), rows):
        differing = np.bitwise_count(hashes[start : start + rows, np.newaxis] ^ others)
        first, second = np.nonzero(differing <= most)
        yield first + start, second


def _near(hashes: Hashes, others: Hashes, first: Places, second: Places, most: int) -> tuple[Places, Places]:
    kept = np.bitwise_count(hashes[first] ^ others[second]) <= most
    return first[kept], second[kept]


class _Band:
    """16 of the 64 bits: who of `others` has the same ones, or all but a few."""

    def __init__(self, hashes: Hashes, others: Hashes, number: int, most: int) -> None:
        shift = np.uint64(number * _BAND)
        ones = np.uint64((1 << _BAND) - 1)
        self._keys = ((hashes >> shift) & ones).astype(np.int64)
        keys = ((others >> shift) & ones).astype(np.int64)
        self._order = np.argsort(keys, kind="stable")
        self._ends = np.cumsum(np.bincount(keys, minlength=1 << _BAND))
        self._starts = np.concatenate(([0], self._ends[:-1]))
        self._masks = [sum(1 << bit for bit in bits) for count in range(most + 1) for bits in combinations(range(_BAND), count)]

    @property
    def pairs(self) -> int:
        """How many there are to be looked at."""
        held = self._ends - self._starts
        return sum(int(held[self._keys ^ mask].sum()) for mask in self._masks)

    def found(self) -> Iterator[tuple[Places, Places]]:
        """Pairs of places, in portions."""
        for mask in self._masks:
            keys = self._keys ^ mask
            counts = self._ends[keys] - self._starts[keys]
            looked = np.flatnonzero(counts)
            totals = np.cumsum(counts[looked])
            borders = np.searchsorted(totals, np.arange(_PORTION, int(totals[-1]) if len(totals) else 0, _PORTION))
            for part in np.split(looked, borders):
                yield self._expanded(part, self._starts[keys[part]], counts[part])

    def _expanded(self, places: Places, starts: Places, counts: Places) -> tuple[Places, Places]:
        before = np.repeat(np.cumsum(counts) - counts, counts)
        within = np.arange(int(counts.sum())) - before
        return np.repeat(places, counts), self._order[np.repeat(starts, counts) + within]
