"""What is drawn on looks like the images a network knows, and a digit is centred and sized as MNIST's are."""

import numpy as np
import pytest

from cnn.datasets import open_dataset
from cnn.datasets.pixels.drawing import Paper, centred, paper_like

#: none, and a pixel to every side
SHIFTS = [(0, 0), *((down, across) for down in (-1, 0, 1) for across in (-1, 0, 1) if down or across)]


def test_mnist_is_white_on_black_and_centred_its_negative_black_on_white() -> None:
    images = open_dataset("mnist-sample").train.images
    assert images is not None
    some = images[:: len(images) // 64]
    assert paper_like(some) == Paper(0, 255, centres=True)
    assert paper_like(255 - some) == Paper(255, 0, centres=True)
    assert paper_like(np.roll(some, 4, axis=1)) == Paper(0, 255, centres=False)
    assert not paper_like(np.random.default_rng(0).integers(0, 255, (9, 28, 28, 1))).centres


def test_colours_have_a_paper_and_no_centre() -> None:
    assert paper_like(np.full((3, 8, 8, 3), 250)) == Paper(255, 27, centres=False, coloured=True)
    assert paper_like(np.full((3, 8, 8, 3), 5)).paper == 0


def test_mnist_own_digits_are_left_as_they_are() -> None:
    """Enlarged and moved about, a digit comes back to where it was: the oracle is MNIST itself."""
    images = open_dataset("mnist-sample").train.images
    assert images is not None
    for digit in images[::250, ..., 0]:
        large = np.zeros((280, 280), np.uint8)
        rows, columns = np.nonzero(digit.max(axis=1) > 12)[0], np.nonzero(digit.max(axis=0) > 12)[0]
        cut = np.kron(digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], np.ones((8, 8), np.uint8))
        large[5 : 5 + cut.shape[0], 70 : 70 + cut.shape[1]] = cut
        found = centred(large, (28, 28), 0)
        assert found is not None
        off = [np.abs(np.roll(found, shift, (0, 1)).astype(int) - digit.astype(int)).mean() for shift in SHIFTS]
        assert off[0] == min(off) < 12, off


@pytest.mark.parametrize("paper", [0, 255])
def test_the_longest_side_is_20_and_the_centre_of_mass_in_the_middle(paper: int) -> None:
    drawing = np.full((336, 336), paper, np.uint8)
    drawing[10:210, 30:90] = 255 - paper
    drawing[10:60, 30:130] = 255 - paper
    found = centred(drawing, (28, 28), paper)
    assert found is not None
    ink = np.abs(found.astype(float) - paper)
    rows, columns = np.nonzero(ink.sum(axis=1) > 12)[0], np.nonzero(ink.sum(axis=0) > 12)[0]
    assert rows[-1] - rows[0] + 1 == 20
    assert columns[-1] - columns[0] + 1 == 10
    mass = [(ink.sum(axis=1 - axis) * (np.arange(28) + 0.5)).sum() / ink.sum() for axis in (0, 1)]
    assert mass == pytest.approx([14.5, 14.5], abs=0.51)


def test_nothing_drawn_is_nothing_and_a_line_or_a_dot_is_something() -> None:
    empty = np.zeros((50, 50), np.uint8)
    assert centred(empty, (28, 28), 0) is None
    for part in (np.s_[25, 10:40], np.s_[3:47, 49], np.s_[0, 0]):
        drawn = empty.copy()
        drawn[part] = 255
        found = centred(drawn, (28, 28), 0)
        assert found is not None
        assert found.any()
