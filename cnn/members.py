"""The processes of a training beside the first one, where this program starts them all on this machine."""

import contextlib
import threading

from cnn.backends import JAX
from cnn.client import Worker
from cnn.cluster.group import Group
from cnn.errors import WorkerError
from cnn.runs.messages import Failed, Finished, Join, Ready


class Members:
    """The other processes of a group; `failed` says why one of them never got as far as to meet.

    Each ends by itself when its part is over.
    """

    def __init__(self, group: Group, *, aside: bool = False) -> None:
        """Starts them, `aside` as a window starts its own; raises `WorkerError`."""
        self.failed: Failed | None = None
        self._first: Worker | None = None
        self._workers: list[Worker] = []
        try:
            for rank in range(1, group.processes):
                self._workers.append(Worker(backend=JAX, group=group.member(rank), aside=aside))
        except WorkerError:
            self.close()
            raise

    def serve(self, first: Worker) -> None:
        """Tells them to train with the first one."""
        self._first = first
        for worker in self._workers:
            with contextlib.suppress(WorkerError):
                worker.send(Join())
            threading.Thread(target=self._listen, args=(worker,), name="member", daemon=True).start()

    def close(self) -> None:
        """Ends them; may be called again."""
        for worker in self._workers:
            worker.close()

    def _listen(self, worker: Worker) -> None:
        met = False
        with contextlib.suppress(ValueError, OSError):  # its pipe is closed under this
            for event in worker.events():
                met = met or isinstance(event, Ready)
                if isinstance(event, Failed) and not met and self.failed is None and self._first is not None:
                    self.failed = event
                    self._first.kill()  # it would wait for minutes
                if isinstance(event, Failed | Finished):
                    worker.end()
