"""Writes a project as a Python program: the network in Keras's functional code, the recipe as `compile` and `fit`.

The program runs alone: `python net.py` builds the network and prints it, `python net.py train` trains it on the dataset of the
project, `python net.py data.npz` on another.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cnn.analysis import Analysis
from cnn.datasets import info_of
from cnn.datasets.sources import tells_several, told_task
from cnn.datasets.task import Learned
from cnn.errors import FileError
from cnn.formats.keras.writer import buildable
from cnn.formats.python.expressions import call, quoted, render
from cnn.formats.python.names import comment
from cnn.formats.python.network import Line, network_functions
from cnn.formats.python.own_layers import own_classes, own_definitions
from cnn.formats.python.training.data import DataCode, data_code
from cnn.formats.python.training.recipe import recipe_classes, recipe_definitions, recipe_functions
from cnn.formats.python.training.start_weights import imagenet_functions, start_line
from cnn.formats.python.training.things import LEARNED, by_output, stored_arrays, targets_of
from cnn.graph import Graph, Node
from cnn.layers import Operation
from cnn.presets.imagenet import published
from cnn.project import Project
from cnn.words.language import tr
from cnn.words.quantities import number_of, spell_total

_INDENT = 4
#: what the first lines say where the program can read the dataset itself
_WITH_DATA = 'give it the word "train"\nto train it on the dataset it was made for, or '


@dataclass(frozen=True)
class Program:
    """Python source, and for each node the numbers (from 0) of the lines that make it."""

    text: str
    lines: Mapping[str, tuple[int, ...]]


#: the lines that train on the dataset the program was made for
_TRAIN_OWN = ('if sys.argv[1] == "train":', "    train(network, *load_data())", "else:")


def write_python(project: Project, learned: Sequence[Learned] = ()) -> str:
    """A project as Python source; raises `FileError` when its network has problems that keep it from being built."""
    return write_program(project, learned).text


def write_program(project: Project, learned: Sequence[Learned] = (), *, tells_counts: bool = True) -> Program:
    """A project as Python source that knows its nodes' lines; raises `FileError` when its network can't be built.

    `learned` is what is learned of each image, where somebody has read the dataset; without it, it is what the dataset's source
    says (`::task=numbers`): nothing is read for it.
    """
    learned = learned or told(project)
    graph, recipe, analysis = project.graph, project.recipe, buildable(project.graph)
    targets_of(graph, recipe, learned)  # or says what can't work
    data = data_code(graph, project.dataset, recipe.resizing, recipe.pixel_range, learned)
    pretrained = imagenet_functions(graph, project.weights)
    parts = [
        _plain(_head(project, analysis, data, learned, tells_counts=tells_counts)),
        *map(
            _plain,
            _imports(
                graph,
                recipe_classes(graph, recipe, learned),
                data.imports,
                pipeline=bool(recipe.augmentation),
                hdf5=bool(pretrained),
            ),
        ),
        *map(_far, map(_plain, [*own_definitions(graph), *recipe_definitions(graph, recipe, learned)])),
        *map(_far, network_functions(graph, recipe)),
        *map(_far, map(_plain, [*data.functions, *pretrained, *recipe_functions(graph, recipe, learned)])),
        _far(_plain("\n".join(_program(project, data, learned)))),
    ]
    lines = [line for part in parts for line in (*part, Line(""))][:-1]
    return Program("\n".join(line.text for line in lines) + "\n", _places(lines))


def told(project: Project) -> tuple[Learned, ...]:
    """What the source of the dataset says that is learned."""
    if tells_several(project.dataset):
        raise FileError(
            tr("The dataset has several things to learn of each image, and what they are called stands in it."),
            tr("It could not be read: choose it again, or connect its disk."),
        )
    info = info_of(project.dataset)
    return (Learned("", info.classes if info else (), told_task(project.dataset)),)


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


def _head(project: Project, analysis: Analysis, data: DataCode, learned: Sequence[Learned], *, tells_counts: bool) -> str:
    total = spell_total(analysis.total_params, analysis.known.params)
    trainable = spell_total(analysis.trainable_params, analysis.known.trainable_params)
    counts = f"{total} parameters, {trainable} of them trainable.\n" if tells_counts else ""
    return (
        f'"""{comment(project.graph.name)}, written by Layerloom.\n\n'
        f"{counts}"
        f"Run it alone to see the network; {_WITH_DATA * bool(data.functions)}give it an .npz file with\n"
        f'x_train (images, 0-255) and {_labels(learned)} to train it on that.\n{_unknown(project)}"""'
    )


def _labels(learned: Sequence[Learned]) -> str:
    """What an .npz file has beside its images."""
    if len(learned) == 1:
        return f"y_train ({LEARNED[learned[0].task]})"
    *most, last = (f"y_train_{comment(told.name)} ({LEARNED[told.task]})" for told in learned)
    return ",\n".join(most) + f"\nand {last}"


def _unknown(project: Project) -> str:
    """What of a project the program does not do."""
    count = len(project.curation.marks)
    decided = number_of("what was decided about {0} image|what was decided about {0} images", count)
    told = [f"{decided} (excluded, relabelled, moved)"] if count else []
    named = [f"::{key}=" in project.dataset for key in ("group", "split")]
    told += [words for words, there in zip(("groups that belong together", "the file of the split"), named, strict=True) if there]
    told += ["that pages of one file belong together"] * ("::pages=images" in project.dataset)
    told += [f"that it is to validate on the part {project.recipe.fold}"] if project.recipe.fold else []
    told += ["that histograms of its layers are to be recorded"] * (project.recipe.histogram_freq > 0)
    told += ["that logs for TensorBoard are to be written"] * project.recipe.tensorboard
    told += ["that a table of its batches is to be written"] * project.recipe.csv_log
    told += ["that moments are to be kept for a film"] * (project.recipe.moments > 0)
    return f"It does not know {', nor '.join(told)}.\n" if told else ""


def train_on_arrays(file: str, graph: Graph, learned: Sequence[Learned], *, indent: int = 0) -> list[str]:
    """The lines that train on the arrays of an .npz file, which is an expression."""
    head = f"{' ' * indent}with np.load({file}) as data:"
    if len(learned) == 1:
        return [head, f'{" " * indent}    train(network, data["x_train"], data["y_train"])']
    arrays = call("train", "network", 'data["x_train"]', stored_arrays(by_output(graph, learned)))
    return [head, *render("", arrays, indent=indent + _INDENT)]


def _imports(graph: Graph, also: list[str], modules: Sequence[str], *, pipeline: bool, hdf5: bool) -> Iterator[str]:
    """`also` names the classes that the recipe brings, `modules` what the reading of data needs; a pipeline is TensorFlow's."""
    own = bool(own_classes(graph))
    plain = sorted(("sys", *["math"] * ("OneCycle" in also), *modules))
    yield "\n".join(f"import {module}" for module in plain) + "\nfrom typing import Any" * (own or bool(also))
    ops = own or bool({"WarmUp", "OneCycle"}.intersection(also)) or any(_is_operation(node) for node in graph.nodes.values())
    also_ops, tensorflow = ", ops" * ops, "import tensorflow as tf\n" * pipeline
    yield (
        "import h5py\n" * hdf5
        + f"import keras\nimport numpy as np\n{tensorflow}from keras import layers{also_ops}"
        + "".join(_elsewhere(graph))
    )


def _elsewhere(graph: Graph) -> Iterator[str]:
    """Imports of what Keras keeps beside its layers."""
    found: dict[str, set[str]] = {}
    for node in graph.nodes.values():
        if node.layer.module != "keras.layers" and not _is_operation(node):
            found.setdefault(node.layer.module, set()).add(node.layer.class_name)
    for module, names in sorted(found.items()):
        yield f"\nfrom {module} import {', '.join(sorted(names))}"


def _is_operation(node: Node) -> bool:
    return isinstance(node.layer, Operation)


def _program(project: Project, data: DataCode, learned: Sequence[Learned]) -> Iterator[str]:
    graph, recipe = project.graph, project.recipe
    file = re.sub(r"[^\w.-]+", "_", graph.name, flags=re.ASCII).strip("._") or "network"
    yield 'if __name__ == "__main__":'
    yield "    network = build()"
    yield "    network.summary()"
    if published(project.weights):
        yield "    take_imagenet(network)"
    yield "    if len(sys.argv) > 1:"
    yield from (f"        {line}" for line in start_line(recipe))
    yield "        compile_model(network)"
    if data.functions:
        yield from (f"        {line}" for line in _TRAIN_OWN)
    yield from train_on_arrays("sys.argv[1]", graph, learned, indent=(3 if data.functions else 2) * _INDENT)
    yield from render("", call("network.save", quoted(f"{file}.keras")), indent=2 * _INDENT)
