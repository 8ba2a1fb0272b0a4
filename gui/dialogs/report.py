"""The report of a run: as what, whether the model is asked again, where; then how far it is, and the finished file."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cnn.reports.report import KINDS
from cnn.runs.exports import REPORT_SUFFIX
from cnn.runs.listed.title import run_title
from cnn.words.language import filled, tr
from cnn.words.lists import listed, sentences
from gui.background.report_writer import ReportWriter
from gui.background.task import promptly
from gui.widgets.basic import asking
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.rows import add_row
from gui.widgets.form.enter import never_default, show_at_work
from gui.widgets.watching.quiet_bar import QuietBar


class ReportDialog(QDialog):
    """Stays open until the report is written or given up; what is written is opened at once."""

    def __init__(self, run: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("report")
        self.setWindowTitle(self.tr("Report of a run"))
        self._run = run
        self._path: Path | None = None  # what was written
        self._exports: list[Path] = []  # proofs that lie elsewhere than in the run's folder
        self.writer = ReportWriter(self)
        self.writer.stageChanged.connect(lambda stage: self.stage.setText(stage))
        self.writer.written.connect(self._on_written)
        self.writer.failed.connect(self._on_failed)
        self._build()
        self._show_state()

    def write_to(self, path: Path) -> None:
        """Begins to write."""
        self.message.hide()
        self._path = None
        self.stage.setText(self.tr("Starting …"))
        exports = self._exports if self.exports.isEnabled() else []
        self.writer.start(self._run, path, evaluate=self.evaluate.isChecked(), exports=exports)
        self._show_state()

    def done(self, result: int) -> None:
        """Whatever is still written is given up."""
        self.writer.cancel()
        super().done(result)

    # ------------------------------------------------------------------ what the person does

    def _ask_and_write(self) -> None:
        suffix = self.kind.currentData()
        kinds = f"{tr(KINDS[suffix])} (*{suffix})"
        name = asking.for_new_file(self, self.tr("Report of a run"), f"{self._run.name}{suffix}", kinds, "networks")
        if name:
            self.write_to(Path(name) if Path(name).suffix.lower() == suffix else Path(name + suffix))

    def _add_exports(self) -> None:
        """Takes exported files that lie elsewhere in: each by the proof beside it."""
        kinds = f"{self.tr('Proofs of exports')} (*{REPORT_SUFFIX});;{self.tr('All files')} (*)"
        for name in asking.for_files(self, self.tr("Exported files"), kinds, "networks"):
            if Path(name) not in self._exports:
                self._exports.append(Path(name))
        self._show_exports()

    def _drop_exports(self) -> None:
        self._exports.clear()
        self._show_exports()

    def _show_exports(self) -> None:
        names = [path.name.removesuffix(REPORT_SUFFIX) for path in self._exports]
        self.named.setText(listed([self.tr("those in the run's folder"), *names]))
        self.named.setToolTip("\n".join(map(str, self._exports)))
        self.drop_button.setVisible(bool(self._exports))
        self._begin_anew()

    def _cancel(self) -> None:
        self.writer.cancel()
        self._show_state()

    def _begin_anew(self) -> None:
        """Another report is wanted: what was written is left where it is."""
        self._path = None
        self._show_state()

    def _open(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _show_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    # ------------------------------------------------------------------ what the writer tells

    def _on_written(self, path: Path, notes: list[str]) -> None:
        self._path = path
        self.stage.setText(sentences(filled(self.tr("Written: {0}"), path), *notes))
        self._show_state()
        self._open()

    def _on_failed(self, message: str, hint: str) -> None:
        self._show_state()
        self.message.show_message(message, hint)
        self._make_room()

    def _show_state(self) -> None:
        working, written = self.writer.working, self._path is not None
        self._show_buttons(working=working, written=written)
        for part in (self.kind, self.evaluate):
            part.setEnabled(not working)
        self.exports.setEnabled(not working and self.kind.currentData() != ".md")
        self.stage.setVisible(working or written)
        self._make_room()

    def _show_buttons(self, *, working: bool, written: bool) -> None:
        self.open_button.setVisible(written)
        self.folder_button.setVisible(written)
        start = self.open_button if written else self.write_button
        (self.write_button if written else self.open_button).hide()
        show_at_work(going=working, start=start, cancel=self.cancel_button, progress=self.progress)
        if working:
            self.progress.setFocus()  # what has the keys now is about to be disabled
        elif written:
            self.open_button.setFocus()

    def _make_room(self) -> None:
        """Grows by what has come into sight, instead of pressing the rows above together."""
        if (layout := self.layout()) is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        about = QLabel(
            filled(
                self.tr("All there is to know of {0}: network, data, recipe, curves, scores, how to do it again."),
                promptly(lambda: run_title(self._run), otherwise=self._run.name),
            )
        )
        about.setWordWrap(True)
        about.setTextFormat(Qt.TextFormat.PlainText)
        self.kind = QComboBox()
        self.kind.setObjectName("reportKind")
        for suffix, title in KINDS.items():
            self.kind.addItem(f"{tr(title)} ({suffix})", suffix)
        self.kind.currentIndexChanged.connect(self._begin_anew)
        self.evaluate = QCheckBox(self.tr("Ask the model again: scores, confusions, the worst mistakes"))
        self.evaluate.setObjectName("reportEvaluate")
        self.evaluate.clicked.connect(self._begin_anew)
        trained = promptly((self._run / "model.keras").is_file, otherwise=True)
        self.evaluate.setChecked(trained)
        self.evaluate.setVisible(trained)
        self.message = MessageBar(self)
        self.stage = QLabel()
        self.stage.setObjectName("reportStage")
        self.stage.setWordWrap(True)
        self.stage.setTextFormat(Qt.TextFormat.PlainText)
        self.stage.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QuietBar(textVisible=False)
        self.progress.setRange(0, 0)  # how long a model takes is not known before
        self.progress.setAccessibleName(self.tr("Progress of the report"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        add_row(form, self.tr("Written as"), self.kind)
        form.addRow("", self.evaluate)
        add_row(form, self.tr("Exports"), self._exports_row())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (about, self.message):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.stage)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        self.setMinimumWidth(520)

    def _exports_row(self) -> QWidget:
        """Which exported files are told with their proofs."""
        self.exports = QWidget()
        self.named = ElidingLabel(self.tr("those in the run's folder"))
        self.named.setObjectName("reportExports")
        add = QPushButton(self.tr("Add …"))
        never_default(add)
        add.setObjectName("reportAddExports")
        add.setToolTip(
            filled(self.tr("Exported files that lie elsewhere; each has its proof, NAME{0}, beside it"), REPORT_SUFFIX)
        )
        add.clicked.connect(self._add_exports)
        self.drop_button = QPushButton(self.tr("Clear"))
        never_default(self.drop_button)
        self.drop_button.setObjectName("reportDropExports")
        self.drop_button.setToolTip(self.tr("Only those in the run's folder"))
        self.drop_button.clicked.connect(self._drop_exports)
        self.drop_button.hide()
        row = QHBoxLayout(self.exports)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.named, 1)
        row.addWidget(self.drop_button)
        row.addWidget(add)
        self.exports.setMinimumHeight(add.sizeHint().height())  # a form squeezes its rows where a dialog is low
        return self.exports

    def _buttons(self) -> QHBoxLayout:
        self.write_button = QPushButton(self.tr("Write …"))
        self.write_button.setProperty("look", "primary")
        self.write_button.setDefault(True)
        self.write_button.clicked.connect(self._ask_and_write)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        never_default(self.cancel_button)
        self.cancel_button.clicked.connect(self._cancel)
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.clicked.connect(self._open)
        self.folder_button = QPushButton(self.tr("Show folder"))
        self.folder_button.clicked.connect(self._show_folder)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.folder_button, self.open_button, self.cancel_button, self.write_button, close):
            row.addWidget(button)
        return row
