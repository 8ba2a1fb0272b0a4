"""What simple answers are worth, held against scikit-learn's own on the same images."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.metrics import average_precision_score, mean_absolute_error
from sklearn.neighbors import NearestCentroid

from cnn.datasets import open_dataset
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.dividing import divided
from cnn.datasets.inspection.baselines import baselines
from cnn.datasets.inspection.findings import Baselines
from cnn.datasets.task import Task
from cnn.errors import DatasetError


def worth(found: Baselines) -> dict[str, float]:
    return {item.name: item.value for item in found.found}


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return open_dataset("mnist-sample")


def rows(split: Split | None) -> np.ndarray:
    assert split is not None
    assert split.images is not None
    return split.images.reshape(len(split), -1).astype(np.float64)


@pytest.mark.story
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:self.within_class_std_dev_")  # pixels that are always black
def test_classes_as_scikit_learn_scores_them(digits: Dataset) -> None:
    train, judged = divided(digits, 0.2, 7)
    assert judged is not None
    found = baselines(digits, 0.2, 7)
    assert (found.trained_on, found.judged_by) == (len(train), len(judged))
    largest = DummyClassifier(strategy="most_frequent").fit(rows(train), train.labels)
    nearest = NearestCentroid().fit(rows(train), train.labels)
    assert worth(found)["largest_class"] == pytest.approx(largest.score(rows(judged), judged.labels))
    assert worth(found)["nearest_mean"] == pytest.approx(nearest.score(rows(judged), judged.labels), abs=0.002)
    assert 0.88 < worth(found)["logistic_regression"] < 0.95  # LeCun et al. (1998): a linear classifier has 12 % errors on MNIST
    assert found.best is not None
    assert found.best.name == "logistic_regression"


def made(labels: np.ndarray, task: Task, images: np.ndarray) -> Dataset:
    names = tuple(f"n{place}" for place in range(labels.shape[1] if labels.ndim == 2 else int(labels.max()) + 1))
    return Dataset("made", names, images.shape[1:], Split(labels, images), task=task)  # type: ignore[arg-type]


def test_numbers_as_scikit_learn_scores_them() -> None:
    random = np.random.default_rng(3)
    images = random.integers(0, 256, (400, 6, 6, 1)).astype(np.uint8)
    sums = images.reshape(400, -1).sum(axis=1, dtype=np.float64)
    data = made(np.stack([sums, -sums], 1).astype(np.float32), "numbers", images)
    train, judged = divided(data, 0.25, 0)
    assert judged is not None
    found = baselines(data, 0.25, 0)
    median = DummyRegressor(strategy="median").fit(rows(train), train.labels)
    assert worth(found)["median"] == pytest.approx(mean_absolute_error(judged.labels, median.predict(rows(judged))), rel=1e-5)
    assert worth(found)["ridge"] < 0.3 * worth(found)["median"]  # a sum of pixels is what a linear model learns
    assert found.best is not None
    assert found.best.name == "ridge"  # a small error is the better one


@pytest.mark.slow
def test_labels_as_scikit_learn_scores_them() -> None:
    random = np.random.default_rng(4)
    images = random.integers(0, 256, (300, 4, 4, 1)).astype(np.uint8)
    labels = np.stack([images[:, 0, 0, 0] > 127, images[:, 3, 3, 0] > 200, np.ones(300)], 1).astype(np.float32)
    data = made(labels, "labels", images)
    _, judged = divided(data, 0.2, 0)
    assert judged is not None
    found = baselines(data, 0.2, 0)
    chance = [average_precision_score(judged.labels[:, place], np.zeros(len(judged))) for place in range(3)]
    assert worth(found)["frequency"] == pytest.approx(np.mean(chance))
    assert worth(found)["logistic_regression"] > worth(found)["frequency"] + 0.1


@pytest.mark.slow
def test_folders_and_unreadable_images(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    for name, level in (("dark", 40), ("light", 200)):
        (tmp_path / name).mkdir()
        for number in range(20):
            pixels = np.clip(random.normal(level, 20, (50, 70, 3)), 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.png")
    data = open_dataset(str(tmp_path))
    (tmp_path / "dark" / "3.png").write_bytes(b"gone bad")
    found = baselines(data)
    assert found.trained_on + found.judged_by == 39
    assert worth(found)["nearest_mean"] == 1.0
    assert worth(found)["logistic_regression"] == 1.0


def test_a_single_class_is_only_counted() -> None:
    images = np.zeros((30, 3, 3, 1), np.uint8)
    assert worth(baselines(made(np.zeros(30, np.int32), "classes", images))) == {"largest_class": 1.0}


def test_too_few_images_are_told() -> None:
    images = np.zeros((2, 3, 3, 1), np.uint8)
    with pytest.raises(DatasetError, match="too few"):
        baselines(made(np.array([0, 1], np.int32), "classes", images))


@pytest.mark.slow
def test_images_in_memory_are_made_smaller_channel_by_channel() -> None:
    """Of any number of channels, and with values beside 0 to 255."""
    random = np.random.default_rng(6)
    labels = np.repeat([0, 1], 20).astype(np.int32)
    images = (random.normal(0, 1, (40, 64, 48, 5)) + 3 * labels[:, None, None, None]).astype(np.float32)
    assert worth(baselines(made(labels, "classes", images)))["nearest_mean"] == 1.0
