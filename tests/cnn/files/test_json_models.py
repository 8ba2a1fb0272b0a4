"""Models with paths that are no Unicode go through JSON and come back."""

import json
import os
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from cnn.files.json_models import from_json, to_json, to_shown_json
from cnn.presets import PRESETS
from cnn.project import Project, load, save
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Failed, Predict, read_command, read_event, write_line

LATIN = os.fsdecode(b"/home/caf\xe9/b\xfc \xff")


class Thing(BaseModel):
    path: str
    sizes: tuple[int, ...] = (1, 2)
    loss: float | None = float("inf")


@pytest.mark.parametrize("path", ["/plain", "/ünï/日本/😀", LATIN, "\\udce9 spelled out", 'with "quotes"\n'])
def test_what_is_written_comes_back(path: str) -> None:
    text = to_json(Thing(path=path))
    json.loads(text.encode())
    assert from_json(TypeAdapter(Thing), text.encode()) == Thing(path=path, loss=None)


def test_what_is_shown_is_unicode_and_spells_out_the_rest() -> None:
    shown = Thing.model_validate_json(to_shown_json(Thing(path=LATIN)))
    assert shown.path == LATIN.encode("utf-8", "backslashreplace").decode()
    assert Thing.model_validate_json(to_shown_json(Thing(path="/ü"))).path == "/ü"


@pytest.mark.parametrize("text", [b"", b"{", b"[" * 100_000, b'{"path": 1}', b'{"path": "\\ud800', b"\xff"])
def test_nonsense_is_refused(text: bytes) -> None:
    with pytest.raises(ValidationError):
        from_json(TypeAdapter(Thing), text)


def test_commands_and_events_carry_such_paths() -> None:
    command = Predict(request="a", project=LATIN, weights=LATIN, images=(LATIN,))
    assert read_command(write_line(command).encode()) == command
    event = Failed(time=1.0, error="FileError", message=f"There is no {LATIN}.", hint="")
    assert read_event(write_line(event).encode()) == event


def test_projects_and_runs_keep_such_a_dataset(tmp_path: Path) -> None:
    project = Project(graph=PRESETS["lenet5"].graph(), dataset=LATIN, weights=LATIN)
    save(project, tmp_path / "a.loom")
    assert load(tmp_path / "a.loom") == project
    folder = RunFolder.create(project, tmp_path / os.fsdecode(b"r\xfcn"))
    assert folder.record().dataset == LATIN
    assert folder.record().folder == str(folder.path)
