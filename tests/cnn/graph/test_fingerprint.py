"""The fingerprint of a design: the same for what computes the same."""

import json

from cnn.graph.document import graph_document, read_graph
from cnn.graph.fingerprint import DIGITS, fingerprint
from cnn.layers import Conv2D
from cnn.presets import PRESETS

LENET = PRESETS["lenet5"].graph()


def test_names_and_places_do_not_count_and_a_file_keeps_it() -> None:
    found = fingerprint(LENET)
    assert len(found) == DIGITS
    assert int(found, 16) >= 0
    document = graph_document(LENET)
    moved = [{**node, "name": f"{node['name']}_x", "group": "a/b", "position": [5.0, 7.0]} for node in document["nodes"]]
    renamed = read_graph({**document, "name": "mine", "nodes": moved})
    assert fingerprint(renamed) == found
    assert fingerprint(read_graph(json.loads(json.dumps(graph_document(LENET))))) == found


def test_every_preset_has_its_own() -> None:
    names = ("lenet5", "alexnet", "vgg11", "vgg13", "vgg16", "resnet18", "resnet34", "nin", "squeezenet")
    assert len({fingerprint(PRESETS[name].graph()) for name in names}) == len(names)


def test_an_argument_a_wire_and_what_is_frozen_count() -> None:
    convolution = next(node for node in LENET.nodes.values() if isinstance(node.layer, Conv2D))
    document = graph_document(LENET)
    found = {fingerprint(LENET)}
    for change in ({"trainable": False}, {"config": {**convolution.layer.changed(), "filters": 7}}, {"inputs": ["n1"]}):
        nodes = [{**node, **change} if node["id"] == convolution.id else node for node in document["nodes"]]
        found.add(fingerprint(read_graph({**document, "nodes": nodes})))
    assert len(found) == 4
