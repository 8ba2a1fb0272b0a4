"""Histograms over the epochs: one small file whatever the run, read back as it was written, and never trusted blindly."""

from pathlib import Path

import numpy as np
import pytest

from cnn.errors import FileError
from cnn.runs.recorded.histograms import BINS, MOST_BYTES, MOST_RECORDS, Histogram, Histograms, read, spread_evenly, write

FLAT = Histogram(-1.0, 1.0, (2,) * BINS)


def recorded(epochs: int, layers: int = 2) -> Histograms:
    found = Histograms(tuple(f"layer_{number}" for number in range(layers)))
    for epoch in range(epochs + 1):
        found.add(epoch, {"layer_0": {"weights": FLAT, "gradients": FLAT}, "layer_1": {"activations": FLAT}})
    return found


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(recorded(3), tmp_path / "histograms.npz")
    found = read(tmp_path / "histograms.npz")
    assert found.layers == ("layer_0", "layer_1")
    assert found.of("layer_0", "weights") == [(epoch, FLAT) for epoch in range(4)]
    assert found.of("layer_0", "activations") == []
    assert found.of("layer_1", "gradients") == []
    assert found.of("elsewhere", "weights") == []


@pytest.mark.slow
@pytest.mark.parametrize(("epochs", "layers"), [(3000, 2), (60, 1100)])
def test_it_stays_small_and_what_stays_is_spread_evenly(tmp_path: Path, epochs: int, layers: int) -> None:
    found = recorded(epochs, layers)
    write(found, tmp_path / "histograms.npz")
    assert len(found.epochs) <= MOST_RECORDS
    assert (tmp_path / "histograms.npz").stat().st_size < 2 * MOST_BYTES
    assert found.epochs[0] == 0
    assert found.epochs[-1] == epochs
    half = sum(epoch < epochs / 2 for epoch in found.epochs)
    assert 0.25 < half / len(found.epochs) < 0.75
    assert read(tmp_path / "histograms.npz").epochs == found.epochs


def test_what_came_behind_an_epoch_is_forgotten() -> None:
    found = recorded(5)
    found.rewind(2)
    assert found.epochs == [0, 1, 2]
    assert len(found.counts) == len(found.ranges) == 3


@pytest.mark.parametrize("broken", ["nothing", "text", "parts", "cut"])
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "histograms.npz"
    write(recorded(2), path)
    match broken:
        case "nothing":
            path.unlink()
        case "text":
            path.write_text("no archive")
        case "parts":
            np.savez(path, layers=np.array(["a"]), epochs=np.arange(3), counts=np.zeros(3), ranges=np.zeros(3))
        case _:
            path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileError):
        read(path)


def test_epochs_are_shown_on_one_axis() -> None:
    narrow = Histogram(0.0, 1.0, (1,) * BINS)
    low, high, rows = spread_evenly([(0, FLAT), (1, narrow), (2, Histogram(0.5, 0.5, (7, *[0] * (BINS - 1))))], 8)
    assert (low, high) == (-1.0, 1.0)
    assert np.allclose(rows[0], 1 / 8)
    assert np.allclose(rows[1], [0, 0, 0, 0, 1 / 4, 1 / 4, 1 / 4, 1 / 4])
    assert rows[2].tolist() == [0, 0, 0, 0, 0, 0, 1, 0]
