"""The edits that cure a problem: each is a title and a function from the broken graph to the mended one."""

from collections.abc import Callable
from dataclasses import dataclass

from cnn.graph import Graph, Node
from cnn.shapes import Shape


@dataclass(frozen=True)
class Repair:
    """A named edit that cures a problem."""

    title: str
    apply: Callable[[Graph], Graph]


def repairs_for(graph: Graph, node: Node | None, inputs: tuple[Shape, ...] | None) -> tuple[Repair, ...]:
    """What can cure a node that refuses these input shapes (`None`: it lacks inputs), or a graph without an Input."""
    return ()


def repairs_for_unscaled(graph: Graph, node: Node) -> tuple[Repair, ...]:
    """What can cure a layer that sees raw pixel values."""
    return ()
