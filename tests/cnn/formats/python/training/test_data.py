"""The written program reads the dataset of the project, and gets from it what Layerloom reads; it is run here."""

import gzip
import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import known, open_dataset
from cnn.datasets.array_names import PAIRS, spellings
from cnn.datasets.npz import by_its_arrays
from cnn.datasets.sources import of_arrays
from cnn.formats.files import write_python
from cnn.formats.python.notebook import write_notebook
from cnn.formats.python.training.data import data_code
from cnn.layers import Conv2D, Dense, Flatten, Rescaling
from cnn.presets import PRESETS
from cnn.project import Project
from tests.cnn.datasets.pixels.test_deep_colours import png, ppm, tiff
from tests.cnn.datasets.test_idx import idx
from tests.stages import mostly_thorough

RANDOM = np.random.default_rng(0)
IMAGES, LABELS = RANDOM.integers(0, 256, (30, 8, 8, 1), np.uint8), np.arange(30) % 3


def project(dataset: str, size: tuple[int, int, int] = (8, 8, 1), **recipe: Any) -> Project:
    net = Network("reads")
    net(Dense(units=3, activation="softmax"), net(Flatten(), net(Conv2D(filters=2), net.input(size))))
    made = Project(net.graph)
    return replace(made, dataset=dataset, recipe=made.recipe.changed(epochs=4, batch_size=8, **recipe))


def defined(made: Project, folder: Path) -> dict[str, Any]:
    (folder / "program.py").write_text(write_python(made))
    return runpy.run_path(str(folder / "program.py"))


@pytest.mark.parametrize("info", known(), ids=lambda info: info.name)
def test_every_known_dataset_has_its_lines(info: Any) -> None:
    graph = PRESETS["lenet5"].graph(info.image_shape, len(info.classes))
    assert "def load_data" in "".join(data_code(graph, info.name).functions)
    assert "fitted" not in "".join(data_code(graph, info.name).functions), "the size is right already"
    assert "fitted(" in "".join(data_code(PRESETS["alexnet"].graph(), info.name).functions)


@pytest.mark.story
@pytest.mark.keras
def test_the_digits_that_come_with_it(tmp_path: Path) -> None:
    images, labels = defined(project("mnist-sample", (28, 28, 1)), tmp_path)["load_data"]()
    ours = open_dataset("mnist-sample").train
    assert np.array_equal(images, ours.images)
    assert np.array_equal(labels, ours.labels)


@pytest.mark.keras
@pytest.mark.parametrize("one_hot", [False, True])
def test_arrays(tmp_path: Path, one_hot: bool) -> None:
    labels = np.eye(3, dtype=np.uint8)[LABELS] if one_hot else LABELS
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=labels)
    images, found = defined(project(str(tmp_path / "data.npz")), tmp_path)["load_data"]()
    assert np.array_equal(images, IMAGES)
    assert np.array_equal(found, LABELS)


@pytest.mark.keras
@pytest.mark.parametrize("folder", [False, True])
def test_idx_files(tmp_path: Path, folder: bool) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name, array in (("train-images-idx3-ubyte.gz", IMAGES[..., 0]), ("train-labels-idx1-ubyte.gz", LABELS.astype(np.uint8))):
        (data / name).write_bytes(gzip.compress(idx(array)))
    pair = f"{data}/train-images-idx3-ubyte.gz::{data}/train-labels-idx1-ubyte.gz"
    images, labels = defined(project(str(data) if folder else pair), tmp_path)["load_data"]()
    assert np.array_equal(images, IMAGES)
    assert np.array_equal(labels, LABELS)


@pytest.mark.keras
@pytest.mark.parametrize("split", ["", "train"])
def test_a_folder_of_images(tmp_path: Path, split: str) -> None:
    for place, (image, label) in enumerate(zip(IMAGES, LABELS, strict=True)):
        path = tmp_path / "data" / split / "abc"[label] / f"{place:02}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image[..., 0]).save(path)
    images, labels = defined(project(str(tmp_path / "data")), tmp_path)["load_data"]()
    ours = open_dataset(str(tmp_path / "data")).train
    assert np.array_equal(labels, ours.labels)
    assert np.array_equal(images[np.argsort(labels, kind="stable")], IMAGES[np.argsort(LABELS, kind="stable")])


@pytest.mark.keras
@pytest.mark.parametrize("size", [(16, 16, 3), (6, 6, 1)])
def test_images_are_brought_to_the_network_s_size(tmp_path: Path, size: tuple[int, int, int]) -> None:
    np.savez(tmp_path / "data.npz", x_train=IMAGES, y_train=LABELS)
    found = defined(project(str(tmp_path / "data.npz"), size), tmp_path)
    images, _ = found["load_data"]()
    assert images.shape == (30, *size)
    assert images.dtype == np.uint8
    assert abs(images.mean() - IMAGES.mean()) < 3


@pytest.mark.keras
@pytest.mark.parametrize("resizing", ["stretch", "crop", "pad"])
@pytest.mark.parametrize("kind", ["arrays", "folder"])
def test_images_keep_their_proportions_as_in_training(tmp_path: Path, kind: str, resizing: Any) -> None:
    """The program's images and those that Layerloom trains on are the same, but for how Pillow rounds."""
    from cnn.worker.data.training_data import TrainingData

    down, across = np.mgrid[0:16, 0:40]
    wide = np.stack([np.clip(90 + 60 * np.sin(across / 8 + number) + 4 * down, 0, 255) for number in range(6)]).astype(np.uint8)
    labels = np.arange(6) % 3
    if kind == "arrays":
        np.savez(tmp_path / "data.npz", x_train=wide, y_train=labels)
    for place, (image, label) in enumerate(zip(wide, labels, strict=True)):
        (tmp_path / "data" / "abc"[label]).mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(tmp_path / "data" / "abc"[label] / f"{place}.png")
    dataset = str(tmp_path / ("data.npz" if kind == "arrays" else "data"))
    made = project(dataset, (8, 8, 1), resizing=resizing, validation_split=0.0)
    theirs, _ = defined(made, tmp_path)["load_data"]()
    ours = np.concatenate([np.asarray(images) for images, _ in TrainingData.of(made).train.dataset()])
    difference = np.abs(theirs.astype(float) - ours)
    inside = difference[:, 3:5].mean()  # Keras's reader of folders does not smooth, which shows at the edges to the black
    assert inside <= 12 if kind == "folder" else difference.max() <= 2
    black = (ours[:, (0, 7)].max() == 0, theirs[:, (0, 7)].max() == 0)
    assert black == ((resizing == "pad"),) * 2


@pytest.mark.parametrize("dataset", ["table.csv", "table.csv::label=first", "table.tsv.gz", ""])
def test_what_cannot_be_read_in_a_few_lines_is_left_to_arrays(dataset: str) -> None:
    source = write_python(project(dataset))
    assert "load_data" not in source
    assert '"train"' not in source
    compile(source, "program.py", "exec")


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize(
    "recipe",
    mostly_thorough([{}, {"use_ema": True, "ema_momentum": 0.5}, {"early_stopping": True, "patience": 1}], but=[{}]),
)
def test_the_best_epoch_stays(tmp_path: Path, recipe: dict[str, Any]) -> None:
    """The validation images have other labels than their like in training, so that each epoch makes it worse."""
    held = np.random.default_rng(0).permutation(30)[24:]
    labels = LABELS.copy()
    labels[held] = (labels[held] + 1) % 3
    images = np.zeros_like(IMAGES) + LABELS.astype(np.uint8)[:, None, None, None]
    np.savez(tmp_path / "data.npz", x_train=images, y_train=labels)
    found = defined(project(str(tmp_path / "data.npz"), learning_rate=0.03, monitor="val_loss", **recipe), tmp_path)
    import keras

    keras.utils.set_random_seed(1)
    model = found["build"]()
    found["compile_model"](model)
    history = found["train"](model, *found["load_data"]()).history["val_loss"]
    assert min(history) < history[-1], "the last epoch is the best: nothing is shown"
    ours = [fitted[held] for fitted in found["load_data"]()]
    assert model.evaluate(*ours, verbose=0)[0] == pytest.approx(min(history), rel=1e-4)


@pytest.mark.keras
@pytest.mark.parametrize("wanted", ["type", "dataset", "0-4095"])
@pytest.mark.parametrize("kind", ["arrays", "folder", "idx"])
def test_deep_images_reach_the_network_as_in_training(tmp_path: Path, kind: str, wanted: str) -> None:
    """At their own size the program's images and ours are the same numbers."""
    from cnn.worker.data.training_data import TrainingData

    deep = RANDOM.integers(90, 4096, (6, 8, 8), np.uint16)
    labels = np.arange(6) % 3
    data = tmp_path / "data"
    data.mkdir()
    if kind == "arrays":
        np.savez(tmp_path / "data.npz", x_train=deep, y_train=labels)
    elif kind == "idx":
        deep = (deep // 16).astype(np.uint8)
        for name, array in (("train-images-idx3-ubyte", deep), ("train-labels-idx1-ubyte", labels.astype(np.uint8))):
            (data / name).write_bytes(idx(array))
    else:
        for place in np.argsort(labels, kind="stable"):
            (data / "abc"[labels[place]]).mkdir(exist_ok=True)
            Image.fromarray(deep[place]).save(data / "abc"[labels[place]] / f"{place}.png")
    made = project(str(tmp_path / ("data.npz" if kind == "arrays" else "data")), pixel_range=wanted, validation_split=0.0)
    compile(write_python(made), "program.py", "exec")
    theirs, _ = defined(made, tmp_path)["load_data"]()
    ours = np.concatenate([np.asarray(images) for images, _ in TrainingData.of(made).train.dataset()])
    assert np.array_equal(theirs.astype(np.float32), ours)


# ---------------------------------------------------------------------- figures of whole trainings


def stacks(folder: Path, mode: str) -> str:
    """Grey TIFFs of 12 bits with three pages each, in two classes: `bright` shows on every page."""
    for number in range(12):
        pages = (RANDOM.integers(90, 2000, (3, 6, 6)) + 2000 * (number % 2)).astype(np.uint16)
        path = folder / "stacks" / ("bright" if number % 2 else "dark") / f"{number}.tif"
        path.parent.mkdir(parents=True, exist_ok=True)
        first, *others = map(Image.fromarray, pages)
        first.save(path, save_all=True, append_images=others)
    return f"{folder / 'stacks'}::pages={mode}"


def beside(folder: Path, labels: Any) -> str:
    (folder / "arrays").mkdir()
    np.save(
        folder / "arrays" / "X.npy",
        (RANDOM.integers(0, 1000, (12, 6, 6)) + 3000 * (np.arange(12) % 2)[:, None, None]).astype(np.uint16),
    )
    np.save(folder / "arrays" / "y.npy", labels)
    return str(folder / "arrays" / "X.npy")


def colours(folder: Path) -> str:
    """PNGs, TIFFs and PPMs whose colours have 16 bits; their upper 8 are the same in both classes."""
    for number in range(12):
        pixels = (RANDOM.integers(0, 8, (6, 6, 3)) * 256 + 200 * (number % 2)).astype(np.uint16)
        path = folder / "colours" / "ab"[number % 2] / f"{number}.{('png', 'tif', 'ppm')[number // 2 % 3]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((png, tiff, ppm)[number // 2 % 3](pixels))
    return str(folder / "colours")


def many_channels(folder: Path) -> str:
    for number in range(12):
        pixels = (RANDOM.integers(0, 2000, (6, 6, 5)) + 2000 * (number % 2)).astype(np.uint16)
        path = folder / "channels" / "ab"[number % 2] / f"{number}.tif"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiff(pixels, colours=1))
    return str(folder / "channels")


SOURCES: dict[str, tuple[Callable[[Path], str], tuple[int, int, int]]] = {
    "pages as channels": (lambda folder: stacks(folder, "channels"), (6, 6, 3)),
    "pages as images": (lambda folder: stacks(folder, "images"), (6, 6, 1)),
    "arrays": (lambda folder: beside(folder, np.array(["eel", "cat"])[np.arange(12) % 2]), (6, 6, 1)),
    "arrays with a column for each class": (lambda folder: beside(folder, np.eye(2, dtype=int)[np.arange(12) % 2]), (6, 6, 1)),
    "colours of 16 bits": (colours, (6, 6, 3)),
    "many channels": (many_channels, (6, 6, 5)),
}


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("kind", mostly_thorough(list(SOURCES), but=["pages as channels", "arrays", "colours of 16 bits"]))
def test_a_training_by_the_program_tells_our_figures(tmp_path: Path, kind: str) -> None:
    """All images are in one batch, so that their order says nothing."""
    from cnn.worker.data.training_data import TrainingData
    from cnn.worker.model.builder import build
    from tests.cnn.worker.fit.test_training import train

    source, size = SOURCES[kind]
    wanted = "0-2048" if "colours" in kind else "dataset"
    recipe = {"validation_split": 0.0, "pixel_range": wanted, "learning_rate": 1e-3}
    net = Network("reads")
    net(Dense(units=2, activation="softmax"), net(Flatten(), net(Rescaling(scale=1 / 255), net.input(size))))
    made = Project(net.graph)
    made = replace(made, dataset=source(tmp_path), recipe=made.recipe.changed(epochs=3, batch_size=64, **recipe))
    _, memory, _ = train(made)
    found = defined(made, tmp_path)
    images, labels = found["load_data"]()
    ours = np.concatenate([np.asarray(part) for part, _ in TrainingData.of(made).train.dataset()])
    assert np.array_equal(images.astype(np.float32), ours)
    model = found["build"]()
    model.set_weights(build(made.graph, seed=made.recipe.seed).get_weights())
    found["compile_model"](model)
    history = found["train"](model, images, labels).history
    for epoch, done in enumerate(memory.epochs):
        for name, values in history.items():
            assert done.logs[name] == pytest.approx(values[epoch], rel=1e-4, abs=1e-5), (epoch, name)


@pytest.mark.keras
def test_images_without_labels_are_told_what_is_expected(tmp_path: Path) -> None:
    source = beside(tmp_path, np.arange(12) % 2)
    (tmp_path / "arrays" / "y.npy").unlink()
    with pytest.raises(ValueError, match=r"Expected x_train and y_train, or X and y; there are X\."):
        defined(project(source, (6, 6, 1)), tmp_path)["load_data"]()
    assert "load_data" not in write_python(project(str(tmp_path / "arrays" / "y.npy"), (6, 6, 1)))


@pytest.mark.keras
@pytest.mark.parametrize("task", ["numbers", "labels"])
def test_arrays_beside_each_other_tell_numbers_and_labels(tmp_path: Path, task: str) -> None:
    told = RANDOM.random((12, 2)) if task == "numbers" else np.arange(24).reshape(12, 2) % 2
    source = f"{beside(tmp_path, told)}::task={task}"
    images, labels = defined(project(source, (6, 6, 1)), tmp_path)["load_data"]()
    ours = open_dataset(source).train
    assert np.array_equal(images, ours.images)
    assert np.array_equal(labels, ours.labels)


@pytest.mark.keras
@pytest.mark.parametrize("labels", [np.arange(12) % 2, np.arange(24).reshape(12, 2) / 8])
def test_a_folder_of_arrays_is_read_by_its_file_of_images(tmp_path: Path, labels: Any) -> None:
    """As we do: once somebody has looked what is in it, which a program that is written of a name alone can't."""
    beside(tmp_path, labels)
    folder = str(tmp_path / "arrays")
    dataset = open_dataset(folder)
    assert (dataset.name, dataset.facts.arrays) == ("arrays", "X.npy")
    source = of_arrays(folder, dataset.facts.arrays)
    assert source == by_its_arrays(folder)
    made = project(source, (6, 6, 1))
    (tmp_path / "program.py").write_text(write_python(made, dataset.learned), encoding="utf-8")
    images, told = runpy.run_path(str(tmp_path / "program.py"))["load_data"]()
    assert np.array_equal(images, dataset.train.images)
    assert np.array_equal(told, dataset.train.labels)


@pytest.mark.keras
@pytest.mark.parametrize("kind", ["npz", "npy"])
def test_channels_that_are_said_to_be_first_are_turned(tmp_path: Path, kind: str) -> None:
    images, labels = RANDOM.integers(0, 256, (6, 3, 8, 8), np.uint8), np.arange(6) % 2
    np.savez(tmp_path / "a.npz", x_train=images, y_train=labels)
    np.save(tmp_path / "x.npy", images)
    np.save(tmp_path / "y.npy", labels)
    source = f"{tmp_path / ('a.npz' if kind == 'npz' else 'x.npy')}::channels=first"
    found, _ = defined(project(source, (8, 8, 3)), tmp_path)["load_data"]()
    assert np.array_equal(found, np.moveaxis(images, 1, -1))


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a program that reads arrays defines."""
    folder = tmp_path_factory.mktemp("reading")
    np.savez(folder / "a.npz", x=IMAGES, y=LABELS)
    return defined(project(str(folder / "a.npz")), folder)


@pytest.mark.keras
def test_arrays_are_found_by_the_names_that_we_find_them_by(reading: dict[str, Any]) -> None:
    found = reading["arrays_to_train_on"]
    assert [
        pair
        for images, labels in PAIRS
        for pair in spellings("train", images, labels)
        if found([*pair, f"{pair[1]}_test", "other"]) != (pair[0], {"": pair[1]})
    ] == []
    assert found(["Train_Images", "Train_Labels_Age", "train_labels_val_x"]) == ("Train_Images", {"Age": "Train_Labels_Age"})
    assert found(["arr_0", "arr_1", "arr_2", "arr_3"]) == ("arr_0", {"": "arr_1"})
    with pytest.raises(ValueError, match="there are x, z"):
        found(["x", "z"])


@pytest.mark.keras
@pytest.mark.parametrize("channels", ["", "first", "last"])
def test_arrays_get_the_axes_that_we_give_them(channels: str, tmp_path: Path) -> None:
    shapes = [(4, 64), (4, 192), (4, 8, 8), (4, 8, 8, 3), (4, 3, 8, 8), (4, 4, 8, 2)]
    for number, shape in enumerate(shapes):
        if channels == "first" and len(shape) == 4 and shape[1] != 3:
            continue
        array, path = RANDOM.integers(0, 256, shape, np.uint8), tmp_path / f"{number}.npz"
        np.savez(path, images=array, labels=np.arange(4) % 2)
        source = f"{path}::channels={channels}" if channels else str(path)
        ours = open_dataset(source).train.images
        assert ours is not None
        theirs, labels = defined(project(source, ours.shape[1:]), tmp_path)["load_data"]()  # type: ignore[arg-type]
        assert np.array_equal(theirs, ours), shape
        assert np.array_equal(labels, np.arange(4) % 2)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("top", "written_out"), [(255, True), (100, False), (100, True), (1000, False), (1000, True), (65535, True)]
)
def test_pixmaps_of_any_white_are_read_as_we_read_them(top: int, written_out: bool, tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    for label in "abc":
        (tmp_path / "data" / label).mkdir(parents=True)
        pixels = RANDOM.integers(0, top + 1, (8, 8, 3))
        stored = ppm(pixels, top, written_out=written_out)
        if top < 256 and not written_out:
            stored = stored[: -2 * pixels.size] + pixels.astype(np.uint8).tobytes()
        (tmp_path / "data" / label / "0.ppm").write_bytes(stored)
    made = project(str(tmp_path / "data"), (8, 8, 3), validation_split=0.0)
    theirs, _ = defined(made, tmp_path)["load_data"]()
    ours = np.concatenate([np.asarray(images) for images, _ in TrainingData.of(made).train.dataset()])
    assert np.array_equal(theirs.astype(np.float32), ours)


@pytest.mark.keras
def test_a_folder_without_images_is_told(tmp_path: Path) -> None:
    (tmp_path / "data" / "a").mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match=r"no images in folders of .*data"):
        defined(project(str(tmp_path / "data")), tmp_path)["load_data"]()


def test_a_notebook_has_the_modules_that_its_reading_needs(tmp_path: Path) -> None:
    def imports(dataset: str) -> list[str]:
        cells = json.loads(write_notebook(project(dataset, (8, 8, 3))))["cells"]
        return [line.strip() for cell in cells for line in cell["source"] if line.startswith("import ")]

    assert {"import pathlib", "import re", "import sys"} <= {*imports(str(tmp_path))}, (
        "colours of 16 bits ask for its bytes' order"
    )
    assert "import sys" not in imports(str(tmp_path / "a.npz"))


@pytest.mark.slow
def test_what_the_program_does_not_know_of_pages_is_said(tmp_path: Path) -> None:
    assert "pages of one file belong together" in write_python(project(stacks(tmp_path, "images"), (6, 6, 1)))
    for size, mode in (((6, 6, 3), "channels"), ((6, 6, 1), "images"), ((6, 6, 5), "")):
        source = write_python(project("stacks" + f"::pages={mode}" * bool(mode), size))
        (tmp_path / "program.py").write_text(source)
        check = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F", tmp_path / "program.py"]
        done = subprocess.run(check, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
