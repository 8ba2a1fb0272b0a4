"""A column that scrolls up and down, never sideways: what is in it has to do with the width there is."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class ScrollingColumn(QScrollArea):
    """Shows a widget at the width of the area; one that wants to be wider is told to wrap or cut its texts.

    `readable` asks for the width at which nothing in it is cut off: for windows that a person may make as small as they go.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, readable: bool = False) -> None:
        super().__init__(parent)
        self._readable = readable
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        content.setSizePolicy(QSizePolicy.Policy.Ignored, content.sizePolicy().verticalPolicy())
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """As small as it can be with its content still to be read."""
        least = super().minimumSizeHint()
        content = self.widget()
        if self._readable and content is not None:
            least.setWidth(content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        return least

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What asks for another width inside is heard outside."""
        if self._readable and watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
