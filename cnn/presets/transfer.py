"""Transfer learning: a new head on a network that has learned from ImageNet, trained alone first and then with what is before it.

Chollet, "Transfer learning & fine-tuning", https://keras.io/guides/transfer_learning/
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cnn.analysis import analyse
from cnn.datasets.sizes import Facts
from cnn.datasets.task import Task
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.layers import GlobalAveragePooling2D, GlobalMaxPooling2D, Layer, create
from cnn.presets import PRESETS
from cnn.presets.imagenet import weights_of
from cnn.project import Project
from cnn.recipe import Recipe

Pooling = Literal["average", "max"]

#: sides that a base is given images of; ImageNet's own are the largest
SIDES = (64, 96, 128, 160, 192, 224)
#: what a last layer ends with, by what is learned
ENDINGS: dict[Task, str] = {"classes": "softmax", "labels": "sigmoid", "numbers": "linear"}
HEAD = "head"
#: what the layers are called that make a row of numbers of feature maps
_ENDS_OF_MAPS = ("flatten", "avg_pool")


@dataclass(frozen=True)
class Plan:
    """How one network becomes another: the base, its head, and the two phases.

    `side` is that of the images (0: what suits the dataset), `dense` the units of a layer between pooling and output (0: none).
    In phase one, of `epochs` at `rate`, only the head learns. In phase two, of `fine_epochs` (0: there is none) at `fine_rate`,
    the base learns as well, from its layer `fine_from` on ("": all of it). With `one_unit` a single unit with sigmoid tells two
    classes apart, where these are what is learned.
    """

    base: str = "mobilenet_v2"
    side: int = 0
    pooling: Pooling = "average"
    dense: int = 0
    dropout: float = 0.2
    epochs: int = 5
    rate: float = 1e-3
    fine_epochs: int = 5
    fine_rate: float = 1e-5
    fine_from: str = ""
    pretrained: bool = True
    one_unit: bool = False


def transfer(plan: Plan, facts: Facts, dataset: str, recipe: Recipe = Recipe()) -> Project:  # noqa: B008
    """The project in which a base with a new head learns a dataset, all of it to be changed afterwards.

    >>> from cnn.datasets import info_of
    >>> project = transfer(Plan("mobilenet_v2", side=96), info_of("cifar-10").facts, "cifar-10")
    >>> project.weights, project.recipe.freeze_until, project.graph.node(project.graph.outputs[0]).layer.units
    ('imagenet:mobilenet_v2', 'top_re_lu', 10)

    Raises `UsageError` for a base without weights, `ShapeError` for images it can't work on, `RecipeError` and `ArgumentError`.
    """
    weights = weights_of(plan.base)
    graph, last = base_of(plan, facts)
    for name, layer in _head(plan, facts):
        graph, node = graph.append(layer, group=HEAD)
        graph = graph.rename(node.id, graph.fresh_name(name))
    changed = recipe.changed(
        epochs=plan.epochs + plan.fine_epochs,
        learning_rate=plan.rate,
        freeze_until=last,
        freeze="",
        fine_tune_after=plan.epochs if plan.fine_epochs else 0,
        fine_tune_rate=plan.fine_rate,
        fine_tune_from=plan.fine_from if plan.fine_epochs else "",
        losses={},
        loss_weights={},
        start_from="",
    )
    return Project(graph, changed, dataset, weights=weights.source if plan.pretrained else "")


def base_of(plan: Plan, facts: Facts) -> tuple[Graph, str]:
    """The base for images of that size without its head, and the name of its last layer."""
    side = plan.side or suited_side(plan.base, facts)
    graph = weights_of(plan.base).graph((side, side, 3))
    names = {node.name: node.id for node in graph.nodes.values()}
    pool = names[next(name for name in _ENDS_OF_MAPS if name in names)]
    (last,) = graph.nodes[pool].inputs
    return graph.remove(*graph.descendants(pool), heal=False), graph.nodes[last].name


def parts_of_base(plan: Plan, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Where fine-tuning may begin, from the last on: each outermost group of the base, with its first layer that learns."""
    graph, _ = base_of(plan, facts)
    analysis = analyse(graph)
    found: dict[str, str] = {}
    for node_id in graph.order:
        node = graph.nodes[node_id]
        part = node.group.split("/")[0]
        if part and analysis.nodes[node_id].weights:
            found.setdefault(part, node.name)
    return tuple((part, name) for part, name in reversed(found.items()))


def suited_side(base: str, facts: Facts) -> int:
    """The side of the images that a base is given: not much less than the dataset's, no more than it was trained with."""
    own, wanted = PRESETS[base].image[0], max(facts.sizes.middle)
    sides = [side for side in SIDES if side < own]
    return next((side for side in sides if side >= wanted and _works(base, side)), own)


def _works(base: str, side: int) -> bool:
    try:
        PRESETS[base].graph((side, side, 3))
    except LayerloomError:
        return False
    return True


def _head(plan: Plan, facts: Facts) -> Iterator[tuple[str, Layer]]:
    yield f"{HEAD}_pool", GlobalAveragePooling2D() if plan.pooling == "average" else GlobalMaxPooling2D()
    if plan.dense:
        yield f"{HEAD}_dense", create("Dense", {"units": plan.dense, "activation": "relu"})
    if plan.dropout:
        yield f"{HEAD}_dropout", create("Dropout", {"rate": plan.dropout})
    single = plan.one_unit and facts.binary
    units, ending = (1, "sigmoid") if single else (facts.classes, ENDINGS[facts.task])
    yield f"{HEAD}_output", create("Dense", {"units": units, "activation": ending})
