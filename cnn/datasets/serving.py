"""Reads a dataset in a process of its own, which can be ended whatever it waits for, and answers what is asked of it.

A share that hangs holds up whoever reads from it, and no thread can be called back from there; a process can. What a broken file
does to a decoder stays in it as well. `main.py read-dataset` runs `main`: it takes questions on stdin, a line of JSON each, and
writes answers to stdout in their order, each after its length. It ends at once when stdin does.
"""

import os
import queue
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from cnn.datasets.catalogue import open_dataset
from cnn.datasets.dataset import Dataset
from cnn.datasets.division.contents import check
from cnn.datasets.division.curating import curated
from cnn.datasets.division.dividing import divided, in_words
from cnn.datasets.division.fold import Fold
from cnn.datasets.division.grouping import suggestions
from cnn.datasets.groups import counts
from cnn.datasets.inspection.baselines import baselines
from cnn.datasets.inspection.browsing import Browser
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.pixels.images import at_first_sight
from cnn.datasets.questions import Answer, Contents, Division, Question, Sample, answer_bytes
from cnn.datasets.reading_progress import watched
from cnn.datasets.samples import placed_samples, resized_samples
from cnn.datasets.sources import table, title
from cnn.datasets.tables.table import Table
from cnn.errors import LayerloomError
from cnn.files.json_models import from_json

#: groups whose images are told
MOST_GROUPS = 200


def main() -> NoReturn:
    """The process itself."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, questions), daemon=True).start()
    held: dict[str, Any] = {}
    while True:
        question = from_json(TypeAdapter(Question), questions.get())
        with watched(lambda done, total: _send(out, Answer(underway=(done, total)))):
            answer = _answer(question, held)
        _send(out, answer)


def _send(out: BinaryIO, answer: Answer) -> None:
    try:
        out.write(answer_bytes(answer))
        out.flush()
    except OSError:
        os._exit(0)  # nobody is there any more


def _listen(source: BinaryIO, questions: "queue.SimpleQueue[bytes]") -> None:
    """Hands on what is asked; when nobody is there any more, the process ends, whatever it is waiting for."""
    for line in source:
        questions.put(line)
    os._exit(0)


def _answer(question: Question, held: dict[str, Any]) -> Answer:
    try:
        return _found(question, held)
    except LayerloomError as error:
        return Answer(message=error.message, hint=error.hint)
    except Exception as error:
        return Answer(message=f"{type(error).__name__}: {error}"[:300], defect=traceback.format_exc()[-20_000:])


def _found(question: Question, held: dict[str, Any]) -> Answer:
    if question.what == "image":
        image = at_first_sight(Path(question.source), question.side)
        return Answer(samples=(Sample(label="", shape=image.shape, pixels=image.tobytes()),))
    if question.what == "images":
        return Answer(samples=tuple(_thumbnail(Path(name), question.side) for name in question.keys))
    if question.what == "columns":
        return Answer(columns=_columns(question.source))
    dataset = _dataset(question, held)
    if (found := _browsed(question, dataset, held)) is not None:
        return found
    if question.what == "facts":
        return Answer(facts=dataset.facts)
    if question.what == "survey":
        return Answer(survey=survey(dataset))
    if question.what == "baselines":
        return Answer(baselines=baselines(dataset))
    if question.what == "division":
        return Answer(division=_division(dataset, question))
    if question.what == "resized":
        stored, resized = resized_samples(dataset, question.most, question.side, question.size)
        return Answer(samples=_samples(stored), resized={way: _samples(images) for way, images in resized.items()})
    samples = _named_samples(dataset, question)
    if question.what == "samples":
        return Answer(samples=samples)
    contents = Contents(
        task=dataset.task,
        classes=dataset.classes,
        images={name: len(split) for name, split in dataset.splits().items()},
        counts=counts(dataset),
        image_shape=dataset.image_shape,
        sizes=dataset.facts.sizes,
        means=dataset.facts.means,
        deviations=dataset.facts.deviations,
        target=dataset.target,
        others=dataset.facts.others,
        depth=dataset.depth,
        notes=dataset.notes,
        files=dataset.train.images is None,
        arrays=dataset.arrays,
        stale=dataset.stale,
        columns=_columns(question.source),
    )
    return Answer(contents=contents, samples=samples)


def _browsed(question: Question, dataset: Dataset, held: dict[str, Any]) -> Answer | None:
    """What is asked of single images; `None` when it is something else."""
    if question.what not in ("listed", "checks", "pictures", "inspection"):
        return None
    if held.get("browsed") is not dataset:
        held.update(browsed=dataset, browser=Browser(dataset))
    browser: Browser = held["browser"]
    if question.what == "listed":
        return browser.listed(question.first, question.most)
    if question.what == "checks":
        return browser.checks(question.keys)
    if question.what == "pictures":
        return browser.pictures(question.keys, question.side)
    return browser.inspected(again=question.first == 0, open_held=_opening_beside(question, dataset))


def _opening_beside(question: Question, dataset: Dataset) -> Callable[[], tuple[str, Dataset]] | None:
    """Opens the dataset beside the one that is asked about, in the same order of classes; with what it is called."""
    if not question.beside:
        return None

    def opened() -> tuple[str, Dataset]:
        found = open_dataset(question.beside, question.beside_curation, question.pixel_range)
        return title(question.beside), found.as_known(dataset.learned)

    return opened


def _dataset(question: Question, held: dict[str, Any]) -> Dataset:
    """The dataset that is asked about, as it was read, and as it is with what was decided about its images."""
    asked = question.source, question.pixel_range
    if asked != held.get("asked"):
        held.clear()
        held.update(asked=asked, dataset=open_dataset(question.source, pixel_range=question.pixel_range))
    if not question.curation:
        dataset: Dataset = held["dataset"]
        return dataset
    if question.curation != held.get("curation"):
        held.update(curation=question.curation, curated=curated(held["dataset"], question.curation))
    found: Dataset = held["curated"]
    return found


def _division(dataset: Dataset, question: Question) -> Division:
    train, validation = divided(dataset, question.share, question.seed, Fold.of(question.fold))
    sides = [(train, False), *([(validation, True)] if validation is not None else [])]
    groups = Counter((group, judged) for split, judged in sides for group in split.groups)
    columns = tuple(name for name in _columns(question.source) if name not in ("first", "last"))
    return Division(
        notes=in_words(train, validation),
        groups=tuple((name, count, judged) for (name, judged), count in groups.most_common(MOST_GROUPS)),
        columns=columns,
        patterns=suggestions([key for split, _ in sides for key in split.keys]) if train.files else (),
    )


def _named_samples(dataset: Dataset, question: Question) -> tuple[Sample, ...]:
    """The samples that are asked for, each with what it is known by."""
    split = dataset.splits().get(question.choice.split, dataset.train)
    return tuple(
        Sample(label=label, shape=image.shape, pixels=image.tobytes(), key=split.keys[place], check=check(split, place))
        for place, image, label in placed_samples(dataset, question.most, question.side, question.choice)
    )


def _thumbnail(path: Path, side: int) -> Sample:
    try:
        image = at_first_sight(path, side)
    except LayerloomError:
        return Sample(label="", shape=(0, 0, 0), pixels=b"")
    return Sample(label="", shape=image.shape, pixels=image.tobytes())


def _samples(images: Sequence[tuple[NDArray[np.uint8], str]]) -> tuple[Sample, ...]:
    return tuple(Sample(label=label, shape=image.shape, pixels=image.tobytes()) for image, label in images)


def _columns(source: str) -> tuple[str, ...]:

    path = table(source)
    return () if path is None else Table.of(path).choices
