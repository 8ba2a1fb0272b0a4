"""LeNet-5, the network that read the cheques.

LeCun, Bottou, Bengio & Haffner (1998), "Gradient-Based Learning Applied to Document Recognition", figure 2.
"""

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import AveragePooling2D, Conv2D, Dense, Flatten, Rescaling
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked


def lenet5(image: Shape, classes: int) -> Graph:
    """Two convolutions, each averaged down, then three dense layers."""
    net = Network("lenet5")
    x = net.input(image)
    x = net(Rescaling(scale=1 / 255), x)
    x = net(Conv2D(filters=6, kernel_size=(5, 5), padding="same", activation="tanh"), x)
    x = net(AveragePooling2D(), x)
    x = net(Conv2D(filters=16, kernel_size=(5, 5), activation="tanh"), x)
    x = net(AveragePooling2D(), x)
    x = net(Flatten(), x)
    for units in (120, 84):
        x = net(Dense(units=units, activation="tanh"), x)
    net(Dense(units=classes, activation="softmax"), x)
    return net.graph


PRESETS = (
    Preset(
        name="lenet5",
        title="LeNet-5",
        family="LeNet",
        paper="LeCun, Bottou, Bengio & Haffner: Gradient-Based Learning Applied to Document Recognition. Proc. IEEE 86(11)",
        year=1998,
        image=(28, 28, 1),
        classes=10,
        build=lenet5,
        published_params=60_000,
        deviations=(
            marked('Images are 28×28 as MNIST has them and C1 pads with "same"; the paper pads the images to 32×32.'),
            marked(
                "S2 and S4 only average; in the paper they also have a learned factor, a learned bias and a squashing function."
            ),
            marked("Every map of C3 reads all six maps of S2; in the paper's table I each reads three to six of them."),
            marked("The activation is tanh; the paper's is 1.7159·tanh(2x/3)."),
            marked("The output is a dense layer with softmax; the paper's are radial basis functions with fixed codes."),
            marked("Rescaling(1/255) brings pixels to 0-1; the paper's run from −0.1 to 1.175."),
        ),
    ),
)
