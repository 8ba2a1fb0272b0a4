"""Writes training as Keras code: `fit` on arrays, or on a pipeline that augments; in two stages where layers are frozen first."""

from collections.abc import Iterator, Sequence

from cnn.formats.python.expressions import Expression, call, listing, literal, one_or_list, render
from cnn.formats.python.layers import constructor
from cnn.graph import Graph
from cnn.layers import Layer
from cnn.plan.losses import Target
from cnn.plan.stages import stages
from cnn.recipe import Recipe
from cnn.recipe.augmentation import mixes

_INDENT = 4
_MIXING = """\
            if isinstance(layer, (layers.MixUp, layers.CutMix)):
                both = layer({"images": images, "labels": rows}, training=True)
                images, rows = both["images"], both["labels"]
            else:
                images = layer(images, training=True)"""


def fit_calls(
    graph: Graph, recipe: Recipe, targets: Sequence[Target], settings: dict[str, Expression], again: Sequence[str]
) -> Iterator[str]:
    """The end of `train`: the pipeline where there is one, and `fit`; `again` are lines before a second one."""
    if not recipe.augmentation:
        wanted = "labels" if _several(targets) else one_or_list([_labels(target, "labels") for target in targets])
        data = [one_or_list(["images"] * len(graph.inputs)), wanted]
        own: dict[str, Expression] = {"validation_split": literal(recipe.validation_split)}
        yield from _fits(graph, recipe, data, {"batch_size": literal(recipe.batch_size), **own, **settings}, again)
        return
    yield from _pipeline(graph, recipe, targets)
    held: dict[str, Expression] = {"validation_data": "held"} if recipe.validation_split else {}
    yield from _fits(graph, recipe, ["data"], {**held, "shuffle": "False", **settings}, again)


# ---------------------------------------------------------------------- the pipeline


def _pipeline(graph: Graph, recipe: Recipe, targets: Sequence[Target]) -> Iterator[str]:
    yield f"    count = round(len(images) * {1 - recipe.validation_split:g})"
    made = [constructor(layer, **_seed(recipe, layer, place)) for place, layer in enumerate(recipe.augmentation)]
    yield from render("augmentation = ", listing(made), indent=_INDENT)
    yield ""
    yield from _augmented(graph, recipe, targets)
    yield ""
    learned = "{name: values[:count] for name, values in labels.items()}" if _several(targets) else "labels[:count]"
    yield from render("data = ", call("tf.data.Dataset.from_tensor_slices", f"(images[:count], {learned})"), indent=_INDENT)
    yield f"    data = data.shuffle(count, seed={recipe.seed}).batch({recipe.batch_size})"
    yield "    data = data.map(augmented, num_parallel_calls=tf.data.AUTOTUNE).prefetch(2)"
    if recipe.validation_split:
        held = [one_or_list(["images[count:]"] * len(graph.inputs))]
        held.append(
            "{name: values[count:] for name, values in labels.items()}"
            if _several(targets)
            else one_or_list([_labels(target, "labels[count:]") for target in targets])
        )
        yield from render("held = ", call("", *held), indent=_INDENT)


def _augmented(graph: Graph, recipe: Recipe, targets: Sequence[Target]) -> Iterator[str]:
    yield "    def augmented(images, labels):"
    if _several(targets):
        yield "        for layer in augmentation:"
        yield "            images = layer(images, training=True)"
        yield f"        return {_tuple(['images'] * len(graph.inputs))}, labels"
        return
    rows = next((target for target in targets if target.one_hot), None)
    if rows is not None:
        yield f"        rows = tf.one_hot(labels, {rows.units})" if rows.task == "classes" else "        rows = labels"
    yield "        for layer in augmentation:"
    yield _MIXING if mixes(recipe.augmentation) else "            images = layer(images, training=True)"
    names = ["rows" if target.one_hot else "labels" for target in targets]
    yield f"        return {_tuple(['images'] * len(graph.inputs))}, {_tuple(names)}"


def _several(targets: Sequence[Target]) -> bool:
    """Whether each output learns something else; their labels are then there by name, as losses take them."""
    return any(target.learned for target in targets)


def _tuple(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def _seed(recipe: Recipe, layer: Layer, place: int) -> dict[str, Expression]:
    """A seed for a layer that has none of its own; two layers don't draw alike."""
    wanted = "seed" in layer.argument_names and "seed" not in layer.changed()
    return {"seed": literal(recipe.seed + place)} if wanted else {}


def _labels(target: Target, labels: str) -> str:
    made = target.one_hot and target.task == "classes"
    return f"keras.utils.to_categorical({labels}, {target.units})" if made else labels


# ---------------------------------------------------------------------- fit


def _fits(
    graph: Graph, recipe: Recipe, data: list[Expression], settings: dict[str, Expression], again: Sequence[str]
) -> Iterator[str]:
    """One `fit`, or two with another compilation between them."""
    epochs: dict[str, Expression] = {"epochs": literal(recipe.epochs)}
    border = recipe.fine_tune_after
    if len(stages(graph, recipe)) == 1 or border >= recipe.epochs:
        yield from render("return ", call("model.fit", *data, **_sorted(settings, epochs)), indent=_INDENT)
        return
    yield from render("", call("model.fit", *data, **_sorted(settings, {"epochs": literal(border)})), indent=_INDENT)
    yield "    compile_model(model, fine_tune=True)"
    yield from again
    rest: dict[str, Expression] = {"initial_epoch": literal(border), **epochs}
    yield from render("return ", call("model.fit", *data, **_sorted(settings, rest)), indent=_INDENT)


def _sorted(settings: dict[str, Expression], epochs: dict[str, Expression]) -> dict[str, Expression]:
    """The size of a batch first, then how often, then what it is judged by."""
    first = {name: value for name, value in settings.items() if name == "batch_size"}
    return {**first, **epochs, **settings}
