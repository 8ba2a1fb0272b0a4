"""The list of augmentation layers and the form of the one that is looked at. Knows no document."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.layers import Layer, create
from cnn.layers.augmentation import Augmentation
from cnn.recipe.augmentation import AUGMENTATIONS
from cnn.shapes import Shape
from cnn.words.language import tr
from cnn.words.lists import phrases
from gui.style import icons
from gui.widgets.basic.room import room_for
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.form.form import Form

#: arguments that make no sense for images in the pipeline
HIDDEN = ("data_format", "dtype")
#: of the list, in pixels
WIDTH, NARROW = 220, 150
#: pixels of a screen on which lists are narrow
SMALL_SCREEN = 900
Layers = tuple[Layer, ...]


class AugmentationList(QWidget):
    """Adds, removes and sorts layers; `layersEdited` carries the whole list, and whether it was typing in one field."""

    layersEdited = Signal(object, bool)  # tuple of layers, typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: Layers = ()
        self._image: Shape = (None, None, None)
        self._forms: dict[type[Layer], Form] = {}
        self._form: Form | None = None
        self.list = QListWidget()
        self.empty = QLabel(self.tr("Nothing yet: every image is learned from as it is."))
        self._build()
        self.list.currentRowChanged.connect(self._look_at)
        self._show_form()

    @property
    def layers(self) -> Layers:
        """The list as it is shown."""
        return self._layers

    def show_layers(self, layers: Layers, image: Shape) -> None:
        """Shows a list for images of that size; the same place stays selected."""
        before, self._layers, self._image = self._layers, layers, image
        if [type(layer) for layer in before] != [type(layer) for layer in layers]:
            self._fill(min(max(self.list.currentRow(), 0), len(layers) - 1))
        for row, layer in enumerate(layers):
            self._name(row, layer)
        self._show_form()

    def select(self, row: int) -> None:
        """Looks at the layer at that place."""
        self.list.setCurrentRow(row)

    # ------------------------------------------------------------------ edits

    def add(self, name: str) -> None:
        """Puts a layer behind all others."""
        self._edit((*self._layers, _fresh(name, self._image)), len(self._layers))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Takes the layer that is looked at out."""
        row = self.list.currentRow()
        if row >= 0:
            self._edit((*self._layers[:row], *self._layers[row + 1 :]), min(row, len(self._layers) - 2))

    def shift(self, step: int) -> None:
        """Moves the layer that is looked at up (−1) or down (1)."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < len(self._layers):
            layers = list(self._layers)
            layers[row], layers[row + step] = layers[row + step], layers[row]
            self._edit(tuple(layers), row + step)

    def _edit(self, layers: Layers, row: int) -> None:
        self._layers = layers
        self._fill(row)
        self._show_form()
        self.layersEdited.emit(layers, False)

    def _change(self, name: str, value: object) -> None:
        row, form = self.list.currentRow(), self._form
        if form is None or row < 0:
            return
        try:
            layer = self._layers[row].replace(**{name: value})
        except LayerloomError as error:
            form.show_problem(name, error.message)
            return
        form.clear_problems()
        self._layers = (*self._layers[:row], layer, *self._layers[row + 1 :])
        self._name(row, layer)
        self.layersEdited.emit(self._layers, True)

    # ------------------------------------------------------------------ showing

    def _fill(self, row: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for layer in self._layers:
                self.list.addItem("")
                self.list.item(self.list.count() - 1).setIcon(icons.family_icon(layer.family))
                self._name(self.list.count() - 1, layer)
            self.list.setCurrentRow(row)
        self.empty.setVisible(not self._layers)
        self._form = None

    def _name(self, row: int, layer: Layer) -> None:
        item = self.list.item(row)
        item.setText(_line(layer))
        item.setToolTip(f"{_line(layer)}\n{_help(type(layer))}")

    def _look_at(self, _row: int) -> None:
        if self._form is not None:
            self._form.hide()
            self._form = None
        self._show_form()

    def _show_form(self) -> None:
        row = self.list.currentRow()
        layer = self._layers[row] if 0 <= row < len(self._layers) else None
        for button in (self.minus, self.up, self.down):
            button.setEnabled(layer is not None)
        for kind, form in self._forms.items():
            form.setVisible(layer is not None and kind is type(layer))
        self.about.setText("" if layer is None else _help(type(layer)))
        if layer is None:
            self._form = None
            return
        form = self._form_of(type(layer))
        if form is not self._form:
            form.forget()
            self._form = form
        form.set_values({name: layer.value(name) for name in layer.argument_names})
        form.show()

    def _form_of(self, kind: type[Layer]) -> Form:
        if kind not in self._forms:
            form = self._forms[kind] = Form([item for item in kind.arguments() if item.name not in HIDDEN])
            form.valueEdited.connect(self._change)
            form.valueRejected.connect(form.show_problem)
            self._column.insertWidget(1, form)
        return self._forms[kind]

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.list.setObjectName("augmentations")
        self.list.setAccessibleName(self.tr("Augmentation layers"))
        self.list.setIconSize(QSize(16, 16))
        small = room_for(self).width() < SMALL_SCREEN
        self.list.setFixedWidth(NARROW if small else WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty.setProperty("look", "secondary")
        self.empty.setWordWrap(True)
        self.empty.setFixedWidth(self.list.width())
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(self._build_buttons())
        left.addWidget(self.empty)
        left.addWidget(self.list, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addLayout(left)
        columns.addWidget(self._build_form())
        self._add_key(QKeySequence(Qt.Key.Key_Delete), self.remove)
        self._add_key(QKeySequence("Alt+Up"), lambda: self.shift(-1))
        self._add_key(QKeySequence("Alt+Down"), lambda: self.shift(1))

    def _build_buttons(self) -> QHBoxLayout:
        self.plus = self._button("plus", self.tr("Add a layer"), "addAugmentation")
        self.plus.setText(f" {self.tr('Add')} ▾")
        self.plus.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.plus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.plus.setMenu(self._build_menu())
        self.minus = self._button("trash", self.tr("Remove this layer (Delete)"), "removeAugmentation")
        self.minus.clicked.connect(self.remove)
        self.up = self._button("arrow-up", self.tr("Earlier (Alt+Up)"), "augmentationUp")
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down = self._button("arrow-down", self.tr("Later (Alt+Down)"), "augmentationDown")
        self.down.clicked.connect(lambda: self.shift(1))
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.plus, self.minus, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, icon: icons.Glyph, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setIcon(icons.icon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name, kind in AUGMENTATIONS.items():
            action = menu.addAction(name)
            action.setToolTip(_help(kind))
            action.triggered.connect(lambda _checked=False, name=name: self.add(name))
        return menu

    def _build_form(self) -> QScrollArea:
        content = QWidget()
        content.setProperty("look", "panel")
        self.about = QLabel()
        self.about.setProperty("look", "secondary")
        self.about.setWordWrap(True)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 4, 8, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.about)
        self._column.addStretch(1)
        area = ScrollingColumn(content)
        area.setFixedWidth(self.list.width() + 36)
        return area

    def _add_key(self, key: QKeySequence, slot: Callable[[], None]) -> None:
        action = QAction(self.list)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.list.addAction(action)


def _fresh(name: str, image: Shape) -> Layer:
    """A layer with its defaults; one that wants a size gets that of the images, or for Resizing a little more to cut from."""
    if "height" not in AUGMENTATIONS[name].model_fields:
        return create(name)
    height, width = (size or 32 for size in image[:2])
    more = 1 if issubclass(AUGMENTATIONS[name], Augmentation) else 8 / 7
    return create(name, {"height": round(height * more), "width": round(width * more)})


def _line(layer: Layer) -> str:
    changed = [name for name in layer.changed() if name not in ("height", "width", "mode")]
    words = layer.headline() or phrases(f"{name.replace('_', ' ')} {layer.value(name)}" for name in changed)
    return f"{layer.class_name}  {words}".strip()


def _help(kind: type[Layer]) -> str:
    words = kind.about()
    return tr(words)
