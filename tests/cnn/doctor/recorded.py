"""What trainings of `patients` told, kept as numbers: so that the doctor is asked about real ones without training any.

`python -m tests.cnn.doctor.recorded` trains each with seed 0 and writes the file anew.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cnn.doctor.case import Case
from cnn.errors import RecipeError
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import read_event
from tests.cnn.doctor.patients import HEALTHY, ILL, Patient

PATH = Path(__file__).with_name("recorded.json")
#: reports within epochs that are kept of a training
BATCHES = 12


@contextmanager
def each_epoch_seen() -> Iterator[None]:
    """Inside, trainings are looked at behind every epoch, whatever it costs."""
    from cnn.worker.fit import diagnostics

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagnostics, "FIRST", 0.0)
        patch.setattr(diagnostics, "FREE", 10**9)
        yield


def trained(patient: Patient, folder: Path, seed: int) -> RunFolder:
    """The run of a patient; of one whose loss is lost in the first epoch as well."""
    from tests.cnn.worker.fit.runs import run

    found = RunFolder.create(patient.project(folder, seed), folder / "run")
    with each_epoch_seen():
        try:
            run(found)
        except RecipeError:
            assert patient.kind == "nan"
    return found


def kept(run: RunFolder) -> dict[str, object]:
    """What is kept of a run."""
    told = [json.loads(line) for line in run.events.read_text().splitlines()]
    batches = [event for event in told if event["event"] == "batch"][-BATCHES:]
    events = [event for event in told if event in batches or event["event"] in ("epoch", "diagnostics")]
    for event in events:
        logs = event.get("logs", {})
        event |= {"time": 0.0, "run": ""} | (
            {"logs": {name: value and float(f"{value:.5g}") for name, value in logs.items()}} if logs else {}
        )
    return {"recipe": Case.of_run(run).project.recipe.model_dump(exclude_defaults=True), "events": events}


def case_of(patient: Patient) -> Case:
    """The recorded training of a patient."""
    record = json.loads(PATH.read_text())[patient.name]
    case = Case(Project(patient.graph(), Recipe.create(record["recipe"]), "digits"))
    for event in record["events"]:
        case.hear(read_event(json.dumps(event)))
    return case


def write(runs: dict[str, RunFolder]) -> None:
    """Writes what runs told, by the names of their patients."""
    rows = [f"{json.dumps(name)}: {json.dumps(kept(run))}" for name, run in runs.items()]
    PATH.write_text("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        found = {}
        for number, patient in enumerate((*ILL, *HEALTHY)):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            found[patient.name] = trained(patient, folder, 0)
        write(found)
