"""How long opening large Keras files takes: the longest network of `keras.applications`, and half a gigabyte of weights."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from cnn.analysis import analyse, layer_numbers
from cnn.formats.files import read_project

#: seconds, from issue "Any Keras file": "Speed"
TARGETS = {"efficientnet_v2l_json_s": 0.5, "vgg16_keras_with_weights_s": 1.0}


def bench() -> dict[str, float]:
    """Medians in seconds, from the file to a finished analysis, and how large the files are."""
    with TemporaryDirectory() as folder:
        network, model = Path(folder) / "efficientnet.json", Path(folder) / "vgg16.keras"
        _write(network, model)
        return {
            "efficientnet_v2l_json_s": seconds(lambda: opened(network)),
            "efficientnet_v2l_layers": len(read_project(network).graph),
            "vgg16_keras_with_weights_s": seconds(lambda: opened(model)),
            "vgg16_keras_mb": round(model.stat().st_size / 1e6),
            **{f"target_{name}": value for name, value in TARGETS.items()},
        }


def opened(path: Path) -> None:
    """What happens between a double click and the numbers; no layer is remembered from before."""
    layer_numbers.forget()
    analyse(read_project(path).graph)


def _write(network: Path, model: Path) -> None:
    import keras

    network.write_text(keras.applications.EfficientNetV2L(weights=None).to_json(), encoding="utf-8")
    keras.applications.VGG16(weights=None).save(model)


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """The median of several runs."""
    runs = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return round(median(runs), 3)
