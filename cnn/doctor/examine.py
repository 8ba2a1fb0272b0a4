"""The doctor: what goes wrong in a training, the most important first; nothing in one that is well.

One table says what is looked for; each entry is a function from what is known of a training to what it found. What is the cause
of others hides them, so that a person reads one line and not five.
"""

from collections.abc import Callable
from typing import NamedTuple

from cnn.doctor import curves, data, layers
from cnn.doctor.case import Case
from cnn.doctor.finding import Finding
from cnn.words.language import marked


class Disease(NamedTuple):
    """A kind of finding: what people call it, what looks for it, and the kinds that are only its consequences."""

    title: str
    look: Callable[[Case], Finding | None]
    causes: frozenset[str] = frozenset()


_STANDSTILL = frozenset(("largest_class", "underfitting", "missed_class", "overfitting", "rate_too_low"))
_WILD = _STANDSTILL | {"rate_too_high", "saturated", "dead_relu", "vanishing_gradients", "exploding_gradients"}

#: every kind, in the order of their weight
DISEASES: dict[str, Disease] = {
    "unscaled_pixels": Disease(
        marked("Unscaled pixels"), data.sees_raw_pixels, _WILD | {"exploding_loss", "nan", "shuffled_labels"}
    ),
    "nan": Disease(marked("Loss is no number"), curves.is_nan, _WILD | {"exploding_loss", "shuffled_labels", "small_batch"}),
    "exploding_loss": Disease(marked("Exploding loss"), curves.is_exploding, _WILD | {"shuffled_labels"}),
    "exploding_gradients": Disease(
        marked("Exploding gradients"), layers.is_exploding, _STANDSTILL | {"rate_too_high", "saturated"}
    ),
    "dead_relu": Disease(marked("Dead ReLUs"), layers.has_dead_units, _STANDSTILL | {"rate_too_high", "vanishing_gradients"}),
    "rate_too_high": Disease(
        marked("Learning rate too high"), curves.is_too_fast, _STANDSTILL | {"saturated", "vanishing_gradients"}
    ),
    "saturated": Disease(marked("Saturated outputs"), layers.is_saturated, _STANDSTILL | {"vanishing_gradients"}),
    "vanishing_gradients": Disease(marked("Vanishing gradients"), layers.is_vanishing, _STANDSTILL),
    "shuffled_labels": Disease(marked("Shuffled labels"), data.labels_are_shuffled, _STANDSTILL),
    "rate_too_low": Disease(marked("Learning rate too low"), curves.is_too_slow, _STANDSTILL),
    "validation_in_training": Disease(marked("Validation images in training"), data.validates_what_it_trains),
    "small_batch": Disease(marked("Batch too small for BatchNormalization"), data.normalises_too_few),
    "largest_class": Disease(
        marked("Accuracy of the largest class"), curves.is_at_largest_class, frozenset(("underfitting", "missed_class"))
    ),
    "overfitting": Disease(marked("Overfitting"), curves.is_overfitting),
    "underfitting": Disease(marked("Underfitting"), curves.is_underfitting, frozenset(("missed_class",))),
    "missed_class": Disease(marked("A class never predicted"), data.misses_a_class),
}


def examine(case: Case) -> tuple[Finding, ...]:
    """What goes wrong, in the order of its weight; consequences of what is found are left out. Never raises for odd figures."""
    found: list[Finding] = []
    hidden: set[str] = set()
    for kind, disease in DISEASES.items():
        if kind in hidden:
            continue
        finding = disease.look(case)
        if finding is not None:
            found.append(finding)
            hidden |= disease.causes
    return tuple(found)
