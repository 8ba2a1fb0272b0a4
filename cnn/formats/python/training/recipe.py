"""Writes how a network learns as Keras code: the recipe as `compile` and `fit`."""

from collections.abc import Iterator, Sequence

from cnn.datasets.task import Learned
from cnn.formats.python.expressions import Expression, call, listing, literal, one_or_list, quoted, render
from cnn.formats.python.names import comment
from cnn.formats.python.own_layers import definitions
from cnn.formats.python.training.fit import fit_calls
from cnn.formats.python.training.schedule import schedule_classes, schedule_expression
from cnn.formats.python.training.start_weights import compile_head, rate, start_function
from cnn.formats.python.training.things import LEARNED, by_name, by_output, targets_of
from cnn.graph import Graph
from cnn.plan.class_weights import place_of
from cnn.plan.losses import Target, loss_class
from cnn.plan.metrics import MetricCall, activation_for, adapted_units, common_score, metric_calls, score
from cnn.plan.stages import stages
from cnn.recipe import Recipe, lower_is_better, monitored

_INDENT = 4


def recipe_functions(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> list[str]:
    """The functions that set how the network learns, and train it."""
    return [*start_function(recipe), "\n".join(_compile(graph, recipe, learned)), "\n".join(_fit(graph, recipe, learned))]


def recipe_classes(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> list[str]:
    """The names of the classes that the recipe needs and Keras lacks."""
    return [*_metric_classes(graph, recipe, learned), *schedule_classes(recipe)]


def recipe_definitions(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> list[str]:
    """The source of those classes."""
    metrics, schedules = _metric_classes(graph, recipe, learned), schedule_classes(recipe)
    return [*definitions("custom_metrics", metrics), *definitions("custom_schedules", schedules)]


def _metric_classes(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> list[str]:
    adapted = any(made.adapted for target in targets_of(graph, recipe, learned) for made in metric_calls(target))
    return ["Adapted"] * adapted


def _loss(target: Target) -> Expression:
    arguments = {name: literal(value) for name, value in target.arguments.items()}
    return call(f"keras.losses.{loss_class(target.loss)}", **arguments) if arguments else quoted(target.loss)


def _metrics(target: Target) -> list[Expression]:
    """The first by its name, where Keras finds the right one by itself; the others as they are made."""
    first, *others = [_metric(target, made) for made in metric_calls(target)]
    if target.task == "numbers":
        return [quoted("mae"), *others]
    named = target.task == "classes" and not (target.units == 1 and target.meaning == "logits")
    return [quoted("accuracy") if named else first, *others]


def _metric(target: Target, made: MetricCall) -> Expression:
    metric = call(f"keras.metrics.{made.kind}", **{name: literal(value) for name, value in made.arguments.items()})
    return call("Adapted", metric, str(adapted_units(target)), quoted(activation_for(target))) if made.adapted else metric


def _compile(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> Iterator[str]:
    wanted = targets_of(graph, recipe, learned)
    weights = [target.weight for target in wanted]
    metrics = _of_outputs(wanted, learned, [listing(_metrics(target)) for target in wanted])
    weighted = {"loss_weights": _of_outputs(wanted, learned, list(map(literal, weights)))} if set(weights) != {1.0} else {}
    yield from compile_head(graph, recipe)
    yield from render(
        "",
        call(
            "model.compile",
            optimizer=call(f"keras.optimizers.{recipe.optimizer}", **_optimizer(graph, recipe)),
            loss=_of_outputs(wanted, learned, [_loss(target) for target in wanted]),
            **weighted,
            metrics=metrics,
        ),
        indent=_INDENT,
    )


def _of_outputs(wanted: Sequence[Target], learned: Sequence[Learned], values: Sequence[Expression]) -> Expression:
    """What is said of the outputs: by their names where each learns something else, else in their order."""
    return one_or_list(values) if len(learned) == 1 else by_name(zip((target.output for target in wanted), values, strict=True))


def _optimizer(graph: Graph, recipe: Recipe) -> dict[str, Expression]:
    arguments = {name: literal(value) for name, value in recipe.optimizer_arguments.items()}
    return {"learning_rate": rate(graph, recipe), **arguments}


def _fit(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> Iterator[str]:
    wanted, things = targets_of(graph, recipe, learned), by_output(graph, learned) if len(learned) > 1 else {}
    yield "def train("
    yield f"    model: keras.Model, images: np.ndarray, labels: {'dict[str, np.ndarray]' if things else 'np.ndarray'}"
    yield ") -> keras.callbacks.History:"
    told = "what each output learns" if things else LEARNED[learned[0].task]
    yield f'    """Trains on images (0-255) and {told}."""'
    if len(graph.inputs) == 1:
        yield "    images = images.reshape(len(images), *model.input_shape[1:])"
    yield f"    order = np.random.default_rng({recipe.seed}).permutation(len(images))"
    if things:
        yield "    images = images[order]"
        yield from render("labels = ", by_name((target.output, _ordered(target)) for target in wanted), indent=_INDENT)
    else:
        yield "    images, labels = images[order], labels[order]"
        if learned[0].task != "classes":
            yield '    labels = labels.reshape(len(labels), -1).astype("float32")'
    first, *later = (stage.recipe for stage in stages(graph, recipe))
    if recipe.moves or "balanced" in (recipe.class_weight, recipe.sampling):
        yield f"    learned = int(len(images) * {literal(round(1 - recipe.validation_split, 10))})  # without validation"
    if recipe.moves:
        yield f"    steps = -(-learned // {recipe.batch_size})  # in an epoch"
        yield from _schedule(first)
    yield from _sampling(recipe)
    weights = list(_class_weights(recipe, learned[0].classes, max((target.units for target in wanted), default=1)))
    yield from weights
    yield from _left_out(recipe)
    callbacks = list(_callbacks(recipe, wanted))
    if recipe.restore_best and not recipe.early_stopping:
        yield "    # With the patience of all epochs nothing stops early; the best weights come back."
    unweighted = bool(weights) and bool(recipe.augmentation) and len(wanted) > 1
    if unweighted:
        yield "    # Keras takes no weights of images beside a pipeline; Layerloom weighs them."
    settings = {
        **(_weighted(len(wanted)) if weights and not unweighted else {}),
        **({"callbacks": listing(callbacks)} if callbacks else {}),
    }
    again = [line for stage in later if recipe.moves for line in _schedule(stage)]
    yield from fit_calls(graph, recipe, wanted, settings, again)


def _ordered(target: Target) -> Expression:
    """The labels of an output in the order of the images, as its loss takes them."""
    labels = f"labels[{quoted(target.output)}][order]"
    if target.task != "classes":
        return f'{labels}.reshape(len(order), -1).astype("float32")'
    return call("keras.utils.to_categorical", labels, literal(target.units)) if target.one_hot else labels


def _schedule(recipe: Recipe) -> list[str]:
    return render("model.optimizer.learning_rate = ", schedule_expression(recipe), indent=_INDENT)


def _sampling(recipe: Recipe) -> Iterator[str]:
    """The lines that show as many images of every class."""
    if recipe.sampling == "balanced":
        yield "    # As many images of every class, those of rare ones again; Layerloom draws them anew for each epoch."
        yield "    places = [np.flatnonzero(labels[:learned] == number) for number in np.unique(labels[:learned])]"
        yield "    drawn = np.stack([np.resize(place, -(-learned // len(places))) for place in places], 1).ravel()[:learned]"
        yield "    images, labels = (np.concatenate([part[drawn], part[learned:]]) for part in (images, labels))"


def _class_weights(recipe: Recipe, classes: tuple[str, ...], units: int) -> Iterator[str]:
    """The lines that say how much each class counts; where nobody knows what classes are called, numbers are taken for theirs."""
    if recipe.class_weight == "balanced":
        yield "    counts = np.bincount(labels[:learned])"
        yield "    weights = learned / (np.count_nonzero(counts) * np.maximum(counts, 1))"
    elif isinstance(recipe.class_weight, dict):
        yield f"    weights = np.ones({max(units, 2)})"
        for name, weight in recipe.class_weight.items():
            place = place_of(name, classes or tuple(map(str, range(max(units, 2)))))
            if place is None:
                yield f"    # {comment(name)} counts {weight:g}: set it by its number"
            else:
                called = f"  # {comment(name)}" if classes and str(place) != name else ""
                yield f"    weights[{place}] = {literal(weight)}{called}"


def _weighted(outputs: int) -> dict[str, Expression]:
    """Keras takes weights of classes for one output, of images for several (then validation is weighted as well)."""
    if outputs == 1:
        return {"class_weight": "dict(enumerate(weights))"}
    return {"sample_weight": listing(["weights[labels]"] * outputs)}


def _callbacks(recipe: Recipe, wanted: tuple[Target, ...]) -> Iterator[Expression]:
    validates = recipe.validation_split > 0
    if recipe.use_ema:
        # between epochs the averages are in the model, so that the best epoch's are kept
        yield call("keras.callbacks.SwapEMAWeights", **({"swap_on_epoch": "True"} if recipe.restore_best else {}))
    if recipe.stop_on_nan:
        yield call("keras.callbacks.TerminateOnNaN")
    if recipe.reduce_on_plateau and not recipe.moves:
        figure = monitored(recipe.plateau_monitor, validates, "loss")
        names = ("factor", "patience", "min_delta", "cooldown")
        settings = {name: literal(getattr(recipe, f"plateau_{name}")) for name in names}
        yield call(
            "keras.callbacks.ReduceLROnPlateau", **_watched(figure, wanted), **settings, min_lr=literal(recipe.plateau_min_rate)
        )
    if recipe.early_stopping or recipe.restore_best:
        figure = monitored(recipe.monitor, validates, common_score(wanted) if wanted else "accuracy")
        best = literal(recipe.restore_best)
        yield call("keras.callbacks.EarlyStopping", **_watched(figure, wanted), **_patience(recipe), restore_best_weights=best)


def _patience(recipe: Recipe) -> dict[str, Expression]:
    """When to stop; with the patience of all epochs Keras only puts the best weights back."""
    if recipe.early_stopping:
        return {name: literal(getattr(recipe, name)) for name in ("patience", "min_delta", "start_from_epoch")}
    return {"patience": literal(recipe.epochs)}


def _watched(figure: str, wanted: tuple[Target, ...]) -> dict[str, Expression]:
    """What a callback looks at; of several outputs the first one's score is the network's."""
    prefix = "val_" if figure.startswith("val_") else ""
    if len(wanted) > 1 and figure == f"{prefix}{score(wanted[0])}":
        figure = f"{prefix}{wanted[0].output}_{score(wanted[0])}"
    return {"monitor": quoted(figure), "mode": quoted("min" if lower_is_better(figure) else "max")}


def _left_out(recipe: Recipe) -> Iterator[str]:
    """What Keras has no words for."""
    if recipe.reduce_on_plateau and recipe.moves:
        yield "    # Keras can't reduce the rate of a schedule on a plateau; Layerloom does."
    if recipe.time_limit is not None:
        yield f"    # Layerloom also stops after {recipe.time_limit:g} minutes."
