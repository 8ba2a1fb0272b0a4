"""Map: images as points; those lie close together that the last hidden layer finds alike."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.datasets.questions import Answer
from cnn.errors import LayerloomError
from cnn.runs.judged.choices import caption
from cnn.runs.judged.maps import TITLES, ImageMap, available, groups
from cnn.runs.judged.outputs import Evaluated
from cnn.words.language import filled
from cnn.words.quantities import digits, number_of
from gui.document.questions.evaluations import Evaluations
from gui.widgets.basic.choice import choice
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.dataset.sample_sheet import pictures
from gui.widgets.form.enter import show_at_work
from gui.widgets.plot.scatter import ScatterPlot

#: so many images may be asked for
COUNTS = (500, 2000, 5000, 10_000)
USUAL = 2000
#: pixels of the picture beside a point, and milliseconds that the mouse rests before it is asked for
SIDE, REST = 96, 60


class MapPage(QWidget):
    """A map of the images of the evaluation, made when somebody asks for it."""

    def __init__(self, evaluations: Evaluations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageMap")
        self._evaluations = evaluations
        self._map: ImageMap | None = None
        self.busy = False
        self.message = MessageBar(self)
        self.method = choice("mapMethod", [(name, TITLES[name]) for name in available()], "pca")
        self.most = QComboBox()
        self.by = QComboBox()
        self.button = QPushButton(self.tr("Make map"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.status = QLabel()
        self.plot = ScatterPlot()
        self.card = _Card(self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask_picture)
        self._lay_out()
        self.button.clicked.connect(self._make)
        self.cancel_button.clicked.connect(self._cancel)
        self.method.activated.connect(lambda _: self._make())
        self.by.activated.connect(lambda _: self._show_points())
        self.plot.pointSeen.connect(self._see)
        self.plot.pointChosen.connect(self._choose)
        self.plot.pointOpened.connect(lambda _: evaluations.whyWanted.emit())  # the first click has chosen it
        evaluations.arrived.connect(self._on_arrived)
        evaluations.judgedChanged.connect(self._show_points)
        self._say()

    # ------------------------------------------------------------------ the map

    def _on_arrived(self, result: Evaluated | None) -> None:
        """Another model, or other images: the map is none of theirs."""
        if self._map is not None or self.busy:
            self._evaluations.cancel_map()
            self._map = None
        self.message.hide()  # what went wrong was about the ones before, and would keep the first map of these from coming
        self._end()
        self._show_points()
        if self.isVisible() and result is not None:
            self._make()

    def _cancel(self) -> None:
        self._evaluations.cancel_map()
        self._end()

    def _make(self) -> None:
        if self._evaluations.result is None:
            return
        self.busy = True
        self.message.hide()
        self._show_button()
        self.status.setText(self.tr("The model is asked …"))
        most = int(self.most.currentData())
        told = lambda words: self.status.setText(f"{words} …")  # noqa: E731
        self._evaluations.make_map(self.method.currentData(), most, self._take, self._refuse, told)

    def _take(self, found: ImageMap) -> None:
        self._map = found
        self._end()
        self._show_points()

    def _refuse(self, error: LayerloomError) -> None:
        self._end()
        self.message.show_message(error.message, error.hint)

    def _end(self) -> None:
        self.busy = False
        self._show_button()
        self._say()

    def _show_button(self) -> None:
        show_at_work(going=self.busy, start=self.button, cancel=self.cancel_button, progress=self.method, stays=True)

    def _say(self) -> None:
        self.button.setEnabled(self._evaluations.result is not None)
        if self._evaluations.result is None:
            self.status.setText(self.tr("Evaluate a model to see its images."))
        elif self._map is not None:
            self.status.setText(number_of(self.tr("{0} image|{0} images"), len(self._map.images)))
        else:
            self.status.setText("")

    def _show_points(self) -> None:
        self.card.hide()
        self._offer()
        judged, found = self._evaluations.judged, self._map
        if judged is None or found is None:
            self.plot.show_points(())
            return
        points = [(x, y) for x, y in found.points.tolist()]
        kinds = groups(judged, found.images, max(self.by.currentIndex(), 0))
        self.plot.show_points(points, *kinds)
        self.plot.setAccessibleName(self.tr("Map of the images"))
        rims = self.tr("{0} points; those with a rim are told wrongly") if kinds.wrong else self.tr("{0} points")
        self.plot.setAccessibleDescription(filled(rims, digits(len(points))))

    def _offer(self) -> None:
        """By which label or number points have their colours; those of classes have that of their class."""
        judged = self._evaluations.judged
        names = [] if judged is None or judged.task == "classes" else [*judged.classes]
        if [self.by.itemText(place) for place in range(self.by.count())] != names:
            self.by.clear()
            self.by.addItems(names)
        self.by.setVisible(bool(names))

    # ------------------------------------------------------------------ one image

    def _image(self, point: int) -> int:
        assert self._map is not None
        return int(self._map.images[point])

    def _see(self, point: int) -> None:
        judged = self._evaluations.judged
        self._rest.stop()
        if point < 0 or self._map is None or judged is None:
            self.card.hide()
            return
        self.card.show_image(None, caption(judged, self._image(point)))
        self.card.stand_beside(self.plot.mapTo(self, self.plot.spot(point).toPoint()))
        self._rest.start()

    def _ask_picture(self) -> None:
        point, result = self.plot.current, self._evaluations.result
        if point < 0 or result is None or self._map is None or not self.isVisible():
            return
        key = result.key(self._image(point))

        def show(answer: Answer) -> None:
            if point == self.plot.current and answer.samples:
                self.card.show_image(QPixmap.fromImage(pictures(answer.samples)[0].image), self.card.words.text())
                self.card.stand_beside(self.plot.mapTo(self, self.plot.spot(point).toPoint()))

        self._evaluations.ask_pictures((key,), SIDE, show, self._refuse)

    def _choose(self, point: int) -> None:
        result = self._evaluations.result
        if result is not None and self._map is not None:
            self._evaluations.choose_image(self._image(point), result.key(self._image(point)))

    # ------------------------------------------------------------------ events

    def showEvent(self, event: QShowEvent) -> None:
        """A first map comes by itself."""
        super().showEvent(event)
        if self._map is None and not self.busy and self.message.isHidden():
            self._make()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for what nobody sees."""
        self._evaluations.close_pictures()
        if self.busy:  # other questions would wait for it
            self._cancel()
        self.card.hide()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        self.method.setAccessibleName(self.tr("How the map is made"))
        self.most.setObjectName("mapImages")
        self.most.setAccessibleName(self.tr("How many images"))
        self.by.setObjectName("mapColours")
        self.by.setAccessibleName(self.tr("What points are coloured by"))
        self.by.setToolTip(self.by.accessibleName())
        self.by.hide()
        for count in COUNTS:
            self.most.addItem(number_of(self.tr("{0} image|{0} images"), count), count)
        self.most.setCurrentIndex(COUNTS.index(USUAL))
        self.button.setObjectName("makeMap")
        self.cancel_button.setObjectName("cancelMap")
        self.cancel_button.hide()
        self.status.setProperty("look", "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.method, self.most, self.by, self.button, self.cancel_button):
            row.addWidget(widget)
        row.addWidget(self.status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.message)
        column.addLayout(row)
        column.addWidget(self.plot, 1)


class _Card(QFrame):
    """The picture of a point and what was said of it; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._page = parent
        self.picture, self.words = QLabel(), QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)  # names of classes are a stranger's
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.picture)
        column.addWidget(self.words)
        self.hide()

    def show_image(self, picture: QPixmap | None, words: str) -> None:
        """Shows them; without a picture the room for it."""
        self.words.setText(words)
        self.picture.setFixedSize(SIDE, SIDE)
        if picture is None:
            self.picture.clear()
        else:
            way = (
                Qt.TransformationMode.FastTransformation
                if picture.width() < SIDE // 2
                else (Qt.TransformationMode.SmoothTransformation)
            )
            self.picture.setPixmap(picture.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, way))

    def stand_beside(self, place: QPoint) -> None:
        """Stands beside a place of the page, within it."""
        self.adjustSize()
        parent = self._page
        x, y = place.x() + 14, place.y() - self.height() // 2
        if x + self.width() > parent.width():
            x = place.x() - 14 - self.width()
        self.move(max(x, 0), min(max(y, 0), max(parent.height() - self.height(), 0)))
        self.show()
        self.raise_()
