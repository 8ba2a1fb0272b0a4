"""A checkpoint brings back every variable that decides how training goes on, or is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.errors import FileError
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


def network(filters: int = 3, dtype: str | None = None) -> Graph:
    net = Network()
    x = net(Conv2D(filters=filters, dtype=dtype), net.input((8, 8, 1)))
    x = net(Dropout(rate=0.5), net(BatchNormalization(), x))
    net(Dense(units=4, activation="softmax"), net(Flatten(), x))
    return net.graph


def made(seed: int, graph: Graph | None = None, optimizer: str = "adam") -> Any:
    from cnn.worker.model.builder import build

    model = build(graph or network(), seed=seed)
    model.compile(optimizer, "sparse_categorical_crossentropy")
    model.optimizer.build(model.trainable_variables)
    return model


def learn(model: Any, steps: int) -> list[np.ndarray]:
    generator = np.random.default_rng(0)
    for _ in range(steps):
        model.train_on_batch(generator.normal(size=(8, 8, 8, 1)).astype(np.float32), generator.integers(0, 4, 8))
    return [weight.copy() for weight in model.get_weights()]


def test_training_goes_on_to_the_same_bit(tmp_path: Path) -> None:
    from cnn.worker.fit.checkpoint import load_checkpoint, save_checkpoint

    model = made(1)
    learn(model, 3)
    save_checkpoint(model, tmp_path / "c.npz", {"epoch": 3, "step": 5})
    expected = learn(model, 3)
    other = made(2)
    assert load_checkpoint(other, tmp_path / "c.npz") == {"epoch": 3, "step": 5}
    found = learn(other, 3)  # Dropout's generator included
    assert all(np.array_equal(a, b) for a, b in zip(expected, found, strict=True))


def test_types_that_numpy_does_not_know(tmp_path: Path) -> None:
    from cnn.worker.fit.checkpoint import load_checkpoint, save_checkpoint

    graph = network(dtype="bfloat16")
    model, other = made(1, graph), made(2, graph)
    save_checkpoint(model, tmp_path / "c.npz", {})
    load_checkpoint(other, tmp_path / "c.npz")
    assert np.array_equal(model.layers[1].kernel.value.numpy(), other.layers[1].kernel.value.numpy())


def test_another_network_or_optimizer_is_refused(tmp_path: Path) -> None:
    from cnn.worker.fit.checkpoint import load_checkpoint, save_checkpoint

    save_checkpoint(made(1), tmp_path / "c.npz", {})
    for other in (made(1, network(filters=4)), made(1, optimizer="sgd")):
        with pytest.raises(FileError, match="another network or optimizer"):
            load_checkpoint(other, tmp_path / "c.npz")


def test_a_fork_with_another_optimizer_has_the_weights_and_a_new_optimizer(tmp_path: Path) -> None:
    from cnn.worker.fit.checkpoint import load_checkpoint, save_checkpoint

    model = made(1)
    learn(model, 3)
    save_checkpoint(model, tmp_path / "c.npz", {"epoch": 3})
    other = made(2, optimizer="sgd")
    assert load_checkpoint(other, tmp_path / "c.npz", optimizer=False) == {"epoch": 3}
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), other.get_weights(), strict=True))
    assert int(other.optimizer.iterations) == 0
    with pytest.raises(FileError, match="another network"):
        load_checkpoint(made(1, network(filters=4), "sgd"), tmp_path / "c.npz", optimizer=False)


@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "flipped"])
def test_a_damaged_checkpoint_is_refused(tmp_path: Path, harm: str) -> None:
    from cnn.worker.fit.checkpoint import load_checkpoint, save_checkpoint

    path = tmp_path / "c.npz"
    model = made(1)
    save_checkpoint(model, path, {})
    data = bytearray(path.read_bytes())
    if harm == "flipped":
        data[data.index(model.layers[1].kernel.value.numpy().tobytes()) + 5] ^= 1
    path.unlink()
    if harm != "missing":
        path.write_bytes({"empty": b"", "cut": data[:-50], "flipped": data}[harm])
    with pytest.raises(FileError, match="can't be read"):
        load_checkpoint(made(2), path)
