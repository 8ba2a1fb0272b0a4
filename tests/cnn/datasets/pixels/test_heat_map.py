"""A map over its image: what is strongest stands out, nothing covers nothing, and both ends of the opacity are one of the two."""

import numpy as np
import pytest

from cnn.datasets.pixels.heat_map import AGAINST, FOR, RISING, enlarged, laid_over, seen, spread_of

IMAGE = np.arange(12, dtype=np.float32).reshape(3, 4, 1) * 20
MAP = np.zeros((3, 4), np.float32)
MAP[0, 0], MAP[2, 3] = 2, -2


@pytest.mark.parametrize("signed", [False, True])
def test_without_opacity_there_is_the_image_and_with_all_of_it_the_map(signed: bool) -> None:
    assert (laid_over(IMAGE, MAP, 0, signed=signed) == seen(IMAGE)).all()
    whole = laid_over(IMAGE, MAP, 1, signed=signed)
    assert tuple(whole[0, 0]) == (FOR if signed else RISING[-1])
    assert tuple(whole[2, 3]) == (AGAINST if signed else RISING[0])
    assert len({tuple(pixel) for pixel in whole[1]}) == 1  # nothing of the image


def test_what_a_signed_map_says_nothing_of_is_clear() -> None:
    assert (laid_over(IMAGE, MAP, 0.5, signed=True)[1] == seen(IMAGE)[1]).all()


def test_a_map_of_nothing_and_images_of_any_number_of_channels() -> None:
    for channels in (1, 2, 3, 4, 7):
        image = np.full((3, 4, channels), 300.0)
        assert seen(image).shape == (3, 4, 3)
        assert laid_over(image, np.zeros((3, 4)), 0.5, signed=False).shape == (3, 4, 3)


def test_small_images_keep_their_pixels_as_squares() -> None:
    large = enlarged(seen(IMAGE), 80)
    assert large.shape == (60, 80, 3)
    assert (large[:20, :20] == seen(IMAGE)[0, 0]).all()


def test_a_map_says_where_it_is_strongest_and_how_little_has_half_of_it() -> None:
    assert spread_of(np.array([[0, 1.0], [-3, 0]])) == (1, 0, 0.25)
    assert spread_of(np.ones((2, 5))).half == 0.5
    assert spread_of(np.zeros((2, 5))).half == 1
