"""A button that shows a picture, what it is of, and a line about it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.style import theme

#: pixels: the whole, and the room for the picture
SIZE, PICTURE = QSize(184, 162), QSize(160, 72)
EDGE = 12
#: lines of text: of the title, and of both together
TITLE, LINES = 2, 4


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
            top = place.bottom() + 8
            title = self._write(painter, self.text(), top, TITLE, look.text, bold=True)
            self._write(painter, self.accessibleDescription(), top + title[1], LINES - title[0], look.secondary)

    def _write(self, painter: QPainter, text: str, top: int, most: int, colour: str, *, bold: bool = False) -> tuple[int, int]:
        """Writes at most so many lines; how many there are, and their height in pixels."""
        font = self.font() if bold else theme.small_font(self.font())
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        lines = wrapped(text, font, PICTURE.width(), most)
        height = painter.fontMetrics().height() + 1
        for number, line in enumerate(lines):
            area = QRect(EDGE, top + number * height, PICTURE.width(), height)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        return len(lines), len(lines) * height


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Text in at most so many lines of so many pixels, broken between words where it can be; what is too much for the last line
    is left out in its middle."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    lines = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideMiddle, width) for line in lines]
