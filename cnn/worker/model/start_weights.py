"""Starting from the weights of another network, or of another run: layer by layer, by name."""

from collections.abc import Iterator
from typing import Any

import h5py
import keras

from cnn.errors import FileError
from cnn.formats.keras.hdf5_process import require_readable
from cnn.formats.keras.matching import Kept, Match, matched
from cnn.formats.keras.weights.by_name import kept_by_name
from cnn.formats.keras.weights.stored import Array, array, group, opened
from cnn.graph import Graph
from cnn.plan.stages import weights_file
from cnn.words.language import labelled, tr
from cnn.words.lists import quoted
from cnn.worker.model.source_weights import arrays_within


def start_from(model: keras.Model, graph: Graph, source: str) -> Match:
    """Gives the layers of a model that was built from a graph the weights that a file, or a run's folder, has for them.

    What doesn't fit stays as it is and is named in the answer and in the log. Raises `FileError`.
    """
    path = weights_file(source)
    require_readable(path)
    with opened(path) as file:
        kept = kept_by_name(file)
        match = matched(graph, kept)
        for name in match.taken:
            for variable, value in list(_arrays(file, model.get_layer(name), kept[name])):
                variable.assign(value)
    if not match.taken:
        reason = labelled(quoted(match.fresh[0][0]), match.fresh[0][1]) if match.fresh else tr("the network has no weights")
        raise FileError(
            tr("No layer takes its weights from {0}; {1}.", path.name, reason), tr("Layers are found by their names.")
        )
    print(f"From {path.name}:", *match.lines, sep="\n", flush=True)
    return match


def _arrays(file: h5py.File, layer: Any, kept: Kept) -> Iterator[tuple[Any, Array]]:
    """Each variable of a layer with the array that the file keeps for it."""
    try:
        if kept.names:
            place = group(group(file, "model_weights") or file, kept.place)
            assert place is not None
            for variable, name in zip(layer.weights, kept.names, strict=True):
                yield variable, array(place, name, tuple(variable.shape))
        else:
            place = group(file, kept.place)
            assert place is not None
            yield from arrays_within(layer, place)
    except (FileError, ValueError) as error:
        raise FileError(tr('The weights of "{0}" don\'t fit: {1}', layer.name, error), tr("The file may be damaged.")) from error
