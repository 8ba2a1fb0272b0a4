"""What is known of an exported file: what it is asked for, what its own runtime said of it, and in which words that is told."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from cnn.datasets.task import Task
from cnn.plan.losses import Meaning
from cnn.words.language import marked, tr
from cnn.words.quantities import number_of, spell_bytes

#: what stands behind the name of an exported file
REPORT_SUFFIX = ".export.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, ser_json_inf_nan="null")


class ModelInput(_Frozen):
    """An input of a network: its name and the shape of one image, `None` for a size that is open."""

    name: str
    shape: tuple[int | None, ...]
    dtype: str = "float32"


class Expected(_Frozen):
    """What a file is to be asked with, and how its answers read."""

    task: Task
    classes: tuple[str, ...]
    inputs: tuple[ModelInput, ...]
    outputs: tuple[str, ...]
    values: tuple[float, float] = (0, 255)  # of a pixel
    resizing: str = "stretch"
    pixel_range: str = "type"
    top_k: int = 5
    answers: Meaning = "probabilities"  # what the numbers of the first output are
    single: bool = False  # whether that is one number, for the second of two classes


class Proof(_Frozen):
    """What a file's own runtime said in a fresh process, beside what Keras had said of the same images.

    Differences are between two numbers of an answer, seconds are medians; `None`: not known.
    """

    runtime: str
    images: int
    of: str  # which images
    why: str = ""  # why they are no real ones
    largest_difference: float | None = None
    mean_difference: float | None = None
    agreement: float | None = None  # share of images with the same most likely class
    accuracy_before: float | None = None
    accuracy_after: float | None = None
    seconds_for_1: float | None = None
    seconds_for_64: float | None = None
    start_seconds: float | None = None  # until it could be asked


class ExportReport(_Frozen):
    """All there is to say of an exported file; stands beside it as JSON."""

    file: str
    kind: str
    precision: str
    bytes: int
    sha256: str  # of a folder: that of its model file
    written: str  # ISO 8601, UTC
    network: str
    weights: str
    fresh: tuple[str, ...]
    expects: Expected
    proof: Proof
    notes: tuple[str, ...] = ()
    snippet: str = ""

    def document(self) -> dict[str, Any]:
        """As it is written down."""
        return self.model_dump(mode="json")

    def lines(self) -> tuple[str, ...]:
        """The proof in lines for people."""
        proof = self.proof
        noise = proof.of == "noise"
        images = number_of("{0} image|{0} images", proof.images) if noise else images_in_words(proof.images, proof.of)
        asked = tr("{0} of noise ({1})", images, proof.why) if noise and proof.why else images
        started = "" if proof.start_seconds is None else tr("starts in {0} s", f"{proof.start_seconds:.2g}")
        times = started, _time(proof.seconds_for_1, marked("1 image in {0}")), _time(proof.seconds_for_64, marked("64 in {0}"))
        return (
            tr("Proven by {0} in a process of its own with {1}.", proof.runtime, asked),
            " · ".join(filter(None, (_difference(proof), _agreement(proof), _accuracy(proof)))),
            " · ".join(filter(None, (spell_bytes(self.bytes), *times))),
            *self.notes,
        )


#: how it is noted of which dataset images are: part of it, this, its name
IMAGES_OF = " images of "
#: as they are noted, and as people are told of them
_OF = {
    "test": marked("{0} test images of {1}"),
    "validation": marked("{0} validation images of {1}"),
    "train": marked("{0} train images of {1}"),
    "training": marked("{0} training images of {1}"),
}


def images_in_words(count: int, of: str) -> str:
    """How many images of what, as people are told; `of` as it is noted.

    >>> images_in_words(1200, "test images of digits")
    '1,200 test images of digits'
    """
    split, _, name = of.partition(IMAGES_OF)
    return tr(_OF[split], f"{count:,}", name) if split in _OF else f"{count:,} {of}"


def _difference(proof: Proof) -> str:
    if proof.largest_difference is None:
        return tr("this processor can't compute the network with Keras, so that nothing could be compared")
    if proof.largest_difference:
        return tr("largest difference {0}", f"{proof.largest_difference:.1e}")
    return tr("no difference")


def _agreement(proof: Proof) -> str:
    return "" if proof.agreement is None else tr("same top class {0}", _percent(proof.agreement))


def _accuracy(proof: Proof) -> str:
    if proof.accuracy_before is None or proof.accuracy_after is None:
        return ""
    return tr("accuracy {0} before, {1} after", _percent(proof.accuracy_before), _percent(proof.accuracy_after))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%".replace("100.0%", "100%")


def _time(seconds: float | None, what: str) -> str:
    if seconds is None:
        return ""
    return tr(what, f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.3g} s")
