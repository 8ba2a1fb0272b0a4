"""Trainings that are built to have one disease each, and some that are well: small networks on small pictures of digits."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.graph import Graph
from cnn.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Rescaling,
)
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe

Array = NDArray[Any]
SEEDS = range(10)


def digits(folder: Path, seed: int, *, images: int = 800, change: Callable[..., tuple[Array, Array]] | None = None) -> str:
    """A file of digits at 14×14 with their labels, others for every seed; `change` gets images, labels and a generator."""
    random = np.random.default_rng(seed)
    split = open_dataset("mnist-sample").train
    assert split.images is not None
    places = random.permutation(len(split))[:images]
    pictures = split.images[places].reshape(images, 14, 2, 14, 2, 1).mean(axis=(2, 4)).astype(np.uint8)
    labels = split.labels[places]
    if change is not None:
        pictures, labels = change(pictures, labels, random)
    path = folder / f"digits-{seed}.npz"
    np.savez(path, x_train=pictures, y_train=labels.astype(np.int64))
    return str(path)


def eights(folder: Path, seed: int) -> str:
    """A file of scikit-learn's digits of 8×8 pixels, each pixel four times as wide and as high."""
    from sklearn.datasets import load_digits

    found = load_digits()
    places = np.random.default_rng(seed).permutation(len(found.target))[:1200]
    pictures = (found.images[places] * 15.9).astype(np.uint8).repeat(4, axis=1).repeat(4, axis=2)[..., None]
    path = folder / f"eights-{seed}.npz"
    np.savez(path, x_train=pictures, y_train=found.target[places])
    return str(path)


def photos(folder: Path, seed: int, *, side: int = 32, images: int = 600) -> str:
    """A file of pieces of two photographs in colour, a temple and a flower, which are the classes."""
    from sklearn.datasets import load_sample_images

    random = np.random.default_rng(seed)
    labels = random.permutation(images) % 2
    pieces = []
    for photo in (load_sample_images().images[label] for label in labels):
        top, left = random.integers(0, photo.shape[0] - 64), random.integers(0, photo.shape[1] - 64)
        pieces.append(photo[top : top + 64 : 64 // side, left : left + 64 : 64 // side])
    path = folder / f"photos-{seed}.npz"
    np.savez(path, x_train=np.stack(pieces), y_train=labels)
    return str(path)


def dense(*units: int, activation: str = "relu", scale: bool = True, classes: int = 10, **arguments: Any) -> Graph:
    """Dense layers one behind the other."""
    net = Network("dense")
    x = net.input((14, 14, 1))
    x = net(Flatten(), net(Rescaling(scale=1 / 255), x) if scale else x)
    for count in units:
        x = net(Dense(units=count, activation=activation, **arguments), x)
    net(Dense(units=classes, activation="softmax"), x)
    return net.graph


def convolutional(
    *filters: int, activation: str = "relu", scale: float = 1 / 255, norm: bool = False, dropout: float = 0, classes: int = 10
) -> Graph:
    """Convolutions, a pooling, and a dense layer."""
    net = Network("convolutional")
    x = net.input((14, 14, 1))
    x = net(Rescaling(scale=scale), x) if scale != 1 else x
    for count in filters:
        x = net(Conv2D(filters=count, padding="same", activation="linear" if norm else activation), x)
        x = net(Activation(activation=activation), net(BatchNormalization(), x)) if norm else x
    x = net(Flatten(), net(MaxPooling2D(), x))
    x = net(Dropout(rate=dropout), x) if dropout else x
    net(Dense(units=classes, activation="softmax"), x)
    return net.graph


def batch_normalised() -> Graph:
    """BatchNormalization over a vector."""
    net = Network("normalised")
    x = net(Flatten(), net(Rescaling(scale=1 / 255), net.input((14, 14, 1))))
    x = net(Activation(activation="relu"), net(BatchNormalization(), net(Dense(units=32), x)))
    net(Dense(units=10, activation="softmax"), x)
    return net.graph


def pooled() -> Graph:
    """Convolutions and a global pooling."""
    net = Network("pooled")
    x = net(Rescaling(scale=1 / 255), net.input((14, 14, 1)))
    for count in (16, 32):
        x = net(Activation(activation="relu"), net(BatchNormalization(), net(Conv2D(filters=count, padding="same"), x)))
        x = net(MaxPooling2D(), x)
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), x))
    return net.graph


def shuffled(pictures: Array, labels: Array, random: np.random.Generator) -> tuple[Array, Array]:
    return pictures, random.permutation(labels)


def repeated(pictures: Array, labels: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """A tenth of the images a second time."""
    again = random.permutation(len(labels))[: len(labels) // 10]
    return np.concatenate([pictures, pictures[again]]), np.concatenate([labels, labels[again]])


def mostly_the_same(pictures: Array, labels: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """19 of 20 are of one class: what is no three; the threes are the other."""
    threes = np.flatnonzero(labels == 3)
    others = np.flatnonzero(labels != 3)
    kept = np.concatenate([others, threes[: len(others) // 19]])
    random.shuffle(kept)
    return pictures[kept], (labels[kept] == 3).astype(np.int64)


def five_classes(pictures: Array, labels: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """One of them with 6 of 10 images."""
    return pictures, np.unique(np.where(labels % 3 == 0, labels, 1), return_inverse=True)[1]


def one_class_rare(pictures: Array, labels: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """All but a few eights are gone, and these look like threes."""
    eights = np.flatnonzero(labels == 8)
    kept = np.concatenate([np.flatnonzero(labels != 8), eights[:10]])
    pictures = pictures.copy()
    threes = np.flatnonzero(labels == 3)
    noise = random.integers(0, 20, pictures[threes[:10]].shape)
    pictures[eights[:10]] = np.clip(pictures[threes[:10]].astype(int) + noise, 0, 255).astype(np.uint8)
    random.shuffle(kept)
    return pictures[kept], labels[kept]


def as_small(pictures: Array, labels: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """Few images, a third of their labels wrong: there is more to know by heart than to learn."""
    wrong = random.random(len(labels)) < 0.3
    return pictures, np.where(wrong, random.integers(0, 10, len(labels)), labels)


@dataclass(frozen=True)
class Patient:
    """One training of a network: `kind` is what is to be found in it, "" nothing; `project` is given a folder for its data, and
    a seed."""

    name: str
    kind: str
    graph: Callable[[], Graph]
    project: Callable[[Path, int], Project]


def _patient(
    name: str, kind: str, graph: Callable[[], Graph], *, change: Any = None, images: int = 800, **recipe: Any
) -> Patient:
    def project(folder: Path, seed: int) -> Project:
        settings = {"epochs": 4, "batch_size": 32, "seed": seed, "checkpoint_seconds": 60, "validation_split": 0.25, **recipe}
        return Project(graph(), Recipe(**settings), digits(folder, seed, images=images, change=change))

    return Patient(name, kind, graph, project)


def _healthy(preset: str, images: int = 800, **recipe: Any) -> Patient:
    """A published network on digits in its own size of image."""

    def graph() -> Graph:
        return PRESETS[preset].graph(image=(32, 32, 1) if preset != "lenet5" else (28, 28, 1), classes=10)

    def project(folder: Path, seed: int) -> Project:
        settings = {"epochs": 6, "batch_size": 32, "seed": seed, "checkpoint_seconds": 60, "validation_split": 0.25, **recipe}
        return Project(graph(), Recipe(**settings), digits(folder, seed, images=images))

    return Patient(preset, "", graph, project)


def _published(name: str, preset: str, data: Callable[[Path, int], str], shape: tuple[int, int, int], **recipe: Any) -> Patient:
    """A published network on other images than digits from forms."""

    def graph() -> Graph:
        return PRESETS[preset].graph(image=shape, classes=2 if data is not eights else 10)

    def project(folder: Path, seed: int) -> Project:
        settings = {"epochs": 5, "batch_size": 32, "seed": seed, "checkpoint_seconds": 60, "validation_split": 0.25, **recipe}
        return Project(graph(), Recipe(**settings), data(folder, seed))

    return Patient(name, "", graph, project)


BIG = {"class_name": "RandomNormal", "config": {"stddev": 3.0}}

ILL = (
    _patient("rate of a million", "nan", lambda: dense(32, 32, activation="linear"), optimizer="SGD", learning_rate=1e5),
    _patient("regression-like weights", "exploding_loss", lambda: dense(32, 32, activation="linear"), optimizer="Adam",
             learning_rate=10.0),
    _patient("ten sigmoids", "vanishing_gradients", lambda: dense(*[24] * 10, activation="sigmoid"), optimizer="SGD",
             learning_rate=0.01),
    _patient("large first weights", "exploding_gradients", lambda: dense(24, 24, 24, 24, kernel_initializer=BIG),
             optimizer="Adam", learning_rate=1e-5),
    _patient("low biases", "dead_relu", lambda: dense(
        64, 64, bias_initializer={"class_name": "Constant", "config": {"value": -2.0}})),
    _patient("tanh of large weights", "saturated", lambda: dense(48, 48, activation="tanh", kernel_initializer=BIG)),
    _patient("Adam at 0.3", "rate_too_high", lambda: dense(32, activation="tanh"), learning_rate=0.3),
    _patient("Adam at 1e-7", "rate_too_low", lambda: convolutional(8), learning_rate=1e-7),
    _patient("a hundred images by heart", "overfitting", lambda: dense(256), change=as_small, images=200, epochs=25,
             learning_rate=3e-3),
    _patient("one unit", "underfitting", lambda: dense(1, activation="tanh"), epochs=24, learning_rate=0.01),
    _patient("19 of 20 alike", "largest_class", lambda: convolutional(8, classes=2), change=mostly_the_same, optimizer="SGD",
             learning_rate=3e-3),
    _patient("0 to 255", "unscaled_pixels", lambda: convolutional(8, scale=1)),
    _patient("labels by chance", "shuffled_labels", lambda: convolutional(8), change=shuffled),
    _patient("eights that are threes", "missed_class", lambda: convolutional(8), change=one_class_rare, epochs=5),
    _patient("a tenth twice", "validation_in_training", lambda: convolutional(8), change=repeated),
    _patient("batches of two", "small_batch", batch_normalised, batch_size=2, images=300),
)  # fmt: skip


HEALTHY = (
    _healthy("lenet5"),
    _healthy("resnet20", learning_rate=1e-3, epochs=4),
    _patient("convolutions", "", lambda: convolutional(8, 16), epochs=6),
    _patient("with normalisation", "", lambda: convolutional(8, 16, norm=True), epochs=6),
    _patient("with dropout", "", lambda: convolutional(8, 16, dropout=0.5), epochs=8),
    _patient("dense", "", lambda: dense(64), epochs=10),
    _patient("tanh", "", lambda: dense(64, 64, activation="tanh"), epochs=8),
    _patient("SGD with momentum", "", lambda: convolutional(8, 16), optimizer="SGD", learning_rate=0.01, momentum=0.9, epochs=8),
    _patient("global pooling", "", pooled, epochs=6, learning_rate=3e-3),
    _patient("six of ten are one class", "", lambda: convolutional(8, classes=5), epochs=8, change=five_classes,
             learning_rate=3e-3),
)  # fmt: skip

#: as well, on other images; trained in `make thorough` only
HEALTHY_ELSEWHERE = (
    _published("LeNet-5 on eights", "lenet5", eights, (32, 32, 1), epochs=8),
    _published("LeNet-5 on photos", "lenet5", photos, (32, 32, 3)),
    _published("ResNet-20 on photos", "resnet20", photos, (32, 32, 3), learning_rate=1e-3, epochs=4),
)
