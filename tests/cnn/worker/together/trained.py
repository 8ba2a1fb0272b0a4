"""A tiny network that several processes could easily learn otherwise than one does, and trainings of it at the terminal."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np

from cnn.blocks.functional import Network
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Softmax
from cnn.program import MAIN
from cnn.project import Project, save
from cnn.recipe import Recipe

#: images; a fifth of them are validated on, and neither part divides into batches, nor batches into processes
IMAGES = 53
BATCH = 15


def write_project(folder: Path, **recipe: object) -> Path:
    """Digits that are no digits, and a project that learns them: BatchNormalization, Dropout, Adam."""
    draw = np.random.default_rng(7)
    labels = draw.integers(0, 3, IMAGES).astype(np.uint8)
    images = draw.integers(0, 120, (IMAGES, 8, 8, 1)) + 40 * labels[:, None, None, None]
    np.savez(folder / "data.npz", x_train=images.astype(np.uint8), y_train=labels)
    net = Network("tiny")
    x = net(Conv2D(filters=3, kernel_size=3, activation="relu"), net.input((8, 8, 1)))
    x = net(Dropout(rate=0.3), net(BatchNormalization(), x))
    net(Softmax(), net(Dense(units=3), net(Flatten(), x)))
    settings = {"epochs": 2, "batch_size": BATCH, "validation_split": 0.2, **recipe}
    path = folder / "tiny.loom"
    save(Project(graph=net.graph, recipe=Recipe().changed(**settings), dataset=str(folder / "data.npz")), path)
    return path


def start(*arguments: object) -> "subprocess.Popen[str]":
    """`main.py train` with these arguments."""
    line = [sys.executable, str(MAIN), "train", *map(str, arguments)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def trained(*arguments: object) -> str:
    """What `main.py train` prints, once it has ended in order."""
    process = start(*arguments)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out + err


def history(run: Path) -> np.ndarray:
    """Loss and accuracy of each epoch, in training and validation."""
    names = ("loss", "accuracy", "val_loss", "val_accuracy")
    with (run / "history.csv").open() as file:
        return np.array([[float(row[name]) for name in names] for row in csv.DictReader(file)])


def weights(model: Path) -> dict[str, np.ndarray]:
    """Every array of a `.keras` file's layers, by its place in the file."""
    found: dict[str, np.ndarray] = {}
    with zipfile.ZipFile(model) as archive, h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as file:
        file["layers"].visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    assert found
    return found
