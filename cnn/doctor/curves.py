"""Diseases that the curves of a training show: the loss, the accuracy, and the learning rate against the size of the weights."""

from math import isfinite
from statistics import median

from cnn.doctor import suggestions
from cnn.doctor.case import Case
from cnn.doctor.finding import Evidence, Finding, Series
from cnn.words.language import tr
from cnn.words.quantities import rounded

#: the loss has exploded when it is so many times what it was, or what who knows nothing has
EXPLODED = 10.0
#: weights of this size were not there at the start
HUGE = 10.0
#: what a step changes of the weights, as a share of their size: above, a network forgets; below, it hardly learns
FORGETS, CREEPS = 0.1, 5e-4
#: units that are dead or saturated, as a share of a layer's, where steps that are too large have driven them there
FLAT = 0.7
#: a network that has brought the loss down by less than this share has hardly learned
HARDLY = 0.2
#: validation loss so much above its least for so many epochs, while the training loss goes on falling, is overfitting
WORSE, FOR_EPOCHS, STILL_FALLS = 1.1, 3, 0.85
#: of the way from the largest class to all, what a network that can do it would have learned; and what little an epoch brings
HALF_WAY, LEVEL = 0.5, 0.01


def is_nan(case: Case) -> Finding | None:
    """The loss is no number any more."""
    if not case.lost:
        return None
    layers = case.looks[-1].layers if case.looks and case.looks[-1].loss is None else ()
    broken = [layer.name for layer in layers if not layer.finite]
    node = broken[0] if 0 < len(broken) < len(layers) else ""
    suggestion = suggestions.unscaled(case) or (
        suggestions.slower(case) if case.rate > suggestions.usual_rate(case.project.recipe) / 10 else suggestions.clip()
    )
    losses = case.batch_losses or [(float(epoch), value) for epoch, value in case.figure("loss")]
    evidence = Evidence(tr("Loss until it was no number any more"), (Series("loss", tuple(losses)),), log=True, along=tr("epoch"))
    if not losses and layers:
        finite = tuple((layer.name, float(layer.finite)) for layer in layers)
        evidence = Evidence(tr("Layers whose numbers are still finite"), bars=finite, marked=frozenset(broken), level=1.0)
    message = (
        tr('The first layer whose numbers are none any more is "{0}".', node)
        if node
        else tr("Weights or gradients have grown beyond all numbers.")
    )
    return Finding("nan", message, evidence, node, case.epoch, suggestion)


def is_exploding(case: Case) -> Finding | None:
    """The loss has grown far beyond what it costs to know nothing."""
    losses, known = case.values("loss"), case.ignorance if case.crossed else None
    if not losses or case.lost:
        return None
    start = max(min(case.batch_losses[0][1] if case.batch_losses else losses[0], losses[0]), known or 0.0)
    huge = any((layer.weights or 0.0) > HUGE for look in case.last(1) for layer in look.layers)
    wild = huge or (case.usual_step or 0.0) >= FORGETS
    forgets = known is not None and losses[-1] > EXPLODED * known and wild
    if start <= 0 or not (losses[-1] > EXPLODED * start or forgets):
        return None
    points = case.batch_losses or [(float(epoch), value) for epoch, value in case.figure("loss")]
    evidence = Evidence(tr("Loss"), (Series("loss", tuple(points)),), level=known, log=True, along=tr("epoch"))
    least = known if known is not None and forgets else start
    message = tr("The loss is {0}; knowing nothing costs {1}.", rounded(losses[-1]), rounded(least))
    if known is None:
        message = tr("The loss has grown from {0} to {1}.", rounded(start), rounded(losses[-1]))
    return Finding("exploding_loss", message, evidence, "", case.epoch, suggestions.unscaled(case) or suggestions.slower(case))


def is_too_fast(case: Case) -> Finding | None:
    """Steps that change the weights by a large part of themselves, and a loss that does not come down for it."""
    losses, step = case.values("loss"), case.usual_step
    if len(losses) < 2 or case.lost:
        return None
    hardly = case.crossed and case.ignorance is not None and losses[-1] > (1 - HARDLY) * case.ignorance
    jumps = losses[-1] > 1.3 * min(losses) and losses[-1] > 0.1 * losses[0]
    rising = losses[-1] > losses[0]
    flat = (
        any((layer.saturated or 0.0) >= FLAT or (layer.dead or 0.0) >= FLAT for layer in case.last(1)[-1].layers)
        if step
        else False
    )
    if step is None or step < FORGETS or not (hardly or jumps or rising or flat):
        return None
    message = tr(
        "A step changes the weights by up to {0} of their size; a tenth of a percent is usual.",
        _percent(step),
    )
    return Finding("rate_too_high", message, _steps(case), "", case.epoch, suggestions.slower(case))


def is_too_slow(case: Case) -> Finding | None:
    """Steps that hardly change the weights, and a loss that falls steadily and hardly."""
    losses, step = case.values("loss"), case.usual_step
    if len(losses) < 3 or not step or step >= CREEPS or not case.crossed or case.ignorance is None:
        return None
    if losses[-1] < (1 - HARDLY) * case.ignorance or losses[0] - losses[-1] > HARDLY * losses[0]:
        return None
    message = tr(
        "A step changes the weights by {0} of their size, and the loss hardly falls; a tenth of a percent is usual.",
        _percent(step),
    )
    return Finding("rate_too_low", message, _steps(case), "", case.epoch, suggestions.faster(case))


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share * 100:.2g}%"


def _steps(case: Case) -> Evidence:
    """What a step changes, layer by layer."""
    look = case.last(1)[-1]
    bars = [(layer.name, step) for layer in look.layers if (step := case.step(layer)) is not None]
    return Evidence(
        tr("Step against the size of the weights"),
        bars=tuple(bars),
        marked=frozenset(name for name, step in bars if not CREEPS <= step <= FORGETS),
        level=1e-3,
        log=True,
    )


def is_overfitting(case: Case) -> Finding | None:
    """What is learned helps the training images only."""
    known = case.figure("loss")
    seen = [(epoch, value) for epoch, value in case.figure("val_loss") if epoch > case.unsettled]
    if len(seen) < FOR_EPOCHS + 1:
        return None
    best_epoch, best = min(seen, key=lambda row: row[1])
    recent = [value for _, value in seen[-FOR_EPOCHS:]]
    then = dict(known).get(best_epoch)
    if then is None or best <= 0 or min(recent) < WORSE * best or known[-1][1] > STILL_FALLS * then:
        return None
    lines = (_line("loss", known), _line("val_loss", seen))
    evidence = Evidence(tr("Loss in training and on validation images"), lines, along=tr("epoch"))
    message = tr(
        "Since epoch {0} the validation loss has risen from {1} to {2}, while the training loss goes on falling.",
        best_epoch,
        rounded(best),
        rounded(recent[-1]),
    )
    return Finding("overfitting", message, evidence, "", case.epoch, suggestions.regularised(case))


def is_underfitting(case: Case) -> Finding | None:
    """The network is not large enough for what it is to learn: it gets no better, and no better on what it has seen."""
    known, seen = case.figure("accuracy"), case.values("val_accuracy")
    if len(known) < 6 or case.largest is None or not case.crossed:
        return None
    values = [value for _, value in known]
    learned = (values[-1] - case.largest) / max(1 - case.largest, 1e-6)
    gained = (median(values[-2:]) - median(values[-5:-3])) / max(1 - case.largest, 1e-6)
    if not 0.05 < learned < HALF_WAY or gained > LEVEL * 3 or (seen and values[-1] - seen[-1] > 0.1):
        return None
    lines = [_line("accuracy", known)]
    if seen:
        lines.append(_line("val_accuracy", case.figure("val_accuracy")))
    evidence = Evidence(tr("Accuracy"), tuple(lines), level=case.largest, along=tr("epoch"))
    message = tr("Training accuracy stays at {0}: the network is too small for these images.", f"{values[-1]:.1%}")
    return Finding("underfitting", message, evidence, "", case.epoch, suggestions.wider(case))


def is_at_largest_class(case: Case) -> Finding | None:
    """The accuracy is that of always answering the same."""
    values, largest = case.judged, case.largest
    if len(values) < 3 or largest is None or not isfinite(largest):
        return None
    look = next((one for one in reversed(case.looks) if sum(one.predicted)), None)
    same = max(look.predicted) / sum(look.predicted) if look is not None else 0.0
    if not all(largest - 0.1 <= value <= largest + 0.02 for value in values[-2:]) or same < min(0.98, 3 * largest):
        return None
    name = "val_accuracy" if case.values("val_accuracy") else "accuracy"
    evidence = Evidence(
        tr("Accuracy, and what always answering the largest class is worth"),
        (_line(name, case.figure(name)),),
        level=largest,
        along=tr("epoch"),
    )
    message = tr(
        "{0} is what always answering the largest class is worth; {1} of all images are taken for one class.",
        f"{values[-1]:.1%}",
        f"{same:.0%}",
    )
    rare = largest > 1.5 / len(case.shares) and case.project.recipe.class_weight == "none"
    return Finding(
        "largest_class", message, evidence, "", case.epoch, suggestions.balanced() if rare else suggestions.more_steady(case)
    )


def _line(name: str, rows: list[tuple[int, float]]) -> Series:
    return Series(name, tuple((float(epoch), value) for epoch, value in rows))
