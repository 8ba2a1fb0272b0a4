"""Where one is: the network and the groups around what is selected, each a click away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cnn.graph import Graph
from cnn.graph.node import enclosing_groups
from gui.style import icons
from gui.widgets.basic.action_words import literal


class Breadcrumbs(QWidget):
    """Buttons from the outside in; the last one folds. Hidden where there is no group."""

    groupChosen = Signal(str)  # a group's path, "" for the network
    foldWanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crumbs")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 6, 0)
        self._row.setSpacing(6)
        self._shown: tuple[str, str, bool] | None = None
        self.hide()

    def show_path(self, graph: Graph, path: str, *, folds: bool) -> None:
        """Shows the way to a group; `folds` when it is open and can be folded."""
        wanted = (graph.name, path, folds)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.setVisible(bool(path))
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if path:
            self._add(graph.name, "")
            for outer in enclosing_groups(path):
                self._row.addWidget(self._arrow())
                self._add(outer.rpartition("/")[2], outer)
            if folds:
                self._add_fold(path)
        for place in range(self._row.count()):
            if (item := self._row.itemAt(place)) is not None and (widget := item.widget()) is not None:
                widget.show()  # a layout shows what it is given only later, and counts it only then
        self.adjustSize()

    def fit_into(self, width: int) -> None:
        """Takes no more room than that: the outermost go first, the innermost stays."""
        parts = [widget for place in range(self._row.count()) if (item := self._row.itemAt(place)) and (widget := item.widget())]
        for part in (part for part in parts if part.isHidden()):
            part.show()
        last = max((place for place, part in enumerate(parts) if part.objectName().startswith("crumb:")), default=0)
        for part in parts[:last]:
            if self._row.sizeHint().width() <= width:
                break
            part.hide()

    def _add(self, text: str, path: str) -> None:
        button = QPushButton(literal(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, 160)), self)
        button.setObjectName(f"crumb:{path}")
        button.setProperty("look", "flat")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.groupChosen.emit(path))
        self._row.addWidget(button)

    def _add_fold(self, path: str) -> None:
        button = QPushButton(icons.icon("arrows-in-line-vertical", "secondary"), "", self)
        button.setObjectName("crumbFold")
        button.setToolTip(self.tr("Fold this group"))
        button.setAccessibleName(button.toolTip())
        button.setProperty("look", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.foldWanted.emit(path))
        self._row.addWidget(button)

    def _arrow(self) -> QLabel:
        label = QLabel("›", self)
        label.setProperty("look", "secondary")
        return label
