"""One way of showing where a network looks: its map over the image, and what it shows and what not."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from cnn.words.language import filled
from cnn.words.saliency import Method
from gui.widgets.plot.saving import offer_copy
from gui.widgets.questions.pixels import as_image

#: pixels of a picture's side at least
LEAST = 96
#: rows of a grid that a card takes where its parts stand below each other, and columns where they stand beside each other
ROWS, COLUMNS = 4, 3
#: Qt's own word for any width
NO_LIMIT = 16_777_215


class MapPicture(QWidget):
    """An image as large as there is room; small ones keep their pixels as squares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.side = 0  # in pixels, where it is given
        self.setMinimumSize(LEAST, LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A little more than it needs, unless its size is given."""
        return QSize(self.side, self.side) if self.side else QSize(LEAST + 24, LEAST + 24)

    def show_image(self, image: QImage) -> None:
        """Shows this one."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The image in the middle."""
        if self.image.isNull():
            return
        size = QSize(self.image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, size.width() < 2 * self.image.width())
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self.image)


class MapCard:
    """A method's title, its map, what was found, and its two honest lines: four widgets."""

    def __init__(self, method: Method) -> None:
        self.method = method
        self.arrays: Mapping[str, Any] = {}
        self.title, self.found, self.words = QLabel(method.title), QLabel(), QLabel()
        self.title.setProperty("look", "title")
        self.title.setToolTip(method.paper)
        self.picture = MapPicture()
        self.picture.setObjectName(f"map-{method.name}")
        self.picture.setAccessibleName(method.title)
        self.copy = offer_copy(self.picture)
        self.copy.setEnabled(False)
        self._promise()
        for label in (self.found, self.words):
            label.setProperty("look", "secondary")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """From top to bottom."""
        return self.title, self.picture, self.found, self.words

    def stand(self, grid: QGridLayout, row: int, column: int, beside: int = 0) -> None:
        """Takes its place in a grid: below each other, `ROWS` rows in one column; or all words beside a picture of so many
        pixels, two rows in `COLUMNS` columns."""
        for part in self.widgets:
            grid.removeWidget(part)
        self.picture.side = beside
        self.picture.setMinimumSize(beside or LEAST, min(beside or LEAST, LEAST))
        self.picture.setMaximumWidth(beside or NO_LIMIT)
        if beside:
            grid.addWidget(self.picture, row, column, 2, 1)
            grid.addWidget(self.title, row, column + 1)
            grid.addWidget(self.found, row, column + 2)
            grid.addWidget(self.words, row + 1, column + 1, 1, 2)
        else:
            for place, part in enumerate(self.widgets):
                grid.addWidget(part, row + place, column)

    def set_visible(self, shown: bool) -> None:
        """Shows all of it, or nothing."""
        for widget in self.widgets:
            widget.setVisible(shown)

    def show_map(self, arrays: Mapping[str, Any], found: str, opacity: float) -> None:
        """Shows a map, and what there is to say of it."""
        self.arrays = arrays
        self.copy.setEnabled(True)
        self.found.setText(found)
        self.picture.setAccessibleDescription(found)
        self.lay_over(opacity)

    def lay_over(self, opacity: float) -> None:
        """The same map as strong as that, from 0 to 1."""
        if (pixels := self.pixels(opacity)) is not None:
            self.picture.show_image(as_image(pixels))

    def pixels(self, opacity: float) -> Any:
        """The map over its image, height × width × 3; `None` where there is none."""
        from cnn.datasets.pixels.heat_map import laid_over

        if not self.arrays:
            return None
        return laid_over(self.arrays["image"], self.arrays["map"], opacity, signed=self.method.signed)

    def say(self, words: str) -> None:
        """What is done for it now."""
        self._promise()
        self.found.setText(words)

    def refuse(self, words: str) -> None:
        """Why there is none: that counts more than what it would show."""
        self.clear()
        self.words.setText(words)

    def _promise(self) -> None:
        """What the method shows, and what not."""
        self.words.setText(filled(self.words.tr("{0} Not: {1}"), self.method.shows, self.method.hides))

    def clear(self) -> None:
        """There is none."""
        self.arrays = {}
        self.copy.setEnabled(False)
        self._promise()
        self.found.clear()
        self.picture.show_image(QImage())
