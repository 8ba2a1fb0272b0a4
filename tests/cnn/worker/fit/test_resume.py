"""A run that was cut off anywhere goes on to the same bit: weights, figures, curves."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks
from cnn.datasets.division.curation import Curation
from cnn.datasets.division.dividing import as_divided, divided
from cnn.datasets.division.fingerprint import fingerprint
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.checkpoints import kept_checkpoints
from cnn.runs.continuing import going_back
from cnn.runs.divided import read_split
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import read
from cnn.runs.messages import Evaluate, RestoreLearningRate, SetLearningRate
from cnn.runs.rewind import read_history
from tests.cnn.worker.fit.runs import PulledError, at_checkpoint, figures, final_weights, model_weights, run
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("two_steps_a_hook", "keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def project() -> Project:
    """Everything with a state of its own: Dropout, BatchNorm, Adam, averages, a curve and reductions of the rate."""
    net = Network("random")
    x = net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=2), x)))
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)))
    recipe = Recipe(
        epochs=3,
        batch_size=100,
        seed=5,
        checkpoint_seconds=0,
        validation_split=0.9,  # 5 batches an epoch
        use_ema=True,
        ema_momentum=0.5,
        schedule="cosine",
        warmup_epochs=1,
        reduce_on_plateau=True,
        plateau_patience=1,
        plateau_min_delta=10,
        early_stopping=True,
        class_weight="balanced",
        monitor="val_loss",
    )
    return Project(net.graph, recipe, "mnist-sample")


@pytest.fixture(scope="module")
def whole(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The run that nobody disturbed; a state within its second epoch is kept."""
    folder = RunFolder.create(project, tmp_path_factory.mktemp("whole") / "run")

    def keep(event: Any) -> bool:
        if event.event == "checkpoint" and (event.epoch, event.step) == (2, 2):
            shutil.copy(event.path, folder.checkpoints / "held-000002-step-0000002.npz")
        return False

    run(folder, pull=keep)
    return folder


def losses(folder: RunFolder) -> tuple[bytes, bytes]:
    """What was noted of each training image."""
    found = read(folder)
    assert found is not None
    return found.totals.tobytes(), found.seen.tobytes()


def same(folder: RunFolder, whole: RunFolder) -> None:
    assert final_weights(folder) == final_weights(whole)
    assert model_weights(folder) == model_weights(whole)
    assert figures(folder) == figures(whole)
    assert losses(folder) == losses(whole)
    events = [json.loads(line) for line in folder.events.read_text().splitlines()]
    assert [event["epoch"] for event in events if event["event"] == "epoch"] == [1, 2, 3]
    told = [(event["epoch"], event["step"]) for event in events if event["event"] == "batch"]
    assert told == sorted(set(told))
    assert [event["event"] for event in events].count("finished") == 1
    record, other = folder.record(), whole.record()
    assert (record.state, record.epochs, record.best, record.final) == ("finished", 3, other.best, other.final)


@pytest.mark.story
@pytest.mark.parametrize("number", mostly_thorough([1, 3, 8], but=[3]))
def test_cut_off_behind_any_checkpoint(project: Project, whole: RunFolder, tmp_path: Path, number: int) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=at_checkpoint(number))
    run(folder, resume=True)
    same(folder, whole)


@pytest.mark.story
def test_a_damaged_checkpoint_gives_way_to_the_one_before(project: Project, whole: RunFolder, tmp_path: Path) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=at_checkpoint(5))
    newest = sorted(folder.checkpoints.glob("epoch-*.npz"))[-1]
    data = bytearray(newest.read_bytes())
    data[len(data) // 2] ^= 4
    newest.write_bytes(data)
    run(folder, resume=True)
    same(folder, whole)


@pytest.mark.thorough
def test_without_any_checkpoint_it_starts_anew(project: Project, whole: RunFolder, tmp_path: Path) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=lambda event: event.event == "batch")
    for path in folder.checkpoints.iterdir():
        path.unlink()
    run(folder, resume=True)
    same(folder, whole)


@pytest.mark.story
def test_a_stop_in_the_middle_of_an_epoch_loses_nothing(project: Project, whole: RunFolder, tmp_path: Path) -> None:
    from cnn.runs.messages import Stop
    from cnn.worker.pipes import Wishes

    folder, wishes = RunFolder.create(project, tmp_path / "run"), Wishes()

    def stop(event: Any) -> bool:
        if event.event == "checkpoint" and event.epoch == 2 and event.step:
            wishes.hear(Stop())
        return False

    run(folder, pull=stop, wishes=wishes)
    assert (folder.record().state, folder.record().epochs) == ("stopped", 1)
    assert folder.model.exists()
    run(folder, resume=True)
    same(folder, whole)


@pytest.mark.thorough
def test_what_else_lies_among_the_checkpoints_is_passed_over_and_stays(
    project: Project, whole: RunFolder, tmp_path: Path
) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=lambda event: event.event == "epoch" and event.epoch == 2)
    files = [folder.checkpoints / name for name in ("notes.txt", "epoch-x.npz", "best-.npz", "epoch-000009-step-z.npz")]
    folders = [folder.checkpoints / name for name in ("epoch-000009.npz", ".cache")]
    for path in files:
        path.write_text("whose?")
    for path in folders:
        path.mkdir()
    run(folder, resume=True)
    for path in files:
        assert path.read_text() == "whose?"
        path.unlink()
    for path in folders:
        path.rmdir()
    same(folder, whole)


@pytest.mark.thorough
def test_that_it_goes_on_elsewhere_is_told(project: Project, tmp_path: Path) -> None:
    folder, said = RunFolder.create(project, tmp_path / "run"), []
    with pytest.raises(PulledError):
        run(folder, pull=lambda event: event.event == "epoch")
    written = folder.record().arithmetic
    assert set(written) == {"processor", "threads", "oneDNN"}
    for changes in ({}, {"processor": "Abacus 3000"}):
        folder.update_record(arithmetic={**written, **changes}, state="interrupted")
        with pytest.raises(PulledError):
            run(folder, resume=True, pull=lambda event: said.append(event) or event.event == "epoch")
    resumed = [event for event in said if event.event == "phase" and event.phase == "resumed"]
    plain, elsewhere = (" ".join(event.notes) for event in resumed)
    assert resumed[0].detail == "after 1 epoch"
    assert plain == ""
    assert f"processor Abacus 3000 before, {written['processor']} now" in elsewhere


@pytest.mark.thorough
def test_fewer_epochs_while_it_trains_and_more_afterwards(project: Project, tmp_path: Path) -> None:
    from cnn.project import load
    from cnn.runs.messages import SetEpochs
    from cnn.worker.pipes import Wishes

    plain = {"schedule": "constant", "warmup_epochs": 0, "reduce_on_plateau": False}  # no curve that follows the epochs
    steady, longer = (replace(project, recipe=project.recipe.changed(epochs=epochs, **plain)) for epochs in (3, 9))
    whole, folder, wishes = RunFolder.create(steady, tmp_path / "whole"), RunFolder.create(longer, tmp_path / "run"), Wishes()
    run(whole)

    def shorten(event: Any) -> bool:
        if event.event == "batch" and event.epoch == 2:
            wishes.hear(SetEpochs(epochs=2))
        return False

    run(folder, pull=shorten, wishes=wishes)
    assert (folder.record().epochs, folder.record().planned_epochs) == (2, 2)
    assert load(folder.project).recipe.epochs == 2
    folder.replan(epochs=3)
    run(folder, resume=True)
    same(folder, whole)


@pytest.mark.thorough
def test_with_half_the_batch_it_goes_on_behind_the_same_images(project: Project, tmp_path: Path) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=lambda event: event.event == "checkpoint" and (event.epoch, event.step) == (2, 4))
    folder.replan(batch_size=50)
    seen: list[tuple[int, int]] = []
    run(folder, resume=True, pull=lambda event: event.event == "batch" and seen.append((event.epoch, event.step)))  # type: ignore[func-returns-value]
    assert seen[0] == (2, 10)  # 4 batches of 100 are 8 of 50; a hook every two
    assert folder.record().epochs == 3


# ---------------------------------------------------------------------- taken back


def copy_of(whole: RunFolder, place: Path) -> RunFolder:
    """The run that nobody disturbed, to be disturbed."""
    shutil.copytree(whole.path, place / "run")
    return RunFolder.open(place / "run")


def changing(rates: dict[tuple[int, int], float | None], wishes: Any) -> Callable[[Any], bool]:
    """Sets a learning rate, or takes the last change back, when it hears of the batch (epoch, step)."""

    def hear(event: Any) -> bool:
        if event.event == "checkpoint" and (event.epoch, event.step) in rates:
            rate = rates.pop((event.epoch, event.step))
            wishes.hear(RestoreLearningRate() if rate is None else SetLearningRate(learning_rate=rate))
        return False

    return hear


@pytest.mark.thorough
def test_a_finished_run_taken_back_ends_where_it_ended(whole: RunFolder, tmp_path: Path) -> None:
    folder = copy_of(whole, tmp_path)
    before = kept_checkpoints(folder)[-1]
    assert (before.position.done, before.position.step) == (1, 2)
    run(folder, order=going_back(folder, before))
    same(folder, whole)


@pytest.mark.thorough
def test_a_ruinous_learning_rate_leaves_a_state_to_go_back_to(project: Project, whole: RunFolder, tmp_path: Path) -> None:
    from cnn.worker.pipes import Wishes

    folder, wishes = RunFolder.create(project, tmp_path / "run"), Wishes()
    run(folder, wishes=wishes, pull=changing({(2, 2): 1e3}, wishes))
    assert folder.record().final["loss"] > 10 * whole.record().final["loss"]
    (held,) = (kept for kept in kept_checkpoints(folder) if kept.held)
    assert (held.position.done, held.rate) == (1, None)
    assert all(kept.rate == 1e3 for kept in kept_checkpoints(folder) if kept.position > held.position)
    run(folder, order=going_back(folder, held))
    same(folder, whole)


@pytest.mark.thorough
def test_a_change_of_the_rate_that_is_taken_back_leaves_no_trace(project: Project, whole: RunFolder, tmp_path: Path) -> None:
    from cnn.worker.pipes import Wishes

    folder, wishes = RunFolder.create(project, tmp_path / "run"), Wishes()
    run(folder, wishes=wishes, pull=changing({(1, 2): 0.02, (1, 4): None}, wishes))
    changed, plain = ([row.logs["learning_rate"] for row in read_history(of.history)] for of in (folder, whole))
    assert changed[0] == 20 * plain[0]
    assert changed[1:] == plain[1:]


@pytest.mark.thorough
def test_all_rates_of_a_run_can_be_taken_back_after_it_went_on(project: Project, whole: RunFolder, tmp_path: Path) -> None:
    from cnn.worker.pipes import Wishes

    folder, wishes = RunFolder.create(project, tmp_path / "run"), Wishes()
    change, told = changing({(1, 2): 0.02, (1, 4): 0.5}, wishes), []
    with pytest.raises(PulledError):
        run(folder, wishes=wishes, pull=lambda event: change(event) or (event.event, getattr(event, "epoch", 0)) == ("epoch", 2))
    wishes = Wishes()
    for _ in range(3):  # once more than there were
        wishes.hear(RestoreLearningRate())
    run(folder, resume=True, wishes=wishes, pull=lambda event: told.append(event) or False)
    (resumed,) = (event for event in told if event.event == "phase" and event.phase == "resumed")
    assert resumed.learning_rates == (project.recipe.learning_rate, 0.02, 0.5)
    changed, plain = ([row.logs["learning_rate"] for row in read_history(of.history)] for of in (folder, whole))
    assert changed[1] == pytest.approx(500 * plain[1])
    assert changed[2] == plain[2]


@pytest.mark.thorough
def test_the_best_model_stays_when_a_run_is_taken_back_and_gets_worse(whole: RunFolder, tmp_path: Path) -> None:
    from cnn.worker.pipes import Wishes

    folder, wishes = copy_of(whole, tmp_path), Wishes()
    assert folder.record().best["epoch"] == 3
    before = next(kept for kept in kept_checkpoints(folder) if kept.held)
    wishes.hear(SetLearningRate(learning_rate=1e3))
    run(folder, wishes=wishes, order=going_back(folder, before))
    assert folder.record().final["loss"] > 10 * whole.record().final["loss"]
    assert folder.record().best == whole.record().best
    assert model_weights(folder) == model_weights(whole)
    assert [row.epoch for row in read_history(folder.history)] == [1, 2, 3]


@pytest.mark.story
def test_a_full_disk_is_told_with_what_was_kept(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.errors import DiskFullError
    from cnn.worker.fit.checkpoint_folder import save_checkpoint

    folder = RunFolder.create(project, tmp_path / "run")

    def cramped(model: Any, path: Path, note: Any, *rest: Any) -> None:
        if note["done"] >= 2:
            raise DiskFullError("There is no room.", "Free some.")
        save_checkpoint(model, path, note, *rest)

    monkeypatch.setattr("cnn.worker.fit.checkpoint_folder.save_checkpoint", cramped)
    with pytest.raises(DiskFullError) as told:
        run(folder)
    assert folder.model.is_file()
    assert told.value.hint.startswith("Free some. The best model so far, of epoch ")
    assert str(folder.model) in told.value.hint


@pytest.mark.thorough
def test_images_for_validation_that_changed_are_told_too(project: Project, shades: Path, tmp_path: Path) -> None:
    """They are a dataset of their own, which no split of the other one holds."""
    from cnn.worker.answers.evaluate import evaluate

    judged = tmp_path / "judged"
    shutil.copytree(shades, judged)
    recipe = project.recipe.changed(validation_split=0, validation_data=str(judged), batch_size=10, class_weight="none")
    net = Network("flat")
    net(Dense(units=2, activation="softmax"), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))))
    folder = RunFolder.create(Project(net.graph, recipe, str(shades)), tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=at_checkpoint(1))
    record = folder.record()
    assert record.validation_fingerprint == fingerprint(open_dataset(str(judged)))
    (judged / "dark" / "005.png").unlink()
    told: list[str] = []
    run(folder, resume=True, pull=lambda event: bool(told.extend(getattr(event, "notes", ()))))
    sentence = "The dataset for validation has changed since this run began: 40 → 39 images."
    assert told == [sentence]
    assert folder.record().validation_fingerprint == record.validation_fingerprint
    found = evaluate(Evaluate(request="r", project=str(folder.project), weights=str(folder.model)))
    assert (found["images"], found["split"], found["notes"]) == (39, "validation", [sentence])


@pytest.fixture
def shades(tmp_path: Path) -> Path:
    """Images in files, each of a shade of its own."""
    for shade in range(0, 200, 5):
        path = tmp_path / "shades" / ("dark" if shade < 100 else "light") / f"{shade:03}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (10, 10), shade).save(path)
    return tmp_path / "shades"


@pytest.mark.story
def test_over_data_that_changed_a_run_says_so_and_never_learns_from_what_it_was_judged_by(
    project: Project, shades: Path, tmp_path: Path
) -> None:
    from cnn.worker.answers.evaluate import evaluate

    recipe = project.recipe.changed(validation_split=0.25, batch_size=10, class_weight="none")
    net = Network("flat")
    net(Dense(units=2, activation="softmax"), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))))
    folder = RunFolder.create(Project(net.graph, recipe, str(shades)), tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=at_checkpoint(2))
    began = read_split(folder)
    record = folder.record()
    assert record.fingerprint == fingerprint(open_dataset(str(shades)))
    assert (len(began), sum(split == "validation" for split in began.values())) == (40, 10)
    for number in range(7):  # which would give another stratified split
        Image.new("L", (10, 10), 3 * number).save(shades / "dark" / f"0{number}-new.png")
    told: list[str] = []
    run(folder, resume=True, pull=lambda event: bool(told.extend(getattr(event, "notes", ()))))
    sentence = "The dataset has changed since this run began: 40 → 47 images."
    assert told == [sentence]
    assert folder.record().fingerprint == record.fingerprint
    question = Evaluate(request="r", project=str(folder.project), weights=str(folder.model))
    found = evaluate(question)
    assert found["images"] == 10
    assert found["notes"] == [sentence]
    whole = open_dataset(str(shades)).train
    held = [place for place, key in enumerate(whole.keys) if began.get(key) == "validation"]
    without = Curation().exclude(checks(whole, held[:3]))
    assert evaluate(question.model_copy(update={"curation": without, "data": str(shades)}))["images"] == 7
    data = as_divided(open_dataset(str(shades)), read_split(folder))
    judged = divided(data, recipe.validation_split, recipe.seed)[1]
    assert judged is not None
    assert set(judged.keys) == {key for key, split in began.items() if split == "validation"}
