"""What a card says of its node: one room for the canvas of the window and for pictures."""

import re
from dataclasses import dataclass, replace
from functools import cache

from cnn.analysis import NodeAnalysis
from cnn.graph import Node
from cnn.layout.folding import Box
from cnn.shapes import spell_spaced
from cnn.words.language import tr
from cnn.words.lists import quoted
from cnn.words.quantities import UNKNOWN, digits, number_of

#: from the left edge to the settings, and from the numbers to the right edge
INDENT, MARGIN = 18, 13
#: from the left edge to the name, behind the family's icon; the icon's side, and where it stands
NAME_INDENT, ICON = 37, 14
ICON_X, ICON_Y = INDENT - 1, 8
#: height of a line under a card: what is wrong, and below it the repair
LINE = 18
#: what names of classes are made of, and how it is usually shortened
_SHORT = (
    ("Normalization", "Norm"),
    ("Pooling", "Pool"),
    ("Average", "Avg"),
    ("Padding", "Pad"),
    ("UpSampling", "UpSample"),
    ("Depthwise", "DW"),
    ("Separable", "Sep"),
    ("Convolution", "Conv"),
    ("2D", ""),
)


@dataclass(frozen=True)
class Words:
    """What a card has to say, in full."""

    name: str
    params: str
    settings: str
    shape: str
    frozen: str = ""  # in full, where the settings say it shorter
    kind: str = ""  # the class that stands in the settings
    brief: str = ""  # the settings once more where they are not of a class, as short as can be

    @property
    def spellings(self) -> tuple[str, ...]:
        """The settings in full, with the usual short name of their class, and without it: its name and its icon say that much."""
        if not self.kind:
            return (self.settings, self.brief) if self.brief else (self.settings,)
        short = self.settings.replace(self.kind, short_kind(self.kind), 1)
        bare = self.settings.replace(f"{self.kind} ", "", 1)  # nothing goes where the class is all there is
        return tuple(dict.fromkeys((self.settings, short, bare)))

    def briefly(self) -> "Words":
        """The same with its class shortened, as on the others of its class."""
        short = short_kind(self.kind)
        return replace(self, settings=self.settings.replace(self.kind, short, 1), kind=short) if self.kind else self


@cache
def short_kind(kind: str) -> str:
    """A layer's class as tables of papers have it: BatchNorm, MaxPool, LRN; images are meant where no axes are named."""
    if kind == "LocalResponseNormalization":
        return "LRN"
    for long, short in _SHORT:
        kind = kind.replace(long, short)
    return kind


#: what a sentence goes on with when it is not told of the name before it alone
_GOES_ON = ("and ", "：", "和", "与", "中", "处", "之", "附近")


def words(node: Node, analysis: NodeAnalysis, frozen: str = "", box: Box | None = None) -> Words:
    """Name, parameters, settings and output shape of a node; `frozen` is said of a node that doesn't train.

    It stands in front of the settings, which are cut where there is no room, and says there only that it is so.
    """
    if box is not None:
        return _words_of_box(box, analysis, frozen)
    layer = node.layer
    if node.bypassed is not None:
        waiting = node.bypassed
        what = tr("skips {0}", f"{waiting.class_name} {waiting.headline()}".strip())
    else:
        what = f"{layer.class_name} {layer.headline()}".strip()
    parts = [tr("frozen"), what] if frozen else [what]
    known = analysis.output_shape is not None
    params = _exact(analysis.params) if known and layer.ports and node.bypassed is None else ""
    shape = "" if analysis.output_shape is None else spell_spaced(analysis.output_shape)
    kind = (node.bypassed or layer).class_name
    return Words(node.name, params, " · ".join(parts), shape, frozen, kind)


def _words_of_box(box: Box, analysis: NodeAnalysis, frozen: str) -> Words:
    """How many layers a folded group holds, how it repeats, and what it amounts to."""
    parts = [tr("skipped")] if box.is_skipped else []
    parts.append(number_of("{0} layer|{0} layers", len(box.members)) if len(box.members) > 1 else tr("1 layer"))
    if box.skipped and not box.is_skipped:
        parts.append(tr("{0} skipped", box.skipped))
    if frozen:
        parts.insert(0, frozen)
    brief: list[str] = []
    if box.linked:
        brief = [*parts, tr("linked")]
        parts.append(tr("linked with {0}", box.linked))
    elif box.repeats > 1:
        parts.append(tr("{0} × alike", box.repeats))
    elif box.run > 1:
        brief = [*parts, tr("{0}/{1} alike", box.place, box.run)]
        parts.append(tr("{0} of {1} alike", box.place, box.run))
    outputs = tr("{0} outputs", len(box.exits)) if len(box.exits) > 1 else ""
    shape = spell_spaced(analysis.output_shape) if analysis.output_shape is not None else outputs
    params = "" if box.is_skipped else _exact(analysis.params)
    return Words(box.title, params, " · ".join(parts), shape, brief=" · ".join(brief))


def without_name(message: str, name: str) -> str:
    """A problem's message as it reads under the card that bears the name already."""
    start, found, rest = message.partition(quoted(name))
    rest = re.sub(r"^ ?[(（]\w+[)）]", "", rest)  # its class stands there as well
    alone = rest.startswith(" ") or not rest[:1].isascii()
    rest = rest.lstrip(" ")
    if not found or not alone or len(start) >= 40 or not start.isascii() or rest.startswith(_GOES_ON):
        return message
    rest = rest.removeprefix("的")
    return rest[:1].upper() + rest[1:]


def _exact(number: int | None) -> str:
    return UNKNOWN if number is None else digits(number)
