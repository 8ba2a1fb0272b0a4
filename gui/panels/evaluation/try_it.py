"""Try it: draw, paste, drop or take an image, and see at once what the model says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QDragEnterEvent, QDropEvent, QImage, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.runs.checkpoints import file_title
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.listed.title import run_title
from cnn.runs.messages import Describe, PredictImage
from cnn.words.language import filled
from gui.background.task import promptly
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject, title_of
from gui.widgets.basic.dropped import accept_to_read, dropped_files, model_in
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.plot.saving import offer_copy
from gui.widgets.questions.drawn_files import DrawnFiles
from gui.widgets.questions.image_sources import ImageSources
from gui.widgets.questions.paper import COLOURED, GREY, Paper
from gui.widgets.questions.pen_tools import PenTools
from gui.widgets.questions.pixels import arrays_in, as_image, enlarged, prepare
from gui.widgets.questions.said_view import FEW, TOP, SaidView

if TYPE_CHECKING:  # it brings readers of datasets with it, 40 ms of the window
    from gui.widgets.dataset.prediction_page import PredictionPage

#: pixels of the side of the small picture of what the network gets
SEEN = 84
#: milliseconds without a stroke, or an edit, after which more is asked than the bars
QUIET = 400
#: milliseconds between two looks at a drawing, however often the mouse tells where it is
FRAME = 25


class TryPage(QWidget):
    """Shows what the model says of the image that is chosen, here or elsewhere."""

    def __init__(self, document: Document, subject: Subject, questions: ModelQuestions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tryIt")
        self.setAcceptDrops(True)
        self._subject, self._questions = subject, questions
        self._about: Mapping[str, Any] = {}  # the model, as it was described last
        self._files = DrawnFiles(self)
        self._drawn: ChosenImage | None = None  # what was drawn last, while that is the image
        self._stale = True  # whether the model, or the image, is another than what is shown
        self._path = ""  # of what the network gets
        self.message = MessageBar(self)
        self.paper = Paper()
        self.pens = PenTools(self.paper)
        self.sources = ImageSources()
        self.said = SaidView()
        self.seen, self.centred = QLabel(), QLabel()
        self._many: PredictionPage | None = None
        self.stack = QStackedWidget()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._ask_for_marks)
        self._changed = QTimer(self, singleShot=True, interval=QUIET)
        self._changed.timeout.connect(self._renew)
        self._strokes = QTimer(self, singleShot=True, interval=FRAME)
        self._strokes.timeout.connect(self._take_drawing)
        self._lay_out()
        self._connect(document)
        self._offer()

    def _connect(self, document: Document) -> None:
        keys = {QKeySequence.StandardKey.Undo: self.pens.undo, QKeySequence.StandardKey.Paste: self.sources.paste}
        for key, function in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, function)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # as an argument PySide passes it over
        self.pens.offer_menu(self.sources.paste)
        self.paper.changed.connect(lambda: self._strokes.start() if not self._strokes.isActive() else None)
        self.paper.strokeEnded.connect(self._take_drawing)
        self.sources.filesTaken.connect(self.try_files)
        self.sources.imageTaken.connect(self._take_image)
        self.sources.placeTaken.connect(self._choose)
        self.sources.nothingThere.connect(self.message.show_message)
        self._subject.imageChanged.connect(self._on_image)
        self._subject.modelChanged.connect(self._on_model)
        document.graphChanged.connect(lambda *_: self._on_model())
        document.weightsChanged.connect(lambda *_: self._on_model())
        document.datasetChanged.connect(lambda *_: self._on_model())

    @property
    def many(self) -> PredictionPage:
        """The table of what is said of many images; built when there are some: few who draw ever want one."""
        if self._many is None:
            from gui.document.questions.prediction_questions import PredictionQuestions
            from gui.widgets.dataset.prediction_page import PredictionPage

            many = self._many = PredictionPage(PredictionQuestions(self._questions, self))
            many.back_button.setText(self.tr("Back"))
            many.backWanted.connect(lambda: self.stack.setCurrentIndex(0))
            many.refused.connect(lambda error: self.message.show_message(error.message, error.hint))
            self.stack.addWidget(many)
        return self._many

    # ------------------------------------------------------------------ what the person does

    def try_files(self, paths: Sequence[Path]) -> None:
        """Asks about image files: one is shown, several and those in folders make a table."""
        self.message.hide()
        if len(paths) == 1 and not promptly(paths[0].is_dir, otherwise=False):
            self._choose(ChosenImage(file=str(paths[0].absolute()), name=paths[0].name))
        elif paths:
            self.stack.setCurrentWidget(self.many)
            self.many.start(paths, self._subject.model.run)

    def _choose(self, image: ChosenImage) -> None:
        """An image that was not drawn."""
        self._drawn = None
        self.message.hide()
        self._subject.choose_image(image)

    def _take_image(self, image: QImage, kind: str, name: str) -> None:
        self._choose(ChosenImage(file=str(self._files.of_image(image, kind)), name=name))

    def _take_drawing(self) -> None:
        """What is drawn becomes the image; a paper with nothing on it is none."""
        self._strokes.stop()
        if self.paper.empty:
            self._drawn = None
            self._subject.choose_image(None)
        elif (path := self._files.of_drawing(self.paper.image, self._about)) is not None:
            self._drawn = ChosenImage(file=str(path), name=self.tr("The drawing"))
            self._subject.choose_image(self._drawn)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Images, files and folders of them can be dropped to be tried; a trained model is left to the panel, which asks it."""
        files = dropped_files(event)
        if model_in(files) is not None:
            event.ignore()
        elif files or event.mimeData().hasImage():
            accept_to_read(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tries what was dropped."""
        if not accept_to_read(event):
            return
        if files := dropped_files(event):
            self.try_files(files)
        elif isinstance(image := event.mimeData().imageData(), QImage):
            self._take_image(image, "dropped", self.tr("The dropped image"))

    # ------------------------------------------------------------------ asking

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is asked for now."""
        super().showEvent(event)
        if self._stale:
            self._renew()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is read any more."""
        if self._many is not None:
            self._many.close_files()
        super().closeEvent(event)

    def _on_model(self) -> None:
        """Once it is left alone: who edits a network does so step by step."""
        self._stale = True
        self._changed.start()

    def _on_image(self, image: ChosenImage | None) -> None:
        self._stale = self._stale or not self.isVisible()
        if image is not self._drawn or image is None:
            self._drawn = None
        self._say_centred()
        if self.isVisible():
            self._ask()

    def _say_centred(self) -> None:
        """What was done to the image before the network got it, where drawings are centred."""
        given = self._subject.image is not None and self._drawn is None
        drawn = self.tr("Drawings are centred and sized as the digits it knows: 20 of 28 pixels, centre of mass in the middle.")
        words = self.tr("Taken as it is: only drawings are centred and sized as the digits it knows.") if given else drawn
        self.centred.setText(words if self._about.get("drawing", {}).get("centres") else "")

    def _renew(self) -> None:
        """Asks what the model is like, and what it says."""
        if not self.isVisible():
            return
        self._stale = False
        prepare()
        if not self._about:
            self.said.model.setText(self.tr("Loading the model …"))
        self._questions.ask("describe", Describe, self._on_described, self._on_refused)
        self._ask()

    def _ask(self) -> None:
        image = self._subject.image
        self._quiet.stop()
        if image is None:
            self._questions.call_off("predict")
            self._show_nothing()
            return
        asked = partial(PredictImage, image=image, top=max(FEW, TOP))
        self._questions.ask("predict", self._with_path(asked), partial(self._on_said, image), self._on_refused)
        self._quiet.start()

    def _with_path(self, asked: Any) -> Any:
        """Remembers where what the network gets will lie."""

        def make(**known: str) -> PredictImage:
            self._path = known["path"]
            command: PredictImage = asked(**known)
            return command

        return make

    def _ask_for_marks(self) -> None:
        """How far the model is to be trusted with the image: it may take a while the first time, and no hand waits for it."""
        image = self._subject.image
        if image is not None and self.isVisible():
            asked = partial(PredictImage, image=image, marks=True)
            self._questions.ask("marks", asked, partial(self._on_marks, image), lambda _: None)

    # ------------------------------------------------------------------ hearing

    def _on_described(self, about: Mapping[str, Any]) -> None:
        self._about = about
        drawing, (height, width, _) = about["drawing"], about["size"]
        colour, ink = (QColor(drawing[name], drawing[name], drawing[name]) for name in ("paper", "ink"))
        coloured = bool(drawing["coloured"])
        kept = self.paper.ink if coloured and self.paper.thickness == COLOURED else ink
        self.paper.take(colour, kept, width / height, COLOURED if coloured else GREY)
        self.pens.show_inks(coloured)
        self.sources.show_parts(about["parts"])
        self._say_centred()
        self.said.model.setText(self._model_in_words(about))
        self._offer()

    def _model_in_words(self, about: Mapping[str, Any]) -> str:
        asked = self._subject.model
        if asked.run is not None:
            name = file_title(Path(asked.checkpoint)) if asked.checkpoint else self.tr("best model")
            return filled(self.tr("{0}, {1}"), run_title(asked.run), name)
        if asked.file is not None:
            return asked.file.name
        fresh = self.tr("The open network. Its weights are fresh: what it says is chance.")
        words = fresh if about["state"] == "fresh" else filled(self.tr("The open network: {0}."), about["weights"])
        return "\n".join((words, *about.get("notes", ())))  # what has become of those that it had

    def _on_refused(self, error: LayerloomError) -> None:
        self._show_nothing()
        self.message.show_message(error.message, error.hint)

    def _on_said(self, image: ChosenImage, said: Mapping[str, Any]) -> None:
        if self._subject.image is None:
            return
        self.message.hide()
        self._show_seen(image)
        classes = {learned["name"]: list(learned["classes"]) for learned in self._about.get("outputs", ())}
        self.said.show_said(title_of(image), said, classes)

    def _show_seen(self, image: ChosenImage) -> None:
        from cnn.datasets.pixels.heat_map import seen

        picture = as_image(seen(arrays_in(self._path)["input_0"]))
        self.seen.setPixmap(enlarged(picture, SEEN, self.devicePixelRatioF()))
        if image != self._drawn and image == self._subject.image:
            self.paper.show_picture(picture)
            self._offer()

    def _on_marks(self, image: ChosenImage, said: Mapping[str, Any]) -> None:
        if image == self._subject.image:
            self.said.show_marks(said)

    def _show_nothing(self) -> None:
        self.seen.clear()
        self.said.show_nothing()

    def _offer(self) -> None:
        self.pens.offer()
        self.paper.setEnabled(bool(self._about))  # or nobody knows on what is to be drawn

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.centred.setProperty("look", "secondary")
        self.centred.setTextFormat(Qt.TextFormat.PlainText)
        self.centred.setWordWrap(True)
        self.seen.setFixedSize(SEEN, SEEN)
        offer_copy(self.seen, lambda: self.seen.pixmap().toImage())
        self.seen.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.seen.setAccessibleName(self.tr("The picture that the network gets"))
        self.seen.setToolTip(self.tr("The picture that the network gets"))
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(self._left())
        row.addWidget(self.pens)
        row.addLayout(self._middle(), 2)
        row.addWidget(ScrollingColumn(self.said), 3)
        self.stack.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.stack, 1)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.addWidget(self.paper, 1)
        left.addStretch(0)
        return left

    def _middle(self) -> QVBoxLayout:
        gets = QHBoxLayout()
        gets.setSpacing(12)
        gets.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        gets.addWidget(self.centred, 1, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.sources)
        middle.addLayout(gets)
        middle.addStretch(1)
        return middle
