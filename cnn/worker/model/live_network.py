"""A network that is being designed, ready to be asked at any moment: as far as it can be built, with the weights it has.

Each layer is made when it is first needed and kept as long as it is the same, so that an edit makes only what it touched anew.
Layers are called one after the other on one image, and what nobody reads any more is given up: a large network never has all of
its activations in memory.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

import keras
from numpy.typing import NDArray

from cnn.analysis import Analysis, analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node
from cnn.layers import Input, Operation
from cnn.layers.base import Layer
from cnn.runs.origins import Origins, Source
from cnn.words.language import tr
from cnn.worker.model.builder import keras_arguments, keras_class
from cnn.worker.model.operations import call_operation
from cnn.worker.model.source_weights import give_origins

Array = NDArray[Any]


def _go_on() -> None:
    """Nobody wants it ended."""


class _NotMade:
    """Stands for a layer that nobody needed so far."""

    weights = ()


_NOT_MADE = _NotMade()


@dataclass
class _Made:
    """A Keras layer, and what it was made for."""

    keras_layer: Any
    layer: Layer
    name: str
    shapes: tuple[Any, ...]
    stamp: tuple[Any, ...]  # of the file that its weights come from


@dataclass
class LiveNetwork:
    """The layers of a network that were made so far."""

    seed: int = 0
    _made: dict[str, _Made] = field(default_factory=dict)
    _prepared: tuple[Any, ...] = ()  # the last network, where its weights come from, and which nodes of it were made ready
    _taken: bool = False  # whether the layers are those of a model, all of them made
    refused: dict[str, str] = field(default_factory=dict)  # by node: why Keras would not have it
    failed: dict[str, str] = field(default_factory=dict)  # by node: why it could not be worked out for the last image
    check: Callable[[], object] = _go_on  # called before each node; may raise to end it

    def get_layer(self, name: str) -> Any:
        """The Keras layer of that name, as of a `keras.Model`; one that was not made has no weights."""
        return next((made.keras_layer for made in self._made.values() if made.name == name), _NOT_MADE)

    @property
    def layers(self) -> list[Any]:
        """All Keras layers, as of a `keras.Model`."""
        return [made.keras_layer for made in self._made.values()]

    def take(self, model: keras.Model, graph: Graph) -> None:
        """Uses the layers of a model that was built from a graph, as they are."""
        self._taken = True
        self._made = {
            node.id: _Made(model.get_layer(node.name), node.layer, node.name, (), ())
            for node in graph.nodes.values()
            if node.shares is None and not isinstance(node.layer, Input | Operation)
        }

    def prepare(self, graph: Graph, found: Origins, nodes: Set[str]) -> None:
        """Makes what these nodes need and what changed since, with the weights that it has, else fresh ones.

        What Keras refuses is noted in `refused`, and so is all that reads it. Raises `FileError` where weights can't be read.
        """
        stamps = tuple(_stamp(source) for source in dict.fromkeys(found.taken.values()))
        if self._taken or (self._prepared[:3] == (id(graph), id(found), stamps) and nodes <= self._prepared[3]):
            return
        self.refused = {}
        self._prepared = ()
        tensors: dict[str, Any] = {}
        new: set[str] = set()
        self._made = {node_id: made for node_id, made in self._made.items() if node_id in graph.nodes}
        try:
            for node_id in (one for one in graph.order if one in nodes):
                self.check()
                node = graph.nodes[node_id]
                if any(source not in tensors for source in node.inputs):
                    continue
                try:
                    tensors[node_id] = self._symbol(graph, node, [tensors[source] for source in node.inputs], found, new)
                except Exception as error:  # whatever a layer says to what it gets
                    self.refused[node_id] = _words(error)
            if taken := {one: source for one, source in found.taken.items() if one in new}:
                give_origins(self, replace(found, taken=taken))
        except BaseException:  # what has not got its weights is not to be taken for what has
            self._made = {node_id: made for node_id, made in self._made.items() if node_id not in new}
            raise
        self._prepared = id(graph), id(found), stamps, frozenset(nodes), graph, found  # the last two so that no id is given again

    def _symbol(self, graph: Graph, node: Node, tensors: list[Any], found: Origins, new: set[str]) -> Any:
        """What a node gives, without numbers; its layer is made, and built for what it reads."""
        if isinstance(node.layer, Input):
            return keras.KerasTensor((1, *node.layer.shape), dtype=node.layer.dtype or "float32")
        if isinstance(node.layer, Operation):
            return _tensor(call_operation(node.layer, node.name, tensors))
        owner = graph.nodes[node.shares or node.id]
        shapes = tuple(tuple(tensor.shape) for tensor in tensors)
        made, stamp = self._made.get(owner.id), _stamp(found.taken.get(owner.id))
        if made is None or (owner is node and not _serves(made, node, shapes, stamp)):
            made = self._made[owner.id] = _Made(self._make(owner), owner.layer, owner.name, shapes, stamp)
            new.add(owner.id)
        made.name = owner.name
        return _tensor(made.keras_layer(tensors) if node.layer.takes_list else made.keras_layer(*tensors))

    def _make(self, node: Node) -> Any:
        keras.utils.set_random_seed(zlib.crc32(f"{self.seed} {node.id}".encode()))  # the same after every edit elsewhere
        return keras_class(node.layer.class_name)(name=node.name, **keras_arguments(node.layer))

    def walk(self, graph: Graph, images: Mapping[str, Array], nodes: Collection[str]) -> Iterator[tuple[str, Any]]:
        """Each node that can be worked out with its output (batch × …) for the images that the inputs get, in the order of the
        network; an output is kept only until the last of `nodes` has read it. What fails on numbers is noted in `failed`."""
        self.failed = {}
        wanted = [node_id for node_id in graph.order if node_id in nodes]
        readers = Counter(source for node_id in wanted for source in graph.nodes[node_id].inputs)
        values: dict[str, Any] = {}
        for node_id in wanted:
            self.check()
            node = graph.nodes[node_id]
            if node_id in self.refused or any(source not in values for source in node.inputs):
                continue
            try:
                values[node_id] = value = self._value(graph, node, [values[source] for source in node.inputs], images)
            except Exception as error:
                self.failed[node_id] = _words(error)
                continue
            yield node_id, value
            readers.subtract(node.inputs)
            for read in {*node.inputs, node_id}:
                if not readers[read]:
                    del values[read]

    def _value(self, graph: Graph, node: Node, tensors: list[Any], images: Mapping[str, Array]) -> Any:
        if isinstance(node.layer, Input):
            return keras.ops.convert_to_tensor(images[node.id], dtype=node.layer.dtype or "float32")
        if isinstance(node.layer, Operation):
            return _tensor(call_operation(node.layer, node.name, tensors))
        layer = self._made[node.shares or node.id].keras_layer
        given = [tensors] if node.layer.takes_list else tensors
        return _tensor(layer(*given, training=False) if layer._call_has_training_arg else layer(*given))


def healthy(graph: Graph, analysis: Analysis | None = None) -> frozenset[str]:
    """The nodes that can be built: nothing is wrong with them, nor with anything they read."""
    analysis = analyse(graph) if analysis is None else analysis
    wrong = {problem.node for problem in analysis.errors}
    found: set[str] = set()
    for node_id in graph.order:
        node, about = graph.nodes[node_id], analysis.nodes[node_id]
        fed = node.inputs or isinstance(node.layer, Input)
        if node_id not in wrong and about.output_shape is not None and fed and all(source in found for source in node.inputs):
            found.add(node_id)
    return frozenset(found)


def _serves(made: _Made, node: Node, shapes: tuple[Any, ...], stamp: tuple[Any, ...]) -> bool:
    """Whether a layer is still what a node asks for."""
    return made.layer == node.layer and made.shapes == shapes and made.stamp == stamp


def _words(error: Exception) -> str:
    """What is wrong, in a line."""
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__


def _stamp(source: Source | None) -> tuple[Any, ...]:
    """What tells a file of weights from another, and from itself when it was written again."""
    if source is None:
        return ()
    try:
        status = source.path.stat()
    except OSError:
        return (str(source.path),)
    return str(source.path), status.st_size, status.st_mtime_ns


def _tensor(value: Any) -> Any:
    """An output that is one tensor; raises `LayerloomError` for any other."""
    if isinstance(value, list | tuple | dict):
        raise LayerloomError(tr("it gives several outputs."), "")
    return value
