"""Augmented batches against Keras's layers called by hand; the same whatever the parallelism, and from any step on."""

import random
from typing import Any

import numpy as np
import pytest

from cnn.layers import CutMix, Layer, MixUp, RandomFlip, RandomRotation, RandomTranslation, create
from cnn.recipe.augmentation import AUGMENTATIONS

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")
tf: Any = pytest.importorskip("tensorflow")

IMAGES = np.random.default_rng(0).integers(0, 256, (6, 12, 12, 3)).astype(np.float32)
ROWS = np.eye(4, dtype=np.float32)[[0, 1, 2, 3, 0, 1]]
SEED = 5
ARGUMENTS: dict[str, dict[str, Any]] = {
    "RandomCrop": {"height": 8, "width": 8},
    "Resizing": {"height": 8, "width": 8},
    "RandomColorJitter": {"brightness_factor": 0.2, "contrast_factor": 0.2, "saturation_factor": 0.2, "hue_factor": 0.2},
    "RandomShear": {"x_factor": 0.2, "y_factor": 0.1},
    "AugMix": {"num_chains": 1, "chain_depth": 2},
}


def augmented(layers: list[Layer], epoch: int, steps: Any, *, parallel: int | None = None, rows: Any = None) -> list[Any]:
    """What a pipeline makes of the images in each of these steps."""
    from cnn.worker.data.augmentation import Augmenter

    augmenter = Augmenter(layers, SEED)

    def change(step: Any) -> Any:
        (images,), labels = augmenter((tf.constant(IMAGES),), None if rows is None else tf.constant(rows), epoch, step)
        return images if labels is None else (images, labels)

    found = tf.data.Dataset.from_tensor_slices(list(steps)).map(change, num_parallel_calls=parallel)
    return [tuple(map(np.asarray, item)) if isinstance(item, tuple) else np.asarray(item) for item in found]


def by_hand(layer: Layer, place: int, epoch: int, step: int) -> Any:
    """A fresh Keras layer with the seed of that step."""
    from cnn.worker.data import augmentation

    drawn = int(augmentation.key(SEED, place, epoch, step))
    if layer.class_name == "AugMix":  # it asks Python's generator too
        random.seed(f"{SEED} {place} {drawn % augmentation.AUGMIX_CHOICES}")
    seed = {"seed": drawn} if "seed" in layer.argument_names else {}
    return getattr(keras.layers, layer.class_name)(**{**layer.config(), **seed})


@pytest.mark.parametrize("name", [name for name in AUGMENTATIONS if name not in ("MixUp", "CutMix")])
def test_as_keras_called_by_hand(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.data import augmentation

    monkeypatch.setattr(augmentation, "AUGMIX_CHOICES", 3)
    layer = create(name, ARGUMENTS.get(name, {}))
    for step, images in zip((0, 3), augmented([layer], 2, (0, 3)), strict=True):
        expected = np.asarray(by_hand(layer, 0, 2, step)(tf.constant(IMAGES), training=True))
        assert np.array_equal(images, expected)
        assert images.dtype == np.float32


@pytest.mark.parametrize("layer", [MixUp(alpha=0.4), CutMix()])
def test_labels_are_mixed_as_their_images(layer: Layer) -> None:
    ((images, labels),) = augmented([layer], 1, [2], rows=ROWS)
    expected = by_hand(layer, 0, 1, 2)({"images": tf.constant(IMAGES), "labels": tf.constant(ROWS)}, training=True)
    assert np.array_equal(images, expected["images"])
    assert np.array_equal(labels, expected["labels"])
    assert np.allclose(labels.sum(axis=1), 1)
    assert not np.array_equal(labels, ROWS)


@pytest.mark.story
def test_a_step_is_the_same_from_wherever_one_begins_and_however_many_run_at_once() -> None:
    layers: list[Layer] = [RandomFlip(), RandomRotation(factor=0.3), RandomTranslation()]
    whole = augmented(layers, 1, range(8))
    resumed = augmented(layers, 1, range(3, 8), parallel=4)
    assert all(np.array_equal(a, b) for a, b in zip(whole[3:], resumed, strict=True))
    assert len({images.tobytes() for images in whole}) == 8
    assert not np.array_equal(whole[0], augmented(layers, 2, [0])[0])


def test_keys_differ_by_seed_place_epoch_and_step() -> None:
    from cnn.worker.data.augmentation import key

    keys = [int(key(*numbers)) for numbers in np.ndindex(3, 3, 3, 3)]
    assert len(set(keys)) == len(keys)
    assert all(0 <= drawn < 2**31 for drawn in keys)
    assert int(key(2**31 - 1, 63, 10**5, 10**6)) == int(key(2**31 - 1, 63, 10**5, 10**6))


def test_two_layers_of_one_kind_draw_apart_unless_their_seeds_are_equal() -> None:
    from cnn.worker.data.augmentation import Augmenter

    flips = {"apart": [RandomFlip(mode="horizontal")] * 2, "own": [RandomFlip(mode="horizontal", seed=3)]}
    (twice,), _ = Augmenter(flips["apart"], SEED)((tf.constant(IMAGES),), None, 0, 0)
    assert not np.array_equal(twice, IMAGES)  # drawn alike, the second would undo the first
    (one,), _ = Augmenter(flips["own"], 1)((tf.constant(IMAGES),), None, 0, 0)
    (other,), _ = Augmenter(flips["own"], 2)((tf.constant(IMAGES),), None, 0, 0)
    assert np.array_equal(one, other)


def test_inputs_of_several_sizes_are_changed_alike() -> None:
    from cnn.worker.data.augmentation import Augmenter

    small = IMAGES[:, ::2, ::2]
    (large, little), _ = Augmenter([RandomFlip()], SEED)((tf.constant(IMAGES), tf.constant(small)), None, 0, 0)
    turned = np.any(np.asarray(large) != IMAGES, axis=(1, 2, 3))
    assert np.array_equal(turned, np.any(np.asarray(little) != small, axis=(1, 2, 3)))
    assert 0 < turned.sum() < len(IMAGES)


def test_nobody_elses_randomness_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.data import augmentation

    random.seed(1)
    state = random.getstate()
    monkeypatch.setattr(augmentation, "AUGMIX_CHOICES", 1)
    augmented([create("AugMix", ARGUMENTS["AugMix"]), RandomFlip()], 0, [0])
    assert random.getstate() == state
