"""Questions to a worker: start one, ask, wait for the answer, end it."""

import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cnn import errors
from cnn.client import Worker
from cnn.commands.output import console
from cnn.errors import LayerloomError, WorkerError
from cnn.runs.messages import Answer, Evaluate, Export, Failed, FindRate, Predict


def new_request() -> str:
    """An id for one question."""
    return uuid.uuid4().hex


def ask(command: Evaluate | Predict | Export | FindRate) -> Any:
    """The worker's answer; raises what went wrong there as the error it was."""
    with waiting("Keras starts …"), Worker() as worker:
        worker.send(command)
        for event in worker.events():
            if isinstance(event, Answer) and event.request == command.request:
                return event.result
            if isinstance(event, Failed):
                raise failure(event)
    raise WorkerError("The worker ended without an answer.", "Try again.")


def failure(event: Failed) -> LayerloomError:
    """What went wrong in the worker, as the error it was there; a death or a defect is a `WorkerError`."""
    kind = getattr(errors, event.error, WorkerError)
    known = isinstance(kind, type) and issubclass(kind, LayerloomError)
    return (kind if known else WorkerError)(event.message, event.hint)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Shows at a terminal that something is going on."""
    if not sys.stderr.isatty():
        yield
        return
    with console(stderr=True).status(text):
        yield
