"""What a design is, in a few letters: two networks have the same where they compute the same, whatever they are called."""

import hashlib
import json
from typing import Any

from cnn.graph.graph import Graph
from cnn.layers import Layer

#: hexadecimal digits: two of a million designs share them by chance once in 500 cases
DIGITS = 12


def fingerprint(graph: Graph) -> str:
    """The first digits of a SHA-256 of layers, their arguments and how they are wired; names, groups and places don't count.

    >>> from cnn.presets import PRESETS
    >>> lenet = PRESETS["lenet5"].graph()
    >>> fingerprint(lenet) == fingerprint(lenet.rename_network("mine"))
    True
    """
    places = {node_id: place for place, node_id in enumerate(graph.order)}
    nodes = [graph.nodes[node_id] for node_id in graph.order]
    told = [
        [
            *_told(node.layer),
            [places[one] for one in node.inputs],
            node.trainable,
            places.get(node.shares or "", -1),
            _told(node.bypassed) if node.bypassed is not None else None,
        ]
        for node in nodes
    ]
    outputs = [places[one] for one in graph.marked_outputs if one in places]
    text = json.dumps([told, outputs], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:DIGITS]


def _told(layer: Layer) -> list[Any]:
    return [type(layer).__name__, layer.changed()]
