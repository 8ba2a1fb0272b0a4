"""Opens the dialogs; each is imported when it is first wanted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from cnn.graph import Graph
from cnn.project import Project
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.window.file_menu import FileCommands


class DialogCommands(QObject):
    """Presets, training settings, preferences, shortcuts, log, details for a report, about."""

    curvesShown = Signal()  # those of some runs stand beside the present ones
    imagesWanted = Signal(object, object)  # folders (Path) of two runs whose models are to be asked about the same images

    def __init__(self, files: FileCommands, document: Document, session: TrainingSession, window: QWidget) -> None:
        super().__init__(window)
        self._files, self._window = files, window
        self._document, self._session = document, session
        self._open: dict[str, QDialog] = {}  # those that stay open beside the network
        self.menus: Sequence[QMenu] = ()  # of the window

    def presets(self) -> None:
        """Lets the person choose a published network, for their own image size and classes."""
        from gui.dialogs.presets import PresetDialog

        dialog = PresetDialog(self._window)

        def take(graph: Graph, weights: str) -> None:
            dialog.stays = not self._files.open_graph(graph, weights)

        dialog.networkChosen.connect(take)
        dialog.open()

    def new_from_data(self) -> None:
        """Proposes networks for a dataset; the one that is chosen takes the place of the design, once that is safe."""
        from gui.dialogs.new_from_data import NewFromDataDialog

        document = self._document
        dialog = NewFromDataDialog(document.dataset or "mnist-sample", document.curation, self._window)

        def take(project: Project) -> None:
            dialog.stays = not self._files.open_new(project)

        dialog.projectChosen.connect(take)
        dialog.open()

    def transfer(self) -> None:
        """A base with ImageNet weights, a new head and two phases, in place of the network."""
        from gui.dialogs.transfer import TransferDialog

        TransferDialog(self._document, self._window).open()

    def compare(self) -> None:
        """This design beside another one; stays open beside the network."""
        from gui.dialogs.compare_designs import CompareDialog

        if "compare" not in self._open:
            self._open["compare"] = CompareDialog(self._document, self._window)
        self._bring("compare")

    def compare_with(self, source: str) -> None:
        """This design beside that of a preset, a file or a run's folder."""
        self.compare()
        self._open["compare"].choose(source)  # type: ignore[attr-defined]

    def run_difference(self, first: Path, second: Path) -> None:
        """What the second of two runs has otherwise than the first."""
        from gui.dialogs.runs.difference import RunDifferenceDialog

        dialog = RunDifferenceDialog(first, second, self._window)
        dialog.imagesWanted.connect(self.imagesWanted)
        dialog.show()

    def fork(self, run: Path) -> None:
        """A new run that begins at a checkpoint of another one."""
        from gui.dialogs.runs.fork import ForkDialog

        ForkDialog(run, self._session, self._document.recipe, self._window).open()

    def spread(self, runs: Sequence[Path]) -> None:
        """Mean and spread of several runs."""
        from gui.dialogs.runs.repetition import RepetitionDialog

        RepetitionDialog(runs, self._window).show()

    def search(self) -> None:
        """Searches for better settings; stays open beside the network."""
        from gui.dialogs.runs.search import SearchDialog

        if "search" not in self._open:
            dialog = self._open["search"] = SearchDialog(self._document, self._window)
            dialog.projectChosen.connect(lambda project: self._files.open_new(project) and dialog.close())
            dialog.curvesWanted.connect(self._show_curves)
        self._bring("search")

    def _show_curves(self, runs: Sequence[Path]) -> None:
        self._session.compare(runs)
        self.curvesShown.emit()

    def recipe(self) -> None:
        """All settings of training; the dialog stays open beside the network."""
        from gui.dialogs.recipe import RecipeDialog

        if "recipe" not in self._open:
            dialog = self._open["recipe"] = RecipeDialog(self._document, self._session, self._window)
            dialog.augmentationWanted.connect(self.augmentation)
        self._bring("recipe")

    def augmentation(self) -> None:
        """Random changes to the training images, with a preview; stays open as well."""
        from gui.dialogs.augmentation import AugmentationDialog

        if "augmentation" not in self._open:
            self._open["augmentation"] = AugmentationDialog(self._document, self._session, self._window)
        self._bring("augmentation")

    def _bring(self, name: str) -> None:
        """Shows a dialog in front of all others; when it is closed it is forgotten."""
        dialog = self._open[name]
        dialog.finished.connect(lambda _result: self._open.pop(name, None))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def import_report(self) -> None:
        """How the Keras file that was opened last came in."""
        from gui.dialogs.import_report import ImportReportDialog

        if self._files.report is not None:
            ImportReportDialog(self._files.report, self._window).open()
        else:
            self._files.messagePosted.emit(self.tr("No Keras file has been opened yet: open one by File › Open."))

    def report(self, run: Path | None = None) -> None:
        """Writes all there is to know of a run into a file; without a run that of the last one of this network."""
        from gui.dialogs.report import ReportDialog

        last = self._document.run
        known = run or (Path(last.folder) if last is not None else None) or (self._session.run and self._session.run.path)
        if known:
            ReportDialog(known, self._window).open()
        else:
            self._files.messagePosted.emit(self.tr("This network has no run yet: train it, or choose one in Runs."))

    def preferences(self) -> None:
        """Appearance and motion, and other computers."""
        from gui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self._window, self._session.computers).open()

    def shortcuts(self) -> None:
        """Every key, by where it is used."""
        from gui.dialogs.shortcuts import ShortcutDialog
        from gui.window.everything import shortcuts

        sheet = ShortcutDialog(self._window, shortcuts(self.menus, self._window.actions()))
        sheet.guideWanted.connect(self.guide)
        sheet.open()

    def guide(self, page: str = "") -> None:
        """What can be done, page by page; stays open beside the network."""
        from gui.dialogs.guide import Guide

        if "guide" not in self._open:
            actions = {action.objectName(): action for action in self._window.actions()}
            self._open["guide"] = Guide(self._window, actions.__getitem__)
            self._bring("guide")
        self._open["guide"].open_at_page(page)  # type: ignore[attr-defined]

    def log(self) -> None:
        """The last lines of the program's log, the worker's among them."""
        from cnn.files.logs import WINDOW, last_lines, log_file
        from gui.widgets.basic.message_bar import LogWindow

        LogWindow(self.tr("Log"), last_lines(), self._window, where=log_file(WINDOW)).show()

    def copy_details(self) -> None:
        """Puts on the clipboard what a report of a fault should say, and says so."""
        from gui.window.errors.report_details import details

        QGuiApplication.clipboard().setText(details(self._session))
        self._files.messagePosted.emit(
            self.tr("Copied: versions, device and the last lines of the log, without personal paths. Paste it into your report.")
        )

    def about(self) -> None:
        """What this is, and its versions."""
        from gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
