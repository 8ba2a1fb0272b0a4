"""The arithmetic behind every number of a layer, with its own values filled in, as text."""

from cnn.analysis import Analysis
from cnn.analysis.receptive_field import ReceptiveField, joined
from cnn.explain.counts import mac_lines, memory_line, parameter_line
from cnn.explain.line import Line
from cnn.explain.sizes import size_lines
from cnn.explain.views import comparison_lines, view_lines
from cnn.graph import Graph
from cnn.shapes import spell
from cnn.words.language import tr

__all__ = ["Line", "explain"]


def explain(graph: Graph, analysis: Analysis, node_id: str) -> tuple[Line, ...]:
    """Output size, parameters, multiply-accumulates, memory, receptive field and savings of a node.

    Dumoulin & Visin (2016) for sizes, Araujo et al. (2019) for receptive fields. Raises `UnknownNodeError`.
    """
    node = graph.node(node_id)
    numbers = analysis.nodes[node_id]
    if numbers.output_shape is None:
        reason = numbers.problems[0].message if numbers.problems else tr("A layer before it has a problem.")
        return (Line(tr("Output"), "", tr("unknown"), reason),)
    shapes = tr(" and ").join(map(spell, numbers.inputs))
    return (
        Line(tr("Output"), "", spell(numbers.output_shape), tr("from {0}", shapes) if shapes else ""),
        *size_lines(node.layer, numbers.inputs, numbers.output_shape),
        parameter_line(graph, node, numbers, analysis.total_params),
        *mac_lines(node.layer, numbers),
        *memory_line(numbers),
        *view_lines(node.layer, numbers.receptive_field, _seen_before(graph, analysis, node_id), numbers),
        *comparison_lines(node.layer, numbers),
    )


def _seen_before(graph: Graph, analysis: Analysis, node_id: str) -> ReceptiveField | None:
    """What the inputs of a node see, together."""
    fields = [analysis.nodes[source].receptive_field for source in graph.nodes[node_id].inputs]
    known = [field for field in fields if field is not None]
    return joined(known) if known and len(known) == len(fields) else None
