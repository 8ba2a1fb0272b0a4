"""Training images beside what augmentation makes of them: an image a row, its versions from left to right."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnn.words.quantities import number_of, spell_share
from gui.style import theme
from gui.style.painters import paint_edge
from gui.widgets.dataset.sample_sheet import from_pixels

GAP, HEADING, CAPTION = 8, 20, 16
#: images are not enlarged beyond this
LARGEST = 112


@dataclass(frozen=True)
class Row:
    """One image, its class, and its versions with what each will be learned as ("" when as it was)."""

    original: QImage
    label: str
    versions: tuple[QImage, ...]
    captions: tuple[str, ...]


def rows_of(path: Path, labels: list[int], classes: list[str], captions: list[str]) -> tuple[Row, ...]:
    """Reads what the worker wrote; may run on any thread. `captions` are of the images as stored; `labels`, their classes, are
    empty where they have none."""
    import numpy as np

    with np.load(path, allow_pickle=False) as kept:
        originals, changed, shares = kept["originals"], kept["changed"], kept["shares"]
    return tuple(
        Row(
            from_pixels(originals[row]) or QImage(),
            caption,
            tuple(from_pixels(version[row]) or QImage() for version in changed),
            tuple(_caption(version[row], labels[row], classes) if labels else "" for version in shares),
        )
        for row, caption in enumerate(captions)
    )


def _caption(shares: Any, label: int, classes: list[str]) -> str:
    """The two largest shares of a label, when there are several."""
    if shares[label] > 0.995:
        return ""
    largest = sorted(range(len(classes)), key=lambda place: -float(shares[place]))[:2]
    return " + ".join(f"{spell_share(float(shares[place]))} {classes[place]}" for place in largest if shares[place] > 0.005)


class AugmentationSheet(QWidget):
    """Paints the rows as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 120))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What there is to see."""
        return self._rows

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Shows these."""
        self._rows = rows
        versions = len(rows[0].versions) if rows else 0
        each = number_of(self.tr("in {0} version|in {0} versions"), versions)
        self.setAccessibleName(number_of(self.tr("{0} image, {1}|{0} images, each {1}"), len(rows), each) if rows else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The originals on the left, a little apart from their versions."""
        if not self._rows:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setFont(theme.small_font(self.font()))
            painter.setPen(QColor(theme.current().secondary))
            side = self._side()
            first = side + 3 * GAP
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, side + 2 * GAP, HEADING), left, self.tr("as stored"))
            painter.drawText(
                QRectF(first, 0, self.width() - first, HEADING), left, self.tr("as learned from, in the first steps")
            )
            for number, row in enumerate(self._rows):
                top = HEADING + number * (side + CAPTION + GAP)
                self._paint(painter, row.original, row.label, QRectF(0, top, side, side))
                for place, (image, caption) in enumerate(zip(row.versions, row.captions, strict=True)):
                    self._paint(painter, image, caption, QRectF(first + place * (side + GAP), top, side, side))

    def _side(self) -> float:
        columns, rows = len(self._rows[0].versions) + 1, len(self._rows)
        wide = (self.width() - 3 * GAP - (columns - 2) * GAP) / columns
        high = (self.height() - HEADING) / rows - CAPTION - GAP
        return max(min(wide, high, LARGEST), 16)

    def _paint(self, painter: QPainter, image: QImage, caption: str, area: QRectF) -> None:
        size = image.size().scaled(int(area.width()), int(area.height()), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(area.left(), area.top(), size.width(), size.height())
        place.moveCenter(area.center())
        painter.drawImage(place, image)
        paint_edge(painter, place)
        if painter.fontMetrics().horizontalAdvance(caption) > area.width():
            caption = caption.partition(" + ")[0]  # the larger share says most
        text = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(QRectF(area.left(), area.bottom(), area.width(), CAPTION), Qt.AlignmentFlag.AlignCenter, text)
