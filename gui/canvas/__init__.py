"""The canvas: the network as a picture that one builds on."""

from gui.canvas.canvas import Canvas
from gui.canvas.gestures.drop_layer import LAYER_MIME

__all__ = ["LAYER_MIME", "Canvas"]
