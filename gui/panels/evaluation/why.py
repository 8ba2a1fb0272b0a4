"""Why: where the model looks in the image that is chosen, by several methods side by side."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Describe, Explain
from cnn.words.language import filled, labelled
from cnn.words.lists import sentences
from cnn.words.quantities import spell_share
from cnn.words.saliency import METHODS, MethodName
from gui.background.task import Background
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject, title_of
from gui.widgets.basic import asking
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.form.enter import show_at_work
from gui.widgets.questions.map_card import COLUMNS, ROWS, MapCard
from gui.widgets.questions.pixels import arrays_in, prepare

#: milliseconds for which an image, or a model, is left alone before maps of it are made
QUIET = 300
#: pixels beside the page
EDGE = 16
#: pixels that a card is wide at least, also with its words beside the picture, and the height from which on words stand below
CARD, WIDE_CARD, TALL = 168, 320, 480
#: pixels of the smallest and the largest picture that has its words beside it
SMALLEST, LARGEST = 64, 400
#: pixels that what is said of the image has in the bar at least, or it stands below
SAID = 280


class WhyPage(QWidget):
    """Maps of the subject's image; made anew when image, model, class or layer is another."""

    def __init__(self, document: Document, subject: Subject, questions: ModelQuestions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why")
        self._subject, self._questions = subject, questions
        self._about: Mapping[str, Any] = {}
        self._stale = True
        self._known = False  # whether the model was asked what it is like, or is being asked
        self._waiting: set[MethodName] = set()  # maps that are being made
        self._paths: dict[str, str] = {}
        self._refusals: list[LayerloomError] = []  # why maps were not made
        self._said = ""
        self._order: tuple[list[MethodName], int, int] = ([], 0, 0)  # in which cards stand now, in how many columns, and how
        self.message = MessageBar(self)
        self.said = ElidingLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.method, self.output, self.target, self.layer, self.baseline = (QComboBox() for _ in range(5))
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.again_button = QPushButton(self.tr("Again"))
        self.save_button = QPushButton(self.tr("Save as PNG…"))
        self.cards = {name: MapCard(method) for name, method in METHODS.items()}
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._renew)
        self._fill()
        self._lay_out()
        self.method.currentIndexChanged.connect(self._show_method)
        self.output.activated.connect(lambda _: self._on_output())
        for box in (self.target, self.layer, self.baseline):
            box.activated.connect(lambda _: self._explain())
        self.opacity.valueChanged.connect(self._on_opacity)
        self.cancel_button.clicked.connect(self.cancel)
        self.again_button.clicked.connect(self._renew)
        self.save_button.clicked.connect(self._save)
        self.setFocusProxy(self.method)
        subject.imageChanged.connect(lambda _: self._on_changed())
        subject.modelChanged.connect(lambda _: self._on_model())
        document.graphChanged.connect(lambda *_: self._on_model())
        document.weightsChanged.connect(lambda *_: self._on_model())
        self._offer()

    # ------------------------------------------------------------------ what the person does

    def cancel(self) -> None:
        """Gives up the maps that are not made yet."""
        for name in [*self._waiting]:
            self._questions.call_off(f"explain-{name}")
            self.cards[name].say(self.tr("Called off."))
        self._waiting.clear()
        self._offer()

    @property
    def shown(self) -> tuple[MethodName, ...]:
        """The methods that are shown."""
        chosen = self.method.currentData()
        return (chosen,) if chosen else tuple(METHODS)

    def _show_method(self) -> None:
        self._arrange()
        if any(not self.cards[name].arrays for name in self.shown):
            self._explain()
        self._offer()

    def _on_opacity(self) -> None:
        for card in self.cards.values():
            card.lay_over(self.opacity.value() / 100)

    def _on_output(self) -> None:
        self._fill_targets()
        self._explain()

    def _save(self) -> None:
        kinds = self.tr("PNG picture (*.png)")
        name = asking.for_new_file(self, self.tr("Save the maps"), "why.png", kinds, "images")
        if name:
            path = Path(name) if Path(name).suffix else Path(f"{name}.png")
            cards = [self.cards[name] for name in self.shown if self.cards[name].arrays]
            pictures = [(card.method.title, card.pixels(self.opacity.value() / 100)) for card in cards]
            saving = Background(partial(_write, path, self._said, cards[0].arrays["image"], pictures), self)
            saving.refused.connect(lambda error: self.message.show_message(error.message, error.hint))

    # ------------------------------------------------------------------ asking

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is asked for now."""
        super().showEvent(event)
        if self._stale:
            self._renew()

    def _on_changed(self) -> None:
        """Once it is left alone: a hand that draws, or somebody who edits, is not done yet."""
        self._stale = True
        if self.isVisible():
            self._quiet.start()

    def _on_model(self) -> None:
        self._known = False
        self._on_changed()

    def _renew(self) -> None:
        """Asks what the model is like, where it is another one, and has the maps made."""
        if not self.isVisible():
            return
        self._stale = False
        prepare()
        if self._known:
            self._explain()
            return
        self._known = True
        if not self._about:
            self.said.setText(self.tr("Loading the model …"))
        self._questions.ask("describe-why", Describe, self._on_described, self._on_refused)

    def _explain(self) -> None:
        """Has the maps made that are shown; those of before are given up."""
        self._quiet.stop()
        for name in METHODS:
            self._questions.call_off(f"explain-{name}")
        self._waiting.clear()
        self._refusals.clear()
        self.message.hide()
        image = self._subject.image
        for name, card in self.cards.items():
            if image is None or name not in self.shown:
                card.clear()
        if image is None:
            self.said.setText(self.tr("Choose an image (Try it, Images)."))
        elif self._about:
            for name in self.shown:
                self._ask(name, image)
        self._offer()

    def _ask(self, name: MethodName, image: ChosenImage) -> None:
        self._waiting.add(name)
        self.cards[name].say(self.tr("…"))
        asked = {
            "output": self.output.currentData() or "",
            "target": self.target.currentData() or "",
            "layer": self.layer.currentData() or "",
            "baseline": self.baseline.currentData(),
        }

        def make(**known: str) -> Explain:
            self._paths[name] = known["path"]
            return Explain(image=image, method=name, **asked, **known)

        self._questions.ask(
            f"explain-{name}",
            make,
            partial(self._on_map, name),
            partial(self._on_no_map, name),
            self.cards[name].say,
            instead=True,
        )

    # ------------------------------------------------------------------ hearing

    def _on_described(self, about: Mapping[str, Any]) -> None:
        self._about = about
        names = [output["name"] for output in about["outputs"]]
        _refill(self.output, [(name, name) for name in names])
        self.output.setVisible(len(names) > 1)
        self._fold()
        self._fill_targets()
        if self._subject.image is not None:
            self.said.setText(title_of(self._subject.image))
        self._explain()

    def _fill_targets(self) -> None:
        """The classes and layers of the output that is chosen."""
        output = self._about["outputs"][max(self.output.currentIndex(), 0)]
        first = [] if output["task"] == "numbers" else [("", self.tr("Most likely"))]
        _refill(self.target, [*first, *((name, name) for name in output["classes"])])
        last = self.tr("Last with maps") if output["layers"] else self.tr("No layer has maps")
        _refill(self.layer, [("", last), *((name, name) for name in output["layers"])])

    def _on_refused(self, error: LayerloomError) -> None:
        self._about, self._known = {}, False
        for card in self.cards.values():
            card.clear()
        self.said.clear()
        self.message.show_message(error.message, error.hint)
        self._offer()

    def _on_map(self, name: MethodName, answer: Mapping[str, Any]) -> None:
        self._waiting.discard(name)
        self._said = labelled(answer["class"], _figure(answer))
        truth = filled(self.tr(" It is {0}."), answer["truth"]) if answer["truth"] else ""
        image = self._subject.image
        shown = title_of(image) if image is not None else ""
        words = filled(self.tr("{0} as {1}, score {2}.{3}"), shown, self._said, f"{answer['score']:.4g}", truth)
        self.said.setText(words)
        self.cards[name].show_map(arrays_in(self._paths[name]), self._found(answer), self.opacity.value() / 100)
        self._offer()

    def _found(self, answer: Mapping[str, Any]) -> str:
        if not answer["scale"]:
            return self.tr("Nothing: the map is 0 everywhere.")
        if "layer" in answer:
            height, width = answer["size"]
            return filled(self.tr("Layer {0}, {1}×{2}."), answer["layer"], height, width)
        if "sum" in answer:
            return filled(self.tr("Together {0} of {1}."), f"{answer['sum']:.4g}", f"{answer['difference']:.4g}")
        if "patch" in answer:
            return filled(self.tr("Patches of {0}×{1} pixels."), *answer["patch"])
        return ""

    def _on_no_map(self, name: MethodName, error: LayerloomError) -> None:
        self._waiting.discard(name)
        self.cards[name].refuse(sentences(error.message, error.hint))
        self._refusals.append(error)
        if len(self._refusals) == len(self.shown) > 1 and len({str(one) for one in self._refusals}) == 1:
            for each in self.shown:  # what is wrong with the image, or the model, is said once
                self.cards[each].clear()
            self.message.show_message(error.message, error.hint)
        self._offer()

    def _offer(self) -> None:
        busy, there = bool(self._waiting), any(self.cards[name].arrays for name in self.shown)
        self.cancel_button.setEnabled(busy)
        self.again_button.setEnabled(busy or self._subject.image is not None)
        show_at_work(going=busy, start=self.again_button, cancel=self.cancel_button, progress=self._area, stays=True)
        self.save_button.setEnabled(there and not busy)

    # ------------------------------------------------------------------ building

    def _fill(self) -> None:
        titles = [(name, method.title) for name, method in METHODS.items()]
        _refill(self.method, [("", self.tr("All side by side")), *titles])
        baselines = {"black": self.tr("from black"), "white": self.tr("from white"), "mean": self.tr("from the mean colour")}
        _refill(self.baseline, [*baselines.items()])
        names = {
            self.method: ("whyMethod", self.tr("Method")),
            self.output: ("whyOutput", self.tr("Output")),
            self.target: ("whyClass", self.tr("Class that is explained")),
            self.layer: ("whyLayer", self.tr("Layer whose feature maps Grad-CAM looks at")),
            self.baseline: ("whyBaseline", self.tr("What integrated gradients begin with")),
            self.opacity: ("whyOpacity", self.tr("Opacity of the maps")),
        }
        for widget, (name, words) in names.items():
            widget.setObjectName(name)
            widget.setAccessibleName(words)
            widget.setToolTip(words)
        for box in (self.target, self.layer):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(11)
        self.output.hide()
        self.opacity.setRange(0, 100)
        self.opacity.setValue(50)
        self.opacity.setMaximumWidth(64)
        for button, name in ((self.cancel_button, "whyCancel"), (self.again_button, "whyAgain"), (self.save_button, "whySave")):
            button.setObjectName(name)

    def _lay_out(self) -> None:
        self.said.setProperty("look", "title")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        bar = self._bar = QHBoxLayout()
        bar.setSpacing(8)
        for widget in (self.method, self.output, self.target, self.layer, self.baseline, self.opacity):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self.cancel_button, self.again_button, self.save_button):
            bar.addWidget(button)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        area = self._area = _Area()
        area.resized.connect(self._arrange)
        area.setObjectName("whyMaps")
        area.setProperty("keys", True)  # it shows that it has them
        area.setAccessibleName(self.tr("Where the model looks"))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addLayout(bar)
        column.addWidget(self.said)
        column.addWidget(area, 1)

    def _fold(self) -> None:
        """What is said of the image stands in the bar where there is room for it: the less stands above maps the better."""
        there = [self.method, self.target, self.layer, self.baseline, self.opacity, self.again_button, self.save_button]
        there += [] if self.output.isHidden() else [self.output]
        others = [part.sizeHint().width() + self._bar.spacing() for part in there]
        beside = self.width() - sum(others) - 2 * EDGE >= SAID
        if beside != (self._bar.indexOf(self.said) >= 0):
            self._column.removeWidget(self.said)
            self._bar.removeWidget(self.said)
            if beside:
                self._bar.insertWidget(self._bar.indexOf(self.opacity) + 1, self.said, 100)
            else:
                self._column.insertWidget(2, self.said)

    def _arrange(self) -> None:
        """In a high panel cards stand beside each other in two rows, their words below the pictures; in a low one words stand
        beside pictures, so that they are seen as well. One card alone has all the room."""
        cards = [self.cards[name] for name in self.shown]
        side = 0
        if self.height() > TALL:
            columns = max(-(-len(cards) // 2), 1)
        else:
            columns = min(max(self.width() // WIDE_CARD, 1), -(-len(cards) // 2))
            rows = -(-len(cards) // columns)
            room = self._area.height() - (rows - 1) * self._grid.verticalSpacing()
            side = min(max(room // rows, SMALLEST), LARGEST)
        order = [card.method.name for card in cards], columns, side
        if order == self._order:
            return
        self._order = order
        high, wide = (2, COLUMNS) if side else (ROWS, 1)
        for place, card in enumerate(cards):
            card.stand(self._grid, place // columns * high, place % columns * wide, side)
        for card in self.cards.values():  # once they stand: what is shown without a parent is a window, and takes the keys
            card.set_visible(card in cards)
        for column in range(len(METHODS) * COLUMNS):
            used = column < columns * wide
            self._grid.setColumnStretch(column, int(used and (not side or column % COLUMNS == 2)))
            self._grid.setColumnMinimumWidth(column, CARD if used and not side else 0)
        for row in range(len(METHODS) * ROWS):
            self._grid.setRowStretch(row, int(row % high == 1 and row < high * -(-len(cards) // columns)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has no room for words in its bar."""
        super().resizeEvent(event)
        self._fold()


class _Area(QScrollArea):
    """Tells when it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _figure(answer: Mapping[str, Any]) -> str:
    said: float = answer["said"]
    return f"{said:.4g}" if answer["task"] == "numbers" else spell_share(said, 1)


def _refill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    """Fills a box with values and their words; what was chosen stays chosen where it is still there."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for value, words in items:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0) if items else -1)


def _write(path: Path, said: str, image: Any, pictures: list[tuple[str, Any]]) -> None:
    """The maps in a row, the image before them."""
    from cnn.datasets.pixels.heat_map import seen
    from cnn.files.files import write_bytes
    from cnn.pictures.png import in_a_row

    write_bytes(path, in_a_row([(said, seen(image)), *pictures]))
