"""What to begin with: three starters, the files of last time, tours, examples, published networks, each with a small picture."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cnn.formats.small_pictures import picture_of_file, picture_of_network, picture_of_preset
from cnn.graph import Graph
from cnn.layers import Input
from cnn.pictures.picture import Look
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.tours.all import TOURS
from cnn.tours.comparisons import COMPARISONS
from cnn.tours.examples import EXAMPLES
from cnn.words.language import tr
from gui.background.task import Background
from gui.settings import settings
from gui.style import icons, theme
from gui.widgets.network.picture_card import SIZE, PictureCard

#: files that are shown
FILES = 8
#: pixels between cards
GAP = 12
SHOWN = "startPage"
#: what the canvas would do something with
_PRESSED = (QEvent.Type.KeyPress, QEvent.Type.ContextMenu)


def nothing_but_an_image() -> Graph:
    """The network of whoever begins with nothing: an image of 32 × 32 pixels in colour."""
    return Graph().add(Input(shape=(32, 32, 3)))[0]


def _graph_of(make: Callable[[], Project]) -> Graph:
    """The network of a design; its data is not needed for a picture."""
    return make().graph


class StartPage(QScrollArea):
    """Lies over the canvas until something is opened or added; Esc and its cross take it away.

    Where it `covers` a network, what is pressed on the canvas means nothing to what nobody sees: the keys come here. Where there
    is none, who types a layer's name adds it, and the page makes way for the search.
    """

    presetChosen = Signal(str)
    graphChosen = Signal(object)  # Graph
    fileChosen = Signal(object)  # Path
    tourChosen = Signal(str)
    exampleChosen = Signal(object)  # what makes the Project; it may raise `FileError`
    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, links: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setProperty("seeThrough", True)  # nothing on the canvas has to make way for it
        self.setAccessibleName(self.tr("Start page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self._grids: list[tuple[QGridLayout, list[PictureCard]]] = []
        self._columns = 0
        self._wanted: list[tuple[PictureCard, Callable[[Look], bytes | None]]] = []
        self._waiting: Iterator[tuple[PictureCard, Callable[[Look], bytes | None]]] = iter(())
        self._drawing = False
        self._look: Look | None = None
        self.covers: Callable[[], bool] = lambda: False  # whether there is a network below it
        self._build(links)
        parent.installEventFilter(self)

    def open(self, *, takes_keys: bool) -> None:
        """Shows itself over all of the canvas, with the files of last time."""
        self._fill_files()
        self.setGeometry(self._area())
        self.show()
        self.raise_()
        self._arrange()
        self._draw()
        if takes_keys:
            self.starters[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.opened.emit()

    def leave(self) -> None:
        """Takes itself away; the keys go to the canvas if they were here."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.hide()
        if had_focus and (parent := self.parentWidget()) is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self.setGeometry(self._area())
            self._arrange()
        elif event.type() in _PRESSED and watched is self.parentWidget() and self.isVisible() and self.covers():
            self._take(event)
            return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.parentWidget():
            return self._make_way(event)
        return super().eventFilter(watched, event)

    def _make_way(self, event: QKeyEvent) -> bool:
        """Below is nothing, and the canvas has the keys: Esc takes the page away, and so do letters, which the canvas gets."""
        if event.key() == Qt.Key.Key_Escape and self.isVisible():
            self.leave()
            return True
        if event.text().isalnum() and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.leave()
        return False

    def _take(self, event: QEvent) -> None:
        """What was meant for the canvas; a key that nobody here had a use for goes on to the window."""
        if self.isAncestorOf(self.window().focusWidget() or self):
            event.ignore()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif isinstance(event, QKeyEvent):
            self.starters[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """What is dragged in is meant for the canvas."""
        self.leave()
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._draw()

    def _area(self) -> QRect:
        parent = self.parentWidget()
        assert parent is not None
        return parent.rect()

    # ------------------------------------------------------------------ building

    def _build(self, links: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        content = QWidget()
        content.setProperty("look", "panel")
        self._column = column = QVBoxLayout(content)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addLayout(self._build_head(links))
        self.starters = (
            self._card(
                self.tr("LeNet-5 on digits"),
                self.tr("Trains in seconds"),
                "play-fill",
                partial(self.presetChosen.emit, "lenet5"),
                partial(picture_of_preset, "lenet5"),
            ),
            self._card(
                self.tr("A small ResNet"),
                self.tr("20 layers, with shortcuts"),
                "stack",
                partial(self.presetChosen.emit, "resnet20"),
                partial(picture_of_preset, "resnet20"),
            ),
            self._card(
                self.tr("Empty, 32 × 32 × 3"),
                self.tr("Build it layer by layer"),
                "file-plus",
                lambda: self.graphChosen.emit(nothing_but_an_image()),
                None,
            ),
        )
        self._add_group("", list(self.starters))
        self._files_title = self._heading(self.tr("Opened last"))
        self._files: list[PictureCard] = []
        self._add_group(self._files_title, self._files)
        self._add_group(self._heading(self.tr("Tours")), [*self._tour_cards()])
        self._add_group(self._heading(self.tr("Examples")), [*self._example_cards()])
        self._add_group(self._heading(self.tr("Comparisons")), [*self._comparison_cards()])
        first = {preset.family: name for name, preset in reversed(list(PRESETS.items()))}  # of each family
        named = [name for name in PRESETS if first[PRESETS[name].family] == name]
        presets = [
            self._card(
                tr(PRESETS[name].title),
                str(PRESETS[name].year),
                "books",
                partial(self.presetChosen.emit, name),
                partial(picture_of_preset, name),
            )
            for name in named
        ]
        self._add_group(self._heading(self.tr("Published networks")), presets)
        self.again = QCheckBox(self.tr("Show this for a new network"))
        self.again.setChecked(settings.shown(SHOWN))
        self.again.toggled.connect(lambda on: settings.keep_shown(SHOWN, on))
        column.addSpacing(8)
        column.addWidget(self.again)
        column.addStretch(1)
        self.setWidget(content)

    def _tour_cards(self) -> Iterator[PictureCard]:
        """A card for each tour, with the network that it begins with."""
        for name, tour in TOURS.items():
            start = tour.steps[0].start
            draw = partial(picture_of_network, f"tour {name}", partial(_graph_of, start)) if start is not None else None
            yield self._card(tr(tour.title), tr(tour.about), "book-open", partial(self.tourChosen.emit, name), draw)

    def _example_cards(self) -> Iterator[PictureCard]:
        """A card for each further example."""
        for name, one in EXAMPLES.items():
            draw = partial(picture_of_network, f"example {name}", partial(_graph_of, one.make))
            yield self._card(tr(one.title), tr(one.about), "play-fill", partial(self.exampleChosen.emit, one.make), draw)

    def _comparison_cards(self) -> Iterator[PictureCard]:
        """A card for each pair of designs, with the network of the second; it opens the first."""
        for name, one in COMPARISONS.items():
            first, second = one.sides
            draw = partial(picture_of_network, f"comparison {name}", partial(_graph_of, second.make))
            yield self._card(tr(one.title), tr(one.about), "swap", partial(self.exampleChosen.emit, first.make), draw)

    def _build_head(self, links: tuple[tuple[str, Callable[[], object]], ...]) -> QHBoxLayout:
        title = QLabel(self.tr("What would you like to begin with?"))
        title.setProperty("look", "title")
        close = QPushButton(icons.icon("x", "secondary"), "")
        close.setProperty("look", "flat")
        close.setToolTip(self.tr("Go to the canvas (Esc)"))
        close.setAccessibleName(self.tr("Go to the canvas"))
        close.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(title, 1)
        for words, function in links:
            link = QPushButton(words)
            link.setProperty("look", "flat")
            link.clicked.connect(function)
            row.addWidget(link)
        row.addWidget(close)
        return row

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("look", "heading")
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _card(
        self,
        title: str,
        about: str,
        sign: icons.Glyph,
        choose: Callable[[], object],
        draw: Callable[[Look], bytes | None] | None,
    ) -> PictureCard:
        card = PictureCard(title, about, icons.icon(sign, "secondary"))
        card.clicked.connect(lambda: choose())
        if draw is not None:
            self._wanted.append((card, draw))
        return card

    def _add_group(self, heading: QLabel | str, cards: list[PictureCard]) -> None:
        if isinstance(heading, QLabel):
            self._column.addWidget(heading)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(grid)
        self._grids.append((grid, cards))

    def _fill_files(self) -> None:
        """The files of last time, which may be others than when this was shown before."""
        for card in self._files:
            card.hide()
            card.deleteLater()
        self._wanted = [(card, draw) for card, draw in self._wanted if card not in self._files]
        self._files.clear()
        for path in settings.recent_files()[:FILES]:
            choose = partial(self.fileChosen.emit, path)
            card = self._card(path.name, str(path.parent), "file-text", choose, partial(picture_of_file, path))
            card.setToolTip(str(path))
            self._files.append(card)
        self._files_title.setVisible(bool(self._files))
        self._columns = 0

    def _arrange(self) -> None:
        """As many cards beside each other as there is room for."""
        columns = max((self.viewport().width() - 48 + GAP) // (SIZE.width() + GAP), 1)
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cards in self._grids:
            while grid.count():
                grid.takeAt(0)
            for place, card in enumerate(cards):
                grid.addWidget(card, place // columns, place % columns)
                card.show()

    # ------------------------------------------------------------------ pictures

    def _draw(self) -> None:
        """Has the pictures drawn that are missing, one after the other; all of them in other colours."""
        look: Look = "dark" if theme.current().dark else "light"
        all_anew, self._look = look != self._look, look
        self._waiting = iter([(card, draw) for card, draw in self._wanted if all_anew or not card.has_picture])
        if not self._drawing:
            self._next()

    def _next(self) -> None:
        found = next(self._waiting, None)
        self._drawing = found is not None and self._look is not None
        if found is None or self._look is None:
            return
        card, draw = found
        Background(partial(draw, self._look), self).done.connect(partial(self._show, card))

    def _show(self, card: PictureCard, png: bytes | None) -> None:
        if png is not None and any(card is known for known, _ in self._wanted):
            card.show_picture(png)
        self._next()
