"""Writes transfer learning as Keras code: weights of another file by the layers' names, and which layers learn when."""

from collections.abc import Iterator

from cnn.analysis import analyse
from cnn.formats.python.expressions import Expression, literal, quoted
from cnn.graph import Graph
from cnn.plan.stages import Stage, stages, trainable_layers
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
