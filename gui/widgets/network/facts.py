"""What an analysis says of a node or of the network, as lines for people."""

import re

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cnn.analysis import Analysis, NodeAnalysis
from cnn.errors import RecipeError
from cnn.graph import Graph
from cnn.plan.stages import learned_params
from cnn.plan.training_memory import training_memory
from cnn.recipe import Recipe
from cnn.runs.origins import Origins
from cnn.words.language import filled
from cnn.words.lists import listed
from cnn.words.quantities import number_of, spell_bytes
from gui.style import theme
from gui.widgets.basic import numbers
from gui.widgets.network.before_after import Row, changed

#: pixels up to which a value makes its surroundings wider, rather than be broken into lines
WHOLE = 96
#: characters of a fact that is kept on one line
LONGEST = 30
#: how many layers are told that change
MOST = 4


class FactLine(QLabel):
    """Facts side by side; a line never ends between a number and what it counts."""

    def setText(self, text: str) -> None:
        """Shows lines of facts, with points between them."""
        lines = (f"{HARD_SPACE}· ".join(map(_whole, line.split(" · "))) for line in text.split("\n"))
        super().setText("\n".join(lines))

    def text(self) -> str:
        """What it was given."""
        return super().text().replace(HARD_SPACE, " ").replace(JOINER, "")


HARD_SPACE, JOINER = "\u00a0", "\u2060"
#: where a line may end without a space: between signs from here on, as those of Chinese
_SIGNS = re.compile("(?<=[\u2e80-\uffff])(?=.)|(?<=.)(?=[\u2e80-\uffff])")


def _whole(fact: str) -> str:
    """A fact that is not broken, unless it is as long as a sentence."""
    return fact if len(fact) > LONGEST else _SIGNS.sub(JOINER, fact.replace(" ", HARD_SPACE))


def node_line(node: NodeAnalysis, weights: str = "", outputs: int = 1) -> str:
    """Output shape, parameters, MACs, memory and receptive field of a node in one line, and what its weights are; of several
    `outputs` of a group how many they are."""
    several = outputs > 1 and node.activation_bytes is not None
    if node.output_shape is None and not several:
        return _tr("Output shape unknown")
    out = filled(_tr("{0} out"), numbers.shape(node.output_shape))
    parts = [
        number_of(_tr("{0} output|{0} outputs"), outputs) if several else out,
        _parameters(node.params),
        filled(_tr("{0} MACs"), numbers.exact(node.macs)),
        spell_bytes(node.activation_bytes),
    ]
    seen = node.receptive_field.size if node.receptive_field else None
    if seen is not None:
        parts.append(filled(_tr("sees {0}"), numbers.shape(seen)))
    if weights:
        parts.append({"trained": _tr("trained"), "fresh": _tr("fresh weights")}[weights])
    return " · ".join(parts)


def _parameters(number: int | None) -> str:
    return _tr("? parameters") if number is None else number_of(_tr("{0} parameter|{0} parameters"), number)


def network_facts(analysis: Analysis, recipe: Recipe, dataset: str) -> list[tuple[str, str]]:
    """Inputs, outputs and totals of a network; memory that training takes, the process included."""
    graph, need = analysis.graph, training_memory(analysis, recipe, dataset)
    inputs = listed(numbers.shape(analysis.nodes[item].output_shape) for item in graph.inputs)
    outputs = listed(numbers.shape(analysis.nodes[item].output_shape) for item in graph.outputs)
    return [
        (_tr("Inputs"), inputs or _tr("none")),
        (_tr("Outputs"), outputs or _tr("none")),
        (_tr("Layers"), numbers.exact(len(graph))),
        (_tr("Parameters"), numbers.total(analysis.total_params, analysis.known.params)),
        *_learning(analysis, recipe),
        (_tr("MACs per image"), numbers.exact(analysis.macs)),
        (_tr("Weights"), numbers.total(analysis.weight_bytes, analysis.known_weight_bytes, spell_bytes)),
        (filled(_tr("Training, batch of {0}"), recipe.batch_size), spell_bytes(need.total if need else None)),
    ]


def before_and_after(before: Analysis, after: Analysis, recipe: Recipe, dataset: str) -> list[Row]:
    """The same facts of a network as it is and as it would be, with what that changes."""
    facts, new_facts = (network_facts(analysis, recipe, dataset) for analysis in (before, after))
    amounts, new_amounts = (_amounts(analysis, recipe, dataset) for analysis in (before, after))
    rows = []
    for (label, value), (_, new) in zip(facts, new_facts, strict=True):
        spell = spell_bytes if label not in (_tr("Layers"), _tr("Parameters"), _tr("MACs per image")) else numbers.exact
        rows.append(Row(label, value, new, changed(amounts.get(label), new_amounts.get(label), spell)))
    return rows


def layers_before_and_after(before: Graph, after: Graph) -> list[Row]:
    """The arguments of layers that are other ones; of many the first, and how many more there are."""
    rows: list[Row] = []
    for node_id in before.order:
        node, other = before.nodes[node_id], after.nodes.get(node_id)
        if other is None or type(other.layer) is not type(node.layer) or other.layer == node.layer:
            continue
        for name in node.layer.argument_names:
            old, new = node.layer.value(name), other.layer.value(name)
            if old != new and isinstance(old, int) and isinstance(new, int):
                rows.append(Row(f"{node.name} · {name.replace('_', ' ')}", numbers.exact(old), numbers.exact(new)))
    if len(rows) > MOST:
        more = number_of(_tr("{0} other layer|{0} other layers"), len(rows) - MOST)
        rows = [*rows[:MOST], Row(more, "", "…")]
    return rows


def _amounts(analysis: Analysis, recipe: Recipe, dataset: str) -> dict[str, int | None]:
    """The facts that are amounts, by what they are called."""
    need = training_memory(analysis, recipe, dataset)
    return {
        _tr("Layers"): len(analysis.graph),
        _tr("Parameters"): analysis.total_params,
        _tr("MACs per image"): analysis.macs,
        _tr("Weights"): analysis.weight_bytes,
        filled(_tr("Training, batch of {0}"), recipe.batch_size): need.total if need else None,
    }


def _learning(analysis: Analysis, recipe: Recipe) -> list[tuple[str, str]]:
    """How many parameters learn and how many don't: layers are frozen in the network, and by the recipe, there stage by stage."""
    try:
        learned = [*dict.fromkeys(learned_params(analysis, recipe))] if recipe.freezes else []
    except RecipeError:  # it is told where the recipe is
        learned = []
    total = analysis.total_params
    if not learned or total is None:
        trainable = numbers.total(analysis.trainable_params, analysis.known.trainable_params)
        return [(_tr("Trainable"), trainable), (_tr("Not trainable"), numbers.exact(analysis.non_trainable_params))]
    then = _tr(", then ")
    rest = [None if count is None else total - count for count in learned]
    return [
        (_tr("Trainable"), then.join(map(numbers.exact, learned))),
        (_tr("Not trainable"), then.join(map(numbers.exact, rest))),
    ]


def weight_facts(found: Origins) -> list[tuple[str, str]]:
    """How many layers are trained, and by what."""
    if not found.layers:
        return []
    trained = (
        filled(_tr("{0} of {1}"), len(found.taken), found.layers) if found.taken else filled(_tr("none of {0}"), found.layers)
    )
    return [(_tr("Trained layers"), trained), *((_tr("Weights from"), title) for title in found.names)]


class FactTable(QWidget):
    """Labels on the left, values flush right; one that finds no room beside its label stands below it, over the whole width.

    Nothing is cut: a number without its end is another number.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setVerticalSpacing(8)
        self._layout.setColumnStretch(1, 1)
        self._layout.setRowStretch(99, 1)  # below all lines
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._placed: dict[int, tuple[bool, bool]] = {}  # by row: whether a value stands below its label, and over both columns

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """Shows these lines and no others."""
        for row in range(len(self._labels), len(lines)):
            self._labels.append(self._make_row(row))
        for row, (label, value) in enumerate(self._labels):
            texts = lines[row] if row < len(lines) else ("", "")
            label.setText(texts[0])
            value.setText(texts[1])
            value.setMinimumWidth(min(_width(value), WHOLE))
            for part in (label, value):
                part.setVisible(row < len(lines))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Puts each value beside its label, into the room that a short one leaves as well, or below it where that is too narrow
        for both."""
        labels = max((label.sizeHint().width() for label, _ in self._labels if not label.isHidden()), default=0)
        for row, (label, value) in enumerate(self._labels):
            needs = self._layout.horizontalSpacing() + _width(value)
            below = label.sizeHint().width() + needs > self.width() > 0
            over = labels + needs > self.width() > 0
            if (below, over) != self._placed.get(row, (False, False)):
                self._placed[row] = below, over
                value.setWordWrap(below)
                self._layout.removeWidget(value)
                self._layout.addWidget(value, 2 * row + below, 0 if over else 1, 1, 2 if over else 1)

    def _make_row(self, row: int) -> tuple[QLabel, QLabel]:
        label, value = QLabel(), QLabel()
        label.setProperty("look", "secondary")
        value.setFont(theme.number_font())
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._layout.addWidget(label, 2 * row, 0)
        self._layout.addWidget(value, 2 * row, 1)
        return label, value


def _width(value: QLabel) -> int:
    """What a text takes in one line."""
    return value.fontMetrics().horizontalAdvance(value.text())


def _tr(text: str) -> str:
    return QCoreApplication.translate("facts", text)
