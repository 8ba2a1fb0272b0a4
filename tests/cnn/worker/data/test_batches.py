"""Batches: every image once, in an order of our own, with values 0-255 at the size of the Input layer."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import Dataset, Split
from cnn.errors import DatasetError
from cnn.layers import Dense, Flatten
from cnn.recipe import Recipe
from cnn.shapes import Shape

pytestmark = pytest.mark.keras

tf: Any = pytest.importorskip("tensorflow")

RANDOM = np.random.default_rng(0)


def graph(*shapes: Shape, units: tuple[int, ...] = (10,), activation: str = "softmax") -> Any:
    """A network with an Input of each shape and an output of each number of units."""
    net = Network()
    flat = [net(Flatten(), net.input(shape, name=f"input{number}")) for number, shape in enumerate(shapes)]
    for number in units:
        for x in flat:
            net(Dense(units=number, activation=activation), x)
    return net.graph


def batches(split: Split, *sizes: tuple[int, int, int], batch_size: int = 4, heads: Any = None) -> Any:
    from cnn.worker.data.batches import Batches
    from cnn.worker.model.objective import objective

    return Batches(split, sizes, heads or objective(graph((4, 4, 1)), Recipe(), 10), batch_size)


def numbered(count: int, size: tuple[int, int, int] = (4, 5, 1)) -> Split:
    """Image number i is all i, and so is its label modulo 10."""
    images = np.broadcast_to(np.arange(count, dtype=np.uint8)[:, None, None, None], (count, *size)).copy()
    return Split(np.arange(count, dtype=np.int32) % 10, images)


def seen(given: Any) -> list[int]:
    """The numbers of the images of one pass."""
    return [int(value) for images, _ in given.dataset() for value in np.asarray(images)[:, 0, 0, 0]]


def test_one_pass_has_every_image_once_with_its_label() -> None:
    given = batches(numbered(11), (4, 5, 1))
    parts = [(np.asarray(images), np.asarray(labels)) for images, labels in given.dataset()]
    assert [len(labels) for _, labels in parts] == [4, 4, 3]
    assert given.steps == 3
    for images, labels in parts:
        assert images.dtype == np.float32
        assert images.shape[1:] == (4, 5, 1)
        assert (images[:, 0, 0, 0] % 10).tolist() == labels.tolist()


def test_order_is_ours() -> None:
    from cnn.plan.sampling import permutation

    given = batches(numbered(50), (4, 5, 1))
    assert seen(given) == list(range(50))
    orders = []
    for epoch in (0, 1, 0):
        given.shuffle(7, epoch)
        orders.append(seen(given))
        assert orders[-1] == permutation(7, epoch, 50).tolist()
        assert sorted(orders[-1]) == list(range(50))
    assert orders[0] != orders[1]
    assert orders[0] == orders[2]
    given.shuffle(8, 0)
    assert seen(given) != orders[0]


def test_a_second_pass_over_the_same_dataset_follows_the_new_order() -> None:
    given = batches(numbered(50), (4, 5, 1))
    dataset = given.dataset()
    given.shuffle(0, 0)
    first = [int(value) for images, _ in dataset for value in np.asarray(images)[:, 0, 0, 0]]
    given.shuffle(0, 1)
    second = [int(value) for images, _ in dataset for value in np.asarray(images)[:, 0, 0, 0]]
    assert first != second


@pytest.mark.parametrize("size", [(2, 3, 1), (9, 8, 1), (4, 5, 1)])
def test_resized_as_tensorflow_resizes(size: tuple[int, int, int]) -> None:
    split = Split(np.zeros(3, np.int32), RANDOM.integers(0, 256, (3, 4, 5, 1), np.uint8))
    ((images, _),) = batches(split, size).dataset()
    expected = tf.image.resize(split.images, size[:2], antialias=True)
    assert np.allclose(images, expected, atol=1e-3)


def test_grey_to_colour_and_back() -> None:
    colour = Split(np.zeros(3, np.int32), RANDOM.integers(0, 256, (3, 4, 5, 3), np.uint8))
    ((grey, _),) = batches(colour, (4, 5, 1)).dataset()
    assert np.abs(np.asarray(grey)[..., 0] - colour.images @ [0.2989, 0.587, 0.114]).max() <= 1
    ((back, _),) = batches(numbered(3), (4, 5, 3)).dataset()
    assert np.asarray(back)[2].tolist() == np.full((4, 5, 3), 2).tolist()


def test_transparency_is_dropped() -> None:
    split = Split(np.zeros(2, np.int32), RANDOM.integers(0, 256, (2, 4, 5, 4), np.uint8))
    ((images, _),) = batches(split, (4, 5, 3)).dataset()
    assert np.array_equal(images, split.images[..., :3])


def test_several_inputs_get_the_same_image_each_at_its_size() -> None:
    ((images, _),) = batches(numbered(3), (4, 5, 1), (2, 2, 3)).dataset()
    assert [image.shape for image in images] == [(3, 4, 5, 1), (3, 2, 2, 3)]
    assert np.allclose(images[1][2], 2)


def test_large_arrays_stay_in_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.plan.sampling import permutation

    monkeypatch.setattr("cnn.worker.data.batches.IN_GRAPH_BYTES", 10)
    given = batches(numbered(20), (4, 5, 1))
    given.shuffle(1, 1)
    assert seen(given) == permutation(1, 1, 20).tolist()


@pytest.mark.story
def test_only_what_is_told_to_is_augmented_and_each_epoch_anew() -> None:
    from cnn.layers import RandomTranslation
    from cnn.worker.data.augmentation import Augmenter
    from cnn.worker.data.batches import Batches
    from cnn.worker.model.objective import objective

    split = Split(np.zeros(6, np.int32), RANDOM.integers(0, 256, (6, 4, 4, 1), np.uint8))
    augmenter = Augmenter([RandomTranslation(height_factor=0.5, width_factor=0.5)], 3)
    given = Batches(split, ((4, 4, 1),), objective(graph((4, 4, 1)), Recipe(), 10), 4, augmenter)
    passes = []
    for epoch in (0, 1, 0):
        given.shuffle(3, epoch)
        order = np.random.default_rng([3, epoch]).permutation(6)
        passes.append([np.asarray(images) for images, _ in given.dataset()])
        for step, images in enumerate(passes[-1]):
            stored = tf.constant(split.images[order[4 * step : 4 * step + 4]], tf.float32)
            (expected,), _ = augmenter((stored,), None, epoch, step)
            assert np.array_equal(images, expected)
    assert all(np.array_equal(a, b) for a, b in zip(passes[0], passes[2], strict=True))
    assert not np.array_equal(passes[0][0], passes[1][0])


def test_labels_as_each_output_wants_them() -> None:
    from cnn.worker.model.objective import objective

    heads = objective(graph((4, 5, 1), units=(2, 1), activation="sigmoid"), Recipe(), 2)
    split = Split(np.array([0, 1, 1], np.int32), np.zeros((3, 4, 5, 1), np.uint8))
    ((_, (rows, numbers)),) = batches(split, (4, 5, 1), heads=heads).dataset()
    assert np.asarray(rows).tolist() == [[1, 0], [0, 1], [0, 1]]
    assert np.asarray(numbers).tolist() == [0, 1, 1]


# ---------------------------------------------------------------------- files


@pytest.fixture
def files(tmp_path: Path) -> Split:
    paths = []
    for number in range(10):
        paths.append(tmp_path / f"{number}.png")
        Image.new("L", (5, 4), number).save(paths[-1])
    return Split(np.arange(10, dtype=np.int32), files=tuple(paths))


def test_files(files: Split) -> None:
    given = batches(files, (4, 5, 1))
    given.shuffle(3, 0)
    parts = [(np.asarray(images), np.asarray(labels)) for images, labels in given.dataset()]
    assert [number for images, _ in parts for number in images[:, 0, 0, 0].tolist()] == [
        number for _, labels in parts for number in labels.tolist()
    ]
    assert sorted(seen(given)) == list(range(10))


def test_files_are_decoded_once_when_they_fit_and_every_time_when_not(files: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.data.batches import decode

    decoded: list[Path] = []
    monkeypatch.setattr("cnn.worker.data.batches.decode", lambda path, *size: decoded.append(path) or decode(path, *size))
    given = batches(files, (4, 5, 1))
    assert seen(given) == seen(given)
    assert len(decoded) == 10
    monkeypatch.setattr("cnn.worker.data.batches.free_memory", lambda: 10)
    decoded.clear()
    given = batches(files, (4, 5, 1))
    assert seen(given) == seen(given)
    assert len(decoded) == 20


def test_a_file_that_breaks_later_is_left_out(files: Split, capsys: pytest.CaptureFixture[str]) -> None:
    files.files[3].write_bytes(b"broken")
    given = batches(files, (4, 5, 1))
    parts = [(np.asarray(images), np.asarray(labels)) for images, labels in given.dataset()]
    assert given.skipped == 1
    assert [labels.tolist() for _, labels in parts] == [[0, 1, 2], [4, 5, 6, 7], [8, 9]]
    assert [images[:, 0, 0, 0].tolist() for images, _ in parts] == [[0, 1, 2], [4, 5, 6, 7], [8, 9]]
    assert "3.png" in capsys.readouterr().out


def test_a_batch_without_a_readable_file_is_an_error(files: Split) -> None:
    from cnn.worker.dispatch import explained

    for path in files.files[:4]:
        path.unlink()
    with pytest.raises(tf.errors.OpError) as caught:
        seen(batches(files, (4, 5, 1)))
    found = explained(caught.value)
    assert found["error"] == "DatasetError"
    assert found["message"].startswith("None of 4 images")


# ---------------------------------------------------------------------- sizes


def sizes(given: Any, stored: tuple[int, int, int] | None) -> Any:
    from cnn.plan.input_sizes import input_sizes

    return input_sizes(given, stored)


def test_open_sizes_are_the_images_own() -> None:
    assert sizes(graph((None, 9, None)), (4, 5, 1)) == ((4, 9, 1),)
    assert sizes(graph((8, 9, 3), (2, 2, 1)), None) == ((8, 9, 3), (2, 2, 1))


@pytest.mark.parametrize(
    ("shape", "stored", "message"),
    [
        ((784,), (28, 28, 1), "takes 784"),
        ((28, 28), (28, 28, 1), "takes 28×28"),
        ((None, None, 3), None, "different sizes"),
        ((28, 28, 2), (28, 28, 1), "2 channels; the dataset has images with 1 channel"),
        ((28, 28, 3), (28, 28, 7), "images with 7 channels"),
    ],
)
def test_inputs_that_take_no_images(shape: Shape, stored: Any, message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        sizes(graph(shape), stored)
    assert message in caught.value.message
    assert "input0" in caught.value.message
    assert caught.value.hint


def test_channels_that_nobody_knows_yet_are_let_pass() -> None:
    """Of files whose sizes differ: a stack of pages may have any number of them."""
    assert sizes(graph((28, 28, 2)), None) == ((28, 28, 2),)


def test_sizes_put_into_a_network() -> None:
    from cnn.plan.input_sizes import with_sizes

    open_graph = graph((None, None, 1))
    sized = with_sizes(open_graph, ((4, 5, 1),))
    assert sized.nodes[sized.inputs[0]].layer.output_shape() == (4, 5, 1)
    assert with_sizes(sized, ((4, 5, 1),)) is sized


def test_the_whole_of_a_dataset_is_described() -> None:
    dataset = Dataset("d", tuple("0123456789"), (4, 5, 1), numbered(20))
    assert sizes(graph((4, 4, 1)), dataset.image_shape) == ((4, 4, 1),)
