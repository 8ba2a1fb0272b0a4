"""What networks say on one backend of Keras: `KERAS_BACKEND=… python answers_of.py OUT.npz NAME…` builds each, gives it weights
that follow from their shapes alone, and shows it images that follow from theirs.
"""

import sys
from typing import Any

import keras
import numpy as np

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Conv2D, LocalResponseNormalization, Rescaling, StochasticPooling2D
from cnn.presets import PRESETS
from cnn.worker.model.builder import build

#: our own layers, in one network
OWN = "own-layers"


def own_layers() -> Graph:
    """Both layers that Keras lacks."""
    net = Network(OWN)
    x = net(Conv2D(filters=8), net(Rescaling(scale=1 / 255), net.input((21, 21, 3))))
    net(StochasticPooling2D(pool_size=(3, 3), strides=(2, 2)), net(LocalResponseNormalization(), x))
    return net.graph


def answer(graph: Graph) -> Any:
    """What a network says of two images."""
    draw = np.random.default_rng(7)
    model = build(graph)
    for weight in model.weights:
        if "seed" in weight.name:
            continue
        fan = max(int(np.prod(weight.shape[:-1])), 1)
        numbers = draw.normal(size=weight.shape) * np.sqrt(2 / fan)
        positive = "variance" in weight.name or weight.name == "gamma"
        weight.assign((np.abs(numbers) * 0.1 + 0.9 if positive else numbers).astype(np.float32))
    images = [draw.uniform(0, 255, size=(2, *image.shape[1:])).astype(np.float32) for image in model.inputs]
    said = model.predict_on_batch(images if len(images) > 1 else images[0])
    return np.concatenate([np.asarray(part).reshape(2, -1) for part in keras.tree.flatten(said)], axis=1)


def main(path: str, *names: str) -> None:
    """Writes the answers of all networks, each under its name."""
    found = {name: answer(own_layers() if name == OWN else PRESETS[name].graph()) for name in names}
    np.savez(path, **found)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(*sys.argv[1:])
