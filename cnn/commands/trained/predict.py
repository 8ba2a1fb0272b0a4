"""`predict`: what a trained model sees in images, in folders of them, and in those that will come."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep
from typing import Annotated, Any, BinaryIO

import typer

from cnn.commands.jobs import Conversation, conversation, new_request, say, waiting
from cnn.commands.options import Model, PixelRange, Resizing
from cnn.commands.output import AsJson, console
from cnn.commands.trained.models import TrainedModel, trained_model
from cnn.datasets.calling_off import patiently
from cnn.datasets.opening import require_file
from cnn.datasets.pixels.image_files import ImageFile, Search, Watch
from cnn.errors import DatasetError, LayerloomError, UsageError
from cnn.files.scratch import Scratch
from cnn.runs.messages import OpenPredictor, Predict
from cnn.runs.predictions import (
    Rows,
    Seen,
    Tally,
    growing_table,
    named,
    new_table,
    other_names,
    part_of,
    portions,
    value_names,
)
from cnn.words.language import tr
from cnn.words.lists import clauses, listed, phrases
from cnn.words.plain import printable
from cnn.words.quantities import spell_share
from cnn.words.reasons import reason_of

#: seconds between two looks at a folder that is watched
LOOK = 1.0
#: folders that can't be read, named one by one
_NAMED = 5
STDIN = Path("-")

Said = dict[str, Any]
#: takes an image, what was said of it, and the value of every class, label or number
Hearer = Callable[[ImageFile, Said, list[float]], None]


def predict(
    model: Model,
    images: Annotated[
        list[Path] | None,
        typer.Argument(metavar="IMAGE...", help="Image files, and folders of any depth; - reads their paths from stdin."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a row for each image, with a column for every class.")
    ] = None,
    watch: Annotated[
        Path | None, typer.Option("--watch", metavar="FOLDER", help="Look for images in this folder until Ctrl-C.")
    ] = None,
    null: Annotated[bool, typer.Option("--null", "-0", help="The paths on stdin end with a zero byte, not with a line.")] = False,
    resizing: Resizing = "",
    pixel_range: PixelRange = "",
    as_json: AsJson = False,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many classes to name for each image.")] = 5,
) -> None:
    """Name what a trained model sees in images: classes or labels with their probabilities, or numbers.

    Images that it is unsure of, and those that are unlike anything it has seen, are marked. What can't be read is told and
    does not stop the rest.
    """
    _check(images or [], csv, watch, null=null)
    with trained_model(model, resizing, pixel_range) as found, Scratch() as scratch, conversation() as worker:
        asked = _Asked(worker, found, top, scratch.path / "values.npy")
        if watch is not None:
            _watch(asked, watch, csv, as_json=as_json)
        else:
            _once(asked, images or [], csv, null=null, as_json=as_json)


def _check(images: list[Path], csv: Path | None, watch: Path | None, *, null: bool) -> None:
    """Refuses what can't be meant, before a worker starts."""
    if watch is not None and images:
        raise UsageError(tr("--watch looks at one folder, and others are named."), tr("Name the folder behind --watch alone."))
    if watch is not None and not patiently(watch.is_dir):
        raise UsageError(tr("There is no folder {0}.", watch), tr("Check the path."))
    if watch is None and not images:
        raise UsageError(tr("predict needs IMAGE."), tr("Name image files or folders, - for a list on stdin, or --watch FOLDER."))
    if null and STDIN not in images:
        raise UsageError(tr("--null is about a list on stdin, and none is read."), tr("Name - as the image."))
    if csv is not None and patiently(csv.is_dir):
        raise UsageError(tr("{0} is a folder, not a file.", csv), tr("Choose another file for --csv."))
    faults = [fault for fault in patiently(lambda: [_fault(place) for place in images]) if fault is not None]
    if faults and len(faults) == len(images):
        raise faults[0]


def _fault(place: Path) -> LayerloomError | None:
    """Why nothing can be read there."""
    try:
        if place == STDIN or place.is_dir():
            return None
        if not place.exists():
            return UsageError(tr("There is no image {0}.", place), tr("Check the path."))
        require_file(place)
    except OSError as error:
        return UsageError(tr("{0} can't be read: {1}.", place, reason_of(error)), tr("Check the path."))
    except LayerloomError as error:
        return error
    return None


# ---------------------------------------------------------------------- asking


class _Asked:
    """A model in a worker that is asked about images portion by portion; the next one is sent before the last is answered."""

    def __init__(self, worker: Conversation, model: TrainedModel, top: int, values: Path) -> None:
        self._worker, self._top, self._values = worker, top, values
        self._model = {"project": str(model.project), "weights": str(model.weights)}
        with waiting(tr("Keras starts …")):
            told = worker.ask(OpenPredictor(request=new_request(), **self._model))
        self.classes, self.others = value_names(told), other_names(told)
        self.marks: dict[str, str] = told.get("marks", {})
        for note in told.get("notes", ()):
            say(note)

    def about(self, images: Iterable[ImageFile], hear: Hearer, *, values: bool) -> None:
        """Asks about images and tells what is said of each, in their order; `values`: with those of every class."""
        sent: list[tuple[Predict, tuple[ImageFile, ...]]] = []
        for number, portion in enumerate(portions(images)):
            paths = tuple(str(image.path.absolute()) for image in portion)
            path = str(self._values.with_stem(f"values-{number % 2}")) if values else ""
            question = Predict(request=new_request(), images=paths, top=self._top, path=path, **self._model)
            self._worker.send(question)
            sent.append((question, portion))
            if len(sent) > 1:
                self._hear(*sent.pop(0), hear)
        for question, portion in sent:
            self._hear(question, portion, hear)

    def _hear(self, question: Predict, portion: tuple[ImageFile, ...], hear: Hearer) -> None:
        said = self._worker.answer(question.request)
        rows = _rows(question.path) if question.path else [[]] * len(portion)
        for image, item, values in zip(portion, said, rows, strict=True):
            item["image"] = str(image.path)
            hear(image, item, values)


def _rows(path: str) -> list[list[float]]:
    import numpy as np

    rows: list[list[float]] = np.load(path, allow_pickle=False).tolist()
    return rows


# ---------------------------------------------------------------------- once


def _once(asked: _Asked, places: list[Path], csv: Path | None, *, null: bool, as_json: bool) -> None:
    search, tally, reasons = Search(), Tally(), list[str]()
    images: Iterable[ImageFile] = search.images(_meant(places, null=null))
    if STDIN not in places:
        found = images
        with waiting(tr("Looks for images …")):
            images = patiently(lambda: [*found])
        _require_some(images, places)
    lines, alone = csv is None and not as_json, isinstance(images, list) and len(images) == 1
    try:
        with ExitStack() as open_ones:
            rows = open_ones.enter_context(new_table(csv, asked.classes, asked.others)) if csv is not None else None
            document = open_ones.enter_context(_JsonList()) if as_json else None
            step = open_ones.enter_context(_bar(images)) if not lines or not sys.stdout.isatty() else _nothing

            def hear(image: ImageFile, item: Said, values: list[float]) -> None:
                tally.count(Seen.of(item))
                if "error" in item and not reasons:
                    reasons.append(item["error"])
                if rows is not None:
                    rows.write(image.name, Seen.of(item), values)
                    if "error" in item and not as_json:
                        say(f"{printable(image.name)}: {printable(item['error'])}")
                if document is not None:
                    document.add(item)
                if lines and not ("error" in item and alone):  # which is told as the error that it is
                    print(f"{printable(item['image'])}: {_told(item)}")
                step()

            asked.about(images, hear, values=rows is not None)
    except BaseException:
        if csv is not None and tally.images:
            say(tr("{0} until here: {1}", tally.words(), part_of(csv)))
        raise
    _tell(tally, asked, search, always=csv is not None)
    if tally.images and tally.broken == tally.images:
        raise DatasetError(reasons[0] if tally.images == 1 else tr("None of {0:,} images can be read.", tally.images))


def _meant(places: list[Path], *, null: bool) -> Iterable[Path]:
    """The files and folders that are named, those on stdin among them; a list unless one is read as it comes."""
    return _with_list(places, sys.stdin.buffer, null=null) if STDIN in places else places


def _with_list(places: list[Path], stream: BinaryIO, *, null: bool) -> Iterator[Path]:
    for place in places:
        yield from _paths(stream, b"\0" if null else b"\n") if place == STDIN else (place,)


def _paths(stream: BinaryIO, end: bytes) -> Iterator[Path]:
    """The paths in a list, whatever their bytes; empty ones are passed over."""
    rest = b""
    for part in iter(lambda: stream.readline(1 << 16), b""):
        *whole, rest = (rest + part).split(end)
        yield from (Path(os.fsdecode(path)) for line in whole if (path := line.removesuffix(b"\r") if end == b"\n" else line))
    if rest:
        yield Path(os.fsdecode(rest))


def _require_some(images: Iterable[ImageFile], places: list[Path]) -> None:
    if not images:
        where = listed(places, 3)
        raise UsageError(
            tr("There are no images in {0}.", where), tr("Expected files such as PNG, JPEG or TIFF, in folders of any depth.")
        )


def _tell(tally: Tally, asked: _Asked, search: Search, *, always: bool) -> None:
    """What there is to say at the end: how many, what the marks mean, and what was skipped."""
    if always or tally.images > 1 or search.left_out or tally.first_page or tally.few_bits:
        say(f"{tally.words(search.left_out)}.")
    for mark, words, count in (
        ("uncertain", tr("uncertain"), tally.uncertain),
        ("unlike", tr("unlike"), tally.unlike),
    ):
        if count and mark in asked.marks:
            say(tr("{0}: {1}.", words, asked.marks[mark]))
    for folder in search.closed[:_NAMED]:
        say(tr("The folder {0} can't be read and is left out.", folder))
    if len(search.closed) > _NAMED:
        say(tr("{0:,} more folders can't be read and are left out.", len(search.closed) - _NAMED))


# ---------------------------------------------------------------------- watching


def _watch(asked: _Asked, folder: Path, csv: Path | None, *, as_json: bool) -> None:
    """Looks for images until Ctrl-C, which is how it ends."""
    tally = Tally()
    with ExitStack() as open_ones:
        table = None if csv is None else growing_table(csv, asked.classes, asked.others)
        rows, known = (None, frozenset[str]()) if table is None else open_ones.enter_context(table)
        say(tr("Watches {0}; Ctrl-C ends it.", folder))
        if known:
            say(tr("{0:,} images stand in {1} already and are passed over.", len(known), csv))
        watched = Watch(folder, known)
        try:
            while True:
                asked.about(patiently(watched.look), _noting(tally, rows, as_json=as_json), values=rows is not None)
                if rows is not None:
                    rows.flush()
                sleep(LOOK)
        except KeyboardInterrupt:
            _tell(tally, asked, Search(), always=True)


def _noting(tally: Tally, rows: Rows | None, *, as_json: bool) -> Hearer:
    """Takes down what is said of an image at once: a row, and a line."""

    def hear(image: ImageFile, item: Said, values: list[float]) -> None:
        tally.count(Seen.of(item))
        if rows is not None:
            rows.write(image.name, Seen.of(item), values)
        if as_json:
            print(json.dumps(item, ensure_ascii=False, allow_nan=False), flush=True)
        else:
            print(f"{printable(image.name)}: {_told(item)}", flush=True)

    return hear


# ---------------------------------------------------------------------- showing


class _JsonList:
    """A JSON list on stdout, item by item; one that is cut short is still one."""

    def __init__(self) -> None:
        self._begun = False

    def add(self, item: Said) -> None:
        """The next one."""
        text = json.dumps(item, indent=1, ensure_ascii=False, allow_nan=False)
        print(",\n" if self._begun else "[\n", " ", text.replace("\n", "\n "), sep="", end="")
        self._begun = True

    def __enter__(self) -> "_JsonList":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._begun:
            print("\n]")
        elif kind is None:
            print("[]")


def _nothing() -> None:
    """No bar to move."""


@contextmanager
def _bar(images: Iterable[ImageFile]) -> Iterator[Callable[[], None]]:
    """A bar on stderr, if somebody looks at it; gives what moves it by an image."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    total = len(images) if isinstance(images, list) else None
    shown = TextColumn(tr("images")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn(tr("left"))
    with Progress(*shown, console=console(stderr=True)) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _told(item: Said) -> str:
    """What is said of one image, and its marks."""
    doubt = Seen.of(item).doubt(tr("uncertain"))
    marks = [*([doubt] if doubt else []), *([tr("unlike anything seen")] if item.get("unlike") else [])]
    return printable(_seen(item) + ("  " + tr("({0})", phrases(marks)) if marks else ""))


def _seen(item: Said) -> str:
    if "error" in item:
        return str(item["error"])
    if "outputs" in item:
        return clauses(named(name, _seen(own)) for name, own in item["outputs"].items())
    if "numbers" in item:
        return phrases(f"{told['name']} {told['value']:.6g}" for told in item["numbers"])
    guesses = item["labels"] if "labels" in item else item["top"]
    seen = phrases(f"{guess['class']} {spell_share(guess['probability'], 1)}" for guess in guesses)
    if seen or not item["top"]:
        return seen
    likely = item["top"][0]
    return tr("no label; most likely {0} {1}", likely["class"], spell_share(likely["probability"], 1))
