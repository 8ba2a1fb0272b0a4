"""Memory of the worker that trains AlexNet at 224×224 on all 60,000 images of Fashion-MNIST: at most 3 GB.

An epoch of it takes the better part of an hour on two cores, so two runs stand for it: one over all 60,000 images that is stopped
after some hundred steps, then validates and saves; and one over few images that goes through several epochs, with checkpoints,
validation and the last save. `peak_gb` is the larger peak, of the second run with the bytes of the images it did without.
"""

import json
import sys
import tempfile
import threading
from pathlib import Path

import psutil

from cnn.client import Worker
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Failed, Finished, Stop, Train

IMAGES, VALIDATION, FEW = 60_000, 640, 1_280
STEPS, EPOCHS, BATCH_SIZE = 300, 3, 64
LIMIT_GB = 3.0


def bench(steps: int = STEPS, epochs: int = EPOCHS) -> dict[str, float | bool]:
    """Peaks of resident memory in GB (10⁹ bytes)."""
    with tempfile.TemporaryDirectory() as folder:
        whole = _clothes(Path(folder) / "whole.npz", IMAGES)
        few = _clothes(Path(folder) / "few.npz", FEW)
        long = _peak(whole, Path(folder) / "long", epochs=1, stop_after=steps)
        short = _peak(few, Path(folder) / "short", epochs=epochs, stop_after=0)
    peak = max(long, short + (IMAGES - FEW) * 784) / 1e9
    return {
        "steps": steps,
        "epochs": epochs,
        "all_images_gb": round(long / 1e9, 2),
        "few_images_gb": round(short / 1e9, 2),
        "peak_gb": round(peak, 2),
        "under_3_gb": peak < LIMIT_GB,
    }


def _clothes(path: Path, images: int) -> Path:
    import numpy as np

    from cnn.datasets import open_dataset

    dataset = open_dataset("fashion-mnist")
    assert dataset.test is not None
    train, check = dataset.train.take(np.arange(images)), dataset.test.take(np.arange(VALIDATION))
    np.savez(path, x_train=train.images, y_train=train.labels, x_val=check.images, y_val=check.labels)  # type: ignore[arg-type]
    return path


def _peak(data: Path, folder: Path, *, epochs: int, stop_after: int) -> int:
    """The most bytes the worker ever held; `stop_after` steps it is told to stop (0: it goes to its end)."""
    graph = PRESETS["alexnet"].graph(image=(224, 224, 1), classes=10)
    run = RunFolder.create(Project(graph, Recipe(epochs=epochs, batch_size=BATCH_SIZE), str(data)), folder)
    with Worker() as worker:
        watch = Watch(worker.pid)
        worker.send(Train(run=run.id, folder=str(run.path)))
        for event in worker.events():
            if isinstance(event, Failed):
                raise RuntimeError(event.message)
            if isinstance(event, Batch) and event.step >= stop_after > 0:
                worker.send(Stop())
                stop_after = 0
            if isinstance(event, Batch) and event.step % 20 == 0:
                print(f"step {event.step}: {watch.peak / 1e9:.2f} GB so far", file=sys.stderr, flush=True)
            if isinstance(event, Finished):
                break
        return watch.end()


class Watch:
    """Looks at a process's memory twenty times a second; on Linux the kernel's own high-water mark is taken as well."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._over = threading.Event()
        self.peak = 0
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> int:
        """The peak, in bytes."""
        self._over.set()
        self._thread.join()
        status = Path(f"/proc/{self._process.pid}/status")
        if status.is_file():
            marks = [line.split() for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
            self.peak = max([self.peak, *(int(mark[1]) << 10 for mark in marks)])
        return self.peak

    def _look(self) -> None:
        while not self._over.wait(0.05) and self._process.is_running():
            self.peak = max(self.peak, self._process.memory_info().rss)


if __name__ == "__main__":
    print(json.dumps(bench(*map(int, sys.argv[1:])), indent=1))
