"""What a person calls a trained model by: a run's folder or id, a project that a run has trained, or a Keras file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cnn.commands.download import fetch, fetch_weights_if_missing
from cnn.commands.output import tell_how_it_came_in
from cnn.datasets.pixels.pixel_range import DATASET
from cnn.errors import LayerloomError, UsageError
from cnn.files.files import RUN_PROJECT
from cnn.files.scratch import Scratch
from cnn.formats.files import WITH_WEIGHTS, is_project
from cnn.formats.report import open_with_report
from cnn.presets import PRESETS, preset_named
from cnn.presets.imagenet import WEIGHTS
from cnn.presets.imagenet_classes import CLASS_NAMES, imagenet_classes
from cnn.project import Project, load, save
from cnn.recipe import Recipe
from cnn.runs.checkpoints import ENDING, checkpoint_named
from cnn.runs.folder import RunFolder
from cnn.runs.listed.places import place_of
from cnn.runs.origins import sources_of
from cnn.words.language import tr
from cnn.words.lists import sentences

RUN_MODEL = "model.keras"


@dataclass(frozen=True)
class TrainedModel:
    """A project file and the weights that fit its network; `named_data`: whether the project says what it was trained on."""

    project: Path
    weights: Path
    named_data: bool


@contextmanager
def trained_model(source: str, resizing: str = "", pixel_range: str = "", checkpoint: str = "") -> Iterator[TrainedModel]:
    """The model of a run, one of its checkpoints (also as `RUN/checkpoints/NAME`), or of a Keras file; raises `UsageError`,
    `RecipeError` or `FileError`.

    A Keras file's network is read by us and built from our own graph; only weights are taken from the file. Nor does it say how
    images are brought to size and which of their values are black and white: `resizing` ("": they are stretched) and
    `pixel_range` ("": as their data type has it) do, which for a run are known.
    """
    if (name := _pretrained(source)) is not None:
        with _of_preset(name) as published_model:
            yield published_model
        return
    path = _existing(source)
    if checkpoint or path.suffix == ENDING:
        yield _of_checkpoint(path, source, checkpoint)
        return
    of_run = path.name in (RUN_MODEL, RUN_PROJECT) and (path.parent / RUN_PROJECT).is_file()
    settings = {name: value for name, value in (("resizing", resizing), ("pixel_range", pixel_range)) if value}
    if settings and (of_run or path.is_dir() or path.suffix.lower() not in WITH_WEIGHTS):
        known = {
            "resizing": tr("how its images are brought to size"),
            "pixel_range": tr("which values of its images are black and white"),
        }
        first = next(iter(settings))
        raise UsageError(tr("{0} knows {1}.", source, known[first]), tr("Leave --{0} out.", first.replace("_", "-")))
    if settings and Recipe().changed(**settings).pixel_range == DATASET:
        raise UsageError(
            tr("{0} does not say which values were the lowest and the highest of its dataset.", source),
            tr("Write them: --pixel-range LOW-HIGH."),
        )
    if path.is_dir():
        yield _of_run(path, source)
    elif of_run:
        yield _of_run(path.parent, source)
    elif is_project(path):
        yield _of_last_run(path, source)
    elif path.suffix.lower() in WITH_WEIGHTS:
        report = open_with_report(path, count=False)
        tell_how_it_came_in(report)
        recipe = report.project.recipe.changed(**settings)
        with project_file(replace(report.project, recipe=recipe)) as project:
            yield TrainedModel(project, path.absolute(), named_data=False)
    else:
        raise UsageError(
            tr("{0} is no trained model.", source), tr("Name a run's folder or id, a trained project, or a .keras file.")
        )


@contextmanager
def project_file(project: Project) -> Iterator[Path]:
    """A project as a file for the worker to read; gone afterwards."""
    with Scratch() as scratch:
        path = scratch.path / RUN_PROJECT
        save(project, path)
        yield path


def run_or_name(source: str) -> str:
    """The folder of a run that is named by its id, else the source as it is."""
    folder = place_of(source)
    named = source and not Path(source).expanduser().exists() and (folder / RUN_PROJECT).is_file()
    return str(folder) if named else source


def run_folder(source: str) -> RunFolder:
    """A run by its folder or id, or by a file of that folder; raises `UsageError`."""
    path = _existing(source)
    folder = path if path.is_dir() else path.parent
    if not (folder / RUN_PROJECT).is_file():
        raise UsageError(tr("{0} is no run.", source), tr("The command runs lists the runs there are."))
    return RunFolder(folder, folder.name)


def _pretrained(source: str) -> str | None:
    """The preset of that name that has ImageNet weights, where no file or run is called so."""
    name = preset_named(source)
    there = Path(source).expanduser().exists() or place_of(source).exists()
    return name if name in WEIGHTS and not there else None


@contextmanager
def _of_preset(name: str) -> Iterator[TrainedModel]:
    """A preset with its ImageNet weights, which are downloaded where they are missing, as are the names of its classes; without
    these it tells their numbers, and says so."""
    weights = WEIGHTS[name]
    project = Project(weights.graph(), PRESETS[name].recipe, "", weights=weights.source)
    fetch_weights_if_missing(project)
    try:
        if not CLASS_NAMES.present:
            fetch(CLASS_NAMES)
        imagenet_classes()
    except LayerloomError as error:
        print("layerloom: " + sentences(tr("Classes are told by their numbers."), error), file=sys.stderr)
    with project_file(project) as file:
        yield TrainedModel(file, Path(weights.source), named_data=False)


def _of_checkpoint(path: Path, source: str, name: str) -> TrainedModel:
    """A checkpoint of a run, by its file or by its name."""
    if name and path.suffix == ENDING:
        raise UsageError(tr("{0} is a checkpoint already.", source), tr("Leave --checkpoint out, or name the run."))
    folder = run_folder(source) if name else run_folder(str(path.parent.parent))
    file = checkpoint_named(folder, name or path.name)
    return TrainedModel(folder.project.absolute(), file.absolute(), named_data=True)


def _existing(source: str) -> Path:
    for path in (Path(source).expanduser(), place_of(source)):
        if path.exists():
            return path
    raise UsageError(tr("There is no run or file {0!r}.", source), tr("The command runs lists the runs there are."))


def _of_last_run(path: Path, source: str) -> TrainedModel:
    """The model of the run that trained a project last, as it was trained; says which that is."""
    project = load(path)
    found = sources_of(replace(project, weights=""))
    if found.run is None:
        if found.lost:
            raise found.lost[0]
        raise UsageError(
            tr("{0} has no trained weights.", source), tr("Train it first, or name a run: the command runs lists them.")
        )
    used = (
        tr("{0}: the model of {1} is used.", source, found.run.title)
        if found.run.is_of(project.graph)
        else tr("{0}: the model of {1} is used, as it was before the network was edited.", source, found.run.title)
    )
    print("layerloom: " + used, file=sys.stderr)
    return _of_run(found.run.path.parent, source)


def _of_run(folder: Path, source: str) -> TrainedModel:
    project, weights = folder.absolute() / RUN_PROJECT, folder.absolute() / RUN_MODEL
    if not project.is_file():
        if weights.is_file():
            hint = tr("Put it back, or name {0} itself: predict takes it, without what is known of a run.", weights.name)
            raise UsageError(tr("{0} has no {1}, which says what was trained.", source, project.name), hint)
        raise UsageError(tr("{0} has no trained weights.", source), tr("Train it first, then name its run."))
    if not weights.is_file():
        raise UsageError(tr("The run {0} has no model yet.", source), tr("Train it until the first epoch is over."))
    return TrainedModel(project, weights, named_data=True)
