"""Two and three processes on this machine learn what one learns."""

from pathlib import Path

import numpy as np
import pytest

from cnn.runs.folder import RunFolder
from tests.cnn.worker.together.trained import history, trained, write_project

pytest.importorskip("jax", reason="JAX is not installed")
pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.thorough]

#: sums of float32 in another order, over two epochs
BOUND = 1e-4


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_learn_what_one_learns(tmp_path: Path, processes: int) -> None:
    """BatchNormalization, Dropout, Adam, and a last batch that doesn't divide."""
    project = write_project(tmp_path)
    together = RunFolder.open(_trained(project, tmp_path / "together", "--launch", processes))
    alone = RunFolder.open(_trained(project, tmp_path / "alone", "--backend", "jax"))
    assert np.allclose(history(together.path), history(alone.path), rtol=BOUND, atol=BOUND)
    assert together.record().arithmetic["processes"] == str(processes)
    assert together.model.is_file()


def _trained(project: Path, out: Path, *options: object) -> Path:
    trained(project, *options, "--out", out)
    return out
