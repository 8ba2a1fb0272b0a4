"""How busy this machine is: its processors, its memory, its NVIDIA GPUs."""

from dataclasses import dataclass
from typing import Any

from cnn.memory import nvidia_driver


@dataclass(frozen=True)
class GpuLoad:
    """One GPU: its name, the share of time in which it computed (0-1), and bytes of its memory."""

    name: str
    busy: float
    used: int
    total: int


@dataclass(frozen=True)
class MachineLoad:
    """The share of all processors that is busy (0-1), bytes of memory that are taken, and every GPU."""

    cpu: float
    used: int
    total: int
    gpus: tuple[GpuLoad, ...] = ()


def machine_load() -> MachineLoad:
    """How busy the machine was since the last call; the first one says 0 for the processors. A GPU takes some milliseconds."""
    import psutil

    memory = psutil.virtual_memory()
    return MachineLoad(psutil.cpu_percent(None) / 100, memory.total - memory.available, memory.total, _gpus())


def _gpus() -> tuple[GpuLoad, ...]:
    with nvidia_driver() as nvml:
        if nvml is None:
            return ()
        try:
            return tuple(_gpu(nvml, number) for number in range(nvml.nvmlDeviceGetCount()))
        except nvml.NVMLError:
            return ()


def _gpu(nvml: Any, number: int) -> GpuLoad:
    handle = nvml.nvmlDeviceGetHandleByIndex(number)
    memory = nvml.nvmlDeviceGetMemoryInfo(handle)
    busy = nvml.nvmlDeviceGetUtilizationRates(handle).gpu / 100
    name = nvml.nvmlDeviceGetName(handle)
    return GpuLoad(name if isinstance(name, str) else name.decode(), busy, int(memory.used), int(memory.total))
