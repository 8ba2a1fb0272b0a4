"""Images: those behind a figure, most wrong, least sure or best first; one of them large, and what can be decided about it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QSignalBlocker, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QHideEvent, QKeySequence, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from cnn.datasets.division.curation import Mark
from cnn.datasets.questions import Answer
from cnn.datasets.sources import Source
from cnn.errors import LayerloomError
from cnn.runs.judged.choices import ORDERS, Choice, Order, chosen, found, ordered, said_words, title, top_of, truth_words
from cnn.runs.judged.outputs import Evaluated, Judged
from cnn.words.language import filled
from cnn.words.lists import listed, phrases
from cnn.words.quantities import number_of, spell_share
from gui.background.dataset_reader import DatasetReader
from gui.background.task import Newest
from gui.document.document import Document
from gui.document.image_decisions import ImageDecisions
from gui.document.questions.evaluations import Evaluations
from gui.panels.evaluation.gallery_pictures import bring_pictures
from gui.widgets.basic.action_words import literal
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.dataset.sample_sheet import pictures
from gui.widgets.form.search_field import as_search
from gui.widgets.plot.bars import Bar, Bars
from gui.widgets.plot.saving import offer_copy
from gui.widgets.questions.gallery import Gallery

#: milliseconds after a letter before it is searched for
PAUSE = 200
#: pixels of the large picture that are asked for, and of its column
LARGE, COLUMN = 512, 260
#: a page that is lower shows words beside the large picture, in a column of so many pixels
LOW, LOW_COLUMN = 2 * COLUMN - 80, 344
#: so many classes stand in a menu
MOST_CLASSES = 24


class ImagesPage(QWidget):
    """A gallery of images of the evaluation."""

    def __init__(self, document: Document, evaluations: Evaluations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluatedImages")
        self._document, self._evaluations = document, evaluations
        self._reader = DatasetReader(self)
        self._decisions = ImageDecisions(document, self._reader, self)
        self._finding = Newest(self)
        self._choice = Choice("wrong")
        self._given: Any = None  # the images of a choice that is given
        self._seen = -1
        self._marks: Mapping[str, Mark] = {}  # what is decided, by key
        self.message = MessageBar(self)
        self.what, self.order = QComboBox(), QComboBox()
        self.search = QLineEdit()
        self.count = QLabel()
        self.gallery = Gallery()
        self.hint = QLabel(self.tr("Evaluate a model to see its images."))
        self.large = _Large()
        self.name, self.words, self.bars = ElidingLabel(mode=Qt.TextElideMode.ElideMiddle), QLabel(), Bars()
        self.why_button, self.more = QPushButton(self.tr("Why")), QPushButton(self.tr("Decide…"))
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._find)
        self.setFocusProxy(self.gallery)
        self._make_actions()
        self._lay_out()
        self._connect()
        self._on_arrived(evaluations.result)

    def show_choice(self, choice: Choice, images: Any = None) -> None:
        """Shows the images behind a figure; `images` are those of a choice that is given."""
        self._choice = choice
        self._given = images
        self._list_choices()
        self._find()

    # ------------------------------------------------------------------ following

    def _on_arrived(self, result: Evaluated | None) -> None:
        self._decisions.are_about(self._evaluations.source)
        self._mark_decided()
        if self._choice.kind not in ("wrong", "all", "right", "suspects"):
            self._choice = Choice("wrong")
        self._list_choices()
        self._find()

    def _list_choices(self) -> None:
        judged = self._evaluations.judged
        with QSignalBlocker(self.what):
            self.what.clear()
            if judged is not None:
                several = Choice("wrong"), Choice("all"), Choice("right"), Choice("suspects")
                choices = [Choice("all")] if judged.task == "numbers" else [*several]
                if self._choice not in choices:
                    choices.insert(0, self._choice)
                for choice in choices:
                    self.what.addItem(title(judged, choice), choice)
                self.what.setCurrentIndex(choices.index(self._choice))

    def _find(self) -> None:
        """Looks for the images that are meant, in their order, away from the GUI thread."""
        self._later.stop()
        evaluated, judged = self._evaluations.result, self._evaluations.judged
        if evaluated is None or judged is None:
            self._finding.forget()
            self.gallery.images.show_images(None, None, ())
            self._see(-1)
            self._show_count()
            return
        choice, by, words, given = self._choice, self._by, self.search.text(), self._given
        self._finding.ask(lambda: _found(evaluated, judged, choice, by, words, given), partial(self._show, evaluated, judged))

    def _show(self, evaluated: Evaluated, judged: Judged, images: Any) -> None:
        self.gallery.images.show_images(evaluated, judged, images)
        self.gallery.scrollToTop()
        self._show_count()
        if len(images):
            self.gallery.look_at(0)
        else:
            self._see(-1)

    def _show_count(self) -> None:
        count = self.gallery.images.count
        self.count.setText(number_of(self.tr("{0} image|{0} images"), count))
        nothing = self._evaluations.result is None
        self.hint.setText(self.tr("Evaluate a model to see its images.") if nothing else self.tr("There is no such image."))
        self.hint.setVisible(not count)
        self.gallery.setVisible(bool(count))
        self.side.setVisible(bool(count))

    @property
    def _by(self) -> Order:
        return ORDERS[max(self.order.currentIndex(), 0)]

    # ------------------------------------------------------------------ pictures

    def _on_unread(self, error: LayerloomError) -> None:
        """The dataset has moved, or can't be read any more: figures stay, pictures don't come."""
        self.gallery.images.asked_in_vain()
        self.message.show_message(error.message, error.hint)

    def _see(self, image: int) -> None:
        """Shows one image large, with what was said of it."""
        self._seen = self._evaluations.seen = image
        evaluated, judged = self._evaluations.result, self._evaluations.judged
        self.large.show_picture(None)
        if image < 0 or evaluated is None or judged is None:
            for label in (self.name, self.words):
                label.setText("")
            self.bars.show_bars(())
            return
        key = evaluated.key(image)
        self.name.setText(key)
        self._say_words()
        top = top_of(judged, image)
        self.bars.show_bars([Bar(name, sure, spell_share(sure, 1), name == truth_words(judged, image)) for name, sure in top])
        if self.isVisible():
            self._evaluations.ask_pictures((key,), LARGE, partial(self._show_large, image), self._on_unread)

    def _say_words(self) -> None:
        evaluated, judged = self._evaluations.result, self._evaluations.judged
        if evaluated is not None and judged is not None and 0 <= self._seen < len(evaluated):
            self.words.setText("\n".join(filter(None, (_words(judged, self._seen), self._decided(evaluated.key(self._seen))))))

    def _show_large(self, image: int, answer: Answer) -> None:
        if image == self._seen:
            if answer.samples:
                self.large.show_picture(QPixmap.fromImage(pictures(answer.samples)[0].image))
            else:
                self.words.setText(self.tr("This image can't be read any more."))

    def _on_chosen(self, image: int) -> None:
        result = self._evaluations.result
        if result is not None:
            self._evaluations.choose_image(image, result.key(image))

    def _ask_why(self) -> None:
        """The image that is large becomes the one that is explained."""
        if self._seen >= 0:
            self._on_chosen(self._seen)
            self._evaluations.whyWanted.emit()

    # ------------------------------------------------------------------ decisions

    def _mark_decided(self) -> None:
        """What is decided is seen at once, in the gallery and beside the large picture."""
        self._marks = self._document.project.curation_of(self._evaluations.source).marks
        self.gallery.images.show_decisions(self._decided)
        self._say_words()

    def _decided(self, key: str) -> str:
        """What was decided about an image, in words."""
        mark = self._marks.get(key)
        if mark is None:
            return ""
        label = mark.label_of(self._target, first=not self._evaluations.output)
        named = label if label is None or isinstance(label, str) else listed(label) or "–"
        excluded = self.tr("excluded") if mark.excluded else ""
        return phrases((excluded, filled(self.tr("now: {0}"), named) if named is not None else ""))

    def menu(self) -> QMenu:
        """What can be done with the images that are selected."""
        menu = QMenu(self)
        judged = self._evaluations.judged
        own = self._evaluations.result is not None and self._evaluations.source == self._document.dataset
        menu.addAction(self.tr("&Why"), self._ask_why)
        menu.addAction(self.folder_action)
        self.folder_action.setEnabled(self._folder() is not None)
        menu.addSeparator()
        for action in (self.exclude_action, self.restore_action):
            menu.addAction(action)
            action.setEnabled(own)
        if judged is not None and judged.task == "classes":
            said = menu.addAction(self.tr("Label as &said by the model"), self._label_as_said)
            said.setEnabled(own)
            if len(judged.classes) <= MOST_CLASSES:
                labels = menu.addMenu(self.tr("&Label as"))
                labels.setEnabled(own)
                for name in judged.classes:
                    labels.addAction(literal(name), partial(self._label, name))
        if not own:
            menu.addAction(self.tr("Decisions are about the dataset of the open project")).setEnabled(False)
        return menu

    def _label(self, name: str) -> None:
        self._decisions.relabel(self.gallery.chosen, name, self._target)

    def _label_as_said(self) -> None:
        result, judged = self._evaluations.result, self._evaluations.judged
        if result is not None and judged is not None:
            said = {result.key(image): said_words(judged, image) for image in self.gallery.chosen_images()}
            self._decisions.relabel_each({key: {self._target: words} for key, words in said.items()})

    @property
    def _target(self) -> str:
        """What the output that is looked at learns is called, where there are others."""
        result = self._evaluations.result
        return "" if result is None else str(result.about(self._evaluations.output).get("target", ""))

    def _folder(self) -> QUrl | None:
        """Where the selected image lies, where it is a file."""
        key = self.gallery.first_chosen
        if not key or key.endswith("]"):  # a place in an array
            return None
        path = Source.spelled(self._evaluations.source).path
        folder = path if path.suffix == "" or path.name == key else path.parent
        return QUrl.fromLocalFile(str((folder / key).parent))

    def _show_folder(self) -> None:
        if (url := self._folder()) is not None:
            QDesktopServices.openUrl(url)

    def _show_menu(self, place: QPoint) -> None:
        if self.gallery.first_chosen:
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    # ------------------------------------------------------------------ events

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for what nobody sees, and no picture is kept."""
        self._evaluations.close_pictures()
        self._reader.close()
        self.large.show_picture(None)
        super().hideEvent(event)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._seen >= 0:
            self._see(self._seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low panel words stand beside the picture, without bars: what is large is as high as the page."""
        super().resizeEvent(event)
        low = self.height() <= LOW
        self.bars.setVisible(not low)
        self.side.setFixedWidth(LOW_COLUMN if low else COLUMN)
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._told_column.setStretch(self._told_column.count() - 3, int(low))  # between words and buttons

    # ------------------------------------------------------------------ building

    def _connect(self) -> None:
        self._evaluations.arrived.connect(self._on_arrived)
        self._evaluations.judgedChanged.connect(self._find)
        self._evaluations.judgedChanged.connect(self._mark_decided)
        self._evaluations.began.connect(self.message.hide)  # what is wrong now is said by whoever asks anew
        self._document.curationChanged.connect(lambda _: self._mark_decided())
        self._document.opened.connect(self._mark_decided)
        self.what.activated.connect(lambda place: self.show_choice(self.what.itemData(place), self._given))
        self.order.activated.connect(lambda _: self._find())
        self.search.textChanged.connect(lambda: self._later.start())
        bring_pictures(self, self.gallery, self._evaluations, self._on_unread)
        self.gallery.imageSeen.connect(self._see)
        self.gallery.imageChosen.connect(self._on_chosen)
        self.gallery.doubleClicked.connect(lambda _: self._ask_why())
        self.why_button.clicked.connect(lambda _: self._ask_why())
        self.gallery.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.gallery.customContextMenuRequested.connect(lambda at: self._show_menu(self.gallery.viewport().mapToGlobal(at)))
        self.more.clicked.connect(lambda: self._show_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self._decisions.refused.connect(lambda error: self.message.show_message(error.message, error.hint))

    def _make_actions(self) -> None:
        self.exclude_action = QAction(self.tr("&Exclude"), self)
        self.exclude_action.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self.exclude_action.triggered.connect(lambda: self._decisions.exclude(self.gallery.chosen))
        self.restore_action = QAction(self.tr("&Restore"), self)
        self.restore_action.triggered.connect(lambda: self._decisions.restore(self.gallery.chosen))
        self.folder_action = QAction(self.tr("Show in &folder"), self)
        self.folder_action.triggered.connect(self._show_folder)
        self.exclude_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.gallery.addAction(self.exclude_action)

    def _lay_out(self) -> None:
        self.what.setObjectName("whichImages")
        self.what.setAccessibleName(self.tr("Which images"))
        self.what.setMinimumContentsLength(16)
        self.order.setObjectName("imageOrder")
        self.order.setAccessibleName(self.tr("Order of the images"))
        for words in _order_words():
            self.order.addItem(words)
        self.search.setObjectName("evaluatedSearch")
        self.search.setAccessibleName(self.tr("Search images"))
        self.search.setPlaceholderText(self.tr("Search names and classes"))
        self.search.setClearButtonEnabled(True)
        as_search(self.search)
        self.more.setObjectName("decide")
        self.why_button.setObjectName("whyThis")
        self.why_button.setToolTip(self.tr("Where the model looks in this image; a double click on an image does the same"))
        for label in (self.count, self.hint):
            label.setProperty("look", "secondary")
        self.name.setProperty("look", "secondary")
        self.words.setTextFormat(Qt.TextFormat.PlainText)  # names of classes are a stranger's
        self.words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.what)
        row.addWidget(self.order)
        row.addWidget(self.search)
        row.addWidget(self.count)
        row.addStretch(1)
        self.side = QWidget()
        self.side.setFixedWidth(COLUMN)
        told = self._told_column = QVBoxLayout()
        told.setSpacing(4)
        for widget in (self.name, self.words, self.bars):
            told.addWidget(widget)
        told.addStretch(0)
        for button in (self.why_button, self.more):
            told.addWidget(button)
        beside = self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.large, 1)
        beside.addLayout(told)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.gallery, 1)
        body.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.message)
        column.addLayout(row)
        column.addLayout(body, 1)


class _Large(QLabel):
    """A picture that fills what room there is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self.setMinimumSize(64, 48)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.copy = offer_copy(self, lambda: self.pixmap().toImage())

    def show_picture(self, picture: QPixmap | None) -> None:
        """Shows it, or nothing."""
        self._picture = picture
        self.copy.setEnabled(picture is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture is None:
            self.clear()
            return
        small = self._picture.width() * 2 < self.width() and self._picture.height() * 2 < self.height()
        way = Qt.TransformationMode.FastTransformation if small else Qt.TransformationMode.SmoothTransformation
        self.setPixmap(self._picture.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio, way))


def _found(evaluated: Evaluated, judged: Judged, choice: Choice, by: Order, words: str, given: Any) -> Any:
    images = given if choice.kind == "given" and given is not None else chosen(judged, choice)
    images = ordered(judged, images, by)
    return found(judged, images, evaluated.keys(images.tolist()), words) if words.strip() else images


def _words(judged: Judged, image: int) -> str:
    true, said = truth_words(judged, image) or "–", said_words(judged, image) or "–"
    translate = QCoreApplication.translate
    told = filled(translate("ImagesPage", "Label: {0}\nSaid: {1}"), true, said)
    if judged.task == "classes":
        told += f" ({spell_share(float(judged.sure[image]), 1)})"
    return f"{told}\n{filled(translate('ImagesPage', 'Loss: {0}'), f'{float(judged.losses[image]):.3g}')}"


def _order_words() -> tuple[str, ...]:
    """In the order of `ORDERS`."""
    translate = QCoreApplication.translate
    words = {
        "wrong": translate("ImagesPage", "Most wrong first"),
        "unsure": translate("ImagesPage", "Least sure first"),
        "best": translate("ImagesPage", "Best first"),
        "stored": translate("ImagesPage", "As stored"),
    }
    return tuple(words[order] for order in ORDERS)
