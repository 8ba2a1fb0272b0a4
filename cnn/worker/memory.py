"""The worker's memory: how much it was at most, and given back to the system when it is no longer used."""

import ctypes
import gc
import sys
from pathlib import Path

import psutil


def give_back_memory() -> None:
    """Frees what nobody holds any more, and returns it to the system where the C library keeps it for later (glibc)."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def peak_memory() -> int | None:
    """Bytes of memory that this process held at most; `None` where the system doesn't count that.

    Linux's `getrusage` is no use: it begins with what the process was forked from.
    """
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text().splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), None)
    found = getattr(psutil.Process().memory_info(), "peak_wset", None)
    return None if found is None else int(found)
