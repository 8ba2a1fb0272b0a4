"""The numbers of LeNet-5: our analysis from nothing, against building the network in Keras and asking it."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from cnn.analysis import analyse, layer_numbers
from cnn.graph import Graph
from cnn.presets import PRESETS

ROUNDS = 15


def bench() -> dict[str, Any]:
    """Medians in milliseconds, and how many times faster ours is. Both must find the same counts."""
    graph = PRESETS["lenet5"].graph()
    assert ours(graph) == keras(graph), "the two disagree"
    times = {"analyse_lenet5_ms": lambda: ours(graph), "keras_build_lenet5_ms": lambda: keras(graph)}
    medians = {name: milliseconds(work) for name, work in times.items()}
    faster = medians["keras_build_lenet5_ms"] / medians["analyse_lenet5_ms"]
    return {**medians, "times_faster": round(faster, 1), "rounds": ROUNDS}


def ours(graph: Graph) -> int:
    """The parameters of a graph that nobody has looked at."""
    layer_numbers.forget()
    return analyse(Graph(dict(graph.nodes), graph.name, graph.marked_outputs, graph.next_id)).total_params


def keras(graph: Graph) -> int:
    """The parameters of the model that Keras builds of it."""
    from keras import backend

    from cnn.worker.model.builder import build

    backend.clear_session()
    return int(build(graph).count_params())


def milliseconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    runs = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return round(median(runs) * 1000, 3)
