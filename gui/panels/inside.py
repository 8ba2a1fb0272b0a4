"""Inside: all that the selected layer makes of the image, its filters, and how one number of its output comes about."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.messages import InspectLayer
from cnn.words.language import filled
from cnn.words.lists import sentences
from cnn.words.quantities import number_of
from gui.background.task import Newest
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject, as_designed, run_asked
from gui.style import theme
from gui.style.number_colours import Colours, colours, image, table
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.network.epoch_histograms import EpochHistograms
from gui.widgets.network.map_sheet import MapSheet
from gui.widgets.network.unit_bars import UnitBars
from gui.widgets.network.window_picture import WindowPicture, spell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: how large a feature map and a filter appear, in pixels
MAP, FILTER = 64, 36
#: milliseconds after a change before it is asked again
CALM = 60
#: of a layer so many maps and filters are shown
MOST = 256


@dataclass(frozen=True)
class _Pictures:
    """What a thread made of an answer's arrays."""

    maps: tuple[QImage, ...] = ()
    filters: tuple[QImage, ...] = ()
    units: "NDArray[np.float32] | None" = None


class InsidePanel(QWidget):
    """Follows the selection and the image; asks while somebody looks."""

    def __init__(
        self,
        document: Document,
        subject: Subject,
        questions: ModelQuestions,
        session: TrainingSession,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inside")
        self.setProperty("look", "panel")
        self._document, self._subject, self._questions, self._session = document, subject, questions, session
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._ask)
        self._drawing = Newest(self)
        self._layer = ""  # whose maps are shown
        self._count = 0
        self._build()
        subject.imageChanged.connect(lambda _: self._soon())
        subject.modelChanged.connect(lambda _: self._soon())
        document.selectionChanged.connect(lambda _: self._soon())
        document.graphChanged.connect(lambda *_: self._soon())
        document.weightsChanged.connect(lambda *_: self._soon())
        document.recipeChanged.connect(lambda *_: self._soon())
        session.started.connect(lambda _: self._soon())
        session.epochFinished.connect(lambda _: self._soon())
        self._soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._soon()
        super().changeEvent(event)

    # ------------------------------------------------------------------ asking

    def _soon(self) -> None:
        if self.isVisible():
            self._calm.start()

    def _ask(self) -> None:
        if self.over_epochs.isVisible():
            self._show_epochs()
        else:
            self._ask_for_image()

    def _show_epochs(self) -> None:
        """What the run that is asked about recorded."""
        run, selection = run_asked(self._subject, self._session, self._document), self._document.selection
        layer = self._document.graph.node(selection[0]).name if len(selection) == 1 else ""
        recording = self._document.recipe.histogram_freq > 0
        self.over_epochs.show_layer(None if run is None else RunFolder(run, "").histograms, layer, recording=recording)

    def _ask_for_image(self) -> None:
        chosen, selection = self._subject.image, self._document.selection
        self._button.setVisible(chosen is None)
        if chosen is None:
            self._say(self.tr("Choose an image to see what a layer makes of it."))
        elif len(selection) != 1:
            self._say(self.tr("Select one layer to see all that it makes of the image."))
        else:
            self._ask_about(self._document.graph.node(selection[0]).name, chosen)

    def _ask_about(self, layer: str, image: ChosenImage) -> None:
        if layer != self._layer:
            self.maps.chosen = self.units.chosen = None
        if self._pages.currentIndex() == 0:  # the worker may have to start
            self._text.setText(self.tr("Looking …"))
        channel, *place = self.maps.chosen or (self.units.chosen or 0, 0, 0)
        make = partial(InspectLayer, image=image, layer=layer, side=MAP, most=MOST, channel=channel, place=tuple(place))
        model = as_designed(self._document, self._subject.model)
        self._questions.ask("inspect_layer", make, partial(self._on_answer, layer), self._on_refused, model=model)

    # ------------------------------------------------------------------ hearing

    def _on_answer(self, layer: str, answer: Mapping[str, Any]) -> None:
        if not answer["known"]:
            self._say(answer["why"])
            return
        self._count += 1
        path = Path(answer["path"])
        mine = path.with_name(f"{path.stem}-{self._count}{path.suffix}")
        path.replace(mine)  # the next answer comes under the same name
        scheme, low = colours(theme.current()), answer["low"]
        self._drawing.ask(lambda: _drawn(mine, low, answer["filters"], scheme), partial(self._show, layer, answer))

    def _on_refused(self, error: LayerloomError) -> None:
        self._say(sentences(error.message, error.hint))

    def _show(self, layer: str, answer: Mapping[str, Any], pictures: _Pictures) -> None:
        self._layer = layer
        shape = " × ".join(f"{size:,}" for size in answer["shape"])
        span = filled(self.tr("{0} to {1}"), spell(answer["low"]), spell(answer["high"]))
        self._maps_title.setText(f"{layer} · {shape} · {span}")
        size = tuple(answer["size"]) if answer["size"] else (1, 1)
        self.maps.show_images(pictures.maps, size, self.tr("channel {0}, one of {1}").replace("{1}", f"{answer['channels']:,}"))
        self.maps.setAccessibleName(filled(self.tr("Feature maps of {0}"), layer))
        self.maps.setVisible(bool(pictures.maps))
        self._show_units(pictures, answer)
        left = answer["channels"] - len(pictures.maps) if pictures.maps else 0
        self._left_out.setVisible(left > 0)
        self._left_out.setText(number_of(self.tr("{0} channel more|{0} channels more"), left) if left > 0 else "")
        self._show_filters(answer["filters"], pictures)
        if pictures.maps and self.maps.chosen is None:
            self.maps.choose(0, size[0] // 2, size[1] // 2)
        self._show_window(answer)
        self._pages.setCurrentIndex(1)

    def _show_units(self, pictures: _Pictures, answer: Mapping[str, Any]) -> None:
        """A vector has no maps; its largest number is chosen, where no other is."""
        units = pictures.units
        self.units.show_units(units)
        self.units.setVisible(units is not None)
        self.units.setAccessibleName(filled(self.tr("Units of {0}"), self._layer))
        if units is not None and self.units.chosen is None and answer["explained"]:
            self.units.choose_largest()

    def _show_filters(self, told: Mapping[str, Any] | None, pictures: _Pictures) -> None:
        self._filters_part.setVisible(told is not None)
        if told is None:
            return
        high, wide = told["size"]
        span = filled(self.tr("{0} to {1}"), spell(told["low"]), spell(told["high"]))
        count = number_of(self.tr("{0} filter|{0} filters"), told["count"])
        self._filters_title.setText(f"{count} · {high} × {wide} × {told['depth']:,} · {span}")
        slices = 1 if told["colour"] else told["slices"]
        self.filters.show_images(pictures.filters, (high, wide * slices), self.tr("filter {0}"))
        self.filters.setAccessibleName(filled(self.tr("Filters of {0}"), self._layer))

    def _show_window(self, answer: Mapping[str, Any]) -> None:
        self._window_part.setVisible(answer["explained"])
        self._hint.setVisible(answer["window"] is None)
        self.window_picture.show_window(answer["window"])

    def _say(self, text: str) -> None:
        self._questions.call_off("inspect_layer")
        self._drawing.forget()
        self._text.setText(text)
        self._pages.setCurrentIndex(0)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        image_page = QWidget()
        self._pages = QStackedLayout(image_page)
        self.over_epochs = EpochHistograms()
        self.over_epochs.recordWanted.connect(lambda: self._document.set_recipe(histogram_freq=1))
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("insideTabs")
        self.tabs.setAccessibleName(self.tr("What is looked at inside"))
        self.tabs.setDocumentMode(True)
        self.tabs.setTabPosition(QTabWidget.TabPosition.West)
        self.tabs.addTab(image_page, self.tr("Image"))
        self.tabs.addTab(self.over_epochs, self.tr("Epochs", "one after the other"))
        self.tabs.setTabToolTip(0, self.tr("What the layer makes of the image"))
        self.tabs.setTabToolTip(1, self.tr("How its weights, activations and gradients went over the epochs of a run"))
        self.tabs.currentChanged.connect(lambda _: self._soon())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs)
        empty = QWidget(image_page)
        self._text = QLabel(empty)
        self._text.setObjectName("insideText")
        self._text.setProperty("look", "secondary")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._button = QPushButton(self.tr("Look at the first image of the dataset"), empty)
        self._button.setObjectName("insideFirst")
        self._button.clicked.connect(lambda: self._subject.choose_image(ChosenImage(place=0, part="all")))
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._pages.addWidget(empty)
        self._pages.addWidget(self._build_parts())

    def _build_parts(self) -> QWidget:
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setObjectName("insideParts")
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        self.maps = MapSheet(MAP, chooses=True)
        self.maps.setObjectName("featureMaps")
        self.maps.setAccessibleName(self.tr("Feature maps"))
        words = self.tr(
            "A click, or the arrow keys, choose the number that is worked out on the right; all count from 0, as in Keras"
        )
        self.maps.setToolTip(words)
        self.maps.placeChosen.connect(lambda *_: self._soon())
        self.units = UnitBars()
        self.units.setObjectName("units")
        self.units.unitChosen.connect(lambda _: self._soon())
        self._left_out = QLabel()
        self._left_out.setProperty("look", "secondary")
        self._maps_title, maps = self._part(self.tr("FEATURE MAPS"), self.maps, self.units, self._left_out)
        self.filters = MapSheet(FILTER)
        self.filters.setObjectName("filters")
        self._filters_title, self._filters_part = self._part(self.tr("FILTERS"), self.filters)
        self.window_picture = WindowPicture()
        self._hint = QLabel(self.tr("Click a number of a feature map, or a unit, to see how it comes about."))
        self._hint.setProperty("look", "secondary")
        self._hint.setWordWrap(True)
        self._window_part = self._window_area()
        for part in (maps, self._filters_part, self._window_part):
            parts.addWidget(part)
        parts.setSizes([340, 190, 690])
        parts.setStretchFactor(2, 1)
        return parts

    def _part(self, heading: str, *content: QWidget) -> tuple[QLabel, QWidget]:
        """A heading, a line of figures, and what it is about."""
        title = QLabel()
        title.setProperty("look", "secondary")
        title.setFont(theme.number_font(theme.small_font()))
        title.setWordWrap(True)
        column, inner = self._column(heading)
        column.addWidget(title)
        for part in content:
            column.addWidget(part)
        column.addStretch(1)
        return title, ScrollingColumn(inner)

    def _window_area(self) -> QWidget:
        column, inner = self._column(self.tr("ONE NUMBER, STEP BY STEP"))
        column.addWidget(self._hint)
        column.addWidget(self.window_picture)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("ONE NUMBER, STEP BY STEP").capitalize())
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _column(self, heading: str) -> tuple[QVBoxLayout, QWidget]:
        inner = QWidget()
        inner.setProperty("look", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        label = QLabel(heading)
        label.setProperty("look", "heading")
        label.setFont(theme.small_font())
        column.addWidget(label)
        return column, inner


def _drawn(path: Path, low: float, filters: Mapping[str, Any] | None, scheme: Colours) -> _Pictures:
    """The pictures of an answer; runs on a thread."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as kept:
            maps = tuple(_shaded(one, scheme, signed=low < 0) for one in kept["maps"]) if "maps" in kept else ()
            units = kept.get("units")
            shown: tuple[QImage, ...] = ()
            if filters is not None and "filters" in kept:
                of_colour = filters["colour"]
                shown = tuple(
                    image(one) if of_colour else _shaded(one, scheme, signed=filters["low"] < 0) for one in kept["filters"]
                )
        return _Pictures(maps, shown, units)
    finally:
        path.unlink(missing_ok=True)


def _shaded(values: "NDArray[np.uint8]", scheme: Colours, *, signed: bool) -> QImage:
    return image(table(scheme, signed=signed)[values])
