"""What an edit that adds something would give, before anybody makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from cnn.analysis import Analysis, analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node
from cnn.shapes import Shape


@dataclass(frozen=True)
class Prospect:
    """Behind what it would stand, the shape that would come out and the parameters it would add; or why it can't be."""

    after: str = ""
    output_shape: Shape | None = None
    params: int | None = 0  # None: can't be known
    refusal: str = ""


def prospect(before: Analysis, change: Callable[[Graph], tuple[Graph, Node]]) -> Prospect:
    """What an edit that adds a layer or a block would give; never raises for one that is refused."""
    try:
        graph, node = change(before.graph)
    except LayerloomError as error:
        return Prospect(refusal=str(error))
    after = analyse(graph, before)
    new = [item for item in graph.nodes if item not in before.graph]
    sources = (graph.nodes[source] for item in new for source in graph.nodes[item].inputs)
    outside = [source.name for source in sources if source.id in before.graph]
    wrong = [problem.message for problem in after.problems if problem.node in new and problem.severity == "error"]
    return Prospect(
        after=outside[0] if outside else "",
        output_shape=after.nodes[node.id].output_shape,
        params=_added(before, after, new),
        refusal=wrong[0] if wrong else "",
    )


def _added(before: Analysis, after: Analysis, new: list[str]) -> int | None:
    """How many parameters are more. Layers that were unknown and stay so don't count, unless something new leads to them."""
    open_before, open_after = (
        {node for node, found in analysis.nodes.items() if found.params is None} for analysis in (before, after)
    )
    touched = set(new).union(*map(after.graph.descendants, new))
    if open_before != open_after or open_after & touched:
        return None
    return after.known.params - before.known.params
