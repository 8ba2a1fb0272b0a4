"""The canvas: the network as a picture that one builds on."""

from gui.canvas.canvas import Canvas
from gui.canvas.drop import LAYER_MIME

__all__ = ["LAYER_MIME", "Canvas"]
