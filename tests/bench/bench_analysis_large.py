"""How long the analysis of large networks takes, against Keras building the same network."""

import time
from collections.abc import Callable
from statistics import median

from cnn.analysis import analyse, layer_numbers
from cnn.blocks.functional import Network
from cnn.blocks.residual import bottleneck
from cnn.graph import Graph
from cnn.layers import Dense, GlobalAveragePooling2D, Input, ReLU, Rescaling
from cnn.presets import PRESETS


def bench() -> dict[str, float]:
    """Medians in milliseconds, and how many times faster than Keras the analysis of ResNet-152 is."""
    graph = PRESETS["resnet152"].graph()
    ours = milliseconds(lambda: from_nothing(graph), times=20)
    keras = milliseconds(build_in_keras, times=3)
    return {
        "resnet152_from_nothing_ms": ours,
        "resnet152_keras_build_ms": keras,
        "resnet152_times_faster": round(keras / ours, 1),
        **{f"edit_of_1000_layers_{name}_ms": value for name, value in edits().items()},
    }


def from_nothing(graph: Graph) -> None:
    """A graph that nobody has looked at, and no memory of any layer."""
    layer_numbers.forget()
    analyse(Graph(dict(graph.nodes), graph.name, graph.marked_outputs, graph.next_id))


def build_in_keras() -> None:
    """What a person would wait for without us: the model itself, with empty weights."""
    import keras

    keras.backend.clear_session()
    keras.applications.ResNet152(weights=None)


def edits() -> dict[str, float]:
    """Edit and new totals, where little, much and everything behind the edit changes."""
    graph = thousand_layers()
    before = analyse(graph)
    first, middle = graph.named("stage0_block0_1_conv"), graph.named("stage1_block20_2_conv")
    changes: dict[str, Callable[[], Graph]] = {
        "filters": lambda: graph.replace_layer(first.id, first.layer.replace(filters=32)),
        "kernel": lambda: graph.replace_layer(middle.id, middle.layer.replace(kernel_size=5)),
        "insert": lambda: graph.insert_after(middle.id, ReLU())[0],
        "remove": lambda: graph.remove(graph.named("stage1_block20_1_relu").id),
        "image_size": lambda: graph.replace_layer(graph.inputs[0], Input(shape=(192, 192, 3))),
    }
    return {name: milliseconds(lambda edit=change: analyse(edit(), before), times=20) for name, change in changes.items()}


def thousand_layers() -> Graph:
    """A ResNet of 1,012 layers."""
    net = Network("resnet300")
    x = net(Rescaling(), net.input((224, 224, 3)))
    for stage, (blocks, filters) in enumerate(((10, 64), (40, 128), (40, 256), (10, 512))):
        for number in range(blocks):
            with net.group(f"stage{stage}/block{number}"):
                x = bottleneck(net, x, filters, stride=2 if number == 0 else 1)
    net(Dense(units=10), net(GlobalAveragePooling2D(), x))
    return net.graph


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of several runs."""
    runs = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return round(median(runs) * 1000, 3)
