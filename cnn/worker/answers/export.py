"""Files that run elsewhere, each proven by reloading it before it takes the place of an older one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnn.analysis import analyse
from cnn.analysis.image_sizes import workable_images
from cnn.errors import FileError
from cnn.files.files import replacing
from cnn.formats.files import kind_named, require_writable
from cnn.graph import Graph
from cnn.project import Project, load
from cnn.runs.messages import Export
from cnn.runs.origins import Origins, origins, sources_of
from cnn.worker.exports.foreign import Tell, write
from cnn.worker.model.builder import build
from cnn.worker.model.saving import quiet, same_weights
from cnn.worker.model.source_weights import give_origins, give_weights

#: of the kinds that take Keras (`cnn.formats.files`), those that hold only weights
ONLY_WEIGHTS = (".weights.h5",)


def export(question: Export, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Writes a project's network in float32 as a Keras file, each layer with the weights it has somewhere, else with fresh ones.

    The answer says which layers are `trained` and which `fresh`, and in one line both (`weights`); and how images are to be
    brought to size and to 0-255, unless that is as usual (`expects`).
    Raises `FileError` when the path can't be written, or the reloaded file says something else than the network.
    """
    path = Path(question.path)
    kind = require_writable(path, kind_named(question.kind))
    if not kind.by_worker:
        raise FileError(f"{path.name} names no kind of file Keras can write.", "Use .keras, .h5 or .weights.h5.")
    project = load(Path(question.project))
    if kind.suffix in (".h5", ".hdf5"):
        _require_known_to_hdf5(project.graph)
    tell("Building the network")
    model = build(project.graph, seed=project.recipe.seed)
    found = origins(analyse(project.graph), sources_of(project, question.weights))
    if question.weights:
        give_weights(model, project, question.weights)
    else:
        _require_file(project, found)
        give_origins(model, found)
    report = None
    if kind.foreign:
        report = write(question, kind, project, model, found, tell)
    elif kind.suffix in ONLY_WEIGHTS:
        _write(project.graph, model, path, lambda temporary: _with_weights(project.graph, temporary))
    else:
        _write(project.graph, model, path, lambda temporary: keras.saving.load_model(temporary, compile=False))
    return {
        "path": str(path),
        "bytes": report.bytes if report else path.stat().st_size,
        "checked": True,
        "trained": [project.graph.nodes[node_id].name for node_id in found.taken],
        "fresh": list(found.fresh),
        "weights": found.summary,
        "expects": project.recipe.expects(),
        "report": report.document() if report else None,
    }


def _require_file(project: Project, found: Origins) -> None:
    """Raises `FileError` when the file that a network was opened from is gone, and nothing else has its weights."""
    if project.weights and found.fresh and all(source.of_run for source in found.sources.found):
        raise found.sources.lost[-1]


def _require_known_to_hdf5(graph: Graph) -> None:
    """Raises `FileError` for layers that Keras itself writes to `.h5` but can't read back from there."""
    for node in graph.nodes.values():
        if node.layer.module != "keras.layers":
            raise FileError(f'Keras can\'t read "{node.name}", a {node.layer.class_name}, back from an .h5 file.', "Use .keras.")


def _write(graph: Graph, model: keras.Model, path: Path, reload: Callable[[Path], keras.Model]) -> None:
    def check(temporary: Path) -> None:
        try:
            again = reload(temporary)
        except (ValueError, TypeError) as error:
            reason = " ".join(str(error).split())[:160]
            raise FileError(f"Keras can't read back what it wrote to {path.name}: {reason}", "Use .keras.") from error
        _compare(graph, model, again)

    with replacing(path, check) as temporary, quiet():
        if path.name.lower().endswith(ONLY_WEIGHTS):
            model.save_weights(temporary, overwrite=True)
        else:
            model.save(temporary)


def _with_weights(graph: Graph, path: Path) -> keras.Model:
    model = build(graph)
    model.load_weights(path)
    return model


def _compare(graph: Graph, model: keras.Model, other: keras.Model) -> None:
    """The same weights and, to the last digits, the same answer to a noisy image."""
    if not (same_weights(model, other) and _same_answers(graph, model, other)):
        raise FileError(
            "The file, read back, is another network than the one in memory.",
            "Nothing was replaced; try another file format or another disk.",
        )


def _same_answers(graph: Graph, model: keras.Model, other: keras.Model) -> bool:
    """Whether both say the same; nothing can be asked of a network that no image fits, or that this processor can't compute."""
    generator = np.random.default_rng(0)
    shapes = workable_images(graph)
    if shapes is None:
        return True
    images = [generator.uniform(0, 255, (1, *shape)).astype(np.float32) for shape in shapes]
    asked = images[0] if len(images) == 1 else images
    try:
        mine = model(asked, training=False)
    except tf.errors.OpError:  # channels first on a CPU
        return True
    theirs = other(asked, training=False)
    pairs = zip(keras.tree.flatten(mine), keras.tree.flatten(theirs), strict=True)
    return all(np.allclose(a, b, rtol=1e-4, atol=1e-5, equal_nan=True) for a, b in pairs)
