"""Evaluation: what a trained model gets right and wrong, and why; a row of pages about one model and one image."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.formats.files import WITH_WEIGHTS
from cnn.runs.checkpoints import checkpoint_files
from cnn.runs.folder import RunFolder
from cnn.runs.judged.choices import Choice
from cnn.runs.listed.places import newest_records
from cnn.words.language import filled
from gui.background.task import Newest
from gui.document.questions.subject import AskedModel
from gui.panels.evaluation.pages import PageParts, pages
from gui.widgets.basic import asking
from gui.widgets.basic.dropped import accept_to_read, dropped_files, model_in
from gui.widgets.basic.late_page import LatePage
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.form.enter import hand_keys_over
from gui.widgets.questions.images_box import ImagesBox
from gui.widgets.questions.larger import Larger, larger_button
from gui.widgets.questions.model_chooser import MOST_RUNS, ModelChooser
from gui.widgets.questions.segments import Segments

#: keys that give the panel the whole window
LARGER_KEYS = "Ctrl+Alt+M"
#: pixels beside the bar
EDGE = 20


class EvaluationPanel(QWidget):
    """Pages that are chosen by a row of buttons; each is built when it is first shown. Beside the buttons stands which model is
    asked, and about which images."""

    def __init__(self, parts: PageParts, larger: Larger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluation")
        self.setAcceptDrops(True)
        self._parts, self._evaluations = parts, parts.evaluations
        self._table = {page.name: page for page in pages()}
        self.segments = Segments([(page.name, page.title) for page in self._table.values()])
        self.segments.setAccessibleName(self.tr("Pages of the evaluation"))
        self.larger_button = larger_button(larger, LARGER_KEYS)
        self.models = ModelChooser("asked", self.tr("This network"))
        self.images = ImagesBox()
        self.evaluate_button = QPushButton(self.tr("Evaluate"))
        self.evaluate_button.setObjectName("evaluateButton")
        self.evaluate_button.setToolTip(self.tr("Score the chosen model on the chosen images"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setObjectName("evaluateCancel")
        self.status = QLabel()
        self.message = MessageBar(self)
        self.stack = QStackedWidget()  # joins the order of Tab when it is laid out, behind the bar
        self._runs, self._checkpoints = Newest(self), Newest(self)
        self._called_off = False  # whether nobody wants figures unless they ask for them
        self._pages = {name: LatePage(partial(page.make, parts), self.stack) for name, page in self._table.items()}
        for page in self._pages.values():
            self.stack.addWidget(page)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.segments.buttons[self.segments.current])
        self._pages["scores"].build()  # it hears whatever evaluation is asked for
        self._on_model(parts.subject.model)

    def page(self, name: str) -> QWidget:
        """A page by its name, built if it was not yet."""
        late = self._pages[name]
        late.build()
        return late.page

    def show_page(self, name: str) -> QWidget:
        """Brings a page to the front."""
        self.segments.choose(name)
        return self.page(name)

    # ------------------------------------------------------------------ events

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever looks for the first time sees how good the model is that was trained last."""
        super().showEvent(event)
        self._list_runs()
        self._score_at_once()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the model that is asked stands below the pages, whose names would be cut."""
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is with the model below the pages: where there is no room for both side by side it folds."""
        header = max(self.segments.minimumSizeHint().width(), self._asked.minimumSizeHint().width()) + 2 * EDGE
        return QSize(max(header, self.stack.minimumSizeHint().width()), super().minimumSizeHint().height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A trained model can be dropped to be asked, and images to be tried."""
        if dropped_files(event):
            accept_to_read(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks the model that was dropped, or tries the images."""
        paths = dropped_files(event)
        if not paths or not accept_to_read(event):
            return
        if (path := model_in(paths)) is not None:
            self._take_file(path)
        elif "try" in self._pages:
            self.show_page("try").try_files(paths)  # type: ignore[attr-defined]

    # ------------------------------------------------------------------ following

    def _score_at_once(self) -> None:
        """Whoever looks sees figures, where a run of the open network left a model and nobody called it off; not while it trains,
        which would have to share the processor."""
        evaluations, parts = self._evaluations, self._parts
        busy = evaluations.busy or parts.session.busy
        unwanted = evaluations.result is not None or self._called_off or self.message.isVisibleTo(self)
        if (
            not busy
            and not unwanted
            and self.isVisible()
            and (parts.session.has_model or parts.document.weights.sources.run is not None)
        ):
            evaluations.evaluate()

    def _on_opened(self) -> None:
        """Another project is open: figures of the one before are none of its."""
        self._called_off = False
        self.message.hide()
        if self._evaluations.asked == AskedModel():
            self._evaluations.forget()

    def _on_trained(self) -> None:
        """The open network has learned something else since it was scored."""
        self._called_off = False
        if self._evaluations.asked == AskedModel():
            self._evaluations.forget()
        self._score_at_once()

    def _cancel(self) -> None:
        self._called_off = True
        self._evaluations.cancel()

    def _show(self, name: str) -> None:
        if name == "why" and self._parts.subject.image is None:
            self._evaluations.choose_seen()
        self.stack.setCurrentWidget(self._pages[name])
        self.setFocusProxy(self.segments.buttons[name])

    def _on_model(self, model: AskedModel) -> None:
        self.models.choose(model.run, model.checkpoint, model.file)
        if model.run is not None:
            folder = RunFolder(model.run, model.run.name)
            self._checkpoints.ask(lambda: checkpoint_files(folder), partial(self._show_checkpoints, model.checkpoint))

    def _show_checkpoints(self, chosen: str, files: Sequence[Path]) -> None:
        self.models.show_checkpoints(files, chosen)
        self._fold()  # there is a box more, or less

    def _list_runs(self) -> None:
        self._runs.ask(lambda: newest_records(MOST_RUNS), self.models.show_runs)

    def _on_began(self) -> None:
        self.message.hide()
        self._show_status(self.tr("The model is asked …"))
        # Cancel stands elsewhere: whoever chooses a model, which is scored at once, and then presses Evaluate wants its scores
        hand_keys_over((self.evaluate_button,), self.segments.buttons[self.segments.current])
        self.evaluate_button.setEnabled(False)

    def _on_ended(self, *_: object) -> None:
        hand_keys_over((self.cancel_button,), self.segments.buttons[self.segments.current])
        self._working.hide()
        self.evaluate_button.setEnabled(True)

    def _on_refused(self, error: LayerloomError) -> None:
        self._on_ended()
        self.message.show_message(error.message, error.hint)

    def _on_choice(self, choice: Choice) -> None:
        """Whoever presses a figure wants to see its images."""
        if "images" in self._pages:
            self._lead_to("images").show_choice(choice)  # type: ignore[attr-defined]

    def _lead_to(self, name: str) -> QWidget:
        """Brings a page to the front that follows from the one before, with the keys where that had them."""
        had = self.window().focusWidget()
        within = had is not None and self.stack.isAncestorOf(had)
        page = self.show_page(name)
        if within:
            QTimer.singleShot(0, page, page.setFocus)  # what is built just now is seen later
        return page

    def _fold(self) -> None:
        needed = self.segments.sizeHint().width() + self._asked.minimumSizeHint().width() + 2 * EDGE
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._bar.setDirection(beside if needed <= self.width() else below)

    def _show_status(self, words: str) -> None:
        self.status.setText(words)
        self._working.show()

    # ------------------------------------------------------------------ what the person does

    def _on_chosen(self, run: Path | None, checkpoint: str, file: Path | None) -> None:
        """Another model: its scores are wanted where some were shown."""
        self._parts.subject.choose_model(AskedModel(run, checkpoint, file))
        if self._evaluations.result is not None or self._evaluations.busy:
            self._evaluations.evaluate()

    def _on_images(self, part: str, data: str) -> None:
        self._evaluations.choose_images(part, data)
        if self._evaluations.result is not None or self._evaluations.busy:
            self._evaluations.evaluate()

    def _ask_for_file(self) -> None:
        kinds = filled(self.tr("Trained models ({0})"), " ".join(f"*{suffix}" for suffix in sorted(WITH_WEIGHTS)))
        if name := asking.for_file(self, self.tr("A trained model"), kinds, "networks"):
            self._take_file(Path(name))

    def _take_file(self, path: Path) -> None:
        self._parts.subject.choose_model(AskedModel(file=path))
        self._evaluations.evaluate()

    # ------------------------------------------------------------------ building

    def _connect(self) -> None:
        self.segments.chosen.connect(self._show)
        self.models.chosen.connect(self._on_chosen)
        self.models.fileWanted.connect(self._ask_for_file)
        self.models.runsWanted.connect(self._list_runs)
        self.images.chosen.connect(self._on_images)
        self.evaluate_button.clicked.connect(self._evaluations.evaluate)
        self.cancel_button.clicked.connect(self._cancel)
        self._parts.subject.modelChanged.connect(self._on_model)
        self._evaluations.began.connect(self._on_began)
        self._evaluations.progressTold.connect(lambda words: self._show_status(f"{words} …"))
        self._evaluations.arrived.connect(self._on_ended)
        self._evaluations.refused.connect(self._on_refused)
        self._evaluations.choiceWanted.connect(self._on_choice)
        self._evaluations.whyWanted.connect(lambda: self._lead_to("why"))
        self._parts.session.finished.connect(lambda *_: self._list_runs() if self.isVisible() else None)
        self._parts.session.finished.connect(lambda *_: self._on_trained())
        self._parts.document.opened.connect(self._on_opened)
        self._parts.document.weightsChanged.connect(lambda _: self._score_at_once())

    def _lay_out(self) -> None:
        self.status.setProperty("look", "secondary")
        self._asked = QWidget()
        asked = QHBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(8)
        asked.addWidget(self.models, 1)
        for widget in (self.images, self.evaluate_button, self.larger_button):
            asked.addWidget(widget)
        bar = self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bar.setContentsMargins(16, 8, 16, 4)
        bar.setSpacing(8)
        bar.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        bar.addWidget(self._asked, 1)
        self._working = QWidget()
        below = QHBoxLayout(self._working)
        below.setContentsMargins(16, 0, 16, 4)
        below.setSpacing(12)
        below.addWidget(self.status)
        below.addWidget(self.cancel_button)
        below.addStretch(1)
        self._working.hide()
        messages = QHBoxLayout()
        messages.setContentsMargins(16, 0, 16, 0)
        messages.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(messages)
        column.addWidget(self._working)
        column.addWidget(self.stack, 1)
