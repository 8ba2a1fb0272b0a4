"""Asks every network in every kind of file that has not been asked with the versions of `constraints.txt`, and notes what came.

`nice -n 19 python -m tests.cnn.worker.exports.sweep`: a process for each network, an hour of one core in all. It may be stopped
at any time and goes on where it was; `python -m tests.cnn.worker.exports.outcomes` then prints README's table.
"""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

from cnn.analysis import analyse
from cnn.formats import web_runtime
from tests.cnn.worker.exports.outcomes import COLUMNS, EVERY, begun, identity, known, network

TEST = f"{Path(__file__).with_name('test_corpus.py')}::test_every_network_in_every_kind"


def sweep() -> int:
    """Asks what is missing; the number of networks that failed in another way than by a refusal."""
    web_runtime.require()  # else each page would be noted as refused
    begun()
    failed = 0
    quick = [column for column in COLUMNS if column.suffix not in (".tflite", ".html")]  # first what takes no converter of theirs
    for columns, name in product((quick, COLUMNS), sorted(EVERY, key=_effort)):
        missing = [column for column in columns if name not in known().get(column.name, {})]
        if not missing:
            continue
        print(f"{name}: {', '.join(column.name for column in missing)}", flush=True)
        cases = [f"{TEST}[{identity(name, column)}]" for column in missing]
        environment = {**os.environ, "LAYERLOOM_NOTE": "all", "LAYERLOOM_THOROUGH": "1"}
        asked = [sys.executable, "-m", "pytest", "-q", "-m", "thorough", "--timeout=0", "-o", "faulthandler_timeout=0", *cases]
        failed += subprocess.run(asked, env=environment, check=False).returncode != 0
    return failed


def _effort(name: str) -> float:
    """About how long a network takes: some converters pass over all of its layers again for each."""
    found = analyse(network(name, COLUMNS[0]))
    return len(found.graph.nodes) + (found.total_params or 0) / 1e6


if __name__ == "__main__":
    sys.exit(min(sweep(), 1))
