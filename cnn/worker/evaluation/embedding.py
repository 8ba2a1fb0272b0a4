"""A map of images: what the last hidden layer makes of them, brought to two dimensions, so that what is alike to the model lies
close together."""

import contextlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.errors import UsageError
from cnn.files.files import replacing
from cnn.plan.input_sizes import input_sizes
from cnn.runs.judged.maps import STEPS, require
from cnn.runs.messages import MapImages
from cnn.words.language import tr
from cnn.words.quantities import digits
from cnn.worker.answers.calibration import flat
from cnn.worker.answers.loaded_model import LoadedModel
from cnn.worker.answers.predict import last_hidden
from cnn.worker.data.batches import PLACES, Batches
from cnn.worker.imports import bring_metrics
from cnn.worker.low_priority import at_low_priority
from cnn.worker.model.objective import objective

Answer = dict[str, Any]
Array = NDArray[Any]
Stage = Callable[[str], None]

BATCH = 128
#: dimensions that t-SNE and UMAP begin with: more tell nothing but noise, and take their time
BEGINNING = 50
#: seconds between two steps that UMAP tells
STEP = 0.5


def map_images(question: MapImages, model: Callable[[], LoadedModel], stage: Stage) -> Answer:
    """Places of images on a map go into the file of the question: `points` (images × 2, float32) and `places` in their part.

    Raises `DatasetError`, `UsageError` for a network without a hidden layer, and `CalledOffError` when `stage` does.
    """
    require(question.method)
    loaded = model()
    dataset = loaded.dataset(question.data)
    part = question.part or loaded.judging_part(question.data)
    split = loaded.part(part, question.data)
    wanted = np.unique(np.linspace(0, len(split) - 1, min(question.most, len(split))).astype(np.int64))
    project = loaded.project
    goal = objective(project.graph, project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
    sizes = input_sizes(project.graph, dataset.image_shape, dataset.facts.sizes.channels)
    batches = Batches(split.take(wanted), sizes, goal, BATCH, resizing=project.recipe.resizing)
    features, places = _features(loaded, batches, stage)
    points = at_low_priority(lambda: embedded(features, question.method, stage))
    with replacing(Path(question.path)) as temporary, temporary.open("wb") as file:
        np.savez(file, points=points.astype(np.float32), places=wanted[places])
    return {"images": len(points), "split": part, "method": question.method, "features": features.shape[1]}


def _features(loaded: LoadedModel, batches: Batches, stage: Stage) -> tuple[Array, Array]:
    """What the last hidden layer gives for each image (images × numbers), and which images these are."""
    with loaded.scope.scope():
        name, tensor = last_hidden(loaded.graph, loaded.model)
        if tensor is None:
            raise UsageError(tr('Before "{0}" there is no single layer to look into.', name), tr("Look at another network."))
        inside = keras.Model(loaded.model.inputs, tensor)
        rows, places, done = [], [], 0
        for images, _, beside in batches.dataset(placed=True):
            stage(tr("{0} of {1} images", digits(done), digits(batches.count)))
            rows.append(flat(np.asarray(inside.predict_on_batch(images))))
            places.append(np.asarray(beside[PLACES]))
            done += len(places[-1])
    return np.concatenate(rows), np.concatenate(places)


def embedded(features: Array, method: str, stage: Stage) -> Array:
    """Features (images × numbers) in two dimensions.

    PCA keeps the two directions in which images differ most; van der Maaten & Hinton (2008), "Visualizing Data using t-SNE", and
    McInnes, Healy & Melville (2018), "UMAP", keep who is next to whom.
    """
    bring_metrics()
    from sklearn.decomposition import PCA

    count, width = features.shape
    if count < 2:
        return np.zeros((count, 2))
    few = PCA(n_components=min(2 if method == "pca" else BEGINNING, width, count), random_state=0).fit_transform(features)
    if method == "pca" or count < 4:
        return np.pad(few[:, :2], ((0, 0), (0, max(2 - few.shape[1], 0))))
    if method == "umap":
        from umap import UMAP

        stage(tr("UMAP begins"))
        told = _Steps(stage)
        bar = {"file": told, "mininterval": STEP}
        umap = UMAP(n_neighbors=min(15, count - 1), n_jobs=1, random_state=0, verbose=True, tqdm_kwds=bar)
        with contextlib.redirect_stdout(told):
            found: Array = np.asarray(umap.fit_transform(few))
        return found
    from sklearn.manifold import TSNE

    stage(tr("t-SNE begins"))
    tsne = TSNE(perplexity=min(30.0, (count - 1) / 3), init="pca", random_state=0, max_iter=STEPS, verbose=2)
    with contextlib.redirect_stdout(_Steps(stage)):
        points: Array = np.asarray(tsne.fit_transform(few))
    return points


class _Steps(io.TextIOBase):
    """Hears what t-SNE and UMAP print now and then: the only place where they can be stopped."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._over = False

    def write(self, text: str) -> int:
        """Tells the step; raises what `stage` raises, once: a bar that ends because of it is printed again."""
        if not self._over:
            self._over = True
            self._tell(text)
            self._over = False
        return len(text)

    def _tell(self, text: str) -> None:
        if found := re.search(r"Iteration (\d+)", text):
            self._stage(tr("t-SNE, step {0} of {1}", found[1], STEPS))
        elif found := re.search(r"(\d+)/(\d+)", text):
            self._stage(tr("UMAP, step {0} of {1}", found[1], found[2]))
        elif text.strip():
            self._stage(tr("The map is worked out"))
