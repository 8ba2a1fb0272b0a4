"""Your own images: a folder for each class, a network that is fitted to them, trained and tried."""

from dataclasses import replace

from cnn.blocks.functional import Network
from cnn.datasets import info_of
from cnn.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.tours import checks, materials
from cnn.tours.reckoning import slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour
from cnn.words.language import marked, tr

#: what the network begins with: grey digits of ten classes
IMAGE, CLASSES = (28, 28, 1), 10


def begin() -> Project:
    """A small network, made for digits."""
    net = Network("my-images")
    x = net(Rescaling(scale=1 / 255), net.input(IMAGE))
    for filters in (16, 32):
        x = net(Conv2D(filters=filters, kernel_size=(3, 3), padding="same", activation="relu"), x)
        x = net(MaxPooling2D(), x)
    net(Dense(units=CLASSES, activation="softmax"), net(Flatten(), x))
    return checks.project_of(net.graph, epochs=25, batch_size=16)


def has_images(situation: Situation) -> str:
    """A folder or file of one's own is the dataset."""
    source = situation.project.dataset
    if source and info_of(source) is None:
        return ""
    return tr("The dataset is still {0}: choose a folder in the panel Data, or drop it on the window.", source or "?")


def shapes(project: Project) -> Project:
    """A folder of drawn shapes, for those who have none at hand."""
    return replace(project, dataset=materials.shapes())


def guessing(situation: Situation) -> Reckoning:
    """What guessing gets right of as many classes as the network tells apart."""
    classes = _classes(situation) or CLASSES
    slips = (
        (classes, tr("That is how many classes there are; one of them is right.")),
        (50, tr("That would be so with two classes.")),
        (0, tr("By chance one of {0} is right.", classes)),
        (100, tr("That would be so with one class.")),
        (1 / classes, tr("That is a share of 1; asked for is how many of a hundred that is.")),
        (100 / classes, tr("Nearly: asked for is the whole number next to it.")),
    )
    right = round(100 / classes)
    return Reckoning(right, f"100 / {classes} ≈ {right}", slips_of(slips, right), of_hundred=True)


def fits(situation: Situation) -> str:
    """Input and last layer are those of the images, as far as that is known."""
    facts, images = situation.facts, checks.of_class(situation, Input)
    layer = images[0].layer if images else None
    shape = layer.shape if isinstance(layer, Input) else None
    classes = _classes(situation)
    if facts is not None:
        if classes != facts.classes:
            return tr("The last layer has {0} units; the images have {1} classes.", classes or "?", facts.classes)
        channels = facts.sizes.channels
        if shape is not None and shape[-1] not in channels:
            return tr("The Input takes {0} channels; the images have {1}.", shape[-1], channels[-1])
        return ""
    return tr("The network still fits digits.") if (shape, classes) == (IMAGE, CLASSES) else ""


def _classes(situation: Situation) -> int | None:
    outputs = situation.graph.outputs
    shape = situation.analysis.nodes[outputs[0]].output_shape if outputs else None
    return shape[-1] if shape else None


def fitted(project: Project) -> Project:
    """Input and last layer for colour images of 32×32 pixels in three classes."""
    graph = project.graph
    image, last = (graph.nodes[place] for place in (graph.inputs[0], graph.outputs[0]))
    graph = graph.replace_layer(image.id, Input(shape=(32, 32, 3)))
    return replace(project, graph=graph.replace_layer(last.id, last.layer.replace(units=len(materials.SHAPES))))


def told(situation: Situation) -> str:
    """How good it is, and where to go on."""
    return tr(
        "{0} of the images that were kept aside are right. Drop one on Evaluation › Try it, and ask Why.", checks.share(situation)
    )


TOUR = Tour(
    "own-images",
    marked("Your own images"),
    marked("A folder for each class, and a network that fits"),
    (
        Step(
            marked("A folder for each class"),
            marked(
                "Put images of each class into a folder that is named after it, and these folders into one. Drop "
                "that on the window, or "
                "choose it in the panel Data. Show me takes drawn circles, squares and triangles."
            ),
            start=begin,
            check=has_images,
            edit=shapes,
        ),
        Step(
            marked("Make the network fit"),
            marked(
                "The network was made for grey digits. The panel Data says what suits your images, and does it: "
                "press the button there, or change Input and the last layer yourself."
            ),
            check=checks.whole(checks.both(has_images, fits)),
            edit=fitted,
            layer="input",
        ),
        Step(
            marked("What has to be beaten"),
            marked(
                "All classes have about as many images. Somebody who does not look at them and guesses is right now and then."
            ),
            question=Question(marked("How many of a hundred does guessing get right? (a whole number)"), guessing),
        ),
        Step(
            marked("Train on your images"),
            marked("Press Train (F5). A fifth of the images is kept aside, and judges what was learned."),
            check=checks.both(has_images, checks.is_trained),
            trains=True,
            found=told,
        ),
    ),
)
