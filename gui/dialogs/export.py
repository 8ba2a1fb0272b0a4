"""Export: what is written, what that is for, where to; what goes on meanwhile, and how the file was proven."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cnn.formats.files import FileKind
from cnn.words.language import filled, marked, tr
from cnn.words.lists import remarked
from gui.style import icons
from gui.widgets.basic import asking
from gui.widgets.basic.room import open_at
from gui.widgets.basic.rows import add_row
from gui.widgets.form.enter import never_default, unhurried
from gui.widgets.watching.quiet_bar import QuietBar

W = TypeVar("W", bound=QWidget)

#: what each precision means, in a few words
_PRECISIONS = {
    "float32": marked("float32: exactly as here"),
    "float16": marked("float16: half the size, almost as exact"),
    "int8-dynamic": marked("int8, dynamic range: weights take a quarter of the size"),
    "int8": marked("int8, whole: everything in whole numbers, for small boards"),
}


class ExportDialog(QDialog):
    """Asks what is to be written, and shows how it goes. It writes nothing itself: `exportWanted` says what is wanted."""

    exportWanted = Signal(object, str, str)  # path, suffix of the kind, precision
    cancelled = Signal()  # what goes on is to end

    def __init__(self, kinds: Sequence[FileKind], title: str, folder: Path, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export"))
        open_at(self, QSize(600, 380))
        self._kinds = {kind.suffix: kind for kind in kinds}
        self._title = title
        self._agreed = ""  # a path that may be written over
        self.running = False
        self._left: QWidget | None = None  # where the keyboard was when the export began
        self._build(folder)
        self.kind.setCurrentIndex(max(self.kind.findData(suffix), 0))
        self._show_kind()

    # ------------------------------------------------------------------ what is asked for

    @property
    def chosen(self) -> FileKind:
        """The kind of file that is wanted."""
        return self._kinds[self.kind.currentData()]

    @property
    def target(self) -> Path:
        """Where it is to stand, with the ending of its kind."""
        name, suffix = self.path.text().strip(), self.chosen.suffix
        if self.chosen.is_folder:
            return Path(name.rstrip("/\\") or self._title).expanduser()
        return Path(name if name.lower().endswith(suffix) else f"{name or self._title}{suffix}").expanduser()

    def accept(self) -> None:
        """Asks for the export, unless a file that is there is to stay."""
        if self.running or not self._may_write(self.target):
            return
        self.path.setText(str(self.target))
        self.exportWanted.emit(self.target, self.chosen.suffix, self.precision.currentData() or "float32")

    def reject(self) -> None:
        """Ends what goes on; else closes."""
        if self.running:
            self.cancelled.emit()
            self.show_stopped(self.tr("Called off. Nothing was written."))
            return
        super().reject()

    def done(self, result: int) -> None:
        """Ends with the dialog what nobody would see."""
        if self.running:
            self.running = False
            self.cancelled.emit()
        super().done(result)
        self.deleteLater()

    def _may_write(self, path: Path) -> bool:
        if not path.exists() or str(path) == self._agreed:
            return True
        buttons = QMessageBox.StandardButton
        words = filled(self.tr("{0} is there already. Write over it?"), path.name)
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("Export"), words, buttons.Yes | buttons.Cancel, self)
        box.setObjectName("writeOver")
        box.setDefaultButton(buttons.Cancel)  # a second Return on Export writes over nothing
        unhurried(box)
        return box.exec() == buttons.Yes

    def _show_kind(self) -> None:
        kind = self.chosen
        self.purpose.setText(tr(kind.purpose))
        self.precision.clear()
        for precision in kind.precisions:
            self.precision.addItem(tr(_PRECISIONS[precision]), precision)
        self._form.setRowVisible(self.precision, len(kind.precisions) > 1)
        name = self.path.text()
        for other in sorted(self._kinds, key=len, reverse=True):
            if name.lower().endswith(other):
                name = name[: -len(other)]
                break
        self.path.setText(name if kind.is_folder else f"{name}{kind.suffix}")
        self._clear()

    def _choose(self) -> None:
        kind = self.chosen
        if kind.is_folder:
            folder = asking.for_folder(self, self.tr("Export into"), "networks", str(self.target.parent))
            name = str(Path(folder) / self.target.name) if folder else ""
        else:
            target = self.target
            name = asking.for_new_file(self, self.tr("Export"), target.name, kind.pattern, "networks", target.parent)
            self._agreed = name  # it has asked
        if name:
            self.path.setText(name)
            self._clear()

    # ------------------------------------------------------------------ what comes of it

    def show_progress(self, stage: str) -> None:
        """What is done now."""
        if not self.running:
            self.running = True
            self._left = self.focusWidget()
            self._clear()
            self.bar.show()
            self.bar.setFocus()  # not Cancel, to which Qt would give the keys: a second Return is not meant for it
            self._allow()
        self._say(f"{stage} …")

    def show_stopped(self, words: str, *, problem: bool = False) -> None:
        """It is over without a file, for a reason."""
        self._end()
        if self._left is not None:
            self._left.setFocus()  # Qt takes it from what is disabled meanwhile; here it is wanted again
            self._left = None
        self._say(words, problem=problem)

    def show_result(self, lines: Sequence[str], snippet: str = "") -> None:
        """It is written: what there is to say of it, and the program that asks it about an image."""
        self._end()
        self._agreed = str(self.target)
        self._say("\n".join(lines))
        self.snippet.setPlainText(snippet)
        self._of_snippet.setVisible(bool(snippet))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setFocus()
        if snippet:
            self.resize(self.width(), max(self.height(), 560))

    def _end(self) -> None:
        self.running = False
        self.bar.hide()
        self._allow()

    def _clear(self) -> None:
        self.said.clear()
        self._of_snippet.hide()
        self.close_button.setText(self.tr("Cancel"))

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.said.setProperty("look", "problem" if problem else "")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(words)

    def _allow(self) -> None:
        for part in (self.kind, self.precision, self.path, self.choose_button, self.export_button):
            part.setEnabled(not self.running)

    # ------------------------------------------------------------------ building

    def _build(self, folder: Path) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        self.kind = _named(QComboBox(), "exportKind", self.tr("Kind of file"))
        for kind in self._kinds.values():
            self.kind.addItem(
                f"{tr(kind.title)} ({kind.suffix})" if not kind.is_folder else remarked(tr(kind.title), self.tr("folder")),
                kind.suffix,
            )
        self.kind.activated.connect(self._show_kind)
        self.purpose = _named(QLabel(wordWrap=True), "exportPurpose")
        self.purpose.setProperty("look", "secondary")
        self.purpose.setMinimumHeight(2 * self.purpose.fontMetrics().lineSpacing())  # its words may take two lines
        self.precision = _named(QComboBox(), "exportPrecision", self.tr("Precision", "of numbers"))
        self.precision.activated.connect(self._clear)
        self._form = QFormLayout()
        self._form.setSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        add_row(self._form, self.tr("Kind of file"), self.kind)
        self._form.addRow("", self.purpose)
        add_row(self._form, self.tr("Precision", "of numbers"), self.precision)
        add_row(self._form, self.tr("Write to"), self._where(folder))
        layout.addLayout(self._form)
        self.bar = _named(QuietBar(maximum=0, textVisible=False), "exportProgress", self.tr("Progress of the export"))
        self.bar.hide()
        self.said = _named(QLabel(wordWrap=True), "exportSaid")
        layout.addWidget(self.bar)
        layout.addWidget(self.said)
        layout.addWidget(self._snippet_box(), 1)
        layout.addStretch(0)
        layout.addWidget(self._buttons())

    def _where(self, folder: Path) -> QHBoxLayout:
        self.path = _named(QLineEdit(str(folder / self._title)), "exportPath", self.tr("Write to"))
        self.path.textEdited.connect(self._clear)
        self.choose_button = QPushButton(icons.icon("folder-open"), self.tr("Choose …"))
        never_default(self.choose_button)
        self.choose_button.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(self.choose_button)
        return row

    def _snippet_box(self) -> QWidget:
        self.snippet = _named(QPlainTextEdit(readOnly=True), "exportSnippet", self.tr("How to ask it"))
        self.snippet.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.snippet.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        copy = _named(QPushButton(icons.icon("copy"), self.tr("Copy")), "exportCopy")
        never_default(copy)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.snippet.toPlainText()))
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("Ask it about an image:")), 1)
        head.addWidget(copy)
        self._of_snippet = QWidget()
        column = QVBoxLayout(self._of_snippet)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(head)
        column.addWidget(self.snippet, 1)
        self._of_snippet.hide()
        return self._of_snippet

    def _buttons(self) -> QDialogButtonBox:
        self.export_button = _named(QPushButton(self.tr("Export"), default=True), "exportButton")
        self.export_button.setProperty("look", "primary")
        self.export_button.clicked.connect(self.accept)
        self.close_button = _named(QPushButton(self.tr("Cancel")), "exportCancel")
        never_default(self.close_button)
        self.close_button.clicked.connect(self.reject)
        buttons = QDialogButtonBox()  # in the order that this desktop has them
        buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        return buttons


def _named(widget: W, name: str, words: str = "") -> W:
    """A widget that tests and accessibility tools find."""
    widget.setObjectName(name)
    if words:
        widget.setAccessibleName(words)
    return widget
