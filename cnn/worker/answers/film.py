"""A training as a film: what the network was at each moment that its run kept, for one image and all that judge it."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.analysis import analyse
from cnn.errors import FileError
from cnn.graph import Node
from cnn.layers.sliding import Sliding
from cnn.plan.input_sizes import input_sizes
from cnn.runs.folder import RunFolder
from cnn.runs.messages import WatchFilm
from cnn.runs.recorded.moments import kept, read_moment
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.worker.answers.inside.activations import channels_first, write_arrays
from cnn.worker.answers.inside.layer import kernel_of_rows
from cnn.worker.answers.inside.thumbnails import as_bytes, shrunk
from cnn.worker.answers.loaded_model import LoadedModel
from cnn.worker.data.batches import Batches
from cnn.worker.evaluation.probabilities import probabilities
from cnn.worker.model.builder import build
from cnn.worker.model.objective import objective

Array = NDArray[Any]
Answer = dict[str, Any]

#: of filters deeper than the colours of an image, so many slices of each are shown
MOST_SLICES = 4
#: images are looked at so many at a time
BATCH = 250


def watch_film(question: WatchFilm, loaded: LoadedModel, stage: Callable[[str], None]) -> Answer:
    """What `WatchFilm` asks. Raises `FileError` where the run has kept no moments."""
    run = None if loaded.run_folder is None else RunFolder(loaded.run_folder, "")
    steps = [] if run is None else kept(run.moments)
    if run is None or not steps:
        raise FileError(
            tr("The run has kept no moments."),
            at_place(
                terminal=tr("Train with moments: train --moments 100."),
                window=tr("Train with moments: the panel Film has it keep some."),
            ),
        )
    layer, layers = _chosen(loaded, question.layer)
    with loaded.scope.scope():
        model = build(loaded.graph, precision=loaded.project.recipe.precision)
        seen = keras.Model(model.inputs, [*([model.get_layer(layer.name).output] if layer else []), *model.outputs])
    image = [pixels[None] for pixels in loaded.pixels(question.image)]
    judged = _judged(loaded, question.judged)
    first = layer is not None and layer.id in channels_first(loaded.graph)
    maps, filters, confusion, said, right = [], [], [], [], []
    for place, step in enumerate(steps):
        stage(tr("Moment {0} of {1}", place + 1, len(steps)))
        try:
            model.set_weights(read_moment(run.moments, step))
        except (FileError, ValueError) as error:  # torn when the power went, or of another network
            raise FileError(
                tr("The moment after step {0:,} can't be used: {1}", step, error), tr("Take its file out of the folder moments.")
            ) from error
        with loaded.scope.scope():
            found = _listed(seen.predict_on_batch(image))
        if layer is not None:
            value = np.moveaxis(found[0][0], 0, -1) if first else found[0][0]
            maps.append(shrunk(value[..., : question.most].astype(np.float32), question.side))
            filters.append(_kernel(layer, model.get_layer(layer.name).get_weights(), question.most))
        if judged is not None:
            outputs = found[1 if layer is not None else 0]
            said.append(probabilities(outputs, judged.meaning)[0])
            counts = _confusion(seen, judged, place_of_output=1 if layer is not None else 0)
            confusion.append(counts)
            right.append(float(np.trace(counts) / max(counts.sum(), 1)))
    arrays: dict[str, Array] = {"image": np.clip(image[0][0], 0, 255).astype(np.uint8)}
    told: Answer = {"signed": False, "signed_filters": False, "colour": False}
    if maps:
        together = np.stack(maps)
        arrays["maps"] = np.moveaxis(_bytes(together), -1, 1)
        told["signed"] = bool(together.min() < 0)
    kernels = [one for one in filters if one is not None]
    if kernels and layer is not None:
        together, told["colour"] = _slices(np.stack(kernels), looks_at_image=_looks_at_image(loaded, layer))
        low, high = float(together.min()), float(together.max())
        arrays["filters"] = (
            np.rint((together - low) * (255 / max(high - low, 1e-12))).astype(np.uint8) if told["colour"] else _bytes(together)
        )
        told["signed_filters"] = low < 0
    if judged is not None:
        arrays |= {"confusion": np.stack(confusion), "said": np.stack(said).astype(np.float32)}
    write_arrays(Path(question.path), arrays)
    recipe = loaded.project.recipe
    truths = loaded.truths(question.image)
    return {
        **told,
        "path": question.path,
        "steps": steps,
        "steps_per_epoch": math.ceil(len(loaded.part("train")) / recipe.batch_size),
        "layer": "" if layer is None else layer.name,
        "layers": [node.name for node in layers],
        "classes": [] if judged is None else list(judged.classes),
        "truth": truths[0] if truths else "",
        "accuracy": right,
        "judged": 0 if judged is None else judged.count,
    }


def _chosen(loaded: LoadedModel, name: str) -> tuple[Node | None, list[Node]]:
    """The layer whose filters and maps are shown, of those that have such: the one of that name, else the first."""
    layers = [node for node in loaded.graph.nodes.values() if isinstance(node.layer, Sliding)]
    layers = [node for node in layers if len(loaded.model.get_layer(node.name).output.shape) == 4]
    return next((node for node in layers if node.name == name), layers[0] if layers else None), layers


class _Judged:
    """Images that judge every moment, with their classes; `meaning` is that of the network's output."""

    def __init__(self, images: list[Array], truth: Array, classes: tuple[str, ...], meaning: Any) -> None:
        self.images, self.truth, self.classes, self.meaning = images, truth, classes, meaning
        self.count = len(truth)


def _judged(loaded: LoadedModel, most: int) -> _Judged | None:
    """As many as that, spread evenly over those for validation, else for testing; None where no class is learned."""
    project, dataset = loaded.project, loaded.dataset()
    if dataset.task != "classes":
        return None
    goal = objective(project.graph, project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
    try:
        split = loaded.part("validation")
    except FileError:
        split = loaded.part(loaded.judging_part())
    sizes = input_sizes(project.graph, dataset.image_shape, dataset.facts.sizes.channels)
    images, labels = Batches(split, sizes, goal, BATCH, resizing=project.recipe.resizing).some(most)
    truth = np.asarray(labels[0])
    head = goal.heads[0]
    truth = truth.argmax(-1) if head.one_hot and truth.ndim > 1 else truth.reshape(-1).astype(np.int64)
    return _Judged([np.asarray(one) for one in images], truth, dataset.classes, head.target.meaning)


def _confusion(seen: keras.Model, judged: _Judged, place_of_output: int) -> Array:
    """How often images of a class (rows) were taken for one (columns)."""
    counts = np.zeros((len(judged.classes), len(judged.classes)), np.int32)
    for start in range(0, judged.count, BATCH):
        part = slice(start, start + BATCH)
        outputs = _listed(seen.predict_on_batch([one[part] for one in judged.images]))[place_of_output]
        np.add.at(counts, (judged.truth[part], probabilities(outputs, judged.meaning).argmax(-1)), 1)
    return counts


def _kernel(node: Node, weights: list[Array], most: int) -> Array | None:
    """Filters × rows × columns × channels."""
    kernel = kernel_of_rows(node, weights[0]) if weights else None
    return None if kernel is None else np.moveaxis(kernel[..., :most], -1, 0)


def _slices(kernels: Array, *, looks_at_image: bool) -> tuple[Array, bool]:
    """Moments × filters × rows × columns, of colours × 3; the first slices of deep filters side by side."""
    depth = kernels.shape[-1]
    if depth == 3 and looks_at_image:
        return kernels, True
    return np.concatenate([kernels[..., place] for place in range(min(depth, MOST_SLICES))], axis=3), False


def _looks_at_image(loaded: LoadedModel, node: Node) -> bool:
    analysis = analyse(loaded.graph)
    return not any(analysis.nodes[one].weights for one in loaded.graph.ancestors(node.id) if one != node.id)


def _bytes(values: Array) -> Array:
    """As bytes of one range over all moments, so that what grows is seen to grow."""
    found: Array = as_bytes(values, float(values.min()), float(values.max()))
    return found


def _listed(value: Any) -> list[Array]:
    return [np.asarray(one) for one in (value if isinstance(value, list | tuple) else [value])]
