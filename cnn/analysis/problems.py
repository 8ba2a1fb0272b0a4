"""What keeps a network from being built or trained well, in lines a person can act on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from cnn.analysis.image_sizes import at_least, images_of, smallest_side
from cnn.analysis.outputs import learning, suits
from cnn.analysis.repairs import (
    Repair,
    repairs_for,
    repairs_for_classes,
    repairs_for_image_output,
    repairs_for_missing_input,
    repairs_for_sharing,
    repairs_for_torn,
    repairs_for_unread,
    repairs_for_unscaled,
    repairs_for_unwired,
)
from cnn.datasets.task import ONE_CLASS, Aim, counted
from cnn.errors import ShapeError
from cnn.graph import Graph, Node
from cnn.graph.bypass import torn
from cnn.layers.base import Layer, Weight
from cnn.shapes import Shape, spell
from cnn.words.language import labelled, marked, tr
from cnn.words.lists import listed, quoted, sentences, told_of
from cnn.words.quantities import number_of

#: the words of a hint behind which the size that is needed is put
LARGER_IMAGE = marked("a larger image")


class Known(Protocol):
    """What problems are found from: the shape a node puts out, and its weights."""

    @property
    def output_shape(self) -> Shape | None: ...

    @property
    def weights(self) -> tuple[Weight, ...]: ...


@dataclass(frozen=True)
class Problem:
    """Something that keeps a graph from being built ("error"), or makes it train badly ("warning")."""

    node: str | None
    message: str
    severity: Literal["error", "warning"] = "error"
    repairs: tuple[Repair, ...] = ()
    of_shapes: bool = True  # whether its numbers follow from shapes, which may have to be told before they are shown


def refused(graph: Graph, node: Node, inputs: tuple[Shape, ...], error: ShapeError) -> Problem:
    """A node that can't take the shapes it gets."""
    message = _with_name(error.message, node)
    hint = _with_size(error.hint, graph, node)
    return Problem(node.id, sentences(message, hint), "error", repairs_for(graph, node, inputs, larger=tr(LARGER_IMAGE) in hint))


def defective(node: Node, error: Exception) -> Problem:
    """A layer whose numbers we fail to work out: our fault, but not a reason to stop."""
    return Problem(
        node.id, tr('The numbers of "{0}" can\'t be worked out: {1}: {2}.', node.name, type(error).__name__, str(error)[:200])
    )


def unwired(graph: Graph, node: Node) -> Problem:
    """A node with fewer inputs than its layer needs."""
    if not node.inputs:
        message = tr('"{0}" reads nothing; wire a layer into it.', node.name)
    else:
        needed = node.layer.min_inputs
        message = tr(
            '"{0}" ({1}) joins at least {2} inputs; it has {3}.', node.name, node.layer.class_name, needed, len(node.inputs)
        )
    return Problem(node.id, message, "error", repairs_for_unwired(graph, node), of_shapes=False)


def looped(node: Node) -> Problem:
    """A node that reads its own output, or something that isn't there; no edit makes one."""
    return Problem(node.id, tr('"{0}" reads its own output, or a layer that is not there; remove that wire.', node.name))


def unscaled(graph: Graph, node: Node) -> Problem:
    """A layer that learns from pixel values as they are."""
    message = tr('"{0}" sees pixel values from 0 to 255; networks learn better from 0 to 1.', node.name)
    return Problem(node.id, message, "warning", repairs_for_unscaled(graph, node), of_shapes=False)


def cautioned(node: Node, caution: str) -> Problem:
    """A layer that Keras builds but people will regret."""
    return Problem(node.id, told_of(node.name, caution), "warning")


def of_graph(graph: Graph, known: Mapping[str, Known]) -> Iterator[Problem]:
    """What is wrong with the network as a whole."""
    if not graph.nodes:
        yield Problem(None, tr("The network is empty; start with an Input layer."), "error", repairs_for_missing_input())
    elif not graph.inputs:
        yield Problem(None, tr("The network has no Input layer."), "error", repairs_for_missing_input())
    yield from _unread_inputs(graph)
    yield from _misshared(graph, known)
    yield from _torn(graph)
    yield from _image_outputs(graph, known)


def of_classes(graph: Graph, known: Mapping[str, Known], aims: Sequence[Aim], *, with_repairs: bool = True) -> Iterator[Problem]:
    """Why the outputs don't fit what is learned: one thing, which each of them gives, or as many things as there are outputs.

    Each repair is tried on the whole network; without them it is quick.
    """
    names = learning(graph, [aim.name for aim in aims]) if len(aims) > 1 else (aims[0].name,) * len(graph.outputs)
    if names is None:
        things = listed(aim.words for aim in aims)
        outputs = listed(quoted(graph.nodes[output].name) for output in graph.outputs[:MOST_NAMED])
        message = tr(
            "The dataset has {0} things to learn, each by an output of its own: {1}; the network has {2}: {3}.",
            len(aims),
            things,
            number_of("{0} output|{0} outputs", len(graph.outputs)),
            outputs,
        )
        yield Problem(None, message, "error")
        return
    by_name = {aim.name: aim for aim in aims}
    for output, name_of_aim in zip(graph.outputs, names, strict=True):
        classes, task = by_name[name_of_aim].count, by_name[name_of_aim].task
        shape = known[output].output_shape
        single = task == "classes" and classes == 2 and shape == (1,)
        fits = shape is None or shape == (classes,) or single
        if shape is None or (fits and suits(graph, output, shape[0] or 0, task)):
            continue
        if task == "classes" and classes < 2:  # an output for it would learn nothing
            yield Problem(output, sentences(*map(tr, ONE_CLASS)), "error", ())
            return
        name = graph.nodes[output].name
        dense = _pixelwise(graph, known, output)
        if fits:
            message = tr(
                'The output "{0}" shares 1 out among its numbers (softmax); {1}.',
                name,
                tr(_NEEDED[task], counted(task, classes)),
            )
        else:
            numbers = number_of("{0} number|{0} numbers", classes)
            needed = tr("needs {0}", numbers) if task == "classes" else tr("needs {0}, {1}", numbers, tr(_ENDS[task]))
            message = tr(
                'The output "{0}" is {1}; the dataset has {2} and {3}.', name, spell(shape), counted(task, classes), needed
            )
        if dense is not None:
            message += tr(" {0}: add {1} before it.", _apart(*dense), _vectors(dense[1]))
        elif len(shape) > 1:
            message += tr(" Add {0} behind it, then Dense with {1}.", _vectors(shape), number_of("{0} unit|{0} units", classes))
        repairs = repairs_for_classes(graph, output, classes, dense, task) if with_repairs else ()
        yield Problem(output, message, "error", repairs)


#: outputs that are named one by one
MOST_NAMED = 6
#: what the numbers of an output have to be, and why softmax isn't
_ENDS = {"labels": marked("each a probability (sigmoid)"), "numbers": marked("linear")}
_NEEDED = {
    "classes": marked("one number alone is always 1 then, and {0} need sigmoid"),
    "labels": marked("the dataset has {0}, of which an image may have several: each needs a probability of its own (sigmoid)"),
    "numbers": marked("the dataset has {0} to be told, which a linear output gives"),
}


def _unread_inputs(graph: Graph) -> Iterator[Problem]:
    ends = set(graph.outputs) if len(graph) > 1 else set()
    for item in graph.inputs:
        if item in ends and not graph.consumers[item]:
            node = graph.nodes[item]
            yield Problem(item, tr('No layer reads the input "{0}".', node.name), "error", repairs_for_unread(graph, node))


def _misshared(graph: Graph, known: Mapping[str, Known]) -> Iterator[Problem]:
    for node in graph.nodes.values():
        if node.shares is None or node.shares not in graph:
            continue
        own, lent = known[node.id].weights, known[node.shares].weights
        if own and lent and own != lent:
            owner = graph.nodes[node.shares].name
            message = tr('"{0}" can\'t share the weights of "{1}": their inputs have other sizes.', node.name, owner)
            yield Problem(node.id, message, "error", repairs_for_sharing(node))


def _torn(graph: Graph) -> Iterator[Problem]:
    for item in torn(graph):
        message = tr('"{0}" is skipped, but what it joins is not the same any more.', graph.nodes[item].name)
        yield Problem(item, message, "error", repairs_for_torn(graph.nodes[item]))


def _image_outputs(graph: Graph, known: Mapping[str, Known]) -> Iterator[Problem]:
    for output in graph.outputs:
        if dense := _pixelwise(graph, known, output):
            node, shape = dense
            message = tr("{0}; a classifier sees the whole image.", _apart(node, shape))
            yield Problem(node.id, message, "warning", repairs_for_image_output(graph, node, shape))


def _apart(dense: Node, shape: Shape) -> str:
    return tr('Dense "{0}" works on each pixel of {1} apart', dense.name, spell(shape))


def _vectors(shape: Shape) -> str:
    """The layers that make a vector of an image, in words."""
    axes = len(shape) - 1
    return tr("Flatten or {0}", f"GlobalAveragePooling{axes}D") if 1 <= axes <= 3 else "Flatten"


def _pixelwise(graph: Graph, known: Mapping[str, Known], output: str) -> tuple[Node, Shape] | None:
    """The first of the dense layers at the end of the network, with its input, when that is still an image."""
    shape, first = known[output].output_shape, None
    node = graph.nodes[output]
    while shape is not None and len(shape) >= 3 and len(node.inputs) == 1:
        before = known[node.inputs[0]].output_shape
        if node.layer.class_name == "Dense" and before is not None:
            first = (node, before)
        elif not _passes(node.layer):
            break
        node, shape = graph.nodes[node.inputs[0]], before
    return first


def _passes(layer: Layer) -> bool:
    return layer.family in ("Activation", "Regularization") or layer.class_name in ("Activation", "Identity")


def _with_name(message: str, node: Node) -> str:
    """Puts the node's own name behind the class that the layer's message starts with."""
    class_name = node.layer.class_name
    if message.startswith(class_name):
        return told_of(node.name, message[len(class_name) :], class_name)
    return labelled(told_of(node.name, "", class_name).rstrip(), message)


def _with_size(hint: str, graph: Graph, node: Node) -> str:
    """Says how large "a larger image" must be."""
    larger = tr(LARGER_IMAGE)
    if larger not in hint:
        return hint
    side = smallest_side(graph, node.id)
    if side is None:
        return hint
    image = at_least(side)(images_of(graph, node.id)[0].layer.output_shape())
    return hint.replace(larger, tr("{0} (at least {1})", larger, spell(image[:-1])))
