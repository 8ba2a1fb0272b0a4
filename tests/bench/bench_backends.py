"""Training on each of Keras's backends that is installed, against a plain Keras script on the same one, and against TensorFlow.

As in the throughput benchmark, with fewer epochs and rounds: the two sides of a backend alternate. What a backend does for a
network is a figure of the machine, so that the ratios between backends say something about this one only.
"""

import json

from cnn.backends import BACKENDS, TENSORFLOW, installed
from tests.bench.bench_throughput import compared

#: network -> rounds, epochs
LENGTHS = {"lenet5": (3, 6), "resnet18": (1, 3)}


def bench() -> dict[str, float | str]:
    """Images a second of both sides on each backend, their ratio, and how many times TensorFlow's our speed is there."""
    figures: dict[str, float | str] = {}
    for backend in BACKENDS:
        if not installed(backend):
            figures[backend] = "not installed"
            continue
        for network, (rounds, epochs) in LENGTHS.items():
            found = compared(network, rounds, epochs, backend)
            speed = f"{network}_images_per_second"
            figures |= {f"{backend}_{name}": value for name, value in found.items()}
            if backend != TENSORFLOW:
                figures[f"{backend}_{network}_times_tensorflow"] = round(
                    found[speed] / float(figures[f"{TENSORFLOW}_{speed}"]), 3
                )
    return figures


if __name__ == "__main__":
    print(json.dumps(bench(), indent=1))
