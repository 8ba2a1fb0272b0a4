"""An open design that still is a published network, built again for images of another size by whoever builds its family.

Where a window strides over an image of an odd side, some families pad otherwise than over an even one (`ZeroPadding2D` in
MobileNet, EfficientNet and NASNet, as in Keras); a design of one's own keeps what stands in it.
"""

from dataclasses import replace
from functools import lru_cache

from cnn.analysis import analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.presets import PRESETS
from cnn.shapes import Shape


def rebuilt(graph: Graph, image: Shape) -> Graph | None:
    """The preset that a network is, to the last setting, for images of that shape (height, width, channels); `None` for any other
    network, and where the preset can't work on them.

    >>> graph = PRESETS["mobilenet"].graph((96, 96, 3), 5)
    >>> again = rebuilt(graph, (97, 97, 3))
    >>> again == PRESETS["mobilenet"].graph((97, 97, 3), 5), rebuilt(graph.rename(graph.outputs[0], "mine"), (97, 97, 3))
    (True, None)
    """
    if graph.name not in PRESETS or len(graph.inputs) != 1 or len(image) != 3 or None in image:
        return None
    now, answers = graph.nodes[graph.inputs[0]].layer.output_shape(), analyse(graph).nodes[graph.outputs[0]].output_shape
    if len(now) != 3 or None in now or not answers or answers[-1] is None:
        return None
    plain = replace(graph, nodes={node.id: replace(node, position=None) for node in graph.nodes.values()})
    for pretrained in (False, True):
        if _built(graph.name, pretrained, now, answers[-1]) == plain:
            again = _built(graph.name, pretrained, tuple(image), answers[-1])
            return None if again is None else _as_it_lay(again, graph)
    return None


def _as_it_lay(again: Graph, before: Graph) -> Graph:
    """The network with its layers where a person put them."""
    moved = {node.id: node.position for node in before.nodes.values() if node.position is not None}
    if not moved:
        return again
    return replace(again, nodes={item: replace(node, position=moved.get(item)) for item, node in again.nodes.items()})


@lru_cache(maxsize=16)
def _built(name: str, pretrained: bool, image: Shape, classes: int) -> Graph | None:
    """A preset, or what its published weights are for; `None` where there is none for such images."""
    from cnn.presets.imagenet import WEIGHTS  # brings every preset along

    makers = WEIGHTS if pretrained else PRESETS
    height, width, channels = (side or 0 for side in image)
    try:
        return makers[name].graph((height, width, channels), classes) if name in makers else None
    except LayerloomError:
        return None
