"""Try it: draw, paste, drop or take an image, and see at once what the model says of it."""

import random
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.files.scratch import Scratch
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Describe, PredictImage
from cnn.runs.predictions import Seen
from cnn.words.quantities import digits
from gui.background.task import promptly
from gui.document import Document
from gui.document.model_questions import ModelQuestions
from gui.document.prediction_questions import PredictionQuestions
from gui.document.subject import Subject
from gui.widgets.basic import asking
from gui.widgets.basic.dropped import accept_to_read, dropped_files
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.dataset.prediction_page import PredictionPage
from gui.widgets.plot.bars import Bar, Bars
from gui.widgets.questions.paper import COLOURED, GREY, Paper
from gui.widgets.questions.pen_tools import PenTools
from gui.widgets.questions.pixels import arrays_in, as_image, enlarged

#: bars are shown of so many classes, in their order; of more only the likeliest
FEW, TOP = 10, 5
#: pixels of the side of the small picture of what the network gets
SEEN = 84
#: milliseconds without a stroke, or an edit, after which more is asked than the bars
QUIET = 400
#: milliseconds between two looks at a drawing, however often the mouse tells where it is
FRAME = 25
#: so many of the last drawings are kept as files, so that none is away that is still to be read
KEPT = 8


class TryPage(QWidget):
    """Shows what the model says of the image that is chosen, here or elsewhere."""

    def __init__(self, document: Document, subject: Subject, questions: ModelQuestions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tryIt")
        self.setAcceptDrops(True)
        self._document, self._subject, self._questions = document, subject, questions
        self._about: Mapping[str, Any] = {}  # the model, as it was described last
        self._scratch: Scratch | None = None
        self._count = 0
        self._drawings: list[Path] = []
        self._drawn: ChosenImage | None = None  # what was drawn last, while that is the image
        self._stale = True  # whether the model, or the image, is another than what is shown
        self._place = -1  # of the image of the dataset that was taken last
        self.message = MessageBar(self)
        self.paper = Paper()
        self.bars, self.more_bars = Bars(), Bars()
        self.verdict, self.marks, self.model = QLabel(), QLabel(), QLabel()
        self.seen, self.centred = QLabel(), QLabel()
        self.part = QComboBox()
        self.many = PredictionPage(PredictionQuestions(questions, self))
        self.stack = QStackedWidget()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._ask_for_marks)
        self._changed = QTimer(self, singleShot=True, interval=QUIET)
        self._changed.timeout.connect(self._renew)
        self._build_tools()
        self._lay_out()
        self._strokes = QTimer(self, singleShot=True, interval=FRAME)
        self._strokes.timeout.connect(self._take_drawing)
        self.paper.changed.connect(lambda: self._strokes.start() if not self._strokes.isActive() else None)
        self.paper.strokeEnded.connect(self._take_drawing)
        self.many.backWanted.connect(lambda: self.stack.setCurrentIndex(0))
        self.many.refused.connect(lambda error: self.message.show_message(error.message, error.hint))
        subject.imageChanged.connect(self._on_image)
        subject.modelChanged.connect(self._on_model)
        document.graphChanged.connect(lambda *_: self._on_model())
        document.weightsChanged.connect(lambda *_: self._on_model())
        document.datasetChanged.connect(lambda *_: self._on_model())
        self.destroyed.connect(partial(_give_up, self._held()))
        self._offer()

    # ------------------------------------------------------------------ what the person does

    def try_files(self, paths: Sequence[Path]) -> None:
        """Asks about image files: one is shown, several and those in folders make a table."""
        self.message.hide()
        if len(paths) == 1 and not promptly(paths[0].is_dir, otherwise=False):
            self._drawn = None
            self._subject.choose_image(ChosenImage(file=str(paths[0].absolute()), name=paths[0].name))
        elif paths:
            self.stack.setCurrentWidget(self.many)
            self.many.start(paths, self._subject.model.run)

    def paste(self) -> None:
        """Takes the image, or the file, that was copied somewhere."""
        copied = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()] if copied is not None else []
        image = QGuiApplication.clipboard().image()
        if files:
            self.try_files(files)
        elif not image.isNull():
            path = self._file("pasted")
            image.save(str(path))
            self._drawn = None
            self.message.hide()
            self._subject.choose_image(ChosenImage(file=str(path), name=self.tr("The pasted image")))
        else:
            self.message.show_message(
                self.tr("There is no image on the clipboard."), self.tr("Copy one somewhere, then paste it.")
            )

    def take_from_dataset(self, *, any_of: bool) -> None:
        """Takes an image of the model's dataset: any, or the next one."""
        part, count = self.part.currentData(), self._about.get("parts", {}).get(self.part.currentData(), 0)
        if count:
            self._place = random.randrange(count) if any_of else (self._place + 1) % count
            name = self.tr("{0}, image {1}").format(self.part.currentText(), digits(self._place))
            self._drawn = None
            self.message.hide()
            self._subject.choose_image(ChosenImage(part=part, place=self._place, name=name))

    def _ask_for_files(self) -> None:
        from cnn.datasets.pixels.images import SUFFIXES

        kinds = self.tr("Images ({0})").format(" ".join(f"*{suffix}" for suffix in sorted(SUFFIXES)))
        self.try_files([Path(name) for name in asking.for_files(self, self.tr("Images to try"), kinds, "images")])

    def _ask_for_folder(self) -> None:
        if name := asking.for_folder(self, self.tr("A folder of images to try"), "images"):
            self.try_files([Path(name)])

    def _take_drawing(self) -> None:
        """What is drawn becomes the image; a paper with nothing on it is none."""
        self._strokes.stop()
        if self.paper.empty:
            self._drawn = None
            self._subject.choose_image(None)
            return
        pixels = _drawing(self.paper.image, self._about)
        if pixels is None:
            return
        path = self._file("drawing")
        _write(pixels, path)
        self._drawings.append(path)
        for old in self._drawings[:-KEPT]:
            old.unlink(missing_ok=True)
        del self._drawings[:-KEPT]
        self._drawn = ChosenImage(file=str(path), name=self.tr("The drawing"))
        self._subject.choose_image(self._drawn)

    def _file(self, name: str) -> Path:
        if self._scratch is None:
            self._scratch = self._kept[0] = Scratch()
        self._count += 1
        return self._scratch.path / f"{name}-{self._count}.png"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Images, files and folders of them can be dropped to be tried."""
        if dropped_files(event) or event.mimeData().hasImage():
            accept_to_read(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tries what was dropped."""
        if not accept_to_read(event):
            return
        if files := dropped_files(event):
            self.try_files(files)
        elif isinstance(image := event.mimeData().imageData(), QImage):
            path = self._file("dropped")
            image.save(str(path))
            self._drawn = None
            self._subject.choose_image(ChosenImage(file=str(path), name=self.tr("The dropped image")))

    # ------------------------------------------------------------------ asking

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is asked for now."""
        super().showEvent(event)
        if self._stale:
            self._renew()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is read any more."""
        self.many.close_files()
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
        if not self._about:
            self.model.setText(self.tr("Loading the model …"))
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
        chosen = self.part.currentData()
        self.part.clear()
        names = {"train": self.tr("Training"), "validation": self.tr("Validation"), "test": self.tr("Test")}
        for part, count in about["parts"].items():
            self.part.addItem(names.get(part, part), part)
            self.part.setItemData(self.part.count() - 1, self.tr("{0} images").format(digits(count)), Qt.ItemDataRole.ToolTipRole)
        best = next((part for part in (chosen, "test", "validation") if part in about["parts"]), None)
        self.part.setCurrentIndex(max(self.part.findData(best), 0) if about["parts"] else -1)
        self._say_centred()
        self.model.setText(self._model_in_words(about))
        self._offer()

    def _model_in_words(self, about: Mapping[str, Any]) -> str:
        asked = self._subject.model
        if asked.run is not None:
            name = asked.checkpoint.removesuffix(".npz") if asked.checkpoint else self.tr("best model")
            return self.tr("{0}, {1}").format(asked.run.name, name)
        if asked.file is not None:
            return asked.file.name
        if about["state"] == "fresh":
            return self.tr("The open network. Its weights are fresh: what it says is chance.")
        return self.tr("The open network: {0}.").format(about["weights"])

    def _on_refused(self, error: LayerloomError) -> None:
        self._show_nothing()
        self.message.show_message(error.message, error.hint)

    def _on_said(self, image: ChosenImage, said: Mapping[str, Any]) -> None:
        if self._subject.image is None:
            return
        self.message.hide()
        self._show_seen(image)
        self._show_bars(said)
        name = said.get("image") or self.tr("The image")
        truth = self.tr(" It is {0}.").format(said["truth"]) if said.get("truth") else ""
        self.verdict.setText(f"{self._in_words(name, said)}{truth}")
        self.marks.setText(" ".join(Seen.of(said).remarks))

    def _show_seen(self, image: ChosenImage) -> None:
        from cnn.datasets.pixels.heat_map import seen

        picture = as_image(seen(arrays_in(self._path)["input_0"]))
        self.seen.setPixmap(enlarged(picture, SEEN, self.devicePixelRatioF()))
        if image != self._drawn and image == self._subject.image:
            self.paper.show_picture(picture)
            self._offer()

    def _in_words(self, name: str, said: Mapping[str, Any]) -> str:
        seen = Seen.of(said)
        if "numbers" in said:
            return self.tr("{0}: {1}.").format(name, seen.predicted)
        if "labels" in said:
            return self.tr("{0} has: {1}.").format(name, seen.predicted.replace(";", ", ") or self.tr("none of the labels"))
        others = f"; {seen.others}" if seen.others else ""
        return self.tr("{0} is: {1}{2}.").format(name, seen.predicted, others)

    def _show_bars(self, said: Mapping[str, Any]) -> None:
        """Of few classes all, in their order, so that none jumps; of many the likeliest; of numbers their values.

        What other outputs have learned stands beside the first.
        """
        if "outputs" in said:
            first, *others = said["outputs"].values()
            classes = {learned["name"]: list(learned["classes"]) for learned in self._about.get("outputs", ())}
            bars = _bars(first, list(said["classes"]))
            more = [
                bar._replace(name=f"{other['target'] or name}: {bar.name}")
                for name, other in zip([*said["outputs"]][1:], others, strict=True)
                for bar in _bars(other, classes.get(name, []))
            ]
        else:
            bars = _bars(said, list(said["classes"]))
            half = len(bars) if len(bars) <= TOP else (len(bars) + 1) // 2  # beside each other, where the panel is low
            bars, more = bars[:half], bars[half:]
        self.bars.show_bars(bars)
        self.more_bars.show_bars(more)
        self.more_bars.setVisible(bool(more))

    def _on_marks(self, image: ChosenImage, said: Mapping[str, Any]) -> None:
        if image != self._subject.image:
            return
        words = {"uncertain": self.tr("Uncertain."), "unlike": self.tr("Unlike anything it has seen in training.")}
        found = [text for mark, text in words.items() if said.get(mark)]
        self.marks.setText(" ".join([*found, *Seen.of(said).remarks]))

    def _show_nothing(self) -> None:
        self.bars.show_bars([])
        self.more_bars.hide()
        self.seen.clear()
        self.verdict.setText(self.tr("Draw something, paste, drop or take an image."))
        self.marks.clear()

    def _offer(self) -> None:
        there = bool(self._about.get("parts"))
        for widget in (self.part, self.random_button, self.next_button):
            widget.setEnabled(there)
        self.pens.offer()
        self.paper.setEnabled(bool(self._about))  # or nobody knows on what is to be drawn

    # ------------------------------------------------------------------ building

    def _held(self) -> list[Scratch | None]:
        self._kept: list[Scratch | None] = [None]
        return self._kept

    def _build_tools(self) -> None:
        self.pens = PenTools(self.paper)
        keys = {QKeySequence.StandardKey.Undo: self.pens.undo, QKeySequence.StandardKey.Paste: self.paste}
        for key, function in keys.items():
            QShortcut(QKeySequence(key), self, function, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.paste_button = self._button(self.tr("Paste"), "pasteImage", self.paste)
        self.paste_button.setToolTip(self.tr("Take the image on the clipboard (Ctrl+V)"))
        self.file_button = self._button(self.tr("File…"), "tryFile", self._ask_for_files)
        self.folder_button = self._button(self.tr("Folder…"), "tryFolder", self._ask_for_folder)
        self.folder_button.setToolTip(self.tr("Classify all images of a folder, and save what was said as CSV"))
        self.random_button = self._button(self.tr("Random"), "randomImage", lambda: self.take_from_dataset(any_of=True))
        self.next_button = self._button(self.tr("Next"), "nextImage", lambda: self.take_from_dataset(any_of=False))
        self.part.setObjectName("tryPart")
        self.part.setMinimumContentsLength(9)
        self.part.setAccessibleName(self.tr("Part of the dataset that images are taken from"))
        self.part.activated.connect(lambda _: setattr(self, "_place", -1))

    def _button(self, words: str, name: str, function: Any) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda: function())
        return button

    def _lay_out(self) -> None:
        for label, look in (
            (self.verdict, "title"),
            (self.marks, "warning"),
            (self.centred, "secondary"),
            (self.model, "secondary"),
        ):
            label.setProperty("look", look)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names of files and classes are a stranger's
            label.setWordWrap(True)
        self.seen.setFixedSize(SEEN, SEEN)
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
        row.addWidget(self._right(), 3)
        self.stack.addWidget(content)
        self.stack.addWidget(self.many)
        self.many.back_button.setText(self.tr("Back"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.stack, 1)
        self._show_nothing()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.addWidget(self.paper, 1)
        left.addStretch(0)
        return left

    def _middle(self) -> QVBoxLayout:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (first, (self.paste_button, self.file_button, self.folder_button)),
            (second, (self.part, self.random_button, self.next_button)),
        ):
            row.setSpacing(8)
            for widget in widgets:
                widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                row.addWidget(widget)
        gets = QHBoxLayout()
        gets.setSpacing(12)
        gets.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        gets.addWidget(self.centred, 1, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addLayout(first)
        middle.addLayout(second)
        middle.addLayout(gets)
        middle.addStretch(1)
        return middle

    def _right(self) -> QWidget:
        content = QWidget()
        words = QVBoxLayout(content)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        bars = QHBoxLayout()
        bars.setSpacing(24)
        bars.addWidget(self.bars, 1, Qt.AlignmentFlag.AlignTop)
        bars.addWidget(self.more_bars, 1, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.verdict)
        words.addWidget(self.marks)
        words.addLayout(bars)
        words.addWidget(self.model)
        words.addStretch(1)
        return ScrollingColumn(content)


def _bars(told: Mapping[str, Any], classes: list[str]) -> list[Bar]:
    """What one output says: the most likely classes, in their order where there are few of them, or its numbers."""
    if "numbers" in told:
        values = told["numbers"]
        largest = max((abs(item["value"]) for item in values), default=0) or 1
        return [Bar(item["name"], abs(item["value"]) / largest, f"{item['value']:.4g}") for item in values]
    top = told["top"]
    there = {item["class"] for item in told.get("labels", top[:1])}
    few = {item["class"] for item in top} <= set(classes) and len(classes) <= FEW
    shown = sorted(top, key=lambda item: classes.index(item["class"])) if few else top[:TOP]
    return [_bar(item, strong=item["class"] in there) for item in shown]


def _bar(item: Mapping[str, Any], *, strong: bool) -> Bar:
    share: float = item["probability"]
    return Bar(item["class"], share, f"{100 * share:.1f} %", strong)


def _give_up(kept: list[Scratch | None]) -> None:
    for scratch in kept:
        if scratch is not None:
            scratch.remove()


def _drawing(image: QImage, about: Mapping[str, Any]) -> Any:
    """What is on the paper as the model knows images: as digits are centred and sized, else as it is; `None` for nothing."""
    import numpy as np

    from cnn.datasets.pixels.drawing import centred

    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3)
    drawing = about.get("drawing", {})
    if drawing.get("coloured"):
        return pixels.copy()
    grey = pixels[..., 0].copy()
    height, width, _ = about.get("size", (28, 28, 1))
    return centred(grey, (height, width), drawing["paper"]) if drawing.get("centres") else grey


def _write(pixels: Any, path: Path) -> None:
    from PIL import Image

    Image.fromarray(pixels).save(path, "PNG", compress_level=1)
