"""Networks that can be built, random and hand-made, and what makes two of them the same."""

from collections import Counter
from typing import Any

from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import LAYERS, Input, Layer, create


def _layer(class_name: str, **config: Any) -> Layer:
    return create(class_name, config)


#: layers that leave height and width as they are, so that branches can be joined again
_STEADY = (
    _layer("Conv2D", filters=4, kernel_size=3, padding="same", activation="relu"),
    _layer("Conv2D", filters=4, kernel_size=1, use_bias=False, kernel_initializer="he_normal", kernel_regularizer="l2"),
    _layer("DepthwiseConv2D", kernel_size=3, padding="same"),
    _layer("SeparableConv2D", filters=4, kernel_size=3, padding="same"),
    _layer("BatchNormalization", momentum=0.9),
    _layer("LayerNormalization"),
    _layer("MaxPooling2D", pool_size=2, strides=1, padding="same"),
    _layer("ReLU", max_value=6.0),
    _layer("Dropout", rate=0.25),
    _layer("Rescaling", scale=1 / 255),
)
_JOINS = ("Add", "Multiply", "Concatenate")


@st.composite
def networks(draw: st.DrawFn) -> Graph:
    """A network of some branches that are joined again, with shared, frozen and grouped layers and up to two outputs."""
    side = draw(st.integers(3, 8))
    net = Network(draw(st.sampled_from(["network", "Net-2"])))
    x = net.input((side, side, draw(st.integers(1, 4))))
    x = net(_STEADY[0], x)  # from here on every branch can bring four channels
    for number in range(draw(st.integers(1, 4))):
        with net.group(f"block{number}"):
            x = _block(draw, net, x)
    body = net.graph
    graph, pooled = body.add(_layer("GlobalAveragePooling2D"), x)
    graph, _ = graph.add(_layer("Dense", units=draw(st.integers(2, 5)), activation="softmax"), pooled.id)
    if draw(st.booleans()):
        graph, _ = graph.add(_layer("Flatten"), x)
    if draw(st.booleans()):
        graph = graph.mark_output(x, True)
    frozen = draw(st.lists(st.sampled_from([node.id for node in graph.nodes.values() if node.inputs]), max_size=2))
    return _shared(draw, graph.set_trainable(frozen, False))


def _block(draw: st.DrawFn, net: Network, x: str) -> str:
    branches = [_branch(draw, net, x) for _ in range(draw(st.integers(1, 3)))]
    if len(branches) == 1:
        return branches[0]
    x = net(_layer(draw(st.sampled_from(_JOINS))), *branches)
    return net(_STEADY[0], x)


def _branch(draw: st.DrawFn, net: Network, x: str) -> str:
    for layer in draw(st.lists(st.sampled_from(_STEADY), min_size=1, max_size=3)):
        x = net(layer, x)
    return x


def _shared(draw: st.DrawFn, graph: Graph) -> Graph:
    """Lets a layer in the network be called once more, on what it read already."""
    owners = [node for node in graph.nodes.values() if node.layer.class_name in ("Conv2D", "DepthwiseConv2D")]
    if not draw(st.booleans()):
        return graph
    owner = draw(st.sampled_from(owners))
    graph, _ = graph.add(owner.layer, *owner.inputs, shares=owner.id, trainable=owner.trainable)
    return graph


def every_layer() -> list[Layer]:
    """One of every layer in the catalogue that can do without arguments."""
    return [layer() for layer in LAYERS.values() if layer is not Input and not any(a.required for a in layer.arguments())]


def anatomy(graph: Graph) -> dict[str, Any]:
    """What a network is, without ids, groups, positions, and the names of nodes that only borrow weights."""
    places = _places(graph)
    numbers = analyse(graph).nodes
    return {
        "name": graph.name,
        "nodes": {  # Keras refuses `trainable` for some layers without weights, where it means nothing
            places[node_id]: (node.layer, node.trainable or not numbers[node_id].weights, [places[one] for one in node.inputs])
            for node_id, node in graph.nodes.items()
        },
        "outputs": [places[output] for output in graph.outputs],
        "params": analyse(graph).total_params,
        "trainable": analyse(graph).trainable_params,
    }


def _places(graph: Graph) -> dict[str, tuple[str, int]]:
    """For each node the name of the layer it calls, and the how-manieth call that is."""
    calls: Counter[str] = Counter()
    places = {}
    for node_id in graph.order:
        name = graph.nodes[graph.nodes[node_id].shares or node_id].name
        places[node_id] = (name, calls[name])
        calls[name] += 1
    return places
