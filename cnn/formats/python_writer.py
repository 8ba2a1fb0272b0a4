"""Writes a project as a Python program: the network in Keras's functional code, the recipe as `compile` and `fit`.

The program runs alone: `python net.py` builds the network and prints it, `python net.py data.npz` trains it.
"""

import keyword
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cnn.analysis import analyse
from cnn.formats.expressions import WIDTH, Call, Expression, call, listing, literal, quoted, render
from cnn.formats.keras_writer import buildable
from cnn.formats.own_layers import own_classes, own_definitions
from cnn.graph import Graph
from cnn.layers import Input, Layer
from cnn.layers.objects import KerasObject
from cnn.losses import loss_class, loss_name, meaning_of, output_weights, wants_one_hot
from cnn.node import Node
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.shapes import Shape

#: arguments that Keras asks for, or that a reader wants to see, even where they are Layerloom's defaults
_ALWAYS = frozenset((
    "axes", "dims", "drop_path_rate", "equation", "factor", "filters", "height", "height_factor", "init_values", "kernel_size",
    "key_dim", "n", "num_heads", "output_size", "pool_size", "projection_dim", "rate", "scale", "stddev", "target_shape", "units",
    "width", "width_factor",
))  # fmt: skip
_ALWAYS_FOR = (("Activation", "activation"), ("EinsumDense", "output_shape"), ("SpectralNormalization", "layer"))
_INDENT = 4


def write_python(project: Project) -> str:
    """A project as Python source; raises `FileError` when its network has problems that keep it from being built."""
    graph, recipe = project.graph, project.recipe
    analysis = buildable(graph)
    parts = [
        f'"""{_comment(graph.name)}, written by Layerloom.\n\n'
        f"{analysis.total_params:,} parameters, {analysis.trainable_params:,} of them trainable.\n"
        "Run it alone to see the network; give it an .npz file with x_train (images, 0-255)\n"
        'and y_train (class numbers) to train it.\n"""',
        *_imports(graph),
        *(["\n" + "\n\n\n".join(definitions)] if (definitions := own_definitions(graph)) else []),
        "\n" + "\n".join(_build(graph, recipe)),
        "\n" + "\n".join(_compile(graph, recipe)),
        "\n" + "\n".join(_fit(graph, recipe)),
        "\n" + "\n".join(_program(graph)),
    ]
    return "\n\n".join(parts) + "\n"


def _imports(graph: Graph) -> Iterator[str]:
    own = bool(own_classes(graph))
    yield "import sys" + ("\nfrom typing import Any" if own else "")
    yield f"import keras\nimport numpy as np\nfrom keras import layers{', ops' if own else ''}" + "".join(_elsewhere(graph))


def _elsewhere(graph: Graph) -> Iterator[str]:
    """Imports of what Keras keeps beside its layers."""
    found: dict[str, set[str]] = {}
    for node in graph.nodes.values():
        if node.layer.module != "keras.layers":
            found.setdefault(node.layer.module, set()).add(node.layer.class_name)
    for module, names in sorted(found.items()):
        yield f"\nfrom {module} import {', '.join(sorted(names))}"


# ---------------------------------------------------------------------- the network


def _build(graph: Graph, recipe: Recipe) -> Iterator[str]:
    names = _Variables(graph)
    yield "def build() -> keras.Model:"
    yield '    """Builds the network with fresh weights."""'
    if recipe.precision != "float32":
        yield f"    keras.config.set_dtype_policy({quoted(recipe.precision)})"
    group = ""
    for node_id in graph.order:
        node = graph.nodes[node_id]
        if node.group != group:
            group = node.group
            if group:
                yield f"    # {_comment(group)}"
        full = recipe.precision != "float32" and node_id in graph.outputs  # probabilities and loss need full precision
        yield from _statement(node, names, {"dtype": quoted("float32")} if full else {})
    inputs = _one_or_list([names.of(node_id) for node_id in graph.inputs])
    outputs = _one_or_list([names.of(node_id) for node_id in graph.outputs])
    yield from render("return ", call("keras.Model", inputs, outputs, name=quoted(graph.name)), indent=_INDENT)


def _statement(node: Node, names: "_Variables", extra: dict[str, Expression]) -> Iterator[str]:
    target = f"{names.of(node.id)} = "
    if isinstance(node.layer, Input):
        kind = {"dtype": quoted(node.layer.dtype)} if node.layer.dtype else {}
        made = call("keras.Input", shape=literal(node.layer.shape), **kind, name=quoted(node.name))
        yield from render(target, made, indent=_INDENT)
        return
    inputs = _inputs([names.of(source) for source in node.inputs], node.layer)
    made = _named(node, extra)
    if node.id in names.layers:
        yield from render(f"{names.layers[node.id]} = ", made, indent=_INDENT)
    shared = names.layers.get(node.shares or node.id)
    if shared:
        yield from render(target, Call(shared, inputs), indent=_INDENT)
    else:
        yield from _called(target, made, inputs)


def _called(target: str, made: Call, inputs: tuple[tuple[str, Expression], ...]) -> Iterator[str]:
    """`x = layers.Layer(…)(x)`: on one line, or with the longer of the two pairs of brackets broken."""
    behind = Call("", inputs).flat()
    lines = render(target, made, behind, _INDENT)
    if max(len(lines[0]), len(lines[-1])) > WIDTH or (len(lines) > 1 and len(behind) > len(made.flat())):
        lines = render(target, Call(made.flat(), inputs), indent=_INDENT)
    yield from lines


def _inputs(names: list[str], layer: Layer) -> tuple[tuple[str, Expression], ...]:
    return (("", listing(names)),) if layer.takes_list else tuple(("", name) for name in names)


def _named(node: Node, extra: dict[str, Expression]) -> Call:
    more = {} if node.trainable else {"trainable": "False"}
    return constructor(node.layer, **extra, **more, name=quoted(node.name))


def constructor(layer: Layer, **more: Expression) -> Call:
    """The call that makes a layer, with the arguments worth writing and some more."""
    apart = layer.registered_name or layer.module != "keras.layers"
    name = layer.class_name if apart else f"layers.{layer.class_name}"
    return call(name, **{argument: _argument(layer, argument) for argument in written_arguments(layer)}, **more)


def written_arguments(layer: Layer) -> list[str]:
    """The arguments worth writing: those that differ from Keras's defaults, and those that Keras asks for."""
    changed = layer.changed()
    return [name for name in layer.argument_names if name in changed or _is_asked_for(layer, name)]


def _is_asked_for(layer: Layer, name: str) -> bool:
    wanted = name in _ALWAYS or (layer.class_name, name) in _ALWAYS_FOR
    return wanted and layer.value(name) is not None


def _argument(layer: Layer, name: str) -> Expression:
    value = layer.value(name)
    if isinstance(value, Layer):  # what SpectralNormalization wraps
        return constructor(value)
    if isinstance(value, KerasObject):
        arguments = {key: literal(item) for key, item in value.arguments}
        return call(f"keras.{value.kind}s.{value.class_name}", **arguments) if arguments else quoted(value.class_name)
    kind = next(argument.kind for argument in layer.arguments() if argument.name == name)
    if kind == "size" and isinstance(value, tuple) and len(set(value)) == 1:
        return literal(value[0])
    return literal(value)


# ---------------------------------------------------------------------- the recipe


@dataclass(frozen=True)
class _Head:
    """What is asked of one output."""

    loss: Expression
    metric: Expression
    labels: str


def _heads(graph: Graph, recipe: Recipe) -> list[_Head]:
    analysis = analyse(graph)
    return [_head(graph, recipe, output, analysis.nodes[output].output_shape or ()) for output in graph.outputs]


def _head(graph: Graph, recipe: Recipe, output: str, shape: Shape) -> _Head:
    """The loss, the metric and the labels that the worker takes as well."""
    units = shape[-1] or 0 if shape else 1
    meaning = meaning_of(graph, output)
    name = loss_name(recipe.loss, meaning, units)
    logits = meaning == "logits" and name != "mean_squared_error"
    loss = call(f"keras.losses.{loss_class(name)}", from_logits="True") if logits else quoted(name)
    metric: Expression = quoted("accuracy")
    if units == 1 and logits:
        metric = call("keras.metrics.BinaryAccuracy", metric, threshold="0.0")
    return _Head(loss, metric, f"keras.utils.to_categorical(labels, {units})" if wants_one_hot(name, units) else "labels")


def _compile(graph: Graph, recipe: Recipe) -> Iterator[str]:
    heads = _heads(graph, recipe)
    weights = output_weights(graph, recipe)
    weighted = (
        {"loss_weights": listing([literal(weight) for weight in weights])} if any(weight != 1 for weight in weights) else {}
    )
    yield "def compile_model(model: keras.Model) -> None:"
    yield '    """Sets how the network learns."""'
    yield from render(
        "",
        call(
            "model.compile",
            optimizer=call(f"keras.optimizers.{recipe.optimizer}", **_optimizer(recipe)),
            loss=_one_or_list([head.loss for head in heads]),
            **weighted,
            metrics=listing([head.metric if len(heads) == 1 else listing([head.metric]) for head in heads]),
        ),
        indent=_INDENT,
    )


def _optimizer(recipe: Recipe) -> dict[str, Expression]:
    settings: dict[str, Any] = {"learning_rate": recipe.learning_rate}
    if recipe.optimizer in ("SGD", "RMSprop"):
        settings["momentum"] = recipe.momentum
    return {name: literal(value) for name, value in settings.items()}


def _fit(graph: Graph, recipe: Recipe) -> Iterator[str]:
    yield "def train("
    yield "    model: keras.Model, images: np.ndarray, labels: np.ndarray"
    yield ") -> keras.callbacks.History:"
    yield '    """Trains on images (0-255) and class numbers."""'
    if len(graph.inputs) == 1:
        yield "    images = images.reshape(len(images), *model.input_shape[1:])"
    yield f"    order = np.random.default_rng({recipe.seed}).permutation(len(images))"
    yield "    images, labels = images[order], labels[order]"
    yield from render(
        "return ",
        call(
            "model.fit",
            _one_or_list(["images"] * len(graph.inputs)),
            _one_or_list([head.labels for head in _heads(graph, recipe)]),
            batch_size=literal(recipe.batch_size),
            epochs=literal(recipe.epochs),
            validation_split=literal(recipe.validation_split),
        ),
        indent=_INDENT,
    )


def _program(graph: Graph) -> Iterator[str]:
    file = re.sub(r"[^\w.-]+", "_", graph.name, flags=re.ASCII).strip("._") or "network"
    yield 'if __name__ == "__main__":'
    yield "    network = build()"
    yield "    network.summary()"
    yield "    if len(sys.argv) > 1:"
    yield "        compile_model(network)"
    yield "        with np.load(sys.argv[1]) as data:"
    yield '            train(network, data["x_train"], data["y_train"])'
    yield from render("", call("network.save", quoted(f"{file}.keras")), indent=2 * _INDENT)


# ---------------------------------------------------------------------- names


class _Variables:
    """What each node's output is called: `x` where the next line reads it and nobody else, otherwise the layer's name.

    `layers` holds the variables of layers that are called several times, by the id of the node that owns the weights.
    """

    def __init__(self, graph: Graph) -> None:
        self._taken = {"keras", "layers", "np", "sys", "x", "build", "train", "compile_model"}
        owners = dict.fromkeys(node.shares for node in graph.nodes.values() if node.shares)
        self.layers = {owner: self._fresh(f"{graph.nodes[owner].name}_layer") for owner in owners}
        self._names = {node_id: self._name(graph, place) for place, node_id in enumerate(graph.order)}

    def of(self, node_id: str) -> str:
        """The variable that holds a node's output."""
        return self._names[node_id]

    def _name(self, graph: Graph, place: int) -> str:
        node = graph.nodes[graph.order[place]]
        if isinstance(node.layer, Input):  # the last line reads it again
            return self._fresh("inputs" if len(graph.inputs) == 1 else node.name)
        following = graph.order[place + 1] if place + 1 < len(graph.order) else None
        readers = graph.consumers[node.id]
        last = not readers and len(graph.outputs) == 1
        if last or (readers == (following,) and node.id not in graph.marked_outputs):
            return "x"
        return self._fresh(node.name)

    def _fresh(self, wanted: str) -> str:
        name = re.sub(r"\W+", "_", wanted, flags=re.ASCII)
        name = name if name.isidentifier() and not keyword.iskeyword(name) else f"layer_{name}"
        number = 0
        unique = name
        while unique in self._taken:
            number += 1
            unique = f"{name}_{number}"
        self._taken.add(unique)
        return unique


def _one_or_list(items: Sequence[Expression]) -> Expression:
    return items[0] if len(items) == 1 else listing(items)


def _comment(text: str) -> str:
    """Text that can stand in a comment or a docstring: one line, no quotes or backslashes."""
    return re.sub(r'[\s"\\]+', " ", text)[:60].strip()
