"""LeNet, AlexNet and VGG by their numbers, and what of the later ones helps the first."""

from cnn.edits.selection import replaced
from cnn.graph import Graph
from cnn.layers import AveragePooling2D, Conv2D, Dense, MaxPooling2D
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import HEIGHT, PARAMS, about
from cnn.tours.tour import Question, Situation, Step, Tour, Trained
from cnn.words.language import marked, tr


def lenet() -> Project:
    """LeNet-5 on digits."""
    return checks.project_of(PRESETS["lenet5"].graph(), epochs=3)


def alexnet() -> Project:
    """AlexNet in one tower."""
    return checks.project_of(PRESETS["alexnet"].graph())


def vgg() -> Project:
    """VGG-16."""
    return checks.project_of(PRESETS["vgg16"].graph())


def modern(situation: Situation) -> str:
    """ReLU instead of tanh, the largest number instead of the mean."""
    for node in checks.of_class(situation, Conv2D, Dense):
        if getattr(node.layer, "activation", "") == "tanh":
            return tr('Activation of "{0}" is still tanh.', node.name)
    means = checks.of_class(situation, AveragePooling2D)
    if means:
        return tr('"{0}" is still an AveragePooling2D.', means[0].name)
    return "" if checks.of_class(situation, MaxPooling2D) else tr("The network has no MaxPooling2D.")


def modernized(graph: Graph) -> Graph:
    """With both, and names as by hand."""
    for node in graph.nodes.values():
        if getattr(node.layer, "activation", "") == "tanh":
            graph = graph.replace_layer(node.id, node.layer.replace(activation="relu"))
    return replaced(graph, [node.id for node in graph.nodes.values() if isinstance(node.layer, AveragePooling2D)], "MaxPooling2D")


def _is_old(one: Trained) -> bool:
    return any(isinstance(node.layer, AveragePooling2D) for node in one.project.graph.nodes.values())


def old_told(situation: Situation) -> str:
    """What LeNet-5 is worth as it was."""
    return tr("{0} right.", checks.share(situation))


def both_told(situation: Situation) -> str:
    """Before and after."""
    before, after = checks.last(situation, _is_old), checks.last(situation, lambda one: not _is_old(one))
    shares = ["?" if one is None else checks.percent(checks.accuracy(one)) for one in (before, after)]
    return tr("With tanh and means {0} right, with ReLU and max pooling {1}, after as many epochs.", *shares)


TOUR = Tour(
    "classics",
    marked("LeNet, AlexNet, VGG"),
    marked("Three networks by their numbers, and what the first can learn from the others"),
    (
        Step(
            marked("LeNet-5, 1998"),
            marked("Five layers with weights. The second convolution has 16 kernels of 5×5 and reads 6 maps."),
            start=lenet,
            question=Question(marked("How many parameters does the layer have?"), about("conv2d_1", PARAMS), ("conv2d_1",)),
            layer="conv2d_1",
        ),
        Step(
            marked("Train it"),
            marked("Press Train (F5): on digits this takes seconds."),
            check=checks.is_trained,
            trains=True,
            found=old_told,
        ),
        Step(
            marked("AlexNet, 2012"),
            marked(
                "A thousand times as many parameters, most of them in dense layers. Its first convolution takes "
                "windows of 11×11 out of 227×227 pixels, four apart."
            ),
            start=alexnet,
            question=Question(marked("How many rows does the output have?"), about("stage1_conv", HEIGHT), ("stage1_conv",)),
            layer="stage1_conv",
        ),
        Step(
            marked("Where they are"),
            marked("The first dense layer has 4,096 units, which read 6·6·256 numbers."),
            question=Question(marked("How many parameters does the layer have?"), about("fc6", PARAMS), ("fc6",)),
            layer="fc6",
        ),
        Step(
            marked("VGG-16, 2014"),
            marked(
                "Nothing but windows of 3×3, two or three behind each other. The second convolution has 64 "
                "kernels and reads 64 maps."
            ),
            start=vgg,
            question=Question(
                marked("How many parameters does the layer have?"), about("block1_conv2", PARAMS), ("block1_conv2",)
            ),
            layer="block1_conv2",
        ),
        Step(
            marked("Twice as many again"),
            marked("Its first dense layer has 4,096 units as well, but reads 7·7·512 numbers: more than all of AlexNet has."),
            question=Question(marked("How many parameters does the layer have?"), about("fc1", PARAMS), ("fc1",)),
            layer="fc1",
        ),
        Step(
            marked("Give it to LeNet"),
            marked(
                "Both use ReLU and max pooling. Give them to LeNet-5: select the layers with tanh (Shift and "
                "click) and set Activation "
                "to relu, then replace both average poolings by MaxPooling2D (Ctrl+R)."
            ),
            start=lenet,
            check=checks.whole(modern),
            edit=checks.by_graph(modernized),
            layer="conv2d",
        ),
        Step(
            marked("Train it again"),
            marked("Press Train (F5). As many epochs, as many parameters."),
            check=checks.both(checks.whole(modern), checks.is_trained),
            trains=True,
            found=both_told,
        ),
    ),
)
