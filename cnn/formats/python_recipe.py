"""Writes how a network learns as Keras code: the recipe as `compile` and `fit`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cnn.analysis import analyse
from cnn.formats.expressions import Expression, call, listing, literal, one_or_list, quoted, render
from cnn.graph import Graph
from cnn.losses import loss_class, loss_name, meaning_of, output_weights, wants_one_hot
from cnn.recipe import Recipe
from cnn.shapes import Shape

_INDENT = 4


def recipe_functions(graph: Graph, recipe: Recipe) -> list[str]:
    """The functions that set how the network learns, and train it."""
    return ["\n".join(_compile(graph, recipe)), "\n".join(_fit(graph, recipe))]


@dataclass(frozen=True)
class _Head:
    """What is asked of one output."""

    loss: Expression
    metric: Expression
    labels: str


def _heads(graph: Graph, recipe: Recipe) -> list[_Head]:
    analysis = analyse(graph)
    return [_head(graph, recipe, output, analysis.nodes[output].output_shape or ()) for output in graph.outputs]


def _head(graph: Graph, recipe: Recipe, output: str, shape: Shape) -> _Head:
    """The loss, the metric and the labels that the worker takes as well."""
    units = shape[-1] or 0 if shape else 1
    meaning = meaning_of(graph, output)
    name = loss_name(recipe.loss, meaning, units)
    logits = meaning == "logits" and name != "mean_squared_error"
    loss = call(f"keras.losses.{loss_class(name)}", from_logits="True") if logits else quoted(name)
    metric: Expression = quoted("accuracy")
    if units == 1 and logits:
        metric = call("keras.metrics.BinaryAccuracy", metric, threshold="0.0")
    return _Head(loss, metric, f"keras.utils.to_categorical(labels, {units})" if wants_one_hot(name, units) else "labels")


def _compile(graph: Graph, recipe: Recipe) -> Iterator[str]:
    heads = _heads(graph, recipe)
    weights = output_weights(graph, recipe)
    weighted = (
        {"loss_weights": listing([literal(weight) for weight in weights])} if any(weight != 1 for weight in weights) else {}
    )
    yield "def compile_model(model: keras.Model) -> None:"
    yield '    """Sets how the network learns."""'
    yield from render(
        "",
        call(
            "model.compile",
            optimizer=call(f"keras.optimizers.{recipe.optimizer}", **_optimizer(recipe)),
            loss=one_or_list([head.loss for head in heads]),
            **weighted,
            metrics=listing([head.metric if len(heads) == 1 else listing([head.metric]) for head in heads]),
        ),
        indent=_INDENT,
    )


def _optimizer(recipe: Recipe) -> dict[str, Expression]:
    settings: dict[str, Any] = {"learning_rate": recipe.learning_rate, **recipe.optimizer_arguments}
    return {name: literal(value) for name, value in settings.items()}


def _fit(graph: Graph, recipe: Recipe) -> Iterator[str]:
    yield "def train("
    yield "    model: keras.Model, images: np.ndarray, labels: np.ndarray"
    yield ") -> keras.callbacks.History:"
    yield '    """Trains on images (0-255) and class numbers."""'
    if len(graph.inputs) == 1:
        yield "    images = images.reshape(len(images), *model.input_shape[1:])"
    yield f"    order = np.random.default_rng({recipe.seed}).permutation(len(images))"
    yield "    images, labels = images[order], labels[order]"
    yield from render(
        "return ",
        call(
            "model.fit",
            one_or_list(["images"] * len(graph.inputs)),
            one_or_list([head.labels for head in _heads(graph, recipe)]),
            batch_size=literal(recipe.batch_size),
            epochs=literal(recipe.epochs),
            validation_split=literal(recipe.validation_split),
        ),
        indent=_INDENT,
    )
