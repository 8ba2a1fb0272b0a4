"""Dropout and augmentation against overfitting: a network that learns few images by heart, and what helps.

Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov (2014), "Dropout: A Simple Way to Prevent Overfitting", JMLR 15.
"""

from dataclasses import replace

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D, RandomRotation, RandomTranslation, Rescaling
from cnn.layers.augmentation import Augmentation
from cnn.project import Project
from cnn.tours import checks
from cnn.tours.reckoning import slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour, Trained
from cnn.words.language import marked, tr

#: the share of images that is kept for validation: 250 are left to learn from
KEPT, IMAGES, UNITS, RATE = 0.95, 5000, 128, 0.5


def begin() -> Project:
    """A network that is too strong for 250 images."""
    net = Network("overfitting")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(Conv2D(filters=16, kernel_size=(5, 5), activation="relu"), x)
    x = net(Flatten(), net(MaxPooling2D(), x))
    x = net(Dense(units=UNITS, activation="relu"), x)
    net(Dense(units=10, activation="softmax"), x)
    return checks.project_of(net.graph, epochs=20, batch_size=32, validation_split=KEPT)


def left(_situation: Situation) -> Reckoning:
    """How many images are left to learn from."""
    right = round(IMAGES * (1 - KEPT))
    slips = (
        (IMAGES - right, tr("Those are kept for validation; asked for are the others.")),
        (IMAGES // 20 + IMAGES, tr("The share is taken away, not added.")),
        (IMAGES, tr("Those are all; 95 of a hundred are kept for validation.")),
        (20, tr("A twentieth of 5,000 is 5,000 / 20.")),
        (95, tr("That is the share that is kept, in percent.")),
        (0.05, tr("That is the share that is left; asked for is how many images that is.")),
        (5, tr("That is the share that is left, in percent.")),
    )
    return Reckoning(right, "5,000·(1 − 0.95) = 250", slips_of(slips, right))


def kept_units(situation: Situation) -> Reckoning:
    """How many units a Dropout leaves, on the average."""
    rate = _rate(situation)
    right = UNITS * (1 - rate)
    slips = (
        (UNITS * rate, tr("Those are dropped; asked for are the others.")),
        (UNITS, tr("Those are all; each is dropped with probability {0}.", rate)),
        (1 - rate, tr("That is the share that stays; asked for is how many of 128 units that is.")),
    )
    return Reckoning(right, f"{UNITS}·(1 − {rate:g}) = {right:g}", slips_of(slips, right))


def _rate(situation: Situation) -> float:
    """Of the Dropout behind the first dense layer."""
    first = checks.node(situation, "dense")
    behind = (one.layer for one in checks.of_class(situation, Dropout) if first is not None and first.id in one.inputs)
    layer = next(behind, None)
    return layer.rate if isinstance(layer, Dropout) else RATE


def has_dropout(situation: Situation) -> str:
    """A Dropout stands between the dense layers."""
    first, dropouts = checks.node(situation, "dense"), checks.of_class(situation, Dropout)
    if first is None:
        return tr('There is no layer named "{0}" any more; undo brings it back.', "dense")
    if not any(first.id in node.inputs for node in dropouts):
        return tr('No Dropout reads "{0}" yet.', "dense")
    return ""


def with_dropout(graph: Graph) -> Graph:
    """With it, behind the first dense layer."""
    return graph.insert_after(graph.named("dense").id, Dropout(rate=RATE))[0]


def is_augmented(situation: Situation) -> str:
    """Training images are shifted or turned."""
    names = {layer.class_name for layer in situation.project.recipe.augmentation if isinstance(layer, Augmentation)}
    if not names & {"RandomTranslation", "RandomRotation", "RandomZoom", "RandomShear", "RandomPerspective", "RandomAffine"}:
        return tr("The list under Train › Augmentation has no RandomTranslation, RandomRotation or RandomZoom yet.")
    return ""


def augmented(project: Project) -> Project:
    """Shifted by a tenth, turned by a twentieth of a circle."""
    layers = (RandomTranslation(height_factor=0.1, width_factor=0.1), RandomRotation(factor=0.05))
    return replace(project, recipe=project.recipe.changed(augmentation=layers))


def _trained_so(situation: Situation) -> str:
    one = checks.trained(situation)
    if one is None or one.project.recipe.augmentation != situation.project.recipe.augmentation:
        return tr("Press Train (F5) and wait until it is done.")
    return ""


def gap_told(situation: Situation) -> str:
    """How much better it knows the images that it has seen."""
    one = checks.trained(situation)
    seen, unseen = (None if one is None else one.figures.get(name) for name in ("accuracy", "val_accuracy"))
    gap = None if seen is None or unseen is None else seen - unseen
    return tr(
        "Of the images it learned from {0} are right, of others {1}: a gap of {2}.",
        checks.percent(seen),
        checks.percent(unseen),
        checks.percent(gap),
    )


def all_told(situation: Situation) -> str:
    """All three beside each other."""
    plain, dropped, moved = (checks.percent(_unseen(situation, kind)) for kind in (_is_plain, _is_dropped, _is_moved))
    return tr(
        "Right of images it never saw: {0} at first, {1} with Dropout, {2} with augmentation as well.", plain, dropped, moved
    )


def _unseen(situation: Situation, alike: "checks.Kind") -> float | None:
    one = checks.last(situation, alike)
    return None if one is None else one.figures.get("val_accuracy")


def _is_moved(one: Trained) -> bool:
    return bool(one.project.recipe.augmentation)


def _is_dropped(one: Trained) -> bool:
    return not _is_moved(one) and _has_dropout(one)


def _is_plain(one: Trained) -> bool:
    return not _is_moved(one) and not _has_dropout(one)


def _has_dropout(one: Trained) -> bool:
    return any(isinstance(node.layer, Dropout) for node in one.project.graph.nodes.values())


TOUR = Tour(
    "overfitting",
    marked("Against overfitting"),
    marked("Dropout and augmentation, where images are few"),
    (
        Step(
            marked("Few images"),
            marked(
                "The digits have 5,000 images. So that the network can learn them by heart, 0.95 of them are kept for validation."
            ),
            start=begin,
            question=Question(marked("How many images are left to learn from?"), left),
        ),
        Step(
            marked("Learned by heart"),
            marked("Press Train (F5). Watch the two curves of the accuracy: one goes up to 100 %, the other one stays behind."),
            check=checks.is_trained,
            trains=True,
            found=gap_told,
        ),
        Step(
            marked("Dropout"),
            marked(
                "Drag a Dropout from the palette (Regularization) onto the wire behind the layer dense. It "
                "silences some units in each step, others each time."
            ),
            check=checks.whole(has_dropout),
            edit=checks.by_graph(with_dropout),
            layer="dense",
        ),
        Step(
            marked("How many are left?"),
            marked("The layer dense has 128 units. A unit is dropped with the probability that is the rate."),
            question=Question(marked("How many of the 128 units stay, on the average?"), kept_units),
        ),
        Step(
            marked("Train with Dropout"),
            marked("Press Train (F5) again. Training gets harder, which is what Dropout is for."),
            check=checks.both(checks.whole(has_dropout), checks.is_trained),
            trains=True,
            found=gap_told,
        ),
        Step(
            marked("Augmentation"),
            marked(
                "A digit that stands a little aside is the same digit. Open Train › Augmentation, add "
                "RandomTranslation and RandomRotation, and train once more."
            ),
            check=checks.both(is_augmented, _trained_so),
            edit=augmented,
            trains=True,
            found=all_told,
        ),
    ),
)
