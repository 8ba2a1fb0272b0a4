"""Which images one of two trained models gets right and the other not; both are asked about the same ones."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from cnn.commands.download import fetch_if_missing
from cnn.commands.jobs import ask, new_request
from cnn.commands.options import data_path
from cnn.commands.output import print_table
from cnn.commands.trained.models import trained_model
from cnn.errors import UsageError
from cnn.files.scratch import Scratch
from cnn.project import load
from cnn.runs.judged.choices import ordered, said_words, truth_words
from cnn.runs.judged.figures import Compared, compared
from cnn.runs.judged.outputs import Evaluated, Judged, read
from cnn.runs.messages import Evaluate
from cnn.words.language import tr
from cnn.words.lists import sentences

#: so many images of each kind are named in a table
MOST = 20


class Images(NamedTuple):
    """What both models said of the images of an output, and how that differs."""

    output: str
    first: Judged
    second: Judged
    found: Compared
    evaluated: Evaluated
    other: Evaluated

    def row(self, image: int) -> tuple[str, str, str, str]:
        """What an image is called, what it is, and what each model said."""
        other = int(self.found.others[list(self.found.images).index(image)])
        name = self.evaluated.key(image) or str(int(self.evaluated.places[image]))
        return name, truth_words(self.first, image), said_words(self.first, image), said_words(self.second, other)


def compare_images(before: str, after: str, data: str, part: str) -> tuple[Images, ...]:
    """Asks both; takes as long as two evaluations.

    Raises `UsageError` for models that learned something else, and what else keeps a model from being asked.
    """
    with Scratch() as scratch, ExitStack() as stack:
        models = [stack.enter_context(trained_model(source)) for source in (before, after)]
        data = data_path(data) if data else load(models[0].project).dataset if models[0].named_data else ""
        if not data:
            raise UsageError(
                tr("{0} doesn't say what it was trained on.", before), tr("Name a dataset with --data; datasets lists them.")
            )
        fetch_if_missing(data, quiet=True)
        paths = [scratch.path / "first.npz", scratch.path / "second.npz"]
        own = "" if models[0].named_data and data == load(models[0].project).dataset else data
        asked: list[dict[str, Any]] = [{"part": part, "data": own}, {"data": data, "only": str(paths[0])}]
        both = []
        for model, path, about in zip(models, paths, asked, strict=True):
            command = Evaluate(
                request=new_request(), project=str(model.project), weights=str(model.weights), path=str(path), **about
            )
            both.append(read(path, ask(command)))
    return tuple(_images(*both))


def _images(first: Evaluated, second: Evaluated) -> list[Images]:
    found = []
    for mine, theirs in zip(first.outputs, second.outputs, strict=False):
        if mine.classes != theirs.classes or mine.task != theirs.task:
            raise UsageError(tr("The two models have learned other classes."), tr("Choose one with the same classes."))
        each = compared(mine, theirs, (first.names, second.names))
        found.append(Images(mine.name, mine, theirs, each, first, second))
    return found


def document(images: Sequence[Images]) -> list[dict[str, Any]]:
    """All of them as plain values."""
    return [
        {
            "output": one.output or None,
            "split": one.evaluated.part,
            "images": len(one.found.images),
            "after_trained_on": one.other.trained_on,
            "both_right": one.found.both_right,
            "p": one.found.chance,
            **{
                name: [dict(zip(("image", "true", "before", "after"), one.row(int(image)), strict=True)) for image in places]
                for name, places in (
                    ("only_before_right", one.found.only_first),
                    ("only_after_right", one.found.only_second),
                    ("both_wrong", one.found.both_wrong),
                )
            },
        }
        for one in images
    ]


def print_images(images: Sequence[Images], before: str, after: str) -> None:
    """The first of each kind, those first that are most wrong."""
    titles = [Path(source).name for source in (before, after)]
    for one in images:
        print(f"\n{one.output + ': ' if one.output else ''}{sentences(one.found.words, one.other.about_trained)}")
        for words, places in (
            (tr("Only {0} is right", titles[0]), one.found.only_first),
            (tr("Only {0} is right", titles[1]), one.found.only_second),
        ):
            if not len(places):
                continue
            shown = ordered(one.first, places, "wrong")[:MOST]
            print(f"\n{words}\n")
            print_table((tr("Image"), tr("True"), *titles), [one.row(int(image)) for image in shown])
            if len(places) > MOST:
                print(tr("… and {0} more; --json has them all.", len(places) - MOST))
