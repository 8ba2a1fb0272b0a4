"""What the doctor finds in the training of the network that is open, while it goes on, and what a click on it does."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cnn.analysis.problems import Problem
from cnn.analysis.repairs import Repair
from cnn.doctor.case import Case
from cnn.doctor.examine import DISEASES, examine
from cnn.doctor.finding import Finding
from cnn.errors import LayerloomError
from cnn.runs.folder import RunFolder
from cnn.runs.listed.notes import change_notes, read_notes
from cnn.runs.messages import Event
from cnn.words.language import filled, tr
from gui.background.task import Background, Newest
from gui.background.training_session import TrainingSession
from gui.document.document import Document
from gui.document.run_owner import RunOwner


class Checkup(QObject):
    """Hears the run, asks `cnn.doctor`, and tells what is new; before there is a run it looks at design and recipe alone."""

    findingsChanged = Signal(object)  # tuple of Finding
    panelWanted = Signal(str)  # where a person sees more

    def __init__(self, document: Document, session: TrainingSession, owner: RunOwner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session, self._owner = document, session, owner
        self._case: Case | None = None  # of the last run
        self._run: RunFolder | None = None
        self._reading, self._recalling = Newest(self), Newest(self)
        self._all: tuple[Finding, ...] = ()
        self._dismissed: set[str] = set()
        self.findings: tuple[Finding, ...] = ()  # that are not dismissed
        session.started.connect(self._on_started)
        for told in (session.batchFinished, session.epochFinished, session.diagnosticsReceived):
            told.connect(self._hear)
        session.stateChanged.connect(lambda _: self._tell(again=True))  # what is suggested counts at once, or later
        owner.ownChanged.connect(self._on_own_changed)
        document.opened.connect(self._on_opened)
        document.recipeChanged.connect(self._on_edited)
        document.analysisChanged.connect(self._on_edited)
        self._examine()

    # ------------------------------------------------------------------ what can be done

    @property
    def counts_later(self) -> bool:
        """Whether an edit has to wait for the next training."""
        return self._session.busy and self._owner.own

    def is_done(self, finding: Finding) -> bool:
        """Whether the document is already as a finding suggests, or can't be made so any more."""
        return finding.suggestion is not None and not finding.suggestion.helps(self._document.project)

    def apply(self, finding: Finding) -> None:
        """Makes the edit that a finding suggests, in one undo step."""
        suggestion = finding.suggestion
        if suggestion is None:
            return
        if suggestion.panel:
            self.panelWanted.emit(suggestion.panel)
        elif suggestion.edit is not None:
            self._document.edit(suggestion.title, suggestion.edit)
        elif suggestion.settings:
            self._document.set_recipe(merge=f"doctor {finding.kind}", **suggestion.settings)
        elif suggestion.excluded:
            self._document.curate(suggestion.title, self._document.curation.exclude(suggestion.excluded))
        self._tell(again=True)

    def dismiss(self, kind: str) -> None:
        """Says nothing more of a kind, of this network and its runs; with a run that is kept, also in later sittings."""
        self._dismissed.add(kind)
        self._keep_dismissed()
        self._tell()

    def recall(self) -> None:
        """Says everything again."""
        self._dismissed.clear()
        self._keep_dismissed()
        self._tell()

    def go_to(self, finding: Finding) -> None:
        """Shows the layer concerned."""
        node = self._node(finding)
        if node:
            self._document.reveal(node)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings about which nothing was done yet."""
        return tuple(finding for finding in self.findings if not self.is_done(finding))

    @property
    def marks(self) -> tuple[Problem, ...]:
        """The findings that concern a layer of the open network, as marks of their nodes, with the edit that helps, if it is one
        of the network."""
        found = []
        for finding in self.open:
            if node := self._node(finding):
                suggestion = finding.suggestion
                edit = None if suggestion is None else suggestion.edit
                repairs = () if edit is None or suggestion is None else (Repair(suggestion.title, edit),)
                found.append(Problem(node, filled(self.tr("{0}."), tr(DISEASES[finding.kind].title)), "warning", repairs))
        return tuple(found)

    # ------------------------------------------------------------------ what is not to be told

    @property
    def _kept_in(self) -> Path | None:
        """The folder of the run of the open network: what is dismissed stands in its notes."""
        if self._run is not None and self._case is not None and self._owner.own:
            return self._run.path
        last = self._document.run
        return None if last is None else Path(last.folder)

    def _keep_dismissed(self) -> None:
        folder, kinds = self._kept_in, tuple(sorted(self._dismissed))
        if folder is not None:
            Background(lambda: _keep(folder, kinds), self)

    def _on_opened(self) -> None:
        """Another network: what was dismissed of its last run, and of no other."""
        self._dismissed = set()
        self._recalling.forget()
        folder = self._kept_in
        if folder is not None:
            self._recalling.ask(lambda: _dismissed(folder), self._take_dismissed, _nothing)
        self._examine()

    def _take_dismissed(self, kinds: tuple[str, ...]) -> None:
        self._dismissed |= set(kinds)
        self._tell()

    # ------------------------------------------------------------------ inside

    def _node(self, finding: Finding) -> str:
        nodes = self._document.graph.nodes.values()
        return next((node.id for node in nodes if node.name == finding.layer), "") if finding.layer else ""

    def _on_started(self, run: RunFolder) -> None:
        project = self._session.project
        self._run, self._case = run, None if project is None else Case(project)
        self._reading.forget()
        if self._dismissed:
            self._keep_dismissed()  # of the network: it holds for the run that begins as well
        if self._session.resumes:
            self._reading.ask(lambda: Case.of_run(run), self._take_up, _nothing)
        self._examine()

    def _take_up(self, case: Case) -> None:
        """What was told before a run went on."""
        if self._case is not None:
            for batch in self._case.batches:
                case.hear(batch)
            for look in self._case.looks:
                case.hear(look)
        self._case = case
        self._examine()

    def _hear(self, event: Event) -> None:
        if self._case is not None and self._case.hear(event):
            self._examine()

    def _on_edited(self, *_: object) -> None:
        if self._document.opening:
            return  # `_on_opened` looks at it
        if self._case is None or not self._owner.own:
            self._examine()
        else:
            self._tell(again=True)  # what was suggested may be done, or undone

    def _on_own_changed(self) -> None:
        if self._case is not None:  # without one only the design is looked at, whoever's run it is
            self._examine()

    def _examine(self) -> None:
        own = self._case is not None and self._owner.own
        document = self._document
        design = Case(document.project, known=document.analysis)  # of a network that nobody has trained
        self._all = examine(self._case if own and self._case is not None else design)
        self._tell()

    def _tell(self, *, again: bool = False) -> None:
        found = tuple(finding for finding in self._all if finding.kind not in self._dismissed)
        if again or found != self.findings:
            self.findings = found
            self.findingsChanged.emit(found)


def _keep(folder: Path, kinds: tuple[str, ...]) -> None:
    if folder.is_dir():
        with contextlib.suppress(LayerloomError):  # notes that can't be read are left as they are
            change_notes(folder, dismissed=kinds)


def _dismissed(folder: Path) -> tuple[str, ...]:
    return read_notes(folder).dismissed


def _nothing(_error: LayerloomError) -> None:
    """A run that can't be read goes on all the same."""
