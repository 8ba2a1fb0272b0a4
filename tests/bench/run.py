"""Runs the benchmarks and prints their results as one JSON document: `run.py [NAME…]`, all without a name.

A benchmark is a file `bench_NAME.py` with a function `bench() -> dict`. Each runs in a process of its own, so that none warms up
or slows down another; what it is doing stands on stderr.
"""

import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LONGEST = 1800


def main(arguments: list[str]) -> int:
    """Prints the document; returns 1 when a benchmark failed."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(run_here(arguments[1])))
        return 0
    names = arguments or sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    if unknown := [name for name in names if not source(name).is_file()]:
        print(f"There is no benchmark {', '.join(unknown)}.", file=sys.stderr)
        return 2
    results = {name: run_alone(name) for name in names}
    print(json.dumps({"machine": machine(), "benchmarks": results}, indent=1))
    return int(any("error" in result for result in results.values()))


def source(name: str) -> Path:
    """The file of a benchmark."""
    return HERE / f"bench_{name}.py"


def run_alone(name: str) -> dict[str, Any]:
    """The result of a benchmark in a process of its own; `{"error"}` when it fails."""
    print(f"{name} …", end=" ", file=sys.stderr, flush=True)
    start = time.monotonic()
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, __file__, "--one", name]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(command, 1, "", f"took longer than {LONGEST} s")
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return {"error": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_here(name: str) -> dict[str, Any]:
    """Loads a benchmark and runs it."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", source(name))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    result: dict[str, Any] = module.bench()
    return result


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    import psutil

    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "load_before": [round(load, 2) for load in psutil.getloadavg()],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
