"""The network that is looked into, kept from one question to the next: a trained model, or the design as it is just now."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.analysis import Analysis, analyse
from cnn.graph import Graph, Node
from cnn.plan.input_sizes import with_sizes
from cnn.project import Project, load, settled
from cnn.runs.checkpoints import file_title
from cnn.runs.folder import RunFolder
from cnn.runs.listed.title import run_title
from cnn.runs.messages import AboutImage
from cnn.runs.origins import Origins, origins, sources_of
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.worker import devices
from cnn.worker.answers.loaded_model import LoadedModel, Pixels, ProjectImages
from cnn.worker.answers.of_run import device_of
from cnn.worker.model.live_network import LiveNetwork, healthy

Array = NDArray[Any]


class Seen:
    """A network and an image that it looks at: layers are asked by their names for what they make of it."""

    def __init__(self, network: LiveNetwork, graph: Graph, pixels: Pixels, found: Origins | None, scope: Any) -> None:
        self.network, self.graph, self.pixels, self.found, self._scope = network, graph, pixels, found, scope
        self.check: Callable[[], object] = lambda: None  # called before each layer; may raise to end it
        self.title = ""  # of the run that it is
        self.data = ""  # the dataset that places are meant in
        self._images = {node_id: image[np.newaxis] for node_id, image in zip(graph.inputs, pixels, strict=True)}
        self.analysis: Analysis = found.analysis if found is not None else analyse(graph)
        self.healthy = healthy(graph, self.analysis)

    @property
    def told(self) -> dict[str, Any]:
        """Whose weights these are: `weights` (trained, partly trained, fresh), `origin`, and what should be there and is not."""
        if self.found is None:
            return {"weights": "trained", "origin": self.title, "notes": []}
        notes = [str(error) for error in self.found.sources.lost]
        return {"weights": self.found.state, "origin": listed(self.found.names), "notes": notes}

    def outputs(self, names: Collection[str], *, inputs: bool = False) -> Iterator[tuple[str, Array]]:
        """Each of these layers that can be worked out, by its name, with its output (without a batch axis); with `inputs` also
        what they read, in front of them."""
        wanted = {node.id for node in self.graph.nodes.values() if node.name in names} & self.healthy
        read = {source for node_id in wanted for source in self.graph.nodes[node_id].inputs} if inputs else set()
        needed = wanted.union(*(self.graph.ancestors(node_id) for node_id in wanted))
        self.network.check = self.check
        with self._scope.scope():
            if self.found is not None:
                self.network.prepare(self.graph, self.found, needed)
            for node_id, value in self.network.walk(self.graph, self._images, needed):
                if node_id in wanted | read:
                    yield self.graph.nodes[node_id].name, np.asarray(value, np.float32)[0]

    def weights(self, node: Node) -> list[Array]:
        """The arrays of a layer that was asked for its output, in Keras's order and shapes, float32."""
        owner = self.graph.nodes[node.shares or node.id]
        return [np.asarray(weight, np.float32) for weight in self.network.get_layer(owner.name).weights]

    @property
    def refused(self) -> dict[str, str]:
        """The layers that Keras would not have, by their names, with the reason."""
        refused = {**self.network.refused, **self.network.failed}
        return {self.graph.nodes[node_id].name: why for node_id, why in refused.items()}


class Inside:
    """Keeps what was built for the last question, of which the next one needs most."""

    def __init__(self) -> None:
        self._design = LiveNetwork()
        self._images: ProjectImages | None = None
        self._open: tuple[tuple[str, int, int] | None, Graph, Origins] | None = None  # what was read, of which file as it was
        self._model: tuple[LoadedModel, LiveNetwork] | None = None
        self._other: LoadedModel | None = None  # that it is compared with
        self._beside: Inside | None = None

    def of_design(self, question: AboutImage) -> Seen:
        """The open network, as far as it can be built, with the weights that its layers have somewhere, else fresh ones."""
        path = Path(question.project)
        status = path.stat() if path.is_file() else None
        stamp = None if status is None else (question.project, status.st_size, status.st_mtime_ns)
        if stamp is None or self._open is None or self._open[0] != stamp:
            self._open = stamp, *self._read(path)
        _, graph, found = self._open
        images = self._images
        assert images is not None
        pixels = images.pixels(question.image)
        seen = Seen(self._design, graph, pixels, found, devices.choose(device_of(images.project)))
        seen.data = question.image.data or images.project.dataset
        return seen

    def _read(self, path: Path) -> tuple[Graph, Origins]:
        """The network of a project as large as the images come, and where its weights are; what brings images to it is kept."""
        project = settled(load(path))
        images, before = ProjectImages(project), self._images
        if before is not None and _same_data(before.project, project):
            images.take_data(before)  # opening a dataset takes its time
        self._images = images
        graph = with_sizes(project.graph, images.sizes)
        self._design.seed = project.recipe.seed
        return graph, origins(analyse(graph), sources_of(project))

    def of_model(self, question: AboutImage, loaded: LoadedModel, pixels: Pixels | None = None) -> Seen:
        """A trained model; with the image of the question, or with `pixels` that are known already."""
        if self._model is None or self._model[0] is not loaded:
            network = LiveNetwork()
            network.take(loaded.model, loaded.graph)
            self._model = loaded, network
        pixels = loaded.pixels(question.image) if pixels is None else pixels
        seen = Seen(self._model[1], with_sizes(loaded.graph, loaded.sizes), pixels, None, loaded.scope)
        seen.title, seen.data = _title_of(loaded), question.image.data or loaded.project.dataset
        return seen

    def of_other(self, question: AboutImage, seen: Seen, project: str, weights: str) -> Seen:
        """A second model beside the one that was `seen`: it gets the same image, the same numbers where it takes such."""
        if self._other is None or not self._other.serves(project, weights):
            self._other = self._beside = None  # not three of them in memory
            self._other = LoadedModel(project, weights)
        beside = self._beside = self._beside or Inside()
        if list(self._other.sizes) == [image.shape for image in seen.pixels]:
            return beside.of_model(question.model_copy(update={"project": project}), self._other, seen.pixels)
        image = question.image if question.image.file else question.image.model_copy(update={"data": seen.data})
        return beside.of_model(question.model_copy(update={"project": project, "image": image}), self._other)


def _title_of(loaded: LoadedModel) -> str:
    """What to call a trained model: its run, and the checkpoint that it is; of what lies in no run the file with its weights."""
    folder, file = RunFolder(loaded.path.parent, ""), loaded.weights
    if file is None:
        return listed(loaded.origins.names) if loaded.origins is not None else ""
    if file.parent == folder.checkpoints:
        return tr("{0}, {1}", run_title(folder.path), file_title(file))
    return run_title(folder.path) if file.parent == folder.path else file.name


def _same_data(before: Project, now: Project) -> bool:
    """Whether the images are those that were read already."""
    settings = "pixel_range", "validation_split", "validation_data", "fold", "seed"
    if any(getattr(before.recipe, name) != getattr(now.recipe, name) for name in settings):
        return False
    return (before.dataset, before.curations) == (now.dataset, now.curations)
