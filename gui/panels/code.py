"""The project as a Python program, as it is now; the lines that make the selected layers are marked."""

from collections.abc import Iterable, Mapping
from itertools import takewhile

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QShowEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.formats.files import write_program
from gui.document import Document
from gui.style import icons, theme
from gui.widgets.basic.eliding import ElidingLabel

#: milliseconds from the last change to the new program; while somebody types, nothing is written
DELAY = 150


class Code(QWidget):
    """A read-only view of the code that Layerloom would export; it is written anew only while it is seen."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setProperty("look", "panel")
        self._document = document
        self._stale = True
        self._lines: Mapping[str, tuple[int, ...]] = {}  # for each node, the lines that make it
        self.view = QPlainTextEdit()
        self.view.setObjectName("codeText")
        self.view.setAccessibleName(self.tr("Python code"))
        self.view.setReadOnly(True)
        self.view.setUndoRedoEnabled(False)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._highlighter: PythonHighlighter | None = None
        self._said = ElidingLabel()
        self._said.setProperty("look", "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_bar())
        layout.addWidget(self.view, 1)
        self._clock = QTimer(self, singleShot=True, interval=DELAY)
        self._clock.timeout.connect(self._write_if_stale)
        for signal in (document.graphChanged, document.recipeChanged, document.datasetChanged, document.factsChanged):
            signal.connect(self._on_changed)
        document.hiddenChanged.connect(self._on_changed)
        document.selectionChanged.connect(self._on_selected)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write_if_stale()
        self._show_first()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._highlighter is not None:
            self._highlighter.dress()
            self._mark()

    def copy(self) -> None:
        """Puts the whole program on the clipboard, as the network is now; where there is none, nothing."""
        self._write_if_stale()
        if not self._copy.isEnabled():
            return
        QGuiApplication.clipboard().setText(self.view.toPlainText())
        self._said.setText(self.tr("Copied."))

    def _build_bar(self) -> QHBoxLayout:
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setObjectName("copyCode")
        self._copy.setIcon(icons.icon("copy"))
        self._copy.setIconSize(QSize(16, 16))
        self._copy.clicked.connect(self.copy)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._said, 1)
        bar.addWidget(self._copy)
        return bar

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._clock.start()

    def _write_if_stale(self) -> None:
        if not self._stale:
            return
        self._stale = False
        try:
            program = write_program(self._document.written, self._document.learned, tells_counts=self._document.shows_all)
            text, self._lines, said = program.text, program.lines, self.tr("This program builds and trains the same network.")
        except LayerloomError as error:
            text, self._lines, said = "", {}, str(error)
        self._said.setText(said)
        self._copy.setEnabled(bool(text))
        if self._highlighter is None:
            self._highlighter = PythonHighlighter(self.view.document())
        rewrite(self.view.document(), text)
        self._mark()

    def _on_selected(self) -> None:
        if self._stale or not self.isVisible():
            return  # it is marked when it is written
        self._mark()
        self._show_first()

    def _marked(self) -> list[int]:
        """The numbers of the lines that make what is selected; a layer in a block has one there and one in each call."""
        return sorted({line for node_id in self._document.selection for line in self._lines.get(node_id, ())})

    def _mark(self) -> None:
        self.view.setExtraSelections([self._mark_of(line) for line in self._marked()])

    def _mark_of(self, line: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self.view.document().findBlockByNumber(line))
        mark.format.setBackground(QColor(theme.current().soft_accent))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return mark

    def _show_first(self) -> None:
        """Scrolls to the first marked line, unless one is in sight."""
        lines = self._marked()
        first = self.view.firstVisibleBlock().blockNumber()
        seen = self.view.viewport().height() // max(self.view.fontMetrics().lineSpacing(), 1)
        if lines and not any(first <= line < first + seen for line in lines):
            self.view.verticalScrollBar().setValue(max(lines[0] - seen // 3, 0))


def rewrite(document: QTextDocument, text: str) -> None:
    """Makes a document say `text`, touching only what differs: that is coloured anew, and the view stays put."""
    old = document.toPlainText()
    start = _shared(old, text)
    tail = _shared(reversed(old[start:]), reversed(text[start:]))
    cursor = QTextCursor(document)
    cursor.setPosition(_units(old[:start]))
    cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
    if cursor.hasSelection() or len(text) != len(old):
        cursor.insertText(text[start : len(text) - tail])


def _shared(a: Iterable[str], b: Iterable[str]) -> int:
    """How many letters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _units(text: str) -> int:
    """How long a text is for Qt, which counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2


class PythonHighlighter(QSyntaxHighlighter):
    """Colours Python in the theme's colours; Pygments is imported when the first one is made."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        from pygments.lexers.python import PythonLexer

        self._lexer = PythonLexer(stripnl=False)
        self._formats: dict[object, QTextCharFormat] = {}
        self.dress()

    def dress(self) -> None:
        """Takes the colours of the current theme."""
        from pygments import token

        look = theme.current()
        self._string = _format(look.success)
        self._formats = {
            token.Keyword: _format(look.accent_text, bold=True),
            token.String: self._string,
            token.Number: _format(look.warning),
            token.Comment: _format(look.secondary, italic=True),
            token.Name.Function: _format(look.accent_text),
            token.Name.Class: _format(look.accent_text),
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        inside = self.previousBlockState() == 1
        place = 0
        if inside or text.count('"""') % 2:
            self.setFormat(0, len(text), self._string)
            self.setCurrentBlockState(int(inside != bool(text.count('"""') % 2)))
            return
        self.setCurrentBlockState(0)
        for kind, word in self._lexer.get_tokens(text):
            for family, form in self._formats.items():
                if kind in family:  # type: ignore[operator]
                    self.setFormat(place, len(word), form)
                    break
            place += len(word)


def _format(colour: str, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setForeground(QColor(colour))
    result.setFontItalic(italic)
    if bold:
        result.setFontWeight(QFont.Weight.DemiBold)
    return result
