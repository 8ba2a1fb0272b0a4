"""Asks a runtime about images that lie in a folder, and measures how long it takes."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.worker.proofs.runtimes import RUNTIMES

Array = NDArray[Any]
#: from a batch for each input to what each output says of it
Ask = Callable[[Sequence[Array]], list[Array]]

#: images asked about in one go
BATCH = 32
#: seconds that measuring one kind of question may take, and how often it is asked at most
PATIENCE, MOST = 0.5, 30
#: seconds that 64 images may take; where more is to be expected, they aren't asked about
LONGEST = 6.0


def prove(folder: Path) -> dict[str, Any]:
    """Asks the file of `job.json` about `image-N.npy`, a file for each input, and writes what it says to `said-N.npy`.

    Returns the name and version of the `runtime`, and the median seconds for 1 and for 64 images; and what the
    runtime tells of itself.
    """
    job = job_in(folder)
    images = [np.load(folder / f"image-{number}.npy", allow_pickle=False) for number in range(job["inputs"])]
    runtime = RUNTIMES[job["runtime"]]
    ask = runtime.load(Path(job["path"]), job)
    try:
        if not job["ask"]:
            nothing = {"outputs": 0, "seconds_for_1": None, "seconds_for_64": None}
            return {"runtime": runtime.name(), **nothing, **getattr(ask, "told", {})}
        return {"runtime": runtime.name(), **_asked(ask, images, folder), **getattr(ask, "told", {})}
    finally:
        getattr(ask, "close", lambda: None)()  # a browser ends, and its files go


def _asked(ask: Ask, images: Sequence[Array], folder: Path) -> dict[str, Any]:
    parts = [ask([part[start : start + BATCH] for part in images]) for start in range(0, len(images[0]), BATCH)]
    for number, said in enumerate(zip(*parts, strict=True)):
        np.save(folder / f"said-{number}.npy", np.concatenate(said), allow_pickle=False)
    one = _median(ask, [part[:1] for part in images])
    many = [np.resize(part, (64, *part.shape[1:])) for part in images] if 64 * one < LONGEST else None
    return {
        "outputs": len(parts[0]),
        "seconds_for_1": one,
        "seconds_for_64": None if many is None else _median(ask, many),
    }


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
