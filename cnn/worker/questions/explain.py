"""Why a model says what it says of an image: a map of what its score of a class follows from, see `saliency` beside this.

What is explained is the number before softmax or sigmoid, where there is one: probabilities saturate, and that of one class
changes with the scores of the others. Occlusion alone asks for the probability itself, as its authors do.
"""

from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.analysis import analyse
from cnn.analysis.outputs import last_activation
from cnn.datasets.task import Task
from cnn.errors import LayerloomError, UsageError
from cnn.graph import Graph, Node
from cnn.layers import LAYERS, Activation, Layer
from cnn.plan.losses import meaning_of
from cnn.runs.messages import Explain
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.saliency import METHODS
from cnn.words.spelling import guess
from cnn.worker.answers.evaluate import as_list
from cnn.worker.answers.loaded_model import LoadedModel, Pixels
from cnn.worker.evaluation.probabilities import each_probability, probabilities
from cnn.worker.model.builder import keras_arguments, keras_class
from cnn.worker.questions import saliency
from cnn.worker.questions.saliency import Array, Step

Answer = dict[str, Any]

#: a patch of occlusion is this share of the image's side; it moves by half of that
PATCH = 7
#: the ends of the range of pixels
BLACK, WHITE = 0.0, 255.0


class Explained(NamedTuple):
    """One output of a model in words: its name, its task, and the names of its classes, labels or numbers."""

    name: str
    task: Task
    classes: tuple[str, ...]


def explain(loaded: LoadedModel, outputs: tuple[Explained, ...], question: Explain, step: Step = lambda _: None) -> Answer:
    """A map of the image's pixels for one class, see `cnn.runs.messages.Explain`. Raises `LayerloomError`."""
    number = _output(outputs, question.output)
    told, image = outputs[number], loaded.pixels(question.image)
    with loaded.scope.scope():
        scored = _scored(loaded, number, told)
        values = scored.outputs([part[None] for part in image])[0]
        if values.ndim != 1:
            raise LayerloomError(tr('The output "{0}" is no row of numbers, of which one could be explained.', told.name), "")
        target = _target(told, scored.all(values), question.target)
        score = scored.of(target)
        found, more = _map(loaded, scored, score, target, image, question, step)
    size = image[0].shape[:2]
    enlarged = found if found.shape == size else np.asarray(tf.image.resize(found[..., None], size))[..., 0]
    if question.path:
        arrays: dict[str, Any] = {"map": enlarged, "raw": found, "image": image[0]}
        np.savez(question.path, **arrays)
    return {
        "method": question.method,
        "output": told.name,
        "task": told.task,
        "target": target,
        "class": told.classes[target],
        "classes": list(told.classes),
        "outputs": [known.name for known in outputs],
        "score": float(np.asarray(score([part[None] for part in image]))[0]),
        "said": float(scored.all(values)[target]),
        "scale": float(np.abs(found).max()),
        "layers": [node.name for node in layers_with_maps(loaded.graph, number)],
        "truth": next(iter(loaded.truths(question.image)[number:]), ""),
        **more,
    }


def layers_with_maps(graph: Graph, output: int = 0) -> list[Node]:
    """The layers on the way to an output whose values are feature maps: height × width × channels, more than one pixel."""
    found = analyse(graph).nodes
    nodes = [graph.nodes[node_id] for node_id in graph.order if node_id in {*graph.ancestors(graph.outputs[output])}]
    return [node for node in nodes if node.inputs and _has_map(found[node.id].output_shape)]


# ---------------------------------------------------------------------- what is asked for


def _output(outputs: tuple[Explained, ...], wanted: str) -> int:
    names = [told.name for told in outputs]
    if not wanted:
        return 0
    if wanted not in names:
        raise UsageError(
            tr('The network has no output "{0}".', wanted[:80]), guess(wanted, names) or tr("Its outputs: {0}.", listed(names))
        )
    return names.index(wanted)


def _target(told: Explained, values: NDArray[Any], wanted: str) -> int:
    """The number of the class that is to be explained: the most likely one, unless another is named."""
    if not wanted:
        return int(values.argmax())
    if wanted in told.classes:
        return told.classes.index(wanted)
    kind = {"classes": "class", "labels": "label", "numbers": "number"}[told.task]
    shown = listed(told.classes, 8)
    raise UsageError(tr('There is no {0} "{1}".', kind, wanted[:80]), guess(wanted, told.classes) or tr("There are {0}.", shown))


def _map(
    loaded: LoadedModel, scored: "_Scored", score: saliency.Score, target: int, image: Pixels, question: Explain, step: Step
) -> tuple[Array, Answer]:
    """The map of a method, and what there is to say of it."""
    try:
        match question.method:
            case "grad_cam" | "grad_cam_plus_plus":
                node = _layer(loaded.graph, scored.number, question.layer)
                features, gradients = scored.features(node, target, image)
                weigh = saliency.grad_cam if question.method == "grad_cam" else saliency.grad_cam_plus_plus
                found = weigh(features, gradients)
                return found, {"layer": node.name, "size": list(found.shape)}
            case "integrated_gradients":
                parts, wanted, summed = saliency.integrated_gradients(score, image, _baseline(image, question), step=step)
                return _summed(parts, image), {"baseline": question.baseline, "difference": wanted, "sum": summed}
            case "smooth_grad":
                return _summed([np.abs(part) for part in saliency.smooth_grad(score, image, step=step)], image), {}
            case "occlusion":
                height, width = image[0].shape[:2]
                patch = max(height // PATCH, 1), max(width // PATCH, 1)
                stride = max(patch[0] // 2, 1), max(patch[1] // 2, 1)
                found = saliency.occlusion(scored.said_of(target), image, patch, stride, step)
                return found, {"patch": list(patch)}
            case "edges":
                return saliency.edges(image[0]), {}
    except ValueError as error:
        if "no gradient" not in str(error):
            raise
        title = METHODS[question.method].title
        raise LayerloomError(
            tr("{0} needs gradients, and none comes from the output to {1}.", title, question.layer or "the image"),
            tr("A layer on the way has none, or passes nothing on; occlusion asks without gradients."),
        ) from error


def _baseline(image: Pixels, question: Explain) -> list[Array]:
    if question.baseline == "mean":
        return [np.broadcast_to(part.mean(axis=(0, 1)), part.shape).astype(np.float32) for part in image]
    return [np.full_like(part, WHITE if question.baseline == "white" else BLACK) for part in image]


def _summed(parts: list[Array], image: Pixels) -> Array:
    """One map of all inputs and channels, at the size of the first input."""
    maps = [part.sum(axis=-1) for part in parts]
    size = image[0].shape[:2]
    others = [np.asarray(tf.image.resize(own[..., None], size))[..., 0] for own in maps[1:]]
    found: Array = np.sum([maps[0], *others], axis=0, dtype=np.float32)
    return found


def _layer(graph: Graph, output: int, wanted: str) -> Node:
    """The layer whose maps are looked at: the one that is named, else the last with a map, before it is pooled."""
    nodes = layers_with_maps(graph, output)
    if not nodes:
        raise LayerloomError(
            tr("No layer of this network has feature maps: height, width and channels."),
            tr("Integrated gradients, SmoothGrad and occlusion need none."),
        )
    if not wanted:
        node = nodes[-1]
        while node.layer.family == "Pooling" and graph.nodes[node.inputs[0]] in nodes:
            node = graph.nodes[node.inputs[0]]
        return node
    found = next((node for node in nodes if node.name == wanted), None)
    if found is None:
        names = [node.name for node in nodes]
        raise UsageError(
            tr('"{0}" is no layer with feature maps on the way to the output.', wanted[:80]),
            guess(wanted, names) or tr("There are {0}.", listed(names[-8:])),
        )
    return found


def _has_map(shape: tuple[int | None, ...] | None) -> bool:
    return shape is not None and len(shape) == 3 and sum(size != 1 for size in shape) >= 2


def _channels_first(graph: Graph, node: Node) -> bool:
    """Whether the channels of a layer's maps stand first: as it says itself, or the nearest one before it that says so."""
    seen = node
    while (order := getattr(seen.layer, "data_format", None)) is None and seen.inputs:
        seen = graph.nodes[seen.inputs[0]]
    return order == "channels_first"


# ---------------------------------------------------------------------- the score


def _scored(loaded: LoadedModel, number: int, told: Explained) -> "_Scored":
    """That of an output of a loaded model, made once."""
    made = _MADE.setdefault(loaded, {})
    if number not in made:
        made[number] = _Scored(loaded, number, told)
    return made[number]


class _Scored:
    """One output of a model, and the numbers behind its softmax or sigmoid; the model's own layers stay as they are."""

    def __init__(self, loaded: LoadedModel, number: int, told: Explained) -> None:
        self.number = number
        self._graph, self._model = loaded.graph, loaded.in_single_precision
        output = self._graph.outputs[number]
        self.meaning = meaning_of(self._graph, output)
        said = as_list(self._model.outputs)[number]
        self.units = int(said.shape[-1] or 1)
        self.single = self.units == 1 and told.task == "classes"  # one number that tells two classes
        self._task = told.task
        self._raw = said if self.meaning == "logits" else _before_activation(self._graph, self._model, output, said)
        self._scores = keras.Model(self._model.inputs, self._raw)
        self._said = keras.Model(self._model.inputs, said)

    def outputs(self, images: list[Any]) -> NDArray[Any]:
        """What the model says: a row for each image."""
        return np.asarray(self._call(self._said, images))

    def scores(self, images: list[Any]) -> NDArray[Any]:
        """What stands before softmax or sigmoid: images × classes."""
        return np.asarray(self._call(self._scores, images))

    def sign(self, target: int) -> float:
        """One number that tells two classes speaks for the second and against the first."""
        return -1.0 if self.single and target == 0 else 1.0

    def of(self, target: int) -> saliency.Score:
        """The score of a class."""
        column, sign = min(target, self.units - 1), self.sign(target)
        return lambda images: sign * self._call(self._scores, images)[:, column]

    def said_of(self, target: int) -> saliency.Score:
        """What is said of a class: its probability, or a number."""
        column, sign = min(target, self.units - 1), self.sign(target)
        return lambda images: sign * self._call(self._said, images)[:, column]

    def all(self, values: NDArray[Any]) -> NDArray[Any]:
        """What the model says in its own row of numbers: of classes and labels the probability of each."""
        if self._task == "classes":
            shares: NDArray[Any] = probabilities(values[None], self.meaning)[0]
            return shares
        return each_probability(values, self.meaning) if self._task == "labels" else values

    def features(self, node: Node, target: int, image: Pixels) -> tuple[Array, Array]:
        """The feature maps of a layer for an image, and the gradient of a class's score with respect to them, each height × width
        × channels."""
        try:
            tensor = self._model.get_layer(node.name).output
        except (ValueError, AttributeError):
            used = tr('The layer "{0}" is used in several places, and has no maps of its own.', node.name)
            raise LayerloomError(used, tr("Choose another one.")) from None
        both = keras.Model(self._model.inputs, [tensor, self._raw])
        images = [tf.convert_to_tensor(part[None]) for part in image]
        with tf.GradientTape() as tape:
            tape.watch(images)  # or nothing is recorded where no layer before has weights that learn
            maps, scores = self._call(both, images)
            score = self.sign(target) * scores[:, min(target, self.units - 1)]
        gradient = tape.gradient(score, maps)
        if gradient is None:
            raise ValueError(tr("the score has no gradient"))
        found = [np.asarray(part, np.float32)[0] for part in (maps, gradient)]
        first = _channels_first(self._graph, node)
        features, gradients = (np.moveaxis(part, 0, -1) if first else part for part in found)
        return features, gradients

    def _call(self, model: keras.Model, images: list[Any]) -> Any:
        return model(list(images), training=False)


#: by model and output; they go with the model
_MADE: WeakKeyDictionary[LoadedModel, dict[int, _Scored]] = WeakKeyDictionary()


def _before_activation(graph: Graph, model: keras.Model, output: str, said: Any) -> Any:
    """What goes into the softmax or sigmoid of an output, as a tensor of the same model; the output itself where a layer on the
    way is used more than once."""
    last, _ = last_activation(graph, output)
    try:
        own = model.get_layer(last.name)
        found = own.input
        if not isinstance(last.layer, Activation) and last.layer.class_name != "Softmax":
            twin = _built(last.layer.replace(activation="linear"), f"{last.name}_scores")
            found = twin(found)
            twin.set_weights(own.get_weights())
    except (ValueError, AttributeError):
        return said
    node_id = last.id
    while node_id != output:  # what hands on what it gets
        node_id = next(reader for reader in graph.consumers[node_id] if reader == output or reader in graph.ancestors(output))
        layer = graph.nodes[node_id].layer
        found = _built(layer, f"{graph.nodes[node_id].name}_scores")(found)
    return found


def _built(layer: Layer, name: str) -> Any:
    assert layer.class_name in LAYERS
    return keras_class(layer.class_name)(name=name, **{**keras_arguments(layer), "dtype": "float32"})
