"""TensorFlow's converter to LiteRT in a process of its own: it is C++ that can end with a segmentation fault, and would take the
process with it.

`main.py convert-litert FOLDER` runs `main`. TensorFlow is imported at once: meanwhile the folder is filled.
"""

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from cnn.worker.imports import UNUSED_ON_TENSORFLOW, without
from cnn.worker.side_process import Caller, DiedError, SideProcess, leave

#: what stands in the folder: a SavedModel for each network, images to choose steps by, what is asked, what came of it
MODEL, SHOWN, JOB, CONVERTED, BEGUN = "model-{}", "shown-{}-{}.npy", "job.json", "converted.tflite", "begun"


class Job(BaseModel):
    """Networks to convert, one after the other, each with the names of its inputs; the file is made of the last."""

    model_config = ConfigDict(frozen=True)

    precision: str
    inputs: tuple[tuple[str, ...], ...]
    bytes_out: bool = False  # of the answers only the order is asked


class Told(BaseModel):
    """What the converter said of the last network where it refused it: a text, and the number of a failed write."""

    model_config = ConfigDict(frozen=True)

    error: str = ""
    errno: int | None = None


class ConverterDiedError(Exception):
    """The process ended without a word; `begun` is the place of the network over which it did."""

    def __init__(self, begun: int, how: str) -> None:
        super().__init__(how)
        self.begun = begun


class Converter(SideProcess):
    """A process that waits for its folder to be filled."""

    def __init__(self) -> None:
        super().__init__("convert-litert")

    def told(self, job: Job) -> Told:
        """What it says once it has converted what lies in its folder; raises `ConverterDiedError`."""
        (self.folder / JOB).write_text(job.model_dump_json(), encoding="utf-8")
        self.say()
        try:
            return Told.model_validate_json(self.last_word())
        except DiedError as died:
            raise ConverterDiedError(self._begun(), str(died)) from died

    def _begun(self) -> int:
        """How many networks it had begun when it died, less one."""
        try:
            return (self.folder / BEGUN).stat().st_size - 1
        except OSError:
            return -1


def main(arguments: Sequence[str]) -> int:
    """Converts what lies in a folder once it is told to."""
    caller, folder = Caller(), Path(arguments[0])
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    with without(*UNUSED_ON_TENSORFLOW):
        import tensorflow  # noqa: F401

    caller.wait()
    job, told = Job.model_validate_json((folder / JOB).read_text(encoding="utf-8")), Told()
    for place in range(len(job.inputs)):
        with (folder / BEGUN).open("ab") as begun:
            begun.write(b".")
        told = _converted(folder, place, job)
    leave(folder, told.model_dump_json())
    return 0


def _converted(folder: Path, place: int, job: Job) -> Told:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns for programmers
            content = _converter(folder, place, job).convert()
        (folder / CONVERTED).write_bytes(content)
    except OSError as error:
        return Told(error=str(error), errno=error.errno)
    except Exception as error:  # the converter's own class is raised from several places, and so are ValueErrors
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return Told(error=str(error) or type(error).__name__)
    return Told()


def _converter(folder: Path, place: int, job: Job) -> Any:
    import numpy as np
    import tensorflow as tf

    path = str(folder / MODEL.format(place))
    converter = tf.lite.TFLiteConverter.from_saved_model(path, signature_keys=["serving_default"])
    if job.precision != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if job.precision == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if job.precision == "int8":
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = tf.uint8  # bytes of an image go in as they are
        if job.bytes_out:
            converter.inference_output_type = tf.uint8
        names = job.inputs[place]
        shown = [np.load(folder / SHOWN.format(place, number), allow_pickle=False) for number in range(len(names))]

        def images() -> Iterator[dict[str, Any]]:
            for number in range(len(shown[0])):
                yield {name: part[number : number + 1].astype(np.float32) for name, part in zip(names, shown, strict=True)}

        converter.representative_dataset = images
    return converter
