"""A picture of a network, shown as large as there is room for."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame

#: how much larger than it is a picture is shown, and how much smaller
LARGEST, READABLE = 1.5, 0.55
#: so many times as high as wide a picture is scrolled rather than made too small to be read
LONG = 3


class Preview(QFrame):
    """A picture, as large as there is room for: a column of many layers so large that it can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picturePreview")
        self.renderer = QSvgRenderer(self)

    def show_svg(self, data: bytes, room: QSize) -> None:
        """Shows another picture in so much room; none for no data."""
        self.renderer.load(QByteArray(data))
        self.fit(room)
        self.update()

    def fit(self, room: QSize) -> None:
        """Takes a size for that much room."""
        if not self.renderer.isValid():
            self.resize(0, 0)
            return
        size = self.renderer.defaultSize()
        wide, high = room.width() / size.width(), room.height() / size.height()
        least = READABLE if size.height() > LONG * size.width() else 0
        self.resize(size * min(wide, max(high, least), LARGEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.renderer.render(painter, QRectF(self.rect()))
