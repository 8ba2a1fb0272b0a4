"""From which layer on a LiteRT file computes something else than the network that it was made of.

LiteRT can keep what each of its operations gives, under names that tell which layer it comes from.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.worker.exports.draft import Draft
from cnn.worker.exports.layer_names import layer_behind
from cnn.worker.exports.prover import Prover

Array = NDArray[Any]

#: images that are asked about
IMAGES = 4
#: from which mean difference on, as a share of the largest number of a layer, its numbers are other ones
WRONG = 0.1


def first_wrong_layer(draft: Draft, path: Path) -> tuple[keras.Layer, float] | None:
    """The layer, and by how much it is off; `None` where no layer is, or the file's runtime doesn't let it be seen."""
    some = [part[:IMAGES] for part in draft.asked.images]
    found = [(layer_behind(draft.model, name), values) for name, values in _inside(draft, path, some)]
    for layer, right in _outputs(draft.model, some):
        off = [_off(values, right) for behind, values in found if behind is layer and values.shape == right.shape]
        if off and min(off) > WRONG:
            return layer, min(off)
    return None


def _off(values: Array, right: Array) -> float:
    return float(np.abs(values - right).mean() / max(float(np.abs(right).max()), 1e-6))


def _outputs(model: keras.Model, images: Sequence[Array]) -> list[tuple[keras.Layer, Array]]:
    """What the layers say, in their order; of those that are called once."""
    layers = [layer for layer in model.layers if isinstance(getattr(layer, "_inbound_nodes", None), list)]
    once = [layer for layer in layers if len(layer._inbound_nodes) == 1 and isinstance(layer.output, keras.KerasTensor)]
    asked = list(images) if len(images) > 1 else images[0]
    told = keras.Model(model.inputs, [layer.output for layer in once])(asked, training=False)
    return [(layer, keras.ops.convert_to_numpy(part)) for layer, part in zip(once, keras.tree.flatten(told), strict=True)]


def _inside(draft: Draft, path: Path, images: Sequence[Array]) -> list[tuple[str, Array]]:
    """What each operation of a file gives, with its name."""
    with Prover("litert") as prover:
        for place, part in enumerate(images):
            np.save(prover.folder / f"image-{place}.npy", part, allow_pickle=False)
        job = {
            "runtime": "litert",
            "path": str(path),
            "inputs": len(images),
            "input_names": [wanted.name for wanted in draft.expected.inputs],
            "output_names": list(draft.expected.outputs),
            "inside": True,
        }
        (prover.folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        prover.begin()
        names = prover.told(ask=True).get("names", [])
        return [(name, np.load(prover.folder / f"inside-{place}.npy", allow_pickle=False)) for place, name in enumerate(names)]
