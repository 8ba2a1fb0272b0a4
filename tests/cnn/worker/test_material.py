"""What a recipe trains and validates on."""

from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import open_dataset
from cnn.errors import DatasetError, RecipeError
from cnn.layers import Dense, Flatten
from cnn.network import Network
from cnn.project import Project
from cnn.recipe import Recipe

pytestmark = pytest.mark.keras

pytest.importorskip("keras")


def stored(path: Path, images: int, classes: int = 10, channels: int = 1) -> str:
    """An NPZ dataset whose pixels all are the number of their image."""
    pixels = np.broadcast_to(np.arange(images, dtype=np.uint8)[:, None, None, None], (images, 6, 6, channels))
    np.savez(path, x_train=pixels, y_train=np.arange(images) % classes)
    return str(path)


def project(**settings: object) -> Project:
    net = Network()
    net(Dense(units=10, activation="softmax"), net(Flatten(), net.input((6, 6, 1))))
    return Project(net.graph, Recipe.create({"batch_size": 8, **settings}), str(settings.pop("data", "mnist-sample")))


def test_validation_data_of_its_own_leaves_every_training_image_to_learn_from(tmp_path: Path) -> None:
    from cnn.worker.material import Material

    other = stored(tmp_path / "other.npz", 20)
    material = Material.of(project(validation_data=other))
    assert material.train.count == len(open_dataset("mnist-sample").train)
    assert material.validation is not None
    seen = [int(value) for images, _ in material.validation.dataset() for value in np.asarray(images)[:, 0, 0, 0]]
    assert seen == list(range(20))


def test_validation_data_must_have_the_same_classes(tmp_path: Path) -> None:
    from cnn.worker.material import Material

    with pytest.raises(DatasetError, match=r"classes 0, 1, 2; those to train on 0, 1, 2, 3, 4 … \(10\)"):
        Material.of(project(validation_data=stored(tmp_path / "three.npz", 9, classes=3)))
    with pytest.raises(DatasetError, match="channels"):
        Material.of(project(validation_data=stored(tmp_path / "pairs.npz", 20, channels=2)))


def test_only_training_images_are_augmented() -> None:
    from cnn.worker.material import Material

    plain = Material.of(project())
    changed = Material.of(project(augmentation="RandomInvert(factor=(1.0, 1.0))"))
    assert plain.validation is not None
    assert changed.validation is not None
    (images, _), (inverted, _) = (next(iter(material.train.dataset())) for material in (plain, changed))
    assert np.allclose(255 - np.asarray(images), inverted)
    (images, _), (same, _) = (next(iter(material.validation.dataset())) for material in (plain, changed) if material.validation)
    assert np.array_equal(images, same)


def test_an_augmentation_that_does_not_fit_is_refused_before_training() -> None:
    from cnn.worker.material import Material

    with pytest.raises(RecipeError, match="4×4×1; the network takes 6×6×1"):
        Material.of(project(augmentation="RandomCrop(height=4, width=4)"))
