"""Reads the files in which `keras.applications` publishes weights: a list for each layer, in Keras's order of the layers.

Keras finds them by that order and not by names: some files still have names of older versions.
https://keras.io/api/applications/
"""

import os
from collections.abc import Iterator
from pathlib import Path

import h5py

from cnn.errors import FileError
from cnn.files.downloads import digest
from cnn.files.remote import Remote
from cnn.formats.keras.weights.stored import Array, array, attribute_names, group
from cnn.presets.imagenet import OWN_WEIGHTS, Published, nodes_of
from cnn.words.language import tr
from cnn.words.place import at_place


def require_genuine(weights: Published, remote: Remote) -> Path:
    """Where a published file lies; raises `FileError` when it is not there, or is another one than Keras would take."""
    path = remote.place
    if not path.is_file():
        raise weights.missing(remote)
    if remote.checksum and not os.environ.get(OWN_WEIGHTS) and (found := digest(path, remote.algorithm)) != remote.checksum:
        raise FileError(
            tr(
                "{0} is another file than the {1}: its {2} is {3}, not {4}.",
                path,
                weights.title,
                remote.algorithm,
                found,
                remote.checksum,
            ),
            at_place(
                terminal=tr("Move it away and download it again (weights --download {0}).", weights.package(remote).name),
                window=tr("Move it away, and press Download in the panel Training."),
            ),
        )
    return path


def published_arrays(file: h5py.File, weights: Published, remote: Remote) -> Iterator[tuple[str, list[Array]]]:
    """The id of each node of the published network with its arrays, in the order of its weights.

    Raises `FileError` for a file that doesn't fit.
    """
    root = group(file, "model_weights") or file
    listed = [(name, place) for name in attribute_names(root, "layer_names") if (place := group(root, name)) is not None]
    kept = [(name, place, names) for name, place in listed if (names := attribute_names(place, "weight_names"))]
    nodes = nodes_of(weights, remote)
    if len(kept) != len(nodes):
        raise FileError(
            tr("The file has weights for {0} layers; {1} has {2}.", len(kept), weights.name, len(nodes)),
            tr("It belongs to another network."),
        )
    for node_id, (name, place, names) in zip(nodes, kept, strict=True):
        shapes = [weight.shape for weight in weights.original.nodes[node_id].weights]
        if len(names) != len(shapes):
            raise FileError(
                tr('The file has {0} arrays for "{1}", not {2}.', len(names), name[:80], len(shapes)), tr("It is damaged.")
            )
        yield node_id, [array(place, item, shape) for item, shape in zip(names, shapes, strict=True)]
