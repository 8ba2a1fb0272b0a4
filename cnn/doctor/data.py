"""Diseases of what is trained on: pixels, labels, classes, images that are on both sides, and batches that are too small."""

from math import prod, sqrt

from cnn.doctor import suggestions
from cnn.doctor.case import Case
from cnn.doctor.finding import Evidence, Finding, Suggestion
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import rounded

#: numbers beyond this are pixel values as they are; numbers below this have been scaled twice
RAW, TWICE = 2.0, 0.02
#: labels have nothing to do with images when neighbours agree by no more than so many standard errors above chance
BY_CHANCE = 3.0
#: images of a class that there have to be before it may be missed, and epochs that have to be over
FEW, EARLY = 5, 3
#: the share of validation images that may be trained on as well before it is said
REPEATED = 0.01
#: numbers that a mean and a variance should be taken over at least; and the batch that is proposed
MEASURED, BATCH = 8, 32


def sees_raw_pixels(case: Case) -> Finding | None:
    """The first layer that learns sees 0-255, or what was scaled twice."""
    look = next((one for one in case.looks if one.entering is not None), None)
    if look is None or look.entering is None:
        return None
    low, high, mean, deviation = look.entering
    bars = ((tr("least"), low), (tr("mean"), mean), (tr("deviation"), deviation), (tr("largest"), high))
    if high > RAW and (suggestion := suggestions.unscaled(case)) is not None:
        evidence = Evidence(tr('What "{0}" sees', look.entered), bars=bars, marked=frozenset((bars[3][0],)), level=1.0)
        message = tr('"{0}" sees pixels that were not scaled: {1} to {2}.', look.entered, rounded(low), rounded(high))
        return Finding("unscaled_pixels", message, evidence, look.entered, case.epoch, suggestion)
    if low >= 0 and 0 < high < TWICE:
        scaling = [node for node in case.project.graph.nodes.values() if node.layer.class_name == "Rescaling"]
        found = suggestions.without(scaling[0], tr('Remove "{0}"', scaling[0].name)) if scaling else None
        evidence = Evidence(tr('What "{0}" sees', look.entered), bars=bars, marked=frozenset((bars[3][0],)), level=1.0)
        message = tr('"{0}" sees pixels that were scaled twice: {1} at most.', look.entered, rounded(high, 2))
        return Finding("unscaled_pixels", message, evidence, look.entered, case.epoch, found)
    return None


def labels_are_shuffled(case: Case) -> Finding | None:
    """Images that look alike have no more often the same label than chance has it, and the network finds nothing either."""
    look = next((one for one in case.looks if one.neighbours), None)
    values, largest = case.judged, case.largest
    if look is None or len(values) < 2 or largest is None:
        return None
    error = sqrt(look.expected * (1 - look.expected) / look.neighbours)
    judged = look.compared or sum(look.labels)
    luck = max(0.02, BY_CHANCE * sqrt(largest * (1 - largest) / max(judged, 1)))
    if look.agreeing > look.expected + BY_CHANCE * error or values[-1] > largest + luck:
        return None
    name = "val_accuracy" if case.values("val_accuracy") else "accuracy"
    bars = ((tr("agree"), look.agreeing), (tr("by chance"), look.expected), (name, values[-1]))
    evidence = Evidence(
        tr("Images that look alike and have the same label"), bars=bars, marked=frozenset((bars[0][0],)), level=look.expected
    )
    message = tr(
        "Labels have nothing to do with images: of those that look alike {0} have the same label, by chance {1} would.",
        f"{look.agreeing:.0%}",
        f"{look.expected:.0%}",
    )
    suggestion = Suggestion(tr("Look at the images with their labels"), panel="data")
    return Finding("shuffled_labels", message, evidence, "", case.epoch, suggestion)


def misses_a_class(case: Case) -> Finding | None:
    """A class that no training image was taken for in an epoch, though others are told apart."""
    looks = [one for one in case.recent if sum(one.predicted) and len(one.predicted) == len(one.labels)]
    if not looks or looks[-1].epoch < EARLY:
        return None
    look = looks[-1]
    whole = sum(look.predicted) >= sum(look.labels) / 2  # else only a few images were asked about
    scale = sum(look.predicted) / sum(look.labels)
    never = [not any(one.predicted[place] for one in looks) for place in range(len(look.labels))]
    missed = [place for place, count in enumerate(look.labels) if count * scale >= FEW and never[place]]
    told = sum(count > 0 for count in look.predicted)
    if not whole or not missed or told < max(2, len(look.labels) / 2):
        return None
    names = [case.class_name(place) for place in range(len(look.labels))]
    bars = tuple((names[place], count / max(look.labels[place], 1)) for place, count in enumerate(look.predicted))
    evidence = Evidence(
        tr("Images taken for a class, against those that are of it"),
        bars=bars[:24],
        marked=frozenset(names[place] for place in missed),
        level=1.0,
    )
    shown = listed((names[place] for place in missed), 3)
    message = tr("No training image was taken for {0} in epoch {1}.", shown, look.epoch)
    balanced = case.project.recipe.class_weight == "none"
    found = (
        suggestions.balanced()
        if balanced
        else Suggestion(tr("Show as many images of every class (sampling balanced)"), settings={"sampling": "balanced"})
    )
    return Finding("missed_class", message, evidence, "", case.epoch, found)


def validates_what_it_trains(case: Case) -> Finding | None:
    """Images that are among those for training and those for validation."""
    look = next((one for one in case.looks if one.compared), None)
    if look is None or look.repeated < max(2, REPEATED * look.compared):
        return None
    bars = ((tr("validation"), float(look.compared)), (tr("also in training"), float(look.repeated)))
    evidence = Evidence(tr("Images"), bars=bars, marked=frozenset((bars[1][0],)))
    message = tr(
        "{0} of the {1} validation images are trained on as well: their figures are too good.",
        f"{look.repeated:,}",
        f"{look.compared:,}",
    )
    found = None
    if look.copies:
        found = Suggestion(tr("Leave {0} copies out", f"{len(look.copies):,}"), excluded=look.copies)
    return Finding("validation_in_training", message, evidence, "", case.epoch, found)


def normalises_too_few(case: Case) -> Finding | None:
    """BatchNormalization over so few numbers that mean and variance are noise (Wu & He 2018, "Group Normalization")."""
    size, found = case.project.recipe.batch_size, []
    if size >= BATCH:
        return None
    for node in case.project.graph.nodes.values():
        if node.layer.class_name == "BatchNormalization" and node.trainable:
            shape = case.analysis.nodes[node.id].output_shape
            if shape is not None:
                places = prod(side or 1 for side in shape[:-1])
                found.append((node.name, float(size * places)))
    marked = [name for name, count in found if count < MEASURED]
    if not marked:
        return None
    least = min(found, key=lambda one: one[1])
    evidence = Evidence(
        tr("Numbers that a mean is taken over"), bars=tuple(found[:24]), marked=frozenset(marked), level=float(MEASURED), log=True
    )
    message = tr(
        'The batch of {0} is too small for "{1}": it takes mean and variance over {2} numbers.', size, least[0], f"{least[1]:.0f}"
    )
    return Finding("small_batch", message, evidence, least[0], case.epoch, suggestions.larger_batch(BATCH))
