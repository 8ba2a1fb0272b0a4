"""What training aims at: loss, metrics and optimizer, from the recipe and from what the network gives out."""

from dataclasses import dataclass
from typing import Any, Literal

import keras

from cnn.analysis import analyse, problems_with_classes
from cnn.errors import DatasetError, RecipeError
from cnn.graph import Graph
from cnn.node import Node
from cnn.recipe import Recipe

#: layers that hand on what they get, as far as the meaning of an output goes
_PASSING = ("Flatten", "Reshape", "Dropout", "Identity")
Meaning = Literal["probabilities", "independent", "logits"]


@dataclass(frozen=True)
class Head:
    """What is asked of one output. `one_hot`: its labels are rows of 0 and 1; otherwise class numbers."""

    loss: Any
    metric: Any
    one_hot: bool
    why: str


@dataclass(frozen=True)
class Objective:
    """What is asked of the network: one head per output, in their order."""

    heads: tuple[Head, ...]
    classes: int

    def compile(self, model: keras.Model, optimizer: Any, **arguments: Any) -> None:
        """Compiles a model for this objective."""
        losses, metrics = [head.loss for head in self.heads], [[head.metric] for head in self.heads]
        one = len(self.heads) == 1
        model.compile(optimizer=optimizer, loss=losses[0] if one else losses, metrics=metrics[0] if one else metrics, **arguments)


def objective(graph: Graph, recipe: Recipe, classes: int) -> Objective:
    """The loss and metrics for labels of that many classes.

    Raises `DatasetError` when an output doesn't have one number per class, `RecipeError` when the chosen loss can't work.
    """
    analysis = analyse(graph)
    if problems := problems_with_classes(analysis, classes):
        hint = f"Give the last layer {classes} units, or choose a dataset whose classes match."
        raise DatasetError(problems[0].message, hint)
    shapes = [analysis.nodes[output].output_shape or () for output in graph.outputs]
    heads = [
        _head(meaning_of(graph, output), 1 if shape == (1,) else classes, recipe.loss)
        for output, shape in zip(graph.outputs, shapes, strict=True)
    ]
    return Objective(tuple(heads), classes)


def _head(meaning: Meaning, units: int, wanted: str) -> Head:
    name = _loss_name(wanted, meaning, units)
    one_hot = units > 1 and name != "sparse_categorical_crossentropy"
    why = f"{name}, because the output gives {meaning}" if wanted == "auto" else f"{name}, as chosen"
    return Head(_loss(name, meaning), _accuracy(units, meaning, one_hot), one_hot, why)


def optimizer(recipe: Recipe) -> Any:
    """The recipe's optimizer, fresh."""
    arguments: dict[str, Any] = {"learning_rate": recipe.learning_rate}
    if recipe.optimizer in ("SGD", "RMSprop"):
        arguments["momentum"] = recipe.momentum
    return getattr(keras.optimizers, recipe.optimizer)(**arguments)


def meaning_of(graph: Graph, output: str) -> Meaning:
    """What the numbers of an output are, told from the last layer that changes their meaning."""
    node = graph.nodes[output]
    while node.layer.class_name in _PASSING and node.inputs:
        node = graph.nodes[node.inputs[0]]
    return {"softmax": "probabilities", "sigmoid": "independent"}.get(_activation(node), "logits")  # type: ignore[return-value]


def _activation(node: Node) -> str:
    if node.layer.class_name == "Softmax":
        return "softmax"
    return str(getattr(node.layer, "activation", "linear"))


def _loss_name(wanted: str, meaning: Meaning, units: int) -> str:
    if units == 1:
        if wanted in ("auto", "binary_crossentropy", "mean_squared_error"):
            return "binary_crossentropy" if wanted == "auto" else wanted
        raise RecipeError(f"The loss {wanted} needs one output per class; the network has a single one.",
                          'Use "auto" or binary_crossentropy.')  # fmt: skip
    if wanted != "auto":
        return wanted
    return "binary_crossentropy" if meaning == "independent" else "sparse_categorical_crossentropy"


def _loss(name: str, meaning: Meaning) -> Any:
    class_name = "".join(part.capitalize() for part in name.split("_"))
    if name == "mean_squared_error":
        return keras.losses.MeanSquaredError()
    return getattr(keras.losses, class_name)(from_logits=meaning == "logits")


def _accuracy(units: int, meaning: Meaning, one_hot: bool) -> Any:
    if units == 1:
        return keras.metrics.BinaryAccuracy(name="accuracy", threshold=0.0 if meaning == "logits" else 0.5)
    kind = keras.metrics.CategoricalAccuracy if one_hot else keras.metrics.SparseCategoricalAccuracy
    return kind(name="accuracy")
