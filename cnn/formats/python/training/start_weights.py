"""Writes transfer learning as Keras code: weights of another file by the layers' names, and which layers learn when."""

from collections.abc import Iterator

from cnn.analysis import Analysis, analyse
from cnn.files.remote import Remote
from cnn.formats.python.expressions import Expression, listing, literal, quoted, render
from cnn.graph import Graph
from cnn.graph.layer_order import layer_order
from cnn.plan.stages import Stage, stages, trainable_layers
from cnn.presets.imagenet import Published, nodes_of, published
from cnn.recipe import Recipe

_TAKE_WEIGHTS = '''\
def take_weights(model: keras.Model, path: str) -> None:
    """Copies the weights of the layers that have the same name and shapes in the file."""
    source = keras.saving.load_model(path, compile=False)
    known = {layer.name: layer.get_weights() for layer in source.layers}
    for layer in model.layers:
        weights = known.get(layer.name, [])
        if [w.shape for w in weights] == [w.shape for w in layer.get_weights()]:
            layer.set_weights(weights)'''
_LOAD_WEIGHTS = '''\
def take_weights(model: keras.Model, path: str) -> None:
    """Loads the weights of the layers that stand at the same place in the file."""
    model.load_weights(path, skip_mismatch=True)'''

_TAKE_IMAGENET = '''\
def take_imagenet(model: keras.Model) -> None:
    """Copies the weights of keras.applications, layer by layer in their order."""
    path = keras.utils.get_file(
        {name},
        {url},
        cache_subdir="models",{checksum}
    )
{names}
    with h5py.File(path) as file:
        root = file.get("model_weights", file)
        kept = [root[name] for name in stored_names(root, "layer_names")]
        kept = [layer for layer in kept if stored_names(layer, "weight_names")]
        for name, layer in zip(names, kept{strict}):
            if name:
                places = stored_names(layer, "weight_names")
                model.get_layer(name).set_weights([layer[item][()] for item in places])'''
_STORED_NAMES = '''\
def stored_names(group: h5py.Group, key: str) -> list[str]:
    """Reads a list of names from an .h5 file of Keras; long ones are kept in parts."""
    parts = [key, *(f"{key}{number}" for number in range(len(group.attrs)))]
    parts = [part for part in parts if part in group.attrs]
    names = [name for part in parts for name in group.attrs[part]]
    return [name.decode() if isinstance(name, bytes) else name for name in names]'''


def imagenet_functions(graph: Graph, weights: str) -> list[str]:
    """The functions that give a network the published weights that a project names; none where it names none.

    Keras finds these weights by the order of their layers. Where all layers with weights begin with those of the file, that is
    said so; otherwise each is named, and those that are no longer the published ones are left fresh ("").
    """
    source = published(weights)
    if source is None:
        return []
    analysis = analyse(graph)
    remote = source.wanted(analysis)
    names = [
        graph.nodes[item].name if item in graph.nodes and source.fits(graph.nodes[item], analysis.nodes[item]) else ""
        for item in _taken(source, analysis, remote)
    ]
    own = [graph.nodes[item].name for item in layer_order(graph) if analysis.nodes[item].weights]
    first = own[: len(names)] == names
    lines = (
        ["    names = [layer.name for layer in model.layers if layer.weights]"]
        if first
        else render("names = ", listing([quoted(name) for name in names]), indent=4)
    )
    checksum = f"\n        file_hash={quoted(remote.checksum)}," if remote.checksum else ""
    about = {"name": quoted(remote.path), "url": quoted(remote.url), "checksum": checksum, "names": "\n".join(lines)}
    return [_STORED_NAMES, _TAKE_IMAGENET.format(**about, strict=", strict=False" if first and len(own) > len(names) else "")]


def _taken(source: Published, analysis: Analysis, remote: Remote) -> Iterator[str]:
    """The nodes whose weights the file has, in its order; "" for those of a classifier that follows a fresh layer."""
    useless = frozenset[str]() if source.keeps_classifier(analysis) else source.classifier_ids
    return (item if item not in useless else "" for item in nodes_of(source, remote))


def start_function(recipe: Recipe) -> list[str]:
    """The function that gives the network its first weights, when they come from a file."""
    if not recipe.start_from:
        return []
    return [_LOAD_WEIGHTS if recipe.start_from.lower().endswith(".weights.h5") else _TAKE_WEIGHTS]


def start_line(recipe: Recipe) -> Iterator[str]:
    """The call of that function; a run's folder keeps its model in a file."""
    if recipe.start_from:
        is_file = recipe.start_from.lower().endswith((".keras", ".h5", ".hdf5"))
        path = recipe.start_from if is_file else f"{recipe.start_from}/model.keras"
        yield f"take_weights(network, {quoted(path)})"


def compile_head(graph: Graph, recipe: Recipe) -> Iterator[str]:
    """How `compile_model` begins: with what is frozen, when something is."""
    if not recipe.freezes:
        yield "def compile_model(model: keras.Model) -> None:"
        yield '    """Sets how the network learns."""'
        return
    first, *later = (_frozen(graph, stage) for stage in stages(graph, recipe))
    yield f"def compile_model(model: keras.Model{', fine_tune: bool = False' * bool(later)}) -> None:"
    yield '    """Sets which layers learn, and how."""'
    yield f"    frozen = {first}"
    if later:
        yield "    if fine_tune:"
        yield f"        frozen = {later[0]}"
    yield "    for layer in model.layers:"
    yield "        layer.trainable = layer.name not in frozen"


def rate(graph: Graph, recipe: Recipe) -> Expression:
    """The learning rate, of both stages where there are two."""
    found = [literal(stage.recipe.learning_rate) for stage in stages(graph, recipe)]
    return found[0] if len(found) == 1 else f"{found[1]} if fine_tune else {found[0]}"


def _frozen(graph: Graph, stage: Stage) -> str:
    """The names of the layers with weights that don't learn, in the network's order."""
    analysis, learns = analyse(graph), trainable_layers(graph, stage)
    nodes = [node for node in map(graph.nodes.__getitem__, graph.order) if analysis.nodes[node.id].weights]
    names = [quoted(node.name) for node in nodes if not learns.get(node.name, True)]
    return f"{{{', '.join(names)}}}" if names else "set()"
