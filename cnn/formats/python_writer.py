"""Writes a project as a Python program: the network in Keras's functional code, the recipe as `compile` and `fit`.

The program runs alone: `python net.py` builds the network and prints it, `python net.py data.npz` trains it.
"""

import keyword
import re
from collections.abc import Iterator

from cnn.formats.expressions import WIDTH, Call, Expression, call, listing, literal, one_or_list, quoted, render
from cnn.formats.keras_writer import buildable
from cnn.formats.own_layers import own_classes, own_definitions
from cnn.formats.python_layers import constructor
from cnn.formats.python_recipe import recipe_functions
from cnn.graph import Graph
from cnn.layers import Input, Layer
from cnn.node import Node
from cnn.project import Project
from cnn.recipe import Recipe

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
        *("\n" + function for function in recipe_functions(graph, recipe)),
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
    inputs = one_or_list([names.of(node_id) for node_id in graph.inputs])
    outputs = one_or_list([names.of(node_id) for node_id in graph.outputs])
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


def _comment(text: str) -> str:
    """Text that can stand in a comment or a docstring: one line, no quotes or backslashes."""
    return re.sub(r'[\s"\\]+', " ", text)[:60].strip()
