"""Stride and padding: how large an output is, told before it is shown.

Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep learning".
"""

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import HEIGHT, MACS, PARAMS, about
from cnn.tours.tour import Question, Situation, Step, Tour
from cnn.words.language import marked, tr


def begin() -> Project:
    """One convolution of 5×5 on digits, without padding."""
    net = Network("stride")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(Conv2D(filters=8, kernel_size=(5, 5), activation="relu"), x)
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    return checks.project_of(net.graph, epochs=3)


def told(situation: Situation) -> str:
    """What the network is worth, and what it costs."""
    one = checks.trained(situation)
    share = "?" if one is None else checks.percent(checks.accuracy(one))
    return tr("{0} right, with {1} MACs for each image.", share, f"{situation.analysis.macs or 0:,}")


TOUR = Tour(
    "stride",
    marked("Stride and padding"),
    marked("How large the output is, and what that costs"),
    (
        Step(
            marked("Without padding"),
            marked(
                "A window of F pixels on W pixels, moved by S each time, with P pixels of border in all, fits "
                "into "
                "⌊(W − F + P) / S⌋ + 1 places. Here W = 28, F = 5, P = 0 and S = 1."
            ),
            start=begin,
            question=Question(marked("How many rows does the output have?"), about("conv2d", HEIGHT), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("With padding"),
            marked("Set Padding of conv2d to same: zeros are put around the image."),
            check=checks.layer_has("conv2d", padding="same"),
            edit=checks.layer_gets("conv2d", padding="same"),
            layer="conv2d",
        ),
        Step(
            marked("How large is it now?"),
            marked('Padding "same" adds as much border as a window of 5 needs: P = 4, two on each side.'),
            question=Question(marked("How many rows does the output have?"), about("conv2d", HEIGHT), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("Every second pixel"),
            marked("Set Strides of conv2d to 2×2: the window moves by two pixels."),
            check=checks.layer_has("conv2d", padding="same", strides=(2, 2)),
            edit=checks.layer_gets("conv2d", padding="same", strides=(2, 2)),
            layer="conv2d",
        ),
        Step(
            marked("Half as many?"),
            marked("Only whole steps count. With stride 2 the border has P = 3 pixels in all."),
            question=Question(marked("How many rows does the output have?"), about("conv2d", HEIGHT), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("What it saves"),
            marked("Each number of the output takes 5·5·1 multiplications. There are 14·14 places with 8 channels."),
            question=Question(
                marked("How many multiply-accumulates does it take for one image?"), about("conv2d", MACS), ("conv2d",)
            ),
            layer="conv2d",
        ),
        Step(
            marked("What comes behind"),
            marked("The dense layer reads all numbers of the output, and each of its 10 units has a weight for each of them."),
            question=Question(marked("How many parameters does the layer have?"), about("dense", PARAMS), ("dense",)),
            layer="dense",
        ),
        Step(
            marked("Is it still good enough?"),
            marked("A quarter of the places is left. Press Train (F5) and see what that is worth."),
            check=checks.is_trained,
            trains=True,
            found=told,
        ),
    ),
)
