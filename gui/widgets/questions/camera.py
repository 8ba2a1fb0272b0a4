"""A picture from a camera, where Qt's multimedia is installed (it is no part of the set-up)."""

import importlib.util
from types import ModuleType
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

#: pixels of the picture that is seen
SEEN = QSize(480, 360)


def is_installed() -> bool:
    """Whether Qt's multimedia is there; nothing of it is loaded."""
    return importlib.util.find_spec("PySide6.QtMultimedia") is not None


def names() -> list[str]:
    """What the cameras that are connected are called."""
    multimedia = _multimedia()
    return [] if multimedia is None else [device.description() for device in multimedia.QMediaDevices.videoInputs()]


def _multimedia() -> ModuleType | None:
    try:
        return importlib.import_module("PySide6.QtMultimedia")
    except ImportError:  # it may be there and lack a library of the system
        return None


class CameraDialog(QDialog):
    """Shows what a camera sees; takes a picture of it."""

    taken = Signal(object)  # QImage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("camera")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Camera"))
        self.view = _View()
        self.which = QComboBox()
        self.which.addItems(names())
        self.which.setAccessibleName(self.tr("Camera"))
        self.which.setVisible(self.which.count() > 1)
        self.note = QLabel(self.tr("Waiting for the camera …"))
        self.note.setWordWrap(True)
        self.note.setProperty("look", "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take_button = buttons.addButton(self.tr("Take"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_button.setProperty("look", "primary")
        self.take_button.setEnabled(False)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        self.finished.connect(lambda _: self._stop())
        column = QVBoxLayout(self)
        for widget in (self.which, self.view, self.note, buttons):
            column.addWidget(widget)
        self._camera: Any = None
        self._session: Any = None
        self._sink: Any = None
        self.which.currentIndexChanged.connect(lambda _: self._start())
        self._start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody films any more."""
        self._stop()
        super().closeEvent(event)

    # ------------------------------------------------------------------ inside

    def _start(self) -> None:
        self._stop()
        multimedia = _multimedia()
        devices = [] if multimedia is None else list(multimedia.QMediaDevices.videoInputs())
        if multimedia is None or not devices:
            self.note.setText(self.tr("There is no camera."))
            return
        device = devices[min(max(self.which.currentIndex(), 0), len(devices) - 1)]
        self._camera = multimedia.QCamera(device)
        self._session, self._sink = multimedia.QMediaCaptureSession(), multimedia.QVideoSink()
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(lambda _, text: self.note.setText(text))
        self._camera.start()

    def _stop(self) -> None:
        if self._camera is not None:
            self._camera.stop()
        self._camera = self._session = self._sink = None

    def _on_frame(self, frame: Any) -> None:
        image: QImage = frame.toImage()
        if not image.isNull():
            self.view.show_image(image)
            self.note.hide()
            self.take_button.setEnabled(True)

    def _take(self) -> None:
        if not self.view.image.isNull():
            self.taken.emit(self.view.image)
        self.accept()


class _View(QWidget):
    """The last picture, as large as it fits."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setMinimumSize(SEEN)
        self.setAccessibleName(self.tr("What the camera sees"))

    def show_image(self, image: QImage) -> None:
        """Shows one."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the middle."""
        if self.image.isNull():
            return
        with QPainter(self) as painter:
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self.image)
