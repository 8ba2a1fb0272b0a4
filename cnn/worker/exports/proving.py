"""A file that was just written is loaded by its own runtime in a fresh process, and must say what Keras says."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.datasets.pixels.pixel_range import range_of
from cnn.errors import FileError
from cnn.runs.exports import Proof
from cnn.words.language import tr
from cnn.words.lists import listed, quoted, remarked
from cnn.worker.exports.asked import most_likely, said
from cnn.worker.exports.draft import Draft
from cnn.worker.exports.first_wrong_layer import first_wrong_layer
from cnn.worker.exports.layer_names import layer_behind
from cnn.worker.exports.prover import Prover
from cnn.worker.model.custom_layers import CUSTOM_LAYERS
from cnn.worker.model.saving import digest

Array = NDArray[Any]

#: by how much an answer may differ, as a share of the largest number in the answers: of float32 the largest difference counts,
#: of what is rounded on purpose the mean
ALLOWED = {"float32": 1e-3, "float16": 1e-2, "int8-dynamic": 0.1, "int8": 0.15}
#: runtimes that can't compute what Keras couldn't
OF_TENSORFLOW = ("keras", "keras_weights", "keras_json", "program", "notebook", "saved_model")
#: what holds no weights is given those of the network
WITHOUT_WEIGHTS = ("keras_json", "program", "notebook")
#: of what a network knows of real images, the share of accuracy that rounding may cost
COST = 0.1


def prove(prover: Prover, draft: Draft, path: Path) -> Proof:
    """What the file's runtime says of the images, beside Keras; raises `FileError` where that is something else."""
    model, asked, expected = draft.model, draft.asked, draft.expected
    folder, runtime = prover.folder, prover.runtime
    for place, part in enumerate(asked.images):
        np.save(folder / f"image-{place}.npy", part, allow_pickle=False)
    job = {
        "runtime": runtime,
        "path": str(path),
        "inputs": len(asked.images),
        "input_names": [wanted.name for wanted in expected.inputs],
        "output_names": list(expected.outputs),
        "ranged": range_of(expected.pixel_range) is not None,
        "own_layers": any(node.layer.class_name in CUSTOM_LAYERS for node in draft.project.graph.nodes.values()),
        "design": model.to_json() if runtime == "keras_weights" else "",
        **asdict(draft.trial),
        **(_lent(model, folder) if runtime in WITHOUT_WEIGHTS else {}),
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    prover.begin()
    keras_said = said(model, asked)  # while the file is loaded there
    told = prover.told(ask=keras_said is not None or runtime not in OF_TENSORFLOW)
    if "error" in told:
        raise FileError(_failed(model, told, draft.precision), _other(draft.precision))
    if "digest" in told and told["digest"] != digest(model):
        raise FileError(
            tr("The file, read back, has other weights than the network."), tr("Nothing was replaced; try another disk.")
        )
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
    compared = _compared(draft, proof, keras_said, runtime_said)
    _require_alike(
        compared, keras_said, _rounding(draft, runtime), trained=draft.trained, where=lambda: _where(draft, path, runtime)
    )
    return compared


def _where(draft: Draft, path: Path, runtime: str) -> str:
    """From which layer on a file says something else, as a sentence, where its runtime lets that be seen."""
    found = first_wrong_layer(draft, path) if runtime == "litert" else None
    if found is None:
        return ""
    layer, share = found
    of = remarked(quoted(layer.name), type(layer).__name__)
    return " " + tr("It begins with {0}, whose numbers are {1} % off.", of, f"{100 * share:.0f}")


def _failed(model: keras.Model, told: dict[str, Any], precision: str) -> str:
    """What a runtime that failed over a file says of it, with the layer where it tells."""
    layer = layer_behind(model, told["place"]) if "place" in told else None
    if layer is None:
        return tr("{0} refuses the file: {1}", told["runtime"], told["error"][:300])
    of = remarked(quoted(layer.name), type(layer).__name__)
    return tr("{0} can't compute {1} in {2}: its {3} fails.", told["runtime"], of, precision, told["kind"])


def _rounding(draft: Draft, runtime: str) -> str:
    """In which precision the file computes: a program in that of its recipe."""
    return "float16" if runtime in ("program", "notebook") and draft.project.recipe.precision != "float32" else draft.precision


def _lent(model: keras.Model, folder: Path) -> dict[str, Any]:
    """The weights of a network in a file, and how many of them each layer takes."""
    layers = [(layer.name, layer.get_weights()) for layer in model.layers]
    arrays = [value for _, values in layers for value in values]
    arrays = [np.asarray(value, np.float32) if value.dtype.kind == "V" else value for value in arrays]  # NumPy lacks bfloat16
    np.savez(folder / "weights.npz", allow_pickle=False, **{str(place): value for place, value in enumerate(arrays)})
    return {"weights": str(folder / "weights.npz"), "layers": [(name, len(values)) for name, values in layers if values]}


def _other(precision: str) -> str:
    if precision == "float32":
        return tr("Nothing was replaced. Use .keras, or a SavedModel folder.")
    return tr("Nothing was replaced. Use float16, or float32.")


def _compared(draft: Draft, proof: Proof, before: Sequence[Array], after: Sequence[Array]) -> Proof:
    if [part.shape for part in before] != [part.shape for part in after]:
        found, wanted = (listed(str(part.shape[1:]) for part in parts) for parts in (after, before))
        words = tr("{0} answers in another shape: {1} instead of {2}.", proof.runtime, found, wanted)
        raise FileError(words, tr("Nothing was replaced."))
    differences = [
        np.abs(np.nan_to_num(a.astype(np.float64)) - np.nan_to_num(b.astype(np.float64)))
        for a, b in zip(before, after, strict=True)
    ]
    figures: dict[str, Any] = {
        "largest_difference": float(max(part.max(initial=0) for part in differences)),
        "mean_difference": float(max(part.mean() if part.size else 0 for part in differences)),
    }
    if draft.expected.task == "classes" and len(draft.expected.classes) > 1:
        mine, theirs = (most_likely(draft.project.graph, said[0]) for said in (before, after))
        figures["agreement"] = float((mine == theirs).mean())
        if draft.asked.truth is not None:
            figures["accuracy_before"] = float((mine == draft.asked.truth).mean())
            figures["accuracy_after"] = float((theirs == draft.asked.truth).mean())
    return proof.model_copy(update=figures)


def _require_alike(proof: Proof, before: Sequence[Array], precision: str, *, trained: bool, where: Callable[[], str]) -> None:
    largest = max(float(np.abs(np.nan_to_num(part)).max(initial=0)) for part in before)
    differs = proof.largest_difference if precision == "float32" else proof.mean_difference
    assert differs is not None
    if differs > ALLOWED[precision] * max(largest, 1e-6):
        raise FileError(
            tr(
                "{0} says something else of the same images than Keras: {1} apart, of {2}.",
                proof.runtime,
                f"{differs:.2g}",
                f"{largest:.2g}",
            )
            + where(),
            _other(precision),
        )
    before_, after = proof.accuracy_before, proof.accuracy_after
    if trained and before_ is not None and after is not None and after < before_ - COST:
        raise FileError(
            tr(
                "In {0} the network knows {1} % of the {2}, before {3} %.",
                precision,
                f"{100 * after:.1f}",
                proof.of,
                f"{100 * before_:.1f}",
            )
            + where(),
            tr("Nothing was replaced. Use another precision: float16 costs almost nothing."),
        )
