"""The process in which an exported file is proven: it loads the file with the runtime it is for, and asks it about images.

`main.py prove FOLDER RUNTIME` runs `main`. Nothing but that runtime is imported, and that at once: meanwhile the file is written.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Does the job that lies in a folder once it gets a byte, see `cnn.worker.exports.proving`; 1 where the runtime refuses the
    file, 3 where whoever wanted the proof is gone."""
    from cnn.worker.proofs.proof import job_in, prove
    from cnn.worker.proofs.runtimes import RUNTIMES, over

    folder, runtime = Path(arguments[0]), RUNTIMES[arguments[1]]
    with contextlib.suppress(Exception):  # what is wrong with it is told with the file
        runtime.begin()
    if not os.read(0, 1):
        return 3
    _end_with_caller()
    try:
        told = prove(folder)
    except Exception as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        job = job_in(folder)
        told = {"error": lines[0].replace(job["path"], Path(job["path"]).name), "runtime": runtime.name()}
        told |= over(error)
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    return 1 if "error" in told else 0


def _end_with_caller() -> None:
    """The worker holds the other end of stdin; where it is killed, nobody waits for a proof."""

    def wait() -> None:
        while os.read(0, 1024):  # past Python's buffer, whose lock would be missed when this process ends
            pass
        os._exit(3)

    threading.Thread(target=wait, name="caller", daemon=True).start()
