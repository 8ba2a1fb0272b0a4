"""The table of kinds of files: whoever reads or writes files means the same by a suffix."""

from pathlib import Path

import pytest

from cnn.errors import FileError
from cnn.formats.files import HDF5, KINDS, READABLE, WITH_WEIGHTS, kind_of, network_of_keras, read_project, require_writable
from cnn.plan.stages import ENDINGS
from cnn.presets import PRESETS
from cnn.project import Project

PROJECT = Project(PRESETS["lenet5"].graph())


def test_the_longest_suffix_counts_in_any_case(tmp_path: Path) -> None:
    for name, suffix in {"a.h5": ".h5", "a.weights.h5": ".weights.h5", "A.KERAS": ".keras", "x.y.json": ".json"}.items():
        kind = kind_of(Path(name))
        assert kind is not None
        assert kind.suffix == suffix
    assert kind_of(Path("a.txt")) is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.text], ids=lambda kind: kind.suffix)
def test_what_is_written_as_text_says_that_it_holds_no_weights(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"net{kind.suffix}"
    path.write_text(kind.text(PROJECT, path, ()), encoding="utf-8")
    assert "no weights" in kind.no_weights
    if kind.readable:
        assert len(read_project(path).graph) == len(PROJECT.graph)


def test_a_name_that_says_nothing_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(FileError) as refusal:
        require_writable(tmp_path / "net.kers")
    assert ".keras" in str(refusal.value)
    with pytest.raises(FileError, match="folder does not exist"):
        require_writable(tmp_path / "nowhere" / "net.keras")


def test_the_tables_of_suffixes_agree() -> None:
    assert READABLE[0] == ".loom"
    assert set(WITH_WEIGHTS) == set(ENDINGS), "what training may start from is what Keras keeps models in"
    assert set(HDF5) < set(WITH_WEIGHTS)


def _as_json(preset: str) -> str:
    kind = kind_of(Path("net.json"))
    assert kind is not None
    assert kind.text is not None
    return kind.text(Project(PRESETS[preset].graph()), Path("net.json"), ())


def test_the_network_that_was_read_last_is_read_again_only_when_its_file_is_another(tmp_path: Path) -> None:
    path, other = tmp_path / "net.json", tmp_path / "other.json"
    for file, name in ((path, "lenet5"), (other, "nin")):
        file.write_text(_as_json(name), encoding="utf-8")
    graph = read_project(path).graph
    assert network_of_keras(path) is graph
    other.replace(path)  # another file under the same name
    found = network_of_keras(path)
    assert len(found) == len(PRESETS["nin"].graph()) != len(graph)
    assert network_of_keras(path) is found
    path.unlink()
    with pytest.raises(FileError):
        network_of_keras(path)
