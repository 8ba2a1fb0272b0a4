"""How far the images of a training are read: told to whoever waits for it, who may call it off."""

import time

from cnn.errors import CalledOffError
from cnn.runs.messages import Phase
from cnn.words.language import tr
from cnn.worker.pipes import Outbox, Wishes

#: seconds between two words
PAUSE = 1.0


class Reading:
    """Hears how many images of how many were looked at, tells it, and raises `CalledOffError` once a training is to stop.

    An orphaned worker reads on: what it was to train can be continued.
    """

    def __init__(self, outbox: Outbox, wishes: Wishes) -> None:
        self._outbox, self._wishes = outbox, wishes
        self._said = 0.0

    def look(self) -> None:
        """Raises `CalledOffError` once a training is to stop: while files are looked for, or a share doesn't answer."""
        if self._wishes.stop.is_set() and not self._wishes.abandoned:
            raise CalledOffError(tr("Stopped before all images were looked at; nothing was trained."))

    def __call__(self, done: int, total: int) -> None:
        """So many are done."""
        if self._wishes.stop.is_set() and not self._wishes.abandoned:
            raise CalledOffError(tr("Stopped after {0:,} of {1:,} images were looked at; nothing was trained.", done, total))
        if time.monotonic() - self._said > PAUSE:
            self._said = time.monotonic()
            self._outbox.send(Phase, phase="data", detail=tr("reading {0:,} of {1:,}", done, total), done=done, total=total)
