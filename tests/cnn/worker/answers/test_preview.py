"""The preview shows what training will see."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.errors import RecipeError
from cnn.layers import Dense, Flatten, MixUp, RandomRotation
from cnn.project import Project, load, save
from cnn.recipe import Recipe
from cnn.runs.messages import Preview

pytestmark = pytest.mark.keras

tf = pytest.importorskip("tensorflow")


def asked(tmp_path: Path, augmentation: str, images: int = 12, versions: int = 3) -> Preview:
    net = Network()
    net(Dense(units=10, activation="softmax"), net(Flatten(), net.input((14, 14, 1))))
    path = tmp_path / "project.loom"
    save(Project(net.graph, Recipe.create({"augmentation": augmentation, "seed": 4})), path)
    return Preview(request="1", project=str(path), path=str(tmp_path / "preview.npz"), images=images, versions=versions)


def test_versions_are_the_first_batches_of_training(tmp_path: Path) -> None:
    from cnn.worker.answers.preview import preview
    from cnn.worker.data.augmentation import Augmenter

    answer = preview(asked(tmp_path, "RandomRotation(factor=0.1), MixUp()"))
    with np.load(answer["path"]) as kept:
        originals, changed, shares = kept["originals"], kept["changed"], kept["shares"]
    assert answer["labels"] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    train = open_dataset("mnist-sample").train
    images = tf.image.resize(train.images[np.flatnonzero(train.labels == 3)[:1]], (14, 14), antialias=True)
    assert np.abs(np.asarray(images)[0] - originals[3]).max() <= 0.5
    assert changed.shape == (3, 12, 14, 14, 1)
    augmenter = Augmenter([RandomRotation(factor=0.1), MixUp()], 4)
    places = [np.flatnonzero(train.labels == label)[turn] for turn in (0, 1) for label in range(10)][:12]
    stored = tf.image.resize(train.images[places], (14, 14), antialias=True)
    for version in range(3):
        (expected,), rows = augmenter((stored,), np.eye(10, dtype=np.float32)[answer["labels"]], 0, version)
        assert np.abs(np.asarray(expected) - changed[version]).max() <= 1
        assert np.allclose(shares[version], rows)


def test_without_augmentation_images_stay_as_they_are(tmp_path: Path) -> None:
    from cnn.worker.answers.preview import preview

    with np.load(preview(asked(tmp_path, "", images=2, versions=2))["path"]) as kept:
        assert np.array_equal(kept["changed"][1], kept["originals"])
        assert np.array_equal(kept["shares"][1].argmax(-1), [0, 1])


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    from cnn.worker.answers.preview import preview

    with pytest.raises(RecipeError, match="channels"):
        preview(asked(tmp_path, "RandomHue()"))


def test_images_keep_their_proportions_in_the_preview_as_in_training(tmp_path: Path) -> None:
    from cnn.worker.answers.preview import preview

    np.savez(tmp_path / "wide.npz", x=np.full((4, 10, 20), 200, np.uint8), y=np.arange(4) % 2)
    question = asked(tmp_path, "", images=2, versions=1)
    project = load(Path(question.project))
    save(replace(project, dataset=str(tmp_path / "wide.npz"), recipe=Recipe(resizing="pad")), Path(question.project))
    with np.load(preview(question)["path"]) as kept:
        originals = kept["originals"]
    assert originals[:, :3].max() == originals[:, -3:].max() == 0  # black above and below
    assert originals[:, 7].min() == 200


@pytest.mark.parametrize(
    ("labels", "captions"),
    [
        (np.arange(12) / 4, ["0", "0.5", "0.75", "1"]),
        (np.array([[1, 1], [0, 1], [0, 0]] * 4), ["0, 1", "0, 1", "1", "0, 1"]),
    ],
)
def test_numbers_and_labels_stand_beside_their_images(tmp_path: Path, labels: np.ndarray, captions: list[str]) -> None:
    from cnn.worker.answers.preview import preview

    np.savez(tmp_path / "a.npz", x=np.zeros((12, 14, 14), np.uint8), y=labels)
    net = Network()
    net(Dense(units=2), net(Flatten(), net.input((14, 14, 1))))
    path = tmp_path / "project.loom"
    save(Project(net.graph, Recipe.create({"augmentation": "RandomFlip()"}), str(tmp_path / "a.npz")), path)
    answer = preview(Preview(request="1", project=str(path), path=str(tmp_path / "p.npz"), images=4, versions=2))
    assert answer["labels"] == []
    assert answer["captions"] == captions
