"""Asks a runtime about images that lie in a folder, and measures how long it takes."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.worker.proofs.runtimes import RUNTIMES, inside_litert

Array = NDArray[Any]
#: from a batch for each input to what each output says of it
Ask = Callable[[Sequence[Array]], list[Array]]

#: images asked about in one go: as many as are measured, or where that would take too long
BATCH, SMALL_BATCH = 64, 32
#: seconds that measuring one kind of question may take, and how often it is asked at most
PATIENCE, MOST = 0.3, 20
#: seconds that 64 images may take; where more is to be expected, they aren't asked about
LONGEST = 6.0


def prove(folder: Path, wanted: Callable[[], bool]) -> dict[str, Any]:
    """Asks the file of `job.json` about `image-N.npy`, a file for each input, and writes what it says to `said-N.npy`.

    `wanted` is called when the file is loaded, and says whether it is to be asked at all.
    Returns the name and version of the `runtime`, and the median seconds for 1 and for 64 images; and what the
    runtime tells of itself.
    """
    job = job_in(folder)
    images = [np.load(folder / f"image-{number}.npy", allow_pickle=False) for number in range(job["inputs"])]
    runtime = RUNTIMES[job["runtime"]]
    if job.get("inside"):
        return {"runtime": runtime.name(), "names": _inside(folder, job, images)}
    ask = runtime.load(Path(job["path"]), job)
    try:
        nothing = {"outputs": 0, "seconds_for_1": None, "seconds_for_64": None}
        said = _asked(ask, images, folder) if wanted() else nothing
        return {"runtime": runtime.name(), **said, **getattr(ask, "told", {})}
    finally:
        getattr(ask, "close", lambda: None)()  # a browser ends, and its files go


def _asked(ask: Ask, images: Sequence[Array], folder: Path) -> dict[str, Any]:
    count = len(images[0])
    ask([part[:1] for part in images])  # a runtime's very first answer takes as long as its start
    one = _median(ask, [part[:1] for part in images])
    measured = BATCH * one < LONGEST
    size = BATCH if measured else SMALL_BATCH
    if measured and count < BATCH:
        images = [np.resize(part, (BATCH, *part.shape[1:])) for part in images]  # over and over again
    parts, taken = [], []
    for start in range(0, len(images[0]), size):
        batch = [part[start : start + size] for part in images]
        began = time.perf_counter()
        parts.append(ask(batch))
        taken += [time.perf_counter() - began] if len(batch[0]) == BATCH else []
    for number, said in enumerate(zip(*parts, strict=True)):
        np.save(folder / f"said-{number}.npy", np.concatenate(said)[:count], allow_pickle=False)
    enough = sum(taken) > PATIENCE
    many = statistics.median(taken[1:] or taken) if enough else _median(ask, [part[:BATCH] for part in images])
    return {"outputs": len(parts[0]), "seconds_for_1": one, "seconds_for_64": many if measured else None}


def _inside(folder: Path, job: dict[str, Any], images: Sequence[Array]) -> list[str]:
    """Keeps what each operation of a LiteRT file gives as `inside-N.npy`; returns their names."""
    found = inside_litert(Path(job["path"]), job, images)
    for number, (_, values) in enumerate(found):
        np.save(folder / f"inside-{number}.npy", values, allow_pickle=False)
    return [name for name, _ in found]


def job_in(folder: Path) -> dict[str, Any]:
    """What is to be proven."""
    job: dict[str, Any] = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    return job


def _median(ask: Ask, images: Sequence[Array]) -> float:
    """Seconds that a question takes, the median of some; the first, for which memory is laid out, isn't counted."""
    began = time.perf_counter()
    ask(images)
    if (first := time.perf_counter() - began) > PATIENCE > 0:
        return first  # of so long a time the layout is a small part
    taken: list[float] = []
    while not taken or (len(taken) < MOST and time.perf_counter() - began < PATIENCE):
        start = time.perf_counter()
        ask(images)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
