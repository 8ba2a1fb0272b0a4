"""Training speed against a hand-written Keras script: same network, same images, same batch size, one after the other.

Each side trains in a process of its own and alternates with the other, so that whatever else the machine does hits both. An
epoch counts from its first batch to its last, without validation; the first epoch, which traces, is left out. `wall` also
counts what lies between epochs: validation on both sides, checkpoints, events and history on ours.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from cnn.client import Worker
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Epoch, Event, Failed, Finished, Train

EPOCHS = 12
BATCH_SIZE = 64
ROUNDS = 5

#: of ResNet-18, whose epochs take longer
FEWER_EPOCHS, FEWER_ROUNDS = 3, 3

LENET = """
model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(6, 5, padding="same", activation="tanh"),
    layers.AveragePooling2D(2),
    layers.Conv2D(16, 5, activation="tanh"),
    layers.AveragePooling2D(2),
    layers.Flatten(),
    layers.Dense(120, activation="tanh"),
    layers.Dense(84, activation="tanh"),
    layers.Dense(10, activation="softmax"),
])
"""

RESNET = """
def convolution(x, filters, size, stride=1, relu=True):
    x = layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return layers.ReLU()(x) if relu else x

def block(x, filters, stride):
    shortcut = x if stride == 1 and x.shape[-1] == filters else convolution(x, filters, 1, stride, relu=False)
    x = convolution(convolution(x, filters, 3, stride), filters, 3, relu=False)
    return layers.ReLU()(layers.Add()([shortcut, x]))

image = keras.Input((28, 28, 1))
x = layers.MaxPooling2D(3, strides=2, padding="same")(convolution(image, 64, 7, 2))
for filters, stride in ((64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1)):
    x = block(x, filters, stride)
x = layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x))
model = keras.Model(image, x)
"""

PLAIN = {"lenet5": LENET, "resnet18": RESNET}

HEAD = """
import json, sys, time
import keras, numpy as np
from keras import layers

data = np.load(sys.argv[1])
epochs, batch_size = int(sys.argv[2]), int(sys.argv[3])
"""

TAIL = """
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

class Clock(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seconds, self.ends = [], []
    def on_epoch_begin(self, epoch, logs=None):
        self.began = time.perf_counter()
    def on_train_batch_end(self, batch, logs=None):
        self.last = time.perf_counter()
    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(self.last - self.began)
        self.ends.append(time.time())

clock = Clock()
model.fit(data["x_train"] / 255.0, data["y_train"], batch_size=batch_size, epochs=epochs, verbose=0, callbacks=[clock],
          validation_data=(data["x_val"] / 255.0, data["y_val"]))
print(json.dumps({"images": len(data["x_train"]), "seconds": clock.seconds, "ends": clock.ends}))
"""


def bench() -> dict[str, float]:
    """On 4,000 digits: images a second of both sides, and their ratios (above 1: we are faster)."""
    return {**compared("lenet5", ROUNDS, EPOCHS), **compared("resnet18", FEWER_ROUNDS, FEWER_EPOCHS)}


def compared(name: str, rounds: int, epochs: int, backend: str = "tensorflow") -> dict[str, float]:
    """One network on both sides, in turns, on one of Keras's backends; the names of the figures begin with the network's."""
    ours: list[dict[str, float]] = []
    plain: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = _digits(Path(folder))
        for number in range(rounds):
            plain.append(_plain_keras(name, data, epochs, backend))
            ours.append(_ours(name, data, Path(folder) / f"run{number}", epochs, backend))
    ratios = [{key: mine[key] / other[key] for key in mine} for mine, other in zip(ours, plain, strict=True)]
    return {
        f"{name}_images_per_second": round(median(one["speed"] for one in ours)),
        f"{name}_plain_keras_images_per_second": round(median(one["speed"] for one in plain)),
        f"{name}_times_plain_keras": round(median(ratio["speed"] for ratio in ratios), 3),
        f"{name}_times_plain_keras_worst": round(min(ratio["speed"] for ratio in ratios), 3),
        f"{name}_times_plain_keras_wall": round(median(ratio["wall"] for ratio in ratios), 3),
    }


def _digits(folder: Path) -> Path:
    """The same 4,000 images to train on and 1,000 to validate on, for both sides."""
    import numpy as np

    from cnn.datasets import open_dataset
    from cnn.datasets.division.dividing import divided

    learn, check = divided(open_dataset("mnist-sample"), 0.2, 0)
    assert check is not None
    path = folder / "digits.npz"
    np.savez(path, x_train=learn.images, y_train=learn.labels, x_val=check.images, y_val=check.labels)  # type: ignore[arg-type]
    return path


def _plain_keras(name: str, data: Path, epochs: int, backend: str) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-c", HEAD + PLAIN[name] + TAIL, str(data), str(epochs), str(BATCH_SIZE)]
    environment = {**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    return _speeds(told["images"], told["seconds"], told["ends"])


def _ours(name: str, data: Path, folder: Path, epochs: int, backend: str) -> dict[str, float]:
    graph = PRESETS[name].graph(image=(28, 28, 1), classes=10)
    project = Project(graph, Recipe(epochs=epochs, batch_size=BATCH_SIZE, backend=backend), str(data))
    run = RunFolder.create(project, folder)
    with Worker(backend=backend) as worker:
        worker.send(Train(run=run.id, folder=str(run.path)))
        told = list(_until_the_end(worker))
    return _speeds(4000, [epoch.seconds for epoch in told], [epoch.time for epoch in told])


def _until_the_end(worker: Worker) -> list[Epoch]:
    told: list[Event] = []
    for event in worker.events():
        told.append(event)
        if isinstance(event, Failed):
            raise RuntimeError(event.message)
        if isinstance(event, Finished):
            break
    return [event for event in told if isinstance(event, Epoch)]


def _speeds(images: int, seconds: list[float], ends: list[float]) -> dict[str, float]:
    """Images a second while training (median epoch), and from one epoch's end to the next."""
    return {
        "speed": images / median(seconds[1:]),
        "wall": images * (len(ends) - 2) / (ends[-1] - ends[1]),
    }


if __name__ == "__main__":
    print(json.dumps(bench(), indent=1))
