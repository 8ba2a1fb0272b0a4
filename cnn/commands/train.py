"""`train`: trains a network at the terminal, with a progress bar, as JSON, or as a stream of events."""

import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cnn.commands.options import Classes, ImageSize, data_path, recipe_options
from cnn.commands.output import AsJson, print_json

if TYPE_CHECKING:
    from cnn.project import Project
    from cnn.runs.folder import RunFolder


Source = Annotated[
    str, typer.Argument(metavar="SRC", help="A preset or a file: .loom, .keras, .h5, Keras .json; weights start fresh.")
]
Data = Annotated[
    str,
    typer.Option("--data", metavar="D", help="A dataset: a name, a file or a folder (see datasets); a .loom file has its own."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="The run's folder; without it a new one of its own.")]
Resume = Annotated[Path | None, typer.Option("--resume", metavar="DIR", help="Go on where the run in this folder stopped.")]
Events = Annotated[bool, typer.Option("--events", help="Print every event as a line of JSON, and nothing else.")]


@recipe_options
def train(
    source: Source = "",
    data: Data = "",
    out: Out = None,
    image: ImageSize = None,
    classes: Classes = None,
    resume: Resume = None,
    as_json: AsJson = False,
    events: Events = False,
    settings: dict[str, Any] | None = None,
) -> int:
    """Train a network. Ctrl-C ends it after the current batch and keeps what was learned; a second one ends it at once."""
    from cnn.errors import UsageError

    if as_json and events:
        raise UsageError("--json and --events both want stdout.", "Choose one; the events are also in the run's folder.")
    if resume is not None:
        if source or data or out or image or classes or settings:
            raise UsageError("--resume goes on with a run as it was.", "Leave all else out but --json or --events.")
        return _resume(resume)
    project = _project(source, data, image, classes, settings or {})
    from cnn.commands.fetching import fetch_if_missing
    from cnn.runs.folder import RunFolder

    fetch_if_missing(project.dataset, quiet=as_json or events)
    return _run(RunFolder.create(project, out), as_json, events)


def _project(source: str, data: str, image: ImageSize, classes: int | None, settings: dict[str, Any]) -> "Project":
    from cnn.errors import UsageError
    from cnn.formats.source import open_source

    if not source:
        raise UsageError("What should be trained?", "Name a preset or a file; presets lists what there is.")
    project = open_source(source, image=image, classes=classes)
    if not data and not source.endswith(".loom"):
        raise UsageError(f"What should {source} be trained on?", "Name a dataset with --data; datasets lists them.")
    project = replace(project, recipe=project.recipe.changed(**settings), dataset=data_path(data) or project.dataset)
    _require_trainable(project)
    return project


def _require_trainable(project: "Project") -> None:
    """Raises what can be known to be wrong before a worker starts, so that no run is begun in vain."""
    from cnn.analysis import problems_with_classes
    from cnn.datasets import info_of, open_dataset
    from cnn.datasets.sources import exists
    from cnn.errors import DatasetError
    from cnn.formats.keras_writer import buildable

    analysis = buildable(project.graph)
    info = info_of(project.dataset)
    if not exists(project.dataset):
        open_dataset(project.dataset)  # says what is wrong with the name
    if info and (problems := problems_with_classes(analysis, len(info.classes))):
        raise DatasetError(problems[0].message, f"Use --classes {len(info.classes)}.")


def _resume(folder: Path) -> int:
    from cnn.errors import UsageError
    from cnn.runs.folder import RunFolder

    record = RunFolder.open(folder.absolute()).record()
    if record.epochs >= record.planned_epochs > 0:
        raise UsageError(f"The run {record.id} is complete: {record.epochs} epochs.", "For more, train its project.loom anew.")
    raise UsageError(f"Going on with the run {record.id} is not possible yet.", f"Train it anew: train {folder / 'project.loom'}")


def _run(folder: "RunFolder", as_json: bool, events: bool) -> int:
    from cnn.commands.progress import reporter
    from cnn.commands.training import outcome, run_training
    from cnn.project import load

    killed = run_training(folder, reporter(load(folder.project), as_json=as_json, events=events), report_failure=as_json)
    if killed:
        print(f"layerloom: Ended at once. What earlier epochs learned is in {folder.path}.", file=sys.stderr)
        return 128 + signal.SIGINT
    result = outcome(folder)
    if as_json:
        print_json(result)
    elif not events:
        _print_outcome(result, folder)
    return 0


def _print_outcome(result: dict[str, Any], folder: "RunFolder") -> None:
    from cnn.commands.progress import spell_logs

    print(f"\n{result['state'].capitalize()} after {result['epochs']} epochs, {result['seconds']:.0f} s, "
          f"{result['images_per_second']:,.0f} images/s")  # fmt: skip
    for name in ("final", "best"):
        if result[name]:
            print(f"{name:>6}  {spell_logs(result[name])}")
    print(f"  Run   {folder.path}")
