"""`inspect`: which images of a dataset deserve a look: near duplicates, odd ones, and those whose label looks wrong."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cnn.commands.download import fetch_if_missing
from cnn.commands.jobs import say
from cnn.commands.options import data_path
from cnn.commands.output import AsJson, figure, number, print_json, print_table
from cnn.commands.reading import bar, reading
from cnn.commands.trained.models import run_folder
from cnn.datasets import Dataset
from cnn.datasets.calling_off import patiently
from cnn.datasets.dataset import few
from cnn.datasets.inspection.findings import HELD, Copies, Inspection
from cnn.datasets.sources import title
from cnn.errors import CalledOffError, LayerloomError, UsageError
from cnn.files.files import write_text
from cnn.project import Project, load, open_data, open_held
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.image_losses import NOT_NOTED, Suspect, read, suspects
from cnn.words.language import tr
from cnn.words.plain import printable
from cnn.words.quantities import number_of

Data = Annotated[str, typer.Argument(metavar="[DATA]", help="A dataset: a name, a file or a folder; a run has its own.")]
Run = Annotated[str, typer.Option("--run", metavar="RUN", help="A run's folder or id: also name images whose label looks wrong.")]
Held = Annotated[
    str,
    typer.Option(
        "--validation-data",
        metavar="DATA",
        help="Another dataset, on which a training on DATA is to be validated: also find what both have in common.",
    ),
]
Table = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write every image that was found into a table.")]

#: lines of each kind that a terminal shows; a table and JSON have all of them
_SHOWN = 20
#: the dataset is told of images that are not of the one that was looked through
_COLUMNS = ("kind", "group", "image", "split", "label", "message", "dataset")


def inspect(data: Data = "", run: Run = "", held: Held = "", table: Table = None, as_json: AsJson = False) -> None:
    """Look at every image of a dataset: near duplicates inside and across its splits, odd images, labels that look wrong."""
    folder = run_folder(run) if run else None
    doubted, judged = _doubted(folder) if folder is not None else ((), _Judged(0, 0))
    project = _project(data, folder, held)
    dataset, beside = _opened(project, given=bool(held), quiet=as_json)
    found = _looked_at(dataset, beside, quiet=as_json)
    if table is not None:
        write_text(table, _csv(found, doubted, _splits(dataset, doubted), project.recipe.validation_data))
    if as_json:
        told = [{key: value for key, value in one._asdict().items() if key not in ("target", "held") or value} for one in doubted]
        seen = {} if folder is None else {"judged": sum(judged)}
        print_json({"notes": list(dataset.notes), **_document(found), **seen, "suspects": told})
        return
    for note in few(dataset.notes):
        print(printable(note))
    _print_copies(found.copies)
    _print_odd(found)
    if folder is not None:
        _print_suspects(doubted, folder.record())
        _print_judged(judged, dataset)
    if table is not None:
        print("\n" + tr("All of them are in {0}.", table))


def _project(data: str, folder: RunFolder | None, held: str) -> Project:
    """What names the dataset to look at, and the one beside it to be validated on: that of a run has both."""
    if data and folder is not None:
        raise UsageError(tr("A run has a dataset of its own."), tr("Leave out the dataset, or --run."))
    if held and folder is not None:
        raise UsageError(tr("A run has validation data of its own."), tr("Leave out --validation-data, or --run."))
    if folder is not None:
        return load(folder.project)
    if not data:
        raise UsageError(tr("There is nothing to look at."), tr("Name a dataset, or a run with --run."))
    project = Project(dataset=data_path(data))
    return replace(project, recipe=project.recipe.changed(validation_data=data_path(held))) if held else project


def _opened(project: Project, *, given: bool, quiet: bool) -> tuple[Dataset, Dataset | None]:
    """The dataset of a project and the one beside it, with what was decided about their images. Where that of a run is gone, the
    run's own is looked at all the same, and it is said."""
    fetch_if_missing(project.dataset, quiet=quiet)
    with reading(quiet=quiet):
        dataset = patiently(lambda: open_data(project))
    try:
        fetch_if_missing(project.recipe.validation_data, quiet=quiet)
        with reading(quiet=quiet):
            return dataset, patiently(lambda: open_held(project, dataset))
    except LayerloomError as error:
        if given or isinstance(error, CalledOffError):
            raise
        say(tr("The validation data can't be looked at: {0}", error.message))
        return dataset, None


class _Judged(NamedTuple):
    """How many images a run has judged: of its own dataset, and of the one beside it that it was validated on."""

    own: int
    held: int


def _doubted(folder: RunFolder) -> tuple[tuple[Suspect, ...], _Judged]:
    """The images of a run whose label looks wrong, and how many it has judged: those that it trained and validated on."""
    images = read(folder)
    if images is None:
        raise UsageError(tr("The run {0} did not note the losses of its images.", folder.id), tr(NOT_NOTED))
    record = folder.record()
    held = int(images.validated.sum()) if record.validation_data and images.validated is not None else 0
    return suspects(images, record), _Judged(len(images.keys) - held, held)


def _looked_at(dataset: Dataset, held: Dataset | None, *, quiet: bool) -> Inspection:
    """With a progress bar where somebody looks on; Ctrl-C calls it off."""
    from cnn.datasets.inspection.inspector import Inspector  # NumPy, which no list of commands waits for

    inspector = Inspector(dataset, held)
    with bar(tr("Looking at images"), quiet=quiet) as told:
        while not inspector.step():
            told(inspector.done, inspector.total)
    with bar(tr("Comparing them"), quiet=quiet):
        return inspector.result()


def _print_copies(copies: tuple[Copies, ...]) -> None:
    if not copies:
        print(tr("No two images show the same."))
        return
    across, differing = sum(group.across for group in copies), sum(group.differing for group in copies)
    groups = number_of("{0} group of near duplicates|{0} groups of near duplicates", len(copies))
    print(tr("{0}: {1} across splits, {2} with differing labels.", groups, number(across), number(differing)))
    for group in copies[:_SHOWN]:
        images = zip(group.keys[:4], group.splits, group.labels, strict=False)
        more = tr(" … and {0} more", len(group.keys) - 4) if len(group.keys) > 4 else ""
        print("  " + " = ".join(printable(f"{key} ({split}, {label})") for key, split, label in images) + more)
    _print_rest(len(copies))


def _print_odd(found: Inspection) -> None:
    if not found.odd:
        print(tr("No image is unlike the others."))
        return
    print(f"\n{number_of('{0} image is unlike the others:|{0} images are unlike the others:', len(found.odd))}\n")
    rows = ((odd.key, odd.split, odd.label, odd.message) for odd in found.odd[:_SHOWN])
    print_table((tr("Image"), tr("Split"), tr("Label"), tr("What is odd")), rows)
    _print_rest(len(found.odd))


def _print_suspects(doubted: tuple[Suspect, ...], record: RunRecord) -> None:
    if not doubted:
        print("\n" + tr("No label looks wrong."))
        return
    words = "{0} label looks wrong, by its image's loss:|{0} labels look wrong, by their images' losses:"
    print(f"\n{number_of(words, len(doubted))}\n")
    several, beside = any(one.target for one in doubted), any(one.held for one in doubted)
    titles = {source: title(source) for source in (record.dataset, record.validation_data)}
    if len(set(titles.values())) < len(titles):  # such as a/images and b/images
        titles = {source: source for source in titles}
    rows = (
        (
            one.key,
            *([titles[one.held or record.dataset]] * beside),
            *([one.target] * several),
            one.label,
            one.guess,
            figure(one.loss),
        )
        for one in doubted[:_SHOWN]
    )
    heads = (tr("Image"), *(["Dataset"] * beside), *(["Of"] * several), tr("Label"), tr("Seen as"), tr("Mean loss"))
    print_table(heads, rows, right=(tr("Mean loss"),))
    _print_rest(len(doubted))


def _print_judged(judged: _Judged, dataset: Dataset) -> None:
    images = len(dataset.train)
    if judged.held:
        print("\n" + tr("Judged are {0} images of the validation data as well.", number(judged.held)))
    elif dataset.validation is not None:
        images += len(dataset.validation)
    if judged.own < images:
        print(
            "\n"
            + tr(
                "Judged are the {0} images whose losses the run noted, of {1} to train and validate on.",
                number(judged.own),
                number(images),
            )
        )


def _splits(dataset: Dataset, doubted: Iterable[Suspect]) -> dict[str, str]:
    """The split of the dataset that each suspect is in."""
    wanted = {one.key for one in doubted if not one.held}
    return {key: name for name, split in dataset.splits().items() for key in split.keys if key in wanted}


def _print_rest(count: int) -> None:
    if count > _SHOWN:
        print("  " + tr("… and {0} more; --csv FILE writes them all.", number(count - _SHOWN)))


def _document(found: Inspection) -> dict[str, Any]:
    return {
        "images": found.images,
        "near_duplicates": [
            {"across_splits": group.across, "labels_differ": group.differing, "images": list(_images(group))}
            for group in found.copies
        ],
        "odd": [
            {"image": odd.key, "split": odd.split, "label": odd.label, "kind": odd.kind, "message": odd.message}
            for odd in found.odd
        ],
    }


def _images(group: Copies) -> Iterable[dict[str, str]]:
    rows = zip(group.keys, group.splits, group.labels, strict=True)
    return ({"image": key, "split": split, "label": label} for key, split, label in rows)


def _placed(image: dict[str, str], held: str) -> dict[str, str]:
    """An image of the validation data beside the dataset is named with the dataset that it comes from."""
    return {**image, "split": "validation", "dataset": held} if image["split"] == HELD else image


def _csv(found: Inspection, doubted: tuple[Suspect, ...], splits: Mapping[str, str], held: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for place, group in enumerate(found.copies, start=1):
        writer.writerows({"kind": "near duplicate", "group": place, **_placed(image, held)} for image in _images(group))
    for odd in found.odd:
        image = {"image": odd.key, "split": odd.split, "label": odd.label}
        writer.writerow({"kind": odd.kind, **_placed(image, held), "message": odd.message})
    for one in doubted:
        loss = figure(one.loss)
        message = tr("Mean loss of {0} {1}", one.target, loss) if one.target else tr("Mean loss {0}", loss)
        message = tr("{0}, seen as {1}", message, one.guess) if one.guess else message
        split = "validation" if one.held else splits.get(one.key, "")
        row = {"kind": "suspect label", "image": one.key, "split": split, "label": one.label, "message": message}
        writer.writerow({**row, "dataset": one.held})
    return text.getvalue()
