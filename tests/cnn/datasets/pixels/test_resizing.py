"""How images keep their proportions: Keras's own function is asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cnn.datasets.pixels.images import MOST_PADDED, decode, resized
from cnn.datasets.pixels.resizing import KERAS_ARGUMENTS, RESIZINGS, Resizing, expected, region
from tests.stages import examples

SIDES = st.integers(1, 300)


@pytest.mark.parametrize(
    ("stored", "size", "resizing", "found"),
    [
        ((40, 80), (20, 20), "stretch", (0, 0, 40, 80)),
        ((40, 80), (20, 20), "crop", (0, 20, 40, 40)),
        ((40, 80), (20, 20), "pad", (-20, 0, 80, 80)),
        ((80, 40), (20, 20), "pad", (0, -20, 80, 80)),
        ((30, 30), (10, 20), "crop", (7, 0, 15, 30)),
        ((30, 30), (10, 20), "pad", (0, -15, 30, 60)),
        ((20, 20), (20, 20), "pad", (0, 0, 20, 20)),
    ],
)
def test_by_hand(stored: tuple[int, int], size: tuple[int, int], resizing: Resizing, found: tuple[int, ...]) -> None:
    assert region(stored, size, resizing) == found


@given(st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES))
def test_a_crop_lies_inside_and_black_lies_around(stored: tuple[int, int], size: tuple[int, int]) -> None:
    top, left, height, width = region(stored, size, "crop")
    assert 0 <= top <= top + height <= stored[0]
    assert 0 <= left <= left + width <= stored[1]
    top, left, height, width = region(stored, size, "pad")
    assert (height, width) == (stored[0] - 2 * top, stored[1] - 2 * left)
    assert min(-top, -left) == 0


def picture(height: int, width: int, channels: int = 3) -> Any:
    """Smooth, so that two ways of interpolating agree; different in each corner, so that none may be mixed up."""
    down, across = np.mgrid[0:height, 0:width]
    waves = 128 + 60 * np.sin(down / 9) + 60 * np.cos(across / 7)
    planes = (waves, 40 + down % 200, 40 + across % 200)
    return np.stack([np.clip(plane, 0, 255) for plane in planes[:channels]], axis=-1).astype(np.uint8)


def by_keras(image: Any, size: tuple[int, int], resizing: Resizing) -> Any:
    import keras

    way: dict[str, Any] = {KERAS_ARGUMENTS[resizing]: True} if KERAS_ARGUMENTS[resizing] else {}
    return np.asarray(keras.ops.image.resize(image.astype(np.float32), size, antialias=True, **way))


@pytest.mark.keras
@pytest.mark.parametrize("resizing", RESIZINGS)
@pytest.mark.parametrize(
    ("stored", "size"),
    [((60, 197), (28, 28)), ((197, 61), (64, 64)), ((90, 120), (48, 96)), ((33, 50), (32, 32)), ((21, 40), (60, 60))],
)
def test_a_file_is_brought_to_size_as_by_keras(
    tmp_path: Path, stored: tuple[int, int], size: tuple[int, int], resizing: Resizing
) -> None:
    image = picture(*stored)
    Image.fromarray(image).save(tmp_path / "a.png")
    wanted = by_keras(image, size, resizing)
    for found in (decode(tmp_path / "a.png", (*size, 3), resizing), resized(image, (*size, 3), resizing)):
        difference = np.abs(found.astype(float) - wanted)
        assert difference.mean() < 1
        assert difference.max() < 12  # Pillow rounds in between, at edges to the black


@pytest.mark.keras
@settings(max_examples=examples(20), deadline=None)
@given(
    st.tuples(st.integers(1, 70), st.integers(1, 70)),
    st.tuples(st.integers(1, 70), st.integers(1, 70)),
    st.sampled_from(RESIZINGS),
    st.sampled_from((1, 3)),
)
def test_arrays_are_brought_to_size_as_by_keras(
    stored: tuple[int, int], size: tuple[int, int], resizing: Resizing, channels: int
) -> None:
    from cnn.worker.data.batches import _adaptation

    image = picture(*stored, channels)
    found = np.asarray(_adaptation(image.shape, (*size, channels), resizing)(image[None]))[0]
    assert np.abs(found - by_keras(image, size, resizing)).max() < 0.01


@pytest.mark.slow
def test_a_long_strip_is_padded_without_filling_the_memory(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 40_000), 200, np.uint8)).save(tmp_path / "strip.png")
    assert 10 * MOST_PADDED < 40_000**2
    found = decode(tmp_path / "strip.png", (100, 100, 1), "pad")[..., 0]
    assert found.max() > 0
    assert found[:45].max() == found[55:].max() == 0


def test_what_is_said_of_a_model_that_stands_alone() -> None:
    assert expected("stretch") == ""
    assert "padded with black" in expected("pad")
    assert "cropped in the middle" in expected("crop")
