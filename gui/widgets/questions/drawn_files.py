"""Drawings, and what is pasted or photographed, as files: a worker reads images from the disk."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from cnn.files.scratch import Scratch

#: so many of the last drawings are kept, so that none is away that is still to be read
KEPT = 8


class DrawnFiles(QObject):
    """Writes images into a folder that goes with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[Scratch] = []
        self._count = 0
        self._drawings: list[Path] = []
        self.destroyed.connect(partial(_give_up, self._held))

    def of_drawing(self, drawn: QImage, about: Mapping[str, Any]) -> Path | None:
        """A drawing as the model `about` which `describe` told knows images; None where nothing is drawn."""
        pixels = _drawing(drawn, about)
        if pixels is None:
            return None
        path = self._file("drawing")
        _write(pixels, path)
        self._drawings.append(path)
        for old in self._drawings[:-KEPT]:
            old.unlink(missing_ok=True)
        del self._drawings[:-KEPT]
        return path

    def of_image(self, image: QImage, name: str) -> Path:
        """An image as it is."""
        path = self._file(name)
        image.save(str(path))
        return path

    def _file(self, name: str) -> Path:
        if not self._held:
            self._held.append(Scratch())
        self._count += 1
        return self._held[0].path / f"{name}-{self._count}.png"


def _give_up(held: list[Scratch]) -> None:
    for scratch in held:
        scratch.remove()


def _drawing(image: QImage, about: Mapping[str, Any]) -> Any:
    """What is on the paper as the model knows images: as digits are centred and sized, else as it is; `None` for nothing."""
    import numpy as np

    from cnn.datasets.pixels.drawing import centred

    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3)
    drawing = about.get("drawing", {})
    if drawing.get("coloured"):
        return pixels.copy()
    grey = pixels[..., 0].copy()
    height, width, _ = about.get("size", (28, 28, 1))
    return centred(grey, (height, width), drawing["paper"]) if drawing.get("centres") else grey


def _write(pixels: Any, path: Path) -> None:
    from PIL import Image

    Image.fromarray(pixels).save(path, "PNG", compress_level=1)
