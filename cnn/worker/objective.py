"""What training aims at: loss, metrics and optimizer, from the recipe and from what the network gives out."""

from dataclasses import dataclass, replace
from typing import Any

import keras

from cnn.analysis import analyse, problems_with_classes
from cnn.augmentation import mixes
from cnn.errors import DatasetError
from cnn.graph import Graph
from cnn.losses import Meaning, loss_class, loss_for_mixed, loss_name, meaning_of, output_weights, wants_one_hot
from cnn.recipe import Recipe

__all__ = ["Head", "Meaning", "Objective", "meaning_of", "objective", "optimizer"]

_SPELLED = {"probabilities": "probabilities (softmax)", "independent": "a probability each (sigmoid)", "logits": "plain numbers"}


@dataclass(frozen=True)
class Head:
    """What is asked of one output, and how much it weighs in the loss."""

    name: str
    meaning: Meaning
    units: int
    why: str
    weight: float = 1.0

    @property
    def one_hot(self) -> bool:
        """Whether labels come as rows of 0 and 1."""
        return wants_one_hot(self.name, self.units)

    def loss(self) -> Any:
        """The loss, fresh."""
        if self.name == "mean_squared_error":
            return keras.losses.MeanSquaredError()
        return getattr(keras.losses, loss_class(self.name))(from_logits=self.meaning == "logits")

    def metric(self) -> Any:
        """The metric `accuracy`, fresh."""
        if self.units == 1:
            return keras.metrics.BinaryAccuracy(name="accuracy", threshold=0.0 if self.meaning == "logits" else 0.5)
        kind = keras.metrics.CategoricalAccuracy if self.one_hot else keras.metrics.SparseCategoricalAccuracy
        return kind(name="accuracy")


@dataclass(frozen=True)
class Objective:
    """What is asked of the network: one head per output, in their order."""

    heads: tuple[Head, ...]
    classes: int

    def compile(self, model: keras.Model, optimizer: Any, **arguments: Any) -> None:
        """Compiles a model for this objective."""
        losses, metrics = [head.loss() for head in self.heads], [[head.metric()] for head in self.heads]
        weights = [head.weight for head in self.heads]
        one = len(self.heads) == 1
        model.compile(
            optimizer=optimizer,
            loss=losses[0] if one else losses,
            loss_weights=None if all(weight == 1 for weight in weights) else weights,
            metrics=metrics[0] if one else metrics,
            **arguments,
        )


def objective(graph: Graph, recipe: Recipe, classes: int) -> Objective:
    """The loss and metrics for labels of that many classes.

    Raises `DatasetError` when an output doesn't have one number per class, `RecipeError` when the chosen loss can't work.
    """
    analysis = analyse(graph)
    if problems := problems_with_classes(analysis, classes):
        hint = f"Give the last layer {classes} units, or choose a dataset whose classes match."
        raise DatasetError(problems[0].message, hint)
    weights = output_weights(graph, recipe)
    shapes = [analysis.nodes[output].output_shape for output in graph.outputs]
    heads = [
        _head(meaning_of(graph, output), 1 if shape == (1,) else classes, recipe.loss, weight)
        for output, shape, weight in zip(graph.outputs, shapes, weights, strict=True)
    ]
    if mixes(recipe.augmentation):
        heads = [_for_mixed(head) for head in heads]
    return Objective(tuple(heads), classes)


def _head(meaning: Meaning, units: int, wanted: str, weight: float) -> Head:
    name = loss_name(wanted, meaning, units)
    why = f"{name}, because the output gives {_SPELLED[meaning]}" if wanted == "auto" else f"{name}, as chosen"
    return Head(name, meaning, units, why, weight)


def _for_mixed(head: Head) -> Head:
    """The same for labels that are shares of classes."""
    name = loss_for_mixed(head.name, head.units)
    return head if name == head.name else replace(head, name=name, why=f"{name}, because labels are mixed like their images")


def optimizer(recipe: Recipe) -> Any:
    """The recipe's optimizer, fresh."""
    made = getattr(keras.optimizers, recipe.optimizer)
    return made(learning_rate=recipe.learning_rate, **recipe.optimizer_arguments)
