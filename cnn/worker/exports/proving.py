"""A file that was just written is loaded by its own runtime in a fresh process, and must say what Keras says."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.datasets.pixels.pixel_range import range_of
from cnn.errors import FileError
from cnn.graph import Graph
from cnn.program import own_program
from cnn.runs.exports import Expected, Proof
from cnn.worker.exports.asked import Asked, most_likely, said
from cnn.worker.model.custom_layers import CUSTOM_LAYERS
from cnn.worker.model.saving import digest

Array = NDArray[Any]

#: by how much an answer may differ, as a share of the largest number in the answers: of float32 the largest difference counts,
#: of what is rounded on purpose the mean
ALLOWED = {"float32": 1e-3, "float16": 1e-2, "int8-dynamic": 0.1, "int8": 0.15}
#: runtimes that can't compute what Keras couldn't
OF_TENSORFLOW = ("keras", "keras_weights", "saved_model")
#: of what a network knows of real images, the share of accuracy that rounding may cost
COST = 0.1


def prove(
    graph: Graph, model: keras.Model, path: Path, asked: Asked, expected: Expected, runtime: str, precision: str, *, trained: bool
) -> Proof:
    """What the file's runtime says of the images, beside Keras; raises `FileError` where that is something else."""
    keras_said = said(model, asked)
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        folder = Path(name)
        for place, part in enumerate(asked.images):
            np.save(folder / f"image-{place}.npy", part, allow_pickle=False)
        job = {
            "runtime": runtime,
            "path": str(path),
            "inputs": len(asked.images),
            "input_names": [wanted.name for wanted in expected.inputs],
            "output_names": list(expected.outputs),
            "ranged": range_of(expected.pixel_range) is not None,
            "ask": keras_said is not None
            or runtime not in ("keras", "keras_weights", "saved_model"),  # TensorFlow can't compute what Keras couldn't
            "own_layers": any(node.layer.class_name in CUSTOM_LAYERS for node in graph.nodes.values()),
            "design": model.to_json() if runtime == "keras_weights" else "",
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        told = asked_in_a_process(folder)
        if "error" in told:
            raise FileError(
                f"{told['runtime']} refuses the file: {told['error'][:300]}", f"Nothing was replaced. {_other(precision)}"
            )
        if "digest" in told and told["digest"] != digest(model):
            raise FileError("The file, read back, has other weights than the network.", "Nothing was replaced; try another disk.")
        runtime_said = [np.load(folder / f"said-{place}.npy", allow_pickle=False) for place in range(told["outputs"])]
    proof = Proof(
        runtime=told["runtime"],
        images=len(asked.images[0]),
        of=asked.of,
        why=asked.why,
        seconds_for_1=told["seconds_for_1"],
        seconds_for_64=told["seconds_for_64"],
        start_seconds=told.get("start_seconds"),
    )
    if keras_said is None:
        return proof
    compared = _compared(graph, proof, keras_said, runtime_said, asked, expected)
    _require_alike(compared, keras_said, precision, trained=trained)
    return compared


def _other(precision: str) -> str:
    return "Use .keras, or a SavedModel folder." if precision == "float32" else "Use float16, or float32."


def asked_in_a_process(folder: Path) -> dict[str, Any]:
    with subprocess.Popen(own_program("prove", str(folder)), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        code = process.wait()
    try:
        told: dict[str, Any] = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"error": f"its process ended with exit code {code}", "runtime": "The runtime"}
    return {"runtime": "The runtime", **told}


def _compared(
    graph: Graph, proof: Proof, before: Sequence[Array], after: Sequence[Array], asked: Asked, expected: Expected
) -> Proof:
    if [part.shape for part in before] != [part.shape for part in after]:
        found, wanted = (", ".join(str(part.shape[1:]) for part in parts) for parts in (after, before))
        raise FileError(f"{proof.runtime} answers in another shape: {found} instead of {wanted}.", "Nothing was replaced.")
    differences = [np.abs(np.nan_to_num(a.astype(np.float64)) - np.nan_to_num(b.astype(np.float64)))
                   for a, b in zip(before, after, strict=True)]  # fmt: skip
    figures: dict[str, Any] = {
        "largest_difference": float(max(part.max(initial=0) for part in differences)),
        "mean_difference": float(max(part.mean() if part.size else 0 for part in differences)),
    }
    if expected.task == "classes" and len(expected.classes) > 1:
        mine, theirs = most_likely(graph, before[0]), most_likely(graph, after[0])
        figures["agreement"] = float((mine == theirs).mean())
        if asked.truth is not None:
            figures["accuracy_before"] = float((mine == asked.truth).mean())
            figures["accuracy_after"] = float((theirs == asked.truth).mean())
    return proof.model_copy(update=figures)


def _require_alike(proof: Proof, before: Sequence[Array], precision: str, *, trained: bool) -> None:
    largest = max(float(np.abs(np.nan_to_num(part)).max(initial=0)) for part in before)
    differs = proof.largest_difference if precision == "float32" else proof.mean_difference
    assert differs is not None
    if differs > ALLOWED[precision] * max(largest, 1e-6):
        raise FileError(
            f"{proof.runtime} says something else of the same images than Keras: {differs:.2g} apart, of {largest:.2g}.",
            f"Nothing was replaced. {_other(precision)}",
        )
    before_, after = proof.accuracy_before, proof.accuracy_after
    if trained and before_ is not None and after is not None and after < before_ - COST:
        raise FileError(
            f"In {precision} the network knows {100 * after:.1f} % of the {proof.of}, before {100 * before_:.1f} %.",
            "Nothing was replaced. Use another precision: float16 costs almost nothing.",
        )
