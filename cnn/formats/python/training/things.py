"""What is learned of each image, as a written program has it: one array of labels, or one for each output by its name."""

from collections.abc import Iterable, Sequence

from cnn.analysis.outputs import learning
from cnn.datasets.task import Aim, Learned, Task
from cnn.formats.python.expressions import Call, Expression, quoted
from cnn.graph import Graph
from cnn.plan.losses import Target, graph_targets
from cnn.recipe import Recipe

#: what images are learned with, in words
LEARNED: dict[Task, str] = {"classes": "class numbers", "labels": "rows of labels (0 or 1)", "numbers": "numbers to be told"}


def targets_of(graph: Graph, recipe: Recipe, learned: Sequence[Learned]) -> tuple[Target, ...]:
    """What is asked of every output; raises `RecipeError` for what can't work."""
    aims = [Aim(told.name, len(told.classes), told.task) for told in learned]
    return graph_targets(graph, recipe, task=learned[0].task, aims=aims)


def by_output(graph: Graph, learned: Sequence[Learned]) -> dict[str, Learned]:
    """What each output learns of several things, by the output's name; the network has as many outputs."""
    names = learning(graph, [told.name for told in learned]) or ()
    things = {told.name: told for told in learned}
    return {graph.nodes[output].name: things[name] for output, name in zip(graph.outputs, names, strict=False)}


def by_name(entries: Iterable[tuple[str, Expression]]) -> Call:
    """`{"name": value}`"""
    return Call("", tuple((name, value) for name, value in entries), "{}")


def stored_arrays(things: dict[str, Learned]) -> Call:
    """The arrays of labels in an open .npz file, by output."""
    return by_name((output, f"data[{quoted(f'y_train_{told.name}')}]") for output, told in things.items())
