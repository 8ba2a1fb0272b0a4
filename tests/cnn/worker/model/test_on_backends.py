"""The same weights say the same on every backend of Keras that is installed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.backends import BACKENDS, TENSORFLOW, installed, title
from cnn.presets import PRESETS
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.worker]

FEW = ("lenet5", "own-layers")
#: the others, a few at a time: each group takes a process on each backend
REST = [name for name in PRESETS if name not in FEW]
GROUPS = [" ".join(names) for names in (FEW, *(REST[start : start + 6] for start in range(0, len(REST), 6)))]


def said(backend: str, path: Path, names: str) -> dict[str, Any]:
    """What the networks say on a backend."""
    environment = {**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": str(Path.cwd()), "TF_CPP_MIN_LOG_LEVEL": "3"}
    script = Path(__file__).with_name("answers_of.py")
    done = subprocess.run(
        [sys.executable, str(script), str(path), *names.split()], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    with np.load(path) as found:
        return dict(found)


@pytest.mark.story
@pytest.mark.parametrize("backend", [name for name in BACKENDS if name != TENSORFLOW])
@pytest.mark.parametrize("names", mostly_thorough(GROUPS, but=GROUPS[:1]))
def test_the_same_weights_say_the_same(backend: str, names: str, tmp_path: Path) -> None:
    if not installed(backend):
        pytest.skip(f"{title(backend)} is not installed")
    expected, found = said(TENSORFLOW, tmp_path / "one.npz", names), said(backend, tmp_path / "other.npz", names)
    for name in names.split():
        largest = np.abs(expected[name]).max()
        assert largest > 0
        np.testing.assert_allclose(found[name], expected[name], rtol=0, atol=1e-5 * max(largest, 1.0), err_msg=name)
