"""Whether a network suits the images of a dataset: what becomes of them on the way in, and the edits that would suit them better.

The one place that decides it; window and command line ask here and say the same words. No image is looked at for it: what is
known of a dataset are its `Facts`. What is told as an error keeps a training from beginning, a warning makes it worse than need
be; a note is for who wants to know.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Literal

from cnn.analysis import Analysis, analyse, problems_with_classes
from cnn.analysis.adapting import with_classes, with_image
from cnn.analysis.image_sizes import at_least, shape_at, smallest_side
from cnn.analysis.outputs import last_activation, learning
from cnn.analysis.repairs import Repair
from cnn.datasets.pixels.pixel_range import DATASET, TYPE, Range, spelled
from cnn.datasets.sizes import Facts, Size, Sizes
from cnn.datasets.task import Task
from cnn.errors import DatasetError, LayerloomError, UsageError
from cnn.graph import Graph
from cnn.graph.node import fitting_name
from cnn.layers import Input, Layer, create
from cnn.plan.input_sizes import input_sizes
from cnn.plan.losses import meaning_of
from cnn.plan.training_memory import training_memory
from cnn.recipe import Recipe
from cnn.shapes import Shape, spell
from cnn.words.language import marked, tr
from cnn.words.lists import listed, phrases, sentences
from cnn.words.quantities import number_of, spell_bytes, spell_short

Severity = Literal["error", "warning", "note"]
Kind = Literal["input", "size", "channels", "proportions", "range", "classes"]

#: sides that people give images for a network
SIDES = (32, 48, 64, 96, 128, 160, 192, 224)
#: the side that is proposed first, however large the images are, and the largest that is proposed
USUAL_SIDE, LARGEST_SIDE = 128, 224
#: images that all have one size, no side longer than this, are proposed to be taken as they are
AS_STORED = 128
#: an Input with sides from here on, as a square, is large enough on purpose: whatever comes is made smaller for it
FOR_PHOTOGRAPHS = 48
#: numbers that lie so many deviations from 0, or deviate so much (or by so small a part of 1), are far from a fresh network
FAR = 3.0
#: so many times smaller or larger in length, and so much out of proportion, is worth a word
SMALLER, LARGER, SKEWED = 1.5, 2.0, 1.5


@dataclass(frozen=True)
class Misfit:
    """Something in which a network and a dataset differ, in a sentence: what comes, what is taken, what becomes of it."""

    kind: Kind
    message: str
    severity: Severity


@dataclass(frozen=True)
class Cost:
    """What a network costs: numbers and multiply-accumulates for one image, bytes to train it; `None` can't be known."""

    params: int | None
    macs: int | None
    memory: int | None


@dataclass(frozen=True)
class Fitting(Repair):
    """An edit that makes a network suit a dataset, all at once, and what it costs before and after.

    `options` say the same at the command line; "" where they can't. Where `settings` has something, that is to be changed in the
    recipe, and the network stays. What is `veiled` tells no cost.
    """

    before: Cost = field(default=Cost(None, None, None), compare=False)
    after: Cost = field(default=Cost(None, None, None), compare=False)
    options: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict, compare=False)
    veiled: bool = False

    @property
    def cost(self) -> str:
        """In words: `61.7 k → 1.82 M parameters, 417 k → 6.9 M MACs, 725 → 760 MB to train`."""
        if self.veiled:
            return ""
        return tr(
            "{0} parameters, {1} MACs, {2} to train",
            _change(spell_short(self.before.params), spell_short(self.after.params)),
            _change(spell_short(self.before.macs), spell_short(self.after.macs)),
            _change(spell_bytes(self.before.memory), spell_bytes(self.after.memory)),
        )


#: a network for images of another shape, where somebody knows better than to change its Input alone
Rebuild = Callable[[Graph, Shape], Graph | None]


class Comparison:
    """A network beside a dataset; what it takes long to find out is found out when it is asked for.

    `rebuild` builds what still is a published network for images of another size (`cnn.edits.rebuilding`).
    """

    def __init__(
        self, analysis: Analysis, recipe: Recipe, dataset: str, facts: Facts, rebuild: Rebuild = lambda *_: None
    ) -> None:
        self.analysis, self.recipe, self.dataset, self.facts = analysis, recipe, dataset, facts
        self._rebuild = rebuild

    @cached_property
    def misfits(self) -> tuple[Misfit, ...]:
        """In what they differ, the worst first; nothing of a network that can't be built, which is not done yet."""
        if not self.analysis.buildable or not self.analysis.graph.inputs:
            return ()
        found = (*self._about_images(), *self._about_values(), *self._about_classes())
        return tuple(sorted(found, key=lambda misfit: _SEVERITIES.index(misfit.severity)))

    @property
    def worst(self) -> Severity | None:
        """How bad it is; `None` when they suit each other."""
        return self.misfits[0].severity if self.misfits else None

    @property
    def message(self) -> str:
        """All that is to be said, one sentence after the other; what is only a note behind nothing worse."""
        told = [misfit for misfit in self.misfits if misfit.severity != "note"] or self.misfits
        return sentences(*(misfit.message for misfit in told))

    @cached_property
    def fittings(self) -> tuple[Fitting, ...]:
        """What would suit the dataset better, the best first; each can be built, and nothing that worked stops working."""
        found: dict[str, Fitting] = {}
        ways = [self._of_network, self._of_recipe]
        if self.misfits and self.misfits[0].kind in ("range", "proportions"):  # what mends what is told first
            ways.reverse()
        for fitting in (fitting for way in ways for fitting in way()) if self.misfits else ():
            found.setdefault(fitting.title, fitting)
        return tuple(found.values())

    def veiled(self, shown: Analysis) -> "Comparison":
        """The same without the numbers that are hidden in `shown`, another analysis of the network."""
        return self if shown is self.analysis else _Veiled(self, shown)

    @property
    def best(self) -> Fitting | None:
        """The edit of the network that is proposed first."""
        return next((fitting for fitting in self.fittings if not fitting.settings), None)

    @property
    def ranged(self) -> Fitting | None:
        """The change of the recipe that shows images in the values that they have."""
        return next((fitting for fitting in self.fittings if "pixel_range" in fitting.settings), None)

    # ------------------------------------------------------------------ what differs

    def _about_images(self) -> Iterator[Misfit]:
        sizes = self.facts.sizes
        try:
            taken = input_sizes(self.analysis.graph, sizes.common, sizes.channels)[0]  # several inputs get the same images
        except DatasetError as error:
            yield Misfit("input", sentences(error.message, error.hint), "error")
            return
        colours, detail = sizes.deepest in (3, 4) and taken[2] == 1, _too_small(sizes, taken)
        if colours or detail:
            words = tr(_LOST[detail, colours], _images(sizes), _taken(taken))
            yield Misfit("size" if detail else "channels", words, "warning")
        elif _times(taken, sizes.middle) >= LARGER:
            words = tr("{0} are enlarged to {1}, which costs more and shows nothing new.", _images(sizes), spell(taken[:2]))
            yield Misfit("size", words, "note")
        skewed = skew(sizes, taken)
        if skewed >= SKEWED and self.recipe.resizing == "stretch":
            words = tr(
                "{0} are squeezed to {1}: their proportions change by a factor of {2:.1f}.",
                _images(sizes),
                spell(taken[:2]),
                skewed,
            )
            yield Misfit("proportions", words, "note")

    def _about_values(self) -> Iterator[Misfit]:
        depth = self.facts.depth
        if depth is None or not depth.uses_little or self.recipe.pixel_range != TYPE:
            return
        words = tr(
            _LITTLE[depth.exact],
            depth.low,
            depth.high,
            depth.top,
            number_of("{0} bit|{0} bits", depth.bits),
            depth.low * 255 / depth.top,
            depth.high * 255 / depth.top,
            depth.levels,
        )
        yield Misfit("range", words, "warning")

    def _about_classes(self) -> Iterator[Misfit]:
        graph, facts = self.analysis.graph, self.facts
        # of several outputs the first
        for problem in problems_with_classes(self.analysis, facts.classes, 1, task=facts.task, aims=facts.aims):
            plain = problem.node is not None and meaning_of(graph, problem.node) == "logits"
            done = bool(facts.others) or facts.task != "classes" or not plain
            yield Misfit("classes", problem.message, "error" if done else "note")  # else it may be in the making

    # ------------------------------------------------------------------ what would suit better

    def _of_network(self) -> Iterator[Fitting]:
        graph = self.analysis.graph
        for image in self._images():
            for wanted in dict.fromkeys((image, self._large_enough(image))):
                found = self._fitted(wanted)
                if found is not None and found[1] != graph:
                    yield self._fitting(wanted, *found)
                    break

    def _of_recipe(self) -> Iterator[Fitting]:
        """Ranges of the values that images have, and ways to bring images to size that keep their proportions."""
        same, depth = _cost(self.analysis, self.recipe, self.dataset), self.facts.depth
        if depth is not None and any(misfit.kind == "range" for misfit in self.misfits):
            whole = Range(0, 2**depth.bits - 1)
            for title, wanted in (
                (tr("Range of the dataset, {0}", spelled(depth.range)), DATASET),
                (number_of("Range of {0} bit, {1}|Range of {0} bits, {1}", depth.bits, spelled(whole)), str(whole)),
            ):
                yield Fitting(title, lambda graph: graph, same, same, f"--pixel-range {wanted}", {"pixel_range": wanted})
        if any(misfit.kind == "proportions" for misfit in self.misfits):
            for way, title in (("pad", tr("Pad images with black")), ("crop", tr("Crop the middle of images"))):
                yield Fitting(title, lambda graph: graph, same, same, f"--resizing {way}", {"resizing": way})

    def _images(self) -> Iterator[Shape | None]:
        """The images that may be proposed, the best first; `None`: as they come in now."""
        images = [misfit for misfit in self.misfits if misfit.kind in ("input", "size", "channels")]
        inputs = [self.analysis.graph.nodes[item].layer.output_shape() for item in self.analysis.graph.inputs]
        taken = inputs[0]
        if not any(misfit.severity != "note" for misfit in images):
            yield None  # what is told of its classes needs no other images
        if not images:
            return
        channels = self._channels(taken)
        if all(misfit.kind == "channels" for misfit in images):
            yield (*taken[:-1], channels)
            return
        for height, width in proposed_sizes(self.facts.sizes):
            yield height, width, channels

    def _channels(self, taken: Shape) -> int:
        """As many as the images have; a network for colours stays one, grey images lose nothing there."""
        deepest = self.facts.sizes.deepest
        wanted = 3 if deepest == 4 else deepest
        return 3 if wanted == 1 and len(taken) == 3 and taken[-1] == 3 else wanted

    def _large_enough(self, image: Shape | None) -> Shape | None:
        """The image so large that the network works on it."""
        graph = self.analysis.graph
        if image is None or len(image) != 3:
            return image
        try:
            resized = with_image(graph, image)
        except LayerloomError:
            return image
        sides = [side for output in graph.outputs if (side := smallest_side(resized, output)) is not None]
        return at_least(_usual_side(max(sides)))(image) if sides else image

    def _fitted(self, image: Shape | None) -> tuple[Graph, Graph] | None:
        """The network for such images, and for what is learned as well; `None` when that makes new problems."""
        try:
            resized = self.analysis.graph if image is None else _with_images(self.analysis.graph, image, self._rebuild)
            fitted = with_outputs(resized, self.facts)
            input_sizes(fitted, self.facts.sizes.common, self.facts.sizes.channels)
        except LayerloomError:
            return None
        after = analyse(fitted, self.analysis)
        return (resized, fitted) if after.buildable and len(after.problems) <= len(self.analysis.problems) else None

    def _fitting(self, image: Shape | None, resized: Graph, fitted: Graph) -> Fitting:
        parts, options = list[str](), list[str]()
        if image is not None and resized != self.analysis.graph:
            flattened = len(resized) > len(self.analysis.graph)  # what no option does
            parts.append(tr("input {0} and Flatten", spell(image)) if flattened else tr("input {0}", spell(image)))
            options += [f"--image {'x'.join(map(str, image))}"] * (not flattened)
        if fitted is not resized:
            parts.append(_outputs(resized, fitted, self.facts))
            options += [f"--classes {self.facts.classes}"] * (self.facts.task == "classes" and not self.facts.others)
        title, edit = phrases(parts), partial(_edit, self.facts, image, self._rebuild)
        before = _cost(self.analysis, self.recipe, self.dataset)
        after = _cost(analyse(fitted, self.analysis), self.recipe, self.dataset)
        return Fitting(
            title[:1].upper() + title[1:], edit, before, after, " ".join(options) if len(options) == len(parts) else ""
        )


class _Veiled(Comparison):
    """Says of what differs only what may be known, and proposes the same edits without their cost."""

    def __init__(self, whole: Comparison, shown: Analysis) -> None:
        super().__init__(shown, whole.recipe, whole.dataset, whole.facts)
        self._whole = whole

    @cached_property
    def misfits(self) -> tuple[Misfit, ...]:
        kinds = {(misfit.kind, misfit.severity) for misfit in self._whole.misfits}
        return tuple(misfit for misfit in super().misfits if (misfit.kind, misfit.severity) in kinds)

    @cached_property
    def fittings(self) -> tuple[Fitting, ...]:
        return tuple(replace(fitting, veiled=True) for fitting in self._whole.fittings)


_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


# ---------------------------------------------------------------------- edits


def _edit(facts: Facts, image: Shape | None, rebuild: Rebuild, graph: Graph) -> Graph:
    return with_outputs(graph if image is None else _with_images(graph, image, rebuild), facts)


def with_outputs(graph: Graph, facts: Facts) -> Graph:
    """The network with outputs for what is learned; new ones of numbers that lie elsewhere than around 0 and 1 begin where these
    lie, so that nothing has to be learned of that. It is a layer, which can be seen and travels with the network."""
    if facts.others:
        return with_classes(with_heads(graph, facts), facts.classes, facts.task, facts.aims)
    if with_classes(graph, facts.classes, facts.task) is graph:
        return graph
    graph = _without_other_heads(graph, facts.task)
    counted = with_classes(_unscaled(graph), facts.classes, facts.task)
    if not _is_far(facts):
        return counted
    for output in counted.outputs:
        counted, new = counted.add(_scaling(facts), output)
        counted = counted.mark_instead(output, new.id)
    return counted


def _without_other_heads(graph: Graph, task: Task) -> Graph:
    """The network with the one output of several that have learned different things which suits what is to be learned now.

    Outputs that give as many numbers of the same meaning learn the same thing, as the auxiliary ones of GoogLeNet: they all stay.
    """
    analysis = analyse(graph)
    given = {output: (analysis.nodes[output].output_shape, last_activation(graph, output)[1]) for output in graph.outputs}
    if len(set(given.values())) < 2:
        return graph
    kept = next((output for output, (_, end) in given.items() if end == _ACTIVATIONS[task]), graph.outputs[0])
    needed = {kept, *graph.ancestors(kept)}
    gone = [node_id for node_id in reversed([*graph.nodes]) if node_id not in needed]
    return graph.remove(*gone, heal=False)


def with_heads(graph: Graph, facts: Facts) -> Graph:
    """The network with an output for each of the things to learn, named after it, behind the last features that a network with
    one output has; raises `UsageError` for one with several outputs, but not as many."""
    if learning(graph, [aim.name for aim in facts.aims]) is not None:
        return graph
    if len(graph.outputs) != 1:
        raise UsageError(
            tr("The network {0} has {1} outputs for {2} things to learn.", graph.name, len(graph.outputs), len(facts.aims)),
            tr("Leave as many outputs as there are things to learn, or one."),
        )
    graph, features = _without_head(graph)
    graph = graph.mark_output(features, marked=False)  # the heads are, which nobody reads
    for learned in (replace(facts, others=()), *facts.others):
        name = graph.fresh_name(fitting_name(learned.target))
        far = learned.task == "numbers" and _is_far(learned)
        dense = create("Dense", {"units": learned.classes, "activation": _ACTIVATIONS[learned.task]})
        graph, head = graph.add(dense, features, name=f"{name}_dense" if far else name)
        if far:
            graph, head = graph.add(_scaling(learned), head.id, name=name)
    return graph


def _without_head(graph: Graph) -> tuple[Graph, str]:
    """The network, which has one output, without its last dense layer and what stands behind it, and the layer that then is the
    last: its features."""
    analysis, node = analyse(graph), graph.nodes[graph.outputs[0]]
    tail = [node.id]
    while not analysis.nodes[node.id].weights and len(node.inputs) == 1:
        node = graph.nodes[node.inputs[0]]
        tail.append(node.id)
    before = analysis.nodes[node.inputs[0]].output_shape if len(node.inputs) == 1 else None
    if node.layer.class_name != "Dense" or before is None or len(before) != 1:
        return graph, graph.outputs[0]
    return graph.remove(*tail), node.inputs[0]


#: what the last layers of what is learned end with
_ACTIVATIONS = {"classes": "softmax", "labels": "sigmoid", "numbers": "linear"}


def _scaling(facts: Facts) -> Layer:
    """A layer that brings numbers around 0 to where those of a dataset lie."""
    scales = [deviation or 1.0 for deviation in facts.deviations]
    return create("Rescaling", {"scale": _one_or_all(scales), "offset": _one_or_all(list(facts.means))})


def _unscaled(graph: Graph) -> Graph:
    """The network without what brought its outputs to the numbers of another dataset."""
    for output in graph.outputs:
        if graph.nodes[output].layer.class_name == "Rescaling" and len(shape_at(graph, output) or ()) == 1:
            graph = graph.remove(output)
    return graph


def _is_far(facts: Facts) -> bool:
    """Whether numbers are so far from 0, or so large or small, that a fresh network is long on the way there."""
    return any(
        abs(mean) > FAR * deviation or not 1 / FAR <= deviation <= FAR
        for mean, deviation in zip(facts.means, facts.deviations, strict=True)
    )


def _one_or_all(values: list[float]) -> object:
    return values[0] if len(values) == 1 else values


def _with_images(graph: Graph, image: Shape, rebuild: Rebuild) -> Graph:
    """The network for such images; one that takes rows of numbers gets them from the image, number by number."""
    if (again := rebuild(graph, image)) is not None:
        return again
    if any(len(graph.nodes[item].layer.output_shape()) == len(image) for item in graph.inputs):
        return with_image(graph, image)
    for item in graph.inputs:
        layer = graph.nodes[item].layer
        if isinstance(layer, Input) and len(layer.shape) == 1:
            graph, _ = graph.replace_layer(item, layer.replace(shape=tuple(image))).insert_after(item, create("Flatten"))
    return graph


def _outputs(before: Graph, after: Graph, facts: Facts) -> str:
    """What is done to the outputs, in words."""
    if facts.others:
        aims = listed(aim.words for aim in facts.aims)
        return tr("last layers {0}", aims) if len(before.outputs) == len(after.outputs) else tr("outputs {0}", aims)
    one = len(after.outputs) < len(before.outputs)
    parts = [tr("one output")] * one
    before = before.remove(*(node_id for node_id in before.nodes if node_id not in after), heal=False)
    changed = sum(node.id in before for node in after.nodes_not_in(before))
    scaled = facts.task == "numbers" and _is_far(facts)
    if len(after) != len(before) + scaled * len(after.outputs):
        words = marked("{0} output behind the last layer|{0} outputs behind the last layer")
    else:
        words = (_LAST_LAYER if changed == 1 or one else _LAST_LAYERS)["scaled" if scaled else facts.task]
    return phrases([*parts, number_of(words, facts.classes)])


# ---------------------------------------------------------------------- sizes


def proposed_sizes(sizes: Sizes) -> Iterator[tuple[int, int]]:
    """Heights and widths worth proposing: as stored or near it, then a smaller one, then a larger one; none enlarges images."""
    height, width = sizes.middle
    middle = (height * width) ** 0.5
    if sizes.alike and max(height, width) <= AS_STORED:
        yield height, width
        first: float = middle
    else:
        first = _side(min(middle, USUAL_SIDE))
        yield _shaped(first, sizes)
    smaller = _shaped(_side(first / 2), sizes)
    if not _too_small(sizes, smaller):
        yield smaller
    if (larger := _side(min(middle, LARGEST_SIDE))) > first:
        yield _shaped(larger, sizes)


def _usual_side(least: int) -> int:
    """The smallest usual side from a length on; below the usual ones, a multiple of four."""
    return next((side for side in SIDES if side >= least > SIDES[0]), least if least > SIDES[0] else -(-least // 4) * 4)


def _side(most: float) -> int:
    """The largest usual side up to a length; below them, a multiple of four."""
    return max((side for side in SIDES if side <= most), default=max(int(most) // 4 * 4, 4))


def _shaped(side: float, sizes: Sizes) -> tuple[int, int]:
    """A square of that side, or as many pixels in the proportions that long or high images share."""
    if sizes.alike and max(sizes.proportion, 1 / sizes.proportion) >= SKEWED:
        root = sizes.proportion**0.5
        return max(round(side / root / 8) * 8, 8), max(round(side * root / 8) * 8, 8)
    return int(side), int(side)


def _times(larger: tuple[int, ...], smaller: tuple[int, ...]) -> float:
    """How many times longer the sides of one image are than those of the other, at least."""
    return min(larger[0] / smaller[0], larger[1] / smaller[1])


def _too_small(sizes: Sizes, taken: tuple[int, ...]) -> bool:
    """Whether more detail is lost than anybody would want."""
    return (taken[0] * taken[1]) ** 0.5 < FOR_PHOTOGRAPHS and _times(sizes.middle, taken) >= SMALLER


def skew(sizes: Sizes, taken: Size) -> float:
    """By how much most images are squeezed in one direction."""
    ratio = sizes.proportion / (taken[1] / taken[0])
    return max(ratio, 1 / ratio)


def _cost(analysis: Analysis, recipe: Recipe, dataset: str) -> Cost:
    need = training_memory(analysis, recipe, dataset)
    return Cost(analysis.total_params, analysis.macs, None if need is None else need.total)


# ---------------------------------------------------------------------- words


#: what becomes of images of which (detail, colours) do not stay
_LOST = {
    (True, False): marked("{0} are made {1}: detail is lost."),
    (False, True): marked("{0} are made {1}: colours are lost."),
    (True, True): marked("{0} are made {1}: detail and colours are lost."),
}
#: what becomes of values that use little of their data type; by whether all of them were looked at
_LITTLE = {
    True: marked(
        "Values {0:,.6g}–{1:,.6g} of {2:,.0f} are {3}: they reach the network as {4:.3g} to {5:.3g} of 255, nearly black; "
        "in 8 bits {6} of 256 levels would be left."
    ),
    False: marked(
        "Values about {0:,.6g}–{1:,.6g} of {2:,.0f} are {3}: they reach the network as {4:.3g} to {5:.3g} of 255, nearly black; "
        "in 8 bits {6} of 256 levels would be left."
    ),
}
#: what a last layer is made, by what is learned ("scaled": numbers that lie elsewhere than around 0), and several
_LAST_LAYER: Mapping[str, str] = {
    "classes": marked("last layer {0} unit|last layer {0} units"),
    "labels": marked("last layer {0} unit, sigmoid|last layer {0} units, sigmoid"),
    "numbers": marked("last layer {0} unit, linear|last layer {0} units, linear"),
    "scaled": marked(
        "last layer {0} unit, linear and Rescaling to the numbers|last layer {0} units, linear and Rescaling to the numbers"
    ),
}
_LAST_LAYERS: Mapping[str, str] = {
    "classes": marked("last layers {0} unit|last layers {0} units"),
    "labels": marked("last layers {0} unit, sigmoid|last layers {0} units, sigmoid"),
    "numbers": marked("last layers {0} unit, linear|last layers {0} units, linear"),
    "scaled": marked(
        "last layers {0} unit, linear and Rescaling to the numbers|last layers {0} units, linear and Rescaling to the numbers"
    ),
}
#: images by their numbers of channels, where these are for people
_IMAGES = {
    (1,): marked("Grey images of {0} pixels"),
    (3,): marked("Colour images of {0} pixels"),
    (4,): marked("Colour images of {0} pixels"),
    (1, 3): marked("Images, grey and in colour, of {0} pixels"),
}
#: what an image is made, by its channels
_TAKEN = {1: marked("{0} grey"), 3: marked("{0} in colour")}


def _change(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _images(sizes: Sizes) -> str:
    """The images in words: `Colour images of 61–197 pixels`."""
    pixels = spell(sizes.smallest) if sizes.alike else f"{min(sizes.smallest)}–{max(sizes.largest)}"
    if (words := _IMAGES.get(sizes.channels)) is not None:
        return tr(words, pixels)
    return number_of("Images with {0} channel of {1} pixels|Images with {0} channels of {1} pixels", sizes.deepest, pixels)


def _taken(size: Size) -> str:
    """What an image is made: `28×28 grey`."""
    pixels = spell(size[:2])
    return tr(_TAKEN[size[2]], pixels) if size[2] in _TAKEN else pixels
