"""Local connection and weight sharing, counted on an image of 100×100×3."""

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Dense, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import HEIGHT, PARAMS, about, slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour
from cnn.words.language import marked, tr

#: pixels a side of the image, of the window that a unit is connected to, and of the output
SIDE, WINDOW, PLACES = 100, 10, 91


def begin() -> Project:
    """One unit that sees all of a colour image."""
    net = Network("sharing")
    x = net(Rescaling(scale=1 / 255), net.input((SIDE, SIDE, 3)))
    net(Conv2D(filters=1, kernel_size=(SIDE, SIDE), use_bias=False), x)
    return checks.project_of(net.graph)


def digits() -> Project:
    """What is counted, on digits that can be trained on."""
    net = Network("shared")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(Conv2D(filters=16, kernel_size=(10, 10), activation="relu"), x)
    net(Dense(units=10, activation="softmax"), net(Flatten(), net(MaxPooling2D(), x)))
    return checks.project_of(net.graph, epochs=3)


def unshared(_situation: Situation) -> Reckoning:
    """All places with weights of their own."""
    each = WINDOW * WINDOW * 3
    right = PLACES * PLACES * each
    slips = (
        (each, tr("That is one place; each of 91·91 would have its own.")),
        (PLACES * each, tr("That is one row of places; there are 91 rows.")),
        (SIDE * SIDE * each, tr("A window fits into 91·91 places, not into 100·100.")),
        (PLACES * PLACES * WINDOW * WINDOW, tr("The channels were forgotten: a window has 10·10·3 numbers.")),
        (PLACES * PLACES, tr("Those are the places; each would have 10·10·3 weights.")),
        (right * 3, tr("The channels were counted twice.")),
    )
    return Reckoning(right, f"91·91·10·10·3 = {right:,}", slips_of(slips, right))


def told(situation: Situation) -> str:
    """What the network is worth, and with how many parameters."""
    one = checks.trained(situation)
    share = "?" if one is None else checks.percent(checks.accuracy(one))
    shared = situation.analysis.nodes[checks.of_class(situation, Conv2D)[0].id].params or 0
    return tr("{0} right; all places share {1} parameters.", share, f"{shared:,}")


def _asked(step: str, text: str, words: str) -> Step:
    return Step(step, text, question=Question(words, about("conv2d", PARAMS), ("conv2d",)), layer="conv2d")


TOUR = Tour(
    "sharing",
    marked("Local connection and sharing"),
    marked("From 30,000 weights a unit to 300 for all"),
    (
        Step(
            marked("Connected to everything"),
            marked(
                "The image has 100×100 pixels in three colours. A kernel as large as the image is one unit of a "
                "fully connected layer: it has a weight for each number. There is no bias."
            ),
            start=begin,
            question=Question(marked("How many weights does this one unit have?"), about("conv2d", PARAMS), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("Connected locally"),
            marked(
                "What belongs together in an image lies together. Set Kernel size of conv2d to 10×10: a unit "
                "sees that much and no more."
            ),
            check=checks.layer_has("conv2d", kernel_size=(WINDOW, WINDOW)),
            edit=checks.layer_gets("conv2d", kernel_size=(WINDOW, WINDOW)),
            layer="conv2d",
        ),
        _asked(
            marked("Weights of a window"),
            marked("Each unit is connected to 10×10 pixels in three colours."),
            marked("How many weights does a unit have now?"),
        ),
        Step(
            marked("How many units?"),
            marked("There is a unit for every place that the window fits into."),
            question=Question(marked("Into how many places does it fit below each other?"), about("conv2d", HEIGHT), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("Without sharing"),
            marked("Imagine that each of these units had weights of its own, as units of a locally connected layer have."),
            question=Question(marked("How many weights would that be in all?"), unshared),
        ),
        Step(
            marked("Shared"),
            marked(
                "A convolution uses the same 300 weights everywhere: an edge is an edge wherever it is. So it "
                "can afford many kernels: set Filters to 100."
            ),
            check=checks.layer_has("conv2d", kernel_size=(WINDOW, WINDOW), filters=100),
            edit=checks.layer_gets("conv2d", kernel_size=(WINDOW, WINDOW), filters=100),
            layer="conv2d",
        ),
        _asked(
            marked("A hundred kernels"),
            marked("One fully connected unit had 30,000."),
            marked("How many weights do all hundred kernels have?"),
        ),
        Step(
            marked("Is it enough?"),
            marked("Here is the same on digits: 16 kernels of 10×10, shared by all places. Press Train (F5)."),
            start=digits,
            check=checks.is_trained,
            trains=True,
            found=told,
        ),
    ),
)
