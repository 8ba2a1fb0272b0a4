"""The network as a value: nodes and wires, edits that give a new network, and how one is written down as JSON."""

from cnn.graph.graph import Graph
from cnn.graph.node import Node, Wire, common_group, in_group

__all__ = ["Graph", "Node", "Wire", "common_group", "in_group"]
