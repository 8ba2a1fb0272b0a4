"""The camera: without Qt's multimedia there is no button; without a device one line; with one a picture is taken."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui.widgets.questions import camera
from gui.widgets.questions.camera import CameraDialog
from gui.widgets.questions.image_sources import ImageSources


class Sink(QObject):
    videoFrameChanged = Signal(object)


class Device(QObject):
    """A QCamera that can be looked at."""

    errorOccurred = Signal(object, str)

    def __init__(self, description: str) -> None:
        super().__init__()
        self.films, self.description = False, description

    def start(self) -> None:
        self.films = True

    def stop(self) -> None:
        self.films = False


class Session:
    """A QMediaCaptureSession."""

    def setCamera(self, device: Device) -> None:
        self.device = device

    def setVideoSink(self, sink: Sink) -> None:
        self.sink = sink


def plug_in(monkeypatch: pytest.MonkeyPatch, *descriptions: str) -> None:
    """Qt's multimedia with these cameras."""
    module = ModuleType("PySide6.QtMultimedia")
    devices = [SimpleNamespace(description=lambda name=name: name) for name in descriptions]
    module.QMediaDevices = SimpleNamespace(videoInputs=lambda: devices)  # type: ignore[attr-defined]
    module.QCamera = lambda device: Device(device.description())  # type: ignore[attr-defined]
    module.QMediaCaptureSession, module.QVideoSink = Session, Sink  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", module)
    monkeypatch.setattr(camera, "is_installed", lambda: True)


def photograph() -> QImage:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def test_without_multimedia_there_is_no_button_and_without_a_camera_a_line(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.setattr(camera, "is_installed", lambda: False)
    assert camera.names() == []
    sources = ImageSources()
    qtbot.addWidget(sources)
    assert sources.camera_button.isHidden()
    plug_in(monkeypatch)
    sources = ImageSources()
    qtbot.addWidget(sources)
    assert not sources.camera_button.isHidden()
    with qtbot.waitSignal(sources.nothingThere) as told:
        sources.camera_button.click()
    assert told.args == ["There is no camera.", "Connect one, then try again."]


def test_what_the_camera_sees_is_seen_and_taken(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, "left", "right")
    dialog = CameraDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.which.itemText(place) for place in range(2)] == ["left", "right"]
    first = dialog._camera
    dialog.which.setCurrentIndex(1)
    assert (first.films, dialog._camera.films, dialog._camera.description) == (False, True, "right")
    assert not dialog.take_button.isEnabled()
    dialog._sink.videoFrameChanged.emit(SimpleNamespace(toImage=photograph))
    with qtbot.waitSignal(dialog.taken) as taken:
        dialog.take_button.click()
    assert taken.args[0].pixelColor(1, 1) == QColor("red")


def test_a_camera_that_fails_says_so_and_is_let_go(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, "only one")
    dialog = CameraDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.which.isHidden()
    device = dialog._camera
    device.errorOccurred.emit(1, "It is in use.")
    assert dialog.note.text() == "It is in use."
    dialog.reject()
    assert not device.films
