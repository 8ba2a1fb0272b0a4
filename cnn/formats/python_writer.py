"""Writes a project as a Python program: the network in Keras's functional code, the recipe as `compile` and `fit`.

The program runs alone: `python net.py` builds the network and prints it, `python net.py data.npz` trains it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cnn.analysis import Analysis
from cnn.formats.expressions import call, quoted, render
from cnn.formats.keras_writer import buildable
from cnn.formats.own_layers import own_classes, own_definitions
from cnn.formats.python_names import comment
from cnn.formats.python_network import Line, network_functions
from cnn.formats.python_recipe import recipe_classes, recipe_definitions, recipe_functions
from cnn.formats.python_start import start_line
from cnn.graph import Graph
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.totals import spell_total

_INDENT = 4


@dataclass(frozen=True)
class Program:
    """Python source, and for each node the numbers (from 0) of the lines that make it."""

    text: str
    lines: Mapping[str, tuple[int, ...]]


def write_python(project: Project) -> str:
    """A project as Python source; raises `FileError` when its network has problems that keep it from being built."""
    return write_program(project).text


def write_program(project: Project) -> Program:
    """A project as Python source that knows its nodes' lines; raises `FileError` when its network can't be built."""
    graph, recipe = project.graph, project.recipe
    parts = [
        _plain(_head(graph, buildable(graph))),
        *map(_plain, _imports(graph, recipe_classes(graph, recipe), pipeline=bool(recipe.augmentation))),
        *map(_far, map(_plain, [*own_definitions(graph), *recipe_definitions(graph, recipe)])),
        *map(_far, network_functions(graph, recipe)),
        *map(_far, map(_plain, recipe_functions(graph, recipe))),
        _far(_plain("\n".join(_program(graph, recipe)))),
    ]
    lines = [line for part in parts for line in (*part, Line(""))][:-1]
    return Program("\n".join(line.text for line in lines) + "\n", _places(lines))


def _places(lines: list[Line]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        for member in line.members:
            found.setdefault(member, []).append(number)
    return {node_id: tuple(numbers) for node_id, numbers in found.items()}


def _plain(text: str) -> list[Line]:
    return [Line(line) for line in text.split("\n")]


def _far(lines: list[Line]) -> list[Line]:
    """A definition, which has one more empty line above it."""
    return [Line(""), *lines]


def _head(graph: Graph, analysis: Analysis) -> str:
    total = spell_total(analysis.total_params, analysis.known.params)
    trainable = spell_total(analysis.trainable_params, analysis.known.trainable_params)
    return (
        f'"""{comment(graph.name)}, written by Layerloom.\n\n'
        f"{total} parameters, {trainable} of them trainable.\n"
        "Run it alone to see the network; give it an .npz file with x_train (images, 0-255)\n"
        'and y_train (class numbers) to train it.\n"""'
    )


def _imports(graph: Graph, also: list[str], *, pipeline: bool) -> Iterator[str]:
    """`also` names the classes that the recipe brings; a pipeline is TensorFlow's."""
    own = bool(own_classes(graph))
    yield "import math\n" * ("OneCycle" in also) + "import sys" + "\nfrom typing import Any" * (own or bool(also))
    ops = own or bool({"WarmUp", "OneCycle"}.intersection(also))
    also_ops, tensorflow = ", ops" * ops, "import tensorflow as tf\n" * pipeline
    yield f"import keras\nimport numpy as np\n{tensorflow}from keras import layers{also_ops}" + "".join(_elsewhere(graph))


def _elsewhere(graph: Graph) -> Iterator[str]:
    """Imports of what Keras keeps beside its layers."""
    found: dict[str, set[str]] = {}
    for node in graph.nodes.values():
        if node.layer.module != "keras.layers":
            found.setdefault(node.layer.module, set()).add(node.layer.class_name)
    for module, names in sorted(found.items()):
        yield f"\nfrom {module} import {', '.join(sorted(names))}"


def _program(graph: Graph, recipe: Recipe) -> Iterator[str]:
    file = re.sub(r"[^\w.-]+", "_", graph.name, flags=re.ASCII).strip("._") or "network"
    yield 'if __name__ == "__main__":'
    yield "    network = build()"
    yield "    network.summary()"
    yield "    if len(sys.argv) > 1:"
    yield from (f"        {line}" for line in start_line(recipe))
    yield "        compile_model(network)"
    yield "        with np.load(sys.argv[1]) as data:"
    yield '            train(network, data["x_train"], data["y_train"])'
    yield from render("", call("network.save", quoted(f"{file}.keras")), indent=2 * _INDENT)
