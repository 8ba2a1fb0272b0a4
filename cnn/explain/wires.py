"""What flows through a wire: from where to where, how many numbers, what a channel of them is, and what would fit in between."""

from collections.abc import Iterator, Sequence

from cnn.analysis import Analysis, Problem, analyse
from cnn.analysis.layer_numbers import FLOAT_BYTES
from cnn.errors import LayerloomError
from cnn.explain.letters import alone, axis_names, numbers_of, one
from cnn.explain.line import Formula, Line, number
from cnn.graph import Graph, Node, Wire
from cnn.layers import Add, Concatenate, Dense, Flatten, Input, Layer, create
from cnn.layers.border import Cropping, ZeroPadding
from cnn.layers.convolution import Convolution, TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.elementwise import Elementwise
from cnn.layers.pooling import GlobalPooling, Pooling
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape, count, spell
from cnn.words.language import tr
from cnn.words.lists import clauses, listed
from cnn.words.quantities import number_of

#: how many readers are named
MOST = 4
#: what is tried in a wire, by how many axes pass there; layers with filters or units get as many as channels pass
TRIED = {
    1: ("Dense", "BatchNormalization", "ReLU", "Dropout"),
    2: ("Conv1D", "BatchNormalization", "ReLU", "Dropout", "MaxPooling1D", "Flatten", "GlobalAveragePooling1D"),
    3: ("Conv2D", "BatchNormalization", "ReLU", "Dropout", "MaxPooling2D", "Flatten", "GlobalAveragePooling2D"),
    4: ("Conv3D", "BatchNormalization", "ReLU", "Dropout", "MaxPooling3D", "Flatten", "GlobalAveragePooling3D"),
}


def wire_lines(graph: Graph, analysis: Analysis, wires: Sequence[Wire]) -> tuple[Line, ...]:
    """What flows through wires of a network; several of one source are told as one. Raises `UnknownNodeError`."""
    by_source: dict[str, list[Wire]] = {}
    for wire in wires:
        graph.node(wire.target)
        by_source.setdefault(graph.node(wire.source).id, []).append(wire)
    if len(by_source) == 1:
        return tuple(_told(graph, analysis, list(wires)))
    return tuple(line for some in by_source.values() for line in _told(graph, analysis, some, briefly=True))


def _told(graph: Graph, analysis: Analysis, wires: Sequence[Wire], *, briefly: bool = False) -> Iterator[Line]:
    source, targets = graph.node(wires[0].source), list(dict.fromkeys(wire.target for wire in wires))
    yield Line(tr("From"), "", source.name, source.own_layer.class_name)
    yield _readers(tr("To"), graph, targets, _entered(graph, wires))
    shape = analysis.nodes[source.id].output_shape
    if shape is None:
        yield Line(tr("Shape"), "", tr("unknown"), _reason(analysis, source))
        return
    yield Line(tr("Shape"), "", spell(shape), _axes(shape, _format(source.layer)))
    if briefly:
        return
    yield from _amounts(source, shape)
    yield _channels(graph, source, shape)
    others = [one for one in dict.fromkeys(graph.consumers[source.id]) if one not in targets]
    if others:
        yield _readers(tr("Goes also to"), graph, others, tr("the same numbers; nothing is divided"))
    if source.id in graph.outputs:
        yield Line(tr("Goes also to"), "", tr("the network's output"))
    elif not others:
        yield Line(tr("Goes also to"), "", tr("nothing else"))
    if len(wires) == 1:
        yield from _fitting(graph, analysis, wires[0], shape)


def _readers(label: str, graph: Graph, ids: Sequence[str], note: str) -> Line:
    """The one that reads, or how many do and below it who."""
    names = [graph.node(one).name for one in ids]
    if len(names) == 1:
        return Line(label, "", names[0], note)
    return Line(label, "", number_of(tr("{0} layer|{0} layers"), len(names)), clauses((listed(names, MOST), note)))


def _entered(graph: Graph, wires: Sequence[Wire]) -> str:
    """What reads there, and at which of its inputs where it has several."""
    if len({wire.target for wire in wires}) > 1:
        return ""
    reader = graph.node(wires[0].target)
    kind = reader.own_layer.class_name
    if len(reader.inputs) < 2 or len(wires) > 1:
        return kind
    return clauses((kind, tr("input {0} of {1}", wires[0].port + 1, len(reader.inputs))))


def _reason(analysis: Analysis, source: Node) -> str:
    problems = analysis.nodes[source.id].problems
    return problems[0].message if problems else tr("A layer before it has a problem.")


def _format(layer: Layer) -> str:
    return getattr(layer, "data_format", None) or "channels_last"


def _axes(shape: Shape, data_format: str) -> str:
    """What each number of a shape counts."""
    if len(shape) == 1:
        return tr("numbers in a row, without places")
    names = axis_names(len(shape) - 1)
    if not names:
        return ""
    channels = tr("channels")
    return " × ".join((*names, channels) if data_format == "channels_last" else (channels, *names))


def _amounts(source: Node, shape: Shape) -> Iterator[Line]:
    """How many numbers, and how many bytes, pass for one image."""
    values = count(shape)
    if values is None:
        yield Line(tr("Values"), "", tr("unknown"), tr("a size is open"))
        return
    flat = one("N", values, tr("numbers")) if len(shape) == 1 else None
    formula = flat or numbers_of(shape, _format(source.layer))
    shown = Formula("") if flat else formula
    yield shown.line(tr("Values"), number(values), tr("numbers for one image"))
    width = alone(tr("bytes of a number in float32"), str(FLOAT_BYTES))
    size = (formula or Formula(number(values))).then(" · ", Formula(str(FLOAT_BYTES), (width,)))
    yield size.line(tr("Memory"), tr("{0} bytes", number(values * FLOAT_BYTES)), tr("for one image, in float32"))


def _channels(graph: Graph, source: Node, shape: Shape) -> Line:
    """What one channel is: that depends on who made it."""
    sizes, channels = split_channels(shape, _format(source.layer)) if len(shape) > 1 else ((), shape[0] if shape else None)
    many = tr("unknown") if channels is None else number(channels)
    maker = _maker(graph, source)
    note = _made_by(maker, spell(sizes)) if maker.id == source.id else _passed_on(maker, spell(sizes))
    if isinstance(maker.layer, Input) and len(shape) == 3:
        note = {1: tr("one channel: the brightness of each pixel"), 3: tr("colours of each pixel: red, green, blue")}.get(
            channels or 0, note
        )
    return Line(tr("Channels") if sizes else tr("Numbers"), "", many, note)


def _maker(graph: Graph, node: Node) -> Node:
    """The layer that made the channels: those before it only change their values, or their size."""
    while isinstance(node.layer, Elementwise | Pooling | ZeroPadding | Cropping) and len(node.inputs) == 1:
        node = graph.node(node.inputs[0])
    return node


def _passed_on(maker: Node, places: str) -> str:
    return clauses((_made_by(maker, places), tr("the layers in between keep the channels apart")))


def _made_by(maker: Node, places: str) -> str:
    layer, name = maker.layer, maker.name
    if isinstance(layer, Input):
        return tr("each is a value of the image at every pixel") if places else tr("each is a value that comes in")
    if isinstance(layer, SeparableConvolution | Convolution | TransposedConvolution):
        return tr("each is a feature map: what one filter of {0} finds at {1} places", name, places)
    if isinstance(layer, DepthwiseConvolution):
        return tr("each is one channel that comes in, seen through a kernel of {0} of its own", name)
    if isinstance(layer, Dense):
        return (
            tr("each is what one unit of {0} makes of the channels of a pixel", name)
            if places
            else tr("each is the output of one unit of {0}", name)
        )
    if isinstance(layer, Add):
        return tr("each is a sum: the same channel of everything that {0} reads", name)
    if isinstance(layer, Concatenate):
        return tr("those of everything that {0} reads, one behind the other", name)
    if isinstance(layer, Flatten):
        return tr("each is one channel at one place; {0} wrote them in a row", name)
    if isinstance(layer, GlobalPooling):
        return tr("each stands for a whole feature map, which {0} made one number of", name)
    return tr("made by {0}", name)


# ---------------------------------------------------------------------- what would fit in between


def _fitting(graph: Graph, analysis: Analysis, wire: Wire, shape: Shape) -> Iterator[Line]:
    """Common layers that could stand in the wire and leave nothing behind it broken, each tried."""
    channels = split_channels(shape, _format(graph.node(wire.source).layer))[1] if shape else None
    fits: list[str] = []
    breaks: list[str] = []
    for name in TRIED.get(len(shape), ()):
        layer = _suited(create(name), channels)
        (fits if _fits(graph, analysis, wire, layer) else breaks).append(name)
    if fits or breaks:
        refused = tr("not {0}: what follows could not take its output", listed(breaks)) if breaks else ""
        yield Line(
            tr("Fits in between"), "", tr("{0} of {1} tried", len(fits), len(fits + breaks)), clauses((listed(fits), refused))
        )


def _suited(layer: Layer, channels: int | None) -> Layer:
    """A layer that passes on as many channels as come, at as many places where it can."""
    wanted = {"filters": channels, "units": channels, "padding": "same"}
    known = type(layer).model_fields
    takes = {name: value for name, value in wanted.items() if name in known and value is not None}
    return layer.replace(**takes) if isinstance(layer, Convolution | Dense) else layer


def _fits(graph: Graph, analysis: Analysis, wire: Wire, layer: Layer) -> bool:
    try:
        grown, _ = graph.insert_on_wire(wire, layer)
        after = analyse(grown, analysis)
    except LayerloomError:
        return False
    return not set(map(_place, after.errors)) - set(map(_place, analysis.errors))


def _place(problem: Problem) -> str | None:
    return problem.node
