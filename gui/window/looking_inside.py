"""What menus can do with the image whose activations stand under the layers."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cnn.words.language import filled
from gui.canvas.activations import Activations
from gui.widgets.basic import asking


class LookingInside(QObject):
    """Looks at an image of the dataset, or at a file."""

    def __init__(self, activations: Activations, window: QWidget) -> None:
        super().__init__(window)
        self._activations, self._window = activations, window
        self.showingChanged = activations.showingChanged
        activations.fileWanted.connect(self.open_file)

    def show(self, wanted: bool) -> None:
        """Shows what layers make of the image that is chosen, else of the first one of the dataset; or no more of it."""
        if wanted != self._activations.showing:
            self._activations.want(wanted)

    def open_file(self) -> None:
        """Asks for an image file to look at."""
        from cnn.datasets.pixels.images import SUFFIXES  # Pillow takes its time to come

        kinds = filled(self.tr("Images ({0})"), " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES)))
        if name := asking.for_file(self._window, self.tr("An image to look at"), kinds, "images"):
            self._activations.look_at(Path(name))
