"""Who tells whom: what one part of the window says goes to where it is shown or done."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.document import Document
from gui.document.questions.subject import AskedModel

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class Connections(QObject):
    """Connects everything that `filling` has built."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._import_told = ""
        self._connect(window, window.document)

    def _connect(self, window: "MainWindow", document: Document) -> None:
        window.pages["training"].madeNow.connect(self._connect_training)
        document.refused.connect(window.notice.show_message)
        document.datasetChanged.connect(window.download.look_at)
        window.download.look_at(document.dataset)
        document.selectionChanged.connect(lambda: window.right.verticalScrollBar().setValue(0))  # its first fields first
        window.palette_panel.messagePosted.connect(window.notice.say)
        window.canvas.messagePosted.connect(window.notice.say)
        window.files.messagePosted.connect(window.notice.say)
        window.leftovers.messagePosted.connect(window.notice.show_message)
        window.leftovers.putOff.connect(window.canvas.setFocus)
        window.leftovers.offerPosted.connect(partial(window.notice.show_message, is_note=True))
        window.recovery.failed.connect(
            lambda why, hint: window.notice.show_message(why, hint, ((self.tr("Save"), window.files.save),)),
        )
        window.files.waitBegan.connect(lambda text: window.notice.say(text, ((self.tr("Cancel"), window.files.cancel),)))
        window.files.waitEnded.connect(window.notice.hide)
        window.dropped.datasetChosen.connect(lambda: window.show_panel(window.pages["data"]))
        window.dropped.waitBegan.connect(lambda text: window.notice.say(text, ((self.tr("Cancel"), window.dropped.cancel),)))
        window.dropped.waitEnded.connect(window.notice.hide)
        window.files.fileImported.connect(self._tell_how_it_came_in)
        document.opened.connect(lambda: window.notice.take_back(self._import_told))
        window.canvas.zoomChanged.connect(window.top_bar.show_zoom)
        to_the_right = window.actions_table["actionToTheRight"]
        document.directionChanged.connect(lambda direction: to_the_right.setChecked(direction == "right"))
        document.opened.connect(lambda: to_the_right.setChecked(document.direction == "right"))
        to_the_right.setChecked(document.direction == "right")
        window.tabs.keysGivenUp.connect(window.canvas.setFocus)
        window.tabs.openChanged.connect(window.actions_table["actionShowPanels"].setChecked)
        for name in ("actionTrain", "actionFolds", "actionSeeds"):  # what keeps a training from beginning is told there
            window.actions_table[name].triggered.connect(lambda: window.show_panel(window.training))
        window.session.started.connect(self._show_training)
        window.session.evaluationWanted.connect(self._evaluate)
        window.dialogs.imagesWanted.connect(self._compare_images)
        window.comparison_bar.openWanted.connect(window.files.open_example)
        window.comparison_bar.designsWanted.connect(window.dialogs.compare_with)
        window.comparison_bar.differenceWanted.connect(window.dialogs.run_difference)
        window.comparison_bar.refused.connect(window.notice.show_message)
        window.dialogs.curvesShown.connect(lambda: window.show_panel(window.training))
        window.welcome.follow()

    def _connect_training(self) -> None:
        """Training stands: what it says goes to where it is shown."""
        window, training = self._window, self._window.training
        training.readinessChanged.connect(window.top_bar.show_obstacle)
        window.top_bar.show_obstacle(training.obstacle)
        training.findingsWanted.connect(lambda: window.show_panel(window.problems))
        training.settingsWanted.connect(window.actions_table["actionRecipe"].trigger)
        training.enqueued.connect(lambda added: window.go_to("queue") if added else window.show_panel(training))
        training.spreadWanted.connect(window.dialogs.spread)
        training.exportWanted.connect(window.files.export_run)

    def _tell_how_it_came_in(self, text: str) -> None:
        """What is to be known of a file from elsewhere, for as long as its network is the one that is open."""
        self._import_told = text
        self._window.notice.say(text, ((self.tr("Report …"), self._window.dialogs.import_report),))

    def _show_training(self) -> None:
        """The curves of the run that begins; the first field that can still be changed would have the keys, its length."""
        window = self._window
        window.show_panel(window.training)
        if window.training.form.isAncestorOf(window.focusWidget() or window):
            window.training.setFocus()

    def _evaluate(self, run: Path | None) -> None:
        """Whoever asks for the scores of a run, or of the last one, wants to see them."""
        last = self._window.session.run
        self._show_evaluation("scores")
        self._ask_model(run or (last.path if last is not None else None))

    def _compare_images(self, first: Path, second: Path) -> None:
        """Whoever asks which images only one of two runs gets right wants to see them."""
        self._window.evaluations.compare_next(AskedModel(run=second))
        self._show_evaluation("compare")
        self._ask_model(first)

    def _ask_model(self, run: Path | None) -> None:
        self._window.subject.choose_model(AskedModel(run=run))
        self._window.evaluations.evaluate()

    def _show_evaluation(self, name: str) -> None:
        page = self._window.pages["evaluation"]
        self._window.show_panel(page)
        page.build()
        page.page.show_page(name)  # type: ignore[attr-defined]
