"""Lets a monkey use the real window for some time, and tells what broke.

`make monkey ARGS="SECONDS SEED"`: sessions with the random seeds SEED, SEED + 1 … until the time is over, each with a window,
a home and workers of its own; at least one. Prints a JSON document and ends with 1 when anything was wrong: a law (document,
picture, figures and panels agree; undoing everything gives the first project and picture, redoing the last), an exception, a
warning of Python or Qt, a crash, a window that stands still, a process that is left.

The same seed gives the same deeds, as far as the window answers the same: what workers tell, and when, is not in the seed.
`ARGS="0 SEED"` plays one session again, `--only 3,5,8` just some of its steps, `--steps` as many; `--worker real` trains with
TensorFlow.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil

ROOT = Path(__file__).parents[2]
WINDOW = Path(__file__).with_name("window.py")
SEED, STEPS = 1, 250
#: seconds without a step until a window is taken for one that stands still
PATIENCE = 60.0
#: steps that are told when something broke
TOLD = 12


@dataclasses.dataclass
class Outcome:
    """What became of one session."""

    seed: int
    steps: int
    seconds: float
    kind: str = ""
    text: str = ""
    last: tuple[str, ...] = ()

    def report(self) -> str:
        """For people: what broke, what was done before it, and how to see it again."""
        again = f'make monkey ARGS="0 {self.seed}"'
        done = "\n".join(f"    {line}" for line in self.last)
        return f"seed {self.seed}, step {self.steps}: {self.kind}\n{self.text}\n  the last steps:\n{done}\n  again: {again}"


def session(seed: int, steps: int, folder: Path, *more: str, display: str = "", patience: float = PATIENCE) -> Outcome:
    """One window used with this seed, in a process of its own."""
    folder.mkdir(parents=True)
    mark = uuid4().hex
    journal, log = folder / "journal", folder / "window.log"
    command = [sys.executable, str(WINDOW), str(journal), str(seed), str(steps), str(folder), *more]
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment(folder, display, mark), cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
        try:
            hung = not _ends(process, journal, patience)
        except BaseException:  # told to end: nothing of it stays
            process.kill()
            process.wait()
            list(_left_behind(mark, seconds=0))
            raise
    left = list(_left_behind(mark))
    outcome = _outcome(seed, journal, process.returncode, log, hung)
    if left and not outcome.kind:
        outcome.kind, outcome.text = "left behind", "\n".join(left)
    outcome.seconds = round(time.monotonic() - began, 1)
    return outcome


def environment(folder: Path, display: str, mark: str) -> dict[str, str]:
    """A home of its own, no way to the net, and a mark by which all its processes are found."""
    home = {
        name: str(folder / "home" / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
    }
    for place in home.values():
        Path(place).mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "temporary").mkdir()
    fonts = os.environ.get("MPLCONFIGDIR") or str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib")
    return {
        **os.environ,
        **home,
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "temporary"),
        "MPLCONFIGDIR": fonts,  # its list of fonts takes seconds to make
        "LAYERLOOM_RUNS": str(folder / "runs"),
        "LAYERLOOM_SETTINGS": str(folder / "settings.json"),
        "LAYERLOOM_LOG": str(folder / "layerloom.log"),
        "LAYERLOOM_MONKEY": mark,
        "PYTHONPATH": str(ROOT),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",  # one that is started where there is none would outlive the window
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        **({"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {"QT_QPA_PLATFORM": "offscreen"}),
    }


def _ends(process: "subprocess.Popen[bytes]", journal: Path, patience: float) -> bool:
    """Waits as long as steps are done; a window that does none any more is made to say where it stands, and ended."""
    size, since = -1, time.monotonic()
    while process.poll() is None:
        now = journal.stat().st_size if journal.exists() else 0
        if now != size:
            size, since = now, time.monotonic()
        if time.monotonic() - since > patience:
            process.send_signal(signal.SIGABRT)  # faulthandler tells every thread's stack
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
            return False
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
    return True


def _outcome(seed: int, journal: Path, code: int, log: Path, hung: bool) -> Outcome:
    lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()] if journal.exists() else []
    done = tuple(f"{line['step']} {line['deed']}" for line in lines if "deed" in line)
    outcome = Outcome(seed, max((line["step"] for line in lines if "step" in line), default=0), 0.0, last=done[-TOLD:])
    fault = next((line for line in lines if "fault" in line), None)
    said = log.read_text(errors="replace")[-4000:]
    if fault is not None:
        outcome.kind, outcome.text = fault["fault"], fault["text"]
    elif hung:
        outcome.kind, outcome.text = "hang", said
    elif code < 0:
        outcome.kind, outcome.text = f"crash by signal {-code}", said
    elif code or not any("ended" in line for line in lines):
        outcome.kind, outcome.text = f"exit code {code}", f"{lines[-1] if lines else ''}\n{said}"
    return outcome


def _left_behind(mark: str, seconds: float = 10.0) -> Iterator[str]:
    """Ends what a session left, after some time to end by itself."""
    deadline = time.monotonic() + seconds
    while (left := _marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in left:
        with contextlib.suppress(psutil.Error):
            yield f"process {process.pid}: {' '.join(process.cmdline())[:200]}"
            process.kill()


def _marked(mark: str) -> list[psutil.Process]:
    """Every process that has the mark of a session."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and process.environ().get("LAYERLOOM_MONKEY") == mark:
                found.append(process)
    return found


# ---------------------------------------------------------------------- the screen


@contextlib.contextmanager
def screen(size: str = "1600x1000") -> Iterator[str]:
    """A display of its own with a window manager, so that nobody's mouse is taken; "" where there is no Xvfb."""
    from tests.end_to_end.x11 import x_server

    if shutil.which("Xvfb") is None:
        print(
            "There is no Xvfb: the window is shown nowhere (offscreen), drags out of the palette are left out.", file=sys.stderr
        )
        yield ""
        return
    with x_server(size) as name, _window_manager(name):
        yield name


@contextlib.contextmanager
def _window_manager(display: str) -> Iterator[None]:
    program = shutil.which("openbox")
    if program is None:
        print("There is no openbox: the window is used without a window manager.", file=sys.stderr)
        yield
        return
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([program], env={**os.environ, "DISPLAY": display}, stdout=quiet, stderr=quiet, stdin=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


# ---------------------------------------------------------------------- the command


def run(seconds: float, seed: int, steps: int, more: Sequence[str] = ()) -> list[Outcome]:
    """Session after session until the time is over; each is told when it has ended."""
    found: list[Outcome] = []
    end = time.monotonic() + seconds
    with screen() as display, tempfile.TemporaryDirectory(prefix="layerloom-monkey-") as folder:
        while not found or time.monotonic() < end:
            outcome = session(seed, steps, Path(folder) / str(seed), *more, display=display)
            found.append(outcome)
            told = outcome.report() if outcome.kind else f"seed {seed}: {outcome.steps} steps, {outcome.seconds} s"
            print(told, file=sys.stderr, flush=True)
            shutil.rmtree(Path(folder) / str(seed), ignore_errors=True)
            seed += 1
    return found


def summary(found: Sequence[Outcome]) -> dict[str, Any]:
    """What happened in all."""
    faults = [{"seed": one.seed, "step": one.steps, "kind": one.kind, "text": one.text[-600:]} for one in found if one.kind]
    seeds = [one.seed for one in found]
    return {
        "seeds": [min(seeds), max(seeds)],
        "sessions": len(found),
        "steps": sum(one.steps for one in found),
        "seconds": round(sum(one.seconds for one in found)),
        "faults": faults,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=float, nargs="?", default=60)
    parser.add_argument("seed", type=int, nargs="?", default=SEED)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--only", default="")
    parser.add_argument("--worker", choices=("pretend", "real"), default="pretend")
    options = parser.parse_args()
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: sys.exit(130))
    more = ["--worker", options.worker, *(["--only", options.only] if options.only else [])]
    found = run(options.seconds, options.seed, options.steps, more)
    print(json.dumps(summary(found), indent=2))
    return int(any(one.kind for one in found))


if __name__ == "__main__":
    sys.exit(main())
