"""The process in which an exported file is proven: it loads the file with the runtime it is for, and asks it about images.

`main.py prove FOLDER RUNTIME` runs `main`. Nothing but that runtime is imported, and that at once: meanwhile the file is written.
"""

import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cnn.worker.side_process import GO, Caller, leave


def main(arguments: Sequence[str]) -> int:
    """Does the job that lies in a folder, see `cnn.worker.exports.proving`: loads the file at the first word, asks it at the
    second one. 1 where the runtime refuses the file."""
    caller = Caller()
    from cnn.worker.proofs.proof import job_in, prove
    from cnn.worker.proofs.runtimes import RUNTIMES, over

    folder, runtime = Path(arguments[0]), RUNTIMES[arguments[1]]
    with contextlib.suppress(Exception):  # what is wrong with it is told with the file
        runtime.begin()
    caller.wait()
    try:
        told = prove(folder, lambda: caller.wait() == GO)
    except Exception as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        job = job_in(folder)
        told = {"error": lines[0].replace(job["path"], Path(job["path"]).name), "runtime": runtime.name()}
        told |= over(error)
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    leave(folder, json.dumps(told))
    return 1 if "error" in told else 0
