"""Pooling three ways: the largest number of a window, their mean, or one by chance.

Zeiler & Fergus (2013), "Stochastic Pooling for Regularization of Deep Convolutional Neural Networks".
"""

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import AveragePooling2D, Conv2D, Dense, Flatten, Layer, MaxPooling2D, Rescaling, StochasticPooling2D
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import HEIGHT, PARAMS, about, slips_of
from cnn.tours.tour import Check, Edit, Question, Reckoning, Situation, Step, Tour, Trained
from cnn.words.language import marked, tr

#: a window of 2×2 to be pooled by hand
WINDOW = (1, 5, 2, 4)
POOLINGS = (MaxPooling2D, AveragePooling2D, StochasticPooling2D)


def begin() -> Project:
    """A convolution on digits whose largest numbers are kept."""
    net = Network("pooling")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(Conv2D(filters=8, kernel_size=(5, 5), padding="same", activation="relu"), x)
    x = net(MaxPooling2D(), x, name="pool")
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    return checks.project_of(net.graph, epochs=3)


def mean(_situation: Situation) -> Reckoning:
    """The mean of the window."""
    whole, most = sum(WINDOW), max(WINDOW)
    slips = (
        (whole, tr("That is the sum; it is divided by four.")),
        (most, tr("That is the largest number, as max pooling keeps it.")),
        (
            (WINDOW[1] + WINDOW[2]) / 2,
            tr("That is the mean of the two in the middle, ({0} + {1}) / 2: all four count.", WINDOW[1], WINDOW[2]),
        ),
        (whole / 2, tr("It was divided by the side of the window: there are four numbers, not two.")),
    )
    return Reckoning(whole / 4, "(1 + 5 + 2 + 4) / 4 = 3", slips_of(slips, whole / 4))


def chance(_situation: Situation) -> Reckoning:
    """With what probability stochastic pooling keeps the largest number."""
    whole, most = sum(WINDOW), max(WINDOW)
    slips = (
        (0.25, tr("That would be so if all four were alike: large numbers are kept more often.")),
        (1.0, tr("Max pooling keeps it always; here it is a matter of chance.")),
        (most / (whole - most), tr("The 5 belongs to the sum as well: 5 / 12, not 5 / 7.")),
        (whole / most, tr("The other way round: 5 / 12.")),
        (100 * most / whole, tr("That is the probability in percent: type it with the sign, or as a number between 0 and 1.")),
    )
    return Reckoning(most / whole, "5 / (1 + 5 + 2 + 4) = 5 / 12 = 0.417", slips_of(slips, most / whole))


def pools_by(kind: type[Layer]) -> Check:
    """The network has this kind of pooling, and no other."""

    def check(situation: Situation) -> str:
        found = checks.of_class(situation, *POOLINGS)
        if [type(node.layer) for node in found] == [kind]:
            return ""
        return tr("The network should have one pooling layer, {0}.", kind.__name__)

    return checks.whole(check)


def pooled_by(kind: type[Layer]) -> Edit:
    """The edit that replaces it."""

    def change(graph: Graph) -> Graph:
        old = next(node for node in graph.nodes.values() if isinstance(node.layer, POOLINGS))
        return graph.replace_layer(old.id, kind())

    return checks.by_graph(change)


def _accuracy(situation: Situation, kind: type[Layer]) -> str:
    def alike(one: Trained) -> bool:
        return any(isinstance(node.layer, kind) for node in one.project.graph.nodes.values())

    one = checks.last(situation, alike)
    return checks.percent(None if one is None else checks.accuracy(one))


def one_told(situation: Situation) -> str:
    """What the training of this network came to."""
    return tr("{0} right.", checks.share(situation))


def all_told(situation: Situation) -> str:
    """All three beside each other."""
    found = [_accuracy(situation, kind) for kind in POOLINGS]
    return tr("Max pooling {0}, average pooling {1}, stochastic pooling {2} right.", *found)


TOUR = Tour(
    "pooling",
    marked("Pooling three ways"),
    marked("The largest, the mean, or one by chance"),
    (
        Step(
            marked("Half of each side"),
            marked("MaxPooling2D looks at windows of 2×2 that stand side by side, and keeps one number of each."),
            start=begin,
            question=Question(marked("How many rows does the output have?"), about("pool", HEIGHT), ("pool",)),
            layer="pool",
        ),
        Step(
            marked("Nothing to learn?"),
            marked("Which number is kept is decided by the numbers themselves."),
            question=Question(marked("How many parameters does the layer have?"), about("pool", PARAMS), ("pool",)),
            layer="pool",
        ),
        Step(
            marked("The largest"),
            marked("Max pooling says whether something is in the window, wherever it is. Press Train (F5)."),
            check=checks.both(pools_by(MaxPooling2D), checks.is_trained),
            trains=True,
            found=one_told,
        ),
        Step(
            marked("The mean, by hand"),
            marked("A window has the numbers\n\n1 5\n2 4"),
            question=Question(marked("What does average pooling make of it?"), mean),
        ),
        Step(
            marked("The mean"),
            marked(
                "Right-click the pooling layer, choose Replace by … (Ctrl+R) and take AveragePooling2D. Then press Train (F5)."
            ),
            check=checks.both(pools_by(AveragePooling2D), checks.is_trained),
            edit=pooled_by(AveragePooling2D),
            trains=True,
            layer="pool",
            found=one_told,
        ),
        Step(
            marked("One by chance, by hand"),
            marked(
                "Stochastic pooling keeps one of the numbers by chance, each with a probability in proportion to it:\n\n1 5\n2 4"
            ),
            question=Question(marked("With what probability does it keep the 5?"), chance),
        ),
        Step(
            marked("One by chance"),
            marked(
                "Replace the layer by StochasticPooling2D and train a third time. No two passes see the same, "
                "which works against overfitting."
            ),
            check=checks.both(pools_by(StochasticPooling2D), checks.is_trained),
            edit=pooled_by(StochasticPooling2D),
            trains=True,
            layer="pool",
            found=all_told,
        ),
    ),
)
