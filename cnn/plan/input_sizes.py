"""The size at which each Input layer gets the images of a dataset."""

from collections.abc import Sequence

from cnn.datasets.sizes import USUAL, Size
from cnn.errors import DatasetError
from cnn.graph import Graph
from cnn.shapes import Shape, spell
from cnn.words.language import tr
from cnn.words.quantities import number_of


def input_sizes(graph: Graph, stored: Size | None, channels: Sequence[int] = ()) -> tuple[Size, ...]:
    """The size (height, width, channels) at which each Input layer gets its images; what it leaves open is as `stored`.

    `channels` are all numbers of them that images have whose sizes differ; () where nobody knows. Raises `DatasetError` for an
    Input that can't take images, or not these.
    """
    return tuple(_input_size(graph, node_id, stored, channels if stored is None else stored[2:]) for node_id in graph.inputs)


def with_sizes(graph: Graph, sizes: tuple[Size, ...]) -> Graph:
    """The network with its Input layers at these sizes, for an analysis that knows what really comes in."""
    for node_id, size in zip(graph.inputs, sizes, strict=True):
        layer = graph.nodes[node_id].layer
        graph = graph if layer.output_shape() == size else graph.replace_layer(node_id, layer.replace(shape=size))
    return graph


def _input_size(graph: Graph, node_id: str, stored: Size | None, known: Sequence[int]) -> Size:
    node = graph.nodes[node_id]
    shape: Shape = node.layer.output_shape()
    if len(shape) != 3:
        raise DatasetError(
            tr('Images have height, width and channels; the input "{0}" takes {1}.', node.name, spell(shape)),
            tr("Set the Input layer to the size of an image, for example 28×28×1, and flatten behind it."),
        )
    if None in shape and stored is None:
        raise DatasetError(
            tr('The images of this dataset have different sizes; the input "{0}" ({1}) names none.', node.name, spell(shape)),
            tr("Set height, width and channels of the Input layer; images are resized to it."),
        )
    height, width, channels = (own if wanted is None else wanted for wanted, own in zip(shape, stored or shape, strict=True))
    assert height is not None
    assert width is not None
    assert channels is not None
    for came in known:
        _check_channels(node.name, channels, came)
    return height, width, channels


def _check_channels(name: str, wanted: int, stored: int) -> None:
    if wanted == stored or (wanted in (1, 3) and stored in (1, 3, 4)):
        return
    if stored in (1, 3, 4):
        hint = tr("Set the Input layer to 1 channel (grey) or 3 (colour).")
    elif stored in USUAL:
        hint = tr("Set the Input layer to {0}.", _channels(stored))
    else:
        hint = tr(
            "Set the Input layer to {0}. Of arrays whose channels stand first, write FILE.npz::channels=first.", _channels(stored)
        )
    raise DatasetError(
        tr('The input "{0}" takes {1}; the dataset has images with {2}.', name, _channels(wanted), _channels(stored)),
        hint,
    )


def _channels(number: int) -> str:
    return number_of("{0} channel|{0} channels", number)
