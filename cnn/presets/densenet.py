"""DenseNet-BC.

Huang, Liu, van der Maaten & Weinberger (2017), "Densely Connected Convolutional Networks", table 1.
"""

from cnn.blocks.convolutional import conv_bn
from cnn.blocks.dense import dense_block, transition
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Activation, BatchNormalization, Dense, GlobalAveragePooling2D, MaxPooling2D, Rescaling, ZeroPadding2D
from cnn.presets.preset import Preset
from cnn.shapes import Shape

#: how many layers each dense block of DenseNet-121 has
LAYERS = (6, 12, 24, 16)
GROWTH = 32
NORM = BatchNormalization(epsilon=1.001e-5)


def densenet121(image: Shape, classes: int) -> Graph:
    """A stem, four dense blocks with transitions between them, the mean of each feature map, one dense layer."""
    net = Network("densenet121")
    x = net(Rescaling(), net.input(image))
    with net.group("conv1"):
        x = net(ZeroPadding2D(padding=((3, 3), (3, 3))), x, name="pad")
        x = conv_bn(net, x, 2 * GROWTH, 7, stride=2, padding="valid", norm=NORM)
        x = net(ZeroPadding2D(), x, name="pool_pad")
        x = net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), x, name="pool")
    for stage, layers in enumerate(LAYERS, start=2):
        with net.group(f"conv{stage}"):
            x = dense_block(net, x, layers, GROWTH, norm=NORM)
        if stage < len(LAYERS) + 1:
            with net.group(f"pool{stage}"):
                x = transition(net, x, norm=NORM)
    x = net(Activation(activation="relu"), net(NORM, x, name="bn"), name="relu")
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


PRESETS = (
    Preset(
        name="densenet121",
        title="DenseNet-121",
        family="DenseNet",
        paper="Huang, Liu, van der Maaten & Weinberger: Densely Connected Convolutional Networks. CVPR",
        year=2017,
        image=(224, 224, 3),
        classes=1000,
        build=densenet121,
        published_params=8_062_504,
        published_top1=75.0,
        deviations=(
            "Rescaling(1/255) brings pixels to 0-1; the paper also subtracts the mean and divides by the spread per channel.",
            "Published figures: those of the Keras page.",
        ),
    ),
)
