"""From data in every form to a model in plain Keras: real pictures are laid out as people have them, fitted to, trained on,
scored, and taken away; what plain Keras says of the exported file, on pixels that no reader of ours has touched, is what we said.
"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_sample_images

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, GlobalAveragePooling2D, Rescaling
from cnn.plan.data_fit import Comparison
from cnn.plan.losses import followed
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Evaluate, Export
from tests.cnn.worker.fit.runs import run
from tests.stages import mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")

SIDE, TRAINED, TESTED = 20, 48, 16
NAMES = ("china", "flower")


def pictures() -> tuple[np.ndarray, np.ndarray]:
    """Cut-outs of two photographs, in colour, and which of the two each is from."""
    random, photographs = np.random.default_rng(1), load_sample_images().images
    labels = np.arange(TRAINED + TESTED) % 2
    places = zip(random.integers(0, 400, len(labels)), random.integers(0, 600, len(labels)), labels, strict=True)
    return np.stack([photographs[label][top : top + SIDE, left : left + SIDE] for top, left, label in places]), labels


IMAGES, LABELS = pictures()
GREY = IMAGES.mean(axis=-1, keepdims=True).round().astype(np.uint8)
PARTS = {"train": slice(0, TRAINED), "test": slice(TRAINED, None)}
#: what is learned besides the class: how bright an image is, and whether it is bright, and whether it is red
BRIGHT = GREY.mean(axis=(1, 2, 3)).astype(np.float32)
RED = IMAGES[..., 0].mean(axis=(1, 2)) > IMAGES[..., 2].mean(axis=(1, 2))
SEVERAL = np.stack([BRIGHT > 128, RED], axis=1).astype(np.uint8)

#: where it lies, and the test images and labels as a network gets them
Laid = tuple[str, np.ndarray, np.ndarray]


def folders(root: Path) -> Laid:
    for part, places in PARTS.items():
        for number, (image, label) in enumerate(zip(IMAGES[places], LABELS[places], strict=True)):
            (root / part / NAMES[label]).mkdir(parents=True, exist_ok=True)
            Image.fromarray(image).save(root / part / NAMES[label] / f"{number:03}.png")
    return str(root), IMAGES[PARTS["test"]], LABELS[PARTS["test"]]


def twelve_bits(root: Path) -> Laid:
    deep = GREY.astype(np.uint16) * 15 + 90
    for part, places in PARTS.items():
        for number, (image, label) in enumerate(zip(deep[places], LABELS[places], strict=True)):
            (root / part / NAMES[label]).mkdir(parents=True, exist_ok=True)
            Image.fromarray(image[..., 0]).save(root / part / NAMES[label] / f"{number:03}.tif")
    low, high = deep[PARTS["train"]].min().astype(float), deep[PARTS["train"]].max().astype(float)
    return str(root), np.clip((deep[PARTS["test"]] - low) * 255 / (high - low), 0, 255), LABELS[PARTS["test"]]


def arrays(root: Path) -> Laid:
    return _npz(root, IMAGES, LABELS)


def channels_first(root: Path) -> Laid:
    source, _, _ = _npz(root, np.moveaxis(IMAGES, -1, 1), LABELS)
    return source, IMAGES[PARTS["test"]], LABELS[PARTS["test"]]


def labels_in_rows(root: Path) -> Laid:
    return _npz(root, IMAGES, SEVERAL)


def numbers(root: Path) -> Laid:
    return _npz(root, GREY, BRIGHT)


def _npz(root: Path, images: np.ndarray, labels: np.ndarray) -> Laid:
    train, test = PARTS["train"], PARTS["test"]
    np.savez(root / "data.npz", x_train=images[train], y_train=labels[train], x_test=images[test], y_test=labels[test])
    return str(root / "data.npz"), images[test], labels[test]


def idx(root: Path) -> Laid:
    for part, name in (("train", "train"), ("test", "t10k")):
        images, labels = GREY[PARTS[part]][..., 0], LABELS[PARTS[part]].astype(np.uint8)
        head = b"".join(number.to_bytes(4, "big") for number in (0x0803, *images.shape))
        (root / f"{name}-images-idx3-ubyte").write_bytes(head + images.tobytes())
        (root / f"{name}-labels-idx1-ubyte").write_bytes(
            (0x0801).to_bytes(4, "big") + len(labels).to_bytes(4, "big") + labels.tobytes()
        )
    return str(root), GREY[PARTS["test"]], LABELS[PARTS["test"]]


def table_of_paths(root: Path) -> Laid:
    """With a column that divides it, and numbers to learn."""
    with (root / "table.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("path", "brightness", "split"))
        for number, image in enumerate(GREY):
            Image.fromarray(image[..., 0]).save(root / f"{number:03}.png")
            rows.writerow((f"{number:03}.png", f"{BRIGHT[number]:.4f}", "train" if number < TRAINED else "test"))
    return str(root / "table.csv"), GREY[PARTS["test"]], BRIGHT[PARTS["test"]]


FORMS: tuple[Callable[[Path], Laid], ...] = (
    folders, twelve_bits, arrays, channels_first, labels_in_rows, numbers, idx, table_of_paths,
)  # fmt: skip


def network() -> Graph:
    """One for other images and classes than any of these: it has to be fitted."""
    net = Network("tiny")
    x = net(Conv2D(filters=4, kernel_size=(3, 3), activation="relu"), net(Rescaling(scale=1 / 255), net.input((8, 8, 4))))
    net(Dense(units=7, activation="softmax"), net(GlobalAveragePooling2D(), x))
    return net.graph


def fitted(source: str) -> Project:
    """The network and recipe as one click each brings them to the data."""
    project = Project(network(), Recipe(epochs=1, batch_size=16, seed=2), source)
    facts = open_dataset(source).facts
    for _ in range(3):
        told = Comparison(analyse(project.graph), project.recipe, source, facts)
        if not told.fittings or told.worst in (None, "note"):
            break
        best = told.best
        if best is not None:
            graph = best.apply(project.graph)
            project = replace(project, graph=graph, recipe=followed(project.recipe, project.graph, graph))
        else:
            project = replace(project, recipe=project.recipe.changed(**told.fittings[0].settings))
    assert Comparison(analyse(project.graph), project.recipe, source, facts).worst in (None, "note")
    return project


@pytest.mark.parametrize("form", mostly_thorough(FORMS, but=[labels_in_rows]), ids=lambda form: form.__name__)
def test_what_plain_keras_says_of_the_exported_model_is_what_we_said(
    form: Callable[[Path], Laid], tmp_path: Path, keras_forgets: None
) -> None:
    from cnn.worker.answers.evaluate import evaluate
    from cnn.worker.answers.export import export

    data = tmp_path / "data"
    data.mkdir()
    source, pixels, labels = form(data)
    folder = RunFolder.create(fitted(source), tmp_path / "run")
    run(folder)
    question = {"request": "r", "project": str(folder.project), "weights": str(folder.model)}
    scored = evaluate(Evaluate(**question))
    away = tmp_path / "away.keras"
    export(Export(**question, path=str(away)))

    stranger = keras.saving.load_model(away, compile=False)
    said = stranger.predict(pixels.astype(np.float32), verbose=0)
    assert scored["images"] == len(labels) == TESTED
    if scored["task"] == "classes":
        loss = keras.losses.SparseCategoricalCrossentropy()(labels, said)
        right = (said.argmax(-1) == labels).mean()
        assert scored["metrics"]["accuracy"] == pytest.approx(right, abs=1e-6)
        assert sum(map(sum, scored["confusion_matrix"])) == TESTED
    elif scored["task"] == "labels":
        loss = keras.losses.BinaryCrossentropy()(labels.astype(np.float32), said)
        assert scored["metrics"]["accuracy"] == pytest.approx(((said >= 0.5) == (labels > 0)).mean(), abs=1e-6)
    else:
        loss = keras.losses.MeanSquaredError()(labels.reshape(-1, 1), said)
        assert scored["metrics"]["mae"] == pytest.approx(np.abs(said[:, 0] - labels).mean(), rel=1e-4)
    assert scored["loss"] == pytest.approx(float(loss), rel=1e-4)
