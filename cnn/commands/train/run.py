"""One training at the terminal: a worker, what it tells, and Ctrl-C."""

import logging
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cnn.backends import TENSORFLOW
from cnn.client import Worker
from cnn.commands.jobs import SilenceTold, failure, waiting
from cnn.commands.output import print_json
from cnn.commands.train.interrupts import Interrupts
from cnn.commands.train.progress import Noting, Reporter
from cnn.commands.train.together import members_of
from cnn.doctor.case import Case
from cnn.doctor.examine import examine
from cnn.errors import LayerloomError, WorkerError
from cnn.project import load
from cnn.runs.checkpoints import kept_checkpoints
from cnn.runs.continuing import going_on, smaller_batch
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Event, Failed, Finished, Phase, Ready, Stop, Train, write_line
from cnn.runs.orders import Order
from cnn.words.language import marked, tr
from cnn.words.lists import sentences

log = logging.getLogger(__name__)

#: whether a training has gone on for long enough, asked after each of its events
Enough = Callable[[Event], bool]

BOTH_END = marked("Ctrl-C twice ends it; the run can go on from its last checkpoint.")


class Begun(NamedTuple):
    """A worker that has said what it can compute on, and what it said."""

    worker: Worker
    ready: Ready

    def close(self) -> None:
        """Ends the worker, if it still runs."""
        self.worker.close()


def begin(backend: str = TENSORFLOW) -> Begun:
    """Starts a worker and waits until it knows on what it can compute; raises what kept it from that."""
    worker = Worker(backend=backend)
    try:
        with waiting(tr("Keras starts …")), SilenceTold(worker):
            for event in worker.events():
                if isinstance(event, Ready):
                    return Begun(worker, event)
                if isinstance(event, Failed):
                    raise failure(event)
        raise WorkerError(tr("The worker ended before it said what it can compute on."), tr("Try again."))
    except BaseException:
        worker.close()
        raise


def run_training(
    order: Order,
    reporter: Noting,
    *,
    begun: Begun | None = None,
    report_failure: bool = False,
    auto_batch: bool = False,
    enough: Enough | None = None,
) -> bool:
    """Trains what is in a run's folder, in the worker that has `begun` or in a new one; returns whether it was killed by a second
    Ctrl-C.

    With `auto_batch` a run that got no more memory goes on with half the batch size. After an event for which `enough` says so it
    ends as it does on Ctrl-C. Raises what went wrong in the worker;
    with `report_failure` the outcome is printed as JSON before. A new run that was refused leaves nothing behind.
    """
    folder = order.run
    failed, killed = _train(order, order.command, reporter, begun, enough)
    while failed is not None and not killed and auto_batch and (size := smaller_batch(load(folder.project), failed)):
        print(sentences(failed.message, tr("Goes on with a batch size of {0}.", size)), file=sys.stderr)
        failed, killed = _train(order, going_on(folder, batch_size=size), reporter, enough=enough)
    if killed and not order.computer:
        folder.update_record(state="interrupted", error="", message=marked("Ended at once by a second Ctrl-C."), hint="")
    elif failed is not None and not killed:
        if report_failure:
            print_json(outcome(folder, reporter.notes))
        if failed.refused:
            order.discard()
        raise _with_a_way_on(failure(failed), folder)
    return killed


def _with_a_way_on(error: LayerloomError, folder: RunFolder) -> LayerloomError:
    """What went wrong; where a worker died and left checkpoints, also how the run goes on."""
    if not isinstance(error, WorkerError) or not kept_checkpoints(folder):
        return error
    return WorkerError(
        error.message, tr("train --resume {0} goes on from its last checkpoint. {1}", folder.path, error.hint).strip()
    )


def _train(
    order: Order, command: Train, reporter: Reporter, begun: Begun | None = None, enough: Enough | None = None
) -> tuple[Failed | None, bool]:
    """One worker's part of a run: why it failed, if it did, and whether it was killed on purpose."""
    with members_of(order) as members, _worker_for(order) if begun is None else begun.worker as worker:
        worker.send(command)
        if members is not None:
            members.serve(worker)
        with Interrupts(worker) as interrupts, SilenceTold(worker, BOTH_END, interrupts.silent), reporter:
            if begun is not None:
                reporter.hear(begun.ready)
            try:
                failed = _listen(worker, reporter, interrupts, enough)
            except WorkerError:
                if members is None or members.failed is None:
                    raise
                failed = members.failed.model_copy(update={"refused": True})
        return failed, interrupts.killed


def _worker_for(order: Order) -> Worker:
    return Worker(computer=order.computer, backend=order.project.recipe.backend, group=order.group)


def _listen(worker: Worker, reporter: Reporter, interrupts: Interrupts, enough: Enough | None) -> Failed | None:
    """Passes every event on until training is over; returns why it failed, if it did."""
    for event in worker.events():
        reporter.hear(event)
        interrupts.follow(event)
        if enough is not None and enough(event):
            worker.send(Stop())
            enough = None
        if isinstance(event, Failed):
            log.warning("Run %s failed: %s %s", event.run, event.message, event.hint)
            return event
        if isinstance(event, Finished):
            log.info("Run %s is %s", event.run, event.state)
            return None
    raise WorkerError(tr("The worker ended before training did."), tr("The run's log.txt may say why."))


def note(folder: RunFolder, notes: Sequence[str]) -> Phase:
    """Writes what was said before a run began as its first event, and returns it."""
    event = Phase(run=folder.id, time=time.time(), phase="start", notes=tuple(notes))
    with folder.events.open("ab") as file:
        file.write(write_line(event).encode())
    return event


def outcome(folder: RunFolder, notes: Sequence[str] = ()) -> dict[str, Any]:
    """How a run ended, as plain values, with what was to be said about it."""
    record = folder.record()
    return {
        "run": folder.id,
        "state": record.state,
        "epochs": record.epochs,
        "final": record.final,
        "best": record.best,
        "images_per_second": record.images_per_second,
        "seconds": record.seconds,
        "model": str(folder.model) if folder.model.is_file() else None,
        "notes": list(notes),
        "findings": [finding.document() for finding in examine(Case.of_run(folder))],
    }
