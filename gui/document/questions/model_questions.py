"""Questions about the model that is asked about: finds its files, and hands questions to workers of their own."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from cnn.errors import LayerloomError
from cnn.files.scratch import Scratch
from cnn.formats.files import is_project
from cnn.formats.report import open_with_report
from cnn.project import Project, save
from cnn.runs.folder import RunFolder
from gui.background.question_worker import Asked, Make, QuestionWorker
from gui.background.task import Background
from gui.background.training_session import TrainingSession
from gui.document.document import Document
from gui.document.questions.subject import AskedModel, Subject

#: models whose files are known; of each the network is in a file of its own
KEPT = 4


class ModelFiles(NamedTuple):
    """What a worker reads of a model: its project, and its weights ("": those that the layers of the project have)."""

    project: str
    weights: str


class _Wait(NamedTuple):
    """A question whose model's files are not found yet, and how it is to be asked."""

    wanted: "_Wanted"
    asked: Asked
    instead: bool
    patient: bool


class ModelQuestions(QObject):
    """Asks the subject's model, or another one, about images; answers come on the GUI thread.

    `ask("activations", partial(Activations, image=chosen), done, refused)` makes the command, once its turn comes, with the
    `request`, `project`, `weights` and `path` that it is called with in addition.
    """

    def __init__(self, document: Document, subject: Subject, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._subject = document, subject
        self.worker = QuestionWorker(session, self)
        self.second_worker = QuestionWorker(session, self)  # while the first has something that takes long: no hand waits for it
        self._patient: set[str] = set()  # kinds that take long
        self._waiting: dict[str, _Wait] = {}  # by kind: until the files of the model are found
        self._finding: Background | None = None
        self._found: list[tuple[_Wanted, ModelFiles]] = []  # the last ones
        self._drafts: Scratch | None = None
        self._count = 0

    def ask(
        self,
        kind: str,
        make: Make,
        done: Callable[[Any], object],
        refused: Callable[[LayerloomError], object],
        told: Callable[[str], object] = lambda _: None,
        *,
        model: AskedModel | None = None,
        instead: bool = False,
        patient: bool = False,
    ) -> None:
        """Asks about the subject's model, unless another is named; a `patient` question may take its time, quick ones don't wait
        for it. Else see `QuestionWorker.ask`."""
        asked = Asked(make, done, refused, told)
        about = self._subject.model if model is None else model
        if about.run is not None:
            self._send(kind, asked, files_of_run(about), instead=instead, patient=patient)
            return
        wanted = about.file or _Open(self._document.kept)
        files = next((files for known, files in self._found if known == wanted), None)
        if files is not None:
            self._send(kind, asked, files, instead=instead, patient=patient)
            return
        self._waiting[kind] = _Wait(wanted, asked, instead, patient)
        self._find_next()

    def call_off(self, kind: str) -> None:
        """Nobody wants an answer of that kind any more."""
        self._waiting.pop(kind, None)
        self.worker.call_off(kind)
        self.second_worker.call_off(kind)

    def close(self) -> None:
        """Ends the workers; nothing more is heard, and no file is left."""
        self._finding = None
        self._waiting.clear()
        self.worker.close()
        self.second_worker.close()
        if self._drafts is not None:
            self._drafts.remove()

    # ------------------------------------------------------------------ inside

    def _send(self, kind: str, asked: Asked, files: ModelFiles, *, instead: bool, patient: bool) -> None:
        self._waiting.pop(kind, None)
        asked = replace(asked, make=partial(asked.make, project=files.project, weights=files.weights))
        if patient:
            self._patient.add(kind)
        worker, other = self.worker, self.second_worker
        if not patient and worker.has(self._patient):
            worker, other = other, worker
        other.call_off(kind)  # what was asked there is older
        worker.ask(kind, asked, instead=instead)

    def _find_next(self) -> None:
        """Reads a file, or writes the open network into one, away from the GUI thread."""
        if self._finding is not None or not self._waiting:
            return
        wanted = next(iter(self._waiting.values())).wanted
        if self._drafts is None:
            self._drafts = Scratch()
        self._count += 1
        draft = self._drafts.path / f"{self._count % (KEPT + 1)}.loom"
        finding = self._finding = Background(partial(_draft, wanted, draft), self)
        finding.done.connect(lambda files: self._on_found(finding, wanted, files))
        finding.refused.connect(lambda error: self._on_refused(finding, wanted, error))

    def _on_found(self, finding: Background, wanted: "_Wanted", files: ModelFiles) -> None:
        if finding is self._finding:
            self._finding = None
            self._found = [*self._found, (wanted, files)][-KEPT:]
            for kind, wait in self._for(wanted):
                self._send(kind, wait.asked, files, instead=wait.instead, patient=wait.patient)
            self._find_next()

    def _on_refused(self, finding: Background, wanted: "_Wanted", error: LayerloomError) -> None:
        if finding is self._finding:
            self._finding = None
            for kind, wait in self._for(wanted):
                self._waiting.pop(kind)
                wait.asked.refused(error)
            self._find_next()

    def _for(self, wanted: "_Wanted") -> list[tuple[str, _Wait]]:
        return [(kind, wait) for kind, wait in self._waiting.items() if wait.wanted == wanted]


class _Open:
    """The open network as it is: equal as long as nothing of it that a worker reads was changed."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Open):
            return False
        mine, theirs = self.project, other.project
        parts = (mine.dataset, mine.weights, mine.run, mine.curations) == (
            theirs.dataset,
            theirs.weights,
            theirs.run,
            theirs.curations,
        )
        return mine.graph is theirs.graph and mine.recipe is theirs.recipe and parts

    __hash__ = None  # type: ignore[assignment]


_Wanted = Path | _Open


def files_of_run(about: AskedModel) -> ModelFiles:
    """Where a run keeps its model, or one of its checkpoints; whether it is there is found out where it is read."""
    assert about.run is not None
    folder = RunFolder(about.run, about.run.name)
    weights = folder.checkpoints / about.checkpoint if about.checkpoint else folder.model
    return ModelFiles(str(folder.project), str(weights))


def _draft(wanted: _Wanted, draft: Path) -> ModelFiles:
    """Writes a project for the worker to read; raises `LayerloomError`."""
    if isinstance(wanted, _Open):
        save(wanted.project, draft)
        return ModelFiles(str(draft), "")
    project = open_with_report(wanted, count=False).project
    save(replace(project, run=None), draft)
    return ModelFiles(str(draft), str(wanted.absolute()) if not is_project(wanted) else "")
