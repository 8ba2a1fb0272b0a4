"""Reads the JSON of the network out of an HDF5 file in a process of its own, with limits on time and memory.

The HDF5 library is large and written in C; what a broken or hostile file does to it must not reach the program that opens it.
`main.py read-h5 FILE` runs `main`: it prints the attribute `model_config`, and follows no link.
"""

import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from cnn.errors import FileError
from cnn.program import own_program
from cnn.words.language import tr
from cnn.words.reasons import reason_of

if TYPE_CHECKING:
    from cnn.formats.keras.matching import Kept

#: seconds of work, and bytes of memory, that the process may take
SECONDS = 4
MEMORY = 1 << 30
#: whether it ends by itself after so many seconds of work, and how much longer a busy computer may take for these
_BOUNDED, _BUSY = find_spec("resource") is not None, 6
#: bytes of arrays that it reads in a second at the very least
_SLOWEST = 20 << 20
#: what it says instead of a network
NO_CONFIG, BROKEN = 3, 4

Done = subprocess.CompletedProcess[bytes]


def read_in_process(path: Path, largest: int, stop: Event | None = None) -> bytes:
    """The JSON of the network in an HDF5 file, at most one byte more than `largest`; raises `FileError`.

    Once `stop` is set, it ends and raises as well.
    """
    done = _run(path, str(largest + 1), stop)
    if done.returncode == 0:
        return done.stdout
    if done.returncode == NO_CONFIG:
        raise FileError(
            tr("{0} holds weights but no network.", path.name), tr("Open the .keras, .json or .loom file they belong to.")
        )
    raise FileError(
        tr("{0} can't be read: it is damaged or another kind of file.", path.name), tr("Check the path and its permissions.")
    )


def count_in_process(path: Path, stop: Event | None = None) -> int | None:
    """How many numbers a `.keras` or `.h5` file keeps as weights; `None` when that can't be found out."""
    done = _run(path, "count", stop)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip().isdigit() else None


def layers_in_process(path: Path) -> "dict[str, Kept]":
    """Which layers a `.keras` or `.h5` file keeps arrays for, by name; raises `FileError`."""
    from cnn.formats.keras.matching import Kept

    done = _run(path, "layers")
    try:
        if done.returncode != 0:
            raise ValueError(done.returncode)
        found = json.loads(done.stdout)
        return {name: Kept(place, tuple(names), tuple(map(tuple, shapes))) for name, (place, names, shapes) in found.items()}
    except (ValueError, TypeError) as error:
        raise FileError(
            tr("The weights in {0} can't be read.", path.name), tr("The file is damaged, or another kind of file.")
        ) from error


def require_readable(path: Path) -> None:
    """Raises `FileError` unless all arrays of a `.keras` or `.h5` file can be read: a process that may die of it has tried.

    It takes as long as reading them, about a second for a gigabyte.
    """
    done = _run(path, f"weights {_patience_for(path)}", seconds=_patience_for(path))
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1].partition("FileError ")[2][:300] if said else ""
        raise FileError(
            reason or tr("The weights in {0} can't be read.", path.name), tr("The file is damaged, or another kind of file.")
        )


def _patience_for(path: Path) -> int:
    """How many seconds of work the arrays of a file of that size may take."""
    return SECONDS + path.stat().st_size // _SLOWEST


def _run(path: Path, argument: str, stop: Event | None = None, seconds: int = SECONDS) -> Done:
    quiet = {"OPENBLAS_NUM_THREADS": "1", "HDF5_USE_FILE_LOCKING": "FALSE"}
    try:
        process = subprocess.Popen(
            own_program("read-h5", str(path.absolute()), argument),
            env={**os.environ, **quiet},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path.name, reason_of(error)), tr("Try again.")) from error
    with process:
        return _waited_for(process, path, stop or Event(), (seconds + 6) * (_BUSY if _BOUNDED else 1))


def require_wanted(path: Path, stop: Event | None) -> None:
    """Raises `FileError` once `stop` is set: nobody wants the file any more, and what is left to do would keep others waiting."""
    if stop is not None and stop.is_set():
        raise FileError(f"{path.name} {tr('was not opened')}.", tr("Open it again if you want it."))


def _waited_for(
    process: "subprocess.Popen[bytes]", path: Path, stop: Event, seconds: int
) -> "subprocess.CompletedProcess[bytes]":
    """What the process said; it is ended when it takes too long, or is wanted no more."""
    patience = time.monotonic() + seconds
    while True:
        try:
            said, complained = process.communicate(timeout=0.1)
        except subprocess.TimeoutExpired:
            if not stop.is_set() and time.monotonic() < patience:
                continue
            process.kill()
            require_wanted(path, stop)
            hint = tr("Try again when its disk answers and the computer is less busy; else it is damaged, or made to do harm.")
            raise FileError(f"{path.name} {tr('takes too long to read')}.", hint) from None
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)


def main(arguments: list[str]) -> int:
    """Prints the JSON of the network in the file `arguments[0]`, at most `arguments[1]` bytes; returns the exit code.

    In place of the bytes, "count" prints how many numbers the file keeps as weights, "layers" for which layers, and
    "weights SECONDS" prints nothing and reads all of them.
    """
    what, _, seconds = arguments[1].partition(" ")
    _limit(int(seconds or SECONDS))
    try:
        if what == "weights":
            from cnn.formats.keras.weights.stored import read_through

            read_through(Path(arguments[0]))
            return 0
        if arguments[1] == "count":
            from cnn.formats.keras.weights.stored import count_numbers

            print(count_numbers(Path(arguments[0])))
            return 0
        if arguments[1] == "layers":
            from cnn.formats.keras.weights.by_name import kept_by_name
            from cnn.formats.keras.weights.stored import opened

            with opened(Path(arguments[0])) as weights:
                print(json.dumps(kept_by_name(weights)))
            return 0
        data = model_config(Path(arguments[0]))
        if data is None:
            return NO_CONFIG
        sys.stdout.buffer.write(data[: int(arguments[1])])
        sys.stdout.buffer.flush()
    except Exception as error:
        print(type(error).__name__, getattr(error, "message", error), file=sys.stderr)
        return BROKEN
    return 0


def model_config(path: Path) -> bytes | None:
    """The JSON of the network in an HDF5 file; `None` where it holds none. Reads it in this process: for files that are whole."""
    import h5py  # 50 ms that only these files need

    with h5py.File(path, "r") as file:
        config = file.attrs.get("model_config")
    return config.encode("utf-8", "surrogateescape") if isinstance(config, str) else None if config is None else bytes(config)


def _limit(seconds: int) -> None:
    """Bounds this process; on Windows, which has no such limits, the one that waits for it ends it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
