"""What a layer sees of the image."""

from collections.abc import Iterator

from cnn.analysis import NodeAnalysis
from cnn.analysis.receptive_field import Reach, ReceptiveField
from cnn.explain.letters import axis_names, one, side
from cnn.explain.line import Formula, Line, number
from cnn.layers import Layer
from cnn.shapes import spell
from cnn.words.language import tr


def view_lines(layer: Layer, seen: ReceptiveField | None, before: ReceptiveField | None, numbers: NodeAnalysis) -> Iterator[Line]:
    """The receptive field, and its last step where the layer has a window."""
    if seen is None:
        return
    image = spell(seen.image)
    if seen.whole or not seen.axes:
        yield Line(tr("Receptive field"), "", image, tr("every number depends on the whole image"))
        return
    windows = layer.windows(*numbers.inputs) if numbers.inputs else None
    if windows is None or before is None or len(windows) != len(before.axes):
        yield Line(tr("Receptive field"), "", spell(seen.size or ()), tr("pixels, of {0}", image))
        return
    names = axis_names(len(seen.axes))
    spread = getattr(layer, "dilation_rate", (1,) * len(windows))
    steps = [
        _step(old, window.last - window.first, new, dilation, side(layer))
        for old, window, new, dilation in zip(before.axes, windows, seen.axes, spread, strict=True)
    ]
    alike = len(set(steps)) == 1
    for name, (formula, size) in zip(names, steps, strict=True):
        label = tr("Receptive field") if alike else tr("Receptive field, {0}", name)
        yield formula.line(label, number(size), tr("pixels a side, of {0}", image) if alike else tr("pixels, of {0}", image))
        if alike:
            return


def _step(old: Reach, span: float, new: Reach, dilation: int, meaning: str) -> tuple[Formula, int]:
    """r + (F − 1)·j: what was seen before, and the window's other pixels, each a jump further."""
    whole = all(float(value).is_integer() for value in (old.first, old.last, old.jump, span))
    if not whole or new.size != old.size + span * old.jump:
        return Formula(""), new.size
    seen = one("r", old.size, tr("pixels that a number before it sees"))
    jump = one("j", int(old.jump), tr("jump: pixels of the image from one number before it to the next"))
    if dilation > 1:
        seen = seen.then(" + ", one("d", dilation, tr("dilation: from one pixel that is read to the next")), "·(F − 1)")
        width = one("F", int(span) // dilation + 1, meaning)
        return Formula(seen.text, (*seen.symbols, *width.symbols)).then("·", jump), new.size
    return seen.then(" + (", one("F", int(span) + 1, meaning), " − 1)·").then("", jump), new.size
