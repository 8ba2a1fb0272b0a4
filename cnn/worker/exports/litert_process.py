"""TensorFlow's converter to LiteRT in a process of its own: it is C++ that can end with a segmentation fault, and would take the
process with it.

`main.py convert-litert FOLDER` runs `main`. TensorFlow is imported at once: meanwhile the folder is filled.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from cnn.program import own_program
from cnn.worker.imports import without
from cnn.worker.process import UNUSED

#: what stands in the folder: a SavedModel for each network, images to choose steps by, what is asked, what came of it
MODEL, SHOWN, JOB, TOLD, CONVERTED, BEGUN = "model-{}", "shown-{}-{}.npy", "job.json", "told.json", "converted.tflite", "begun"


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

    def __init__(self, begun: int, code: int) -> None:
        super().__init__(_spelled(code))
        self.begun = begun


class Converter:
    """A process that waits for its folder to be filled."""

    def __init__(self) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="litert-", ignore_cleanup_errors=True)
        self.folder = Path(self._place.name)
        command = own_program("convert-litert", str(self.folder))
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def __enter__(self) -> "Converter":
        return self

    def __exit__(self, *_: object) -> None:
        """It ends, asked or not."""
        self._process.kill()
        self._process.communicate()
        self._place.cleanup()

    def told(self, job: Job) -> Told:
        """What it says once it has converted what lies in its folder; raises `ConverterDiedError`."""
        (self.folder / JOB).write_text(job.model_dump_json(), encoding="utf-8")
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError):  # it died; how, is told below
            pipe.write(b"1")
            pipe.flush()
        code = self._process.wait()
        try:
            return Told.model_validate_json((self.folder / TOLD).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ConverterDiedError(self._begun(), code) from error

    def _begun(self) -> int:
        """How many networks it had begun when it died, less one."""
        try:
            return (self.folder / BEGUN).stat().st_size - 1
        except OSError:
            return -1


def main(arguments: Sequence[str]) -> int:
    """Converts what lies in a folder once it gets a byte; 3 where whoever wanted it is gone."""
    folder = Path(arguments[0])
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    with without(*UNUSED):
        import tensorflow  # noqa: F401

    if not os.read(0, 1):
        return 3
    _end_with_caller()
    job, told = Job.model_validate_json((folder / JOB).read_text(encoding="utf-8")), Told()
    for place in range(len(job.inputs)):
        with (folder / BEGUN).open("ab") as begun:
            begun.write(b".")
        told = _converted(folder, place, job)
    (folder / TOLD).write_text(told.model_dump_json(), encoding="utf-8")
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


def _end_with_caller() -> None:
    """The worker holds the other end of stdin; where it is killed, nobody waits for the file."""

    def wait() -> None:
        while os.read(0, 1024):  # past Python's buffer, whose lock would be missed when this process ends
            pass
        os._exit(3)

    threading.Thread(target=wait, name="caller", daemon=True).start()


def _spelled(code: int) -> str:
    """How a process ended, in words: `segmentation fault`, `exit code 7`."""
    try:
        return (signal.strsignal(-code) or f"signal {-code}").lower() if code < 0 else f"exit code {code}"
    except ValueError:
        return f"exit code {code}"
