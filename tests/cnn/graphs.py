"""Random layers, edits and graphs for the laws that must hold for every network."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.errors import ArgumentError, LayerloomError
from cnn.graph import Graph, Node, Wire
from cnn.layers import LAYERS, Add, BatchNormalization, Concatenate, Conv2D, Input, Layer, Multiply, ReLU, Rescaling, create

_SMALL = st.integers(1, 5)
_PADDING = st.sampled_from(["valid", "same"])


def _plain(class_name: str) -> Layer | None:
    try:
        return create(class_name)
    except ArgumentError:  # it has required arguments
        return None


#: every layer of the catalogue that can do without arguments and reads one other
PLAIN = tuple(layer for name in LAYERS if (layer := _plain(name)) is not None and layer.min_inputs == 1)


def _made(class_name: str, **arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Layer]:
    return st.fixed_dictionaries(arguments).map(lambda config: create(class_name, config))


_STEADY: st.SearchStrategy[Layer] = st.sampled_from(
    [ReLU(), BatchNormalization(), Conv2D(filters=3, padding="same"), Conv2D(filters=2, kernel_size=(1, 1)), Rescaling()]
)
_MERGE: tuple[Layer, ...] = (Add(), Multiply(), Concatenate())

LAYERS_TO_WIRE: st.SearchStrategy[Layer] = st.one_of(
    _STEADY,
    st.sampled_from(PLAIN),
    _made("Conv2D", filters=_SMALL, kernel_size=_SMALL, strides=st.integers(1, 2), padding=_PADDING),
    _made("MaxPooling2D", pool_size=st.integers(1, 3), padding=_PADDING),
    _made("Dense", units=_SMALL),
    _made("Concatenate", axis=st.sampled_from([-1, 1, 3])),
    _made("Reshape", target_shape=st.sampled_from([(-1,), (4, -1), (2, 2, -1), (1, 3), (-1, 2, 1), (28, 28, 1)])),
    _made("UpSampling2D", size=st.integers(1, 3)),
)

_SIZE = st.one_of(st.none(), st.integers(1, 12))
_IMAGE = st.tuples(st.integers(1, 20), st.integers(1, 20), st.integers(1, 4))
INPUTS: st.SearchStrategy[Layer] = st.one_of(_IMAGE, _IMAGE, _IMAGE, st.lists(_SIZE, max_size=4).map(tuple)).map(
    lambda shape: Input(shape=shape)
)


class Step(NamedTuple):
    """One random edit: what is done, on which nodes (numbers modulo their count), with which layer."""

    kind: str
    first: int
    second: int
    layer: Layer


def _node(graph: Graph, number: int) -> Node:
    return tuple(graph.nodes.values())[number % len(graph)]


def _wire(graph: Graph, number: int) -> Wire:
    return graph.wires[number % len(graph.wires)] if graph.wires else Wire("nowhere", "n1", 0)


def _input(layer: Layer, number: int) -> Input:
    return layer if isinstance(layer, Input) else Input(shape=(number + 1, number + 2, 3))


EDITS: dict[str, Callable[[Graph, Step], Graph]] = {
    "add input": lambda g, s: g.add(_input(s.layer, s.first))[0],
    "add": lambda g, s: g.add(s.layer)[0],
    "append": lambda g, s: g.append(s.layer)[0],
    "insert after": lambda g, s: g.insert_after(_node(g, s.first).id, s.layer)[0],
    "insert on wire": lambda g, s: g.insert_on_wire(_wire(g, s.first), s.layer)[0],
    "branch": lambda g, s: g.branch(_node(g, s.first).id, s.layer)[0],
    "connect": lambda g, s: g.connect(_node(g, s.first).id, _node(g, s.second).id),
    "rewire": lambda g, s: g.rewire(_node(g, s.first).id, _node(g, s.second).id, s.first % 2),
    "join": lambda g, s: g.add(_MERGE[s.first % 3], _node(g, s.first).id, _node(g, s.second).id)[0],
    "join the ends": lambda g, s: g.add(_MERGE[s.first % 3], *g.outputs)[0],
    "disconnect": lambda g, s: g.disconnect(_wire(g, s.first)),
    "remove": lambda g, s: g.remove(_node(g, s.first).id, heal=bool(s.second % 4)),
    "replace": lambda g, s: g.replace_layer(_node(g, s.first).id, s.layer),
    "resize": lambda g, s: g.replace_layer(_node(g, s.first).id, _input(s.layer, s.second)),
    "share": lambda g, s: _shared(g, _node(g, s.first), _node(g, s.second)),
    "unshare": lambda g, s: g.unshare(_node(g, s.first).id),
    "rename": lambda g, s: g.rename(_node(g, s.first).id, f"layer{s.second}"),
    "freeze": lambda g, s: g.set_trainable([_node(g, s.first).id], bool(s.second % 2)),
    "group": lambda g, s: g.move_to_group([_node(g, s.first).id], ("", "a", "a/b")[s.second % 3]),
    "mark": lambda g, s: g.mark_output(_node(g, s.first).id, bool(s.second % 2)),
    "place": lambda g, s: g.place({_node(g, s.first).id: (1.5, float(s.second))}),
}


#: the edits that build something up; drawn more often, so that graphs don't fall apart
_CONSTRUCTIVE = ("append", "insert after", "insert on wire", "branch", "join", "join the ends", "share", "replace", "resize")


def _shared(graph: Graph, owner: Node, source: Node) -> Graph:
    return graph.add(owner.layer, source.id, shares=owner.id)[0]


STEPS: st.SearchStrategy[Step] = st.builds(
    Step, st.sampled_from((*EDITS, *_CONSTRUCTIVE * 3)), st.integers(0, 30), st.integers(0, 30), st.one_of(LAYERS_TO_WIRE, INPUTS)
)


def edited(graph: Graph, step: Step) -> Graph:
    """The graph after one edit; an edit that is refused changes nothing."""
    try:
        return EDITS[step.kind](graph, step) if len(graph) else graph.add(_input(step.layer, step.first))[0]
    except LayerloomError:
        return graph


def _chain(layers: Sequence[Layer]) -> Graph:
    graph = Graph()
    for layer in layers:
        graph, _ = graph.append(layer)
    return graph


def _edited_all(graph: Graph, steps: Sequence[Step]) -> Graph:
    for step in steps:
        graph = edited(graph, step)
    return graph


#: graphs of up to about twenty nodes, most of them with something wrong
GRAPHS: st.SearchStrategy[Graph] = st.builds(
    lambda first, layers, steps: _edited_all(_chain([first, *layers]), steps),
    INPUTS,
    st.lists(LAYERS_TO_WIRE, min_size=3, max_size=8),
    st.lists(STEPS, min_size=4, max_size=16),
)


def _kept_buildable(first: Layer, layers: Sequence[Layer], steps: Sequence[Step]) -> Graph:
    """Grows a network, leaving out whatever would break it."""
    graph, _ = Graph().add(first)
    for layer in layers:
        grown = graph.append(layer)[0]
        graph = grown if analyse(grown).buildable else graph
    for step in steps:
        grown = edited(graph, step)
        graph = grown if analyse(grown).buildable else graph
    return graph


#: graphs that can be built, of up to about twenty nodes
BUILDABLE: st.SearchStrategy[Graph] = st.builds(
    _kept_buildable,
    _IMAGE.map(lambda shape: Input(shape=shape)),
    st.lists(LAYERS_TO_WIRE, min_size=4, max_size=8),
    st.lists(STEPS, min_size=6, max_size=16),
)
