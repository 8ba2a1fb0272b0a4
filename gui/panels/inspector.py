"""The inspector: the selected layer's arguments as a form and what follows from them, or between which layers the selected wires
run; the network when nothing is selected."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cnn.analysis import Analysis
from cnn.analysis.problems import Problem
from cnn.analysis.repairs import Repair
from cnn.errors import ArgumentError, LayerloomError
from cnn.graph import Graph, Node, Wire
from cnn.layers.arguments import Argument
from cnn.layers.base import Layer
from cnn.layout.folding import sums
from cnn.recipe import Recipe
from cnn.words.language import called_within, filled, tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of
from gui.document import Document
from gui.document.placement import BlockEditing
from gui.style import icons, theme
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.findings.problem_note import ProblemNote
from gui.widgets.form.fields import MIXED, CheckField, TextField
from gui.widgets.form.form import Form, FormRow
from gui.widgets.network.block_sheet import BlockSheet
from gui.widgets.network.facts import FactLine, FactTable, network_facts, node_line, weight_facts

#: so many selected wires are named
MOST_WIRES = 12


class Inspector(QWidget):
    """Shows and edits what is selected; every keystroke that makes sense is an edit, what doesn't says why below its field."""

    _kind_below = False  # whether the kind stands below the name

    def __init__(self, document: Document, parent: QWidget | None = None, *, wires: Callable[[], Sequence[Wire]] = tuple) -> None:
        """`wires` tells which wires of the network are selected."""
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setProperty("look", "panel")
        self._document, self._selected_wires = document, wires
        self._wires: tuple[Wire, ...] = ()  # those that are shown
        self._blocks = BlockEditing(document)
        self._group = ""  # the path of the group that is selected as a whole
        self._forms: dict[frozenset[type[Layer]], Form] = {}
        self._form: Form | None = None
        self._shown: tuple[Form | None, int] = (None, -1)
        self._noted: list[Problem] = []
        self._seen: tuple[int, tuple[str, ...]] = (0, ())  # the network and the selection that are shown
        self._told: tuple[tuple[Analysis, Recipe, str], list[tuple[str, str]]] | None = None  # facts, and of what
        self._session = 0  # typing in one field is one undo step, until something else is selected
        self._build()
        document.selectionChanged.connect(self._on_selection_changed)
        document.analysisChanged.connect(self._on_analysis_changed)
        document.blocksChanged.connect(self._on_analysis_changed)
        document.hiddenChanged.connect(self._on_hidden)
        document.recipeChanged.connect(self._show_facts)
        document.datasetChanged.connect(self._show_facts)
        document.weightsChanged.connect(self._show_facts)
        self._on_selection_changed()

    def focus_first(self) -> None:
        """Gives the keys to the first argument of what is selected, else to the name."""
        form = self._form if self._form is not None else self._sheet.form if not self._sheet.isHidden() else None
        row = form.first_row if form is not None else None
        field = row.field if row is not None else self._name
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------------ following the document

    def follow_wires(self) -> None:
        """Other wires are selected, or none."""
        if self._wires_now() != self._wires:
            self._on_analysis_changed()

    def _wires_now(self) -> tuple[Wire, ...]:
        """The wires of the network that are selected instead of layers."""
        wires = () if self._document.selection else self._selected_wires()
        known = set(self._document.graph.wires) if wires else set[Wire]()
        return tuple(wire for wire in wires if wire in known)

    def _on_selection_changed(self) -> None:
        self._session += 1
        if self._seen == (id(self._document.analysis), self._document.selection):  # told with the network, as by an undo step
            self._show_form()
            self._show_values(self._nodes())
            return
        self._on_analysis_changed()

    def _on_analysis_changed(self) -> None:
        self._seen = id(self._document.analysis), self._document.selection
        self._group = self._blocks.group
        self._wires = self._wires_now()
        nodes = self._nodes()
        self._show_form()
        self._show_block()
        self._show_heading(nodes)
        self._show_name(nodes)
        self._show_trainable(nodes)
        self._show_values(nodes)
        self._show_facts()
        self._show_problems()

    def _on_hidden(self) -> None:
        """What is the matter is told without the numbers that are to be predicted, too."""
        self._show_facts()
        self._show_problems()

    def _show_values(self, nodes: Sequence[Node]) -> None:
        if self._form is not None:
            self._form.set_values(_values(nodes))

    def _nodes(self) -> list[Node]:
        return [self._document.graph.nodes[item] for item in self._document.selection]

    def _show_form(self) -> None:
        """Puts the form of what the selected layers have in common in place; none when that is nothing."""
        kinds = list(dict.fromkeys(type(node.layer) for node in self._nodes()))
        arguments = () if self._group in self._document.graph.blocks else _shared(kinds)
        form = self._form_of(frozenset(kinds), arguments) if arguments else None
        shown = (form, self._session)
        if shown == self._shown:
            return
        self._shown = shown
        if self._form is not None and self._form is not form:
            self._form.hide()
        self._form = form
        if form is not None:
            form.forget()
            form.show()

    def _form_of(self, kinds: frozenset[type[Layer]], arguments: Sequence[Argument]) -> Form:
        if kinds not in self._forms:
            form = self._forms[kinds] = Form(arguments)
            form.valueEdited.connect(self._on_argument_edited)
            form.valueRejected.connect(form.show_problem)
            self._column.insertWidget(self._column.indexOf(self._name_row), form)
            before: QWidget = self._title
            for field in form.findChildren(QWidget):  # Tab goes down the column, whichever form was made first
                if (
                    field.focusPolicy() != Qt.FocusPolicy.NoFocus and field.window() is self.window()
                ):  # a list pops up in one of its own
                    QWidget.setTabOrder(before, field)
                    before = field
        return self._forms[kinds]

    def _show_heading(self, nodes: Sequence[Node]) -> None:
        families = {node.own_layer.family for node in nodes}
        if self._group:
            title, icon = _title(self._group), icons.icon("stack", "secondary")
        elif self._wires:
            title, icon = number_of(self.tr("Wire|{0} wires"), len(self._wires)), icons.icon("flow-arrow", "secondary")
        elif not nodes:
            title, icon = self.tr("Network"), icons.icon("tree-structure", "secondary")
        else:
            title = nodes[0].name if len(nodes) == 1 else number_of(self.tr("{0} layer|{0} layers"), len(nodes))
            icon = icons.family_icon(families.pop()) if len(families) == 1 else icons.icon("stack", "secondary")
        self._title.setText(title)
        standing = self._blocks.standing(self._group) if self._group else None
        block = (tr(standing.block.title) if standing.block else standing.made.kind) if standing else ""
        self._kind.setText(_kinds(nodes) if len(nodes) == 1 else block)
        self._icon.show_icon(icon)
        self._place_kind()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_kind()

    def _place_kind(self) -> None:
        """What kind it is stands beside the name, or below it where both have no room in one line."""
        wanted = sum(label.fontMetrics().horizontalAdvance(label.text()) for label in (self._title, self._kind))
        sides = self._column.contentsMargins()
        room = self.width() - sides.left() - sides.right() - self._icon.sizeHint().width() - 2 * self._heading.horizontalSpacing()
        below = wanted > room
        if below == self._kind_below:
            return
        self._kind_below = below
        self._heading.removeWidget(self._kind)
        if below:
            self._heading.addWidget(self._kind, 1, 1, 1, 2)
        else:
            self._heading.addWidget(self._kind, 0, 2)
        side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight
        self._kind.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _show_name(self, nodes: Sequence[Node]) -> None:
        self._name_row.setVisible((len(nodes) < 2 and not self._wires) or bool(self._group))
        if self._group:
            self._name.set_value(_title(self._group))
        elif len(nodes) < 2:
            self._name.set_value(nodes[0].name if nodes else self._document.graph.name)

    def _show_trainable(self, nodes: Sequence[Node]) -> None:
        analysis = self._document.analysis.nodes
        weighty = any(analysis[node.id].weights or not node.trainable for node in nodes)
        self._trainable_row.setVisible(weighty)
        if weighty:
            self._trainable.set_value(_common([node.trainable for node in nodes]))

    def _show_facts(self) -> None:
        nodes, analysis = self._nodes(), self._document.shown
        self._facts.setVisible(not nodes and not self._wires)
        self._line.setVisible(bool(nodes or self._wires))
        if self._wires:
            names = {node_id: node.name for node_id, node in analysis.graph.nodes.items()}
            ends = (f"{names.get(wire.source, '')} → {names.get(wire.target, '')}" for wire in self._wires[:MOST_WIRES])
            self._line.setText("\n".join((*ends, "…") if len(self._wires) > MOST_WIRES else ends))
        elif not nodes:
            told = (analysis, self._document.recipe, self._document.dataset)
            if self._told is None or any(one is not other for one, other in zip(told, self._told[0], strict=True)):
                self._told = told, network_facts(*told)  # weights are told apart: 5 ms for a network of a thousand layers
            self._facts.show_lines([*self._told[1], *weight_facts(self._document.weights)])
        elif len(nodes) == 1:
            weights = self._document.weights.word_for(nodes[0].id, nodes[0].name)
            self._line.setText(node_line(analysis.nodes[nodes[0].id], weights))
        elif self._group:
            ids = {node.id for node in nodes}
            read = {item for item in analysis.graph.outputs if item in ids}
            read |= {item for item in ids if any(reader not in ids for reader in analysis.graph.consumers[item])}
            last = next(iter(read)) if len(read) == 1 else ""
            totals = node_line(sums(analysis, self._document.selection, last), outputs=len(read))
            self._line.setText(f"{totals}\n{_kinds(nodes)}")
        else:
            self._line.setText(_kinds(nodes))

    def _show_block(self) -> None:
        """The form of the block that is selected as a whole."""
        standing = self._blocks.standing(self._group) if self._group else None
        self._sheet.setVisible(standing is not None)
        if standing is None:
            return
        self._sheet.show_block(standing.path, standing.block, standing.made.numbers, standing.made.kind)
        self._sheet.show_differences(self._blocks.differences(standing.path) if standing.block else ())
        self._sheet.show_fit(standing.block is None or self._blocks.fits(standing.path))
        blocks = self._blocks
        self._sheet.show_links(blocks.fellows(standing.path), standing.made.own, blocks.others(standing.path))

    def _show_problems(self) -> None:
        problems = self._problems_of_selection()
        if problems == self._noted:
            return
        self._noted = problems
        while (item := self._problems.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                if widget.isAncestorOf(self.window().focusWidget() or self):
                    self.focus_first()  # Qt would give the keys to whatever comes next in the window
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            note = ProblemNote(problem, narrow=True)
            note.repairWanted.connect(self._on_repair_wanted)
            self._problems.addWidget(note)

    def _problems_of_selection(self) -> list[Problem]:
        shown, selection = self._document.shown, self._document.selection
        asked = selection or ([wire.target for wire in self._wires] if self._wires else (None,))
        return [problem for problem in shown.problems if problem.node in asked]

    # ------------------------------------------------------------------ edits

    def _on_argument_edited(self, name: str, value: object) -> None:
        form, nodes = self._form, self._nodes()
        if form is None:
            return
        label = called_within(name)
        typed = isinstance(form.row(name).field, TextField)
        change = self._argument_change(nodes, name, value)
        refusal = self._try(filled(self.tr("Change {0}"), label), change, name if typed else None)
        form.clear_problems() if not refusal else form.show_problem(name, refusal)

    @staticmethod
    def _argument_change(nodes: Sequence[Node], name: str, value: object) -> Callable[[Graph], Graph]:
        def change(graph: Graph) -> Graph:
            for node in nodes:
                graph = graph.replace_layer(node.id, graph.node(node.id).layer.replace(**{name: value}))
            return graph

        return change

    def _on_fit_wanted(self) -> None:
        try:
            self._blocks.fit(self._group)
        except LayerloomError as error:
            self._document.refused.emit(str(error))

    def _on_number_edited(self, name: str, value: object) -> None:
        try:
            self._blocks.change(self._group, **{name: value})
        except LayerloomError as error:
            self._sheet.show_problem(error.argument if isinstance(error, ArgumentError) else name, str(error), name)
            return
        self._sheet.clear_problems()

    def _on_name_edited(self, value: object) -> None:
        name, nodes = str(value), self._nodes()
        if self._group:
            self._rename_group(name)
            return

        def change(graph: Graph) -> Graph:
            return graph.rename(nodes[0].id, name) if nodes else graph.rename_network(name)

        self._name_row.show_problem(self._try(filled(self.tr("Rename to {0}"), name), change, "name"))

    def _rename_group(self, name: str) -> None:
        try:
            self._blocks.rename(self._group, name, merge=f"group {self._session}")
        except LayerloomError as error:
            self._name_row.show_problem(str(error))
            return
        self._name_row.show_problem("")

    def _on_trainable_edited(self, trainable: object) -> None:
        ids = self._document.selection
        text = self.tr("Make trainable") if trainable else self.tr("Freeze")
        self._document.edit(text, lambda graph: graph.set_trainable(ids, bool(trainable)))

    def _on_repair_wanted(self, repair: Repair) -> None:
        self._document.edit(repair.title, repair.apply)

    def _try(self, text: str, change: Callable[[Graph], Graph], field: str | None) -> str:
        """Makes an edit and gives "", or the sentence that says why it was refused; that belongs below the field."""
        try:
            graph = change(self._document.graph)
        except LayerloomError as error:
            return str(error)
        self._document.edit(text, graph, merge=f"{field} {self._document.selection} {self._session}" if field else None)
        return ""

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._column = _column(self, 12, 12)
        self._column.addLayout(self._build_heading())
        self._name = TextField(_text_argument("name"))
        self._name.setObjectName("layerName")
        self._name.valueEdited.connect(self._on_name_edited)
        self._name_row = FormRow(self.tr("Name"), self._name, self.tr("The name in Keras; every layer needs its own"), wide=True)
        self._trainable = CheckField()
        self._trainable.setObjectName("trainable")
        self._trainable.valueEdited.connect(self._on_trainable_edited)
        help_text = self.tr("Off: training leaves the weights as they are")
        self._trainable_row = FormRow(self.tr("Trainable"), self._trainable, help_text)
        self._sheet = BlockSheet()
        self._sheet.numberEdited.connect(self._on_number_edited)
        self._sheet.resetWanted.connect(lambda: self._blocks.reset(self._group))
        self._document.blockRemade.connect(self._sheet.say_gone)
        self._sheet.forgetWanted.connect(lambda: self._blocks.forget(self._group))
        self._sheet.fitWanted.connect(self._on_fit_wanted)
        self._sheet.linkWanted.connect(self._blocks.link)
        self._sheet.unlinkWanted.connect(lambda: self._blocks.unlink(self._group))
        self._sheet.ownToggled.connect(lambda name, own: self._blocks.keep_own(self._group, name, own))
        self._facts = FactTable()
        self._line = FactLine()
        self._line.setObjectName("facts")
        self._line.setProperty("look", "secondary")
        self._line.setFont(theme.number_font())
        self._line.setWordWrap(True)
        self._problems = _column()
        self._column.addLayout(self._problems)
        self._column.addWidget(self._name_row)
        self._column.addWidget(self._trainable_row)
        self._column.addWidget(self._sheet)
        self._column.addSpacing(4)
        self._column.addWidget(self._line)
        self._column.addWidget(self._facts)

    def _build_heading(self) -> QGridLayout:
        self._icon = icons.Sign()
        self._title = ElidingLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._title.setObjectName("inspectorTitle")
        self._title.setProperty("look", "title")
        self._kind = ElidingLabel()
        self._kind.setProperty("look", "secondary")
        self._kind.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._heading: QGridLayout = QGridLayout()
        heading = self._heading
        heading.setHorizontalSpacing(8)
        heading.setVerticalSpacing(0)
        heading.setContentsMargins(0, 0, 0, 4)
        heading.setColumnStretch(2, 1)
        heading.addWidget(self._icon, 0, 0)
        heading.addWidget(self._title, 0, 1)
        heading.addWidget(self._kind, 0, 2)
        return heading


def _kinds(nodes: Sequence[Node]) -> str:
    """Which kinds of layers these are, and how many of them are skipped: those are named, not what stands in for them."""
    kinds = listed(dict.fromkeys(node.own_layer.class_name for node in nodes))
    skipped = sum(node.bypassed is not None for node in nodes)
    if not skipped:
        return kinds
    words = _tr("skipped") if skipped == len(nodes) else filled(_tr("{0} skipped"), skipped)
    return f"{kinds} · {words}"


def _shared(kinds: Sequence[type[Layer]]) -> Sequence[Argument]:
    """The arguments that layers of these kinds have in common and that take the same values in each; none where only those are
    left that hardly anybody looks at."""
    if len(kinds) < 2:
        return kinds[0].arguments() if kinds else ()
    others = [{_bare(argument) for argument in kind.arguments()} for kind in kinds[1:]]
    found = [argument for argument in kinds[0].arguments() if all(_bare(argument) in other for other in others)]
    return () if all(argument.advanced for argument in found) else found


def _bare(argument: Argument) -> Argument:
    """Which values it takes, whatever a class begins with and says of it."""
    return replace(argument, help="", default=None, required=False, advanced=False)


def _values(nodes: Sequence[Node]) -> dict[str, Any]:
    """What the arguments are that all of these layers have; `MIXED` where they differ."""
    kinds = {type(node.layer): node.layer.argument_names for node in nodes}
    names = [name for name in nodes[0].layer.argument_names if all(name in of_kind for of_kind in kinds.values())]
    return {name: _common([node.layer.value(name) for node in nodes]) for name in names}


def _title(path: str) -> str:
    """A group's own name."""
    return path.rpartition("/")[2]


def _common(values: Sequence[Any]) -> Any:
    return values[0] if all(value == values[0] for value in values) else MIXED


def _tr(text: str) -> str:
    return QCoreApplication.translate("inspector", text)


def _text_argument(name: str) -> Argument:
    return Argument(name, name.capitalize(), "text", "", "", True, False, None, None, (), 0, False)


def _column(widget: QWidget | None = None, sides: int = 0, ends: int = 0) -> QVBoxLayout:
    layout = QVBoxLayout(widget) if widget is not None else QVBoxLayout()
    layout.setContentsMargins(sides, ends, sides, ends)
    layout.setSpacing(4)
    return layout
