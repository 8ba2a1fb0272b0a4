"""Tours, gone through with the commands of a real document: every step wants something, and has it when that was done."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.layers import Dropout, MaxPooling1D, MaxPooling2D
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.messages import Finished
from cnn.tours import materials
from cnn.tours.all import TOURS
from cnn.tours.tour import Tour
from gui.document import Document
from gui.document.touring import Told, Touring

#: what a training may tell at its end
FIGURES = {"epoch": 1.0, "loss": 0.2, "val_loss": 0.3, "accuracy": 0.95, "val_accuracy": 0.9}


class Session(QObject):
    """Stands for the training session: says that a run is over."""

    finished = Signal(object)
    stateChanged = Signal(object)
    project: Project | None = None
    busy = False

    def train(self, document: Document) -> None:
        self.project = document.project
        self.finished.emit(Finished(run="one", time=0, state="finished", best=FIGURES, final=FIGURES))


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv(materials.VARIABLE, str(tmp_path_factory.getbasetemp() / "tours"))


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    session = Session(qapp)
    yield session
    session.deleteLater()


@pytest.fixture
def touring(document: Document, session: Session) -> Touring:
    return Touring(document, session, document)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("tour", TOURS.values(), ids=list(TOURS))
def test_every_step_is_done_by_what_it_asks_for_and_not_before(
    tour: Tour, touring: Touring, document: Document, session: Session
) -> None:
    assert touring.begin(tour)
    for place, step in enumerate(tour.steps):
        assert touring.place == place
        assert touring.missing or step.check is step.question is None, step.title
        assert "<" not in touring.missing, "nothing of Python"
        if step.question is not None:
            asked = touring.reckoning
            assert asked is not None
            assert asked.slips, step.title
            assert touring.tell(str(asked.number + 1_000_003))
            assert all(touring.tell(str(slip.number)) == slip.words for slip in asked.slips)
            of_hundred = "of a hundred" in step.question.text
            percent = touring.tell(f"{asked.number} %") == ""
            assert percent == (of_hundred or not asked.number), "with a sign of percent only where it is asked for percent"
            assert touring.tell(str(asked.number)) == ""
            assert touring.told is Told.RIGHT
        if step.edit is not None:
            touring.show_me()
            if not step.trains:
                assert touring.missing == "", step.title
                document.undo()
                assert touring.missing, step.title
                document.redo()
        if step.trains:
            assert touring.missing, step.title
            session.train(document)
        assert touring.missing == "", step.title
        assert touring.done
        if step.found is not None:
            assert touring.found
        touring.go(1)
    assert touring.tour is None


@pytest.mark.slow
@pytest.mark.parametrize("tour", TOURS.values(), ids=list(TOURS))
def test_who_is_shown_a_step_once_is_shown_its_training_as_well(
    tour: Tour, touring: Touring, document: Document, session: Session, qtbot: QtBot
) -> None:
    assert touring.begin(tour)
    for step in tour.steps:
        if step.trains:
            wanted = [] if step.edit is None else [step.edit(document.project)]
            with qtbot.waitSignal(touring.trainWanted):
                touring.show_me()
            assert document.graph == (wanted[0].graph if wanted else document.graph), step.title
            shown = document.graph
            with qtbot.waitSignal(touring.trainWanted):  # whoever stopped that training
                touring.show_me()
            assert document.graph is shown, step.title
            session.train(document)
        else:
            touring.show_me()
        touring.go(1)
    assert touring.tour is None


@pytest.mark.parametrize("tour", TOURS.values(), ids=list(TOURS))
def test_what_is_asked_next_is_not_seen_on_the_way_there(
    tour: Tour, touring: Touring, document: Document, session: Session
) -> None:
    assert touring.begin(tour)
    for step, following in zip(tour.steps, tour.steps[1:], strict=False):
        touring.show_me()
        if step.trains:
            session.train(document)
        elif following.question is not None and following.start is None:
            names = following.question.hides
            assert all(document.is_hidden(document.graph.named(name).id) for name in names), step.title
        touring.go(1)


def test_the_design_of_a_person_goes_only_where_it_may(touring: Touring, document: Document) -> None:
    tour = next(iter(TOURS.values()))
    mine = document.project
    touring.may_open = lambda: False
    assert not touring.begin(tour)
    assert document.project == mine
    assert touring.tour is None


def test_the_design_of_a_tour_that_was_gone_or_left_goes_without_a_question(
    touring: Touring, document: Document, session: Session
) -> None:
    asked: list[bool] = []
    touring.may_open = lambda: (asked.append(True), True)[1]
    gone, left, following = (TOURS[name] for name in ("convolution", "stride", "field"))
    touring.begin(gone)
    for step in gone.steps:
        touring.show_me()
        if step.trains:
            session.train(document)
        touring.go(1)
    assert len(asked) == 1, "the design that was open before"
    assert touring.begin(left)
    for _ in range(2):
        touring.show_me()
        touring.go(1)
    touring.leave()
    assert touring.begin(following)
    assert len(asked) == 1
    assert touring.begin(gone), "from one that goes on to another"
    assert len(asked) == 1
    touring.leave()
    document.edit("Mine", lambda graph: graph.rename(next(iter(graph.nodes)), "mine"))
    assert touring.begin(following)
    assert len(asked) == 2, "it was changed since, and nothing has it"


def test_a_tour_waits_while_another_design_is_open(touring: Touring, document: Document) -> None:
    tour = next(iter(TOURS.values()))
    touring.begin(tour)
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    assert touring.away
    document.edit("Mine", lambda graph: graph.insert_after(graph.named("flatten").id, Dropout()))
    asked: list[bool] = []
    touring.may_open = lambda: (asked.append(True), False)[1]
    touring.return_to_design()
    assert asked, "it is a person's own"
    assert touring.away
    touring.may_open = lambda: True
    touring.return_to_design()
    assert not touring.away
    assert document.graph.name == tour.steps[0].start().graph.name  # type: ignore[misc]


def test_what_was_done_once_stays_done_and_back_leads_there(touring: Touring, document: Document) -> None:
    tour = TOURS["convolution"]
    touring.begin(tour)
    touring.show_me()
    assert touring.told is Told.SHOWN
    touring.go(1)
    touring.go(-1)
    assert touring.done
    touring.go(-1)
    assert touring.place == 0


def test_while_a_training_goes_on_nobody_is_asked_to_begin_it(touring: Touring, session: Session) -> None:
    touring.begin(TOURS["convolution"])
    while not touring.step.trains:  # type: ignore[union-attr]
        touring.show_me()
        touring.go(1)
    assert "Press Train" in touring.missing
    session.busy = True
    session.stateChanged.emit(None)
    assert touring.missing == "Training …"
    session.busy = False
    session.stateChanged.emit(None)
    assert "Press Train" in touring.missing


def test_a_design_that_was_changed_too_much_is_said_so(touring: Touring, document: Document) -> None:
    touring.begin(TOURS["convolution"])
    while touring.step is not None and touring.step.edit is None:
        touring.show_me()
        touring.go(1)
    document.edit("Delete", lambda graph: graph.remove(graph.named("conv2d").id))
    assert "conv2d" in touring.missing
    touring.show_me()
    assert "Ctrl+Z" in touring.missing
    document.undo()
    touring.show_me()
    assert touring.missing == ""


def test_where_layers_stand_makes_no_other_network(touring: Touring, document: Document, session: Session) -> None:
    """A layer that is moved on the canvas was trained all the same."""
    from cnn.tours import checks

    touring.begin(TOURS["convolution"])
    session.train(document)
    node = document.graph.named("conv2d")
    document.edit("Move", lambda graph: graph.place({node.id: (10.0, 20.0)}))
    assert checks.is_trained(touring.situation) == ""
    document.edit("Rates", replace(document.graph, name="other"))
    assert checks.is_trained(touring.situation) == ""


def test_what_is_done_for_a_person_is_named_as_by_hand(document: Document, touring: Touring, session: Session) -> None:
    """Nothing is called average_pooling2d that is a MaxPooling2D."""
    tour = TOURS["classics"]
    assert touring.begin(tour)
    while touring.step is not None and touring.step.edit is None:
        touring.show_me()
        if touring.step.trains:
            session.train(document)
        touring.go(1)
    touring.show_me()
    pools = [node.name for node in document.graph.nodes.values() if isinstance(node.layer, MaxPooling2D)]
    assert pools == ["max_pooling2d", "max_pooling2d_1"]


def test_a_tour_that_was_left_goes_on_from_there(touring: Touring, document: Document) -> None:
    tour = TOURS["convolution"]
    touring.begin(tour)
    touring.show_me()
    touring.go(1)
    document.edit("Mine", lambda graph: graph.rename(next(iter(graph.nodes)), "mine"))
    touring.leave()
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    assert touring.left_at(tour) == 1
    assert touring.begin(tour)
    assert touring.place == 1
    assert "mine" in {node.name for node in document.graph.nodes.values()}
    touring.go(-1)
    assert touring.told is Told.SHOWN
    assert touring.begin(tour, anew=True)
    assert (touring.place, touring.told) == (0, None)


@pytest.mark.parametrize("tour", TOURS.values(), ids=list(TOURS))
def test_a_tour_goes_on_where_it_was_when_the_program_ended(tour: Tour, touring: Touring, document: Document) -> None:
    touring.begin(tour)
    trained = False
    for step in tour.steps[:-1]:
        touring.show_me()
        trained = trained or step.trains
        touring.go(1)
    place, missing, graph = touring.place, touring.missing, document.graph
    again = Touring(other := Document(), Session())  # type: ignore[arg-type]
    kept = next((number for number, step in enumerate(tour.steps[:place]) if step.trains), place)
    assert again.left_at(tour) == kept
    assert again.begin(tour)
    assert again.place == kept
    if not trained:  # what trained has to be seen again
        assert (again.missing, other.graph) == (missing, graph)
    touring.go(1)
    assert Touring(Document(), Session()).left_at(tour) == 0  # type: ignore[arg-type]


def _with_two_designs() -> tuple[Tour, int]:
    for tour in TOURS.values():
        for place, step in enumerate(tour.steps[1:], start=1):
            if step.start is not None:
                return tour, place
    raise AssertionError("no tour changes its design")


def test_back_across_a_change_of_design_brings_back_the_design_before(touring: Touring, document: Document) -> None:
    tour, place = _with_two_designs()
    touring.begin(tour)
    for _ in range(place - 1):
        touring.go(1)
    document.edit("Mine", lambda graph: graph.rename(next(iter(graph.nodes)), "mine"))
    before = document.graph
    touring.go(1)
    later = document.graph
    assert later != before
    touring.go(-1)
    assert document.graph == before
    touring.go(1)
    assert document.graph == later


def to(touring: Touring, title: str, session: Session, document: Document) -> None:
    """Goes on to the step of that title, shown every step before it."""
    while touring.step is not None and touring.step.title != title:
        touring.show_me()
        if touring.step.trains:
            session.train(document)
        touring.go(1)


def test_a_number_that_was_told_stays_as_it_was_whatever_becomes_of_the_design(
    touring: Touring, document: Document, session: Session
) -> None:
    touring.begin(TOURS["convolution"])
    to(touring, "How many places?", session, document)
    assert touring.tell("2") == ""
    document.undo()
    assert touring.reckoning is not None
    assert touring.reckoning.number == 2
    again = Touring(other := Document(), Session())  # type: ignore[arg-type]
    to(touring, "Let training find the kernel", session, document)
    assert again.begin(TOURS["convolution"])
    assert other.analysis.total_params == 4
    again.go(-2)
    assert again.reckoning is not None
    assert (again.reckoning.number, again.place) == (5, 4), "with the bias that it had then"


def test_a_number_is_not_asked_of_a_design_that_lacks_what_the_step_before_made(
    touring: Touring, document: Document, session: Session
) -> None:
    touring.begin(TOURS["convolution"])
    to(touring, "How many places?", session, document)
    document.undo()
    assert touring.waits
    assert "it should become 2×2" in touring.missing
    assert touring.tell("1") == touring.missing
    assert touring.told is None
    touring.show_me()
    assert not touring.waits
    assert touring.told is None, "the design is mended, the number still to be told"
    assert touring.tell("2") == ""


def test_of_a_layer_that_is_gone_nothing_is_right(touring: Touring, document: Document) -> None:
    touring.begin(TOURS["stride"])
    document.edit("Rename", lambda graph: graph.rename(graph.named("conv2d").id, "mine"))
    assert 'no layer named "conv2d"' in touring.missing
    assert touring.tell("0")
    touring.show_me()
    assert touring.told is None
    document.undo()
    assert touring.tell("24") == ""


def test_a_training_that_was_stopped_before_it_told_anything_does_no_step(
    touring: Touring, document: Document, session: Session
) -> None:
    touring.begin(TOURS["pooling"])
    to(touring, "The largest", session, document)
    session.project = document.project
    session.finished.emit(Finished(run="one", time=0, state="stopped", best={}, final={}))
    assert "Press Train" in touring.missing
    assert not touring.done


def test_a_training_that_ends_while_its_tour_is_left_is_found_there(
    touring: Touring, document: Document, session: Session
) -> None:
    touring.begin(TOURS["pooling"])
    to(touring, "The largest", session, document)
    touring.leave()
    session.train(document)
    document.replace_project(Project(graph=PRESETS["vgg16"].graph()))
    session.train(document)
    assert touring.begin(TOURS["pooling"])
    assert touring.missing == ""
    assert len(touring.situation.trained) == 1, "another network is none of its"


def test_a_tour_goes_on_with_the_design_that_is_open_still(touring: Touring, document: Document) -> None:
    asked: list[bool] = []
    touring.begin(TOURS["convolution"])
    touring.go(1)
    document.edit("Mine", lambda graph: graph.rename(next(iter(graph.nodes)), "mine"))
    touring.leave()
    touring.may_open = lambda: (asked.append(True), False)[1]
    assert touring.begin(TOURS["convolution"])
    assert not asked, "nothing goes"
    document.undo()
    assert "mine" not in {node.name for node in document.graph.nodes.values()}


def test_what_was_told_of_one_network_is_not_said_of_another(touring: Touring, document: Document, session: Session) -> None:
    touring.begin(TOURS["pooling"])
    to(touring, "The mean", session, document)
    touring.show_me()
    session.project = document.project
    worse = {**FIGURES, "val_accuracy": 0.5}
    session.finished.emit(Finished(run="two", time=0, state="finished", best=worse, final=worse))
    assert touring.found == "50.0 % right."
    document.undo()
    touring.go(-1)
    touring.go(-1)
    assert touring.found == "90.0 % right."


def test_the_training_that_is_shown_has_what_the_step_before_made(touring: Touring, document: Document, session: Session) -> None:
    touring.begin(TOURS["overfitting"])
    to(touring, "Train with Dropout", session, document)
    document.undo()
    assert not any(isinstance(node.layer, Dropout) for node in document.graph.nodes.values())
    trained: list[bool] = []
    touring.trainWanted.connect(
        lambda: trained.append(any(isinstance(node.layer, Dropout) for node in document.graph.nodes.values()))
    )
    touring.show_me()
    assert trained == [True]


def test_a_pooling_of_another_kind_is_told_apart_and_replaced_when_shown(
    touring: Touring, document: Document, session: Session
) -> None:
    touring.begin(TOURS["field"])
    to(touring, "Pool early", session, document)
    document.edit("Mine", lambda graph: graph.insert_after(graph.named("conv2d").id, MaxPooling1D())[0])
    assert "is MaxPooling1D" in touring.missing
    touring.show_me()
    assert touring.missing == ""
    assert document.analysis.buildable
