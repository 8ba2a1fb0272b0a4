"""Perceptual hashes, and the search for near ones, against comparing all with all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.fft import dctn

from cnn.datasets.inspection import perceptual_hash
from cnn.datasets.inspection.perceptual_hash import near_pairs, perceptual_hashes

hashes = st.lists(st.integers(0, 2**64 - 1), max_size=12).map(lambda values: np.array(values, np.uint64))


def pairs(first: NDArray[np.uint64], second: NDArray[np.uint64], most: int) -> set[tuple[int, int]]:
    found = near_pairs(first, second, most)
    return {pair for one, other in found for pair in zip(one.tolist(), other.tolist(), strict=True)}


def test_a_hash_is_made_of_the_slow_waves_of_the_cosine_transform() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (5, 32, 32)).astype(np.uint8)
    slow = [dctn(picture.astype(float), type=2)[:8, :8].reshape(-1) for picture in pictures]
    expected = [np.packbits(waves > np.median(waves)).view(np.uint64)[0] for waves in slow]
    assert perceptual_hashes(pictures).tolist() == expected


@pytest.mark.slow
@given(hashes, hashes, st.integers(0, 63), st.integers(0, 12))
def test_near_pairs_are_those_that_comparing_all_with_all_gives(
    first: NDArray[np.uint64], second: NDArray[np.uint64], bit: int, most: int
) -> None:
    second = np.concatenate([second, first ^ np.uint64(1 << bit)])
    differing = np.bitwise_count(first[:, np.newaxis] ^ second)
    expected = set(zip(*(places.tolist() for places in np.nonzero(differing <= most)), strict=True))
    assert pairs(first, second, most) == expected


@pytest.mark.slow
@pytest.mark.parametrize("spread", [64, 24])
@pytest.mark.parametrize("most", [3, 7, 11])
def test_looking_up_in_bands_finds_the_same(spread: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of hashes that crowd together, and in portions."""
    generator = np.random.default_rng(spread)
    seeds = generator.integers(0, 2**spread, 300, np.uint64, endpoint=False)
    flips = np.uint64(1) << generator.integers(0, spread, (9, 300), np.uint64)
    found = np.concatenate([seeds, seeds ^ flips[0] ^ flips[1] ^ flips[2], seeds ^ np.bitwise_xor.reduce(flips, axis=0)])
    every = pairs(found, found, most)
    monkeypatch.setattr(perceptual_hash, "_PORTION", 1000)
    monkeypatch.setattr(perceptual_hash, "_DEARER", 0)  # bands, whatever they cost
    assert pairs(found, found, most) == every
    assert len(every) > len(found)
