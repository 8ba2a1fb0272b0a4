"""A benchmark of the window in a process of its own, off screen, with runs and settings that nobody else has."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def measured_aside(file: str, timeout: float) -> dict[str, Any]:
    """What that file prints last, as JSON, when it is run; `timeout` in seconds. Raises what it says when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "LAYERLOOM_RUNS": f"{folder}/runs",
            "LAYERLOOM_SETTINGS": f"{folder}/settings.json",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, file], env=environment, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False
        )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
