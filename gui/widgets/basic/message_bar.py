"""A bar for what went wrong: one sentence, what to do about it, and what can be looked at. It never stops the work."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnn.words.language import filled
from cnn.words.lists import sentences
from gui.style.icons import Sign, icon
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.room import open_at

log = logging.getLogger(__name__)

#: buttons: what stands on each, and what it does
Actions = tuple[tuple[str, Callable[[], object]], ...]


#: pixels that the words have at least, and what stands beside words and buttons: sign, cross and margins
WORDS, BESIDE = 220, 76


class MessageBar(QFrame):
    """Hidden until `show_message`; the person closes it, or `hide` does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "problemCard")
        self.setObjectName("messageBar")
        self.sign = Sign(icon("warning-circle", "problem"), 18)
        self.text = _Words()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long word can't be wrapped
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(8)
        self._words.addWidget(self.text, 1)
        self._words.addLayout(self._buttons)
        self._more = QToolButton()
        self._more.setObjectName("messageMore")
        self._more.setText("…")
        self._more.setAccessibleName(self.tr("What can be done"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(QMenu(self._more))
        self._more.hide()
        self._said = ("", "")
        self._again: Callable[[], object] | None = None
        self._short = self._is_note = False
        close = QPushButton(icon("x", "secondary"), "")
        close.setProperty("look", "flat")
        close.setAccessibleName(self.tr("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.sign)
        row.addLayout(self._words, 1)
        row.addWidget(self._more)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_message(
        self,
        message: str,
        hint: str = "",
        actions: Actions = (),
        again: Callable[[], object] | None = None,
        *,
        is_note: bool = False,
    ) -> None:
        """Says what went wrong and what to do, or, as a note, what is worth knowing; each action is a button.

        `again` looks once more, and says it where it still holds: `tell_again` asks it.
        """
        before, shown = sentences(*self._said), not self.isHidden()
        self._said, self._again = (message, hint), again
        if not shown or _numberless(before) != _numberless(sentences(*self._said)):  # it may be said again at each key or second
            log.info("Shown: %s", sentences(*self._said))
        self._dress(is_note)
        between = sentences(message, hint)[len(message) :][: -len(hint) or None] if hint else ""
        self.text.setText(f"<b>{_escaped(message)}</b>{between}{_escaped(hint)}")
        self.setAccessibleName(sentences(message, hint))
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.hide()  # it stands there until it is deleted
                widget.deleteLater()
        self._more.menu().clear()
        for label, slot in actions:
            self._more.menu().addAction(label, slot)
            button = QPushButton(label)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            self._buttons.addWidget(button)
        self.fold(self.width())
        self.show()

    def _dress(self, is_note: bool) -> None:
        """In the colours of what went wrong, or of a note."""
        if is_note == self._is_note:
            return
        self._is_note = is_note
        self.setProperty("look", "infoCard" if is_note else "problemCard")
        self.sign.show_icon(icon("info", "accent_text") if is_note else icon("warning-circle", "problem"))
        self.style().unpolish(self)
        self.style().polish(self)

    def take_back(self, message: str) -> None:
        """Hides a message that no longer matters; another one that has taken its place stays."""
        if message and self._said[0] == message:
            self.hide()

    def tell_again(self) -> None:
        """What it was said of has changed: neither its words nor its buttons may speak of what was."""
        if self._again is not None and not self.isHidden():
            self.hide()
            self._again()

    def fold(self, width: int) -> None:
        """Puts the buttons below the words, and below each other, where they would leave the words too little room."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        widths = [item.sizeHint().width() for place in range(self._buttons.count()) if (item := self._buttons.itemAt(place))]
        room, wanted = width - BESIDE, sum(widths) + self._words.spacing() * len(widths)
        words = min(WORDS, self.text.fontMetrics().horizontalAdvance(self.accessibleName()))
        self._words.setDirection(beside if self._short or wanted + words <= room else below)
        self._buttons.setDirection(beside if wanted <= room else below)

    def shorten(self) -> None:
        """Says it in one line, the whole of it in the tip, and puts what can be done into a menu; nothing else
        fits into a low window."""
        self._set_short(True)
        self.text.line = sentences(*self._said).strip().replace("\n", " ")
        self.text.setToolTip("\n".join(filter(None, self._said)))

    def lengthen(self) -> None:
        """Says it in full again."""
        self._set_short(False)
        self.text.line = ""
        self.text.setToolTip("")

    def _set_short(self, short: bool) -> None:
        self._short = short
        self.text.setWordWrap(not short)
        for place in range(self._buttons.count()):
            if (item := self._buttons.itemAt(place)) and (button := item.widget()):
                button.setVisible(not short)
        self._more.setVisible(short and bool(self._more.menu().actions()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fold(event.size().width())
        super().resizeEvent(event)


class _Words(QLabel):
    """A text that is painted as one `line` where it has one, cut at its end."""

    line = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.line:
            super().paintEvent(event)
            return
        font = self.font()
        font.setBold(True)
        with QPainter(self) as painter:
            painter.setFont(font)
            painter.setPen(self.palette().color(self.foregroundRole()))
            cut = painter.fontMetrics().elidedText(self.line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


class LogWindow(QDialog):
    """The last words of a process, to read and to copy, and where they stand; the window behind it stays usable."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None, *, where: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("log")
        self.setWindowTitle(title)
        open_at(self, QSize(760, 420))
        self.text = text
        view = QPlainTextEdit(text)
        view.setAccessibleName(title)
        view.setReadOnly(True)
        view.setProperty("look", "card")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(view)
        if where is not None:
            QTimer.singleShot(0, view, lambda: _show_end(view))  # once it is shown; before it has a size nothing can be scrolled
            place = ElidingLabel(filled(self.tr("From {0}"), where), mode=Qt.TextElideMode.ElideMiddle)
            place.setObjectName("logFile")
            place.setProperty("look", "secondary")
            column.addWidget(place)
            folder = buttons.addButton(self.tr("Show the folder"), QDialogButtonBox.ButtonRole.ActionRole)
            folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(where.parent))))
        column.addWidget(buttons)


def _show_end(view: QPlainTextEdit) -> None:
    """Of a log the last lines are why it is looked at."""
    view.moveCursor(QTextCursor.MoveOperation.End)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())


def _numberless(text: str) -> str:
    return "".join(char for char in text if not char.isdecimal())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
