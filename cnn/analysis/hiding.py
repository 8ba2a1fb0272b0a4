"""An analysis that keeps some numbers to itself: they are to be told before they are shown."""

import re
from collections.abc import Iterable
from dataclasses import replace

from cnn.analysis.analysis import Analysis, NodeAnalysis
from cnn.analysis.problems import Problem
from cnn.words.quantities import Totals

#: a name in quotes, or a number that is no part of a word
_NUMBER = re.compile(r'"[^"]*"|“[^”]*”|(?<![\w.])\d+(?:[,.]\d+)*(?![A-Za-z_])')


def hiding(analysis: Analysis, ids: Iterable[str]) -> Analysis:
    """The same with the numbers of these nodes unknown, of all that depend on them, and of the whole, which would give them away.

    Problems stay, without the numbers of shapes in them. The same analysis where nothing is hidden.

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
    problems = tuple(_without_numbers(problem) if problem.node in kept else problem for problem in analysis.problems)
    return analysis.telling(
        problems,
        nodes=nodes,
        total_params=None,
        trainable_params=None,
        macs=None,
        activation_bytes=None,
        known=Totals(),
    )


def veiled(words: str) -> str:
    """A sentence with a question mark for each number in it; names, which may have digits, stay.

    >>> veiled('Conv2D "conv5" needs at least 5×5 pixels; it gets 2×2.')
    'Conv2D "conv5" needs at least ?×? pixels; it gets ?×?.'
    """
    return _NUMBER.sub(lambda found: found[0] if found[0][0] in '"“' else "?", words)


def _without_numbers(problem: Problem) -> Problem:
    if not problem.of_shapes:
        return problem
    repairs = tuple(replace(repair, title=veiled(repair.title)) for repair in problem.repairs)
    return replace(problem, message=veiled(problem.message), repairs=repairs)


def _unknown(node: NodeAnalysis) -> NodeAnalysis:
    """As many sizes as there are, none of them known."""
    problems = tuple(map(_without_numbers, node.problems))
    shape = None if node.output_shape is None else (None,) * len(node.output_shape)
    node = node._replace(output_shape=shape, problems=problems, receptive_field=None)
    return node._replace(params=None, trainable_params=None, macs=None, activation_bytes=None)
