"""The published networks: searched and read about, opened for any image size and number of classes."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.analysis import Analysis, analyse
from cnn.errors import LayerloomError
from cnn.formats.small_pictures import picture_of_preset
from cnn.graph import Graph
from cnn.layers.arguments import Argument
from cnn.pictures.picture import Look
from cnn.presets import PRESETS, Preset
from cnn.presets.imagenet import WEIGHTS
from cnn.tours.costs import Standing, standings
from cnn.words.language import filled, labelled, tr
from cnn.words.lists import phrases
from gui.background.dataset_download import WeightsDownload
from gui.background.task import Background
from gui.style import theme
from gui.widgets.basic import numbers
from gui.widgets.basic.room import open_at
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.basic.typed import PAUSE
from gui.widgets.dataset.download_bar import DownloadBar
from gui.widgets.form.fields import TextField
from gui.widgets.form.form import FormRow
from gui.widgets.form.search_field import as_search
from gui.widgets.network.facts import FactTable
from gui.widgets.network.search import rank, rank_phrases
from gui.widgets.pictures.accuracy_map import AccuracyMap
from gui.widgets.questions.segments import Segments

NAME = Qt.ItemDataRole.UserRole


class PresetDialog(QDialog):
    """A list on the left, the chosen network's passport on the right.

    `networkChosen` carries the graph and, where it is to have published weights, how a project names them.
    """

    networkChosen = Signal(object, str)  # Graph, weights
    #: set by who hears of a network and does not take it: the person goes on looking
    stays = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("presetDialog")
        self.setWindowTitle(self.tr("Presets"))
        open_at(self, QSize(960, 620))
        self._pictures: Iterator[str] = iter(())  # presets whose pictures are still to be drawn
        self._drawing = False
        self._mapped = ""  # the dataset whose networks are on the map
        self._standings: dict[str, tuple[Standing, ...]] = {}  # by dataset, once they are counted
        self._graph: Graph | None = None
        self._asked: dict[str, object] = {"image": None, "classes": None}
        self._typing = QTimer(self, singleShot=True, interval=PAUSE)  # a network is built when its numbers are typed
        self._typing.timeout.connect(self._show)
        self._download = WeightsDownload(self)
        self._download.stateChanged.connect(self._allow)
        self._build()
        self._fill("")
        self._draw()

    @property
    def preset(self) -> Preset | None:
        """The network that is looked at."""
        item = self.list.currentItem()
        return PRESETS[item.data(NAME)] if item is not None else None

    def accept(self) -> None:
        """Opens the chosen network."""
        self._settle()
        if self._graph is not None:
            if self._download.missing is not None:
                self.download_bar.ask()
                return
            self.stays = False
            self.networkChosen.emit(self._graph, WEIGHTS[self._graph.name].source if self.pretrained.isChecked() else "")
            if not self.stays:
                super().accept()

    def done(self, result: int) -> None:
        """Ends a download that nobody would see any more; what came is kept for the next time."""
        self._download.cancel()
        super().done(result)

    # ------------------------------------------------------------------ what is looked at

    def _fill(self, query: str) -> None:
        """Those whose name fits; where none does, those whose paper, authors, year or dataset do."""
        candidates = [
            (name, f"{name} {preset.title}", (preset.family, preset.title, tr(preset.title))) for name, preset in PRESETS.items()
        ]
        passports = [
            (name, preset.title, (f"{preset.paper} {preset.year}", str(preset.year), preset.data))
            for name, preset in PRESETS.items()
        ]
        found = rank(query, candidates) or rank_phrases(query, passports)
        self.list.clear()
        self._none.setVisible(not found)
        for name in found:
            item = QListWidgetItem(tr(PRESETS[name].title))
            item.setData(NAME, name)
            item.setToolTip(phrases((PRESETS[name].family, str(PRESETS[name].year))))
            item.setIcon(self._icons.get(name, self._blank))
            self.list.addItem(item)
        self.list.setCurrentRow(0, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_chosen(self) -> None:
        preset = self.preset
        self._asked = {"image": None, "classes": None}
        if preset is not None:
            for field, value in ((self.image, preset.image), (self.classes, preset.classes)):
                field.forget()
                field.set_value(value)
            self._offer_weights(preset)
            self._show_map()
        self._show()

    # ------------------------------------------------------------------ pictures, and the map

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._icons.clear()
            self._draw()

    def _draw(self) -> None:
        """Has small pictures drawn, one after the other."""
        self._pictures = iter(PRESETS)
        if not self._drawing:
            self._draw_next()

    def _draw_next(self) -> None:
        name = next(self._pictures, None)
        self._drawing = name is not None
        if name is not None:
            look: Look = "dark" if theme.current().dark else "light"
            Background(partial(picture_of_preset, name, look), self).done.connect(partial(self._on_drawn, name))

    def _on_drawn(self, name: str, png: bytes | None) -> None:
        picture = QPixmap()
        if png is not None and picture.loadFromData(png, "PNG"):
            self._icons[name] = QIcon(picture)
            for place in range(self.list.count()):
                if self.list.item(place).data(NAME) == name:
                    self.list.item(place).setIcon(self._icons[name])
        self._draw_next()

    def _show_page(self, name: str) -> None:
        """The list of networks, or what they cost and how good they are."""
        self._pages.setCurrentIndex(int(name == "map"))
        self._show_map()

    def _show_map(self) -> None:
        """The networks with an accuracy on the dataset of the chosen one, which is marked; they are counted once."""
        preset = self.preset
        if preset is None or self._pages.currentIndex() == 0:
            return
        data = preset.data if preset.data in ("ImageNet", "CIFAR-10") else "ImageNet"
        if data not in self._standings:
            Background(partial(standings, data), self).done.connect(partial(self._on_counted, data))
            return
        shown = self._standings[data]
        figures = [(one.macs, one.top1) for one in shown]
        if self._mapped != data:
            self._mapped = data
            self.map.show_networks(figures, [PRESETS[one.name].family for one in shown], filled(self.tr("{0} top-1, %"), data))
        self.map.mark(next((place for place, one in enumerate(shown) if one.name == preset.name), -1))

    def _on_counted(self, data: str, found: tuple[Standing, ...]) -> None:
        self._standings[data] = found
        self._show_map()

    def _on_seen(self, point: int) -> None:
        """Says which network is under the mouse."""
        shown = self._standings.get(self._mapped, ())
        one = shown[point] if 0 <= point < len(shown) else None
        words = "" if one is None else labelled(tr(PRESETS[one.name].title), f"{one.top1:g} %, {numbers.short(one.macs)} MACs")
        self._seen.setText(words or self.tr("As published; MACs are counted. Click a point to read about it."))

    def _on_point(self, point: int) -> None:
        """The network that was clicked is the one that is looked at."""
        name = self._standings[self._mapped][point].name
        self.search.clear()
        for place in range(self.list.count()):
            if self.list.item(place).data(NAME) == name:
                self.list.setCurrentRow(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _offer_weights(self, preset: Preset) -> None:
        """The choice is there for presets that have weights, and off until it is made."""
        weights = WEIGHTS.get(preset.name)
        self.pretrained.setChecked(False)
        self.pretrained.setVisible(weights is not None)
        if weights is not None:
            whole = weights.package(weights.whole)
            size = (
                self.tr("on this computer") if whole.present else filled(self.tr("{0} MB"), f"{whole.download_bytes / 1e6:,.0f}")
            )
            self.pretrained.setText(filled(self.tr("ImageNet weights ({0})"), size))

    def _allow(self) -> None:
        """A network whose weights are not here yet can't be opened with them."""
        self._ok.setEnabled(self._graph is not None and self._download.missing is None)

    def _show(self) -> None:
        """Builds the network as it is asked for, and shows its passport, or why it can't be built."""
        self._typing.stop()
        preset, self._graph = self.preset, None
        self._ok.setEnabled(False)
        self._problem.hide()
        if preset is None:
            self._download.look_at(None)
            return
        self._title.setText(tr(preset.title))
        self._paper.setText(preset.paper)
        self._deviations.setText("\n".join(f"• {tr(line)}" for line in preset.deviations))
        try:
            maker = WEIGHTS[preset.name] if self.pretrained.isChecked() else preset
            self._graph = maker.graph(self._asked["image"], self._asked["classes"])  # type: ignore[arg-type]
        except LayerloomError as error:
            self._problem.setText(str(error))
            self._problem.show()
            self._facts.show_lines([])
            self._download.look_at(None)
            return
        analysis = analyse(self._graph)
        self._facts.show_lines(self._passport(preset, analysis))
        weights = WEIGHTS[preset.name] if self.pretrained.isChecked() else None
        self._download.look_at(None if weights is None else weights.package(weights.wanted(analysis)))
        self._allow()

    def _passport(self, preset: Preset, analysis: Analysis) -> list[tuple[str, str]]:
        lines = [
            (self.tr("Year"), str(preset.year)),
            (self.tr("Layers"), numbers.exact(len(analysis.graph))),
            (self.tr("Parameters"), numbers.total(analysis.total_params, analysis.known.params)),
            (self.tr("MACs per image"), numbers.exact(analysis.macs)),
        ]
        if preset.published_params is not None:
            lines.insert(3, (self.tr("Published parameters"), numbers.exact(preset.published_params)))
        if preset.published_top1 is not None:
            lines.append((filled(self.tr("{0} top-1"), preset.data), f"{preset.published_top1:g} %"))
        return lines

    def _asker(self, name: str, row: FormRow) -> Callable[[object], None]:
        def ask(value: object) -> None:
            row.show_problem("")
            self._asked[name] = value
            self._typing.start()

        return ask

    def _settle(self) -> None:
        if self._typing.isActive():
            self._show()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        left, passport = QVBoxLayout(), QWidget()
        right = QVBoxLayout(passport)
        left.setSpacing(8)
        right.setSpacing(12)
        right.setContentsMargins(0, 0, 0, 0)
        self._build_list(left)
        self._build_passport(right)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(left, 1)
        columns.addWidget(ScrollingColumn(passport, readable=True), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Open)
        self._ok.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(columns, 1)
        layout.addWidget(buttons)

    def _build_list(self, column: QVBoxLayout) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("presetSearch")
        self.search.setPlaceholderText(self.tr("Search presets"))
        self.search.setAccessibleName(self.tr("Search presets"))
        words = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText())
        self.search.setMinimumWidth(words + 56)  # and its icon
        as_search(self.search)
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Presets"))
        self.list.setObjectName("presetList")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self.accept)
        self.list.setIconSize(QSize(80, 36))
        self._blank = _blank(self.list.iconSize())
        self._none = QLabel(self.tr("No network is called that, and no paper, author, year or dataset of one fits."))
        self._none.setProperty("look", "secondary")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        QVBoxLayout(self.list.viewport()).addWidget(self._none)
        self._icons: dict[str, QIcon] = {}
        self.map = AccuracyMap()
        self.map.pointSeen.connect(self._on_seen)
        self.map.pointChosen.connect(self._on_point)
        self._seen = QLabel()
        self._seen.setProperty("look", "secondary")
        self._seen.setWordWrap(True)
        self._on_seen(-1)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.map, 1)
        rows.addWidget(self._seen)
        self._pages: QStackedWidget = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(page)
        self.pages = Segments((("list", self.tr("Networks")), ("map", self.tr("Cost and accuracy"))))
        self.pages.chosen.connect(self._show_page)
        column.addWidget(self.search)
        column.addWidget(self.pages, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._pages, 1)

    def _build_passport(self, column: QVBoxLayout) -> None:
        self._title, self._paper, self._problem, self._deviations = (QLabel() for _ in range(4))
        self._title.setProperty("look", "title")
        self._paper.setProperty("look", "secondary")
        self._deviations.setProperty("look", "secondary")
        self._problem.setProperty("look", "problem")
        for label in (self._paper, self._problem, self._deviations):
            label.setWordWrap(True)
        self._facts = FactTable()
        self.image = TextField(_argument("image", "shape"))
        self.classes = TextField(_argument("classes", "int"))
        image_row = FormRow(self.tr("Image"), self.image, self.tr("Height × width × channels"))
        classes_row = FormRow(
            self.tr("Classes"), self.classes, self.tr("How many classes it tells apart; 1: two classes, by one unit with sigmoid")
        )
        for name, row, field in (("image", image_row, self.image), ("classes", classes_row, self.classes)):
            field.setObjectName(name)
            field.valueEdited.connect(self._asker(name, row))
            field.valueRejected.connect(row.show_problem)
            field.editingFinished.connect(self._settle)
        self.pretrained = QCheckBox()
        self.pretrained.setObjectName("imagenetWeights")
        self.pretrained.setToolTip(
            self.tr("What keras.applications learned from ImageNet; layers in front prepare the pixels as it expects them")
        )
        self.pretrained.toggled.connect(lambda _on: self._show())
        self.download_bar = DownloadBar(self._download)
        rows = (image_row, classes_row, self.pretrained, self.download_bar)
        for part in (self._title, self._paper, self._facts, *rows, self._problem, self._deviations):
            column.addWidget(part)
        column.addStretch(1)


def _blank(size: QSize) -> QIcon:
    """Holds the room of a picture until it is drawn."""
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    return QIcon(picture)


def _argument(name: str, kind: str) -> Argument:
    return Argument(name, name, kind, "", None, True, False, 1, None, (), 0, False)  # type: ignore[arg-type]
