"""1×1 convolutions and Inception: what a bottleneck saves, and four windows side by side.

Lin, Chen & Yan (2014), "Network In Network"; Szegedy et al. (2015), "Going Deeper with Convolutions", table 1.
"""

from cnn.blocks.branching import inception
from cnn.blocks.functional import Network
from cnn.graph import Graph, Wire
from cnn.layers import Concatenate, Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import MACS, about, slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour
from cnn.words.language import marked, tr

#: the 5×5 of module 3a: pixels a side, channels that go in, maps that come out, and those of its bottleneck
SIDE, CHANNELS, FILTERS, NARROW = 28, 192, 32, 16
#: a module small enough for digits: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj
COLUMNS = (8, 8, 16, 4, 8, 8)


def begin() -> Project:
    """The 5×5 convolution of GoogLeNet's first module, without its bottleneck."""
    net = Network("bottleneck")
    net(Conv2D(filters=FILTERS, kernel_size=(5, 5), padding="same", activation="relu"), net.input((SIDE, SIDE, CHANNELS)))
    return checks.project_of(net.graph)


def digits() -> Project:
    """A small module on digits."""
    net = Network("inception")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(MaxPooling2D(), net(Conv2D(filters=16, kernel_size=(5, 5), padding="same", activation="relu"), x))
    with net.group("inception"):
        x = inception(net, x, COLUMNS)
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), x))
    return checks.project_of(net.graph, epochs=6, learning_rate=0.005)


def has_bottleneck(situation: Situation) -> str:
    """A 1×1 convolution to 16 maps stands before the 5×5."""
    wide = checks.node(situation, "conv2d")
    if wide is None:
        return tr('There is no layer named "{0}" any more; undo brings it back.', "conv2d")
    before = situation.graph.nodes.get(wide.inputs[0]) if wide.inputs else None
    if before is None or not isinstance(before.layer, Conv2D):
        return tr('A Conv2D should stand between "input" and "conv2d".')
    if before.layer.kernel_size != (1, 1):
        return tr('Kernel size of "{0}" should be 1×1.', before.name)
    return "" if before.layer.filters == NARROW else tr('Filters of "{0}" should be {1}.', before.name, NARROW)


def with_bottleneck(graph: Graph) -> Graph:
    """With it."""
    wide = graph.named("conv2d")
    narrow = Conv2D(filters=NARROW, kernel_size=(1, 1), activation="relu")
    return graph.insert_on_wire(Wire(wide.inputs[0], wide.id, 0), narrow)[0]


def both(_situation: Situation) -> Reckoning:
    """The multiplications of both convolutions."""
    places = SIDE * SIDE
    first, second = places * NARROW * CHANNELS, places * FILTERS * 25 * NARROW
    right = first + second
    slips = (
        (first, tr("That is the 1×1 alone; the 5×5 behind it counts as well.")),
        (second, tr("That is the 5×5 alone; the 1×1 before it counts as well.")),
        (places * FILTERS * 25 * CHANNELS, tr("That is without the bottleneck: behind it only 16 channels go into the 5×5.")),
        (first + places * FILTERS * 25 * CHANNELS, tr("Behind the bottleneck only 16 channels go into the 5×5, not 192.")),
        (first * 25 + second, tr("The 1×1 has one place, not 25.")),
    )
    return Reckoning(right, f"28·28·16·192 + 28·28·32·25·16 = {right:,}", slips_of(slips, right))


def channels(_situation: Situation) -> Reckoning:
    """The maps of all four branches, one behind the other."""
    ones, _, threes, _, fives, pooled = COLUMNS
    right = ones + threes + fives + pooled
    slips = (
        (sum(COLUMNS), tr("The bottlenecks were counted: they are inside, only the ends of the four branches come out.")),
        (max(COLUMNS), tr("That would be an Add of equal branches: Concatenate puts them one behind the other.")),
        (ones + threes + fives, tr("The branch with the pooling was forgotten.")),
        (16, tr("Those go in.")),
    )
    return Reckoning(right, f"{ones} + {threes} + {fives} + {pooled} = {right}", slips_of(slips, right))


def _is_wider(situation: Situation) -> str:
    found = checks.of_class(situation, Concatenate)
    out = situation.analysis.nodes[found[0].id].output_shape if found else None
    if out is None:
        return tr("The network has no Concatenate any more; undo brings it back.")
    return "" if out[-1] == 48 else tr("{0} channels come out of the module; there should be 48.", out[-1])


def wider(graph: Graph) -> Graph:
    """Eight more maps of the 1×1 branch."""
    branch = graph.named("inception_1x1")
    return graph.replace_layer(branch.id, branch.layer.replace(filters=16))


def told(situation: Situation) -> str:
    """What the network is worth, and with how little."""
    one = checks.trained(situation)
    share = "?" if one is None else checks.percent(checks.accuracy(one))
    return tr("{0} right with {1} parameters; LeNet-5 has 61,706.", share, f"{situation.analysis.total_params or 0:,}")


TOUR = Tour(
    "inception",
    marked("1×1 and Inception"),
    marked("What a bottleneck saves, and four windows side by side"),
    (
        Step(
            marked("Five by five, 192 deep"),
            marked(
                "In GoogLeNet's first module 28×28 pixels with 192 channels go into 32 kernels of 5×5. Every "
                "number that comes out takes 5·5·192 multiplications."
            ),
            start=begin,
            question=Question(
                marked("How many multiply-accumulates does it take for one image?"), about("conv2d", MACS), ("conv2d",)
            ),
            layer="conv2d",
        ),
        Step(
            marked("A bottleneck"),
            marked(
                "Drag a Conv2D from the palette onto the wire before conv2d. Set its Filters to 16 and its Kernel size to 1×1: "
                "it mixes the 192 channels of each pixel into 16. (What comes in are maps, no pixels: leave the warning.)"
            ),
            check=checks.whole(has_bottleneck),
            edit=checks.by_graph(with_bottleneck),
            layer="conv2d",
        ),
        Step(
            marked("What is left of it?"),
            marked("The 1×1 takes 28·28·16·192, and now only 16 channels go into the 5×5. A sum may be typed as it stands."),
            question=Question(marked("How many multiply-accumulates do both take together?"), both, ("conv2d",)),
        ),
        Step(
            marked("Side by side"),
            marked(
                "An Inception module has four branches, with 8 maps of 1×1, 16 of 3×3, 8 of 5×5 and 8 behind a "
                "pooling; in front of the "
                "large ones stand bottlenecks of 8 and 4. Their ends are put one behind the other."
            ),
            start=digits,
            question=Question(marked("How many channels come out of the module?"), channels, ("inception_output",)),
        ),
        Step(
            marked("Give one branch more"),
            marked("Click inception_1x1 and set its Filters so that 48 channels come out of the module."),
            check=checks.whole(_is_wider),
            edit=checks.by_graph(wider),
            layer="inception_1x1",
        ),
        Step(
            marked("Train it"),
            marked("Press Train (F5). The mean of each map takes the place of large dense layers."),
            check=checks.is_trained,
            trains=True,
            found=told,
        ),
    ),
)
