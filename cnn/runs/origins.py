"""Where the weights of a network come from, layer by layer: from the run that trained it last, from the file it was opened from,
or from nowhere, so that they are random numbers.

This is the one place that decides it. A layer keeps its weights as long as it is the same node, of the same class, with arrays of
the same shapes; its name and whatever else was set may be another since.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cnn.analysis import Analysis, NodeAnalysis, analyse
from cnn.errors import FileError, LayerloomError
from cnn.files.files import RUN_PROJECT, RUN_RECORD
from cnn.formats.files import FileKind, network_of_keras
from cnn.graph import Graph, Node
from cnn.layers.base import Layer
from cnn.project import LastRun, Project, load
from cnn.runs.folder import RunFolder, default_runs_folder, read_record
from cnn.runs.listed.title import run_title
from cnn.words.language import tr
from cnn.words.lists import both, listed, sentences

if TYPE_CHECKING:
    from cnn.presets.imagenet import Published

Shapes = tuple[tuple[int, ...], ...]
State = Literal["trained", "partly trained", "fresh"]

#: so many names fit a line
_SHOWN = 8


@dataclass(frozen=True, eq=False)
class Source:
    """A file of weights, and the network they belong to."""

    path: Path
    title: str
    graph: Graph
    of_run: bool = False
    published: "Published | None" = None
    without: frozenset[str] = frozenset()  # nodes that the file has nothing for

    @property
    def name(self) -> str:
        """What people call it: a run by the name that it was given, or its network and time."""
        return run_title(self.path.parent) if self.of_run else self.title

    def prepare(self) -> None:
        """Works out what it has weights for: who asks `fits` may be a window that can't wait for that."""
        _ = self._kept

    def fits(self, node: Node, found: NodeAnalysis) -> bool:
        """Whether it has the weights of a node."""
        return self._kept.get(node.id) == (node.layer.class_name, _shapes(found))

    def is_of(self, graph: Graph) -> bool:
        """Whether a graph builds the very network, wherever its nodes stand and whatever they are called."""
        mine = self.graph.nodes
        if self.graph.outputs != graph.outputs or list(mine) != list(graph.nodes):
            return False
        return all(self._is(mine[node_id], node) for node_id, node in graph.nodes.items())

    def _is(self, mine: Node, node: Node) -> bool:
        if mine.inputs != node.inputs or mine.shares != node.shares:
            return False
        if self._equal.get(mine.id) is not node.layer:  # comparing two layers takes a while, and an edit leaves most alone
            if mine.layer != node.layer:
                return False
            self._equal[mine.id] = node.layer
        return True

    @cached_property
    def _equal(self) -> dict[str, Layer]:
        return {}

    @cached_property
    def _kept(self) -> dict[str, tuple[str, Shapes]]:
        nodes = self.graph.nodes
        return {
            node_id: (nodes[node_id].layer.class_name, _shapes(found))
            for node_id, found in analyse(self.graph).nodes.items()
            if nodes[node_id].shares is None and node_id not in self.without
        }


@dataclass(frozen=True, eq=False)
class Sources:
    """What there is for a project, the best first; `lost` says in words what should be there and is not."""

    found: tuple[Source, ...] = ()
    lost: tuple[FileError, ...] = ()

    @property
    def run(self) -> Source | None:
        """The run that trained it last."""
        return next((source for source in self.found if source.of_run), None)


@dataclass(frozen=True, eq=False)
class Origins:
    """Which layers of a network have weights, and from where; `fresh` are the names of those that have none.

    `edited` says that the network is another one than the run trained, even where every layer has its weights.
    """

    analysis: Analysis
    taken: Mapping[str, Source]
    fresh: tuple[str, ...]
    sources: Sources
    edited: bool = False

    @property
    def state(self) -> State:
        """In a word."""
        if not self.taken:
            return "fresh"
        return "partly trained" if self.fresh else "trained"

    @property
    def layers(self) -> int:
        """How many layers have weights at all."""
        return len(self.taken) + len(self.fresh)

    @property
    def summary(self) -> str:
        """One line for people: `5 of 7 layers trained, 2 fresh (conv2d_1, dense)`."""
        if not self.layers:
            return tr("no layer has weights")
        text = tr("{0} of {1} layers trained", len(self.taken), self.layers)
        if self.fresh:
            names = listed(self.fresh, _SHOWN)
            return tr("{0}, {1} fresh ({2})", text, len(self.fresh), names)
        return tr("{0}, in a network that was edited since", text) if self.edited else text

    @property
    def titles(self) -> tuple[str, ...]:
        """What the weights come from."""
        return tuple(dict.fromkeys(source.title for source in self.taken.values()))

    @property
    def names(self) -> tuple[str, ...]:
        """The same, with runs as lists of runs call them."""
        return tuple(dict.fromkeys(source.name for source in self.taken.values()))

    @property
    def untrained_warning(self) -> str:
        """The warning before layers are written whose weights nobody has trained."""
        if not self.taken and self.sources.lost:
            return tr("All weights of this network are fresh, random numbers: those that it had are not there.")
        if not self.taken:
            return tr("All weights of this network are fresh, random numbers: it was not trained.")
        names = listed(self.fresh, _SHOWN)
        return tr("{0} of {1} layers have fresh, random weights: {2}.", len(self.fresh), self.layers, names)

    @property
    def why(self) -> str:
        """Where the weights would have come from, and what is missing."""
        run = self.sources.run
        words = [tr("They are new, or were changed, since {0} trained the network.", run.title)] if run and self.taken else []
        words += [tr("No layer is left as {0} trained it.", run.title)] if run and not self.taken else []
        return sentences(*words, *(str(error) for error in self.sources.lost))

    def word_for(self, node_id: str, name: str) -> str:
        """What to say of one layer: "trained", "fresh", or nothing where there are no weights."""
        return "trained" if node_id in self.taken else "fresh" if name in self.fresh else ""


NOTHING = Sources()


def without_weights(kind: FileKind, sources: Sources = NOTHING) -> str:
    """What to say of a file whose kind holds no weights; "" for kinds that do."""
    if "{0}" not in kind.no_weights:
        return tr(kind.no_weights)
    stay = both(source.title for source in sources.found)
    return tr(kind.no_weights, stay) if stay else tr("A project holds no weights.")


def sources_of(project: Project, weights: str = "") -> Sources:
    """Looks for the weights of a project on the disk; raises nothing, what is not there is told in `lost`.

    `weights` is a file that is known to have them all.
    """
    if weights:
        return Sources((Source(Path(weights), Path(weights).name, project.graph, of_run=True),))
    found: list[Source] = []
    lost: list[FileError] = []
    looks: list[Callable[[], Source]] = []
    if project.run is not None:
        looks.append(partial(_of_run, project.run))
    if project.weights:
        looks.append(partial(source_of_weights, project))
    for look in looks:
        try:
            found.append(look())
        except LayerloomError as error:
            lost.append(error if isinstance(error, FileError) else FileError(error.message, error.hint))
    for source in found:
        source.prepare()
    return Sources(tuple(found), tuple(lost))


def origins(analysis: Analysis, sources: Sources) -> Origins:
    """Where each layer's weights come from; looks at no disk."""
    taken: dict[str, Source] = {}
    fresh = []
    for node, found in _weighty(analysis):
        source = next((source for source in sources.found if source.fits(node, found)), None)
        if source is None:
            fresh.append(node.name)
        else:
            taken[node.id] = source
    run = sources.run
    return Origins(analysis, taken, tuple(fresh), sources, run is not None and not run.is_of(analysis.graph))


def starting_anew(before: Origins, after: Analysis) -> int:
    """How many layers that have weights somewhere would have none after an edit."""
    return len(before.taken.keys() - origins(after, before.sources).taken.keys()) if before.taken else 0


def _weighty(analysis: Analysis) -> Iterator[tuple[Node, NodeAnalysis]]:
    for node_id, found in analysis.nodes.items():
        node = analysis.graph.nodes[node_id]
        if node.shares is None and found.weights:
            yield node, found


def _shapes(found: NodeAnalysis) -> Shapes:
    return tuple(weight.shape for weight in found.weights)


# ---------------------------------------------------------------------- what lies on the disk


def _of_run(run: LastRun) -> Source:
    folder = _found(run)
    record = read_record(folder.path)
    if run.id and record.id != run.id:
        raise FileError(
            tr("{0} holds another run than {1}, which trained the network last.", run.folder, run.id), tr("Look for it in Runs.")
        )
    if not folder.model.is_file():
        raise FileError(tr("The run {0} has no model.", record.id), tr("Go on with it, or train again."))
    return Source(folder.model, tr("the run {0}", record.id), load(folder.project).graph, of_run=True)


def _found(run: LastRun) -> RunFolder:
    """The run's folder, where it was or where runs are kept by default."""
    places = (Path(run.folder), default_runs_folder() / (run.id or Path(run.folder).name))
    for place in places:
        if (place / RUN_RECORD).is_file() and (place / RUN_PROJECT).is_file():
            return RunFolder(place, run.id)
    raise FileError(
        tr("The run {0} that trained the network last is not in {1} any more.", run.id or places[0].name, run.folder),
        tr("Put its folder back, or train again."),
    )


def source_of_weights(project: Project) -> Source:
    """The published weights, or the file, that a project takes its weights from; raises what is wrong with them."""
    from cnn.presets.imagenet import published  # presets are many, and no start waits for them

    if weights := published(project.weights):
        analysis = analyse(project.graph)
        remote = weights.wanted(analysis)
        if not remote.place.is_file():
            raise weights.missing(remote)
        without = frozenset[str]() if weights.keeps_classifier(analysis) else weights.classifier_ids
        return Source(remote.place, tr("the {0}", weights.title), weights.original.graph, published=weights, without=without)
    path = Path(project.weights)
    if not path.is_file():
        raise FileError(tr("There is no file {0}.", path), tr("The network was opened from it, and its weights are kept there."))
    return Source(path, path.name, network_of_keras(path))
