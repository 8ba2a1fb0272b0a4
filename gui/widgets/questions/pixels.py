"""Arrays of a worker's answers as images."""

import importlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap

from gui.background.task import Background

if TYPE_CHECKING:
    from numpy.typing import NDArray

_loading: dict[str, Background] = {}


def prepare() -> None:
    """Fetches what makes pictures of arrays on a thread, before the first answer comes: on the GUI thread it takes 30 ms."""
    if not _loading:
        _loading["heat_map"] = Background(lambda: importlib.import_module("cnn.datasets.pixels.heat_map"))


def arrays_in(path: str) -> dict[str, Any]:
    """What an NPZ file holds."""
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def as_image(pixels: "NDArray[Any]") -> QImage:
    """Pixels (height × width × 3, 0-255, uint8)."""
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def enlarged(image: QImage, side: int, ratio: float = 1.0) -> QPixmap:
    """An image whose longer side is `side`, for a screen with `ratio` dots a pixel; small ones keep their pixels as squares."""
    dots = round(side * ratio)
    small = max(image.width(), image.height()) * 2 <= dots
    how = Qt.TransformationMode.FastTransformation if small else Qt.TransformationMode.SmoothTransformation
    pixmap = QPixmap.fromImage(image.scaled(QSize(dots, dots), Qt.AspectRatioMode.KeepAspectRatio, how))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
