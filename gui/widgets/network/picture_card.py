"""A button that shows a picture, what it is of, and a line about it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.style import theme

#: pixels: the whole, and the room for the picture
SIZE, PICTURE = QSize(184, 132), QSize(160, 72)
EDGE = 12


class PictureCard(QAbstractButton):
    """A picture with a title and a line below it; as long as there is no picture, an icon stands there."""

    def __init__(self, title: str, about: str, sign: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setToolTip(about)
        self._sign = sign
        self._picture: QPixmap | None = None
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def has_picture(self) -> bool:
        """Whether its picture is there."""
        return self._picture is not None

    def show_picture(self, png: bytes) -> None:
        """Shows a picture that is twice as fine as pixels."""
        picture = QPixmap()
        if picture.loadFromData(png, "PNG"):
            picture.setDevicePixelRatio(2)
            self._picture = picture
            self.update()

    def sizeHint(self) -> QSize:
        return SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rim = look.accent if self.hasFocus() else look.wire if self.underMouse() else look.border
            painter.setPen(QPen(QColor(rim), 2 if self.hasFocus() else 1))
            painter.setBrush(QColor(look.soft_accent if self.isDown() else look.raised))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
            place = QRect(EDGE, EDGE, PICTURE.width(), PICTURE.height())
            if self._picture is not None:
                painter.drawPixmap(place.topLeft(), self._picture)
            else:
                self._sign.paint(painter, QRect(place.center().x() - 16, place.center().y() - 16, 32, 32))
            self._write(painter, self.text(), place.bottom() + 8, look.text, bold=True)
            self._write(painter, self.accessibleDescription(), place.bottom() + 25, look.secondary)

    def _write(self, painter: QPainter, text: str, top: int, colour: str, *, bold: bool = False) -> None:
        font = self.font() if bold else theme.small_font(self.font())
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, PICTURE.width())
        area = QRect(EDGE, top, PICTURE.width(), 18)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
