"""The doctor in the window: what a training tells becomes findings, and a click on one is an undo step."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cnn.project import LastRun, Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.listed.notes import read_notes
from gui.background.training_session import State, TrainingSession
from gui.canvas.canvas import Canvas
from gui.document import Document
from gui.document import checkup as checkup_module
from gui.document.checkup import Checkup
from gui.document.run_owner import RunOwner
from gui.panels.problems import Problems
from gui.widgets.findings.finding_note import FindingNote
from gui.widgets.findings.findings_badge import FindingsBadge
from tests.cnn.doctor.patients import dense
from tests.cnn.doctor.test_examine import epoch, layer, look


@pytest.fixture
def trained(dressed: object, qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> tuple[Document, Checkup]:
    """A network whose training goes on."""
    document = Document(Project(dense(8, 8), Recipe(), "mnist-sample"))
    checkup = Checkup(document, session, RunOwner(document, session, document), document)
    session.run, session.project = RunFolder.create(document.project, tmp_path / "run"), document.project
    session.started.emit(session.run)
    return document, checkup


def fall_ill(session: TrainingSession) -> None:
    for number in (1, 2):
        session.diagnosticsReceived.emit(look(number, layer("dense_1", dead=1.0)))
        session.epochFinished.emit(epoch(number, 2.3))


@pytest.mark.slow
def test_one_click_is_one_step_and_can_be_taken_back(
    qtbot: QtBot, session: TrainingSession, trained: tuple[Document, Checkup]
) -> None:
    document, checkup = trained
    panel = Problems(document, checkup)
    badge = FindingsBadge()
    qtbot.addWidget(panel)
    qtbot.addWidget(badge)
    checkup.findingsChanged.connect(lambda _: badge.show_findings(checkup.open))
    panel.show()
    fall_ill(session)
    assert badge.text() == "Dead ReLUs"
    (note,) = panel.findChildren(FindingNote)
    with qtbot.waitSignal(document.nodeRevealed):
        qtbot.mouseClick(note, Qt.MouseButton.LeftButton)
    before = document.graph
    qtbot.mouseClick(note.findChild(QPushButton, "suggestion"), Qt.MouseButton.LeftButton)
    assert document.graph.named("dense_1").layer.value("activation") == "leaky_relu"
    assert document.undo_stack.count() == 1
    assert (checkup.open, len(checkup.findings), badge.isVisible()) == ((), 1, False)
    document.undo()
    assert document.graph == before
    assert len(checkup.open) == 1


def test_a_kind_that_is_dismissed_is_not_told_again(
    qtbot: QtBot, session: TrainingSession, trained: tuple[Document, Checkup]
) -> None:
    document, checkup = trained
    panel = Problems(document, checkup)
    qtbot.addWidget(panel)
    fall_ill(session)
    dismiss = panel.findChild(QToolButton, "dismiss")
    assert dismiss is not None
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    session.epochFinished.emit(epoch(3, 2.3))
    assert checkup.findings == ()
    checkup.recall()
    assert [finding.kind for finding in checkup.findings] == ["dead_relu"]


def test_what_is_dismissed_stays_so_with_the_run(
    qtbot: QtBot, session: TrainingSession, trained: tuple[Document, Checkup], tmp_path: Path
) -> None:
    document, checkup = trained
    fall_ill(session)
    kind = checkup.findings[0].kind
    checkup.dismiss(kind)
    run = checkup._kept_in
    assert run is not None
    qtbot.waitUntil(lambda: read_notes(run).dismissed == (kind,))
    other = Project(document.graph, document.recipe, document.dataset, run=LastRun("r", str(run)))
    document.replace_project(Project(document.graph))
    assert checkup._dismissed == set()
    checkup._run = None
    document.replace_project(other)
    qtbot.waitUntil(lambda: checkup._dismissed == {kind})
    checkup.recall()
    qtbot.waitUntil(lambda: read_notes(run).dismissed == ())


def test_the_layer_concerned_is_marked_on_the_canvas(
    qtbot: QtBot, session: TrainingSession, trained: tuple[Document, Checkup]
) -> None:
    document, checkup = trained
    canvas = Canvas(document)
    qtbot.addWidget(canvas)
    node = document.graph.named("dense_1").id
    fall_ill(session)
    canvas.show_marks(checkup.marks)
    problem = canvas._scene.cards[node].problem
    assert problem is not None
    assert (problem.message, problem.severity) == ("Dead ReLUs.", "warning")
    assert [repair.title for repair in problem.repairs] == ['Use leaky ReLU in "dense_1"']
    checkup.apply(checkup.findings[0])
    canvas.show_marks(checkup.marks)
    assert canvas._scene.cards[node].problem is None


def test_what_counts_later_is_said_while_a_run_goes_on(
    qtbot: QtBot, session: TrainingSession, trained: tuple[Document, Checkup]
) -> None:
    document, checkup = trained
    panel = Problems(document, checkup)
    qtbot.addWidget(panel)

    def remarks() -> list[str]:
        notes = [note for note in panel.findChildren(FindingNote) if note.isVisibleTo(panel)]
        return [label.text() for note in notes for label in note.findChildren(QLabel, "remark")]

    session.state = State.TRAINING
    session.stateChanged.emit(session.state)
    fall_ill(session)
    assert remarks() == ["It counts for the next training."]
    session.state = State.IDLE
    session.stateChanged.emit(session.state)
    assert remarks() == []


def test_another_network_is_not_told_of_this_one(session: TrainingSession, trained: tuple[Document, Checkup]) -> None:
    document, checkup = trained
    fall_ill(session)
    document.replace_project(Project(dense(5), Recipe(), "mnist-sample"))
    assert checkup.findings == ()


def test_design_and_recipe_are_looked_at_before_a_training(session: TrainingSession, document: Document) -> None:
    from tests.cnn.doctor.patients import batch_normalised

    checkup = Checkup(document, session, RunOwner(document, session, document), document)
    assert checkup.findings == ()
    document.edit("normalise", batch_normalised())
    document.set_recipe(batch_size=2)
    assert [finding.kind for finding in checkup.findings] == ["small_batch"]
    checkup.apply(checkup.findings[0])
    assert (document.recipe.batch_size, checkup.findings) == (32, ())


@pytest.mark.slow
def test_a_network_is_examined_once_when_it_is_opened(
    dressed: object, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(Project(dense(8, 8), Recipe(), "mnist-sample"))
    checkup = Checkup(document, session, RunOwner(document, session, document), document)
    honest, looked = checkup_module.examine, []
    monkeypatch.setattr(checkup_module, "examine", lambda case: (looked.append(case), honest(case))[1])
    document.replace_project(Project(dense(4, 4), Recipe(), "mnist-sample"))
    assert [case.project.graph for case in looked] == [document.graph]
    assert checkup.findings == honest(looked[0])
