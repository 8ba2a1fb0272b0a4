"""Work at a low priority: of one thread alone, with what comes of it."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cnn.worker.low_priority import ASIDE, LOWER, at_low_priority

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


def session_weight() -> str | None:
    """By how much the session of this process steps back; none where it isn't weighed (no such file, or an empty one)."""
    weighed = Path("/proc/self/autogroup")
    words = weighed.read_text().split() if weighed.exists() else []
    return words[-1] if words else None


STEPPING = """
import json, os, threading
from cnn.worker.low_priority import step_aside
from tests.cnn.worker.test_low_priority import session_weight
before = session_weight()
step_aside()
found = [os.nice(0)]
within = threading.Thread(target=lambda: found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
within.start()
within.join()
print(json.dumps([*found, before, session_weight()]))
"""


@on_linux
@pytest.mark.parametrize("own_session", [True, False])
def test_a_process_steps_aside_with_all_its_threads_and_with_its_session_where_that_is_its_own(own_session: bool) -> None:
    before = os.nice(0)
    line = [sys.executable, "-c", STEPPING]
    done = subprocess.run(line, capture_output=True, text=True, start_new_session=own_session, check=True)
    own, of_thread, session_before, session_after = json.loads(done.stdout)
    lower = min(before + ASIDE, 19)
    assert (own, of_thread) == (lower, lower)
    assert session_after == (str(ASIDE) if own_session and session_before is not None else session_before)
    assert os.nice(0) == before
