"""The training of this window: the run that goes on, what it is told and what it says, and the questions about its model.

Which worker does it is told by `Workers`. A word from a run that is over is not heard.
"""

import logging
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.backends import TENSORFLOW, title
from cnn.client import HUNG
from cnn.errors import LayerloomError, WorkerError
from cnn.files.scratch import Scratch
from cnn.project import Project, save
from cnn.runs.checkpoints import Kept, held
from cnn.runs.folder import RunFolder
from cnn.runs.messages import (
    Answer,
    Batch,
    Command,
    Device,
    Diagnostics,
    Epoch,
    Event,
    Export,
    Failed,
    FindRate,
    Finished,
    OpenPredictor,
    Pause,
    Phase,
    Predict,
    Preview,
    Progress,
    Ready,
    RestoreLearningRate,
    Resume,
    SetEpochs,
    SetLearningRate,
    SkipValidation,
    Stop,
)
from cnn.runs.orders import Order, as_before, forked_run, new_run, past_run, rewound_run, run_together
from cnn.words.language import tr
from gui.background.computers import Computers
from gui.background.task import Background, promptly
from gui.background.worker_thread import WorkerConnection
from gui.background.workers import Workers

log = logging.getLogger(__name__)

#: what a refusal to take a running training back is told as, instead of a question's id
REWIND = "rewind"


class State(StrEnum):
    """What the session is doing."""

    IDLE = "idle"
    STARTING = "starting"
    TRAINING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"


Question = OpenPredictor | Predict | Export | Preview | FindRate


class TrainingSession(QObject):
    """Starts, steers and ends runs; everything it hears comes out as a signal on the GUI thread."""

    stateChanged = Signal(object)  # State
    started = Signal(object)  # RunFolder of the new run
    phaseChanged = Signal(object)  # Phase
    batchFinished = Signal(object)  # Batch
    epochFinished = Signal(object)  # Epoch
    diagnosticsReceived = Signal(object)  # Diagnostics: what a look at the layers showed
    finished = Signal(object)  # Finished
    failed = Signal(object)  # Failed; its `request` names the question, "" means the training
    answerReceived = Signal(object)  # Answer
    progressed = Signal(object)  # Progress: what is done now for a question
    questionSent = Signal(object)  # Predict, Export or Preview: a question that was sent
    silenceChanged = Signal(float)  # seconds in which the worker in use said nothing, while it may hang; 0 when it speaks again
    deviceChanged = Signal(str)
    evaluationWanted = Signal(object)  # the folder (Path) of a run, or None for the last one
    computerChanged = Signal(str)  # where the next run is to be trained, "" for here
    comparedChanged = Signal(object)  # folders (Path) of past runs whose curves are to be shown as well

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = State.IDLE
        self.workers = Workers(self)
        self.run: RunFolder | None = None  # the last run of this window
        self.project: Project | None = None  # as it was trained
        self.computers = Computers(self)
        self.computer = ""  # the name of the one that the next run is trained on; "" is this one
        self.processes = 1  # that train the next run together, if it is on this one
        self.told_backend, self.why = (
            TENSORFLOW,
            "",
        )  # what a worker said last that it computes with, and why if it isn't the usual
        self.device: Device | None = None
        self.resumes = False  # whether the last run goes on from a checkpoint
        self.devices: tuple[Device, ...] = ()  # all that could be used
        self.versions: Mapping[str, str] = {}  # of the packages that a worker has, as it told
        self.compared: tuple[Path, ...] = ()
        self._preparing: Background | None = None  # makes the folder of the next run ready
        self._order: Order | None = None  # what the worker of the last run was told to train
        self._before: tuple[RunFolder | None, Project | None] = (None, None)  # the run before it, and what that trained
        self._stop_at_once = False
        self._stopped_at = 0.0
        self._going_back: Kept | None = None  # where the run that is being stopped goes on
        self.rates: tuple[float, ...] = ()  # that the run has had, as far as they can be taken back; the present one behind
        self._asked: set[str] = set()
        self._drafts: Scratch | None = None
        self._closed = False
        self.workers.eventReceived.connect(self._on_event)
        self.workers.silenceChanged.connect(self._on_silent)
        self.workers.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether a run goes on."""
        return self.state != State.IDLE

    @property
    def remote(self) -> str:
        """The name of the computer on which the run goes on, if it isn't this one."""
        return self._order.computer if self.busy and self._order is not None and self._preparing is None else ""

    @property
    def has_model(self) -> bool:
        """Whether the last run left a model; a share that hangs may hold one."""
        return not self.busy and self.run is not None and promptly(self.run.model.exists, otherwise=True)

    def choose_computer(self, name: str) -> None:
        """The next run is trained there, or here (""), by one process."""
        self._choose(name, 1)

    def choose_processes(self, processes: int) -> None:
        """The next run is trained here, by so many processes together."""
        self._choose("", processes)

    def _choose(self, computer: str, processes: int) -> None:
        if (computer, processes) != (self.computer, self.processes):
            self.computer, self.processes = computer, processes
            self.computerChanged.emit(computer)

    # ------------------------------------------------------------------ orders

    def start(self, project: Project) -> bool:
        """Trains a project in a new run; False when one goes on already. When it can't begin, `failed` says why."""
        computer, processes = self.computer, self.processes
        if processes > 1:
            return self._prepare(lambda: run_together(project, processes))
        return self._prepare(lambda: replace(new_run(project), computer=computer))

    def go_on(self, run: Path, *, epochs: int | None = None, batch_size: int | None = None) -> bool:
        """Goes on with a past run, perhaps for more epochs or with another batch size; else as `start`."""
        return self._prepare(lambda: as_before(past_run(run, epochs, batch_size)))

    def go_back(self, run: Path, checkpoint: Kept) -> bool:
        """Takes a run back to one of its checkpoints and trains on from there; one that goes on is stopped first. What the run
        told since is taken back, its best model stays. Else as `start`."""
        if self.busy and (self.run is None or self.run.path != run or self.state in (State.STARTING, State.STOPPING)):
            return False
        if not self.busy:
            return self._prepare(lambda: as_before(rewound_run(run, checkpoint)))
        try:
            self._going_back = held(checkpoint)  # or it would give way to the one that stopping writes
        except LayerloomError as error:
            self.failed.emit(_failure(error, REWIND))
            return False
        self.stop()
        return True

    def fork(self, run: Path, checkpoint: Kept, **changes: Any) -> bool:
        """Begins a new run where a checkpoint of another one stands, with other settings of the recipe; the other run stays as it
        is. Else as `start`."""
        return self._prepare(lambda: forked_run(run, checkpoint, None, **changes))

    def stop(self) -> None:
        """Ends the run at the next batch; what was learned is kept."""
        self._stop_at_once = self._preparing is not None
        if self.busy and not self._stop_at_once and self.state != State.STOPPING and self._tell(Stop()):
            self._stopped_at = time.monotonic()
            self._become(State.STOPPING)

    def skip_validation(self) -> None:
        """After a stop: keeps what was learned without the validation that goes on."""
        if self.state == State.STOPPING:
            self._tell(SkipValidation())

    def end_now(self) -> None:
        """Ends a worker that doesn't do as it is told; a run can go on from its last checkpoint, `failed` says so."""
        if self.workers.serving is not None:
            self.workers.serving.give_up()

    def pause(self) -> None:
        """Halts at the next batch."""
        if self.state == State.TRAINING:
            self._tell(Pause())

    def resume(self) -> None:
        """Goes on after a pause."""
        if self.state == State.PAUSED:
            self._tell(Resume())

    def set_learning_rate(self, learning_rate: float) -> None:
        """Changes the learning rate of the run that goes on."""
        if self.busy and self._tell(SetLearningRate(learning_rate=learning_rate)):
            self.rates = (*self.rates, learning_rate)

    def restore_learning_rate(self) -> None:
        """Gives the run that goes on the learning rate it had before the last change; again, the one before that."""
        if self.rate_before is not None and self._tell(RestoreLearningRate()):
            self.rates = self.rates[:-1]

    @property
    def rate_before(self) -> float | None:
        """The learning rate that the run that goes on had before the present one; `None` when it always had that."""
        return self.rates[-2] if self.busy and len(self.rates) > 1 else None

    def set_epochs(self, epochs: int) -> None:
        """Changes how many epochs the run that goes on will have."""
        if self.busy:
            self._tell(SetEpochs(epochs=epochs))

    # ------------------------------------------------------------------ questions

    def evaluate(self, run: Path | None = None) -> None:
        """Says that somebody wants to see what a run's model is worth (the last one's, unless a folder is given)."""
        self.evaluationWanted.emit(run)

    def predict(self, images: Sequence[Path], run: Path | None = None, top: int = 5, path: str = "") -> str:
        """Classifies image files with a run's model; what is said of every class goes into the file `path`, if there is one."""
        names = tuple(map(str, images))
        return self._ask(lambda request: Predict(request=request, images=names, top=top, path=path, **self._model(run)))

    def open_predictor(self, run: Path | None = None) -> str:
        """Loads a run's model for images that are asked about then; the answer says what it knows of itself."""
        return self._ask(lambda request: OpenPredictor(request=request, **self._model(run)))

    def export(
        self, path: Path, project: Project | None = None, run: Path | None = None, kind: str = "", precision: str = "float32"
    ) -> str:
        """Writes a network to a file that runs elsewhere: a project's, each layer with the weights it has, or without one
        that of a run (the last one, unless a folder is given), as it was trained.

        It has a worker of its own, so that it waits for no training and can be called off; `progressed` tells what is done.
        """

        def question(request: str) -> Export:
            model = self._model(run) if project is None else {"project": self._draft(project)}
            return Export(request=request, path=str(path.absolute()), kind=kind, precision=precision, **model)

        return self._ask(question, written=path)

    def call_off(self, request: str) -> None:
        """Ends an export at once; nothing of it is left, and what stood there before stays."""
        self._asked.discard(request)
        self.workers.call_off(request)

    def preview(self, project: Project, path: Path, images: int, versions: int) -> str:
        """Writes some training images as the project's augmentation changes them into an NPZ file."""
        name, draft = str(path), self._draft
        return self._ask(lambda id_: Preview(request=id_, project=draft(project), path=name, images=images, versions=versions))

    def find_rate(self, project: Project) -> str:
        """Tries learning rates on a network of its own, from very small to too large."""
        return self._ask(lambda request: FindRate(request=request, project=self._draft(project)))

    def compare(self, folders: Sequence[Path]) -> None:
        """Asks for the curves of past runs beside those of the present one."""
        chosen = tuple(dict.fromkeys(folders))
        if chosen != self.compared:
            self.compared = chosen
            self.comparedChanged.emit(chosen)

    # ------------------------------------------------------------------ the end

    def close(self, timeout: float = 15) -> None:
        """Ends everything: a run stops at its next batch and keeps its model, given `timeout` seconds. No process or thread
        is left; a run on another computer goes on there."""
        if self._preparing is not None:
            self._preparing.wait()
            if isinstance(order := self._preparing.result, Order):
                order.discard()
        elif self.busy and not self.remote:
            self._tell(Stop())
        self._closed = True
        self.workers.close(timeout if self.busy else 1)
        self._become(State.IDLE)
        if self._drafts is not None:
            self._drafts.remove()

    # ------------------------------------------------------------------ hearing

    def _on_event(self, connection: WorkerConnection, event: Event) -> None:
        if isinstance(event, Ready):
            if not connection.worker.computer:
                self.devices, self.versions = event.devices, event.versions
                self.told_backend, self.why = event.backend, event.why
            self._set_device(event.device, event.backend)
        elif isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event, Answer):
            self._hear_answer(event)
        elif isinstance(event, Failed) and event.request:
            self._hear_refusal(event)
        elif self.busy and self.run is not None and event.run == self.run.id:
            self._hear_run(event)

    def _hear_run(self, event: Event) -> None:
        if isinstance(event, Phase):
            self._follow_phase(event)
        elif isinstance(event, Batch):
            self.batchFinished.emit(event)
        elif isinstance(event, Diagnostics):
            self.diagnosticsReceived.emit(event)
        elif isinstance(event, Epoch):
            self.epochFinished.emit(event)
            self.workers.start_spare()
        elif isinstance(event, Finished):
            log.info("Run %s is %s", event.run, event.state)
            self._become(State.IDLE)
            self.finished.emit(event)
            self.workers.start_spare()
            self._go_on_from_before()
        elif isinstance(event, Failed):
            self._fail(event)

    def _go_on_from_before(self) -> None:
        checkpoint, self._going_back = self._going_back, None
        if checkpoint is not None and self.run is not None:
            self.go_back(self.run.path, checkpoint)

    def _follow_phase(self, event: Phase) -> None:
        if event.phase == "resumed" and event.learning_rates:
            self.rates = (*event.learning_rates, *self.rates[1:])  # behind them what was changed while it was being prepared
        if self.state != State.STOPPING:
            self._become({"paused": State.PAUSED, "train": State.TRAINING}.get(event.phase, self.state))
        self.phaseChanged.emit(event)

    def _hear_answer(self, event: Answer) -> None:
        if event.request in self._asked:
            self._asked.discard(event.request)
            self.workers.give_back(event.request)
            self.answerReceived.emit(event)
            self.workers.start_spare()

    def _hear_refusal(self, event: Failed) -> None:
        if event.request in self._asked:
            self._asked.discard(event.request)
            self.workers.give_back(event.request)
            self.failed.emit(event)

    def _on_silent(self, seconds: float) -> None:
        if self.state == State.STOPPING and not self.remote and min(seconds, time.monotonic() - self._stopped_at) >= HUNG:
            self.end_now()  # it was told to end, and never will by itself
            return
        if self.busy or self._asked:
            self.silenceChanged.emit(seconds)

    def _on_ended(self, death: Failed | None, lost: Sequence[str], served: bool) -> None:
        """A worker is gone, by itself or by force; what waited for it hears so."""
        failure = death or _failure(LayerloomError(tr("The training process ended before it was done."), tr("Start it again.")))
        for request in [*lost, *(self._asked - self.workers.lent.keys() if served else ())]:
            self._hear_refusal(failure.model_copy(update={"request": request}))
        if served and self.busy:
            self._fail(failure)

    def _fail(self, event: Failed) -> None:
        log.warning("Run %s failed: %s %s", event.run or "to begin", event.message, event.hint)
        self._going_back = None
        self._withdraw(event)
        self._become(State.IDLE)
        self.failed.emit(event)
        self.workers.start_spare()

    def _withdraw(self, event: Failed) -> None:
        """A new run that was refused before its first step is taken away; the last one is the one before it again."""
        if event.refused and self._order is not None:
            self._order.discard()
            self.run, self.project = self._before
            self.resumes = False

    # ------------------------------------------------------------------ inside

    def _become(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.stateChanged.emit(state)

    def _set_device(self, device: Device, backend: str) -> None:
        self.device = device
        parts = ["" if backend == TENSORFLOW else title(backend), device.kind, device.called]
        self.deviceChanged.emit(" · ".join(filter(None, parts)))

    def _tell(self, command: Command) -> bool:
        """Sends to the run's worker; when it is gone, its end is told by `failed` a moment later."""
        try:
            if self.workers.serving is not None:
                self.workers.serving.send(command)
                return True
        except LayerloomError:
            pass
        return False

    def _prepare(self, make: Callable[[], Order]) -> bool:
        """Makes a run's folder ready beside the GUI thread, which a slow disk would stop; then its worker is sent off."""
        if self.busy or self._closed:
            return False
        self.rates = ()
        self._become(State.STARTING)
        self._stop_at_once = False
        self._preparing = Background(make, self)
        self._preparing.done.connect(self._send_off)
        self._preparing.refused.connect(self._refuse)
        return True

    def _send_off(self, order: Order) -> None:
        """The folder is ready: a worker is told to train; where there is none, a new folder goes again."""
        self._preparing = None
        if self._closed:
            order.discard()
            return
        try:
            connection = self.workers.for_run(order.project.recipe.backend, order.computer, order.group)
            connection.send(order.command)
        except LayerloomError as error:
            order.discard()
            self._refuse(error)
            return
        self.workers.serve(connection)
        self._order, self._before = order, (self.run, self.project)
        self.run, self.project = order.run, order.project
        self.resumes = order.command.resume
        self.rates = (order.project.recipe.learning_rate,)
        self._asked &= self.workers.lent.keys()
        self.started.emit(order.run)
        if self._stop_at_once:
            self.stop()

    def _refuse(self, error: LayerloomError) -> None:
        self._preparing = None
        self._become(State.IDLE)
        self.failed.emit(_failure(error))

    def _ask(
        self,
        question: Callable[[str], OpenPredictor | Predict | Export | Preview | FindRate],
        written: Path | None = None,
    ) -> str:
        """Sends a question; what keeps it from being sent is told by `failed`, after the id was returned.

        One by which a file is `written` gets a worker of its own.
        """
        request = uuid.uuid4().hex
        self._asked.add(request)
        try:
            command = question(request)
            if written is None:
                connection = self.workers.for_question(request, busy=self.busy)
            else:
                connection = self.workers.for_file(request, written)
            connection.send(command)
            self.questionSent.emit(command)
        except LayerloomError as error:
            refusal = _failure(error, request)
            QTimer.singleShot(0, self, lambda: self._hear_refusal(refusal))
        return request

    def _model(self, run: Path | None) -> dict[str, str]:
        """Where a run's network and its weights are; the last run's, unless a folder is given."""
        folder = self.run if run is None else RunFolder(run, run.name)
        if folder is None or not promptly(folder.model.exists, otherwise=True):
            raise WorkerError(tr("There is no trained model yet."), tr("Train first, or choose a run that was trained."))
        return {"project": str(folder.project), "weights": str(folder.model)}

    def _draft(self, project: Project) -> str:
        """A file that holds a project for the worker to read."""
        if self._drafts is None:
            self._drafts = Scratch()
        path = self._drafts.path / f"{uuid.uuid4().hex}.loom"
        save(project, path)
        return str(path)


def _failure(error: LayerloomError, request: str = "") -> Failed:
    return Failed(time=time.time(), error=type(error).__name__, message=error.message, hint=error.hint, request=request)
