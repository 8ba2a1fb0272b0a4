"""What the doctor knows of a training: the project, and what its run has told so far."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, isfinite, log
from statistics import median
from typing import Self

from cnn.analysis import Analysis, analyse
from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.project import Project, load
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Diagnostics, Epoch, Event, LayerDiagnostics, Logs, read_event
from cnn.words.reasons import reason_of

#: of the batches that were told of, so many are remembered
BATCHES = 400
#: bytes of a run's events that are read
LARGEST = 256 << 20

#: optimizers whose step is about the learning rate, whatever the gradient; and those whose step is in proportion to it
EVEN = frozenset(("Adam", "AdamW", "Nadam", "Adamax", "RMSprop", "Lion", "ScheduleFreeAdamW"))
PROPORTIONAL = frozenset(("SGD",))


@dataclass
class Case:
    """A training so far: figures of each epoch, of some batches, and the looks at its layers.

    Whoever hears the run's events passes them on to `hear`; the same event twice, or one of an epoch that was taken back, does
    no harm.
    """

    project: Project
    epochs: list[tuple[int, Logs]] = field(default_factory=list)
    looks: list[Diagnostics] = field(default_factory=list)
    batches: deque[Batch] = field(default_factory=lambda: deque(maxlen=BATCHES))
    classes: tuple[str, ...] = ()
    known: Analysis | None = None  # what follows from the network, where somebody has worked it out already

    @classmethod
    def of_run(cls, folder: RunFolder) -> Self:
        """A past run, or one that goes on, as its folder tells; lines that can't be read are left out. Raises `FileError`."""
        case = cls(load(folder.project), classes=folder.record().classes)
        for event in _events(folder):
            case.hear(event)
        return case

    def hear(self, event: Event) -> bool:
        """Takes note of an event; returns whether anything may be found now that was not before."""
        if isinstance(event, Epoch):
            self.epochs = [row for row in self.epochs if row[0] < event.epoch]
            self.looks = [look for look in self.looks if look.epoch <= event.epoch]
            self.epochs.append((event.epoch, event.logs))
        elif isinstance(event, Diagnostics):
            self.looks = [look for look in self.looks if look.epoch < event.epoch]
            self.looks.append(event)
        elif isinstance(event, Batch):
            if self.batches and (self.batches[-1].epoch, self.batches[-1].step) >= (event.epoch, event.step):
                self.batches = deque((one for one in self.batches if one.epoch < event.epoch), maxlen=BATCHES)
            self.batches.append(event)
            return event.logs.get("loss", 0.0) is None
        else:
            return False
        return True

    # ------------------------------------------------------------------ what is known

    @cached_property
    def analysis(self) -> Analysis:
        """What follows from the network."""
        return analyse(self.project.graph) if self.known is None else self.known

    @property
    def epoch(self) -> int:
        """The last epoch that something is known of."""
        return max([*(epoch for epoch, _ in self.epochs[-1:]), *(look.epoch for look in self.looks[-1:])], default=0)

    def class_name(self, place: int) -> str:
        """What a class is called, as far as that is known."""
        return self.classes[place] if place < len(self.classes) else str(place)

    def figure(self, name: str) -> list[tuple[int, float]]:
        """A figure by its epochs, without values that are no numbers."""
        found = ((epoch, logs.get(name)) for epoch, logs in self.epochs)
        return [(epoch, value) for epoch, value in found if value is not None and isfinite(value)]

    def values(self, name: str) -> list[float]:
        """A figure, epoch by epoch."""
        return [value for _, value in self.figure(name)]

    @property
    def judged(self) -> list[float]:
        """The accuracy that counts: on the validation images, where there are any."""
        return self.values("val_accuracy") or self.values("accuracy")

    @property
    def lost(self) -> bool:
        """Whether the loss is no number any more."""
        epoch = bool(self.epochs) and self.epochs[-1][1].get("loss", 0.0) is None
        look = bool(self.looks) and self.looks[-1].loss is None and self.looks[-1].epoch >= self.epoch
        batch = bool(self.batches) and self.batches[-1].logs.get("loss", 0.0) is None
        return epoch or look or batch

    @property
    def batch_losses(self) -> list[tuple[float, float]]:
        """The running mean of the loss within epochs, over epochs as fractions."""
        found = ((one.epoch - 1 + one.step / max(one.steps, 1), one.logs.get("loss")) for one in self.batches)
        return [(where, value) for where, value in found if value is not None and isfinite(value)]

    @property
    def unsettled(self) -> int:
        """So many epochs the moving averages of BatchNormalization lag behind what the network is, so that figures on validation
        images say little: five times as long as they remember."""
        momenta = [
            float(getattr(node.layer, "momentum", 0.0))
            for node in self.project.graph.nodes.values()
            if node.layer.class_name == "BatchNormalization" and node.trainable
        ]
        steps = self.batches[-1].steps if self.batches else 0
        return ceil(5 / max(1 - max(momenta), 1e-3) / steps) if momenta and steps else 0

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each class among the training images; () where that is not known."""
        labels = next((look.labels for look in reversed(self.looks) if look.labels), ())
        return tuple(count / sum(labels) for count in labels) if sum(labels) else ()

    @property
    def largest(self) -> float | None:
        """What always answering the largest class would be worth."""
        return max(self.shares, default=None)

    @property
    def ignorance(self) -> float | None:
        """The cross-entropy of who knows how frequent classes are, and nothing else."""
        return -sum(share * log(share) for share in self.shares if share > 0) or None if self.shares else None

    @property
    def crossed(self) -> bool:
        """Whether the loss is cross-entropy of several classes alone, so that it can be compared with `ignorance`."""
        recipe = self.project.recipe
        plain = recipe.loss in ("auto", "categorical_crossentropy", "sparse_categorical_crossentropy") and not recipe.losses
        return plain and len(self.project.graph.outputs) == 1 and self.ignorance is not None

    def last(self, count: int) -> list[Diagnostics]:
        """The last looks at numbers that were finite; none where there were none."""
        return [look for look in self.looks if look.loss is not None][-count:]

    @property
    def recent(self) -> list[Diagnostics]:
        """The last two looks, which have to show the same before it is told; one alone when training has gone on since."""
        found = self.last(2)
        return found if len(found) > 1 or (found and self.epoch > found[0].epoch) else []

    @property
    def rate(self) -> float:
        """The learning rate that was used last."""
        return (self.values("learning_rate") or [self.project.recipe.learning_rate])[-1]

    def step(self, layer: LayerDiagnostics) -> float | None:
        """About how much of a layer's weights a step changes, as a share of their size; `None` where that can't be told.

        A thousandth is usual (Karpathy, CS231n, "Ratio of weights:updates").
        """
        recipe = self.project.recipe
        if not layer.weights or layer.gradient is None:
            return None
        if recipe.optimizer in EVEN:
            return self.rate / layer.weights if layer.gradient > 0 else 0.0
        if recipe.optimizer in PROPORTIONAL:
            return self.rate * layer.gradient / layer.weights / (1 - (recipe.momentum or 0.0))
        return None

    @property
    def usual_step(self) -> float | None:
        """The median of `step` over all layers, in the last look."""
        looks = self.last(1)
        steps = [step for layer in looks[-1].layers if (step := self.step(layer)) is not None] if looks else []
        return median(steps) if steps else None


def _events(folder: RunFolder) -> Iterator[Event]:
    try:
        with open_regular(folder.events, LARGEST) as file:
            lines: Iterable[bytes] = file.readlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileError(f"{folder.events}: {reason_of(error)}", "") from error
    for line in lines:
        if any(name in line for name in (b'"epoch"', b'"batch"', b'"diagnostics"')):
            try:
                yield read_event(line)
            except ValueError:
                continue
