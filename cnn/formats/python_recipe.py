"""Writes how a network learns as Keras code: the recipe as `compile` and `fit`."""

from collections.abc import Iterator
from typing import Any

from cnn.formats.expressions import Expression, call, listing, literal, one_or_list, quoted, render
from cnn.graph import Graph
from cnn.losses import Target, asked, loss_class
from cnn.metrics import MetricCall, activation_for, metric_calls
from cnn.recipe import Recipe

_INDENT = 4


def recipe_functions(graph: Graph, recipe: Recipe) -> list[str]:
    """The functions that set how the network learns, and train it."""
    return ["\n".join(_compile(graph, recipe)), "\n".join(_fit(graph, recipe))]


def _loss(target: Target) -> Expression:
    arguments = {name: literal(value) for name, value in target.arguments.items()}
    return call(f"keras.losses.{loss_class(target.loss)}", **arguments) if arguments else quoted(target.loss)


def _metrics(target: Target) -> list[Expression]:
    """The accuracy by its name, where Keras finds the right one by itself; the others as they are made."""
    first, *others = [_metric(target, made) for made in metric_calls(target)]
    return [first if target.units == 1 and target.meaning == "logits" else quoted("accuracy"), *others]


def _metric(target: Target, made: MetricCall) -> Expression:
    metric = call(f"keras.metrics.{made.kind}", **{name: literal(value) for name, value in made.arguments.items()})
    return call("Adapted", metric, str(target.units), quoted(activation_for(target))) if made.adapted else metric


def _labels(target: Target) -> str:
    return f"keras.utils.to_categorical(labels, {target.units})" if target.one_hot else "labels"


def _compile(graph: Graph, recipe: Recipe) -> Iterator[str]:
    wanted = asked(graph, recipe)
    metrics = [listing(_metrics(target)) for target in wanted]
    weights = [target.weight for target in wanted]
    weighted = {"loss_weights": listing([literal(weight) for weight in weights])} if set(weights) != {1.0} else {}
    yield "def compile_model(model: keras.Model) -> None:"
    yield '    """Sets how the network learns."""'
    yield from render(
        "",
        call(
            "model.compile",
            optimizer=call(f"keras.optimizers.{recipe.optimizer}", **_optimizer(recipe)),
            loss=one_or_list([_loss(target) for target in wanted]),
            **weighted,
            metrics=metrics[0] if len(wanted) == 1 else listing(metrics),
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
            one_or_list([_labels(target) for target in asked(graph, recipe)]),
            batch_size=literal(recipe.batch_size),
            epochs=literal(recipe.epochs),
            validation_split=literal(recipe.validation_split),
        ),
        indent=_INDENT,
    )
