"""A network with its weights that stays in memory while it is asked about images, and what brings images to it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.analysis import analyse
from cnn.datasets import Dataset, Split
from cnn.datasets.division.curation import Curation
from cnn.datasets.division.dividing import joined
from cnn.datasets.groups import captions
from cnn.datasets.pages import as_paged
from cnn.datasets.pixels.images import decode
from cnn.datasets.pixels.pixel_range import range_of
from cnn.datasets.sizes import Size
from cnn.datasets.sources import Source
from cnn.datasets.task import Learned
from cnn.errors import DatasetError, LayerloomError
from cnn.files.files import RUN_PROJECT
from cnn.graph import Graph
from cnn.plan.input_sizes import input_sizes, with_sizes
from cnn.project import Project, load, open_data, settled
from cnn.runs.checkpoints import ENDING
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.origins import Origins, origins, sources_of
from cnn.words.language import tr
from cnn.words.quantities import number_of
from cnn.worker import devices
from cnn.worker.answers.of_run import about_validation, as_in_its_run, device_of, recorded
from cnn.worker.data.batches import fetch
from cnn.worker.data.training_data import held_out, splits
from cnn.worker.fit.checkpoint import load_best
from cnn.worker.model.builder import build, checked
from cnn.worker.model.source_weights import give_origins, give_weights

#: images as they go into the network, one array per input: height × width × channels, 0-255
Pixels = list[NDArray[np.float32]]
Stamp = tuple[str, int, int]


class ProjectImages:
    """What brings images to the network of a project, which need not be one that can be built.

    `run_folder` is that of the run whose model it is, `learned` what its outputs have learned, where that is known: then the
    dataset is divided as it was for the run.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.run_folder: Path | None = None
        self.learned: tuple[Learned, ...] = ()
        self._data: dict[str, Dataset] = {}
        self._parts: dict[tuple[str, str], Split] = {}
        self._held: list[Dataset | None] = []

    def take_data(self, other: "ProjectImages") -> None:
        """Uses what another one has opened of the same dataset."""
        self._data, self._parts, self._held = other._data, other._parts, other._held

    @property
    def graph(self) -> Graph:
        """The network."""
        return self.project.graph

    @cached_property
    def sizes(self) -> tuple[Size, ...]:
        """Height, width and channels at which each Input layer gets images; the dataset is asked where it leaves some open."""
        return sizes_of(self.project)

    def pixels(self, image: ChosenImage) -> Pixels:
        """An image as the network gets it, once for each input: brought to size and to 0-255 as the recipe says, float32.

        Raises `DatasetError` where it can't be read, or there is no such image.
        """
        recipe = self.project.recipe
        if image.file:
            path, how = as_paged(Path(image.file), Source.of(self.project.dataset).pages), range_of(recipe.pixel_range)
            return [decode(path, size, recipe.resizing, how).astype(np.float32) for size in self.sizes]
        split, place = self._placed(image)
        one = split.take(np.array([place]))
        if one.images is None:
            return [decode(one.files[0], size, recipe.resizing, one.range).astype(np.float32) for size in self.sizes]
        return [np.asarray(fetch(one, size, recipe.resizing)([0])[0])[0] for size in self.sizes]

    def truths(self, image: ChosenImage) -> tuple[str, ...]:
        """What the dataset says that an image shows, of each of the things that are learned; nothing where nobody knows."""
        if image.file:
            return ()
        split, place = self._placed(image)
        return captions(self.dataset(image.data), split, place)

    def dataset(self, data: str = "") -> Dataset:
        """The dataset of the project, divided as in its run, or another one (`data`). Raises `DatasetError`."""
        name = data or self.project.dataset
        if name not in self._data:
            found = open_data(replace(self.project, dataset=name), self.learned)
            own = name == self.project.dataset
            self._data[name] = as_in_its_run(found, self.run_folder)[0] if own and self.run_folder is not None else found
        return self._data[name]

    def owns(self, data: str) -> bool:
        """Whether a dataset is the project's own ("": it is)."""
        return data in ("", self.project.dataset)

    def judging_part(self, data: str = "") -> str:
        """The images to be judged by: those for testing, else those for validation, else all there are."""
        dataset = self.dataset(data)
        if dataset.test is not None:
            return "test"
        if not self.owns(data):
            return "all"
        return "train" if self._divided(dataset)[1] is None else "validation"

    def source_of(self, part: str, data: str = "") -> str:
        """The dataset that the images of a part are from, by whose keys they are known."""
        recipe = self.project.recipe
        beside = recipe.validation_data if self.owns(data) and part == "validation" else ""
        return beside or data or self.project.dataset

    def part(self, part: str, data: str = "") -> Split:
        """A part of a dataset: "train" and "validation" as they were divided for the training, "test", or "all" of it, one after
        the other. Raises `DatasetError` where there is none."""
        key = part, data or self.project.dataset
        if key not in self._parts:
            self._parts[key] = self._part(part, data)
        return self._parts[key]

    def _part(self, part: str, data: str) -> Split:
        dataset = self.dataset(data)
        own = self.owns(data)
        if part == "all":
            return joined(list(dataset.splits().values()))
        found = dataset.splits().get(part)
        if own and part != "test":
            found = self._divided(dataset)[part == "validation"]
        if found is None or not len(found):
            raise DatasetError(tr("The dataset has no images for {0}.", part), tr("Choose one from another part of it."))
        return found

    def _divided(self, dataset: Dataset) -> tuple[Split, Split | None]:
        """What was trained on, and validated on."""
        return splits(dataset, self.project, with_sizes(self.graph, self.sizes), self._held_out(dataset))

    def _held_out(self, dataset: Dataset) -> Dataset | None:
        """The dataset of its own that is validated on, read once."""
        if not self._held:
            self._held.append(held_out(dataset, self.project))
        return self._held[0]

    def _placed(self, image: ChosenImage) -> tuple[Split, int]:
        split, place = self.part(image.part, image.data), image.place
        assert place is not None
        if image.key and split.keys and (place >= len(split) or split.keys[place] != image.key):
            return self._known(image.key, split, self.part("all", image.data))
        if place >= len(split):
            count = number_of("{0} image|{0} images", len(split))
            raise DatasetError(
                tr("There is no image {0:,}, counted from 0: that part has {1}.", place, count), tr("Choose another one.")
            )
        return split, place

    def _known(self, key: str, *splits: Split) -> tuple[Split, int]:
        """Where an image is that has had another place: with other files the dataset may be divided otherwise, too."""
        for split in splits:
            if key in split.keys:
                return split, split.keys.index(key)
        raise DatasetError(tr("{0} is not in the dataset any more.", key), tr("Choose another one, or put it back."))


class LoadedModel(ProjectImages):
    """The network of a project file with the weights of a `.keras` or `.h5` file or a run's checkpoint, or, of "", those that
    its layers have somewhere, else fresh ones. Raises `LayerloomError` where it can't be loaded.

    Of a file with weights `first` gets it as far as it is known from the project alone, and may raise: a large network is
    built for many seconds.
    """

    def __init__(self, project: str, weights: str, first: Callable[["LoadedModel"], object] = lambda _: None) -> None:
        self.path, self.weights = Path(project), Path(weights) if weights else None
        super().__init__(settled(load(self.path)))
        checked(self.graph)
        self.origins: Origins | None = None  # where the weights of an open network come from
        if self.weights is not None:
            self._recall()
            first(self)
        self.scope = devices.choose(device_of(self.project))
        with self.scope.scope():
            self.model = self._built(self.project.recipe.precision)
        if self.weights is None:
            self._recall()
        self._stamps = self._files()

    def opened(self, data: str = "", curation: Curation | None = None) -> tuple[Dataset, list[str]]:
        """As `dataset`, read again, with what was decided about its images instead of what the project says; and, in sentences,
        whether it has changed since the run. Questions that follow are about these images."""
        name = data or self.project.dataset
        judged = replace(self.project, dataset=name)
        found = open_data(judged if curation is None else judged.curated(curation), self.learned)
        notes: list[str] = []
        if self.owns(data):
            found, notes = as_in_its_run(found, self.run_folder or self.path.parent)
            self._held.clear()
        self._data[name] = found
        self._parts = {key: split for key, split in self._parts.items() if key[1] != name}
        return found, notes

    def about_part(self, part: str, data: str = "") -> list[str]:
        """In a sentence, whether images for validation that are a dataset of their own have changed since the run."""
        if part != "validation" or not self.owns(data) or (held := self._held_out(self.dataset(data))) is None:
            return []
        note = about_validation(held, self.run_folder or self.path.parent)
        return [note] if note else []

    @property
    def trained_file(self) -> Path | None:
        """The model of its run, where it is that and no checkpoint: what is known of the run's model holds for it."""
        if self.run_folder is None or (self.weights is not None and self.weights.suffix == ENDING):
            return None
        return self.weights or RunFolder(self.run_folder, "").model

    def serves(self, project: str, weights: str) -> bool:
        """Whether it is the model that is asked about, and its files are as they were."""
        named = Path(project), Path(weights) if weights else None
        return named == (self.path, self.weights) and self._files() == self._stamps

    @cached_property
    def in_single_precision(self) -> keras.Model:
        """The same network in float32, for gradients: those of float16 vanish."""
        if self.project.recipe.precision == "float32":
            return self.model
        with self.scope.scope():
            return self._built("float32")

    # ------------------------------------------------------------------ inside

    def _recall(self) -> None:
        """Whose model it is, which knows from what it was learned; and by its outputs what, nothing where nobody knows."""
        self.run_folder = self._run_folder()
        self.learned = self._learned()

    def _built(self, precision: str) -> keras.Model:
        project = self.project
        if self.weights is None:
            model = build(self.graph, precision=precision, seed=project.recipe.seed)
            self.origins = origins(analyse(self.graph), sources_of(project))
            give_origins(model, self.origins)
            return model
        model = build(self.graph, precision=precision)
        if self.weights.suffix == ENDING:
            load_best(model, self.weights)
        else:
            give_weights(model, project, str(self.weights))
        return model

    def _files(self) -> tuple[Stamp, ...]:
        """What the files it was made from are like now."""
        sources = self.origins.sources.found if self.origins is not None else ()
        paths = self.path, *([self.weights] if self.weights is not None else []), *(source.path for source in sources)
        return tuple(map(_stamp, paths))

    def _run_folder(self) -> Path | None:
        if self.weights is not None:
            return self.path.parent if recorded(str(self.path)) else None
        source = self.origins.sources.run if self.origins is not None else None
        if source is None or not source.is_of(self.graph) or not recorded(str(source.path)):
            return None
        trained_on = load(source.path.with_name(RUN_PROJECT)).dataset
        return source.path.parent if trained_on == self.project.dataset else None

    def _learned(self) -> tuple[Learned, ...]:
        """As the run noted; of an open network what its dataset has to learn, where that fits."""
        if self.run_folder is not None:
            return recorded(str(self.run_folder / RUN_PROJECT))
        if self.weights is not None:
            return ()
        try:
            found = open_data(self.project).learned
        except LayerloomError:
            return ()
        units = [output.shape[-1] for output in self.model.outputs]
        counts = [len(told.classes) for told in found]
        fits = [unit == count or (unit, count) == (1, 2) for unit, count in zip(units, counts, strict=False)]
        return found if len(units) == len(counts) and all(fits) else ()


def sizes_of(project: Project) -> tuple[Size, ...]:
    """The sizes images are brought to; the dataset is asked only for what the Input layers leave open."""
    open_sizes = any(None in project.graph.nodes[node_id].layer.output_shape() for node_id in project.graph.inputs)
    return input_sizes(project.graph, open_data(project).image_shape if open_sizes else None)


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_size, status.st_mtime_ns
