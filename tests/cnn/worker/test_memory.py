"""Where a worker takes its memory from. What it saves is measured by `tests/bench/bench_memory.py`."""

import os
import subprocess
import sys

import pytest

from cnn.analysis import analyse
from cnn.plan.memory_need import LARGE
from cnn.presets import PRESETS
from cnn.worker.memory import SYSTEM_ALLOCATOR, peak_memory, spare_memory


def test_large_networks_spare_memory_and_small_ones_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SYSTEM_ALLOCATOR, raising=False)
    small = analyse(PRESETS["resnet18"].graph(image=(28, 28, 1), classes=10))
    spare_memory(small.weight_bytes)
    assert SYSTEM_ALLOCATOR not in os.environ
    large = analyse(PRESETS["alexnet"].graph(image=(224, 224, 1), classes=10))
    monkeypatch.setenv(SYSTEM_ALLOCATOR, "0")
    spare_memory(large.weight_bytes)
    assert os.environ[SYSTEM_ALLOCATOR] == "0"  # who says otherwise is obeyed
    monkeypatch.delenv(SYSTEM_ALLOCATOR)
    spare_memory(large.weight_bytes)
    assert os.environ.pop(SYSTEM_ALLOCATOR) == "1"
    assert small.weight_bytes < LARGE < large.weight_bytes


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is what Linux counts")
def test_the_peak_is_that_of_this_process() -> None:
    program = "from cnn.worker.memory import peak_memory; data = 300_000_000 * bytes([1]); del data; print(peak_memory())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 300_000_000 < int(done.stdout) < 500_000_000
    assert peak_memory() is not None
