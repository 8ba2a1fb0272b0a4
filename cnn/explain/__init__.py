"""The arithmetic behind every number of a layer, or of several together: in letters first, then with its own values."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnn.analysis import Analysis
from cnn.analysis.receptive_field import ReceptiveField, joined
from cnn.explain.charts import Bar, Chart, Part, charts
from cnn.explain.computes import Computation, computed
from cnn.explain.counts import mac_lines, memory_line, parameter_line
from cnn.explain.line import Formula, Line, Symbol, filled, pieces
from cnn.explain.papers import Link
from cnn.explain.several import exits, several_charts, several_computed, several_lines
from cnn.explain.sizes import size_lines
from cnn.explain.views import view_lines
from cnn.explain.wires import wire_lines
from cnn.graph import Graph, Wire
from cnn.shapes import spell
from cnn.words.language import tr
from cnn.words.lists import both

__all__ = [
    "Bar",
    "Chart",
    "Computation",
    "Explanation",
    "Formula",
    "Line",
    "Link",
    "Part",
    "Symbol",
    "explain",
    "explained",
    "explained_wires",
    "filled",
    "pieces",
]


@dataclass(frozen=True)
class Explanation:
    """What is computed, how each number comes about, and what it saves against other ways."""

    computation: Computation | None
    lines: tuple[Line, ...]
    charts: tuple[Chart, ...] = ()
    end: str = ""  # the node that stands for all: the one, or the only one that gives something out


def explained(graph: Graph, analysis: Analysis, ids: Sequence[str], *, title: str = "", kind: str = "") -> Explanation:
    """Everything there is to say about a node, or about several together.

    `title` is what several are called, `kind` the name of the block that they are. Raises `UnknownNodeError`.
    """
    if len(ids) == 1:
        lines, numbers = explain(graph, analysis, ids[0]), analysis.nodes[ids[0]]
        layer = graph.nodes[ids[0]].layer
        known = numbers.output_shape is not None
        return Explanation(computed(layer, numbers) if known else None, lines, tuple(charts(graph, analysis, ids[0])), ids[0])
    for node_id in ids:
        graph.node(node_id)
    told = several_computed(graph, ids, title, kind)
    ends = exits(graph, ids)
    lines, bars = tuple(several_lines(graph, analysis, ids)), tuple(several_charts(graph, analysis, ids))
    return Explanation(told, lines, bars, ends[0] if len(ends) == 1 else "")


def explained_wires(graph: Graph, analysis: Analysis, wires: Sequence[Wire]) -> Explanation:
    """Everything there is to say about what flows through wires of the network; raises `UnknownNodeError`."""
    return Explanation(None, wire_lines(graph, analysis, wires))


def explain(graph: Graph, analysis: Analysis, node_id: str) -> tuple[Line, ...]:
    """Output size, parameters, multiply-accumulates, memory and receptive field of a node.

    Dumoulin & Visin (2016) for sizes, Araujo et al. (2019) for receptive fields. Raises `UnknownNodeError`.
    """
    node = graph.node(node_id)
    numbers = analysis.nodes[node_id]
    if numbers.output_shape is None:
        reason = numbers.problems[0].message if numbers.problems else tr("A layer before it has a problem.")
        return (Line(tr("Output"), "", tr("unknown"), reason),)
    shapes = both(map(spell, numbers.inputs))
    return (
        Line(tr("Output"), "", spell(numbers.output_shape), tr("from {0}", shapes) if shapes else ""),
        *size_lines(node.layer, numbers.inputs, numbers.output_shape),
        parameter_line(graph, analysis, node),
        *mac_lines(node.layer, numbers),
        *memory_line(node.layer, numbers),
        *view_lines(node.layer, numbers.receptive_field, _seen_before(graph, analysis, node_id), numbers),
    )


def _seen_before(graph: Graph, analysis: Analysis, node_id: str) -> ReceptiveField | None:
    """What the inputs of a node see, together."""
    fields = [analysis.nodes[source].receptive_field for source in graph.nodes[node_id].inputs]
    known = [field for field in fields if field is not None]
    return joined(known) if known and len(known) == len(fields) else None
