"""A confusion matrix: which class was taken for which. Rows are what the images are, columns what the model said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui import theme
from gui.widgets import plot_loading

if TYPE_CHECKING:
    from gui.widgets.plot_matrix_drawing import MatrixDrawing


class MatrixPlot(QWidget):
    """Draws the counts as shades; the mouse reads them out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionMatrix")
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setMinimumSize(180, 160)
        self._counts: Sequence[Sequence[int]] = ()
        self._classes: Sequence[str] = ()
        self._drawing: MatrixDrawing | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._draw)

    def show_matrix(self, counts: Sequence[Sequence[int]], classes: Sequence[str]) -> None:
        """Shows a square table of counts."""
        self._counts, self._classes = counts, classes
        self._soon.start()

    def _draw(self) -> None:
        if not self._counts:
            return
        if not plot_loading.ready():
            self._soon.start()
            return
        if self._drawing is None:
            self._drawing = self._new_drawing()
        self._drawing.show(self._counts, self._classes, theme.current(), self.font())
        self._drawing.canvas.show()

    def _new_drawing(self) -> "MatrixDrawing":
        from gui.widgets.plot_matrix_drawing import MatrixDrawing

        drawing = MatrixDrawing(self.logicalDpiX())
        drawing.canvas.setParent(self)
        drawing.canvas.setGeometry(self.rect())
        drawing.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        drawing.canvas.installEventFilter(self)
        return drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The canvas fills the widget."""
        super().resizeEvent(event)
        if self._drawing is not None:
            self._drawing.canvas.setGeometry(self.rect())
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Colours follow the theme at once."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Says what the cell under the mouse counts."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._drawing is not None:
            cell = self._drawing.cell_at(event.position().x(), event.position().y())
            QToolTip.showText(event.globalPosition().toPoint(), "" if cell is None else self.sentence(*cell), self)
        return super().eventFilter(watched, event)

    def sentence(self, row: int, column: int) -> str:
        """One cell in words."""
        count = self._counts[row][column]
        words = self.tr("{0} images of {1} were taken for {2}") if row != column else self.tr("{0} images of {1} were recognized")
        return words.format(count, self._classes[row], self._classes[column])
