"""How busy the machine is, by psutil and by a driver that only pretends."""

import sys
from types import ModuleType, SimpleNamespace

import psutil
import pytest

from cnn.machine_load import GpuLoad, machine_load


def test_processors_and_memory_are_the_systems() -> None:
    found = machine_load()
    assert 0 <= found.cpu <= 1
    assert found.total == psutil.virtual_memory().total
    assert 0 < found.used < found.total


def test_every_gpu_is_told_where_there_is_a_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    driver = ModuleType("pynvml")
    about = {
        "nvmlInit": lambda: None,
        "nvmlShutdown": lambda: None,
        "nvmlDeviceGetCount": lambda: 2,
        "nvmlDeviceGetHandleByIndex": lambda number: number,
        "nvmlDeviceGetMemoryInfo": lambda handle: SimpleNamespace(used=handle + 1, total=10, free=9 - handle),
        "nvmlDeviceGetUtilizationRates": lambda handle: SimpleNamespace(gpu=40 * handle, memory=0),
        "nvmlDeviceGetName": lambda handle: f"GPU {handle}".encode(),
        "NVMLError": type("NVMLError", (Exception,), {}),
    }
    for name, value in about.items():
        setattr(driver, name, value)
    monkeypatch.setitem(sys.modules, "pynvml", driver)
    assert machine_load().gpus == (GpuLoad("GPU 0", 0.0, 1, 10), GpuLoad("GPU 1", 0.4, 2, 10))

    def lost() -> int:
        raise driver.NVMLError

    driver.nvmlDeviceGetCount = lost
    assert machine_load().gpus == ()
