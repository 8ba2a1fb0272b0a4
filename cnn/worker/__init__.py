"""The worker process: the only code that imports Keras and its backends. `main.py worker` runs `main`."""

from collections.abc import Sequence
from itertools import pairwise


def main(arguments: Sequence[str] = ()) -> int:
    """Serves commands from stdin until it is told to end, or its parent dies; returns the exit code.

    With `--verbose` its log holds details; with `--aside` it leaves the processor to others (`cnn.worker.low_priority`);
    behind `--backend` stands what Keras is to compute with, behind `--group` with which other processes it trains
    (`cnn.cluster.group`).
    """
    if "--aside" in arguments:  # before there are threads: each has a priority of its own
        from cnn.worker.low_priority import step_aside

        step_aside()
    from cnn.worker.process import serve

    given = {flag: value for flag, value in pairwise(arguments) if flag in ("--backend", "--group")}
    return serve(given.get("--backend", "auto"), given.get("--group", ""), verbose="--verbose" in arguments)
