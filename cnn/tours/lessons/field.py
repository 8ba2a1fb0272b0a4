"""The receptive field: small kernels behind each other see as far as a large one.

Araujo, Norris & Sim (2019), "Computing Receptive Fields of Convolutional Neural Networks", and
Simonyan & Zisserman (2015), "Very Deep Convolutional Networks for Large-Scale Image Recognition", section 2.3.
"""

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Flatten, MaxPooling2D, Rescaling
from cnn.layers.pooling import Pooling
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import FIELD, about, slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour
from cnn.words.language import marked, tr

CHANNELS = 8


def begin() -> Project:
    """Three convolutions of 3×3 on digits."""
    net = Network("receptive-field")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    for _ in range(3):
        x = net(Conv2D(filters=CHANNELS, kernel_size=(3, 3), padding="same", activation="relu"), x)
    net(Dense(units=10, activation="softmax"), net(Flatten(), net(MaxPooling2D(pool_size=(4, 4)), x, name="pool")))
    return checks.project_of(net.graph, epochs=3)


def three(_situation: Situation) -> Reckoning:
    """The weights of three small kernels, where 8 channels go in and come out."""
    one = 9 * CHANNELS * CHANNELS
    right = 3 * one
    slips = (
        (one, tr("That is one of three.")),
        (49 * CHANNELS * CHANNELS, tr("That is one kernel of 7×7, which sees as much: nearly twice as many.")),
        (27 * CHANNELS, tr("The channels that go in were forgotten: 3·3·8 weights for each of 8 maps.")),
        (27, tr("The channels were forgotten: 3·3·8 weights for each of 8 maps.")),
        (right + 3 * CHANNELS, tr("Biases were counted; asked for are the weights of the kernels.")),
    )
    return Reckoning(right, f"3 · 3·3·8·8 = {right:,}", slips_of(slips, right))


def pools_early(situation: Situation) -> str:
    """A pooling stands between the first and the second convolution."""
    first, second = (checks.node(situation, name) for name in ("conv2d", "conv2d_1"))
    if first is None or second is None:
        return tr('There is no layer named "{0}" any more; undo brings it back.', "conv2d" if first is None else "conv2d_1")
    between = situation.graph.nodes.get(second.inputs[0]) if second.inputs else None
    if between is None or not isinstance(between.layer, Pooling) or first.id not in between.inputs:
        return tr('A pooling layer should read "conv2d", and "conv2d_1" should read that.')
    size = getattr(between.layer, "pool_size", None)
    if not isinstance(size, tuple) or len(size) != 2:
        return tr('"{0}" is {1}: images are pooled by a MaxPooling2D.', between.name, between.layer.class_name)
    return "" if size == (2, 2) else tr("Its Pool size should be 2×2.")


def with_pooling(graph: Graph) -> Graph:
    """With it, in the place of another pooling that stands there."""
    first, second = graph.named("conv2d"), graph.named("conv2d_1")
    between = graph.nodes[second.inputs[0]]
    if isinstance(between.layer, Pooling) and first.id in between.inputs:
        return graph.replace_layer(between.id, MaxPooling2D())
    return graph.insert_after(first.id, MaxPooling2D())[0]


def told(situation: Situation) -> str:
    """What the network is worth."""
    one = checks.trained(situation)
    last = situation.analysis.nodes[checks.of_class(situation, Conv2D)[-1].id].receptive_field
    seen = last.axes[0].size if last is not None and last.axes else 0
    return tr(
        "{0} right; its last convolution sees {1}×{1} pixels.", "?" if one is None else checks.percent(checks.accuracy(one)), seen
    )


TOUR = Tour(
    "field",
    marked("Receptive field"),
    marked("How much of the image one number sees"),
    (
        Step(
            marked("Two behind each other"),
            marked(
                "One number behind conv2d sees 3×3 pixels. One behind conv2d_1 sees 3×3 of those. With the size "
                "r before it and the jump j between neighbours a window of F sees r + (F − 1)·j."
            ),
            start=begin,
            question=Question(
                marked("How many pixels of the image does it see, along one side?"), about("conv2d_1", FIELD), ("conv2d_1",)
            ),
            layer="conv2d_1",
        ),
        Step(
            marked("Three behind each other"),
            marked("And one number behind conv2d_2?"),
            question=Question(
                marked("How many pixels of the image does it see, along one side?"), about("conv2d_2", FIELD), ("conv2d_2",)
            ),
            layer="conv2d_2",
        ),
        Step(
            marked("Why not one of 7×7?"),
            marked("A kernel of 7×7 sees as much. Where 8 channels go in and 8 come out it has 7·7·8·8 = 3,136 weights."),
            question=Question(marked("How many have three kernels of 3×3 together?"), three),
        ),
        Step(
            marked("Pool early"),
            marked(
                "Drag a MaxPooling2D from the palette onto the wire between conv2d and conv2d_1. From there on "
                "neighbours stand two pixels apart."
            ),
            check=checks.whole(pools_early),
            edit=checks.by_graph(with_pooling),
            layer="conv2d",
        ),
        Step(
            marked("How far does it see now?"),
            marked("The pooling sees 3 + (2 − 1)·1 = 4 pixels, and behind it the jump is 2. Two windows of 3 follow."),
            question=Question(
                marked("How many pixels does conv2d_2 see now, along one side?"), about("conv2d_2", FIELD), ("conv2d_2",)
            ),
            layer="conv2d_2",
        ),
        Step(
            marked("Holes in the kernel"),
            marked("Set Dilation rate of conv2d_2 to 2×2: its nine weights lie two apart, and it spans five places."),
            check=checks.both(checks.whole(pools_early), checks.layer_has("conv2d_2", dilation_rate=(2, 2))),
            edit=checks.layer_gets("conv2d_2", dilation_rate=(2, 2)),
            layer="conv2d_2",
        ),
        Step(
            marked("Train it"),
            marked("Explain shows the pixels that are seen in a picture: click conv2d_2. Then press Train (F5)."),
            check=checks.is_trained,
            trains=True,
            layer="conv2d_2",
            found=told,
        ),
    ),
)
