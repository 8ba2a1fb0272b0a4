"""What steps ask of a design and of its trainings; each says what is still missing, in words."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cnn.graph import Graph, Node
from cnn.layers import Layer
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.tours.tour import Check, Edit, Situation, Trained
from cnn.words.language import called, tr

Change = Callable[[Graph], Graph]
Kind = Callable[[Trained], bool]


def by_graph(change: Change) -> Edit:
    """An edit of a project that changes its network alone."""
    return lambda project: replace(project, graph=change(project.graph))


def node(situation: Situation, name: str) -> Node | None:
    """The layer with that name, if it is still there."""
    return next((found for found in situation.graph.nodes.values() if found.name == name), None)


def of_class(situation: Situation, *kinds: type[Layer]) -> list[Node]:
    """The layers of these classes, in the order of the network."""
    nodes = (situation.graph.nodes[item] for item in situation.graph.order)
    return [found for found in nodes if isinstance(found.layer, kinds)]


def whole(check: Check) -> Check:
    """The same, where the network can be built at all."""

    def checked(situation: Situation) -> str:
        missing = check(situation)
        if missing:
            return missing
        errors = situation.analysis.errors
        return tr("The network can't be built yet: {0}", errors[0].message) if errors else ""

    return checked


def layer_has(name: str, **wanted: Any) -> Check:
    """The named layer has these arguments."""

    def check(situation: Situation) -> str:
        found = node(situation, name)
        if found is None:
            return tr('There is no layer named "{0}" any more; undo brings it back.', name)
        for argument, value in wanted.items():
            now = getattr(found.layer, argument, None)
            if now != value:
                return tr(
                    '{0} of "{1}" is {2}; it should become {3}.',
                    called(next(known.label for known in found.layer.arguments() if known.name == argument)),
                    name,
                    spelled(now),
                    spelled(value),
                )
        return ""

    return whole(check)


def layer_gets(name: str, **wanted: Any) -> Edit:
    """The edit that `layer_has` asks for."""

    def change(graph: Graph) -> Graph:
        found = graph.named(name)
        return graph.replace_layer(found.id, found.layer.replace(**wanted))

    return by_graph(change)


def spelled(value: Any) -> str:
    """An argument as the inspector shows it: `5×5`, "same", on."""
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    if isinstance(value, tuple):
        return "×".join(map(str, value))
    return f'"{value}"' if isinstance(value, str) else str(value)


# ---------------------------------------------------------------------- trainings


def last(situation: Situation, alike: Kind = lambda _: True) -> Trained | None:
    """The last training that was of such a project."""
    return next((one for one in reversed(situation.trained) if alike(one)), None)


def trained(situation: Situation) -> Trained | None:
    """The last training of the network as it is now."""
    return last(situation, lambda one: same_network(one.project.graph, situation.graph))


def same_network(one: Graph, other: Graph) -> bool:
    """Whether layers and wires are the same, wherever they stand on the canvas."""
    return _plain(one) == _plain(other)


def _plain(graph: Graph) -> list[tuple[object, ...]]:
    return [(node.id, node.layer, node.inputs, node.trainable) for node in graph.nodes.values()]


def is_trained(situation: Situation) -> str:
    """The network as it is now was trained."""
    if trained(situation) is not None:
        return ""
    if situation.trained:
        return tr("The network is another one than was trained: press Train (F5) once more.")
    return tr("Press Train (F5) and wait until it is done.")


def share(situation: Situation) -> str:
    """What the last training of the network as it is now got right: `91.4 %`."""
    one = trained(situation)
    return percent(None if one is None else accuracy(one))


def accuracy(one: Trained) -> float | None:
    """The share of validation images that it told right, else of training images."""
    return one.figures.get("val_accuracy", one.figures.get("accuracy"))


def percent(share: float | None) -> str:
    """`91.4 %`."""
    return "?" if share is None else f"{100 * share:.1f} %"


def with_recipe(**changes: Any) -> Edit:
    """An edit that changes settings of training."""
    return lambda project: replace(project, recipe=project.recipe.changed(**changes))


def project_of(graph: Graph, dataset: str = "mnist-sample", **recipe: Any) -> Project:
    """A design to begin with, and how it is trained."""
    return Project(graph=graph, recipe=Recipe().changed(**recipe), dataset=dataset)


def both(*checks: Check) -> Check:
    """All of them; the first that misses something says so."""
    return lambda situation: next((words for check in checks if (words := check(situation))), "")
