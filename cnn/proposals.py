"""Networks and a recipe proposed for a dataset: what its images, their number and what is learned of them ask for.

Two or three are proposed, the one to begin with first; each says why it is as it is. They are starting points that a person
changes, no results of a search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cnn.analysis import Analysis, analyse
from cnn.analysis.adapting import with_one_unit
from cnn.blocks.convolutional import conv_bn
from cnn.blocks.functional import Network
from cnn.datasets.pixels.pixel_range import DATASET, spelled
from cnn.datasets.sizes import Facts
from cnn.datasets.task import ONE_CLASS
from cnn.errors import DatasetError, LayerloomError, UsageError
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Dense, Dropout, Flatten, GlobalAveragePooling2D, MaxPooling2D, Rescaling, create
from cnn.plan.data_fit import SKEWED, proposed_sizes, skew, with_outputs
from cnn.plan.losses import followed
from cnn.plan.pace import Machine, training_range, training_seconds
from cnn.plan.training_memory import training_memory
from cnn.presets import PRESETS
from cnn.presets.imagenet import weights_of
from cnn.presets.transfer import Plan, transfer
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.shapes import Shape, spell
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.place import at_place
from cnn.words.quantities import between_seconds, number_of, spell_bytes, spell_share, spell_short

if TYPE_CHECKING:
    from cnn.datasets.dataset import Dataset

#: images up to this side are small: made for networks of the kind that read digits
SMALL = 40
#: so few training images are soon known by heart: the network is narrower, and images are changed at random
FEW = 2_000
#: a network with so many times more images of one class than of another gets its classes weighed
UNEVEN = 3.0
#: steps that a small network takes to learn, and how often it sees each image at least and at most
STEPS, FEWEST_EPOCHS, MOST_EPOCHS = 3_000, 10, 60
#: where a program gets a smaller share of the processors, that is worth a word
BUSY = 0.6
#: the network that has learned before, and the side from which on images are taken for photographs that suit it
BASE, LEAST_PHOTOGRAPH = "mobilenet_v2", 48
#: pooling ends when the feature maps have so few pixels a side, and there are so many stages at most
SMALLEST_MAP, MOST_STAGES = 6, 5


@dataclass(frozen=True)
class Known:
    """What a proposal is made from: the facts of a dataset, and how many training images it has, in all and of each class."""

    facts: Facts
    images: int
    counts: Mapping[str, int]
    divided: bool = False  # whether the dataset has validation images of its own

    @classmethod
    def of(cls, dataset: Dataset) -> Known:
        """Those of a dataset that was read."""
        counts = dataset.train.counts(len(dataset.classes)) if dataset.task == "classes" else ()
        named = dict(zip(dataset.classes, counts, strict=False))
        return cls(dataset.facts, len(dataset.train), named, dataset.validation is not None)


@dataclass(frozen=True)
class Proposal:
    """A network with its recipe for a dataset; `name` is a word for the command line, `why` says why the network is as it is, and
    `why_recipe` why it is trained so, which is the same for all that are proposed."""

    name: str
    title: str
    why: tuple[str, ...]
    why_recipe: tuple[str, ...]
    project: Project
    images: int

    @cached_property
    def analysis(self) -> Analysis:
        """What follows from the network."""
        return analyse(self.project.graph)

    @property
    def image(self) -> Shape:
        """Height, width and channels that it takes."""
        return self.project.graph.nodes[self.project.graph.inputs[0]].layer.output_shape()

    @property
    def memory(self) -> int | None:
        """Bytes that a training takes at its peak."""
        need = training_memory(self.analysis, self.project.recipe, self.project.dataset)
        return None if need is None else need.total

    def seconds(self, machine: Machine) -> float | None:
        """What the whole training takes on such a machine, about."""
        return training_seconds(self.analysis, self.project.recipe, self.images, machine)

    def time(self, machine: Machine) -> str:
        """The same in words, from a machine that nobody else uses to one that is as busy as now."""
        found = training_range(self.analysis, self.project.recipe, self.images, machine)
        if found is None:
            return "?"
        time = between_seconds(*found)
        return tr("{0}, as others use it too", time) if machine.share < BUSY else time


def about_time(machine: Machine) -> str:
    """How far the times of proposals are to be trusted."""
    if machine.share < BUSY:
        return tr(
            "Times are guesses: other programs take {0} of the processors now. The shorter time is that of a processor with "
            "nothing else to do; if it stays as busy, a training may take even more than the longer one.",
            spell_share(1 - machine.share),
        )
    return tr(
        "Times are guesses from what the processor does in a second, for all epochs; a training that stops early takes less."
    )


def propose(source: str, known: Known, *, one_unit: bool = False) -> tuple[Proposal, ...]:
    """Networks for a dataset, the one to begin with first; with `one_unit` a single unit with sigmoid tells two classes apart.

    Raises `DatasetError` where none can be made, `UsageError` for one unit where there are not two classes.

    >>> from cnn.datasets import open_dataset
    >>> found = propose("mnist-sample", Known.of(open_dataset("mnist-sample")))
    >>> [proposal.name for proposal in found]
    ['small', 'lenet5', 'residual']
    """
    if known.facts.task == "classes" and known.facts.classes < 2:
        raise DatasetError(*map(tr, ONE_CLASS))
    if one_unit:
        require_two_classes(known.facts)
    recipe, reasons, about_data = _recipe(known)
    found: dict[str, Proposal] = {}
    for name, title, graph, why in _networks(known, one_unit=one_unit):
        try:
            fitted = with_outputs(graph, known.facts)
        except LayerloomError:
            continue
        if not analyse(fitted).buildable:
            continue
        fitted = with_one_unit(fitted) if one_unit else fitted
        own = followed(recipe, graph, fitted)
        project = Project(replace(fitted, name=name), own, source)
        found.setdefault(name, Proposal(name, title, why, (*reasons, *about_data), project, known.images))
    for proposal in _pretrained(source, known, recipe, about_data, one_unit=one_unit):
        found[proposal.name] = proposal
    if not found:
        raise DatasetError(
            tr("No network is known for images of {0} pixels.", spell(known.facts.sizes.middle)),
            tr("Build one, or use larger images."),
        )
    return tuple(found.values())


def require_two_classes(facts: Facts) -> None:
    """Raises `UsageError` for a dataset of other than two classes, which no single unit with sigmoid can tell apart."""
    if not facts.binary:
        learned = listed(aim.words for aim in facts.aims)
        raise UsageError(
            tr("A single unit with sigmoid tells two classes apart; the dataset has {0}.", learned),
            at_place(terminal=tr("Leave --classes 1 out."), window=tr("Give the network one unit for each class.")),
        )


# ---------------------------------------------------------------------- networks


def _networks(known: Known, *, one_unit: bool) -> Iterator[tuple[str, str, Graph, tuple[str, ...]]]:
    """Name, title and network for classes, and why it is as it is."""
    sizes = [*proposed_sizes(known.facts.sizes)]
    image = (*sizes[0], _channels(known))
    classes = max(known.facts.classes, 2)
    few = known.images < FEW
    graph, maps = _small(image, classes, 16 if few else 32, tells_numbers=_tells_numbers(known))
    graph = with_one_unit(graph) if one_unit else graph
    yield "small", tr("Small convolutional network"), graph, tuple(_why_small(known, image, analyse(graph), maps, few=few))
    if max(image[:2]) <= SMALL:
        yield from _preset("lenet5", "lenet5", image, classes, tr("The classic for small images: fewest multiply-accumulates."))
        why = tr("Twenty layers with shortcuts: slower, and learns finer differences.")
        yield from _preset("residual", "resnet20", image, classes, why)
    else:
        preset = "resnet20" if few or min(image[:2]) < 64 else "resnet18"
        smaller = (*sizes[1], image[2]) if len(sizes) > 1 and sizes[1] < sizes[0] else image
        wanted = smaller if preset == "resnet20" else image
        why = tr("Shortcuts between its blocks let it learn finer differences; it takes longer.")
        yield from _preset("residual", preset, wanted, classes, why)


def _pretrained(source: str, known: Known, recipe: Recipe, about_data: tuple[str, ...], *, one_unit: bool) -> Iterator[Proposal]:
    """A network that has learned from ImageNet, with a new head: for photographs, of which few are enough then.

    Training images are not changed at random: what the frozen layers make of them is computed once.
    """
    if known.facts.sizes.deepest not in (3, 4) or max(known.facts.sizes.middle) < LEAST_PHOTOGRAPH:
        return
    file = weights_of(BASE).headless
    changed = recipe.changed(augmentation=(), early_stopping=False)
    try:
        project = transfer(Plan(BASE, one_unit=one_unit), known.facts, source, changed)
    except LayerloomError:
        return
    learned = project.recipe.fine_tune_after
    why = [
        tr(
            "It has learned from 1.2 million photographs (ImageNet) what edges, textures and parts look like; your images only "
            "teach it what to make of them. Best where there are few."
        )
    ]
    if not file.place.is_file():
        why.append(tr("Its weights, {0}, are downloaded first.", spell_bytes(file.expected_bytes)))
    phases = tr(
        "{0} epochs for the new last layers, then {1} for all of it, carefully.", learned, project.recipe.epochs - learned
    )
    title = tr("{0}, pretrained", tr(PRESETS[BASE].title))
    yield Proposal("pretrained", title, tuple(why), (phases, *about_data), project, known.images)


def _small(image: Shape, classes: int, width: int, *, tells_numbers: bool) -> tuple[Graph, tuple[int, int]]:
    """Stages of convolution, normalization and pooling, each with twice the filters; and the size of its last maps.

    Its normalization follows faster than Keras's own (0.99), which lags behind for the first hundreds of steps: as many as a
    small dataset has in ten epochs.
    """
    net = Network("small")
    x = net(Rescaling(scale=1 / 255), net.input(image))
    height, width_of_maps = int(image[0] or 1), int(image[1] or 1)
    stage = 0
    while True:
        stage += 1
        with net.group(f"stage{stage}"):
            x = conv_bn(net, x, min(width << (stage - 1), 256), 3, norm=BatchNormalization(momentum=0.9))
            if min(height, width_of_maps) < 2 * SMALLEST_MAP or stage == MOST_STAGES:
                break
            x = net(MaxPooling2D(), x, name="pool")
        height, width_of_maps = height // 2, width_of_maps // 2
    if tells_numbers:  # numbers depend on where things are, which a mean over the map forgets
        x = net(Flatten(), x)
        x = net(Dense(units=64, activation="relu"), x)
    else:
        x = net(GlobalAveragePooling2D(), x)
        x = net(Dropout(rate=0.3), x)
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph, (height, width_of_maps)


def _preset(name: str, preset: str, image: Shape, classes: int, why: str) -> Iterator[tuple[str, str, Graph, tuple[str, ...]]]:
    try:
        graph = PRESETS[preset].graph(image, classes)  # type: ignore[arg-type]
    except LayerloomError:
        return
    yield name, PRESETS[preset].title.partition(" for ")[0], graph, (why,)


def _channels(known: Known) -> int:
    deepest = known.facts.sizes.deepest
    return 3 if deepest == 4 else deepest


def _why_small(known: Known, image: Shape, analysis: Analysis, maps: tuple[int, int], *, few: bool) -> Iterator[str]:
    stored = known.facts.sizes
    if stored.common is None or tuple(stored.common[:2]) != tuple(image[:2]):
        yield tr("Images are brought to {0} pixels: enough detail for a start, and quick.", spell(image[:2]))
    yield number_of(
        "{0} convolution brings {1} pixels down to maps of {2}.|{0} convolutions bring {1} pixels down to maps of {2}.",
        sum(node.layer.class_name == "Conv2D" for node in analysis.graph.nodes.values()),
        spell(image[:2]),
        spell(maps),
    )
    if few:
        params = spell_short(analysis.total_params)
        yield tr("Narrow, with {0} parameters: {1:,} images are soon known by heart.", params, known.images)
    if _tells_numbers(known):
        yield tr("The last maps are read pixel by pixel: numbers often depend on where something is.")


# ---------------------------------------------------------------------- recipe


def _recipe(known: Known) -> tuple[Recipe, tuple[str, ...], tuple[str, ...]]:
    """How to train any of them; why so long and on such images; and what is owed to the data, whatever is trained."""
    changes, reasons, about_data = dict[str, Any](), list[str](), list[str]()
    kept = 1.0 if known.divided else 1 - Recipe().validation_split
    images = max(int(known.images * kept), 1)
    changes["batch_size"] = batch = 64 if images >= FEW else 32 if images >= 256 else 16
    epochs = round(STEPS * batch / images)
    changes["epochs"] = min(max(epochs, FEWEST_EPOCHS), MOST_EPOCHS)
    changes["early_stopping"], changes["patience"] = True, max(5, changes["epochs"] // 5)
    epochs, patience = changes["epochs"], changes["patience"]
    reasons.append(tr("{0} epochs in batches of {1}; it stops when {2} bring nothing.", epochs, batch, patience))
    augmentation = tuple(_augmentation(known))
    if augmentation:
        changes["augmentation"] = augmentation
        if len(augmentation) > 2:
            reasons.append(tr("Training images are shifted and turned a little at random, and mirrored."))
        else:
            reasons.append(tr("Training images are shifted and turned a little at random."))
    counts = [count for count in known.counts.values() if count]
    if known.facts.task == "classes" and not known.facts.others and counts and max(counts) >= UNEVEN * min(counts):
        changes["class_weight"] = "balanced"
        times = max(counts) / min(counts)
        about_data.append(tr("Classes are weighed: the largest has {0:.0f} × the images of the smallest.", times))
    first = next(proposed_sizes(known.facts.sizes))
    if skew(known.facts.sizes, (*first, 1)) >= SKEWED:
        changes["resizing"] = "pad"
        about_data.append(tr("Images keep their proportions; what is missing is black."))
    depth = known.facts.depth
    if depth is not None and depth.uses_little:
        changes["pixel_range"] = DATASET
        extent = spelled(depth.range)
        about_data.append(tr("Values from {0} become 0 to 255, unrounded: they use {1} of 16 bits.", extent, depth.bits))
    return Recipe().changed(**changes), tuple(reasons), tuple(about_data)


def _tells_numbers(known: Known) -> bool:
    """Whether numbers are among what is learned."""
    return any(aim.task == "numbers" for aim in known.facts.aims)


def _augmentation(known: Known) -> Iterator[Any]:
    """Changes that leave what is seen what it is: photographs may be mirrored, letters not; what is measured is left alone."""
    if _tells_numbers(known) or max(known.facts.sizes.middle) < 16:
        return
    if known.facts.sizes.deepest in (3, 4):
        yield create("RandomFlip", {"mode": "horizontal"})
    yield create("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1})
    yield create("RandomRotation", {"factor": 0.03})
