"""The life of a worker: takes over its pipes, imports Keras with its backend, says it is ready, serves commands one by one."""

import contextlib
import gc
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from cnn.backends import TENSORFLOW
from cnn.errors import LayerloomError
from cnn.files.logs import WORKER, Log
from cnn.runs.messages import Failed, Ready, Shutdown
from cnn.worker import guard
from cnn.worker.backend import settle
from cnn.worker.imports import UNUSED, UNUSED_ON_TENSORFLOW, bring_metrics, without
from cnn.worker.pipes import Inbox, Outbox, take_over_pipes

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from cnn.worker.dispatch import Dispatcher


def serve(backend: str = "auto", group: str = "", *, verbose: bool = False) -> NoReturn:
    """Serves commands until the caller says `shutdown` or is gone; Keras computes with that backend (`cnn.backends`), and with
    the other processes of a `group`, if it is in one (`cnn.cluster.group`).
    """
    _set_environment()
    commands, events = take_over_pipes()
    guard.begin(commands.fileno())
    Log(WORKER, verbose=verbose, others=False, spoken=False).start()  # what others say goes where it is printed
    outbox = Outbox(events)
    outbox.beat()
    inbox = Inbox(commands)
    inbox.start()
    _mind_signals(inbox)
    dispatcher = _open_dispatcher(outbox, inbox, backend, group)
    while True:
        command, wishes = inbox.next(bring_metrics)  # a second that nobody who evaluates has to wait for
        log.debug("Command %s", command.command)
        if isinstance(command, Shutdown):
            log.info("Ends, as it was told")
            leave()
        dispatcher.serve(command, wishes)


def leave() -> NoReturn:
    """Ends at once: TensorFlow's own tidying up takes a second, and what it would free goes with the process."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(0)


def _set_environment() -> None:
    """Set before the import: hints for developers stay out of the log, and nobody's settings shorten a training."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    for name in ("KERAS_MAX_EPOCHS", "KERAS_MAX_STEPS_PER_EPOCH"):
        os.environ.pop(name, None)


def _mind_signals(inbox: Inbox) -> None:
    """Ctrl-C is for the caller; who asks the process to end gets what was learned."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _end(inbox))


def _end(inbox: Inbox) -> None:
    """Ends after what is done now; at once where nobody waits for it: half a file goes on the way out."""
    inbox.end()
    if inbox.pointless:
        log.info("Ends: whoever asked is gone")
        sys.exit(3)


def _open_dispatcher(outbox: Outbox, inbox: Inbox, backend: str, group: str) -> "Dispatcher":
    joined = None
    with without(*UNUSED):
        try:
            chosen = settle(backend)
            if group:
                from cnn.worker.together.meeting import meet

                joined = meet(group, outbox, lambda: inbox.stopped)
        except LayerloomError as error:
            outbox.send(Failed, error=type(error).__name__, message=error.message, hint=error.hint, refused=True)
            leave()
    with without(*(UNUSED_ON_TENSORFLOW if chosen.name == TENSORFLOW else UNUSED)):
        from cnn.worker import devices  # imports Keras, which must see the environment set above
        from cnn.worker.dispatch import Dispatcher

    gc.collect()
    gc.freeze()  # TensorFlow's modules need not be looked at again by every collection: 0.3 s each
    devices.prepare()
    ready = outbox.send(
        Ready,
        backend=chosen.name,
        why=chosen.reason,
        device=devices.described("auto") if joined is None else joined.device,
        versions=devices.versions(),
        devices=devices.every_device(),
    )
    log.info("Ready on %s with %s: %s", ready.device.name or ready.device.kind, chosen.name, ready.versions)
    return Dispatcher(outbox, inbox.called_off, joined)
