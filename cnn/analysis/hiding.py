"""An analysis that keeps some numbers to itself: they are to be told before they are shown."""

from collections.abc import Iterable
from dataclasses import replace

from cnn.analysis.analysis import Analysis, NodeAnalysis
from cnn.words.quantities import Totals


def hiding(analysis: Analysis, ids: Iterable[str]) -> Analysis:
    """The same with the numbers of these nodes unknown, of all that depend on them, and of the whole, which would give them away.

    Problems stay. The same analysis where nothing is hidden.

    >>> from cnn.analysis import analyse
    >>> from cnn.presets import PRESETS
    >>> analysis = analyse(PRESETS["lenet5"].graph())
    >>> shown = hiding(analysis, [analysis.graph.named("conv2d_1").id])
    >>> shown.named("conv2d").params, shown.named("conv2d_1").params, shown.named("flatten").output_shape, shown.total_params
    (156, None, (None,), None)
    """
    graph = analysis.graph
    kept = {below for item in ids if item in graph for below in graph.descendants(item)}
    if not kept:
        return analysis
    nodes = {item: _unknown(node) if item in kept else node for item, node in analysis.nodes.items()}
    return replace(
        analysis, nodes=nodes, total_params=None, trainable_params=None, macs=None, activation_bytes=None, known=Totals()
    )


def _unknown(node: NodeAnalysis) -> NodeAnalysis:
    """As many sizes as there are, none of them known."""
    shape = None if node.output_shape is None else (None,) * len(node.output_shape)
    return node._replace(
        output_shape=shape, params=None, trainable_params=None, macs=None, activation_bytes=None, receptive_field=None
    )
