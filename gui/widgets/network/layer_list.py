"""A list of all layers and blocks by family, with a field to search it: what the palette shows, without what it does."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cnn.blocks import BLOCKS, Block
from gui.settings import settings
from gui.widgets.form.search_field import as_search
from gui.widgets.network.layer_entries import entries
from gui.widgets.network.layer_tree import LayerTree

#: unfolded at the first start; what networks of images are mostly made of
OPEN_AT_FIRST = ("Favourites", "Most used", "Your blocks", "Blocks", "Convolution", "Pooling", "Normalization", "Core")
#: how many of the most used layers are listed, and from how many uses on
MOST_USED, FEWEST_USES = 5, 2
#: pixels: how wide it is at least, and as icons
LEAST, RAIL = 152, 50


class LayerList(QWidget):
    """Search above, families below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.search = self._build_search()
        self.tree = LayerTree(self)
        self.tree.stars = True
        self._nothing = QLabel(self.tr("No layer is called that. Empty the search to see all."))
        self._nothing.setProperty("look", "secondary")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        self._search_frame = self._framed(self.search)
        layout.addWidget(self._search_frame)
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree, 1)
        self._open = set(_remembered())

    def show_families(self, blocks: Mapping[str, Block[Any]] = BLOCKS) -> None:
        """The favourites and what is used most above the families."""
        often_before = "Most used" in self.tree.families()
        known = {entry.payload: entry for entry in entries(blocks)}
        kept, used = settings.favourites(), settings.uses()
        often = [name for name in sorted(used, key=lambda name: -used[name]) if used[name] >= FEWEST_USES and name not in kept]
        first = {
            "Favourites": [known[name] for name in kept if name in known],
            "Most used": [known[name] for name in often if name in known][:MOST_USED],
        }
        if first["Most used"] and not often_before:
            self._open = self._open | {"Most used"}
        self.tree.favourites = frozenset(kept)
        self.tree.show_families(tuple(known.values()), self._open, first)

    def _build_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Search layers"))
        search.setAccessibleName(self.tr("Search layers"))
        search.setClearButtonEnabled(True)
        as_search(search)
        return search

    def _framed(self, widget: QWidget) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.addWidget(widget)
        return frame


def _remembered() -> list[str]:
    kept = settings.families()
    return list(OPEN_AT_FIRST) if kept is None else kept
