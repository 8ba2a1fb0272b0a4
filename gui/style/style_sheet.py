"""The style sheet of all standard widgets, filled with a theme's colours.

Controls are 28 px high with 6 px corners; spacing goes in steps of 4 px. A widget asks for a role with the dynamic property
`look`: `title`, `heading`, `secondary`, `number`, `problem`, `primary`, `flat`,
`section`, `chip`, `button`, `card`, `problemCard`, `infoCard`, `panel`.
"""

from string import Template

from cnn.pictures.colours import Theme

_TEMPLATE = Template("""
QMainWindow { background: $surface; }
QMainWindow::separator { background: $border; }
QMainWindow::separator { width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QDialog { background: $surface; }
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 8px; }

QLabel[look="title"] { font-weight: 600; }
QLabel[look="heading"] { color: $secondary; font-weight: 600; }
QLabel[look="secondary"] { color: $secondary; }
QLabel[look="accent"] { color: $accent_text; }
QLabel[look="problem"] { color: $problem; }
QLabel[look="warning"] { color: $warning; }
QFrame[look="card"] { background: $raised; border: 1px solid $border; border-radius: 6px; }
QFrame[look="problemCard"] { background: $soft_problem; border: 1px solid $problem; border-radius: 6px; }
QFrame[look="infoCard"] { background: $surface; border: 1px solid $accent; border-radius: 6px; }
QFrame#fileBar { border-radius: 0; border-style: solid; border-width: 0 0 1px 0; }
Note { border: 1px solid transparent; border-radius: 6px; }
Note:hover { background: $raised; }
Note:focus { border-color: $accent; }
QWidget[look="panel"] { background: $surface; }
QFrame#tours { border: none; border-left: 1px solid $border; }
QFrame[look="rule"] { background: $border; border: none; }

QToolBar { background: $surface; border: none; border-bottom: 1px solid $border; padding: 2px 8px; spacing: 4px; }
QToolBar::separator { background: $border; width: 1px; margin: 8px 8px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 8px;
    min-height: 26px; color: $text; outline: none; }
QToolButton:hover { background: $raised; border-color: $border; }
QToolButton:pressed, QToolButton:checked, QToolButton:open { background: $soft_accent; border-color: $soft_accent; }
QToolButton:focus { border-color: $accent; }
QToolButton#panelsArrow { min-height: 20px; }
QToolButton:disabled { color: $wire; }
QToolButton::menu-indicator { image: none; }
QToolButton[look="button"] { background: $raised; border-color: $border; }
QToolButton[look="chip"] { border-color: $border; min-height: 16px; padding: 0 6px; color: $secondary; }
QToolButton[look="chip"]:checked { border-color: $accent; color: $accent_text; }
QToolButton[look="button"]:focus, QToolButton[look="chip"]:focus { border-color: $accent; }
QToolButton:checked:focus, QToolButton[look="chip"]:checked:focus { border-color: $text; }

QPushButton { background: $raised; border: 1px solid $border; border-radius: 6px; padding: 0 12px; min-height: 26px;
    color: $text; outline: none; }
QPushButton:hover { border-color: $wire; }
QPushButton:pressed { background: $soft_accent; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $wire; }
QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: $accent_hover;
    border-color: $accent_hover; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $raised; border-color: $border; color: $wire; }
QWidget#crumbs QPushButton { min-height: 18px; }
QPushButton[look="flat"] { background: transparent; border-color: transparent; color: $accent_text; padding: 0;
    text-align: left; }
QPushButton[look="repair"] { padding: 4px 8px; min-height: 18px; text-align: left; }
QPushButton[look="section"] { background: transparent; border-color: transparent; color: $secondary; font-weight: 600;
    padding: 0 4px; text-align: left; }
QPushButton[look="section"]:focus { border-color: $accent; }
QPushButton[look="flat"]:hover { background: $soft_accent; }
QPushButton[look="flat"]:focus { border-color: transparent transparent $accent transparent; border-radius: 0;
    color: $text; }
QPushButton[look="flat"]:disabled { color: $secondary; }

QLineEdit, QAbstractSpinBox, QComboBox { background: $raised; border: 1px solid $border; border-radius: 6px;
    padding: 0 8px; min-height: 26px;
    color: $text; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit#layerName { padding: 0 4px; }
QAbstractSpinBox QLineEdit { background: transparent; border: none; border-radius: 0; padding: 0; min-height: 0; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $wire; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on { border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $wire; background: $surface; }
QLineEdit[problem="true"], QAbstractSpinBox[problem="true"], QComboBox[problem="true"] { border-color: $problem;
    background: $soft_problem; color: $problem; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; selection-background-color: $soft_accent;
    selection-color: $text; outline: none; padding: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox { padding: 0; max-height: 26px; }

QLineEdit QToolButton, QLineEdit QToolButton:hover { min-height: 0; padding: 0; border: none; background: transparent; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 28px; color: $text; }
QCheckBox::indicator, QTableView::indicator { width: 16px; height: 16px; border: 1px solid $wire; border-radius: 4px;
    background: $raised; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent_text; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:indeterminate { background: $soft_accent; border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $wire; }
QCheckBox::indicator:disabled { background: $surface; border-color: $border; }
QCheckBox::indicator:checked:disabled { background: $wire; border-color: $wire; }

QPlainTextEdit, QTextEdit, QListView, QTreeView, QTableView { background: $surface; border: none; color: $text;
    selection-background-color: $soft_accent; selection-color: $text; alternate-background-color: $raised; outline: none; }
QPlainTextEdit, QTextEdit { border: 1px solid transparent; border-radius: 6px; }
QPlainTextEdit[look="card"], QTextEdit[look="card"] { background: $raised; border: 1px solid $border; padding: 8px; }
QListView[look="card"] { border: 1px solid $border; border-radius: 6px; padding: 3px; }
QListView[look="card"]:focus { border-color: $accent; }
QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QTableView { gridline-color: transparent; }
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid $border; }
QTableView::item:selected { background: $soft_accent; color: $text; }
QTableView::item:focus { border-bottom-color: $accent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $secondary; border: none; border-bottom: 1px solid $border;
    padding: 4px 11px; font-weight: 600; }
QTableCornerButton::section { background: $surface; border: none; }
QTreeView::item, QListView::item { min-height: 22px; border: 1px solid transparent; border-radius: 4px; padding: 0 3px; }
QTreeView::item:hover, QListView::item:hover { background: $raised; }
QTreeView::item:selected, QListView::item:selected { background: $soft_accent; color: $text; }
QTreeView::item:focus, QListView::item:focus { border-color: $accent; }

QTabWidget::pane { border: none; border-top: 1px solid $border; background: $surface; }
QTabBar { background: $surface; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 8px 12px 6px 12px;
    color: $secondary; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent_text; background: $soft_accent; }
QTabBar[closed="true"]::tab { padding: 6px 12px 4px 12px; }
QTabBar[closed="true"]::tab:selected { color: $secondary; border-bottom-color: transparent; font-weight: 400; }
QTabBar[closed="true"]::tab:selected:hover { color: $text; }
QTabBar[closed="true"]::tab:focus { color: $accent_text; background: $soft_accent; border-bottom-color: $accent; }
QTabBar::tab:left { border-bottom: none; border-right: 2px solid transparent; padding: 12px 6px 12px 8px; }
QTabBar::tab:left:selected { border-right-color: $accent; }

QProgressBar { background: $border; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
    text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QMenuBar { background: $surface; color: $text; padding: 0 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $soft_accent; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; min-height: 20px; border-radius: 4px; color: $text; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $soft_accent; }
QMenu::item:disabled { color: $wire; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QStatusBar { background: $surface; color: $secondary; border-top: 1px solid $border; }
QStatusBar::item { border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea[keys="true"] { border: 1px solid transparent; border-radius: 6px; }
QScrollArea[keys="true"]:focus { border-color: $accent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $wire; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider::groove:horizontal { height: 4px; background: $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QSlider::handle:horizontal:focus { background: $surface; border: 3px solid $accent; width: 8px; height: 8px; }

/* where the system has no file dialog of its own, Qt's has black icons on whatever ground there is */
QFileDialog {
    backward-icon: url("$icons/back-$name.svg"); forward-icon: url("$icons/forward-$name.svg");
    filedialog-parent-directory-icon: url("$icons/parent-$name.svg");
    filedialog-new-directory-icon: url("$icons/new-folder-$name.svg");
    filedialog-listview-icon: url("$icons/list-$name.svg"); filedialog-detailedview-icon: url("$icons/details-$name.svg"); }
""")


def style_sheet(theme: Theme, icons: str) -> str:
    """The style sheet in a theme's colours; `icons` is the folder that holds its few pictures."""
    colours = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
    extra = {
        "accent_hover": "#84B0FF" if theme.dark else "#235BD0",
        "scroll": "#3A404B" if theme.dark else "#CDD3DB",
        "icons": icons,
        "chevron": f"{icons}/chevron-{theme.name}.svg",
        "check": f"{icons}/check-{theme.name}.svg",
    }
    return _TEMPLATE.substitute(colours, **extra)
