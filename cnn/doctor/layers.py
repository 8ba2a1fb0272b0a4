"""Diseases that the layers show: gradients that vanish or explode on their way back, dead ReLUs, outputs at their ends."""

from collections.abc import Callable

from cnn.doctor import suggestions
from cnn.doctor.case import Case
from cnn.doctor.finding import Evidence, Finding, Suggestion
from cnn.graph import Node
from cnn.runs.messages import Diagnostics, LayerDiagnostics
from cnn.words.language import tr

#: a gradient has vanished when it is this small a part of that of the last layer
VANISHED = 1e-4
#: it explodes when it is so many times as large as the weights
EXPLODED = 10.0
#: of the units of a ReLU, so many may be 0 for all images; of the outputs of sigmoid or tanh, so many may be at their ends
DEAD, SATURATED = 0.5, 0.8
#: of the answers, so many are sure, and so many of all are sure and wrong, where outputs are saturated
SURE, SURE_WRONG = 0.8, 0.3


def is_vanishing(case: Case) -> Finding | None:
    """Gradients of the first layers are nothing beside those of the last."""
    looks = case.recent
    if not looks or any(_worst_dead(look)[1] >= 0.9 for look in looks):
        return None
    names = [name for name in _vanished(looks[-1]) if all(name in _vanished(look) for look in looks)]
    if not names:
        return None
    last = looks[-1]
    flat = [node.name for node in _hidden(case, suggestions.BOUNDED)]
    suggestion = suggestions.rectified(case.project.graph, flat) if len(flat) > 1 else suggestions.normalised_all(case)
    bars = tuple((layer.name, layer.gradient) for layer in last.layers if layer.gradient is not None)
    evidence = Evidence(tr("Gradient by layer"), bars=bars, marked=frozenset(names), log=True)
    least = min((layer for layer in last.layers if layer.name in names), key=lambda layer: layer.gradient or 0.0)
    share = (least.gradient or 0.0) / (_top(last) or 1.0)
    message = tr('Gradients vanish on their way back: "{0}" gets {1} of what the last layer gets.', least.name, f"{share:.0e}")
    return Finding("vanishing_gradients", message, evidence, least.name, case.epoch, suggestion)


def _top(look: Diagnostics) -> float | None:
    """The gradient of the last layer that learns."""
    return next((layer.gradient for layer in reversed(look.layers) if layer.gradient is not None), None)


def _vanished(look: Diagnostics) -> list[str]:
    top = _top(look)
    if not top or top < 1e-9:  # there is nothing left to learn, or nothing comes out of the end
        return []
    return [layer.name for layer in look.layers if layer.gradient is not None and layer.gradient < VANISHED * top]


def is_exploding(case: Case) -> Finding | None:
    """Gradients are many times as large as the weights that they are to change."""
    looks = case.recent
    names = (
        [layer.name for layer in looks[-1].layers if all(_ratio(look, layer.name) > EXPLODED for look in looks)] if looks else []
    )
    if not names:
        return None
    ratios = tuple((layer.name, _ratio(looks[-1], layer.name)) for layer in looks[-1].layers if layer.gradient is not None)
    worst = max(names, key=lambda name: _ratio(looks[-1], name))
    evidence = Evidence(tr("Gradient against the size of the weights"), bars=ratios, marked=frozenset(names), level=1.0, log=True)
    message = tr(
        'Gradients explode: those of "{0}" are {1} times as large as its weights.', worst, f"{_ratio(looks[-1], worst):.0f}"
    )
    suggestion = suggestions.unscaled(case) or suggestions.clip()
    if not suggestion.helps(case.project):
        suggestion = suggestions.normalised_all(case)
    return Finding("exploding_gradients", message, evidence, worst, case.epoch, suggestion)


def _ratio(look: Diagnostics, name: str) -> float:
    layer = next((one for one in look.layers if one.name == name), None)
    return layer.gradient / layer.weights if layer is not None and layer.gradient and layer.weights else 0.0


def has_dead_units(case: Case) -> Finding | None:
    """ReLUs that give 0 for all images: nothing comes through them, and they learn nothing any more (Maas et al. 2013)."""
    looks = case.recent
    names = _over(looks, lambda layer: layer.dead, DEAD)
    if not names:
        return None
    last = looks[-1]
    name, dead = max(((layer.name, layer.dead or 0.0) for layer in last.layers if layer.name in names), key=lambda one: one[1])
    bars = tuple((layer.name, layer.dead) for layer in last.layers if layer.dead is not None)
    evidence = Evidence(tr("Share of units that are 0 for all images"), bars=bars, marked=frozenset(names), level=DEAD)
    recipe = case.project.recipe
    fast = case.rate > suggestions.FAR * suggestions.usual_rate(recipe)
    suggestion = suggestions.slower(case) if fast else suggestions.leaky(case.project.graph, names)
    message = tr('{0} of the units of "{1}" give 0 for all images, and learn nothing any more.', f"{dead:.0%}", name)
    return Finding("dead_relu", message, evidence, name, case.epoch, suggestion)


def _worst_dead(look: Diagnostics) -> tuple[str, float]:
    return max(
        ((layer.name, layer.dead) for layer in look.layers if layer.dead is not None), key=lambda one: one[1], default=("", 0.0)
    )


def is_saturated(case: Case) -> Finding | None:
    """Outputs at the ends of what an activation can give, where it is flat and lets no gradient through."""
    looks = case.recent
    names = _over(looks, lambda layer: layer.saturated, SATURATED)
    hidden = {node.name for node in _hidden(case, suggestions.BOUNDED)} if names else ()
    if names := [name for name in names if name in hidden]:
        last = looks[-1]
        name, share = max(
            ((layer.name, layer.saturated or 0.0) for layer in last.layers if layer.name in names), key=lambda one: one[1]
        )
        bars = tuple((layer.name, layer.saturated) for layer in last.layers if layer.saturated is not None)
        evidence = Evidence(tr("Share of outputs at their ends"), bars=bars, marked=frozenset(names), level=SATURATED)
        message = tr(
            '"{0}" is saturated: {1} of what it gives is at the ends of its activation, where nothing is learned.',
            name,
            f"{share:.0%}",
        )
        return Finding("saturated", message, evidence, name, case.epoch, _relieve(case, names))
    if looks and all(_sure_and_wrong(look) for look in looks):
        sure, wrong = looks[-1].certain or 0.0, looks[-1].certain_wrong or 0.0
        bars = ((tr("certain"), sure), (tr("certain and wrong"), wrong))
        evidence = Evidence(tr("Share of answers"), bars=bars, marked=frozenset((bars[1][0],)), level=SURE_WRONG)
        output = case.project.graph.nodes[case.project.graph.outputs[0]].name
        message = tr(
            "The output is saturated: {0} of all answers are certain, and {1} are certain and wrong.",
            f"{sure:.0%}",
            f"{wrong:.0%}",
        )
        suggestion = suggestions.unscaled(case) or _calmer(case)
        return Finding("saturated", message, evidence, output, case.epoch, suggestion)
    return None


def _calmer(case: Case) -> Suggestion:
    fast = case.rate > suggestions.FAR * suggestions.usual_rate(case.project.recipe)
    return suggestions.slower(case) if fast else suggestions.normalised_all(case)


def _sure_and_wrong(look: Diagnostics) -> bool:
    return (look.certain or 0.0) >= SURE and (look.certain_wrong or 0.0) >= SURE_WRONG


def _relieve(case: Case, names: list[str]) -> Suggestion:
    """What was left out: scaled pixels, first weights of the usual size, a slower pace, or BatchNormalization before it."""
    if (scaled := suggestions.unscaled(case)) is not None:
        return scaled
    graph = case.project.graph
    odd = [
        name
        for name in names
        if str(getattr(getattr(graph.named(name).layer, "kernel_initializer", None), "class_name", "GlorotUniform"))
        not in USUAL_STARTS
    ]
    if odd:
        return suggestions.started(graph, odd, "glorot_uniform", "GlorotUniform")
    return _calmer(case)


#: first weights that keep what goes through a layer about as large as it was
USUAL_STARTS = ("GlorotUniform", "GlorotNormal", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform", "VarianceScaling",
                "Orthogonal")  # fmt: skip


def _hidden(case: Case, activations: tuple[str, ...]) -> list[Node]:
    """Layers with one of these activations that are not at the end."""
    graph = case.project.graph
    ends = set(graph.outputs)
    found = (graph.nodes[item] for item in graph.order if item not in ends)
    return [node for node in found if str(getattr(node.layer, "activation", "")) in activations]


def _over(looks: list[Diagnostics], value: Callable[[LayerDiagnostics], float | None], limit: float) -> list[str]:
    """Layers whose value is at or above a limit in each of these looks."""
    by_look = [{layer.name for layer in look.layers if (value(layer) or 0.0) >= limit} for look in looks]
    common = set.intersection(*by_look) if by_look else set()
    return [layer.name for layer in looks[-1].layers if layer.name in common] if looks else []
