"""Pulls the plug on runs at random moments, resumes them until they are done, and compares every bit with an undisturbed run.

`make soak ARGS="200 1"`: at least 200 kills (of the worker, of its caller, of both) and as many full disks as `--disks` says,
with the random seed 1. Prints a JSON document and ends with 1 when anything differs. The network has Dropout, batch
normalization and augmentation, and is trained with Adam and a schedule, in batches of which the last is smaller. The seed also
says on how many threads: equal bits are promised for equal numbers of them only.
"""

import argparse
import collections
import contextlib
import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import psutil

from cnn.blocks.functional import Network
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.rewind import read_history

ROOT = Path(__file__).parents[2]
VICTIMS = ("worker", "caller", "both")
EPOCHS = 3
#: how many events are told before the first of training
OPENING = 4
#: a busy machine tells more events than an idle one; so early in their order a run is surely still going on
EARLY = 0.6
#: threads of one operation, as TensorFlow takes them from the environment
THREADS = (1, 2, 3)
#: bytes; the folder of a run needs about 150 KB
DISK = 1 << 20


def project() -> Project:
    """Everything that has a state of its own, in a network that trains in seconds; a hook every few steps."""
    net = Network("soak")
    x = net(Rescaling(scale=1 / 255), net.input((12, 12, 1)))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=4), x)))
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)))
    wanted: dict[str, Any] = {
        "epochs": EPOCHS,
        "batch_size": 11,  # of 3,000 images 8 are left over
        "seed": 5,
        "checkpoint_seconds": 0,
        "validation_split": 0.4,
        "augmentation": [{"class_name": "RandomTranslation", "config": {"height_factor": 0.1, "width_factor": 0.1}}],
        "schedule": "cosine",
        "warmup_epochs": 1,
        "reduce_on_plateau": True,
        "use_ema": True,
    }
    return Project(net.graph, Recipe.create(wanted), "mnist-sample")


class Call:
    """`main.py train …` in a process of its own, whose events are counted."""

    def __init__(self, *arguments: str, program: Sequence[str]) -> None:
        self.told = 0
        self.process = subprocess.Popen(
            [sys.executable, *program, "train", *arguments, "--events"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.errors = b""
        self._threads = [threading.Thread(target=self._count), threading.Thread(target=self._keep)]
        for thread in self._threads:
            thread.start()

    def _count(self) -> None:
        assert self.process.stdout is not None
        for _ in self.process.stdout:
            self.told += 1

    def _keep(self) -> None:
        assert self.process.stderr is not None
        self.errors = self.process.stderr.read()

    @property
    def over(self) -> bool:
        """Whether it ended."""
        return self.process.poll() is not None

    def worker(self) -> psutil.Process | None:
        """The process it started."""
        with contextlib.suppress(psutil.Error):
            return next(iter(psutil.Process(self.process.pid).children()), None)
        return None

    def wait(self) -> int:
        """Its exit code, when it and its worker are gone."""
        code = self.process.wait(timeout=300)
        for thread in self._threads:
            thread.join()
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def wait_for(self, told: int, seconds: float) -> bool:
        """Waits until so many events were told, then some time; False when it ended before."""
        while self.told < told and not self.over:
            time.sleep(0.002)
        time.sleep(seconds)
        return not self.over


def kill(call: Call, victim: str) -> None:
    """`kill -9`, of both at once if so."""
    worker = call.worker()
    if victim != "worker":
        call.process.kill()
    if victim != "caller" and worker is not None:
        with contextlib.suppress(psutil.Error):
            worker.kill()


class Soak:
    """Runs, kills, figures."""

    def __init__(self, folder: Path, seed: int, program: Sequence[str] = (str(ROOT / "main.py"),)) -> None:
        self.folder = folder
        self.program = program
        self.chance = random.Random(seed)
        self.kills: collections.Counter[str] = collections.Counter()
        self.disks: collections.Counter[str] = collections.Counter()
        self.faults: list[str] = []
        self.runs = 0
        self.source = folder / "soak.loom"
        save(project(), self.source)
        began = time.monotonic()
        whole = Call(str(self.source), "--out", str(folder / "whole"), program=program)
        if whole.wait() != 0:
            raise SystemExit(whole.errors.decode())
        self.events = whole.told
        self.seconds = time.monotonic() - began
        self.expected = story(folder / "whole")

    def kill_a_run(self, most: int) -> None:
        """One run, killed again and again, at most so many times; then left alone until it is done, and compared."""
        run, killed, left = self._new(self.folder), 0, self.events
        while killed < most and left > 1:
            call = self.go_on(run)
            if not self._wait_at_random(call, left):
                call.wait()
                break
            left -= max(0, call.told - OPENING)
            victim = self.chance.choice(VICTIMS)
            kill(call, victim)
            call.wait()
            self.kills[victim] += 1
            killed += 1
        self.finish(run)

    def fill_a_disk(self) -> None:
        """One run whose disk is full at a random moment, for the rest of that call."""
        with small_disk(self.folder / "disk") as disk:
            if disk is None:
                self._limit_files()
                return
            run = self._new(disk)
            call = self.go_on(run)
            self._wait_at_random(call, self.events)
            ballast = disk / "ballast"
            fill(ballast, leave=self.chance.choice((0, 0, 5_000, 30_000)))
            code = call.wait()
            self.disks["failed" if code else "went on"] += 1
            ballast.unlink()
            self.finish(run)

    def _limit_files(self) -> None:
        """Where no file system can be mounted: no file may grow beyond a few bytes, which fails in the same places."""
        run = self._new(self.folder)
        call = self.go_on(run)
        self._wait_at_random(call, self.events)
        if (worker := call.worker()) is not None:
            with contextlib.suppress(psutil.Error, OSError):
                resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (self.chance.choice((0, 500, 5000)),) * 2)
        code = call.wait()
        self.disks["failed" if code else "went on"] += 1
        self.finish(run)

    def _new(self, folder: Path) -> Path:
        self.runs += 1
        return folder / f"run-{self.runs}"

    def go_on(self, run: Path) -> Call:
        """Begins the run, or resumes it."""
        arguments = ("--resume", str(run)) if (run / "run.json").exists() else (str(self.source), "--out", str(run))
        return Call(*arguments, program=self.program)

    def _wait_at_random(self, call: Call, events: int) -> bool:
        """Until one of so many events, and a little longer; or, seldom, some time after the start, while it is made ready."""
        if self.chance.random() < 0.15:
            return call.wait_for(0, self.chance.uniform(0.0, 0.3 * self.seconds))
        most = max(2, round(EARLY * events))
        return call.wait_for(self.chance.randrange(1, most), self.chance.uniform(0.0, 0.05))

    def finish(self, run: Path) -> None:
        """Resumes until it is done; nothing but a complete run is an answer."""
        for _ in range(3):
            call = self.go_on(run)
            if call.wait() == 0 or b"is complete" in call.errors:
                break
        else:
            self.faults.append(f"{run.name}: {call.errors.decode()[-500:]}")
            return
        found = story(run)
        wrong = [name for name in found if found[name] != self.expected[name]]
        self.faults += [f"{run.name}: {name}: {str(found[name])[:200]}" for name in wrong]
        shutil.rmtree(run)

    def result(self) -> dict[str, Any]:
        """What happened."""
        return {
            "runs": self.runs,
            "threads": os.environ.get("TF_NUM_INTRAOP_THREADS", ""),
            "kills": dict(self.kills),
            "disks": dict(self.disks),
            "equal": self.runs - len({fault.partition(":")[0] for fault in self.faults}),
            "faults": self.faults,
        }


def story(run: Path) -> dict[str, Any]:
    """Everything of a run that must not depend on how often it was cut off."""
    events = [json.loads(line) for line in (run / "events.jsonl").read_text().splitlines()]
    batches = [(event["epoch"], event["step"]) for event in events if event["event"] == "batch"]
    record = json.loads((run / "run.json").read_text())
    return {
        "state": arrays(sorted((run / "checkpoints").glob("epoch-*.npz"))[-1]),
        "model": model_weights(run / "model.keras"),
        "figures": [row.logs for row in read_history(run / "history.csv")],
        "epochs told": [event["epoch"] for event in events if event["event"] == "epoch"],
        "batches in order": batches == sorted(set(batches)),
        "ends": [event["event"] for event in events if event["event"] in ("finished", "failed")],
        "record": [record[name] for name in ("state", "epochs", "best", "best_epoch", "final")],
        "left over": [path.name for path in run.rglob(".*")],
    }


def arrays(path: Path) -> dict[str, bytes]:
    """Weights, optimizer and random generators of a checkpoint."""
    with np.load(path) as found:
        return {name: found[name].tobytes() for name in found.files if name != "note.json"}


def model_weights(path: Path) -> dict[str, bytes]:
    """The weights in a Keras file."""
    found = {}

    def take(name: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset):
            found[name] = item[()].tobytes()

    with zipfile.ZipFile(path) as archive, archive.open("model.weights.h5") as weights, h5py.File(weights) as file:
        file.visititems(take)
    return found


@contextlib.contextmanager
def small_disk(path: Path) -> Iterator[Path | None]:
    """A file system of its own that is soon full; `None` where none may be mounted."""
    path.mkdir(exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)
    mounted = libc.mount(b"none", bytes(path), b"tmpfs", 0, f"size={DISK}".encode()) == 0
    try:
        yield path if mounted else None
    finally:
        if mounted:
            libc.umount2(bytes(path), 2)


def fill(path: Path, leave: int) -> None:
    """Takes all space but for some bytes; a worker may take those meanwhile."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while True:
            os.write(file, b"0" * 4096)
    with contextlib.suppress(OSError):
        os.ftruncate(file, max(0, os.fstat(file).st_size - leave))
    os.close(file)


@contextlib.contextmanager
def forking(folder: str) -> Iterator[Sequence[str]]:
    """The program whose workers are forked from one process."""
    script, address = str(Path(__file__).with_name("fork_server.py")), f"{folder}/server"
    server = subprocess.Popen([sys.executable, script, "server", address], stderr=subprocess.DEVNULL)
    try:
        while not Path(address).exists():
            time.sleep(0.1)
        yield script, "caller", address
    finally:
        server.kill()
        server.wait()


def main() -> int:
    """Kills runs until there were enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--disks", type=int, default=20)
    parser.add_argument("--per-run", type=int, default=4, help="kills of one run, at most")
    parser.add_argument("--forked", action="store_true", help="spare each worker the import of TensorFlow")
    wanted = parser.parse_args()
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="layerloom-soak-"))
        os.environ["LAYERLOOM_RUNS"] = f"{folder}/runs"
        os.environ["TF_NUM_INTRAOP_THREADS"] = str(THREADS[wanted.seed % len(THREADS)])
        program = stack.enter_context(forking(folder)) if wanted.forked else (str(ROOT / "main.py"),)
        soak = Soak(Path(folder), wanted.seed, program)
        while soak.kills.total() < wanted.kills or soak.disks.total() < wanted.disks:
            if soak.disks.total() * wanted.kills < wanted.disks * max(soak.kills.total(), 1):
                soak.fill_a_disk()
            else:
                soak.kill_a_run(max(1, min(wanted.per_run, wanted.kills - soak.kills.total())))
            print(json.dumps(soak.result()), file=sys.stderr, flush=True)
    print(json.dumps({**soak.result(), "seconds": round(time.monotonic() - began)}))
    return 1 if soak.faults else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
