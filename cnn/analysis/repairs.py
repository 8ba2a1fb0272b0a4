"""The edits that cure a problem: each is a title and a function from the broken graph to the mended one.

A repair is proposed only when it has been tried: with it, the node accepts what it gets, and the rest of the network keeps its
sense (see `cnn.analysis.soundness`). One that takes arithmetic away says that the numbers change.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from math import gcd, prod

from cnn.analysis.image_sizes import Resize, at_least, images_of, multiple_of, shape_at, smallest_side
from cnn.analysis.outputs import last_activation, suits
from cnn.analysis.siblings import along_axes, with_kind
from cnn.analysis.soundness import ELEMENTWISE, accepts, is_joined, is_sound
from cnn.analysis.sources import branch_sources, skip_sources
from cnn.datasets.task import Task
from cnn.errors import EditError, LayerloomError
from cnn.graph import Graph, Node, Wire
from cnn.graph.bypass import reinstate
from cnn.layers import LAYERS, Layer, create
from cnn.layers.elementwise import Elementwise
from cnn.shapes import Shape, count, spell
from cnn.words.language import marked, tr
from cnn.words.lists import both, listed, phrases, quoted
from cnn.words.quantities import number_of

Edit = Callable[[Graph], Graph]
Shapes = tuple[Shape, ...]

#: at most this many poolings are taken away to make room
MOST_POOLINGS = 3
#: a node is wired to one of so many others at most, and so many of them are offered
MOST_SOURCES, MOST_OFFERED = 24, 3
#: what stands behind the title of a repair that takes arithmetic away
CHANGES_NUMBERS = marked(" (changes the numbers)")
_LEARNED_OR_PASSED = ("Core", "Convolution", "Pooling", "Normalization", "Activation", "Regularization", "Reshaping")
_CONVOLUTIONS = {2: "Conv1D", 3: "Conv2D", 4: "Conv3D"}
_VECTOR_MAKERS = ("Flatten", *(f"Global{kind}Pooling{axes}D" for kind in ("Average", "Max") for axes in (1, 2, 3)))


@dataclass(frozen=True)
class Repair:
    """A named edit that cures a problem; two repairs of the same title do the same."""

    title: str
    apply: Edit = field(compare=False)


def repairs_for(graph: Graph, node: Node, inputs: Shapes, *, larger: bool) -> tuple[Repair, ...]:
    """What makes a node accept these input shapes; `larger` says that they are too small for it."""
    found: dict[str, Repair] = {}
    for repair in _candidates(graph, node, inputs, larger):
        if repair.title not in found and _cures(repair, graph, node):
            found[repair.title] = repair
    return tuple(sorted(found.values(), key=lambda repair: _still_unknown(repair, graph)))


def _still_unknown(repair: Repair, graph: Graph) -> int:
    """How many outputs of the network something else would still keep from being known: such a cure comes later."""
    mended = _tried(repair, graph) or graph
    return sum(shape_at(mended, output) is None for output in mended.outputs)


def repairs_for_unwired(graph: Graph, node: Node) -> tuple[Repair, ...]:
    """What cures a node that reads nothing, or a merging layer with one input."""
    return (*_wiring(graph, node), *_sound(graph, (_removing(node),)))


def repairs_for_unread(graph: Graph, node: Node) -> tuple[Repair, ...]:
    """What cures an Input that no layer reads."""
    return _sound(graph, (Repair(tr('Remove "{0}"', node.name), lambda g: g.remove(node.id)),))


def repairs_for_missing_input() -> tuple[Repair, ...]:
    """What cures a network without an Input."""
    return (Repair(tr("Add an Input of 28×28×1"), _add_input),)


def repairs_for_unscaled(graph: Graph, node: Node) -> tuple[Repair, ...]:
    """What cures a layer that sees raw pixel values; what is scaled already stays as it is."""
    wires = _raw_wires(graph, node.id)
    whole = all(_are_all(graph, image, wires) for image in {wire.source for wire in wires})
    readers = both(dict.fromkeys(quoted(graph.nodes[wire.target].name) for wire in wires))
    where = tr("after the Input") if whole else tr("before {0}", readers)
    return (Repair(tr("Insert Rescaling(1/255) {0}", where), partial(_insert_rescaling, node_id=node.id)),)


def repairs_for_sharing(node: Node) -> tuple[Repair, ...]:
    """What cures a node that can't use the weights of another."""
    return (Repair(tr('Give "{0}" weights of its own', node.name), lambda g: g.unshare(node.id)),)


def repairs_for_torn(node: Node) -> tuple[Repair, ...]:
    """What cures a layer that is skipped and joins what can't simply be passed on."""
    return (Repair(tr('Use "{0}" again', node.name), lambda g: reinstate(g, [node.id])),)


def repairs_for_image_output(graph: Graph, dense: Node, shape: Shape) -> tuple[Repair, ...]:
    """What makes a dense layer that works on each pixel apart see the whole image."""
    return _sound(graph, _vector_before(dense, shape))


def repairs_for_classes(
    graph: Graph, output: str, classes: int, pixelwise: tuple[Node, Shape] | None, task: Task = "classes"
) -> tuple[Repair, ...]:
    """What makes an output tell that many classes apart, or that many labels or numbers; `pixelwise` is a dense layer at the end
    that still sees an image."""
    candidates = [
        *_single(graph, output, task),
        *_counting_classes(graph, output, classes, pixelwise, task),
        _classifier(graph, output, classes, task),
    ]
    return _sound(graph, (repair for repair in candidates if _puts_out(repair, graph, output, classes, task)))


def _sound(graph: Graph, repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Those that leave the sense of the network whole."""
    return tuple(repair for repair in repairs if (mended := _tried(repair, graph)) is not None and is_sound(graph, mended))


def _tried(repair: Repair, graph: Graph) -> Graph | None:
    try:
        return repair.apply(graph)
    except (LayerloomError, ValueError):
        return None


# ---------------------------------------------------------------------- candidates


def _candidates(graph: Graph, node: Node, inputs: Shapes, larger: bool) -> Iterator[Repair]:
    fields = type(node.layer).model_fields
    if getattr(node.layer, "padding", "") == "valid":
        yield Repair(tr('Use padding "same" in "{0}"', node.name), partial(_set, node.id, {"padding": "same"}))
    if larger:
        yield from _larger_image(graph, node)
        yield from _fewer_poolings(graph, node)
    if len(inputs) == 1:
        yield from _vector_before(node, inputs[0])
        yield from _image_before(graph, node, inputs[0])
        yield from _pooling_instead(graph, node)
        yield from _along_its_axes(node, inputs[0])
    else:
        nearest, *others = (*_shortcuts(graph, node, inputs), None)
        yield from filter(None, (nearest,))
        yield from _as_many_filters(graph, node, inputs)
        yield from _steady_strides(graph, node)
        yield from filter(None, others)
        yield from _same_padding_in_branches(graph, node, inputs)
        yield from _even_image(graph, node)
    if "target_shape" in fields:
        yield from _fitting_target(node, inputs[0])
    if "groups" in fields and inputs[0]:
        yield from _fitting_groups(node, inputs[0])
    if "axis" in fields and getattr(node.layer, "axis", -1) != -1:
        yield Repair(tr('Use the last axis in "{0}"', node.name), partial(_set, node.id, {"axis": -1}))
    if not (_learns(node.layer) and is_joined(graph, node)):
        yield _removing(node)  # a block would not be the same without a layer that learns in it


def _removing(*nodes: Node) -> Repair:
    """Takes layers away; where they compute with what they get, it says what that means."""
    names = both(quoted(node.name) for node in nodes)
    changes = tr(CHANGES_NUMBERS) if any(map(_is_arithmetic, nodes)) else ""
    return Repair(tr("Remove {0}{1}", names, changes), partial(_remove, tuple(node.id for node in nodes)))


def _wiring(graph: Graph, node: Node) -> Iterator[Repair]:
    """Sound ways to let a node read what it lacks and what fits it: loose ends first, the last of them first; for a layer that
    merges the source of a skip connection next, for one in a branch what the others begin with. Never what it reads already."""
    missing = max(node.layer.min_inputs, 1) - len(node.inputs)
    dependent = graph.descendants(node.id)
    merges = node.layer.family == "Merging"
    ends = [item for item in reversed(graph.outputs) if item not in graph.marked_outputs]
    skips = (skip_sources if merges else branch_sources)(graph, node)
    others = dict.fromkeys((*ends, *reversed(graph.outputs), *skips, *reversed(graph.order)))
    free = [item for item in others if item not in dependent and item not in node.inputs]
    images = [item for item in free if not graph.nodes[item].layer.ports]
    layers = [item for item in free if graph.nodes[item].layer.ports]
    candidates = (layers if merges else [*layers, *images])[:MOST_SOURCES]
    offered = 0
    for sources in combinations(candidates, missing):
        repair = Repair(_wiring_title(graph, node, sources), partial(_wire, node.id, sources))
        if accepts(graph, node.layer, (*node.inputs, *sources)) and _sound(graph, (repair,)):
            yield repair
            offered += 1
            if missing > 1 or offered == MOST_OFFERED:
                return


def _wiring_title(graph: Graph, node: Node, sources: tuple[str, ...]) -> str:
    names = both(quoted(graph.nodes[source].name) for source in sources)
    ends = [item for item in graph.outputs if item != node.id]
    return tr('Wire {0} into "{1}"', tr("the last layer") if sources == tuple(ends[-1:]) else names, node.name)


def _larger_image(graph: Graph, node: Node) -> Iterator[Repair]:
    side = smallest_side(graph, node.id)
    if side is not None:
        yield _enlarging(graph, node, at_least(side))


def _even_image(graph: Graph, node: Node) -> Iterator[Repair]:
    """An image whose sides can be halved often enough for what was made smaller to become equally large again."""
    shapes = [image.layer.output_shape() for image in images_of(graph, node.id)]
    for resize in map(multiple_of, (2, 4, 8, 16, 32)):
        if any(resize(shape) != shape for shape in shapes) and shape_at(graph, node.id, resize) is not None:
            yield _enlarging(graph, node, resize)
            return


def _enlarging(graph: Graph, node: Node, resize: Resize) -> Repair:
    shape = resize(images_of(graph, node.id)[0].layer.output_shape())
    return Repair(tr("Enlarge the image to {0}", spell(shape[:-1])), partial(_enlarge, node.id, resize))


def _fewer_poolings(graph: Graph, node: Node) -> Iterator[Repair]:
    before = graph.ancestors(node.id)[:-1]
    shrinking = [item for item in reversed(before) if _shrinks(graph.nodes[item].layer)]
    for number in range(1, min(MOST_POOLINGS, len(shrinking)) + 1):
        repair = _removing(*(graph.nodes[item] for item in shrinking[:number]))
        if _cures(repair, graph, node):
            yield repair
            return


def _vector_before(node: Node, shape: Shape) -> Iterator[Repair]:
    if len(shape) < 2:
        return
    if count(shape) is not None:
        yield Repair(tr('Insert Flatten before "{0}"', node.name), partial(_insert_before, node.id, create("Flatten")))
    pooling = f"GlobalAveragePooling{len(shape) - 1}D"
    if pooling in LAYERS:
        yield Repair(tr('Insert {0} before "{1}"', pooling, node.name), partial(_insert_before, node.id, create(pooling)))


def _pooling_instead(graph: Graph, node: Node) -> Iterator[Repair]:
    """Global pooling where Flatten meets an image of open size."""
    source = graph.nodes[node.inputs[0]]
    if source.layer.class_name != "Flatten":
        return
    for axes in (1, 2, 3):
        pooling = f"GlobalAveragePooling{axes}D"
        if pooling in LAYERS:
            edit = partial(_replace, source.id, create(pooling))
            yield Repair(tr('Pool with {0} instead of "{1}"', pooling, source.name), edit)


def _image_before(graph: Graph, node: Node, shape: Shape) -> Iterator[Repair]:
    source = graph.nodes[node.inputs[0]]
    if source.layer.class_name in _VECTOR_MAKERS:
        yield _removing(source)
    if len(shape) == 2 and None not in shape:
        grey = create("Reshape", {"target_shape": (*shape, 1)})
        yield Repair(
            tr('Insert Reshape to {0} before "{1}"', spell((*shape, 1)), node.name), partial(_insert_before, node.id, grey)
        )


def _along_its_axes(node: Node, shape: Shape) -> Iterator[Repair]:
    """The sibling of a layer that works along as many axes as there are: MaxPooling2D for MaxPooling1D on an image."""
    if (sibling := along_axes(node.layer, len(shape) - 1)) is not None:
        yield Repair(tr('Use {0} instead of "{1}"', sibling.class_name, node.name), partial(_replace, node.id, sibling))


def _shortcuts(graph: Graph, node: Node, inputs: Shapes) -> Iterator[Repair]:
    """A 1×1 convolution (or a dense layer, for vectors) on the one input that differs, the shortest way first."""
    if node.layer.class_name not in ELEMENTWISE:
        return
    by_length = sorted(range(len(inputs)), key=lambda port: len(graph.ancestors(node.inputs[port])))
    for port in by_length:
        others = {shape for place, shape in enumerate(inputs) if place != port}
        layer = _projection(inputs[port], others.pop()) if len(others) == 1 else None
        if layer is not None:
            name = graph.nodes[node.inputs[port]].name
            edit = partial(_insert_before, node.id, layer, port=port)
            yield Repair(tr('Insert {0} between "{1}" and "{2}"', _describe(layer), name, node.name), edit)


def _as_many_filters(graph: Graph, node: Node, inputs: Shapes) -> Iterator[Repair]:
    """As many filters in the last convolution of a branch as the other branches have channels: what was meant in a block."""
    for counting, channels in _channels_that_fit(graph, node, inputs):
        many = number_of("{0} filter|{0} filters", channels)
        yield Repair(tr('Give "{0}" {1}', counting.name, many), partial(_set, counting.id, {"filters": channels}))


def _channels_that_fit(graph: Graph, node: Node, inputs: Sequence[Shape | None]) -> Iterator[tuple[Node, int]]:
    """Each convolution that ends a branch and has another number of filters than all other branches, and that number."""
    if node.layer.class_name not in ELEMENTWISE or any(not shape or shape[:-1] != (inputs[0] or ())[:-1] for shape in inputs):
        return
    by_length = sorted(range(len(inputs)), key=lambda port: -len(graph.ancestors(node.inputs[port])))
    for port in by_length:
        others = {shape[-1] for place, shape in enumerate(inputs) if shape and place != port}
        counting = _filtering(graph, graph.nodes[node.inputs[port]])
        channels = others.pop() if len(others) == 1 else None
        if channels and getattr(counting.layer, "filters", channels) != channels:
            yield counting, channels


def _filtering(graph: Graph, node: Node) -> Node:
    """The layer that made the channels that a node puts out: those in between only change their values."""
    while isinstance(node.layer, Elementwise) and len(node.inputs) == 1:
        node = graph.nodes[node.inputs[0]]
    return node


def _steady_strides(graph: Graph, node: Node) -> Iterator[Repair]:
    """Stride 1 in the layers with weights that make one branch smaller than the other."""
    ways = [{source, *graph.ancestors(source)} for source in node.inputs]
    between = set().union(*ways) - ways[0].intersection(*ways)
    for item in graph.order:
        layer = graph.nodes[item].layer
        strides = getattr(layer, "strides", None)
        if item in between and isinstance(strides, tuple) and max(strides) > 1 and _learns(layer):
            yield Repair(tr('Use stride 1 in "{0}"', graph.nodes[item].name), partial(_set, item, {"strides": 1}))


def _same_padding_in_branches(graph: Graph, node: Node, inputs: Shapes) -> Iterator[Repair]:
    """Padding "same" (and stride 1 for poolings) in the layers between the fork and the merge; where the channels differ as well,
    as many filters with it."""
    ways = [set(graph.ancestors(source)) for source in node.inputs]
    between = set().union(*ways) - ways[0].intersection(*ways)
    valid = [item for item in graph.order if item in between and getattr(graph.nodes[item].layer, "padding", "") == "valid"]
    if not valid:
        return
    names = listed(quoted(graph.nodes[item].name) for item in valid)
    same = Repair(tr('Use padding "same" in {0}', names), partial(_pad_all, tuple(valid), {"padding": "same"}))
    yield same
    steady = {"padding": "same", "strides": 1}
    yield Repair(tr('Use padding "same" and stride 1 in {0}', names), partial(_pad_all, tuple(valid), steady))
    padded = _tried(same, graph)
    if padded is None or len({shape[:-1] for shape in inputs}) == 1:
        return
    shapes = [shape_at(padded, source) for source in node.inputs]
    fitting = sorted(_channels_that_fit(padded, padded.nodes[node.id], shapes), key=lambda found: found[0].id not in valid)
    for counting, channels in fitting:
        many = number_of("{0} filter|{0} filters", channels)
        title = tr('Use padding "same" in {0}, and give "{1}" {2}', names, counting.name, many)
        parts = (same, Repair("", partial(_set, counting.id, {"filters": channels})))
        yield Repair(title, partial(_one_after_other, parts))


def _single(graph: Graph, output: str, task: Task) -> Iterator[Repair]:
    """One number for two classes, behind softmax where sigmoid was meant."""
    if task == "classes" and shape_at(graph, output) == (1,):
        yield Repair(tr('Use sigmoid in "{0}"', last_activation(graph, output)[0].name), partial(_end_with, output, "sigmoid"))


def _counting_classes(
    graph: Graph, output: str, classes: int, pixelwise: tuple[Node, Shape] | None, task: Task
) -> Iterator[Repair]:
    counting = _counting(graph, output)
    if counting is None:
        return
    argument = "units" if "units" in type(counting.layer).model_fields else "filters"
    numbers = f"{classes} {argument}"
    give = partial(_set, counting.id, {argument: classes})
    count_them = Repair(tr('Give "{0}" {1}', counting.name, numbers), give)
    told_two = getattr(counting.layer, argument) == 1 and last_activation(graph, output)[1] == "sigmoid"
    if task != "classes" or told_two:  # a single unit's sigmoid would judge each of more classes alone
        kept = getattr(counting.layer, argument) == classes
        many = number_of("{0} unit|{0} units" if argument == "units" else "{0} filter|{0} filters", classes)
        numbers = phrases((many, _ENDS[task]))
        title = tr('Make "{0}" {1}', counting.name, _ENDS[task]) if kept else tr('Give "{0}" {1}', counting.name, numbers)
        parts = (Repair("", give), Repair("", partial(_end_with, output, _ENDS[task])))
        count_them = Repair(title, partial(_one_after_other, parts))
    yield count_them
    for reduce in _vector_before(*pixelwise) if pixelwise else ():
        if task == "classes":
            yield reduce
        yield Repair(tr("{0}, and give it {1}", reduce.title, numbers), partial(_one_after_other, (reduce, count_them)))


#: the activation behind which numbers are what is learned
_ENDS = {"classes": "softmax", "labels": "sigmoid", "numbers": "linear"}


def _classifier(graph: Graph, output: str, classes: int, task: Task) -> Repair:
    shape = shape_at(graph, output) or ()
    layers = (*_to_vector(shape), create("Dense", {"units": classes, "activation": _ENDS[task]}))
    last = tr("Dense with {0} and {1}", number_of("{0} unit|{0} units", classes), _ENDS[task])
    if task == "numbers":
        last = tr("Dense with {0}, linear", number_of("{0} unit|{0} units", classes))
    title = both((*(layer.class_name for layer in layers[:-1]), last))
    return Repair(tr("Append {0}", title), partial(_append, output, layers))


def _to_vector(shape: Shape) -> tuple[Layer, ...]:
    """What makes a vector of an image; nothing where it is one."""
    pooling = f"GlobalAveragePooling{len(shape) - 1}D"
    return (create(pooling),) if pooling in LAYERS else (create("Flatten"),) if len(shape) > 1 else ()


def _puts_out(repair: Repair, graph: Graph, output: str, classes: int, task: Task) -> bool:
    """Whether with the repair the output, or the one that takes its place, has one number for each, of the right meaning."""
    mended = _tried(repair, graph)
    if mended is None:
        return False
    before = set(graph.outputs)
    ends = [item for item in mended.outputs if item not in before] or [output]
    single = (1,) if task == "classes" and classes == 2 else (classes,)
    shapes = [shape_at(mended, end) for end in ends]
    return all(shape in ((classes,), single) for shape in shapes) and all(
        suits(mended, end, (shape or (0,))[0] or 0, task) for end, shape in zip(ends, shapes, strict=True)
    )


def _fitting_target(node: Node, shape: Shape) -> Iterator[Repair]:
    size = count(shape)
    target = tuple(getattr(node.layer, "target_shape", ()))
    for place in range(len(target)):
        rest = prod(item for index, item in enumerate(target) if index != place)
        if size and rest > 0 and size % rest == 0:
            fitting = (*target[:place], size // rest, *target[place + 1 :])
            edit = partial(_set, node.id, {"target_shape": fitting})
            yield Repair(tr('Reshape to {0} in "{1}"', spell(fitting), node.name), edit)


def _fitting_groups(node: Node, shape: Shape) -> Iterator[Repair]:
    layer = node.layer
    channels = shape[0] if getattr(layer, "data_format", "") == "channels_first" else shape[-1]
    divisor = gcd(channels or 1, getattr(layer, "groups", 1), getattr(layer, "filters", 0))
    yield Repair(tr('Use {0} groups in "{1}"', divisor, node.name), partial(_set, node.id, {"groups": divisor}))


def _cures(repair: Repair, graph: Graph, node: Node) -> bool:
    mended = _tried(repair, graph)
    if mended is None or not (node.id not in mended or shape_at(mended, node.id) is not None):
        return False
    return is_sound(graph, mended)


# ---------------------------------------------------------------------- edits


def _set(node_id: str, changes: dict[str, object], graph: Graph) -> Graph:
    return graph.replace_layer(node_id, graph.node(node_id).layer.replace(**changes))


def _end_with(output: str, activation: str, graph: Graph) -> Graph:
    """Another activation where that of an output is; in a layer of its own where no layer before has one."""
    node = last_activation(graph, output)[0]
    if "activation" in type(node.layer).model_fields:
        return _set(node.id, {"activation": activation}, graph)
    if node.layer.class_name == "Softmax":
        return graph.replace_layer(node.id, create("Activation", {"activation": activation}))
    return graph if activation == "linear" else _append(output, (create("Activation", {"activation": activation}),), graph)


def _replace(node_id: str, layer: Layer, graph: Graph) -> Graph:
    return with_kind(graph, node_id, layer)


def _pad_all(node_ids: tuple[str, ...], changes: dict[str, object], graph: Graph) -> Graph:
    for node_id in node_ids:
        graph = _set(node_id, changes, graph)
    return graph


def _one_after_other(repairs: tuple[Repair, ...], graph: Graph) -> Graph:
    for repair in repairs:
        graph = repair.apply(graph)
    return graph


def _remove(node_ids: tuple[str, ...], graph: Graph) -> Graph:
    return graph.remove(*node_ids)


def _insert_before(node_id: str, layer: Layer, graph: Graph, port: int = 0) -> Graph:
    return graph.insert_on_wire(Wire(graph.node(node_id).inputs[port], node_id, port), layer)[0]


def _enlarge(node_id: str, resize: Resize, graph: Graph) -> Graph:
    for image in images_of(graph, node_id):
        graph = _set(image.id, {"shape": resize(image.layer.output_shape())}, graph)
    return graph


def _wire(node_id: str, sources: tuple[str, ...], graph: Graph) -> Graph:
    for source in sources:
        if source in graph.node(node_id).inputs:
            raise EditError(tr('"{0}" reads "{1}" already.', graph.node(node_id).name, graph.node(source).name))
        graph = graph.connect(source, node_id)
    return graph


def _add_input(graph: Graph) -> Graph:
    first = next((item for item in graph.order if not graph.nodes[item].inputs), None)
    grown, new = graph.add(create("Input"))
    return grown if first is None else grown.connect(new.id, first)


def _insert_rescaling(graph: Graph, node_id: str) -> Graph:
    scaling = create("Rescaling", {"scale": 1 / 255})
    raw: dict[str, list[Wire]] = {}
    for wire in _raw_wires(graph, node_id):
        raw.setdefault(wire.source, []).append(wire)
    for image, wires in raw.items():
        if _are_all(graph, image, wires):
            graph, _ = graph.insert_after(image, scaling)
            continue
        graph, new = graph.insert_on_wire(wires[0], scaling)
        for wire in wires[1:]:
            graph = graph.rewire(new.id, wire.target, wire.port)
    return graph


def _are_all(graph: Graph, source: str, wires: Iterable[Wire]) -> bool:
    """Whether these are all wires that start at an Input, but for those of layers that see its pixels as they are as well."""
    readers = (graph.nodes[reader] for reader in graph.consumers[source])
    others = (node for node in readers if node.layer.scales or not _learns(node.layer))
    starting = {Wire(source, node.id, port) for node in others for port, item in enumerate(node.inputs) if item == source}
    return starting <= set(wires)


def _learns(layer: Layer) -> bool:
    """Whether it has weights of its own."""
    return layer.weights.__func__ is not Layer.weights  # type: ignore[attr-defined]


def _raw_wires(graph: Graph, node_id: str) -> list[Wire]:
    """The wires on which pixel values leave an Input and come to a node as they are."""
    found, seen, stack = dict[Wire, None](), {node_id}, [node_id]
    while stack:
        current = stack.pop()
        for port, source in enumerate(graph.node(current).inputs):
            layer = graph.nodes[source].layer
            if not layer.ports:
                if len(layer.output_shape()) == 3:
                    found[Wire(source, current, port)] = None
            elif source not in seen and not layer.scales and not _learns(layer):
                seen.add(source)
                stack.append(source)
    return list(found)


def _append(output: str, layers: tuple[Layer, ...], graph: Graph) -> Graph:
    """Layers behind an output, outside any group; the last takes its place, and what else reads the output goes on reading it."""
    for layer in layers:
        graph, new = graph.add(layer, output)
        graph, output = graph.mark_instead(output, new.id), new.id
    return graph


# ---------------------------------------------------------------------- what layers are


def _is_arithmetic(node: Node) -> bool:
    """Whether a layer calculates with the numbers it gets, and is not one of those that learn, pool, or only pass them on."""
    layer = node.layer
    if layer.family == "Merging":
        return len(node.inputs) > 1 or not layer.variadic
    return layer.family not in _LEARNED_OR_PASSED


def _shrinks(layer: Layer) -> bool:
    return "Pooling" in layer.class_name and "pool_size" in type(layer).model_fields


def _projection(shape: Shape, target: Shape) -> Layer | None:
    """What turns one shape into the other: a 1×1 convolution with a stride, or a dense layer for vectors."""
    if len(shape) != len(target) or None in shape or None in target:
        return None
    if len(shape) == 1:
        return create("Dense", {"units": target[0]})
    convolution = _CONVOLUTIONS.get(len(shape))
    if convolution is None or convolution not in LAYERS:
        return None
    strides = tuple(-(-a // b) for a, b in zip(shape[:-1], target[:-1], strict=True) if a and b)
    return create(convolution, {"filters": target[-1], "kernel_size": 1, "strides": strides, "padding": "same"})


def _describe(layer: Layer) -> str:
    if layer.class_name == "Dense":
        return tr("Dense with {0}", number_of("{0} unit|{0} units", getattr(layer, "units", 0)))
    strides = getattr(layer, "strides", (1,))
    filters = number_of("{0} filter|{0} filters", getattr(layer, "filters", 0))
    if max(strides) == 1:
        return tr("a 1×1 convolution with {0}", filters)
    stride = spell(strides) if len(set(strides)) > 1 else strides[0]
    return tr("a 1×1 convolution with {0} and stride {1}", filters, stride)


def _counting(graph: Graph, output: str) -> Node | None:
    """The last layer that decides how many numbers an output has."""
    node = graph.nodes[output]
    while not {"units", "filters"} & set(type(node.layer).model_fields):
        if len(node.inputs) != 1 or node.layer.weights.__func__ is not Layer.weights:  # type: ignore[attr-defined]
            return None
        node = graph.nodes[node.inputs[0]]
    return node
