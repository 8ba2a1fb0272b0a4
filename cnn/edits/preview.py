"""What an edit that adds something would give, before anybody makes it: worked out once, shown, and then taken as it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from cnn.analysis import Analysis, NodeAnalysis, Problem, analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node, common_group
from cnn.layout.folding import sums
from cnn.shapes import Shape


@dataclass(frozen=True)
class Preview:
    """The network with something new in it and what follows, beside what it was before; or the reason why it can't be.

    `node` is the new node, of several the last one; `new` has the ids of all. Without a `graph` the edit is refused.
    """

    before: Analysis
    graph: Graph | None = None
    node: Node | None = None
    analysis: Analysis | None = None
    new: frozenset[str] = frozenset()
    refusal: str = ""
    is_block: bool = False

    @property
    def group(self) -> str:
        """The group that a block would be; nothing for a layer."""
        if self.graph is None or not self.is_block:
            return ""
        return reduce(common_group, (self.graph.node(node_id).group for node_id in self.new))

    @property
    def selection(self) -> tuple[str, ...]:
        """What will be selected once it stands there: a layer, or everything of a block."""
        if self.graph is None or self.node is None:
            return ()
        return tuple(item for item in self.graph.order if item in self.new) if self.is_block else (self.node.id,)

    @property
    def amount(self) -> NodeAnalysis:
        """What all new nodes amount to."""
        if self.analysis is None or self.node is None:
            return NodeAnalysis()
        return sums(self.analysis, self.new, self.node.id)

    @property
    def problem(self) -> Problem | None:
        """What would be wrong with the new nodes, but for wires that are still to come."""
        return next((item for item in self._errors() if not self._lacks_wires(item.node or "")), None)

    @property
    def obstacle(self) -> str:
        """Why it can't be, or can't work as it would stand there: a refusal, or what is wrong with the new nodes."""
        return self.refusal or next((problem.message for problem in self._errors()), "")

    @property
    def behind(self) -> str:
        """The name of the node of the network that the new ones read first; "" when they read none."""
        if self.graph is None:
            return ""
        in_order = (self.graph.nodes[item] for item in self.graph.nodes if item in self.new)
        read = (source for node in in_order for source in node.inputs)
        return next((self.graph.nodes[source].name for source in read if source in self.before.graph), "")

    @property
    def output_shape(self) -> Shape | None:
        """What comes out of the new node, without the batch; `None` where that can't be known."""
        return self.analysis.nodes[self.node.id].output_shape if self.analysis and self.node else None

    @property
    def added_params(self) -> int | None:
        """How many parameters the network would have more; `None` where that can't be known.

        Layers that were unknown and stay so don't count, unless something new leads to them.
        """
        before, after = self.before, self.analysis
        if after is None:
            return 0
        open_before, open_after = (
            {node for node, found in analysis.nodes.items() if found.params is None} for analysis in (before, after)
        )
        touched = set(self.new).union(*map(after.graph.descendants, self.new))
        if open_before != open_after or open_after & touched:
            return None
        return after.known.params - before.known.params

    @property
    def added_macs(self) -> int | None:
        """How many multiply-accumulates an image would take more; `None` where that can't be known."""
        if self.analysis is None:
            return 0
        before, after = self.before.macs, self.analysis.macs
        return None if before is None or after is None else after - before

    def _errors(self) -> list[Problem]:
        """What is wrong with the new nodes."""
        errors = self.analysis.errors if self.analysis else ()
        return [problem for problem in errors if problem.node in self.new]

    def _lacks_wires(self, node_id: str) -> bool:
        assert self.graph is not None
        node = self.graph.node(node_id)
        return len(node.inputs) < max(node.layer.min_inputs, len(node.layer.ports))


def preview(before: Analysis, change: Callable[[Graph], tuple[Graph, Node]], *, is_block: bool = False) -> Preview:
    """What a change that adds something would give; never raises for one that is refused."""
    try:
        graph, node = change(before.graph)
    except LayerloomError as error:
        return Preview(before, refusal=str(error), is_block=is_block)
    new = frozenset(graph.nodes.keys() - before.graph.nodes.keys())
    return Preview(before, graph, node, analyse(graph, before), new, is_block=is_block)
