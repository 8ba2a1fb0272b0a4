"""How wide wires are painted."""

from math import log2

from gui.canvas.scene.scene import Scene

#: as a rule, and the thinnest of those that are as thick as their channels
WIRE, THIN = 1.6, 1.2


def wire_width(scene: Scene, source: str) -> float:
    """How wide a wire from a node is: where that is wanted 0.6 pixels more each time its channels double."""
    shape = scene.analysis.nodes[source].output_shape if scene.thick_wires else None
    channels = shape[-1] if shape else None
    if not scene.thick_wires:
        return WIRE
    return round(THIN + 0.6 * log2(max(channels, 1)), 1) if channels else THIN
