"""The palette: every layer by family, found by typing, dragged onto the canvas or appended with Enter."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QInputDialog, QSplitter, QToolButton, QVBoxLayout, QWidget

from cnn.blocks import Block
from cnn.edits.insert import behind, insertable
from cnn.edits.own_blocks import OwnBlock, of_new_name
from cnn.edits.preview import preview
from cnn.errors import LayerloomError
from cnn.words.language import filled, tr
from gui.document import Document
from gui.document.placement import Placement
from gui.settings import settings
from gui.style import icons
from gui.widgets.basic import numbers
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.network.layer_entries import BLOCK, OWN, entries, matches
from gui.widgets.network.layer_list import LEAST, RAIL, LayerList
from gui.widgets.network.layer_tree import Entry

#: what came of work that was refused
FAILED = object()


def palette_keys() -> list[tuple[str, str]]:
    """What keys and mouse do in the palette: what, and how."""
    return [
        (_tr("Add the layer behind what is selected"), _tr("Enter, double click")),
        (_tr("Put the layer where it is wanted"), _tr("Drag")),
        (_tr("From the search into what was found, and on"), _tr("Up, Down, PgUp, PgDown")),
        (_tr("End the search"), "Esc"),
        (_tr("Make it a favourite, or no longer"), _tr("Click on the star")),
        (_tr("Rename a block of your own"), "F2"),
        (_tr("Delete a block of your own"), "Del"),
    ]


class Palette(LayerList):
    """All that can be added to the network that is open: dragged, appended, found, kept as a favourite."""

    messagePosted = Signal(str, object)  # what was done, and a tuple of what can still be done about it: label, function

    numbersWanted = Signal(str)  # a block of one's own, of which other numbers are to be changed

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._document = document
        self.search.setObjectName("paletteSearch")
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_return)
        self.search.installEventFilter(self)
        self.tree.setObjectName("paletteTree")
        self.tree.setAccessibleName(self.tr("Layers"))
        self.tree.describe = self.describe
        self.tree.payloadChosen.connect(self.append)
        self.tree.payloadCarried.connect(settings.count_use)
        self.tree.starToggled.connect(self._star)
        self.tree.renameWanted.connect(self._rename)
        self.tree.deleteWanted.connect(self._delete)
        self.tree.numbersWanted.connect(lambda payload: self.numbersWanted.emit(payload.removeprefix(BLOCK)))
        self.as_icons = False
        self._rail: QWidget | None = None
        self._wide = 0
        self._opened = False  # for one layer, out of its icons
        self.tree.payloadChosen.connect(self._shrink_again)
        self.tree.payloadCarried.connect(self._shrink_again)
        self._searching = False
        for refusal in document.blocks.load():
            QTimer.singleShot(0, self, partial(document.refused.emit, refusal))
        document.blocksChanged.connect(self._on_block_kept)
        self._show_families()

    def show_icons(self, wanted: bool) -> None:
        """Shrinks to an icon for each family, or shows all names again. An icon opens its family until something was taken."""
        self._opened = False
        if wanted != self.as_icons:
            self.as_icons = wanted
            self._narrow(wanted)

    def open_out(self, family: str = "") -> None:
        """Shows the names while it is shrunk to icons: those of a family, or what is searched for."""
        if self.as_icons and not self._opened:
            self._opened = True
            self._narrow(False)
        if family:
            self._open = {*self.tree.open_families(), family}
            self._show_families()
            self.tree.reveal_family(family)
            self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _shrink_again(self, *_: object) -> None:
        if self._opened:
            self._opened = False
            QTimer.singleShot(0, self, lambda: self._narrow(self.as_icons and not self._opened))

    def _narrow(self, narrow: bool) -> None:
        """Its icons, or all of it."""
        if narrow and self._rail is None:
            self._rail = self._build_rail()
        if narrow and self.maximumWidth() != RAIL:
            self._wide = self.width()
        for part in (self._search_frame, self.tree):
            part.setVisible(not narrow)
        self._nothing.hide()
        if self._rail is not None:
            self._rail.setVisible(narrow)
        self.setMinimumWidth(RAIL if narrow else LEAST)
        self.setMaximumWidth(RAIL if narrow else 1 << 14)
        splitter = self.parentWidget()
        if isinstance(splitter, QSplitter):
            sizes = splitter.sizes()
            wide = RAIL if narrow else max(self._wide, LEAST)
            splitter.setSizes([wide, sizes[1] + sizes[0] - wide, *sizes[2:]])

    def _build_rail(self) -> QWidget:
        """An icon for the search, and one for each family."""
        content = QWidget()
        content.setProperty("look", "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(6, 0, 6, 12)
        column.setSpacing(4)
        search = self._icon(icons.icon("magnifying-glass", "secondary"), self.tr("Search layers"))
        search.clicked.connect(self.open_out)
        search.clicked.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        column.addWidget(search)
        for family in dict.fromkeys(entry.family for entry in entries(self._document.blocks)):
            button = self._icon(icons.family_icon(family), tr(family))
            button.clicked.connect(partial(self._open_family, family))
            column.addWidget(button)
        column.addStretch(1)
        rail = ScrollingColumn(content, self)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(rail)
        return rail

    def _open_family(self, family: str, _checked: bool = False) -> None:
        self.open_out(family)

    def _icon(self, sign: QIcon, words: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(sign)
        button.setIconSize(QSize(18, 18))
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shrinks what an icon has opened."""
        if event.key() == Qt.Key.Key_Escape and self._opened:
            self._shrink_again()
            return
        super().keyPressEvent(event)

    def open_families(self) -> list[str]:
        """Which families are unfolded, or will be when the search is over."""
        return sorted(self._open if self._searching else self.tree.open_families())

    def describe(self, entry: Entry) -> str:
        """What a layer does, and what it would give where Enter would put it."""
        lines = (
            f"<b>{escape(entry.title, quote=False)}</b>",
            escape(tr(entry.help), quote=False),
            escape(self.gives(entry), quote=False),
        )
        return "<br>".join(lines)

    def gives(self, entry: Entry) -> str:
        """What a layer would give where Enter would put it, or why it can't stand there."""
        document = self._document
        thing = insertable(entry.payload, document.blocks)
        seen = preview(document.analysis, lambda graph: behind(graph, document.selection, thing))
        where = filled(self.tr("After {0}: "), seen.behind) if seen.behind else ""
        if document.shown is not document.analysis and not seen.obstacle:
            return where + self.tr("Its numbers are hidden until you have told them.")
        gives = document.without_untold(seen.obstacle) or filled(
            self.tr("{0} out · {1} parameters"), numbers.shape(seen.output_shape), numbers.change(seen.added_params)
        )
        return where + gives

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the search field move in the list, Esc empties the field."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.tree.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _show_families(self) -> None:
        """All that there is for the network that is open, with blocks of the person's own."""
        self.show_families(self._document.blocks)

    def _star(self, payload: str) -> None:
        """Makes something a favourite, or no longer."""
        kept = settings.favourites()
        if payload in kept:
            kept.remove(payload)
        else:
            kept.append(payload)
        settings.keep_favourites(kept)
        self.tree.favourites = frozenset(kept)
        if self._searching:
            self.tree.viewport().update()
            return
        place = self.tree.verticalScrollBar().value()
        self._open = self.tree.open_families() | {"Favourites"}
        self._show_families()
        self.tree.verticalScrollBar().setValue(place)

    def _on_block_kept(self, name: str) -> None:
        """Shows a block of one's own as soon as there is one; those that came with a file without going there."""
        if not name:
            self._show_rest()
            return
        if self._searching:
            self.search.clear()
        self._open = self.tree.open_families() | {OWN}
        self._show_families()
        self.tree.reveal(f"{BLOCK}{name}")

    def _rename(self, payload: str) -> None:
        """Asks for another name of a block of one's own."""
        block = self._document.blocks.get(payload.removeprefix(BLOCK))
        if not isinstance(block, OwnBlock):
            return
        title, accepted = QInputDialog.getText(
            self.window(), self.tr("Rename a block"), self.tr("Name in the palette"), text=block.title
        )
        new = self._tried(lambda: self._document.blocks.rename(block, title)) if accepted else FAILED
        if isinstance(new, OwnBlock):
            settings.keep_favourites([f"{BLOCK}{new.name}" if one == payload else one for one in settings.favourites()])
            renamed, text = of_new_name(self._document.graph, block.name, new.name), self.tr("Rename a block")
            if renamed is not self._document.graph:
                self._document.edit(text, renamed)
            self._on_block_kept(new.name)

    def _delete(self, payload: str) -> None:
        """Deletes a block of one's own; it can be brought back at once."""
        block = self._document.blocks.get(payload.removeprefix(BLOCK))
        if not isinstance(block, OwnBlock):
            return

        def bring_back() -> None:
            self._tried(lambda: self._document.blocks.keep(block))
            self._on_block_kept(block.name)

        if self._tried(lambda: self._document.blocks.discard(block)) is not FAILED:
            self._show_rest()
            self.messagePosted.emit(
                filled(self.tr("{0} was deleted from the palette."), block.title), ((self.tr("Undo"), bring_back),)
            )

    def _tried(self, work: Callable[[], object]) -> object:
        """What came of it; why it can't be is told, and `FAILED`."""
        try:
            return work()
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return FAILED

    def _show_rest(self) -> None:
        """What is there after something went."""
        if self._searching:
            self.search.clear()
            return
        place = self.tree.verticalScrollBar().value()
        self._open = self.tree.open_families()
        self._show_families()
        self.tree.verticalScrollBar().setValue(place)

    def _on_typed(self, text: str) -> None:
        if not self._searching:
            self._open = self.tree.open_families()
        self._searching = bool(text.strip())
        if not self._searching:
            self._show_families()
            self._nothing.hide()
            return
        found = matches(text, self._document.blocks)
        self.tree.show_matches(found)
        self._nothing.setVisible(not found)

    def _on_return(self) -> None:
        if self._searching and self.tree.choose_current():
            self.search.selectAll()

    def append(self, payload: str) -> None:
        """Adds a layer or block behind what is selected, as Enter does."""
        entry = next(entry for entry in entries(self._document.blocks) if entry.payload == payload)
        text = filled(self.tr("Add {0}"), entry.title)
        selection = self._document.selection
        thing = insertable(payload, self._document.blocks)
        if isinstance(thing, Block):
            done = Placement(self._document, thing, text, lambda graph, block: behind(graph, selection, block)).begin()
        else:
            done = self._document.edit(text, lambda graph: behind(graph, selection, thing))
        if done:
            settings.count_use(payload)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PaletteKeys", text)
