"""Keeps Python's cycle collector off while a thread beside the GUI's lives.

The collector runs on whichever thread allocates, and what it finds there may be Qt objects, which must not die on any thread
but the GUI's: reproduced as a crash 8 times of 8. The program itself collects on a timer of the GUI thread.
"""

import gc
import linecache

_state = {"holders": 0, "was_on": False, "loading": False, "turn": 0}


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


def collect() -> None:
    """Collects now, on the thread that calls; every eighth time what has lived for longer is looked at as well."""
    if _state["loading"]:
        return
    _state["turn"] += 1
    gc.collect(2 if _state["turn"] % 8 == 0 else 1)


def load(big: bool) -> None:
    """While something big is loaded, the timer collects nothing: it would look at all of it, again and again."""
    _state["loading"] = big


def keep() -> None:
    """What is loaded now lives as long as the program, so that later collections need not look at it: after matplotlib's
    import each of them took 60 ms, now less than one."""
    gc.freeze()
    linecache.clearcache()  # the bindings read the source of every module they see imported: 8 MB of text
