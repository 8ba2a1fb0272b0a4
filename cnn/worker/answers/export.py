"""Files that run elsewhere, each proven by reloading it before it takes the place of an older one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn.analysis import analyse
from cnn.errors import FileError, LayerloomError
from cnn.files.files import RUN_PROJECT, require_room
from cnn.formats.files import HDF5, WITHOUT_WEIGHTS, kind_named, require_writable
from cnn.graph import Graph
from cnn.project import Project, load
from cnn.runs.messages import Export
from cnn.runs.origins import Origins, origins, sources_of
from cnn.words.language import tr
from cnn.worker.exports.precisions import in_float32
from cnn.worker.exports.prover import Prover
from cnn.worker.exports.writing import WRITERS, Tell, write
from cnn.worker.model.builder import build
from cnn.worker.model.source_weights import give_origins, give_weights

#: kinds in which layers keep precisions of their own
OF_KERAS = (".keras", ".h5", ".hdf5", ".weights.h5", *WITHOUT_WEIGHTS)


def export(question: Export, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Writes a project's network in float32 as a file that runs elsewhere, proven there.

    Each layer has the weights that it has somewhere, else fresh ones.

    The answer says which layers are `trained` and which `fresh`, and in one line both (`weights`); and how images are to be
    brought to size and to 0-255, unless that is as usual (`expects`).
    Raises `FileError` when the path can't be written, or the reloaded file says something else than the network.
    """
    path = Path(question.path)
    kind = require_writable(path, kind_named(question.kind))
    if not kind.proven:
        raise FileError(tr("{0} is not written by Keras.", path.name), tr("Use .keras, or another kind of file."))
    require_room(path, is_folder=kind.is_folder)
    project = load(Path(question.project))
    if kind.suffix in HDF5:
        _require_known_to_hdf5(project.graph)
    with Prover(WRITERS[kind.suffix].runtime) as prover:
        tell(tr("Building the network"))
        graph, notes = (project.graph, ()) if kind.suffix in OF_KERAS else in_float32(project.graph)
        model = build(graph, seed=project.recipe.seed)
        found = origins(analyse(project.graph), sources_of(project, question.weights))
        if question.weights:
            give_weights(model, project, question.weights)
        else:
            if kind.by_worker:
                _require_file(project, found)
            give_origins(model, found)
        project = _as_learned(project, found)
        report = write(question, kind, replace(project, graph=graph), model, found, prover, tell, notes)
    return {
        "path": str(path),
        "bytes": report.bytes,
        "checked": True,
        "trained": [project.graph.nodes[node_id].name for node_id in found.taken],
        "fresh": list(found.fresh),
        "weights": report.weights,
        "expects": project.recipe.expects(),
        "report": report.document(),
    }


def _as_learned(project: Project, found: Origins) -> Project:
    """The project whose images are brought to size and to 0-255 as in the run that the weights are from: there the range of a
    dataset stands in numbers, and the settings may be others by now."""
    run = next((source for source in found.taken.values() if source.of_run), None)
    try:
        recipe = None if run is None else load(run.path.parent / RUN_PROJECT).recipe
    except LayerloomError:
        recipe = None
    if recipe is None:
        return project
    return replace(project, recipe=project.recipe.changed(resizing=recipe.resizing, pixel_range=recipe.pixel_range))


def _require_file(project: Project, found: Origins) -> None:
    """Raises `FileError` when the file that a network was opened from is gone, and nothing else has its weights."""
    if project.weights and found.fresh and all(source.of_run for source in found.sources.found):
        raise found.sources.lost[-1]


def _require_known_to_hdf5(graph: Graph) -> None:
    """Raises `FileError` for layers that Keras itself writes to `.h5` but can't read back from there."""
    for node in graph.nodes.values():
        if node.layer.module != "keras.layers":
            raise FileError(
                tr('Keras can\'t read "{0}", a {1}, back from an .h5 file.', node.name, node.layer.class_name), tr("Use .keras.")
            )
