"""Work at a low priority: of one thread alone, with what comes of it."""

import os
import sys
import threading

import pytest

from cnn.worker.low_priority import LOWER, at_low_priority

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lowers the priority of a thread alone")


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@on_linux
def test_the_work_and_its_threads_step_back_and_nobody_else() -> None:
    before, found = _priority(), []

    def work() -> int:
        within = threading.Thread(target=lambda: found.append(_priority()))
        within.start()
        within.join()
        return _priority()

    lower = min(before + LOWER, 19)
    assert (at_low_priority(work), found, _priority()) == (lower, [lower], before)


def test_what_goes_wrong_is_told() -> None:
    with pytest.raises(KeyError, match="seven"):
        at_low_priority(lambda: {}["seven"])
