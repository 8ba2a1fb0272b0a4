"""Keeps Python's cycle collector off while a thread beside the GUI's lives.

The collector runs on whichever thread allocates, and what it finds there may be Qt objects, which must not die on any thread
but the GUI's: reproduced as a crash 8 times of 8. The program itself collects on a timer of the GUI thread.
"""

import gc

_state = {"holders": 0, "was_on": False}


def hold() -> None:
    """From now on nothing is collected by itself; call it on the GUI thread before another thread starts."""
    if _state["holders"] == 0:
        _state["was_on"] = gc.isenabled()
        gc.disable()
    _state["holders"] += 1


def release() -> None:
    """Ends one `hold`; with the last one the collector is as it was."""
    _state["holders"] -= 1
    if _state["holders"] == 0 and _state["was_on"]:
        gc.enable()
