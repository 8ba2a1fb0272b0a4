"""What a recipe trains and validates on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks
from cnn.datasets.division.curation import Curation, with_curation
from cnn.datasets.task import Learned
from cnn.errors import DatasetError, RecipeError
from cnn.layers import Dense, Flatten
from cnn.project import Project, open_data
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
    from cnn.worker.data.training_data import TrainingData

    other = stored(tmp_path / "other.npz", 20)
    data = TrainingData.of(project(validation_data=other))
    assert data.train.count == len(open_dataset("mnist-sample").train)
    assert data.validation is not None
    seen = [int(value) for images, _ in data.validation.dataset() for value in np.asarray(images)[:, 0, 0, 0]]
    assert seen == list(range(20))


def test_validation_data_must_have_the_same_classes(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    words = r"classes 0, 1, 2, 3, 4 … \(12\); those to train on have the classes 0, 1, 2, 3, 4 … \(10\)"
    with pytest.raises(DatasetError, match=words):
        TrainingData.of(project(validation_data=stored(tmp_path / "twelve.npz", 24, classes=12)))
    fewer = TrainingData.of(project(validation_data=stored(tmp_path / "three.npz", 9, classes=3)))
    assert fewer.validation is not None
    assert fewer.validation.count == 9
    with pytest.raises(DatasetError, match="channels"):
        TrainingData.of(project(validation_data=stored(tmp_path / "pairs.npz", 20, channels=2)))


def test_only_training_images_are_augmented() -> None:
    from cnn.worker.data.training_data import TrainingData

    plain = TrainingData.of(project())
    changed = TrainingData.of(project(augmentation="RandomInvert(factor=(1.0, 1.0))"))
    assert plain.validation is not None
    assert changed.validation is not None
    (images, _), (inverted, _) = (next(iter(data.train.dataset())) for data in (plain, changed))
    assert np.allclose(255 - np.asarray(images), inverted)
    (images, _), (same, _) = (next(iter(data.validation.dataset())) for data in (plain, changed) if data.validation)
    assert np.array_equal(images, same)


def test_batches_that_are_drawn_by_class_have_the_shares_that_were_asked_for(tmp_path: Path) -> None:
    """What the training really gets, of classes that are 40:8:1: over an epoch as many of each; in a
    batch, shares as scipy says that chance gives of such a pool; with each image its own label."""
    from scipy.stats import chisquare, multivariate_hypergeom

    from cnn.worker.data.training_data import TrainingData

    labels = np.repeat([0, 1, 2], [200, 40, 5]).astype(np.int64)
    pixels = np.broadcast_to(np.arange(245, dtype=np.uint8)[:, None, None, None], (245, 6, 6, 1))
    np.savez(tmp_path / "rare.npz", x_train=pixels, y_train=labels)
    net = Network()
    net(Dense(units=3, activation="softmax"), net(Flatten(), net.input((6, 6, 1))))
    recipe = Recipe.create({"batch_size": 32, "validation_split": 0, "sampling": "balanced"})
    data = TrainingData.of(Project(net.graph, recipe, str(tmp_path / "rare.npz")))
    counts, seen = [], np.zeros(245, int)
    for epoch in range(12):
        data.train.shuffle(3, epoch)
        drawn = [(np.asarray(images)[:, 0, 0, 0].astype(int), np.asarray(told)) for images, told in data.train.dataset()]
        assert all(np.array_equal(labels[images], told) for images, told in drawn)
        of_epoch = np.bincount(np.concatenate([told for _, told in drawn]), minlength=3)
        assert sorted(of_epoch) == [81, 82, 82]
        counts += [np.bincount(told, minlength=3) for _, told in drawn if len(told) == 32]
        np.add.at(seen, np.concatenate([images for images, _ in drawn]), 1)
    pool = multivariate_hypergeom([82, 82, 81], 32)
    spread = np.array(counts)
    assert chisquare(spread.sum(0)).pvalue > 0.01
    assert np.allclose(np.cov(spread.T), pool.cov(), atol=2.5), "as even as chance, not more or less"
    assert all(seen[labels == label].max() - seen[labels == label].min() <= 1 for label in range(3))


def test_an_augmentation_that_does_not_fit_is_refused_before_training() -> None:
    from cnn.worker.data.training_data import TrainingData

    with pytest.raises(RecipeError, match="4×4×1; the network takes 6×6×1"):
        TrainingData.of(project(augmentation="RandomCrop(height=4, width=4)"))


def folder(path: Path, names: list[str], colour: int = 1) -> str:
    """Image folders, each with ten images of the same grey: the number of the class times `colour`."""
    for name in names:
        (path / name).mkdir(parents=True)
        for number in range(10):
            Image.new("L", (6, 6), int(name) * colour).save(path / name / f"{number}.png")
    return str(path)


def labels_by_class(batches: Any) -> dict[int, int]:
    """What is seen in an image → its label."""
    return {
        int(image[0, 0, 0]): int(label)
        for images, labels in batches.dataset()
        for image, label in zip(np.asarray(images), np.asarray(labels), strict=True)
    }


def test_a_run_that_goes_on_keeps_the_order_of_its_classes(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    names = [str(number) for number in range(12)]
    net = Network()
    net(Dense(units=12, activation="softmax"), net(Flatten(), net.input((6, 6, 1))))
    recipe = Recipe.create({"validation_data": folder(tmp_path / "other", names)})
    today = Project(net.graph, recipe, folder(tmp_path / "data", names))
    kept = open_data(today, (Learned("", tuple(names), "classes"),))
    fresh, old = TrainingData.of(today), TrainingData.of(today, dataset=kept)
    for data, expected in (
        (fresh, {value: sorted(names).index(str(value)) for value in range(12)}),
        (old, {value: value for value in range(12)}),
    ):
        assert labels_by_class(data.train) == labels_by_class(data.validation) == expected
    assert fresh.classes == tuple(sorted(names))
    assert old.classes == tuple(names)


def test_files_that_break_later_are_told(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    net = Network()
    net(Dense(units=2, activation="softmax"), net(Flatten(), net.input((6, 6, 1))))
    data = TrainingData.of(Project(net.graph, Recipe(batch_size=8), folder(tmp_path / "data", ["0", "1"])))
    assert data.skipped() == ()
    for label in ("0", "1"):
        (tmp_path / "data" / label / "0.png").write_bytes(b"broken")
    for batches in (data.train, data.validation):
        assert batches is not None
        list(batches.dataset())
    found = [int(word) for text in data.skipped() for word in text.split()[:1]]
    assert sum(found) == 2
    assert "log.txt" in data.skipped()[0]


def test_images_that_are_excluded_or_put_to_validation_are_not_learned_from(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    data = stored(tmp_path / "x.npz", 40)
    train = open_dataset(data).train
    curation = Curation().exclude(checks(train, range(5))).move(checks(train, [7]), "validation").relabel(checks(train, [9]), "0")
    curated = replace(project(), dataset=data).curated(curation)
    found = TrainingData.of(curated)
    assert found.validation is not None
    learned, judged = (
        {
            int(value): int(label)
            for images, labels in part.dataset()
            for value, label in zip(images[:, 0, 0, 0], labels, strict=True)
        }
        for part in (found.train, found.validation)
    )
    assert not {*learned, *judged} & set(range(5))
    assert 7 in judged
    assert (learned | judged)[9] == 0
    assert any("5 images are excluded" in note for note in found.notes)


def test_a_class_without_an_image_to_train_on_is_told(tmp_path: Path) -> None:
    """Whoever took them away: the folders, the groups, or a person."""
    from cnn.worker.data.training_data import TrainingData

    data = stored(tmp_path / "x.npz", 40)
    train = open_dataset(data).train
    moved = Curation().move(checks(train, range(3, 40, 10)), "validation")
    notes = TrainingData.of(replace(project(), dataset=data).curated(moved)).notes
    assert "Class 3 has no images to train on." in notes
    assert not any("no images to train on" in note for note in TrainingData.of(replace(project(), dataset=data)).notes)


def test_validation_data_of_its_own_is_looked_after_too(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    other = stored(tmp_path / "other.npz", 20)
    curation = Curation().exclude(checks(open_dataset(other).train, [0, 1]))
    whole = project(validation_data=other)
    curated = replace(whole, curations=with_curation((), curation, other))
    found = TrainingData.of(curated)
    assert found.validation is not None
    assert found.validation.count == 18


def test_what_a_dataset_s_range_is_holds_for_what_is_validated_on(tmp_path: Path) -> None:
    """The other dataset is brought into the very range of the training images, and that is written down."""
    from cnn.worker.data.training_data import TrainingData

    deep = np.random.default_rng(0).integers(100, 4000, (20, 6, 6), np.uint16)
    np.savez(tmp_path / "learn.npz", x=deep, y=np.arange(20) % 10)
    np.savez(tmp_path / "judge.npz", x=deep // 2, y=np.arange(20) % 10)
    made = project(pixel_range="dataset", validation_data=str(tmp_path / "judge.npz"))
    data = TrainingData.of(replace(made, dataset=str(tmp_path / "learn.npz")))
    low, high = int(deep.min()), int(deep.max())
    assert data.pixel_range == f"{low}-{high}"
    assert data.validation is not None
    for batches, values in ((data.train, deep), (data.validation, deep // 2)):
        found = np.concatenate([np.asarray(images) for images, _ in batches.dataset()])[..., 0]
        assert np.array_equal(found, np.clip((values - float(low)) * 255 / (high - low), 0, 255).astype(np.float32))
