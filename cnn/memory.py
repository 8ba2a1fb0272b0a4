"""How much memory is free, on this machine and on its GPUs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Linux: what this process and its children may take at most, and what they take (cgroup version 2, then 1)
LIMITS = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path("/sys/fs/cgroup/memory/memory.usage_in_bytes")),
)


def free_memory() -> int:
    """Bytes that another process could take now: what the system has, within what this one is allowed."""
    import psutil

    free = int(psutil.virtual_memory().available)
    for most, taken in LIMITS:
        try:
            free = min(free, max(int(most.read_text()) - int(taken.read_text()), 0))
        except (OSError, ValueError):  # no such limit: not there, or the word "max"
            continue
    return free


def free_gpu_memory(number: int = 0) -> int | None:
    """Bytes that are free on a GPU, as its driver counts; `None` when there is no such GPU or no driver."""
    with nvidia_driver() as nvml:
        if nvml is None:
            return None
        try:
            return int(nvml.nvmlDeviceGetMemoryInfo(nvml.nvmlDeviceGetHandleByIndex(number)).free)
        except nvml.NVMLError:
            return None


@contextmanager
def nvidia_driver() -> Iterator[Any]:
    """NVIDIA's driver as the module `pynvml`, open inside; `None` where there is no driver. It needs no CUDA."""
    try:
        import pynvml

        pynvml.nvmlInit()
    except Exception:  # the module raises classes of its own making
        yield None
        return
    try:
        yield pynvml
    finally:
        pynvml.nvmlShutdown()
