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
        self.setAccessibleName(self.tr("Scrolled part"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        content.setSizePolicy(QSizePolicy.Policy.Ignored, content.sizePolicy().verticalPolicy())
        content.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # what stands at its top is not painted anew when it grows
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._offer_keys())
        self.setWidget(content)

    def _offer_keys(self) -> None:
        """Tab comes to it only where keys have to scroll it: where it has more than there is room for, and no field in it."""
        content = self.widget()
        if content is None or self.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return
        scrolls = self.verticalScrollBar().maximum() > 0 and not _has_field(content)
        if scrolls != (self.focusPolicy() == Qt.FocusPolicy.StrongFocus):
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.ClickFocus)
            self.setProperty("keys", scrolls)  # it shows then that it has them
            self.style().polish(self)

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


def _has_field(content: QWidget) -> bool:
    """Whether Tab comes to anything within; the first one is enough, for a panel has hundreds of parts."""
    parts = (part for part in content.children() if isinstance(part, QWidget))
    return any(part.focusPolicy() & Qt.FocusPolicy.TabFocus or _has_field(part) for part in parts)
