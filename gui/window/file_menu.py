"""What the File menu does: new, open, save, export, recent files, and what must be asked before a design is lost."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from cnn.errors import LayerloomError
from cnn.files.files import write_bytes
from cnn.formats.files import (
    CARRIERS,
    HDF5,
    KINDS,
    READABLE,
    WITHOUT_WEIGHTS,
    FileKind,
    content_of,
    is_project,
    kind_named,
    read_project,
    require_writable,
)
from cnn.graph import Graph
from cnn.layout.folding import Folding
from cnn.project import Project, load
from cnn.runs.messages import Answer, Failed, Progress
from cnn.runs.origins import without_weights
from cnn.words.language import filled
from cnn.words.lists import sentences
from gui.background.task import in_a_turn_of_its_own, promptly
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.trained_weights import TrainedWeights
from gui.settings import settings
from gui.style import icons
from gui.widgets.basic import asking
from gui.widgets.form.enter import unhurried
from gui.window.file_watch import FileWatch
from gui.window.opening import Opening

if TYPE_CHECKING:
    from cnn.formats.report import ImportReport
    from cnn.pictures.picture import Wishes
    from gui.dialogs.export import ExportDialog

log = logging.getLogger(__name__)

SUFFIX = ".loom"
#: what the dialog lists
EXPORTS = tuple(kind for kind in KINDS if kind.listed)
#: stands for an export that nobody wants any more
GIVEN_UP = Path()
#: when a run began, before the name of its network in that of its folder
_BEGAN = re.compile(r"^\d{8}-\d{6}-")


#: files larger than this are opened in the background (300 layers), and HDF5, which a process of its own reads
AT_ONCE = 1 << 16
#: presets for images larger than this are built there: they have up to 700 layers
SMALL_IMAGE = 64


class FileCommands(QObject):
    """Asks for names, and before an unsaved design would be lost."""

    messagePosted = Signal(str)  # something went well that can't be seen
    waitBegan = Signal(str)  # something takes a moment, and can be called off
    waitEnded = Signal()  # it is over
    fileImported = Signal(str)  # a foreign file is open, and there is more to say about it than this
    recentChanged = Signal()

    def __init__(self, document: Document, session: TrainingSession, trained: TrainedWeights, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._session, self._trained, self._window = document, session, trained, window
        self.watch = FileWatch(document, window)
        self._asked: dict[str, Path] = {}
        self.dialog: ExportDialog | None = None  # that asks for an export
        self.report: ImportReport | None = None  # of the foreign file that was opened last
        self._left: Project | None = None  # the design that may go for what is being opened
        self.opening = Opening(self)
        self.opening.waitBegan.connect(lambda path: self.waitBegan.emit(filled(self.tr("Opening {0} …"), path.name)))
        self.opening.waitEnded.connect(self.waitEnded)
        self.opening.opened.connect(self._on_opened)
        self.opening.built.connect(self._show_preset)
        self.opening.weightsCounted.connect(self._tell_how_it_came_in)
        self.opening.refused.connect(self._refuse)
        session.answerReceived.connect(self._on_answer)
        session.failed.connect(self._on_failed)
        session.progressed.connect(self._on_progress)

    # ------------------------------------------------------------------ open

    def new(self) -> None:
        """An empty network."""
        if self.may_close():
            self._document.new()

    def open(self) -> None:
        """Asks for a file and opens it."""
        kinds = filled(self.tr("Networks ({0});;All files (*)"), " ".join(f"*{suffix}" for suffix in READABLE))
        name = asking.for_file(self._window, self.tr("Open"), kinds, "networks", str(self._beside() or Path.home()))
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path, *, wait: bool = False) -> bool:
        """Opens a file, once the present design is safe; a large one in the background, unless it is to `wait`."""
        if path.suffix.lower() in CARRIERS and not _takes_a_moment(path) and not self._carries(path):
            return False
        if not self.may_close():
            return False
        if not wait and _takes_a_moment(path):
            self._left = self._document.project
            self.opening.begin(path)
            return True
        if path.suffix.lower() in READABLE and path.suffix.lower() != SUFFIX:
            return self._open_foreign(path)
        opened = self._document.open(path)
        self._remember(path, opened)
        return opened

    def cancel(self) -> None:
        """Lets a file go that is being opened."""
        self.opening.cancel()

    def _carries(self, path: Path) -> bool:
        """Whether a picture has a network inside; where it has none, that is said before anything is asked."""
        try:
            read_project(path)
        except LayerloomError as error:
            self._refuse(error)
            return False
        return True

    def _open_foreign(self, path: Path) -> bool:
        from cnn.formats.report import open_with_report

        try:
            report = open_with_report(path, count=False)
        except LayerloomError as error:
            self._refuse(error)
            self._remember(path, False)
            return False
        self._take_over(report)
        return True

    def _on_opened(self, report: "ImportReport", ahead: Folding) -> None:
        if self._may_still_go():
            self._show_opened(report, ahead)
            in_a_turn_of_its_own(self, partial(self._note, report))  # the picture is painted first

    def _may_still_go(self) -> bool:
        """Whether the design may go for what was opened meanwhile: what was edited since it was asked for is not lost unasked."""
        return self._document.project is self._left or self.may_close()

    def _take_over(self, report: "ImportReport") -> None:
        self._show_opened(report)
        self._note(report)

    def _show_opened(self, report: "ImportReport", ahead: Folding | None = None) -> None:
        """Shows what was opened."""
        if is_project(report.path):
            self._document.take_up(report.project, report.path, stamp=report.stamp, ahead=ahead)
        else:
            self._document.take_over(report.project, ahead)

    def _note(self, report: "ImportReport") -> None:
        """Remembers its file, and says how it came in while it is still shown; its weights are counted meanwhile."""
        self._remember(report.path, True)
        if not is_project(report.path) and self._document.graph is report.project.graph:
            self._tell_how_it_came_in(report)
            if report.has_weights and not self.opening.active:
                self.opening.count(report)

    def _tell_how_it_came_in(self, report: "ImportReport") -> None:
        """Says which layers of a foreign file are unknown, what became a layer, and whether its weights add up."""
        told = self.report.lines() if self.report and self.report.project is report.project else ()
        self.report = report
        if (lines := report.lines()) and lines != told:
            self.fileImported.emit(sentences(*lines))
        elif not lines:
            self.messagePosted.emit(report.summary())

    def _refuse(self, error: LayerloomError) -> None:
        self._document.refused.emit(str(error))

    def _remember(self, path: Path, opened: bool) -> None:
        if opened:
            settings.remember_file(path)
            settings.remember_folder("networks", path.parent)
        elif not promptly(path.exists, otherwise=True):
            settings.forget_file(path)
        self.recentChanged.emit()

    def open_preset(self, name: str) -> bool:
        """Opens a preset, once the present design is safe; a large one is built in the background."""
        from cnn.presets import PRESETS  # presets are many, and no start waits for them

        if not self.may_close():
            return False
        preset = PRESETS.get(name)
        if preset is None or max(preset.image[:2]) <= SMALL_IMAGE:
            return self._document.open(name)
        self._left = self._document.project
        self.opening.build(name)
        return True

    def _show_preset(self, name: str, project: Project, ahead: Folding) -> None:
        if self._may_still_go():
            self._document.take_up(project, Path(name), ahead=ahead)

    def open_graph(self, graph: Graph, weights: str = "") -> bool:
        """Puts a network, and the weights it is to have, in place of the present one, once that is safe; the rest stays."""
        safe = self.may_close()
        if safe:
            self._document.replace_project(replace(self._document.project, graph=graph, weights=weights))
        return safe

    def open_example(self, make: Callable[[], Project]) -> bool:
        """Opens a design that comes with the program and can be had again, once the present one is safe."""
        if not self.may_close():
            return False
        try:
            self._document.replace_project(make())
        except LayerloomError as error:
            self._refuse(error)
            return False
        return True

    def open_new(self, project: Project) -> bool:
        """Opens a project that no file holds yet, once the present design is safe; what was decided about single images of its
        dataset stays."""
        safe = self.may_close()
        if safe:
            project = replace(project, curations=self._document.project.curations)
            self._document.replace_project(project, unsaved=True)
        return safe

    def open_copy(self, path: Path) -> bool:
        """Opens a project as a new design that no file holds yet; the project of a run stays as it was trained."""
        try:
            project = load(path)
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return False
        safe = self.may_close()
        if safe:
            log.info("Opened a copy of %r", str(path))
            self._document.replace_project(project, unsaved=True)
        return safe

    def forget_recent(self) -> None:
        """Empties the list of recent files."""
        settings.forget_files()
        self.recentChanged.emit()

    # ------------------------------------------------------------------ save

    def save(self) -> bool:
        """Saves to the design's file, or asks for one."""
        return self._save_to(self._document.path) if self._document.path else self.save_as()

    def save_as(self) -> bool:
        """Asks for a file and saves there."""
        kind = self.tr("Layerloom project (*.loom)")
        name = f"{self._document.title}{SUFFIX}"
        name = asking.for_new_file(self._window, self.tr("Save"), name, kind, "networks", self._beside())
        if not name:
            return False
        path = Path(name)
        return self._save_to(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def may_close(self) -> bool:
        """Whether the present design may go: it is saved, or the person saves it now or gives it up. What was being opened in
        its place no longer is."""
        may = not self._document.dirty or self._is_given_up()
        if may:
            self.opening.cancel()
        return may

    def _is_given_up(self) -> bool:
        answer = self._ask_before_loss()
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Discard

    def _save_to(self, path: Path) -> bool:
        if path.absolute() == self._document.path and self.watch.look(surely=True) == "changed":
            answer = self._ask_before_writing_over(path)
            if answer != QMessageBox.StandardButton.Save:
                return answer == QMessageBox.StandardButton.Open and self.save_as()
        saved = self._document.save(path)
        if saved:
            self._remember(path, True)
        return saved

    def _ask_before_loss(self) -> QMessageBox.StandardButton:
        box = QMessageBox(self._window)
        box.setObjectName("saveBeforeClose")
        box.setIconPixmap(icons.icon("floppy-disk", "accent").pixmap(32, 32))
        box.setWindowTitle(self.tr("Save the changes?"))
        box.setText(filled(self.tr("Save the changes to {0}?"), self._document.title))
        box.setInformativeText(self.tr("They are lost if you don't."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.button(buttons.Discard).setText(self.tr("Don't save"))
        box.setDefaultButton(buttons.Save)
        box.setEscapeButton(buttons.Cancel)
        return QMessageBox.StandardButton(box.exec())

    def _ask_before_writing_over(self, path: Path) -> QMessageBox.StandardButton:
        """Whether to save over what another program has written: Save, Cancel, or Open for another name."""
        box = QMessageBox(self._window)
        box.setObjectName("saveOverChanged")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Save over another version?"))
        box.setText(filled(self.tr("{0} was changed by another program since it was opened here."), path.name))
        box.setInformativeText(self.tr("Saving replaces what it holds now by this design."))
        box.setDetailedText("\n".join(self.watch.difference()))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Open | buttons.Cancel)
        box.button(buttons.Save).setText(self.tr("Save over it"))
        box.button(buttons.Open).setText(self.tr("Save as …"))
        box.setDefaultButton(buttons.Cancel)
        box.setEscapeButton(buttons.Cancel)
        return QMessageBox.StandardButton(box.exec())

    # ------------------------------------------------------------------ export

    def export(self) -> None:
        """Asks what is to be written, and writes it."""
        self.export_as(".keras")

    def export_as(self, suffix: str) -> None:
        """Asks what is to be written, with one kind suggested, and writes it."""
        kinds = tuple(kind for kind in EXPORTS if not kind.picture)  # they have a dialog of their own
        self._open_export(kinds, self._document.title, suffix)

    def export_run(self, run: Path) -> None:
        """Asks what is to be written of the network of a run, as it was trained."""
        name = _BEGAN.sub("", run.name) or run.name
        self._open_export(tuple(kind for kind in EXPORTS if kind.by_worker), name, ".keras", run)

    def _wishes(self, kind: FileKind) -> "Wishes | None":
        """How a picture shows the network: in the lines or columns of the canvas."""
        if not kind.picture:
            return None
        from cnn.pictures.picture import Wishes

        return Wishes(page=self._document.page)

    def export_to(
        self, path: Path, run: Path | None = None, kind: FileKind | None = None, precision: str = "float32"
    ) -> str | None:
        """Writes the design in the form that the file's suffix names, or the network of a run as it was trained; `refused`
        says why it can't be. Returns what to say where it is written at once, and "" where a worker writes it."""
        try:
            kind = require_writable(path, kind)
            if kind.suffix in WITHOUT_WEIGHTS:
                content_of(kind, self._document.kept, path, self._document.learned)  # what can't be written is told at once
            if kind.proven:
                self._export_by_worker(path, run, kind.suffix, precision)
                return ""
            write_bytes(path, content_of(kind, self._document.kept, path, self._document.learned, self._wishes(kind)))
        except LayerloomError as error:
            self._refuse_export(str(error))
            return None
        log.info("Exported %r", str(path))
        sources = self._document.weights.sources
        said = sentences(filled(self.tr("Written: {0}."), path), without_weights(kind, sources))
        self.messagePosted.emit(said)
        return said

    def _open_export(self, kinds: Sequence[FileKind], title: str, suffix: str, run: Path | None = None) -> None:
        from gui.dialogs.export import ExportDialog

        folder = self._first_place() or Path(asking.last_folder("networks") or Path.home())
        dialog = self.dialog = ExportDialog(kinds, title, folder, suffix, self._window)
        dialog.exportWanted.connect(lambda path, kind, precision: self._export_wanted(path, kind, precision, run))
        dialog.cancelled.connect(self._call_off)
        dialog.destroyed.connect(lambda: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: "ExportDialog") -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _export_wanted(self, path: Path, suffix: str, precision: str, run: Path | None) -> None:
        kind = kind_named(suffix)
        chosen = run if run is not None or kind is None or not kind.by_worker else self._choose_weights()
        if chosen is GIVEN_UP:
            return
        said = self.export_to(path, chosen, kind, precision)
        if said:
            settings.remember_folder("networks", path.parent)
        if said and self.dialog is not None:
            self.dialog.show_result([said])

    def _call_off(self) -> None:
        for request, path in self._asked.items():
            log.info("Export of %r is called off", str(path))
            self._session.call_off(request)
        self._asked.clear()

    def _refuse_export(self, words: str) -> None:
        if self.dialog is not None:
            self.dialog.show_stopped(words, problem=True)
        else:
            self._document.refused.emit(words)

    def _choose_weights(self) -> Path | None:
        """Says which layers would be written with weights that nobody has trained; returns the folder of the run whose network
        is to be written instead, if that is wanted, or `GIVEN_UP`."""
        found = self._document.weights
        if found.fresh or not all(source.path.is_file() for source in found.sources.found):  # or they were not looked for yet
            self._trained.look_at_once()
            found = self._document.weights
        if not found.fresh:
            return None
        trained = found.sources.run
        box = QMessageBox(self._window)
        box.setObjectName("freshWeights")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Export"))
        box.setText(found.untrained_warning)
        box.setInformativeText(sentences(found.why, self._still_learning()))
        roles = QMessageBox.ButtonRole
        instead = box.addButton(self.tr("Export the trained network"), roles.AcceptRole) if trained else None
        as_it_is = self.tr("Export as it is") if found.taken else self.tr("Export with fresh weights")
        anyway = box.addButton(as_it_is, roles.DestructiveRole if trained else roles.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(instead or cancel)
        box.setEscapeButton(cancel)
        unhurried(box)
        box.exec()
        chosen = box.clickedButton()
        if trained is not None and chosen is instead:
            return trained.path.parent
        return None if chosen is anyway else GIVEN_UP

    def _still_learning(self) -> str:
        """What to say of a run that goes on with this network; "" where there is none."""
        project = self._session.project
        if not self._session.busy or project is None or project.graph != self._document.graph:
            return ""
        return self.tr("A training of it goes on: what it learns can be exported once it is over.")

    def _export_by_worker(self, path: Path, run: Path | None, kind: str, precision: str) -> None:
        project = None if run else self._document.kept
        request = self._session.export(path, project, run, kind, precision)
        self._asked[request] = path
        if self.dialog is not None:
            self.dialog.show_progress(self.tr("Keras starts"))
        else:
            self.messagePosted.emit(filled(self.tr("Writing {0} …"), path.name))

    def _on_progress(self, progress: Progress) -> None:
        if progress.request in self._asked and self.dialog is not None:
            self.dialog.show_progress(progress.stage)

    def _on_answer(self, answer: Answer) -> None:
        if path := self._asked.pop(answer.request, None):
            log.info("Exported %r", str(path))
            settings.remember_folder("networks", path.parent)
            written = filled(self.tr("Written and checked: {0}. {1}"), answer.result["weights"], path)
            from cnn.runs.exports import ExportReport

            report = ExportReport.model_validate(told) if (told := answer.result.get("report")) else None
            lines = report.lines() if report else tuple(filter(None, (answer.result.get("expects"),)))
            self.messagePosted.emit(written if report and self.dialog is not None else sentences(written, *lines))
            if self.dialog is not None:
                self.dialog.show_result((written, *lines), report.snippet if report else "")

    def _on_failed(self, failure: Failed) -> None:
        if self._asked.pop(failure.request, None):
            self._refuse_export(sentences(failure.message, failure.hint))

    def _beside(self) -> Path | None:
        """The folder of the open file, if a file holds the design."""
        return self._document.path.parent if self._document.path else None

    def _first_place(self) -> Path | None:
        """Where the first export goes: beside the open file; the next ones go where anything was found or put last."""
        return None if asking.last_folder("networks") else self._beside()


def _takes_a_moment(path: Path) -> bool:
    """Whether reading a file might be felt; so it is where its disk does not answer."""
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        return False
    return promptly(lambda: path.is_file() and (suffix in HDF5 or path.stat().st_size > AT_ONCE), otherwise=True)
