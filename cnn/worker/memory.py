"""The worker's memory, given back to the system when it is no longer used."""

import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Frees what nobody holds any more, and returns it to the system where the C library keeps it for later (glibc)."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
