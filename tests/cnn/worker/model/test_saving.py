"""Weights in files that are cut off or damaged."""

from pathlib import Path

import pytest

from cnn.blocks.functional import Network
from cnn.errors import FileError
from cnn.layers import Dense, Flatten

pytestmark = pytest.mark.keras

pytest.importorskip("keras")


@pytest.mark.parametrize("name", ["model.keras", "model.weights.h5"])
@pytest.mark.parametrize("harm", ["empty", "half", "other bytes"])
def test_a_damaged_file_is_told_as_one(tmp_path: Path, name: str, harm: str) -> None:
    """In words, whatever the library raises that found it first."""
    from cnn.worker.model.builder import build
    from cnn.worker.model.saving import load_weights

    net = Network()
    net(Dense(units=4), net(Flatten(), net.input((9, 9, 1))))
    model, path = build(net.graph), tmp_path / name
    (model.save if name.endswith(".keras") else model.save_weights)(path)
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes({"empty": b"", "half": whole[:middle], "other bytes": bytes(len(whole))}[harm])
    with pytest.raises(FileError, match=f"{name} don't fit the network, or the file is damaged"):
        load_weights(model, path)
