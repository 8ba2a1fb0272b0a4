"""Training: the settings on the left, the curves beside them, and below how far the run is or what came out of it."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QVBoxLayout, QWidget

from cnn.analysis.repairs import Repair
from cnn.backends import JAX, installed
from cnn.datasets.division.fold import Fold
from cnn.datasets.sources import title
from cnn.errors import FileError, LayerloomError, UsageError
from cnn.files.tails import tail
from cnn.plan.checks import shortage
from cnn.recipe.basics import MOST_FOLDS
from cnn.runs.listed.title import run_title
from cnn.runs.messages import Batch, Epoch, Failed, Finished, Phase
from cnn.runs.orders import HERE, local_groups
from cnn.runs.queued import queue
from cnn.runs.repeated.repetition import MOST_SEEDS, by_fold, by_seed
from cnn.words.installing import how_to_install
from cnn.words.language import filled
from cnn.words.lists import sentences
from gui.background.dataset_download import DatasetDownload
from gui.background.training_session import REWIND, State, TrainingSession
from gui.document import Document
from gui.document.checkup import Checkup
from gui.document.data_fit import DataFit
from gui.document.readiness import Readiness
from gui.document.repeated_runs import Kind, RepeatedRuns
from gui.document.run_owner import RunOwner
from gui.document.steering import Steering
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.message_bar import LogWindow, MessageBar
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.dataset.download_bar import DownloadBar
from gui.widgets.dataset.fit_bar import FitBar
from gui.widgets.findings.findings_badge import FindingsBadge
from gui.widgets.training.pace import Pace
from gui.widgets.training.phase_words import phase_words
from gui.widgets.training.recipe_form import RecipeForm
from gui.widgets.training.repeat_line import RepeatLine
from gui.widgets.training.rewind_button import RewindButton
from gui.widgets.training.run_line import IdleLine, OneOf, ProgressLine, ResultLine

#: milliseconds after Stop in which a run may end by itself
PATIENCE = 10_000
#: folds that are offered where the settings name none
USUAL_FOLDS = 5


class TrainingPanel(QWidget):
    """Starts and steers runs of the document's project. Buttons elsewhere use `train`, `pause` and `stop`."""

    readinessChanged = Signal(str)  # why training can't begin now; "" when it can
    settingsWanted = Signal()  # all of them
    spreadWanted = Signal(object)  # folders (Path) of runs whose mean and spread are to be seen
    exportWanted = Signal(object)  # the folder (Path) of the run whose model is to be written elsewhere
    findingsWanted = Signal()  # what the doctor found
    enqueued = Signal(bool)  # whether what is open waits in the queue now; if not, it is said here why

    def __init__(
        self,
        document: Document,
        session: TrainingSession,
        plots: QWidget,
        download: DatasetDownload | None = None,
        owner: RunOwner | None = None,
        fit: DataFit | None = None,
        checkup: Checkup | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._download = download or DatasetDownload(self)
        self._pace = Pace(1, 1)
        self._owner = owner or RunOwner(document, session, self)
        self._steering = Steering(document, session, self._owner, self)
        self.repeats = RepeatedRuns(document, session, self._owner, self)
        self._wanted: tuple[Kind, int] | None = None  # of the training that is to begin, how often; none: a single run
        self.readiness = Readiness(document, session, self._download, self)
        self.readiness.changed.connect(self._check)
        self._search = self.readiness.search
        self._search.waitBegan.connect(self._tell_late)
        self._stale = False  # whether the line on what would be trained has still to be told
        self._validating = False  # whether the worker validates just now
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE)  # for a run that was stopped
        self._waiting.timeout.connect(self._offer_end)
        self.message = MessageBar(self)
        self._search.waitEnded.connect(self.message.hide)
        self.download_bar = DownloadBar(self._download)
        self._weights = self.readiness.weights
        self.weights_bar = DownloadBar(self._weights)
        self.weights_bar.setObjectName("weightsDownload")
        self._fit, self.fit_bar = fit or DataFit(document, parent=self), FitBar()
        self.whose = ElidingLabel(parent=self)
        self.whose.setObjectName("otherRun")
        self.whose.setProperty("look", "warning")
        self.whose.hide()
        self.repeat_line = RepeatLine()
        self.form = RecipeForm()
        rewinds = [RewindButton(lambda: session.run, self) for _ in range(2)]
        self.badge = FindingsBadge()
        self.badge.clicked.connect(self.findingsWanted)
        if checkup is not None:
            checkup.findingsChanged.connect(lambda _: self.badge.show_findings(checkup.open))
            self.badge.show_findings(checkup.open)
        self.idle, self.progress, self.result = IdleLine(), ProgressLine(rewinds[0]), ResultLine(rewinds[1])
        self._lay_out(plots)
        self._connect_document()
        self._connect_session()
        self.result.evaluateWanted.connect(lambda: session.evaluate())
        self.result.exportWanted.connect(self._export)
        self.result.showFolderWanted.connect(self._show_folder)
        self.result.trainOnWanted.connect(self._train_on)
        self.progress.previousRateWanted.connect(self._go_back)
        self._connect_repeats()
        for rewind in rewinds:
            rewind.checkpointChosen.connect(self._steering.rewind)
        self._check()

    # ------------------------------------------------------------------ orders

    @property
    def obstacle(self) -> str:
        """Why the network can't be trained at all, in one sentence; "" when it can."""
        return self.readiness.of_network()

    def _tell_late(self) -> None:
        """A run waits for a dataset on a share that hangs."""
        words = filled(self.tr("Looking for {0} …"), title(self._document.dataset))
        hint = self.tr("Training begins when it is found.")
        self.message.show_message(words, hint, ((self.tr("Cancel"), self._search.call_off),))

    def train(self) -> None:
        """Begins a run, goes on after a pause, or says why neither can be."""
        if self._session.state == State.PAUSED:
            self._session.resume()
        else:
            self._begin_when_ready(None)

    def train_folds(self) -> None:
        """Begins a run for each fold, one after the other; how many there are is asked where the settings don't say it."""
        if self._session.busy or self._search.awaited:
            return
        self.form.settle()
        chosen = Fold.of(self._document.recipe.fold)
        folds = chosen.folds if chosen else self._ask_folds()
        if folds:
            self._begin_when_ready(("fold", folds))

    def train_seeds(self) -> None:
        """Begins the same training several times, each with another seed; how often is asked."""
        if self._session.busy or self._search.awaited:
            return
        words = self.tr(
            "The same is trained so many times, each time with another seed: other start, order and split.\n"
            "Mean and deviation tell what chance makes of the figures."
        )
        seeds, sure = QInputDialog.getInt(self, self.tr("Several seeds"), words, USUAL_FOLDS, 2, MOST_SEEDS)
        if sure:
            self._begin_when_ready(("seed", seeds))

    def enqueue(self) -> None:
        """Puts the training, as it is now, at the end of the queue; or says why it can't begin."""
        self.form.settle()
        self.message.hide()
        added = self._check_obstacle()
        if added and self._session.processes > 1:
            self.message.show_message(
                self.tr("What waits in the queue is trained by one process."),
                self.tr('Set "Train on" to this computer or another one.'),
            )
            added = False
        if added:
            project = replace(self._document.project, run=None)
            try:
                queue.add([(project.graph.name, project)], computer=self._session.computer or HERE)
            except LayerloomError as error:
                self.message.show_message(error.message, error.hint)
                added = False
        self.enqueued.emit(added)

    def _ask_folds(self) -> int:
        words = self.tr(
            "The training images are divided into so many parts. For each part a run is trained on all\n"
            "others and validated on that one; mean and deviation tell how far the figures can be trusted."
        )
        folds, sure = QInputDialog.getInt(self, self.tr("Cross-validation"), words, USUAL_FOLDS, 2, MOST_FOLDS)
        return folds if sure else 0

    def _begin_when_ready(self, wanted: tuple[Kind, int] | None) -> None:
        """Begins as soon as what is trained on is here; `wanted`: several runs, by what, and how many."""
        if not self._session.busy and not self._search.awaited:
            self._wanted = wanted
            self.form.settle()
            self.message.hide()
            if self._download.missing is not None and not self._session.computer:  # elsewhere it is loaded there
                self.download_bar.ask()
            elif self._weights.missing is not None and not self._session.computer:
                self.weights_bar.ask()
            elif self._search.missing is not None or self._check_obstacle():
                self._search.await_it(self._document.dataset, self._document.recipe, self._begin_if_ready)

    def _begin_if_ready(self) -> None:
        if not self._session.busy and self._check_beginning():
            self._begin()

    def _begin(self) -> None:
        self.message.hide()
        if self._wanted is None:
            self._session.start(self._document.project)
            return
        kind, count = self._wanted
        try:
            repeats = (by_fold if kind == "fold" else by_seed)(self._document.project, count)
        except UsageError as error:
            self.message.show_message(error.message, error.hint)
            return
        self.repeats.start(repeats, kind)

    def end_downloads(self) -> None:
        """Ends what is downloaded for a training; what came is kept for the next time."""
        self._weights.cancel()

    def pause(self) -> None:
        """Halts the run, or lets it go on."""
        if self._session.state == State.PAUSED:
            self._session.resume()
        else:
            self._session.pause()

    def stop(self) -> None:
        """Ends the run and keeps its model; repeats that are left are not trained."""
        self.repeats.stop()
        self._session.stop()

    # ------------------------------------------------------------------ before the run

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._check()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._check()

    def _check(self) -> None:
        self._stale = not self.isVisible()  # what would be trained is worked out when somebody sees it
        words, of_network = ("", self.readiness.of_network()) if self._stale else self.readiness.told()
        if not self._stale:
            self.idle.show_text(words)
        self.readinessChanged.emit(of_network)
        self.message.tell_again()

    def _check_beginning(self) -> bool:
        """Whether training can begin as things are now; what keeps it is told, and told anew when it changes."""
        return self._check_obstacle() and self._check_memory()

    def _check_obstacle(self) -> bool:
        """Whether nothing keeps the training from beginning; what does is told, with the edits that cure it."""
        self._check()
        found = self.readiness.obstacle()
        if found is not None:
            repairs = tuple((repair.title, partial(self._apply, repair)) for repair in found.repairs)
            message = self.readiness.without_hidden(found)
            hint = found.hint if message == found.message else ""
            self.message.show_message(message, hint, repairs, self._check_obstacle)
            self.fit_bar.hide()  # once is enough
        return found is None

    def _tell_fit(self, *_: object) -> None:
        """What the network makes of the images; while a run goes on nothing can be done about it."""
        if self._session.busy:
            self.fit_bar.hide()
        else:
            self.fit_bar.show_comparison(self._fit.comparison, self._fit.remarks)

    def _check_memory(self) -> bool:
        """Whether the memory that is free will do; where it may not, the person decides."""
        if self._session.computer:
            return True  # how much is free there is not known
        document, devices = self._document, [device.choice for device in self._session.devices]
        found = shortage(document.analysis, document.recipe, document.dataset, devices)
        if found is None:
            return True
        size = found.batch_size
        smaller = ((filled(self.tr("Use a batch of {0}"), size), partial(self._begin_with_batch, size)),) if size else ()
        actions = (*smaller, (self.tr("Train anyway"), self._begin))
        self.message.show_message(found.message, "", actions, self._check_beginning)
        return False

    def _begin_with_batch(self, size: int) -> None:
        if self._document.set_recipe(batch_size=size):
            self._begin()

    def _apply(self, repair: Repair) -> None:
        if self._document.edit(repair.title, repair.apply):
            self.message.hide()

    def _choose_dataset(self, name: str) -> None:
        self.message.hide()
        self._document.set_dataset(name)

    def _edit(self, setting: str, value: object) -> None:
        changes: dict[str, Any] = {setting: value}
        self._document.set_recipe(**changes)

    def _go_back(self) -> None:
        """The rate that the run had before, reductions and all, and the field that says so."""
        self.form.forget_rate()
        self._steering.go_back()

    def _offer_rate_before(self) -> None:
        self.progress.show_rate_before(self._session.rate_before)

    # ------------------------------------------------------------------ the run

    def _on_started(self) -> None:
        self._validating = False
        recipe = self._session.project.recipe if self._session.project else self._document.recipe
        self._pace = Pace(recipe.epochs, recipe.batch_size)
        self.message.hide()
        self.progress.begin()
        self.progress.gauges.setVisible(not self._session.remote)  # how busy another one is is not known here
        self._show_computers()
        self._on_state(self._session.state)  # a worker without a spare takes seconds to say its first word

    def _on_opened(self) -> None:
        """Another network is open: what was said and shown of the last run is not of this one."""
        self._search.call_off()  # what was to be trained is closed
        self.message.hide()
        if not self._session.busy:
            self._show_result()
        self._tell_whose()

    def _tell_whose(self) -> None:
        """Names the network of the run whose progress and curves are shown, where it is not the one that is open."""
        run, own = self._session.run, self._owner.own
        self.form.set_running(self._session.busy and own)
        self.whose.setVisible(run is not None and not own)
        self._line.accompany(self.idle, not own)
        if run is not None and not own:
            words = self.tr("{0} is being trained, not the network that is open: its progress and curves are shown here.")
            past = self.tr("These are the curves of another network's run, {0}. Its model and figures are under Runs.")
            self.whose.setText(filled((words if self._session.busy else past), run_title(run.path)))

    def _on_state(self, state: State) -> None:
        self._offer_rate_before()
        self._tell_fit()
        if self._session.busy:
            self._line.setCurrentWidget(self.progress)
        else:
            self._show_computers()
        self._tell_whose()
        words = {
            State.STARTING: self.tr("Starting …"),
            State.PAUSED: filled(self.tr("Paused in epoch {0} of {1}"), self._pace.epoch, self._pace.epochs)
            if self._pace.steps
            else self.tr("Paused"),  # before this window followed it
            State.STOPPING: self.tr("Stopping at the next batch …"),
        }
        if state in words:
            self.progress.show_state(words[state])
        self._offer_way_out()

    def _on_phase(self, event: Phase) -> None:
        self._pace.add_phase(event)
        self._validating = event.phase == "validate"
        self._offer_way_out(event.detail)
        words = phase_words(event, self._session.remote)
        if words and not (self._validating and self._session.state == State.STOPPING):
            self.progress.show_state(words)
        if event.phase in ("resumed", "features", "mirror") and event.notes:
            self.message.show_message(sentences(*event.notes), is_note=True)

    def _offer_way_out(self, detail: str = "") -> None:
        """Who has stopped a run need not wait for its validation, nor for a worker that doesn't obey."""
        if self._session.state != State.STOPPING:
            self._waiting.stop()
            self.progress.offer("", None)
            return
        if self._validating:
            how_far = detail.partition(", ")[2]
            self.progress.show_state(filled(self.tr("Finishing validation: {0}"), how_far or "…"))
            tip = self.tr("Keep the model as it is, without figures for the validation images")
            self.progress.offer(self.tr("Skip the validation"), self._session.skip_validation, tip)
        elif not self._waiting.isActive():
            self._waiting.start()

    def _offer_end(self) -> None:
        if computer := self._session.remote:
            tip = filled(
                self.tr("The run goes on on {0} until it has heard that it is to stop; Continue under Runs reaches it"), computer
            )
            self.progress.offer(self.tr("Leave it alone"), self._session.end_now, tip)
            return
        self.progress.offer(self.tr("End it now"), self._session.end_now, self.tr("The run can go on from its last checkpoint"))

    def _on_silence(self, seconds: float) -> None:
        """A worker that says nothing at all may hang; nobody has to wait for it."""
        text = filled(self.tr("The worker has not answered for {0} s"), f"{seconds:.0f}")
        if not self._session.busy:
            end = ((self.tr("End it now"), self._session.end_now),)
            self.message.show_message(text + ".", actions=end) if seconds else self.message.hide()
        elif seconds:
            self._offer_end()
            self.progress.show_standstill(text)
        else:
            self.progress.show_pace(self._pace)
            self._on_state(self._session.state)

    def _on_batch(self, event: Batch) -> None:
        self._pace.add_batch(event)
        if self._session.state == State.TRAINING:
            self.progress.show_pace(self._pace)

    def _on_epoch(self, event: Epoch) -> None:
        self._pace.add_epoch(event)
        if self._session.state == State.TRAINING:
            self.progress.show_pace(self._pace)

    def _on_finished(self, _event: Finished) -> None:
        self._show_result()

    def _on_failed(self, event: Failed) -> None:
        if event.request not in ("", REWIND):
            return
        run = self._session.run.log if self._session.run else None
        where = Path(event.log_file) if event.log_file else run
        log = event.log or (tail(where, 200) if where else "")
        actions = self._steering.ways_on(event) if not event.request else ()
        if log:
            actions = (*actions, (self.tr("Show log"), lambda: self._show_log(log, where)))
        self.message.show_message(event.message, event.hint, actions)
        if not event.request:
            self._show_result()

    def _train_on(self) -> None:
        if self._session.run is not None:
            self._session.go_on(self._session.run.path, epochs=self._document.recipe.epochs)

    def _offer_more(self) -> None:
        """More epochs of the last run can be had when the settings ask for more than it has."""
        self.result.offer_more(self._document.recipe.epochs)

    def _show_result(self) -> None:
        """The figures of the last run, when it got far enough to have any."""
        try:
            record = self._session.run.record() if self._session.run else None
        except FileError:
            record = None
        if record is not None and record.epochs and self._owner.own:
            self.result.show_record(record, self._session.has_model)
            self._offer_more()
            self._line.setCurrentWidget(self.result)
        else:
            self._line.setCurrentWidget(self.idle)
        self._tell_whose()

    def _show_log(self, log: str, where: Path | None) -> None:
        run = self._session.run
        title = self.tr("Log of the run") if run is not None and where == run.log else self.tr("Log")
        LogWindow(title, log, self, where=where).show()

    # ------------------------------------------------------------------ several runs

    def _connect_repeats(self) -> None:
        repeats = self.repeats
        repeats.changed.connect(self._show_repeats)
        self.form.foldsWanted.connect(self.train_folds)
        self.repeat_line.compareWanted.connect(self._compare_repeats)
        self.repeat_line.spreadWanted.connect(lambda: self.spreadWanted.emit(list(self.repeats.runs)))
        self.repeat_line.closeWanted.connect(repeats.forget)

    def _compare_repeats(self) -> None:
        """The curves of the last one, which are shown, with those of the others."""
        run = self._session.run
        self._session.compare([path for path in self.repeats.runs if run is None or path != run.path])

    def _show_repeats(self) -> None:
        repeats = self.repeats
        self.repeat_line.show_repeats(repeats.kind, repeats.number, repeats.count, repeats.bests, repeats.apart())

    # ------------------------------------------------------------------ after the run

    def _export(self) -> None:
        if self._session.run is not None:
            self.exportWanted.emit(self._session.run.path)

    def _show_folder(self) -> None:
        if self._session.run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.run.path)))

    # ------------------------------------------------------------------ building

    def _lay_out(self, plots: QWidget) -> None:
        settings = ScrollingColumn(self.form)
        settings.setFixedWidth(256)
        settings.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click beside a field doesn't end the typing in it
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(settings)
        curves = QVBoxLayout()
        curves.setSpacing(8)
        curves.addWidget(self.message)
        curves.addWidget(self.download_bar)
        curves.addWidget(self.weights_bar)
        curves.addWidget(self.fit_bar)
        curves.addWidget(self.whose)
        curves.addWidget(self.repeat_line)
        curves.addWidget(plots, 1)
        upper.addLayout(curves, 1)
        self._line = OneOf((self.idle, self.progress, self.result))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)  # all rows of the form are seen in a window of 1280×800
        column.setSpacing(4)
        column.addLayout(upper, 1)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        lower.addWidget(self.badge)
        lower.addLayout(self._line, 1)
        column.addLayout(lower)

    def _connect_document(self) -> None:
        document = self._document
        self.form.valueEdited.connect(self._edit)
        self.form.datasetChosen.connect(self._choose_dataset)
        self.form.settingsWanted.connect(self.settingsWanted)
        document.recipeChanged.connect(self.form.show_recipe)
        document.recipeChanged.connect(self._offer_more)
        document.opened.connect(self._on_opened)
        document.datasetChanged.connect(self.form.show_dataset)
        self._fit.comparisonChanged.connect(self._tell_fit)
        self.fit_bar.fittingChosen.connect(self._fit.apply)
        self._tell_fit()
        self.form.show_recipe(document.recipe)
        self.form.show_dataset(document.dataset)

    def _connect_session(self) -> None:
        session, steering = self._session, self._steering
        self._owner.ownChanged.connect(self._tell_whose)
        steering.ratesChanged.connect(self._offer_rate_before)
        steering.epochsChanged.connect(lambda epochs: setattr(self._pace, "epochs", epochs))
        session.started.connect(self._on_started)
        session.stateChanged.connect(self._on_state)
        session.phaseChanged.connect(self._on_phase)
        session.silenceChanged.connect(self._on_silence)
        session.batchFinished.connect(self._on_batch)
        session.epochFinished.connect(self._on_epoch)
        session.finished.connect(self._on_finished)
        session.failed.connect(self._on_failed)
        session.computers.changed.connect(self._show_computers)
        session.computerChanged.connect(self._show_computers)
        session.computerChanged.connect(self._check)
        self.form.computerChosen.connect(session.choose_computer)
        self.form.processesChosen.connect(session.choose_processes)
        self._show_computers()

    def _show_computers(self, *_: object) -> None:
        """Offers what was set up in Preferences or at the command line."""
        session = self._session
        others = [
            (one.name, f"{one.name} · {one.found.processor_line}" if one.found else one.name) for one in session.computers.listed
        ]
        if session.computer and session.computers.named(session.computer) is None:
            session.choose_computer("")
        why_not = "" if installed(JAX) else filled(self.tr("Several processes train together on JAX: {0}"), how_to_install(JAX))
        chosen = session.remote or (session.computer if session.processes == 1 else session.processes)  # a run is where it is
        self.form.show_computers(others, chosen, local_groups(), why_not)
