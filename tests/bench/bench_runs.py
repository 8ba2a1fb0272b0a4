"""The table of 50,000 runs, in made-up folders: from the cache, as the folders are, found and sorted.

The base is what the system takes to name the folders and to look at each `run.json`.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.listed.finding import Rows
from cnn.runs.listed.index import cached_rows, listed_rows
from cnn.runs.messages import Device

RUNS = 50_000
WORDS = ("lenet", "finished -vgg", "val_accuracy>0.9", "val_loss<0.5 state:finished")
ORDERS = ("started", "name", "best", "time", "design")


def bench() -> dict[str, Any]:
    """Seconds, and of them those of a processor (other programs may have the rest); of what is repeated the median of five."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        place = Path(folder) / "runs"
        _make(place)
        first, rows = _timed(lambda: listed_rows(place))
        base = _median(lambda: [(run / "run.json").stat() for run in place.iterdir()])
        cached = _median(lambda: cached_rows(place))
        checked = _median(lambda: listed_rows(place))
        table = Rows(rows)
        ready, _ = _timed(lambda: table.texts)
        everything = range(len(rows))
        return {
            "runs": len(rows),
            "looking at every run.json (base)": base,
            "first time, nothing known": first,
            "from the cache": cached,
            "from the cache, every folder looked at": checked,
            "ready to be searched, once": ready,
            "find": {words: _median(lambda words=words: table.found(words)) for words in WORDS},
            "sort": {by: _median(lambda by=by: table.in_order(everything, by, falling=True)) for by in ORDERS},
        }


def _make(place: Path) -> None:
    device = Device(kind="CPU", name="2 cores")
    for number in range(RUNS):
        run = RunFolder(place / f"{number:06d}", f"{number:06d}")
        run.path.mkdir(parents=True)
        share = number * 7919 % RUNS / RUNS
        record = RunRecord(
            id=run.id,
            network=("lenet5", "vgg16", "resnet20")[number % 3],
            dataset="mnist-sample",
            state="finished",
            design=f"{number % 97:012x}",
            created=1.7e9 + number,
            params=61_706 + number % 1000,
            device=device,
            epochs=10,
            planned_epochs=10,
            seconds=60 + share * 600,
            best={"epoch": 9, "loss": 1 - share, "accuracy": share, "val_loss": 1.1 - share, "val_accuracy": share * 0.99},
        )
        (run.path / "run.json").write_text(record.model_dump_json(indent=1))


def _timed(what: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    start, used = time.perf_counter(), time.process_time()
    found = what()
    return {"seconds": round(time.perf_counter() - start, 4), "processor": round(time.process_time() - used, 4)}, found


def _median(what: Callable[[], Any]) -> dict[str, float]:
    told = [_timed(what)[0] for _ in range(5)]
    return {name: statistics.median(one[name] for one in told) for name in told[0]}
