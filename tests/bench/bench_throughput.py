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

PLAIN_KERAS = """
import json, sys, time
import keras, numpy as np
from keras import layers

data = np.load(sys.argv[1])
epochs, batch_size = int(sys.argv[2]), int(sys.argv[3])
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


def bench(rounds: int = ROUNDS, epochs: int = EPOCHS) -> dict[str, float]:
    """LeNet-5 on 4,000 digits: images a second of both sides, and their ratios (above 1: we are faster)."""
    ours: list[dict[str, float]] = []
    plain: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = _digits(Path(folder))
        for number in range(rounds):
            plain.append(_plain_keras(data, epochs))
            ours.append(_ours(data, Path(folder) / f"run{number}", epochs))
    pairs = list(zip(ours, plain, strict=True))
    return {
        "lenet5_images_per_second": round(median(one["speed"] for one in ours)),
        "lenet5_plain_keras_images_per_second": round(median(one["speed"] for one in plain)),
        "lenet5_times_plain_keras": round(median(mine["speed"] / other["speed"] for mine, other in pairs), 3),
        "lenet5_times_plain_keras_worst": round(min(mine["speed"] / other["speed"] for mine, other in pairs), 3),
        "lenet5_times_plain_keras_wall": round(median(mine["wall"] / other["wall"] for mine, other in pairs), 3),
    }


def _digits(folder: Path) -> Path:
    """The same 4,000 images to train on and 1,000 to validate on, for both sides."""
    import numpy as np

    from cnn.datasets import divided, open_dataset

    learn, check = divided(open_dataset("mnist-sample"), 0.2, 0)
    assert check is not None
    path = folder / "digits.npz"
    np.savez(path, x_train=learn.images, y_train=learn.labels, x_val=check.images, y_val=check.labels)  # type: ignore[arg-type]
    return path


def _plain_keras(data: Path, epochs: int) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-c", PLAIN_KERAS, str(data), str(epochs), str(BATCH_SIZE)]
    environment = {**os.environ, "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    return _speeds(told["images"], told["seconds"], told["ends"])


def _ours(data: Path, folder: Path, epochs: int) -> dict[str, float]:
    project = Project(PRESETS["lenet5"].graph(), Recipe(epochs=epochs, batch_size=BATCH_SIZE), str(data))
    run = RunFolder.create(project, folder)
    with Worker() as worker:
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
