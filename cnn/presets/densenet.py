"""DenseNet-BC.

Huang, Liu, van der Maaten & Weinberger (2017), "Densely Connected Convolutional Networks", table 1.
"""

from functools import partial

from cnn.blocks.convolutional import conv_bn
from cnn.blocks.dense import dense_block, transition
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Activation, BatchNormalization, Dense, GlobalAveragePooling2D, MaxPooling2D, Rescaling, ZeroPadding2D
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: depth → how many layers each dense block has
LAYERS = {121: (6, 12, 24, 16), 169: (6, 12, 32, 32), 201: (6, 12, 48, 32)}
#: depth → published number of parameters and top-1 accuracy in percent
PUBLISHED = {121: (8_062_504, 75.0), 169: (14_307_880, 76.2), 201: (20_242_984, 77.3)}
GROWTH = 32
NORM = BatchNormalization(epsilon=1.001e-5)


def densenet(depth: int, image: Shape, classes: int) -> Graph:
    """A stem, four dense blocks with transitions between them, the mean of each feature map, one dense layer."""
    net = Network(f"densenet{depth}")
    x = net(Rescaling(), net.input(image))
    with net.group("conv1"):
        x = net(ZeroPadding2D(padding=((3, 3), (3, 3))), x, name="pad")
        x = conv_bn(net, x, 2 * GROWTH, 7, stride=2, padding="valid", norm=NORM)
        x = net(ZeroPadding2D(), x, name="pool_pad")
        x = net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), x, name="pool")
    for stage, layers in enumerate(LAYERS[depth], start=2):
        numbers = {"layers": layers, "growth_rate": GROWTH, "epsilon": NORM.epsilon}
        with net.group(f"conv{stage}"), net.made("dense_block", numbers, x):
            x = dense_block(net, x, layers, GROWTH, norm=NORM)
        if stage < len(LAYERS[depth]) + 1:
            halves = {"compression": 0.5, "epsilon": NORM.epsilon}
            with net.group(f"pool{stage}"), net.made("transition", halves, x):
                x = transition(net, x, norm=NORM)
    x = net(Activation(activation="relu"), net(NORM, x, name="bn"), name="relu")
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


def _preset(depth: int) -> Preset:
    params, top1 = PUBLISHED[depth]
    return Preset(
        name=f"densenet{depth}",
        title=f"DenseNet-{depth}",
        family="DenseNet",
        paper="Huang, Liu, van der Maaten & Weinberger: Densely Connected Convolutional Networks. CVPR",
        year=2017,
        image=(224, 224, 3),
        classes=1000,
        build=partial(densenet, depth),
        published_params=params,
        published_top1=top1,
        deviations=(
            marked(
                "Rescaling(1/255) brings pixels to 0-1; the paper also subtracts the mean and divides by the spread per channel."
            ),
            marked("Published figures: those of the Keras page."),
        ),
    )


PRESETS = tuple(_preset(depth) for depth in LAYERS)
