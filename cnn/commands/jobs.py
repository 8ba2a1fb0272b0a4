"""Questions to a worker: start one, ask, wait for the answer, end it."""

import logging
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cnn import errors
from cnn.client import Silence, Worker
from cnn.commands.output import console
from cnn.errors import LayerloomError, WorkerError
from cnn.files.logs import PRINTED
from cnn.runs.messages import Answer, Evaluate, Explain, Export, Failed, FindRate, OpenPredictor, Predict, Progress
from cnn.words.language import tr
from cnn.words.lists import sentences

log = logging.getLogger(__name__)

Question = Evaluate | OpenPredictor | Predict | Explain | Export | FindRate

#: seconds between two looks at whether the worker says something
LOOK = 1.0


def new_request() -> str:
    """An id for one question."""
    return uuid.uuid4().hex


def ask(command: Question) -> Any:
    """The worker's answer; raises what went wrong there as the error it was. Meanwhile a terminal is shown what goes on."""
    with waiting(tr("Keras starts …")) as show, conversation() as worker:
        return worker.ask(command, show)


@contextmanager
def conversation() -> Iterator["Conversation"]:
    """A worker for several questions; it ends with the block, and at once where that is left by an error or by Ctrl-C."""
    with Worker() as worker:
        try:
            yield Conversation(worker)
        except BaseException:
            worker.kill()  # asked to end, it would finish what it is at first: a file would come after "Interrupted"
            raise


class Conversation:
    """Questions to one worker, answered in the order they were sent."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def ask(self, command: Question, show: Callable[[str], None] = lambda _: None) -> Any:
        """The answer to a question; raises what went wrong there as the error it was. `show` gets what is done meanwhile."""
        self.send(command)
        return self.answer(command.request, show)

    def send(self, command: Question) -> None:
        """Asks without waiting; `answer` waits."""
        self._worker.send(command)

    def answer(self, request: str, show: Callable[[str], None] = lambda _: None) -> Any:
        """The answer to what was sent; raises as `ask`."""
        with SilenceTold(self._worker):
            for event in self._worker.events():
                if isinstance(event, Answer) and event.request == request:
                    return event.result
                if isinstance(event, Progress) and event.request == request:
                    show(f"{event.stage} …")
                if isinstance(event, Failed):
                    raise failure(event)
        raise WorkerError(tr("The worker ended without an answer."), tr("Try again."))


def failure(event: Failed) -> LayerloomError:
    """What went wrong in the worker, as the error it was there; a death or a defect is a `WorkerError` that names the log."""
    kind = getattr(errors, event.error, WorkerError)
    if isinstance(kind, type) and issubclass(kind, LayerloomError) and kind is not WorkerError:
        return kind(event.message, event.hint)
    return WorkerError(event.message, sentences(event.hint, tr("Log: {0}", event.log_file) if event.log_file else ""))


@contextmanager
def waiting(text: str) -> Iterator[Callable[[str], None]]:
    """Shows at a terminal that something is going on; what it yields changes the words."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with console(stderr=True).status(text) as status:
        yield lambda words: status.update(words)


class SilenceTold:
    """While it is open, a worker that says nothing for long is reported on stderr, and when it speaks again.

    `look` is told about once a second for how many seconds it has said nothing, 0 while that means nothing."""

    def __init__(self, worker: Worker, hint: str = "", look: Callable[[float], None] = lambda _: None) -> None:
        self._silence = Silence(worker)
        self._look = look
        self._hint = hint or tr("Ctrl-C ends it.")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="silence", daemon=True)

    def __enter__(self) -> "SilenceTold":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        told = False
        while not self._over.wait(LOOK):
            seconds = self._silence.look()
            if seconds and not told:
                say(sentences(tr("The training process has not answered for {0:.0f} s.", seconds), self._hint))
            elif told and not seconds:
                say(tr("The training process answers again."))
            told = bool(seconds)
            self._look(seconds)


def say(text: str) -> None:
    """A line for people, beside what the command puts out."""
    log.info("%s", text, extra=PRINTED)
    print(text, file=sys.stderr, flush=True)
