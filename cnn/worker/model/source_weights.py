"""Weights of an opened Keras file: copied, array by array, into the network that was built from our own graph."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np

from cnn.analysis import analyse
from cnn.errors import FileError
from cnn.formats.keras.archive import read_config
from cnn.formats.keras.flattening import Stored
from cnn.formats.keras.hdf5_process import require_readable
from cnn.formats.keras.reader import Opened, open_model
from cnn.formats.keras.weights.by_name import kept_by_name
from cnn.formats.keras.weights.published import published_arrays, require_genuine
from cnn.formats.keras.weights.stored import Array, array, attribute_names, group, opened
from cnn.graph import Graph
from cnn.graph.node import Node
from cnn.project import Project
from cnn.runs.origins import Origins, Source, source_of_weights
from cnn.words.language import tr
from cnn.words.lists import COMMA
from cnn.worker.model.saving import is_low_rank, load_weights

Assignments = list[tuple[Any, Array]]
ByNode = Iterator[tuple[str, Assignments]]


def give_weights(model: keras.Model, project: Project, weights: str = "") -> None:
    """Gives a network built from a project its weights: those of a run, or else those of the file it was opened from.

    Without either it stays as it is. Raises `FileError` when a file can't be read or doesn't fit.
    """
    if weights and (not project.weights or Path(weights).absolute() != Path(project.weights).absolute()):
        load_weights(model, Path(weights))
    elif project.weights:
        _take(model, project.graph, source_of_weights(project))


def give_origins(model: keras.Model, found: Origins) -> None:
    """Gives a network the weights that its layers have somewhere; the others stay fresh. Raises `FileError`."""
    for source in dict.fromkeys(found.taken.values()):
        nodes = frozenset(node_id for node_id, origin in found.taken.items() if origin is source)
        if source.of_run:
            _take_trained(model, source, nodes, found.analysis.graph)
        else:
            _take(model, found.analysis.graph, source, nodes)
    _finish(model)
    print(f"{found.summary}; from {COMMA.join(found.titles) or 'nowhere'}.", flush=True)


def _take(model: keras.Model, graph: Graph, source: Source, nodes: Collection[str] | None = None) -> int:
    """Copies the weights of a source that is no run."""
    if source.published is not None:
        return _take_published(model, graph, source, nodes)
    return take_weights(model, graph, source.path, nodes)


def _take_published(model: keras.Model, graph: Graph, source: Source, nodes: Collection[str] | None) -> int:
    """Copies published weights into the layers that still are those of the publication."""
    weights, analysis = source.published, analyse(graph)
    assert weights is not None
    remote = weights.at(source.path)
    path = require_genuine(weights, remote)
    require_readable(path)
    taken = 0
    with opened(path) as file:
        for node_id, arrays in published_arrays(file, weights, remote):
            node = graph.nodes.get(node_id)
            wanted = node is not None and (nodes is None or node_id in nodes)
            if node is None or not wanted or not source.fits(node, analysis.nodes[node_id]):
                continue
            taken += 1
            for variable, value in zip(model.get_layer(node.name).weights, arrays, strict=True):
                variable.assign(value)
    _finish(model)
    print(f"{taken} layers have their weights from {path.name}.", flush=True)
    return taken


def _take_trained(model: keras.Model, source: Source, nodes: frozenset[str], graph: Graph) -> None:
    """What a run learned, found by the names that the layers had then."""
    require_readable(source.path)
    with opened(source.path) as file:
        kept = kept_by_name(file)
        for node_id in nodes:
            name = source.graph.nodes[node_id].name
            place = group(file, kept[name].place) if name in kept else None
            try:
                if place is None:
                    raise FileError(tr("it has nothing for that layer"), tr("The file is damaged; train again."))
                for variable, value in list(arrays_within(model.get_layer(graph.nodes[node_id].name), place)):
                    variable.assign(value)
            except FileError as error:
                raise _unfit(source.path, graph.nodes[node_id], error) from error


def take_weights(model: keras.Model, graph: Graph, path: Path, nodes: Collection[str] | None = None) -> int:
    """Copies the weights that a file keeps for the layers of a graph that was opened from it, whatever was edited since.

    Layers that are new, or were set so that their weights have other shapes, stay fresh, as do all but `nodes`, where they are
    given. Returns how many layers took theirs. Raises `FileError` when the file is not there, or can't be read.
    """
    if not path.is_file():
        raise FileError(tr("There is no file {0}.", path), tr("The network was opened from it, and its weights are kept there."))
    require_readable(path)
    source = open_model(read_config(path), path.name)
    reader = _of_archive if path.suffix.lower() == ".keras" else _of_hdf5
    taken = 0
    with opened(path) as file:
        for node_id, assignments in reader(file, model, graph, source, path):
            if nodes is not None and node_id not in nodes:
                continue
            taken += 1
            for variable, value in assignments:
                variable.assign(value)
    _finish(model)
    print(f"{taken} layers have their weights from {path.name}.", flush=True)
    return taken


def _finish(model: keras.Model) -> None:
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):  # Normalization prepares its numbers for use
            layer.finalize_state()


def _kept(model: keras.Model, graph: Graph, source: Opened) -> Iterator[tuple[Node, Any, Stored]]:
    """The nodes whose weights the file may keep, with their Keras layers."""
    for node_id, stored in source.stored.items():
        node, original = graph.nodes.get(node_id), source.graph.nodes[node_id]
        if node is None or node.shares is not None or node.layer.class_name != original.layer.class_name:
            continue
        layer = model.get_layer(node.name)
        if layer.weights:
            yield node, layer, stored


# ---------------------------------------------------------------------- .keras


def _of_archive(file: h5py.File, model: keras.Model, graph: Graph, source: Opened, path: Path) -> ByNode:
    for node, layer, stored in _kept(model, graph, source):
        place = group(file, stored.place) or group(file, stored.place.replace("layers/", "_layer_checkpoint_dependencies/", 1))
        try:
            if place is None:
                raise FileError(tr("it has nothing for that layer"), tr("The file is damaged, or its weights were taken out."))
            assignments = list(arrays_within(layer, place))
        except FileError as error:
            if _was_changed(graph, node, source):
                continue  # its weights start fresh
            raise _unfit(path, node, error) from error
        yield node.id, assignments


def arrays_within(layer: Any, place: h5py.Group) -> Iterator[tuple[Any, Array]]:
    """The arrays of a layer and of the layers within it, in Keras's order."""
    for number, variable in enumerate(layer._trainable_variables + layer._non_trainable_variables):
        if is_low_rank(variable):  # Keras adds their product to the kernel when it saves
            yield variable, np.zeros(tuple(variable.shape))
        else:
            yield variable, array(place, f"vars/{number}", tuple(variable.shape))
    for name in place:
        inner = getattr(layer, name, None)
        below = group(place, name)
        if name != "vars" and isinstance(inner, keras.layers.Layer) and below is not None:
            yield from arrays_within(inner, below)


# ---------------------------------------------------------------------- .h5


def _of_hdf5(file: h5py.File, model: keras.Model, graph: Graph, source: Opened, path: Path) -> ByNode:
    """Here a layer, or a whole model within the model, has one list: what is trained first, then the rest."""
    root = group(file, "model_weights") or file
    names = _names_by_node(root, source, path)
    for node, layer, stored in _kept(model, graph, source):
        place = group(root, stored.outer)
        wanted = names.get(node.id, [])
        try:
            if place is None or len(wanted) != len(layer.weights):
                raise FileError(
                    tr("it has {0} arrays for that layer, not {1}", len(wanted), len(layer.weights)), tr("The file is damaged.")
                )
            pairs = zip(layer.weights, wanted, strict=True)
            assignments = [(variable, array(place, name, tuple(variable.shape))) for variable, name in pairs]
        except FileError as error:
            if _was_changed(graph, node, source):
                continue
            raise _unfit(path, node, error) from error
        yield node.id, assignments


def _names_by_node(root: h5py.Group, source: Opened, path: Path) -> dict[str, list[str]]:
    """For each node of the file, what its arrays are called there, in the order of the layer's weights."""
    analysis = analyse(source.graph)
    members: dict[str, list[str]] = {}
    for node_id, stored in source.stored.items():
        members.setdefault(stored.outer, []).append(node_id)
    found: dict[str, list[str]] = {}
    for outer, ids in members.items():
        slots = [
            (not (weight.trainable and source.stored[node_id].trainable), node_id, place)
            for node_id in ids
            for place, weight in enumerate(analysis.nodes[node_id].weights)
        ]
        slots.sort(key=lambda slot: slot[0])  # stable: within each half the layers keep their order
        place = group(root, outer)
        names = attribute_names(place, "weight_names") if place is not None else []
        if len(names) == len(slots):
            placed = {(node_id, number): name for (_, node_id, number), name in zip(slots, names, strict=True)}
            found |= {i: [placed[i, number] for number in range(len(analysis.nodes[i].weights))] for i in ids}
        elif all(analysis.nodes[node_id].params is not None for node_id in ids):
            raise FileError(
                tr(
                    'The weights in {0} don\'t fit its network: it has {1} arrays for "{2}", not {3}.',
                    path.name,
                    len(names),
                    outer[:80],
                    len(slots),
                ),
                tr("The file is damaged."),
            )
    return found


# ---------------------------------------------------------------------- what was edited since


def _was_changed(graph: Graph, node: Node, source: Opened) -> bool:
    """Whether a layer, or what it reads, was edited since the file was opened, so that its weights may have other shapes."""
    now, then = analyse(graph).nodes[node.id], analyse(source.graph).nodes[node.id]
    return [weight.shape for weight in now.weights] != [weight.shape for weight in then.weights]


def _unfit(path: Path, node: Node, error: FileError) -> FileError:
    return FileError(tr('The weights in {0} don\'t fit "{1}": {2}.', path.name, node.name, error.message), error.hint)
