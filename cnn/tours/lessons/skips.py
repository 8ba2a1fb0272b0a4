"""Skip connections: the same deep network without and with shortcuts, both trained.

He, Zhang, Ren & Sun (2016), "Deep Residual Learning for Image Recognition", section 3.
"""

from functools import partial

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, GlobalAveragePooling2D, ReLU, Rescaling
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import PARAMS, about, slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour, Trained
from cnn.words.language import marked, tr

#: blocks of two convolutions, and their feature maps
BLOCKS, FILTERS = 8, 8
#: how the last convolution and the last activation are called
LAST_CONV, LAST_RELU = f"conv2d_{2 * BLOCKS}", f"re_lu_{BLOCKS - 1}"


def deep(*, shortcuts: int) -> Graph:
    """A convolution that halves the image, then blocks of two; the first `shortcuts` of them have one."""
    net = Network("residual" if shortcuts else "plain")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(_conv(strides=(2, 2), activation="relu"), x)
    for number in range(BLOCKS):
        y = net(_conv(), net(_conv(activation="relu"), x))
        if number < shortcuts:
            y = net(Add(), x, y)
        x = net(ReLU(), y)
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), x))
    return net.graph


def _conv(**more: object) -> Conv2D:
    return Conv2D.model_validate({"filters": FILTERS, "kernel_size": (3, 3), "padding": "same", **more})


def begin(shortcuts: int = 0) -> Project:
    """The deep network and a short training on digits."""
    return checks.project_of(deep(shortcuts=shortcuts), epochs=3, batch_size=64, learning_rate=0.003)


def guessing(_situation: Situation) -> Reckoning:
    """What who knows nothing gets right of ten classes."""
    slips = (
        (50, tr("That would be so with two classes: here are ten digits.")),
        (0, tr("By chance one of ten is right.")),
        (1, tr("One of ten is 10 in a hundred.")),
        (0.1, tr("That is a share of 1; asked for is how many of a hundred that is.")),
    )
    return Reckoning(10, "100 / 10 = 10", slips_of(slips, 10), of_hundred=True)


def added(situation: Situation) -> Reckoning:
    """What the shortcuts have to learn."""
    convs = checks.of_class(situation, Conv2D)
    each = situation.analysis.nodes[convs[-1].id].params or 0 if convs else 0
    of_adds = ((FILTERS, tr("An Add has no weight for each channel; it adds number by number.")),)
    of_convs = (
        (each, tr("A shortcut is no convolution: what goes in is added as it is.")),
        (each * BLOCKS, tr("A shortcut is no convolution: what goes in is added as it is.")),
        (BLOCKS, tr("There are {0} shortcuts, but none has anything to learn.", BLOCKS)),
        (BLOCKS * FILTERS, tr("An Add has no weight for each channel; it adds number by number.")),
    )
    return Reckoning(0, tr("{0}·0 = 0", BLOCKS), slips_of((*of_adds, *of_convs), 0))


def has_shortcuts(situation: Situation) -> str:
    """Every block's end is added to its beginning."""
    adds = [node for node in checks.of_class(situation, Add) if len(set(node.inputs)) == 2]
    if len(adds) < BLOCKS:
        return tr("{0} of {1} blocks have a shortcut.", len(adds), BLOCKS)
    end, last = checks.node(situation, LAST_RELU), checks.node(situation, LAST_CONV)
    add = situation.graph.nodes.get(end.inputs[0]) if end is not None and end.inputs else None
    if last is None or add not in adds or last.id not in add.inputs or _beginning(situation.graph, last.id) not in add.inputs:
        return tr(
            'The last Add should read "{0}" and the ReLU before the last two convolutions, and "{1}" the Add.',
            LAST_CONV,
            LAST_RELU,
        )
    return ""


def _beginning(graph: Graph, last: str) -> str:
    """What the block reads whose second convolution that is."""
    return graph.nodes[graph.nodes[last].inputs[0]].inputs[0]


def with_shortcut(graph: Graph) -> Graph:
    """The last block with its shortcut."""
    last, end = graph.named(LAST_CONV), graph.named(LAST_RELU)
    grown, add = graph.add(Add(), _beginning(graph, last.id), last.id)
    return grown.rewire(add.id, end.id, 0)


def _is_residual(one: Trained) -> bool:
    return any(isinstance(node.layer, Add) for node in one.project.graph.nodes.values())


def plain_told(situation: Situation) -> str:
    """How far the plain network came."""
    return tr("Without shortcuts: {0} right. Guessing gets 10 %.", checks.percent(_accuracy(situation, residual=False)))


def both_told(situation: Situation) -> str:
    """Both beside each other."""
    plain, residual = (checks.percent(_accuracy(situation, residual=kind)) for kind in (False, True))
    return tr("Without shortcuts {0} are right, with them {1}, with the same weights to learn.", plain, residual)


def _accuracy(situation: Situation, *, residual: bool) -> float | None:
    one = checks.last(situation, lambda trained: _is_residual(trained) == residual)
    return None if one is None else checks.accuracy(one)


TOUR = Tour(
    "skips",
    marked("Skip connections"),
    marked("A deep network that learns nothing, and the same with shortcuts"),
    (
        Step(
            marked("Seventeen convolutions"),
            marked(
                "Two convolutions behind each other, eight times over, in front of them another one. Nothing is "
                "wrong with any of "
                "them. Before you train: how good is somebody who only guesses?"
            ),
            start=begin,
            question=Question(marked("How many of a hundred digits does guessing get right?"), guessing),
        ),
        Step(
            marked("Train it"),
            marked("Press Train (F5). Watch whether the accuracy leaves the 10 % of guessing; it takes about half a minute."),
            check=checks.is_trained,
            trains=True,
            found=plain_told,
        ),
        Step(
            marked("The last shortcut"),
            marked(
                "Here are the same layers, and seven of eight blocks have a shortcut: what goes in is added to what comes out. "
                "Give the last one its own: click the last ReLU before conv2d_15, with Shift also conv2d_16, and press A."
            ),
            start=partial(begin, BLOCKS - 1),
            check=checks.whole(has_shortcuts),
            edit=checks.by_graph(with_shortcut),
            layer=LAST_CONV,
        ),
        Step(
            marked("What does it cost?"),
            marked("Compare with the network before: what is there more to learn?"),
            question=Question(marked("How many parameters do all eight shortcuts have?"), added),
        ),
        Step(
            marked("One convolution"),
            marked("And each of the convolutions inside?"),
            question=Question(marked("How many parameters does the layer have?"), about(LAST_CONV, PARAMS), (LAST_CONV,)),
            layer=LAST_CONV,
        ),
        Step(
            marked("Train it with shortcuts"),
            marked("The gradient now has a way past every block. Press Train (F5) again, with the same settings."),
            check=checks.both(checks.whole(has_shortcuts), checks.is_trained),
            trains=True,
            found=both_told,
        ),
    ),
)
