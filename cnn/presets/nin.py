"""Network in network.

Lin, Chen & Yan (2014), "Network In Network", figure 2, with the sizes the authors trained on CIFAR-10.
"""

from cnn.blocks.convolutional import NinSettings, nin_block
from cnn.blocks.functional import Network, Tensor, chain
from cnn.graph import Graph
from cnn.layers import AveragePooling2D, Dropout, GlobalAveragePooling2D, MaxPooling2D, Rescaling, Softmax
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: kernel and feature maps of each mlpconv, and what stands behind it; the last one has a map per class
BLOCKS = (
    (5, (192, 160, 96), MaxPooling2D),
    (5, (192, 192, 192), AveragePooling2D),
)


def nin(image: Shape, classes: int) -> Graph:
    """Three small networks that slide over the image; the mean of the last one's maps are the classes."""
    net = Network("nin")
    x = net(Rescaling(), net.input(image))
    for number, (kernel, filters, pooling) in enumerate(BLOCKS, start=1):
        x = _mlpconv(net, x, number, filters, kernel)
        x = net(pooling(pool_size=(3, 3), strides=(2, 2), padding="same"), x, name=f"pool{number}")
        x = net(Dropout(), x)
    x = _mlpconv(net, x, 3, (192, 192, classes), 3)
    chain(net, (GlobalAveragePooling2D(), Softmax()), x)
    return net.graph


def _mlpconv(net: Network, x: Tensor, number: int, filters: tuple[int, int, int], kernel: int) -> Tensor:
    first, narrow, last = filters
    wanted = NinSettings(filters=last, narrow=narrow, first=first, kernel_size=kernel)
    with net.group(f"mlpconv{number}"), net.made("nin", wanted.model_dump(), x):
        return nin_block(net, x, filters, kernel)


PRESETS = (
    Preset(
        name="nin",
        title="Network in network",
        family="NiN",
        paper="Lin, Chen & Yan: Network In Network. ICLR",
        year=2014,
        image=(32, 32, 3),
        classes=10,
        build=nin,
        published_top1=91.19,
        data="CIFAR-10",
        deviations=(
            marked("Rescaling(1/255) brings pixels to 0-1; the authors normalize contrast and whiten the images."),
            marked("The paper gives no sizes; kernels and feature maps are those of the authors' published configuration."),
            marked("Published top-1: with translated and mirrored images (table 1)."),
        ),
    ),
)
