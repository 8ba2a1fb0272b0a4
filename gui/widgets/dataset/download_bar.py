"""A bar that offers a dataset, or weights, that are not on this machine, shows how far its download is, and what went wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from cnn.files.remote import Package
from cnn.words.language import filled
from cnn.words.lists import sentences
from gui.background.dataset_download import PackageDownload
from gui.style import theme
from gui.style.icons import Glyph, Sign, icon
from gui.widgets.form.enter import never_default, show_at_work
from gui.widgets.watching.quiet_bar import QuietBar

WHOLE = 1000


class DownloadBar(QFrame):
    """Visible while there is something to offer or to tell."""

    def __init__(self, download: PackageDownload, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._download = download
        self.setProperty("look", "infoCard")
        self.setObjectName("downloadBar")
        self.sign = Sign(size=18)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # an address to be copied
        self.bar = QuietBar()
        self.bar.setRange(0, WHOLE)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.figures = QLabel()
        self.figures.setFont(theme.number_font(self.figures.font()))
        self.start_button = QPushButton(icon("download-simple"), self.tr("Download"))
        self.start_button.clicked.connect(download.start)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(download.cancel)
        for button in (self.start_button, self.cancel_button):
            never_default(button)  # Return in a field of a dialog downloads nothing
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        for widget, stretch in ((self.sign, 0), (self.text, 2), (self.bar, 1), (self.figures, 0)):
            row.addWidget(widget, stretch)
        row.addWidget(self.start_button)
        row.addWidget(self.cancel_button)
        download.stateChanged.connect(self._show)
        self._show()

    def ask(self) -> None:
        """Gives the keys to the question."""
        self.start_button.setFocus()

    def _show(self) -> None:
        download = self._download
        coming, missing = download.coming, download.missing
        running = coming is not None
        self.figures.setVisible(running)
        show_at_work(going=running, start=self.start_button, cancel=self.cancel_button, progress=self.bar)
        if coming is not None:
            self._show_progress(coming, download.done_bytes)
        elif missing is not None:
            self._show_offer(missing, download.error)
        self.setVisible(coming is not None or missing is not None)

    def _show_progress(self, info: Package, done: int) -> None:
        self._set_sign("info", "accent_text")
        self.text.setText(filled(self.tr("Downloads {0} from {1}"), info.title, info.host))
        self.bar.setValue(round(WHOLE * done / max(info.download_bytes, 1)))
        self.figures.setText(filled(self.tr("{0} of {1} MB"), _megabytes(done), _megabytes(info.download_bytes)))

    def _show_offer(self, info: Package, error: tuple[str, str] | None) -> None:
        if error is not None:
            self._set_sign("warning-circle", "problem")
            self.text.setText(sentences(*error))
        else:
            self._set_sign("info", "accent_text")
            self.text.setText(filled(self._download.offer(), info.title, _megabytes(info.download_bytes), info.host))
        self.start_button.setText(self.tr("Try again") if error else self.tr("Download"))

    def _set_sign(self, name: Glyph, colour: str) -> None:
        self.sign.show_icon(icon(name, colour))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}" if size >= 1e7 else f"{size / 1e6:,.1f}"
