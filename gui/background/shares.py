"""Network shares that do not answer, found out without waiting for them."""

import os
from functools import partial
from time import monotonic, sleep

from cnn.files.mounts import network_places
from gui.background.task import PROMPT, Background

#: shares that were asked and have not answered yet; nobody asks them twice
_asked: set[str] = set()


def hanging() -> tuple[str, ...]:
    """Where shares are mounted that have not answered for `PROMPT` milliseconds; the time for all of them together."""
    places = network_places()
    fresh = set(places) - _asked
    for place in fresh:
        _asked.add(place)
        Background(partial(_ask, place))
    end = monotonic() + PROMPT / 1000
    while not _asked.isdisjoint(fresh) and monotonic() < end:
        sleep(0.002)
    return tuple(place for place in places if place in _asked)


def _ask(place: str) -> None:
    try:
        os.stat(place)  # noqa: PTH116 - the test's share hangs here as well
    except OSError:
        pass  # an answer like another
    finally:
        _asked.discard(place)
