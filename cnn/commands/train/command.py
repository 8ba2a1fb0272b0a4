"""`train`: trains a network at the terminal, with a progress bar, as JSON, or as a stream of events."""

import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.backends import require_installed
from cnn.commands.download import fetch_if_missing, fetch_weights_if_missing
from cnn.commands.options import Classes, CurationFile, ImageSize, Weights, curated_by, data_path, recipe_options
from cnn.commands.output import AsJson, print_json, tell_how_it_came_in
from cnn.commands.train.checks import fitted, may_take_gpu, require_data, suited, weight_lines, with_absolute_paths
from cnn.commands.train.examining import Examining
from cnn.commands.train.fitting import FitData
from cnn.commands.train.folds import Folds, train_folds
from cnn.commands.train.progress import Noting, reporter, spell_logs
from cnn.commands.train.rate import find_rate
from cnn.commands.train.run import Begun, Enough, begin, note, outcome, run_training
from cnn.commands.train.together import (
    Coordinator,
    Distributed,
    Launch,
    Processes,
    Rank,
    group_from,
    require_fitting,
    take_part,
    together_as_before,
)
from cnn.computers.known import computer_named
from cnn.errors import UsageError
from cnn.opening import open_project_with_report
from cnn.project import Project
from cnn.recipe import Recipe, takers
from cnn.runs.checkpoints import checkpoint_of
from cnn.runs.folder import RunFolder
from cnn.runs.listed.places import place_of
from cnn.runs.orders import HERE, Order, forked_run, new_run, ordered_on, ordered_together, past_run, rewound_run
from cnn.runs.repeated.forking import bearable
from cnn.words.language import marked, tr
from cnn.words.lists import both, either, listed
from cnn.words.plain import padded
from cnn.words.quantities import number_of

Source = Annotated[
    str, typer.Argument(metavar="SRC", help="A preset or a file: .loom, .keras, .h5, Keras .json; weights start fresh.")
]
Data = Annotated[
    str,
    typer.Option("--data", metavar="D", help="A dataset: a name, a file or a folder (see datasets); a .loom file has its own."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="The run's folder; without it a new one of its own.")]
Resume = Annotated[Path | None, typer.Option("--resume", metavar="RUN", help="Go on with the run of this folder or id.")]
FromEpoch = Annotated[
    int | None,
    typer.Option(
        "--from-epoch",
        metavar="N",
        min=0,
        help="With --resume: take the run back to its checkpoint of that epoch, and train on from there; the best model stays.",
    ),
]
Fork = Annotated[
    bool,
    typer.Option(
        "--fork",
        help="With --resume and --from-epoch: a new run begins there, with other settings, such as --learning-rate, --optimizer "
        "or --augmentation; the old one stays as it is.",
    ),
]
AutoBatch = Annotated[
    bool,
    typer.Option(
        "--auto-batch",
        help="Take a smaller batch where memory would run out; where it does, go on from the last checkpoint.",
    ),
]
FindRate = Annotated[
    bool, typer.Option("--find-learning-rate", help="Try learning rates, from very small to too large, and say which suits.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="NAME",
        help="Train on another computer (see computers), and keep a copy of the run here; with --resume also to go on elsewhere: "
        "here is this one.",
    ),
]
Events = Annotated[bool, typer.Option("--events", help="Print every event as a line of JSON, and nothing else.")]


@recipe_options
def train(
    source: Source = "",
    data: Data = "",
    out: Out = None,
    image: ImageSize = None,
    classes: Classes = None,
    fit_data: FitData = False,
    curation: CurationFile = None,
    weights: Weights = "",
    folds: Folds = None,
    resume: Resume = None,
    from_epoch: FromEpoch = None,
    fork: Fork = False,
    auto_batch: AutoBatch = False,
    find_learning_rate: FindRate = False,
    on: On = None,
    distributed: Distributed = False,
    coordinator: Coordinator = None,
    processes: Processes = None,
    rank: Rank = None,
    launch: Launch = None,
    as_json: AsJson = False,
    events: Events = False,
    settings: dict[str, Any] | None = None,
) -> int:
    """Train a network. Ctrl-C ends it after the current batch and keeps what was learned; a second one ends it at once."""
    if as_json and events:
        raise UsageError(tr("--json and --events both want stdout."), tr("Choose one; the events are also in the run's folder."))

    group, launches = group_from(distributed, coordinator, processes, rank, launch)
    if group is not None and not group.leads:
        return take_part(group)
    settings = dict(settings or {})
    if fork:
        order = _forked(resume, from_epoch, out, settings, {"SRC": source, "--data": data, "--on": on, "--folds": folds})
        return _run(order, as_json, events, auto_batch, [])
    alone = {"--on": on, "--folds": folds, "--find-learning-rate": find_learning_rate, "--auto-batch": auto_batch}
    if resume is not None:
        given = {"SRC": source, "--data": data, "--out": out, "--image": image, "--classes": classes, "--fit-data": fit_data}
        given |= {"--curation": curation, "--weights": weights, "--folds": folds}
        given |= {"--find-learning-rate": find_learning_rate, **{_flag(name): name for name in settings}}
        _require_alone([name for name, value in given.items() if value])
        _require_computer(on)
        require_fitting(group, alone, {})
        order = _resumed(resume, settings, from_epoch)
        if group is None and on is None and not settings.get("backend") and not auto_batch:
            order = together_as_before(order, quiet=as_json or events)
        else:
            order = ordered_together(ordered_on(order, on), group, launches)
        return _run(order, as_json, events, auto_batch, [])
    if from_epoch is not None:
        raise UsageError(tr("--from-epoch takes a run back, and none is named."), tr("Name it with --resume DIR."))

    if image is not None and fit_data:
        raise UsageError(tr("--image and --fit-data both say the size of the images."), tr("Choose one."))

    computer = _require_computer(on)
    if computer and find_learning_rate:
        raise UsageError(tr("--find-learning-rate tries learning rates here."), tr("Leave --on out."))
    require_fitting(group, alone, settings)
    if folds is not None:
        _require_no_fold(settings, find_learning_rate)
        settings["fold"] = f"1/{folds}"
    project, notes = named_project(source, data, image, classes, settings, weights)
    if curation is not None:
        project = curated_by(project, curation)
    project, told = suited(project, fit=fit_data, quiet=as_json or events)
    notes += told
    if not computer:
        require_installed(project.recipe.backend)
        fetch_weights_if_missing(project, quiet=as_json or events)
    notes += tell_weights(project, quiet=as_json or events)
    for dataset in () if computer else (project.dataset, project.recipe.validation_data):
        fetch_if_missing(dataset, quiet=as_json or events)
    with ExitStack() as closing:
        begun = (
            begin(project.recipe.backend) if not computer and group is None and may_take_gpu(project) else None
        )  # only its backend knows
        if begun is not None:
            closing.callback(begun.close)
        devices = [device.choice for device in begun.ready.devices] if begun else ()
        if not computer and group is None:  # how much memory is free elsewhere is not known
            project, fits = fitted(project, devices, auto_batch=auto_batch, quiet=as_json or events)
            notes += fits
        if find_learning_rate:
            closing.close()  # the range test has a worker of its own, which needs the GPU for itself
            return find_rate(project, as_json)
        if folds is not None:
            closing.close()  # each fold has a worker of its own
            quiet = as_json or events

            def train_fold(part: Project, path: Path | None) -> tuple[int, dict[str, Any]]:
                return train_one(replace(new_run(part, path), computer=computer), as_json, events, auto_batch, notes)

            return train_folds(project, folds, out, train_fold, as_json=as_json, quiet=quiet)
        order = ordered_together(replace(new_run(project, out), computer=computer), group, launches)
        return _run(order, as_json, events, auto_batch, notes, begun)


def _require_computer(on: str | None) -> str:
    """The name of another computer, "" for this one; raises `UsageError` for one that nobody has added."""
    return "" if on is None or on == HERE else computer_named(on).name


def _require_no_fold(settings: dict[str, Any], find_learning_rate: bool) -> None:
    """Raises `UsageError` for what can't be together with `--folds`, which trains them all."""
    if settings.get("fold"):
        raise UsageError(tr("--folds trains every fold, --fold one of them."), tr("Choose one."))
    if find_learning_rate:
        raise UsageError(tr("--find-learning-rate tries a single training."), tr("Leave --folds out, or name one with --fold."))


def _require_alone(given: list[str]) -> None:
    """A run that goes on keeps its network, its data and its recipe, but for the length and the size of a batch."""
    refused = [name for name in given if name not in ("--epochs", "--batch-size", "--backend")]
    if refused:
        said = tr("{0} can't be given with --resume, which goes on with a run as it was.", both(refused))
        raise UsageError(said, tr("Only --epochs, --batch-size and --backend can be changed."))


def _forked(
    resume: Path | None, from_epoch: int | None, out: Path | None, settings: dict[str, Any], others: dict[str, Any]
) -> Order:
    """A new run that begins at a checkpoint of another; raises `UsageError` for what it can't have otherwise."""
    if resume is None or from_epoch is None:
        raise UsageError(tr("Where does the fork begin?"), tr("Name the run and an epoch: --resume RUN --from-epoch N --fork."))
    refused = [name for name, value in others.items() if value] + [_flag(name) for name in settings if not bearable(name)]
    if refused:
        raise UsageError(
            tr("{0} can't be given with --fork.", both(refused)),
            tr("A fork may be trained in another way, such as with another --optimizer, but not on other images."),
        )
    path = _named(resume)
    kept = checkpoint_of(RunFolder.open(path), from_epoch)
    order = forked_run(path, kept, out, **settings)
    print(tr("A new run begins at {0} of {1}, which stays as it is.", kept.title, path.name), file=sys.stderr)
    return order


def _named(run: Path) -> Path:
    """The folder of a run: as it stands, or by its id, as `runs` lists it."""
    known = place_of(run.name)
    return known if len(run.parts) == 1 and not run.exists() and known.exists() else run.absolute()


def _resumed(path: Path, settings: dict[str, Any], from_epoch: int | None) -> Order:
    path = _named(path)
    if from_epoch is None:
        return past_run(path, **settings)
    kept = checkpoint_of(RunFolder.open(path), from_epoch)
    order = rewound_run(path, kept, **settings)
    print(tr("Taken back to {0}; the best model stays.", kept.title), file=sys.stderr)
    return order


def tell_weights(project: Project, *, quiet: bool) -> list[str]:
    """Says which layers take their weights from where, and returns it."""
    lines = weight_lines(project)
    if not quiet:
        print("\n".join(lines), end="\n" * bool(lines))
    return lines


def named_project(
    source: str, data: str, image: ImageSize, classes: int | None, settings: dict[str, Any], weights: str
) -> tuple[Project, list[str]]:
    """What is to be trained, and what there is to say about how its file came in. Raises `UsageError`, `FileError`."""
    if not source:
        raise UsageError(tr("What should be trained?"), tr("Name a preset or a file; presets lists what there is."))
    project, report = open_project_with_report(source, image=image, classes=classes, weights=weights)
    tell_how_it_came_in(report)
    require_data(source, data)
    recipe = project.recipe.changed(**with_absolute_paths(settings))
    _require_effect(recipe, settings)
    project = replace(project, recipe=recipe, dataset=data_path(data or project.dataset))
    return project, list(report.remarks() if report is not None else ())


def _require_effect(recipe: Recipe, settings: dict[str, Any]) -> None:
    """Raises `UsageError` for an option that would change nothing with the others as they are."""
    idle = recipe.idle_settings()
    for name in settings:
        if name in idle:
            raise UsageError(tr("{0} has no effect with the other settings.", _flag(name)), _what_it_needs(recipe, name))


def _what_it_needs(recipe: Recipe, name: str) -> str:
    """What would give effect to a setting."""
    if optimizers := takers(name):
        return number_of("Only {1} takes it.|Only {1} take it.", len(optimizers), listed(optimizers))
    needed: dict[str, list[str]] = {}
    for other, value in recipe.effective_with(name):
        needed.setdefault(_flag(other), []).extend([value] if isinstance(value, str) else [])
    ways = [f"{flag} {'|'.join(values)}".strip() for flag, values in needed.items()]
    return tr("It needs {0}.", either(ways)) if ways else tr("Leave it out, or set what it belongs to.")


def _flag(name: str) -> str:
    """The option of a setting."""
    return f"--{name.replace('_', '-')}"


def _run(
    order: Order,
    as_json: bool,
    events: bool,
    auto_batch: bool,
    notes: Sequence[str],
    begun: Begun | None = None,
) -> int:
    """Trains one run, and tells how it ended."""
    code, result = train_one(order, as_json, events, auto_batch, notes, begun, report_failure=as_json)
    if as_json and result:
        print_json(result)
    return code


def train_one(
    order: Order,
    as_json: bool,
    events: bool,
    auto_batch: bool,
    notes: Sequence[str],
    begun: Begun | None = None,
    *,
    report_failure: bool = False,
    enough: Enough | None = None,
) -> tuple[int, dict[str, Any]]:
    """Trains, and tells a person how it ended; returns the exit code and the outcome, which a run that was killed has none of.

    `notes` are what was said before, which a program that reads along is told as the run's first event; `enough` as for
    `run_training`.
    """
    folder = order.run
    told = Noting(Examining(folder.id, order.project, reporter(order.project, as_json=as_json, events=events)))
    if notes:
        event = note(folder, notes)
        if as_json or events:
            told.hear(event)
    killed = run_training(order, told, begun=begun, report_failure=report_failure, auto_batch=auto_batch, enough=enough)
    if killed and order.computer:
        reach = tr("train --resume {0} reaches it again", folder.path)
        print("layerloom: " + tr("Left alone; the run goes on on {0}: {1}.", order.computer, reach), file=sys.stderr)
        return 128 + signal.SIGINT, {}
    if killed:
        print(
            "layerloom: " + tr("Ended at once. train --resume {0} goes on from the last checkpoint.", folder.path),
            file=sys.stderr,
        )
        return 128 + signal.SIGINT, {}
    result = outcome(folder, told.notes)
    if not as_json and not events:
        _print_outcome(result, folder)
    return 0, result


#: how a training ended, at the beginning of a line
_ENDED = {
    "finished": marked("Finished"),
    "stopped": marked("Stopped"),
    "paused": marked("Paused"),
    "interrupted": marked("Interrupted"),
    "failed": marked("Failed"),
}


def _print_outcome(result: dict[str, Any], folder: RunFolder) -> None:
    record = folder.record()
    epochs = number_of("{0} epoch|{0} epochs", record.epochs)
    pace = tr("{0:.0f} s, {1:,.0f} images/s", result["seconds"], result["images_per_second"])
    state = _ENDED.get(result["state"], result["state"].capitalize())
    told = tr("{0} after {1}, {2}", tr(state), epochs, pace)
    if record.within:
        told = tr("{0} within epoch {1}, after {2}, {3}", tr(state), record.within, epochs, pace)
    print(f"\n{told}")
    for name, word in (("final", tr("final")), ("best", tr("best"))):
        if result[name]:
            print(f"{padded(word, 6, right=True)}  {spell_logs(result[name])}")
    print(f"  {padded(tr('Run'), 4)}  {folder.path}")
