"""The loss of each training image, against what plain Keras says of each; and what it is good for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, MixUp, RandomFlip, Rescaling
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.divided import read_split
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, read, suspects
from cnn.runs.rewind import read_history
from tests.cnn.worker.fit.runs import PulledError, at_checkpoint, run
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

keras: Any = pytest.importorskip("keras")

DIGITS = open_dataset("mnist-sample").train
PLACES = np.random.default_rng(0).permutation(5000)[:150]
IMAGES, NUMBER = DIGITS.images[PLACES], DIGITS.labels[PLACES]
#: so slow that the network stays as it began: each loss is the one that its first weights give
STILL = Recipe(epochs=2, batch_size=16, optimizer="SGD", learning_rate=1e-12, validation_split=0, seed=3)


def dense(units: int, activation: str, size: tuple[int, int, int] = (28, 28, 1)) -> Graph:
    net = Network("dense")
    net(Dense(units=units, activation=activation), net(Flatten(), net(Rescaling(scale=1 / 255), net.input(size))))
    return net.graph


def trained(project: Project, folder: Path) -> TrainedImages:
    made = RunFolder.create(project, folder)
    run(made)
    found = read(made)
    assert found is not None
    return found


def by_keras(folder: Path, images: NDArray[Any], labels: NDArray[Any], loss: str) -> NDArray[np.float32]:
    """What the model that came out gives for each image."""
    model = keras.saving.load_model(folder / "model.keras")
    found: NDArray[np.float32] = getattr(keras.losses, loss)(labels, model.predict(images, verbose=0)).numpy()
    return found


@pytest.mark.story
@pytest.mark.parametrize(
    "settings",
    mostly_thorough(
        [{}, {"class_weight": "balanced"}, {"label_smoothing": 0.0, "precision": "float32"}], but=[{"class_weight": "balanced"}]
    ),
)
def test_losses_are_those_of_keras_image_by_image(settings: dict[str, Any], tmp_path: Path) -> None:
    """Also where each counts with another weight; by the places in the split, whatever the order in which they were seen."""
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=NUMBER)
    project = Project(dense(10, "softmax"), STILL.changed(**settings), str(tmp_path / "data.npz"))
    found = trained(project, tmp_path / "run")
    expected = by_keras(tmp_path / "run", IMAGES.astype(float), NUMBER, "sparse_categorical_crossentropy")
    assert found.losses == pytest.approx(expected, rel=1e-4)
    assert set(found.seen.tolist()) == {2.0}
    assert list(found.keys) == [f"train[{place}]" for place in range(150)]
    assert found.labels.tolist() == NUMBER.tolist()
    seen = keras.saving.load_model(tmp_path / "run" / "model.keras").predict(IMAGES.astype(float), verbose=0).argmax(1)
    assert (found.guesses == seen).mean() > 0.97  # but for ties in the last bits


@pytest.mark.story
def test_images_that_are_validated_on_are_judged_as_well(tmp_path: Path) -> None:
    """By the validations behind the epochs; the weights end as they would without anybody's noting it."""
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=NUMBER)
    project = Project(dense(10, "softmax"), STILL.changed(validation_split=0.2), str(tmp_path / "data.npz"))
    found = trained(project, tmp_path / "run")
    assert found.validated is not None
    assert (len(found.keys), found.validated.sum(), set(found.seen.tolist())) == (150, 30, {2.0})
    places = [int(key.removeprefix("train[").removesuffix("]")) for key in found.keys]
    expected = by_keras(tmp_path / "run", IMAGES.astype(float), NUMBER, "sparse_categorical_crossentropy")
    assert found.losses == pytest.approx(expected[places], rel=1e-4)
    assert found.labels.tolist() == NUMBER[places].tolist()
    told = read_split(RunFolder(tmp_path / "run", "run"))
    assert {key for key, judged in zip(found.keys, found.validated, strict=True) if judged} == {
        key for key, split in told.items() if split == "validation"
    }
    *_, last = read_history(RunFolder(tmp_path / "run", "run").history)
    assert last.logs["val_loss"] == pytest.approx(found.losses[found.validated].mean(), rel=1e-4)


@pytest.mark.story
def test_images_of_another_dataset_are_judged_and_told_from_those_that_are_trained_on(tmp_path: Path) -> None:
    """Though their names may be the same."""
    np.savez(tmp_path / "data.npz", x_train=IMAGES[:100], y_train=NUMBER[:100])
    np.savez(tmp_path / "held.npz", x_train=IMAGES[100:], y_train=NUMBER[100:])
    recipe = STILL.changed(validation_data=str(tmp_path / "held.npz"), epochs=1)
    found = trained(Project(dense(10, "softmax"), recipe, str(tmp_path / "data.npz")), tmp_path / "run")
    assert (len(found.keys), set(found.seen.tolist())) == (150, {1.0})
    expected = by_keras(tmp_path / "run", IMAGES.astype(float), NUMBER, "sparse_categorical_crossentropy")
    assert found.losses == pytest.approx(expected, rel=1e-4)
    assert found.keys[3] == found.keys[103] == "train[3]"
    of = {(one.key, one.held) for one in suspects(found, RunFolder(tmp_path / "run", "run").record(), 150)}
    assert of == {(key, "" if place < 100 else str(tmp_path / "held.npz")) for place, key in enumerate(found.keys)}


@pytest.mark.thorough
def test_of_labels_and_numbers_it_is_the_mean_over_them(tmp_path: Path) -> None:
    several = np.stack([NUMBER % 2, NUMBER > 4], 1).astype(np.uint8)
    numbers = np.stack([NUMBER, NUMBER / 7], 1).astype(np.float32)
    for name, labels, activation, loss in (
        ("labels", several, "sigmoid", "binary_crossentropy"),
        ("numbers", numbers, "linear", "mean_squared_error"),
    ):
        np.savez(tmp_path / f"{name}.npz", x_train=IMAGES, y_train=labels)
        found = trained(Project(dense(2, activation), STILL, str(tmp_path / f"{name}.npz")), tmp_path / name)
        expected = by_keras(tmp_path / name, IMAGES.astype(float), labels.astype(float), loss)
        assert found.losses == pytest.approx(expected, rel=1e-3), name


@pytest.mark.thorough
def test_of_several_outputs_it_is_the_first_one_s(tmp_path: Path) -> None:
    net = Network("two")
    x = net(Flatten(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1))))
    main, side = (net(Dense(units=10, activation="softmax"), x, name=name) for name in ("main", "side"))
    net.mark_outputs(main, side)
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=NUMBER)
    found = trained(Project(net.graph, STILL.changed(loss_weights="side=0.3"), str(tmp_path / "data.npz")), tmp_path / "run")
    first, _ = keras.saving.load_model(tmp_path / "run" / "model.keras").predict(IMAGES.astype(float), verbose=0)
    assert found.losses == pytest.approx(-np.log(first[np.arange(150), NUMBER]), rel=1e-4)


@pytest.mark.story
def test_files_that_can_not_be_read_leave_the_others_in_their_places(tmp_path: Path) -> None:
    for place, (image, label) in enumerate(zip(IMAGES, NUMBER % 2, strict=True)):
        name = tmp_path / "data" / "ab"[label]
        name.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image[..., 0]).save(name / f"{place:03}.png")
    project = Project(dense(2, "softmax"), STILL, str(tmp_path / "data"))
    made = RunFolder.create(project, tmp_path / "run")
    files = open_dataset(project.dataset).train.files

    def spoil(event: Any) -> bool:
        if event.event == "phase" and event.phase == "build":
            files[20].write_bytes(b"no image any more")
        return False

    run(made, pull=spoil)
    found = read(made)
    assert found is not None
    assert found.seen.tolist() == [0.0 if place == 20 else 2.0 for place in range(150)]
    pixels = np.stack([IMAGES[int(path.stem)] for path in files]).astype(float)
    labels = np.array([path.parent.name == "b" for path in files], int)
    expected = by_keras(made.path, pixels, labels, "sparse_categorical_crossentropy")
    assert np.delete(found.losses, 20) == pytest.approx(np.delete(expected, 20), rel=1e-4)


@pytest.mark.story
def test_images_that_are_mixed_have_no_loss_of_their_own(tmp_path: Path) -> None:
    project = Project(dense(10, "softmax"), STILL.changed(epochs=1, augmentation=(MixUp(),)), "mnist-sample")
    made = RunFolder.create(project, tmp_path / "run")
    run(made)
    assert made.record().state == "finished"
    assert read(made) is None


@pytest.mark.thorough
def test_a_run_that_was_cut_off_goes_on_counting(tmp_path: Path) -> None:
    recipe = STILL.changed(learning_rate=0.01, augmentation=(RandomFlip(),), checkpoint_seconds=0, epochs=3)
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=NUMBER)
    project = Project(dense(10, "softmax"), recipe, str(tmp_path / "data.npz"))
    whole = trained(project, tmp_path / "whole")
    cut = RunFolder.create(project, tmp_path / "cut")
    with pytest.raises(PulledError):
        run(cut, pull=at_checkpoint(2))
    assert read(cut) is None
    run(cut, resume=True)
    found = read(cut)
    assert found is not None
    assert (found.totals.tobytes(), found.seen.tobytes()) == (whole.totals.tobytes(), whole.seen.tobytes())
    assert found.guesses.tobytes() == whole.guesses.tobytes()


@pytest.mark.story
def test_a_checkpoint_without_them_can_be_gone_on_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of earlier versions."""
    from cnn.worker.fit import image_losses

    recipe = STILL.changed(epochs=2, checkpoint_seconds=0)
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=NUMBER)
    made = RunFolder.create(Project(dense(10, "softmax"), recipe, str(tmp_path / "data.npz")), tmp_path / "run")
    with monkeypatch.context() as patched:
        patched.setattr(image_losses.ImageLosses, "variables", {})
        with pytest.raises(PulledError):
            run(made, pull=at_checkpoint(1))
    run(made, resume=True)
    found = read(made)
    assert found is not None
    assert set(found.seen.tolist()) == {1.0}


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.thorough
def test_of_shuffled_labels_four_fifths_are_among_the_first_suspects(seed: int, tmp_path: Path) -> None:
    """5 % of the labels of mnist-sample; the first 1.5 × as many suspects, validation images among them. Measured: 96 %."""
    generator = np.random.default_rng(seed)
    labels, wrong = DIGITS.labels.copy(), generator.choice(5000, 250, replace=False)
    labels[wrong] = (labels[wrong] + generator.integers(1, 10, 250)) % 10
    np.savez(tmp_path / "data.npz", x_train=DIGITS.images, y_train=labels)
    project = Project(PRESETS["lenet5"].graph(), Recipe(epochs=5, seed=seed), str(tmp_path / "data.npz"))
    images = trained(project, tmp_path / "run")
    keys = {f"train[{place}]" for place in wrong}
    record = RunFolder(tmp_path / "run", "run").record()
    first = suspects(images, record, 375)
    assert len(keys & {suspect.key for suspect in first}) >= 0.8 * 250
    assert all(suspect.guess in record.classes for suspect in first)
    untouched = suspects(replace(images, totals=np.zeros_like(images.totals)), record)
    assert untouched == ()
