"""The worker's memory: how much it was at most, and given back to the system when it is no longer used."""

import ctypes
import gc
import os
import sys
from pathlib import Path

import psutil

from cnn.plan.memory_need import LARGE

#: TensorFlow's switch for where tensors of the CPU come from; it looks at it when the first one is made
SYSTEM_ALLOCATOR = "TF_ONEDNN_USE_SYSTEM_ALLOCATOR"


def spare_memory(weight_bytes: int) -> None:
    """Lets a large network take its tensors from the system, not from oneDNN's pool. Only before the first tensor is made.

    The pool saves a fifth of the time that AlexNet at 224×224 needs, but never gives anything back: with it the worker grew to
    3.0 GB while training and 3.5 GB while saving, without it to 2.5-2.7 GB. Small networks keep the pool.
    """
    if weight_bytes >= LARGE:
        os.environ.setdefault(SYSTEM_ALLOCATOR, "1")


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
