"""The open project for Qt: the graph and its analysis, the undo stack, the selection, the file.

Panels and canvas meet here: they read the values, ask for edits, and follow the signals.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakMethod, finalize

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from cnn.analysis import Analysis, analyse, analysed_anew
from cnn.analysis.hiding import hiding
from cnn.analysis.hiding import veiled as without_numbers
from cnn.datasets import info_of
from cnn.datasets.division.curation import Curation
from cnn.datasets.sizes import Facts
from cnn.datasets.sources import of_arrays
from cnn.datasets.task import Learned
from cnn.edits.block_differences import with_repairs_of_blocks
from cnn.edits.linked import followed as followed_by_linked
from cnn.edits.own_blocks import BlockLibrary
from cnn.errors import LayerloomError
from cnn.files.json_models import escaped
from cnn.files.stamps import Stamp
from cnn.formats.files import is_project
from cnn.graph import Graph, Node
from cnn.layout.direction import Name, Page
from cnn.layout.folding import Folding, whole_group
from cnn.plan.losses import followed
from cnn.project import LastRun, Project, load, save, stamp_of_project
from cnn.recipe import Recipe
from cnn.recipe.section import label_of
from cnn.runs.origins import NOTHING, Origins, Sources, origins
from cnn.words.language import called_within, filled
from cnn.words.lists import listed
from gui.guarded import guarded

if TYPE_CHECKING:
    from cnn.datasets.questions import Question

log = logging.getLogger(__name__)

Selection = tuple[str, ...]
Change = Graph | Callable[[Graph], Graph | tuple[Graph, Node]]


class Step(QUndoCommand):
    """One undo step: the project and the selection before and after, and which way the network runs where that changes as well.
    Steps with the same key become one.

    It does not keep its document alive: documents are given up with all their steps.
    """

    def __init__(
        self,
        document: "Document",
        text: str,
        after: Project,
        selection: Selection,
        merge: str | None,
        turn: Name | None = None,
    ) -> None:
        super().__init__(text)
        self._show, self._turn = WeakMethod(document.show_project), WeakMethod(document.turn)
        self._ways = (document.direction, turn) if turn else None
        self.before, self.after = (document.project, document.selection), (after, selection)
        self.merge = merge

    @guarded(lambda: -1)
    def id(self) -> int:
        return 1 if self.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Step) or other.merge != self.merge:
            return False
        self.after = other.after
        self.setText(other.text())
        self.setObsolete(_same(self.after[0], self.before[0]))
        return True

    def redo(self) -> None:
        self._show_in_document(self.after)
        self._run(1)

    def undo(self) -> None:
        self._show_in_document(self.before)
        self._run(0)

    def _show_in_document(self, state: tuple[Project, Selection]) -> None:
        if (show := self._show()) is not None:
            show(*state)

    def _run(self, which: int) -> None:
        if self._ways is not None and (turn := self._turn()) is not None:
            turn(self._ways[which])


def _let_go(stack: QUndoStack) -> None:
    """Empties the stack of a document that is about to go: the bindings would end its steps first, and the stack once more."""
    if isValid(stack):
        stack.blockSignals(True)
        stack.clear()


class Document(QObject):
    """The project that is open, and everything that can happen to it."""

    graphChanged = Signal(object, object)  # Graph before, Graph after
    analysisChanged = Signal(object)  # Analysis
    retold = Signal()  # the same analysis, in another language
    recipeChanged = Signal(object)  # Recipe
    datasetChanged = Signal(object)  # str; Qt's own would lose what is no Unicode in a path
    curationChanged = Signal(object)  # Curation of the dataset, which is the same one; decisions about any images are others
    factsChanged = Signal(object)  # Facts of the dataset, once somebody has read it
    selectionChanged = Signal(object)  # tuple of node ids
    dirtyChanged = Signal(bool)
    titleChanged = Signal(str)
    historyChanged = Signal()
    refused = Signal(str)  # why an edit or a file was refused
    nodeRevealed = Signal(str)  # a node that is to come into sight
    directionChanged = Signal(str)  # which way the network runs on the canvas
    hiddenChanged = Signal()  # other numbers are to be told before they are shown
    trialChanged = Signal(object)  # Analysis of what somebody tries without doing it; None when they no longer do
    blocksChanged = Signal(str)  # a block of one's own was kept; its name, "" for those that came with a file
    groupExpected = Signal(str, bool)  # the path of a group that is about to appear, and whether it is folded
    groupRenamed = Signal(str, str)  # the old and the new path of a group that is about to be called otherwise
    blockRemade = Signal(object, str)  # which edits inside it went, in words, and a sentence about wires around it
    blockPlaced = Signal(object)  # Placement: a ready-made block was put into the network
    fileChanged = Signal()  # it has another file, or its file was written
    runRemembered = Signal()  # `run` is another
    weightsChanged = Signal(object)  # Origins: where the layers' weights come from
    leaving = Signal()  # another project is about to take the place of this one
    opened = Signal()  # another project took the place of the old one

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = _design(project or Project())
        self.folded = project.folded if project else None
        self.direction: Name = project.direction if project else "down"
        self.page: Page | None = None  # that it fills with lines or columns where it is looked at; None: one column
        self.run = project.run if project else None  # that trained it last
        self._sources = NOTHING
        self._origins: Origins | None = None
        self._analysis = analyse(self._project.graph)
        self._selection: Selection = ()
        self._hidden: dict[str, frozenset[str]] = {}  # by who hides them: layers whose numbers are to be told first
        self._shown: tuple[Analysis, Analysis] | None = None  # what is known, and what of it is shown
        self._group: tuple[Graph, Selection, str] | None = None  # what is selected as a whole, and of what
        self.blocks = BlockLibrary()  # what can be put in besides layers; the palette reads those of a person's own
        self.blocks.take_in(self._project.own_blocks)
        self.facts = _facts(self.dataset)  # of the dataset: a known one, or one that somebody has read
        self._path: Path | None = None
        self.stamp: Stamp | None = None  # what its file was like when it was read or written
        self._file_differs = False
        self.opening = False  # whether another project takes its place right now: `opened` comes when it has
        self.ahead: Folding | None = None  # meanwhile, and when `opened` is told: what was given to `replace_project`
        self.undo_stack = QUndoStack(self)
        finalize(self, _let_go, self.undo_stack).atexit = False
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)
        self.undo_stack.indexChanged.connect(self.historyChanged)

    # ------------------------------------------------------------------ reading

    @property
    def project(self) -> Project:
        """Graph, recipe and dataset."""
        return self._project

    @property
    def kept(self) -> Project:
        """The project as a file holds it: with the groups that are folded, the way it runs on the canvas and the run that
        trained it last, which are no part of the design and of no step; and with what a person's own blocks in it are."""
        kinds = {made.kind for made in self.graph.blocks.values()}
        brought = {name: one for name, one in self._project.own_blocks.items() if name in kinds}
        own = {**brought, **self.blocks.documents_for(self.graph)}
        return replace(self._project, folded=self.folded, direction=self.direction, run=self.run, own_blocks=own)

    @property
    def graph(self) -> Graph:
        """The network."""
        return self._project.graph

    @property
    def recipe(self) -> Recipe:
        """How it is to be trained."""
        return self._project.recipe

    @property
    def dataset(self) -> str:
        """What it is to be trained on."""
        return self._project.dataset

    @property
    def curation(self) -> Curation:
        """What was decided about single images of the dataset."""
        return self._project.curation

    @property
    def analysis(self) -> Analysis:
        """Everything that follows from the network."""
        return self._analysis

    @property
    def shown(self) -> Analysis:
        """What may be shown of the analysis: all, unless a person is to tell some numbers first."""
        if self._shown is None or self._shown[0] is not self._analysis:
            self._shown = self._analysis, hiding(self._analysis, (item for ids in self._hidden.values() for item in ids))
        return self._shown[1]

    @property
    def shows_all(self) -> bool:
        """Whether no number is kept from being shown."""
        return self.shown is self._analysis

    def veiled(self, foreseen: Analysis, also: Iterable[str] = ()) -> Analysis:
        """What may be shown of the analysis of a network that this one may become; where numbers are to be told first, those of
        the nodes in `also` are hidden as well."""
        if self.shown is self._analysis:
            return foreseen
        return hiding(foreseen, (*(item for ids in self._hidden.values() for item in ids), *also))

    def without_untold(self, words: str) -> str:
        """A sentence with a question mark for each number in it, while some are to be told first."""
        return words if self.shows_all else without_numbers(words)

    def is_hidden(self, node_id: str) -> bool:
        """Whether the numbers of a layer are to be told first."""
        return node_id in self.graph and self.shown.nodes[node_id] is not self._analysis.nodes[node_id]

    @property
    def untold(self) -> tuple[str, ...]:
        """Ids of the layers whose numbers are to be told first."""
        return () if self.shows_all else tuple(item for item in self.graph.nodes if self.is_hidden(item))

    @property
    def weights(self) -> Origins:
        """Where the layers' weights come from: the last run, the file it was opened from, or nowhere."""
        if self._origins is None or self._origins.analysis is not self._analysis or self._origins.sources is not self._sources:
            self._origins = origins(self._analysis, self._sources)
        return self._origins

    @property
    def selection(self) -> Selection:
        """Ids of the selected nodes."""
        return self._selection

    @property
    def selected_group(self) -> str:
        """The path of the group that is selected as a whole; "" where another thing is."""
        known = self._group
        if known is None or known[0] is not self.graph or known[1] is not self._selection:
            found = whole_group(self.graph, self._selection) if len(self._selection) > 1 else ""
            known = self._group = self.graph, self._selection, found
        return known[2]

    @property
    def path(self) -> Path | None:
        """The file it was opened from or saved to; `None` for a design that has none yet."""
        return self._path

    @property
    def dirty(self) -> bool:
        """Whether something would be lost if it were closed now."""
        return self._file_differs or not self.undo_stack.isClean()

    @property
    def title(self) -> str:
        """What to call it: the file's name, else the network's."""
        return escaped(self._path.stem) if self._path else self.graph.name

    # ------------------------------------------------------------------ edits

    def edit(
        self,
        text: str,
        change: Change,
        *,
        select: Iterable[str] | None = None,
        merge: str | None = None,
        turn: Name | None = None,
        linked: bool = True,
    ) -> bool:
        """Changes the network in one undo step named `text`; a refused edit is told by `refused` and returns False.

        A change that returns a node selects it, unless `select` names others. Successive edits with the same `merge` key
        (typing in one field) become one step. With `turn` the network runs that way from then on, which is taken back as well.
        Without `linked` other blocks don't follow: they did already.
        """
        try:
            result = change(self.graph) if callable(change) else change
            graph, node = result if isinstance(result, tuple) else (result, None)
            graph = followed_by_linked(self._analysis, graph, self.blocks) if linked else graph
        except LayerloomError as error:
            self.refused.emit(str(error))
            return False
        selection = tuple(select) if select is not None else (node.id,) if node else self._selection
        recipe = followed(self.recipe, self.graph, graph)
        self._push(text, replace(self._project, graph=graph, recipe=recipe), selection, merge, turn)
        return True

    def retell(self) -> None:
        """Says what is wrong with the network, and what would help, in the language that was chosen."""
        self._analysis = with_repairs_of_blocks(analysed_anew(self.graph), self.blocks)
        self.analysisChanged.emit(self._analysis)
        self.retold.emit()

    def set_recipe(self, *, merge: str | None = None, **changes: Any) -> bool:
        """Changes training settings in one undo step; a value that can't work is told by `refused` and returns False."""
        try:
            recipe = self.recipe.changed(**changes)
        except LayerloomError as error:
            self.refused.emit(str(error))
            return False
        names = listed(called_within(name, label_of(name)) for name in changes)
        key = merge or f"recipe {sorted(changes)}"
        self._push(filled(self.tr("Change {0}"), names), replace(self._project, recipe=recipe), self._selection, key)
        return True

    @property
    def learned(self) -> tuple[Learned, ...]:
        """What is learned of the dataset, as far as that is known; for programs that don't look."""
        return self.facts.learned if self.facts else ()

    @property
    def written(self) -> Project:
        """The project as programs are written of it: they read a folder of arrays by its file of images."""
        arrays = self.facts.arrays if self.facts else ""
        return replace(self.kept, dataset=of_arrays(self.dataset, arrays)) if arrays else self.kept

    def question(self, **asked: Any) -> "Question":
        """What is to be asked of the dataset as it is in this project: with what was decided about its images, in its range."""
        from cnn.datasets.questions import Question

        return Question(source=self.dataset, curation=self._project.curation, pixel_range=self.recipe.pixel_range, **asked)

    def learn_facts(self, dataset: str, facts: Facts) -> None:
        """Somebody has read a dataset: its facts are known from now on, until another one is chosen."""
        if dataset == self.dataset and facts != self.facts:
            self.facts = facts
            self.factsChanged.emit(facts)

    def set_dataset(self, name: str) -> None:
        """Chooses another dataset in one undo step."""
        text = filled(self.tr("Choose dataset {0}"), name)
        self._push(text, replace(self._project, dataset=name), self._selection, None)

    def adopt(self, text: str, project: Project) -> None:
        """Puts another project in place of this one in one undo step named `text`."""
        self._push(text, _design(project), (), None)

    def curate(self, text: str, curation: Curation, source: str = "", *, merge: str | None = None) -> None:
        """Decides about single images of the dataset in one undo step named `text`; `document.curation.exclude({key: check})`
        gives such a decision. `source` is another dataset that it is about."""
        self._push(text, self._project.curated(curation, source), self._selection, merge)

    def select(self, ids: Iterable[str]) -> None:
        """Selects these nodes and no others; ids that are not in the network are left out."""
        kept = tuple(item for item in dict.fromkeys(ids) if item in self.graph)
        if kept != self._selection:
            self._selection = kept
            self.selectionChanged.emit(kept)

    def hide(self, who: str, ids: Iterable[str]) -> None:
        """Keeps the numbers of these layers, and of what depends on them, from being shown, until `who` hides others or none."""
        wanted = frozenset(ids)
        if wanted != self._hidden.get(who, frozenset()):
            self._hidden[who] = wanted
            self._shown = None
            self.hiddenChanged.emit()

    def reveal(self, node_id: str) -> None:
        """Selects a node and asks for it to come into sight."""
        if node_id in self.graph:
            self.select((node_id,))
            self.nodeRevealed.emit(node_id)

    def undo(self) -> None:
        """Takes the last step back."""
        self.undo_stack.undo()

    def redo(self) -> None:
        """Takes the step again that was last taken back."""
        self.undo_stack.redo()

    # ------------------------------------------------------------------ files

    def new(self) -> None:
        """An empty network in place of this one; recipe and dataset stay as they are, the weights of an opened file don't."""
        self.replace_project(replace(self._project, graph=Graph(), weights=""))

    def open(self, source: Path | str) -> bool:
        """Opens a file, or a preset by its name; when it can't be read, `refused` says why and nothing changes."""
        from cnn.opening import open_project

        path = Path(source)
        before = stamp_of_project(path) if is_project(path) else None  # what is written while it is read makes it another file
        try:
            project = open_project(str(source))
        except LayerloomError as error:
            self.refused.emit(str(error))
            return False
        self.take_up(project, path, stamp=before)
        return True

    def take_up(self, project: Project, source: Path, *, stamp: Stamp | None = None, ahead: Folding | None = None) -> None:
        """Puts what a file, or a preset, holds in place of this project; `ahead` as for `replace_project`."""
        if is_project(source):
            self.replace_project(project, source.absolute(), stamp=stamp, ahead=ahead)
        elif source.suffix:
            recipe = self.recipe.changed(losses={}, loss_weights={})
            self.replace_project(replace(project, dataset=self.dataset, recipe=recipe), ahead=ahead)
        else:
            outputs = {"losses": {}, "loss_weights": project.recipe.loss_weights}  # those are the network's own
            mine = replace(self._project, graph=project.graph, weights="", recipe=self.recipe.changed(**outputs))
            self.replace_project(mine, ahead=ahead)

    def take_over(self, project: Project, ahead: Folding | None = None) -> None:
        """Puts what a foreign file holds in place of this project; recipe and dataset, which it lacks, stay."""
        self.replace_project(replace(project, dataset=self.dataset, recipe=self.recipe), ahead=ahead)

    def save(self, path: Path | None = None) -> bool:
        """Writes the project to its file, or to another that becomes its file; `refused` says why it can't be."""
        target = path or self._path
        if target is None:
            self.refused.emit(self.tr("The project has no file yet; choose where to save it."))
            return False
        try:
            written = save(self.kept, target)
        except LayerloomError as error:
            self.refused.emit(str(error))
            return False
        log.info("Saved %r", str(target))
        self._now_as_in(target.absolute(), written)
        return True

    def reload(self) -> bool:
        """Takes over what its file holds by now, in one undo step; `refused` says why it can't be read."""
        if self._path is None:
            return False
        before = stamp_of_project(self._path)
        try:
            project = load(self._path)
        except LayerloomError as error:
            self.refused.emit(str(error))
            return False
        log.info("Reloaded %r", str(self._path))
        self._push(filled(self.tr("Reload {0}"), self._path.name), _design(project), (), None)
        self.folded, self.run = project.folded, project.run
        self.turn(project.direction)
        self._now_as_in(self._path, before)
        return True

    def turn(self, direction: Name) -> None:
        """Lets the network run another way on the canvas."""
        if direction != self.direction:
            self.direction = direction
            self.directionChanged.emit(direction)

    def remember_run(self, run: LastRun) -> None:
        """Takes note of the run that trained it last. Its file says so at once where it says everything else already, so that
        nobody has to save what they didn't change."""
        safe = self._path is not None and not self.dirty
        self.run = run
        if self._path is not None and not (safe and self.save()):
            self.undo_stack.resetClean()
        self.runRemembered.emit()

    def know_sources(self, sources: Sources) -> None:
        """What there is of weights, on the disk."""
        self._sources = sources
        self.weightsChanged.emit(self.weights)

    def set_file_differs(self, differs: bool) -> None:
        """Says that the file holds something else by now, or is gone: without this window the design would be lost."""
        before, self._file_differs = self.dirty, differs
        if self.dirty != before:
            self.dirtyChanged.emit(self.dirty)

    def replace_project(
        self,
        project: Project,
        path: Path | None = None,
        *,
        stamp: Stamp | None = None,
        unsaved: bool = False,
        ahead: Folding | None = None,
    ) -> None:
        """Puts another project in place of this one, with an empty history; `unsaved` says that no file holds it.

        `stamp` is what its file at `path` is like, `ahead` its network as it is folded at first with all that follows from it,
        where somebody has worked that out already.
        """
        self.leaving.emit()
        self.undo_stack.clear()
        self.undo_stack.setClean()  # an empty one isn't cleared: it would stay what no file holds
        self.set_file_differs(False)
        self.run, self._sources = project.run, NOTHING
        self.opening, self.ahead = True, ahead
        try:
            self.show_project(_design(project), (), None if ahead is None else ahead.whole)
            self.direction = project.direction
            self.folded = project.folded  # not before: who shows the old project still notes what was folded there
            self._set_path(path, stamp)
            if unsaved:
                self.undo_stack.resetClean()
        finally:
            self.opening = False
        self.opened.emit()
        self.ahead = None

    # ------------------------------------------------------------------ inside

    def show_project(self, project: Project, selection: Selection, analysis: Analysis | None = None) -> None:
        """Makes this the project and tells what is different; called by undo steps."""
        before, title, old_selection = self._project, self.title, self._selection
        self._project = project
        if project.own_blocks is not before.own_blocks and self.blocks.take_in(project.own_blocks):
            self.blocksChanged.emit("")
        if project.graph is not before.graph:
            known = analysis is not None and analysis.graph is project.graph
            found = analysis if known and analysis else analyse(project.graph, self._analysis)
            self._analysis = with_repairs_of_blocks(found, self.blocks)
        self._selection = tuple(item for item in selection if item in project.graph)
        if project.graph is not before.graph:
            self.graphChanged.emit(before.graph, project.graph)
            self.analysisChanged.emit(self._analysis)
            self.weightsChanged.emit(self.weights)
        if project.recipe != before.recipe:
            self.recipeChanged.emit(project.recipe)
        if project.dataset != before.dataset:
            self.facts = _facts(project.dataset)
            self.datasetChanged.emit(project.dataset)
        elif project.curations != before.curations:
            self.curationChanged.emit(project.curation)
        if self._selection != old_selection:
            self.selectionChanged.emit(self._selection)
        if self.title != title:
            self.titleChanged.emit(self.title)

    def _push(self, text: str, project: Project, selection: Selection, merge: str | None, turn: Name | None = None) -> None:
        """One undo step, unless it changes nothing."""
        if _same(project, self._project):
            self.select(selection)
        else:
            self.undo_stack.push(Step(self, text, project, selection, merge, turn))

    def _now_as_in(self, path: Path, stamp: Stamp | None) -> None:
        """The design is what its file holds."""
        self._set_path(path, stamp)
        self.undo_stack.setClean()
        self.set_file_differs(False)

    def _on_clean_changed(self, clean: bool) -> None:
        if not self._file_differs:
            self.dirtyChanged.emit(not clean)

    def _set_path(self, path: Path | None, stamp: Stamp | None) -> None:
        title = self.title
        self._path, self.stamp = path, stamp
        self.fileChanged.emit()
        if self.title != title:
            self.titleChanged.emit(self.title)


def _same(one: Project, two: Project) -> bool:
    """Whether they are the same design, also in which groups are blocks."""
    return one == two and one.graph.blocks == two.graph.blocks


def _facts(dataset: str) -> Facts | None:
    """What is known of a dataset that nobody has read."""
    info = info_of(dataset)
    return info.facts if info else None


def _design(project: Project) -> Project:
    """What undo takes back: no folds, not the way it runs, and not what training left."""
    plain = project.folded is None and project.run is None and project.direction == "down"
    return project if plain else replace(project, folded=None, direction="down", run=None)
