"""Where an image to try comes from: the clipboard, a file, a folder, a camera, the dataset."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnn.runs.chosen_image import ChosenImage
from cnn.words.language import filled
from cnn.words.quantities import digits
from gui.widgets.basic import asking
from gui.widgets.questions import camera


class ImageSources(QWidget):
    """Two rows of buttons; tells what was taken."""

    filesTaken = Signal(object)  # list[Path]: files, or a folder
    imageTaken = Signal(object, str, str)  # QImage, what its file is called, what people call it
    placeTaken = Signal(object)  # ChosenImage
    nothingThere = Signal(str, str)  # message and hint

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = -1  # of the image of the dataset that was taken last
        self._parts: Mapping[str, int] = {}
        self.part = QComboBox()
        self.part.setObjectName("tryPart")
        self.part.setMinimumContentsLength(9)
        self.part.setAccessibleName(self.tr("Part of the dataset that images are taken from"))
        self.part.activated.connect(lambda _: setattr(self, "_place", -1))
        self.paste_button = self._button(self.tr("Paste"), "pasteImage", self.paste)
        self.paste_button.setToolTip(self.tr("Take the image on the clipboard (Ctrl+V)"))
        self.file_button = self._button(self.tr("File…"), "tryFile", self._ask_for_files)
        self.folder_button = self._button(self.tr("Folder…"), "tryFolder", self._ask_for_folder)
        self.folder_button.setToolTip(self.tr("Classify all images of a folder, and save what was said as CSV"))
        self.camera_button = self._button(self.tr("Camera…"), "tryCamera", self.photograph)
        self.camera_button.setToolTip(self.tr("Take a picture with a camera"))
        self.camera_button.setVisible(camera.is_installed())
        self.random_button = self._button(self.tr("Random"), "randomImage", lambda: self.take_from_dataset(any_of=True))
        self.next_button = self._button(self.tr("Next"), "nextImage", lambda: self.take_from_dataset(any_of=False))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(_row(self.paste_button, self.file_button, self.folder_button, self.camera_button))
        rows.addLayout(_row(self.part, self.random_button, self.next_button))
        self.show_parts({})

    def show_parts(self, parts: Mapping[str, int]) -> None:
        """The parts of the model's dataset, with the number of their images; without any nothing is taken from it."""
        chosen, self._parts = self.part.currentData(), parts
        self.part.clear()
        names = {"train": self.tr("Training"), "validation": self.tr("Validation"), "test": self.tr("Test")}
        for part, count in parts.items():
            self.part.addItem(names.get(part, part), part)
            self.part.setItemData(
                self.part.count() - 1, filled(self.tr("{0} images"), digits(count)), Qt.ItemDataRole.ToolTipRole
            )
        best = next((part for part in (chosen, "test", "validation") if part in parts), None)
        self.part.setCurrentIndex(max(self.part.findData(best), 0) if parts else -1)
        for widget in (self.part, self.random_button, self.next_button):
            widget.setEnabled(bool(parts))

    # ------------------------------------------------------------------ what the person does

    def paste(self) -> None:
        """Takes the image, or the file, that was copied somewhere."""
        copied = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()] if copied is not None else []
        image = QGuiApplication.clipboard().image()
        if files:
            self.filesTaken.emit(files)
        elif not image.isNull():
            self.imageTaken.emit(image, "pasted", self.tr("The pasted image"))
        else:
            self.nothingThere.emit(self.tr("There is no image on the clipboard."), self.tr("Copy one somewhere, then paste it."))

    def photograph(self) -> None:
        """Takes a picture with a camera."""
        if not camera.names():
            self.nothingThere.emit(self.tr("There is no camera."), self.tr("Connect one, then try again."))
            return
        dialog = camera.CameraDialog(self.window())
        dialog.taken.connect(self._on_photograph)
        dialog.open()

    def _on_photograph(self, image: QImage) -> None:
        self.imageTaken.emit(image, "photograph", self.tr("The photograph"))

    def take_from_dataset(self, *, any_of: bool) -> None:
        """Takes an image of the model's dataset: any, or the next one; they count from 0."""
        part = self.part.currentData()
        if count := self._parts.get(part, 0):
            self._place = random.randrange(count) if any_of else (self._place + 1) % count
            name = filled(self.tr("{0}, image {1}"), self.part.currentText(), digits(self._place))
            self.placeTaken.emit(ChosenImage(part=part, place=self._place, name=name))

    def _ask_for_files(self) -> None:
        from cnn.datasets.pixels.images import SUFFIXES

        kinds = filled(self.tr("Images ({0})"), " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES)))
        self.filesTaken.emit([Path(name) for name in asking.for_files(self, self.tr("Images to try"), kinds, "images")])

    def _ask_for_folder(self) -> None:
        if name := asking.for_folder(self, self.tr("A folder of images to try"), "images"):
            self.filesTaken.emit([Path(name)])

    def _button(self, words: str, name: str, function: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda: function())
        return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(widget)
    return row
