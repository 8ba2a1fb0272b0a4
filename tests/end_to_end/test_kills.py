"""`kill -9` of worker and caller at once: the run goes on to the same bit. `make soak` does it hundreds of times."""

import os
from pathlib import Path

import pytest

from tests.soak.kills import Soak, kill

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9")]


@pytest.mark.thorough
def test_killed_together_in_the_middle_of_training(tmp_path: Path) -> None:
    soak = Soak(tmp_path, seed=1)
    run = tmp_path / "run"
    call = soak.go_on(run)
    assert call.wait_for(12, 0.0)
    kill(call, "both")
    call.wait()
    soak.finish(run)
    assert not soak.faults
