"""What is asked of a dataset, and answered, where a process of its own reads it (`cnn.datasets.serving`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cnn.datasets.division.curation import NONE, Curation
from cnn.datasets.inspection.findings import Baselines, Inspection, Survey
from cnn.datasets.pixels.pixel_range import TYPE, Depth
from cnn.datasets.sizes import Facts, Sizes
from cnn.datasets.task import Task
from cnn.files.json_models import to_json, to_shown_json
from cnn.program import own_program

#: bytes before an answer that say how long it is
_HEAD = 8


@dataclass(frozen=True)
class Choice:
    """Which samples are wanted: of which split, of which class ("": each in turn), and in which order (0: as stored)."""

    split: str = "train"
    label: str = ""
    shuffle: int = 0


#: training images of each class in turn
ANY = Choice()


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")


class Question(_Message):
    """What is asked of a dataset: its contents, the facts alone, a survey, or other samples of it; samples are at
    most `side` pixels large.

    With "division" comes what a `share`, or a `fold`, of the training images divides them into, by a `seed`.
    With "resized" samples come as stored and, in each way there is, at a `size` (height, width, channels). With "image" the
    source is a single image file, and the only sample is that; with "images" the `keys` are paths of image files, and there is
    a sample of each, without pixels where one can't be read. With "listed" at most `most` images from the `first` on are
    named; with "checks" and "pictures" the images with these `keys` are meant. An "inspection" is asked for until it comes: the
    answers before say how far it is; `first` 0 begins anew. It also finds what the dataset has in common with the one `beside`
    it that a training is validated on, with what was decided about the images of that.
    """

    source: str
    curation: Curation = NONE  # carried out before anything is answered
    pixel_range: str = TYPE
    what: Literal[
        "contents",
        "facts",
        "survey",
        "baselines",
        "samples",
        "resized",
        "division",
        "columns",
        "image",
        "images",
        "listed",
        "checks",
        "pictures",
        "inspection",
    ] = "contents"
    choice: Choice = ANY
    most: int = 60
    side: int = 96
    size: tuple[int, int, int] = (1, 1, 1)
    first: int = 0
    keys: tuple[str, ...] = ()
    share: float = 0
    fold: str = ""
    seed: int = 0
    beside: str = ""
    beside_curation: Curation = NONE


class Sample(_Message):
    """A small image, height × width × channels, and its class. By `key` and `check` something can be decided about it
    (`cnn.datasets.division.curation`)."""

    label: str
    shape: tuple[int, int, int]
    pixels: bytes
    key: str = ""
    check: str = ""


class Listed(_Message):
    """Some images in the order of their dataset: key, split and what is said of each; there are `total` in all. Where several
    things are learned, `others` has for each image what is said of the rest, and `learned` what all are called."""

    keys: tuple[str, ...]
    splits: tuple[str, ...]
    labels: tuple[str, ...]
    total: int
    others: tuple[tuple[str, ...], ...] = ()
    learned: tuple[str, ...] = ()


class Contents(_Message):
    """A dataset as it is shown: `images` by split, `counts` by split and group (`cnn.datasets.groups`), and columns of a table
    from which the labels may be taken."""

    task: Task = "classes"
    classes: tuple[str, ...]
    images: dict[str, int]
    counts: dict[str, dict[str, int]]
    image_shape: tuple[int, int, int] | None
    sizes: Sizes
    means: tuple[float, ...] = ()
    deviations: tuple[float, ...] = ()
    target: str = ""  # what is learned is called, where there are others
    others: tuple[Facts, ...] = ()
    depth: Depth | None = None
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    files: bool = False  # whether its images are files
    arrays: str = ""  # the file of images to train on, where it is a folder of such files
    stale: tuple[str, ...] = ()  # keys of images about which something was decided that could not be carried out

    @property
    def facts(self) -> Facts:
        """What a network is compared with."""
        about = self.task, self.means, self.deviations, self.depth
        return Facts(len(self.classes), self.sizes, *about, self.target, self.classes, self.others, self.arrays)


class Division(_Message):
    """What is trained and validated on: in words; of each group its images and whether these are validated on, the largest first;
    and by which columns of a table, or patterns of names with the number of their groups, images might belong together."""

    notes: tuple[str, ...]
    groups: tuple[tuple[str, int, bool], ...] = ()
    columns: tuple[str, ...] = ()
    patterns: tuple[tuple[str, int], ...] = ()


class Answer(_Message):
    """What was asked for; or, in words, why there is none. `defect` is the report of an error that nobody foresaw."""

    contents: Contents | None = None
    facts: Facts | None = None
    survey: Survey | None = None
    division: Division | None = None
    baselines: Baselines | None = None
    columns: tuple[str, ...] = ()  # of a table, also of one that can't be read as it is
    samples: tuple[Sample, ...] = ()
    listed: Listed | None = None
    checks: dict[str, str] = {}  # by the images' keys
    inspection: Inspection | None = None
    progress: tuple[int, int] = (0, 0)  # images that were looked at, of how many
    resized: dict[str, tuple[Sample, ...]] = {}  # by the way in which they were
    underway: tuple[int, int] = (0, 0)  # no answer yet: so many files of how many were looked at
    message: str = ""
    hint: str = ""
    defect: str = ""


def program() -> list[str]:
    """The process and its arguments."""
    return own_program("read-dataset")


def question_bytes(question: Question) -> bytes:
    """A question as the process takes it."""
    return to_json(question).encode() + b"\n"


def answer_bytes(answer: Answer) -> bytes:
    """An answer as the process gives it."""
    content = to_shown_json(answer).encode()
    return len(content).to_bytes(_HEAD, "big") + content


def answers(heard: bytearray) -> Iterator[Answer]:
    """The answers that are complete in what was heard, taken out of it; raises ValueError for what is none."""
    while len(heard) >= _HEAD and len(heard) >= _HEAD + (length := int.from_bytes(heard[:_HEAD], "big")):
        answer = Answer.model_validate_json(bytes(heard[_HEAD : _HEAD + length]))
        del heard[: _HEAD + length]
        yield answer
