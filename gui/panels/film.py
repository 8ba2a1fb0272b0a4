"""A training as a film: one slider through the moments that a run kept; filters, maps, matrix and curves move together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QStackedLayout, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.listed.places import newest_records
from cnn.runs.listed.title import run_title, told_apart
from cnn.runs.messages import WatchFilm
from cnn.runs.recorded.moments import kept
from cnn.words.language import filled
from cnn.words.lists import sentences
from gui.background.task import Background, Newest
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import AskedModel, Subject, run_asked
from gui.style import theme
from gui.widgets.basic import asking
from gui.widgets.plot.history import History
from gui.widgets.watching.film import GIF, MP4, Beside, Film, FilmView, load_film, save_film, video_program

#: milliseconds between two pictures of a film that plays: 100 moments in 3.3 s
FRAME = 33
#: how many moments are offered to be kept
USUAL = 100
#: the question about the second film
_SECOND = "watch_film_beside"
#: runs that are looked through for moments
MOST_RUNS = 300


class FilmPanel(QWidget):
    """Asks for the film of the run that is looked at, once the panel is seen."""

    refused = Signal(str, str)  # why a film could not be saved, and what to do

    def __init__(
        self,
        document: Document,
        session: TrainingSession,
        subject: Subject,
        questions: ModelQuestions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._subject, self._questions = document, session, subject, questions
        self._wanted: tuple[Path, ChosenImage, str, int] | None = None  # what the film that is shown or comes is of
        self._saving = False
        self._text = QLabel()
        self._playing = QTimer(self, interval=FRAME)
        self._playing.timeout.connect(self._next)
        self._second: tuple[Path, ChosenImage, str, int] | None = None  # and what the film beside it is of
        self._second_run: Path | None = None
        self._listing = Newest(self)
        self._calm = QTimer(self, singleShot=True, interval=0)
        self._calm.timeout.connect(self._ask)
        self._build()
        session.finished.connect(self._soon)
        subject.imageChanged.connect(self._soon)
        subject.modelChanged.connect(self._soon)
        document.opened.connect(self._soon)
        document.recipeChanged.connect(lambda _: self._offer())

    @property
    def film(self) -> Film | None:
        """What is shown."""
        return self.view.film

    # ------------------------------------------------------------------ asking

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever looks gets the film of the run as it is now."""
        super().showEvent(event)
        self._soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._play(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_moment()

    def _soon(self, *_: object) -> None:
        if self.isVisible():
            self._calm.start()

    @property
    def _run(self) -> Path | None:
        return run_asked(self._subject, self._session, self._document)

    def _ask(self) -> None:
        run = self._run
        moments = kept(RunFolder(run, "").moments) if run is not None else []
        if run is None or not moments:
            self._say(self.tr("A training can keep moments of itself, to be watched here afterwards."), offer=True)
            return
        if self._session.busy and self._session.run is not None and self._session.run.path == run:
            self._say(
                filled(self.tr("{0} moments are kept so far. The film can be watched when the training is over."), len(moments))
            )
            return
        image = self._subject.image or ChosenImage(place=0, part="all")
        wanted = (run, image, self.layers.currentText(), len(moments))
        if wanted == self._wanted:
            return
        if self.film is None:
            self._say(filled(self.tr("Looking at {0} moments …"), len(moments)))
        self._wanted = wanted
        make = partial(WatchFilm, image=image, layer=wanted[2])
        model = AskedModel(run=run)
        hear = partial(self._on_answer, wanted), self._on_refused, self._tell
        self._questions.ask("watch_film", make, *hear, model=model, patient=True)

    def _tell(self, stage: str) -> None:
        if self.film is None:
            self._text.setText(stage)
        else:
            self.where.setText(stage)

    def _on_answer(self, wanted: tuple[Path, ChosenImage, str, int], answer: Mapping[str, Any]) -> None:
        film = load_film(answer, Path(answer["path"]))
        if wanted == self._wanted:
            Background(partial(_curves, wanted[0]), self).done.connect(partial(self._show, film))

    def _show(self, film: Film, history: History) -> None:
        first = self.film is None
        self._fill_layers(film)
        self.view.show_film(replace(film, curves=self._curves_of(history)))
        self.slider.setRange(0, len(film) - 1)
        if first:
            self.slider.setValue(len(film) - 1)
        self._show_moment()
        self._pages.setCurrentIndex(1)
        run = self._run
        self._listing.ask(lambda: _with_moments(run), self._offer_runs)
        self._ask_second()

    def _curves_of(self, history: History) -> list[tuple[str, str, list[tuple[float, float]]]]:
        names = (("loss", self.tr("training loss"), "accent"), ("val_loss", self.tr("validation loss"), "validation"))
        return [
            (words, colour, [(x, y) for x, y in zip(history.curve(name).x, history.curve(name).y, strict=True) if isfinite(y)])
            for name, words, colour in names
            if len(history.curve(name))
        ]

    # ------------------------------------------------------------------ a second film

    def _offer_runs(self, runs: Sequence[tuple[str, Path]]) -> None:
        """Other runs that kept moments."""
        blocked = self.beside.blockSignals(True)
        self.beside.clear()
        self.beside.addItem(self.tr("Alone"), None)
        for title, run in runs:
            self.beside.addItem(filled(self.tr("Beside {0}"), title), str(run))
        place = self.beside.findData(str(self._second_run)) if self._second_run is not None else 0
        self.beside.setCurrentIndex(max(place, 0))
        self.beside.setVisible(self.beside.count() > 1)
        self.beside.blockSignals(blocked)

    def _choose_second(self, place: int) -> None:
        chosen = self.beside.itemData(place)
        self._second_run = Path(chosen) if chosen else None
        if self._second_run is None:
            self._questions.call_off(_SECOND)
            self._second = None
            self.view.show_beside(None)
            self._show_moment()
        self._ask_second()

    def _ask_second(self) -> None:
        """The other run's film, of the same image and layer, where it has a layer of that name."""
        run, first = self._second_run, self._wanted
        if run is None or first is None:
            return
        wanted = (run, first[1], first[2], len(kept(RunFolder(run, "").moments)))
        if wanted != self._second:
            self._second = wanted
            make = partial(WatchFilm, image=first[1], layer=first[2])
            hear = partial(self._on_second, wanted), partial(self._on_second_refused, wanted), self._tell
            self._questions.ask(_SECOND, make, *hear, model=AskedModel(run=run), patient=True)

    def _on_second(self, wanted: tuple[Path, ChosenImage, str, int], answer: Mapping[str, Any]) -> None:
        film = load_film(answer, Path(answer["path"]))
        if wanted == self._second:
            Background(partial(_curves, wanted[0]), self).done.connect(partial(self._show_second, film, wanted[0]))

    def _show_second(self, film: Film, run: Path, history: History) -> None:
        first = self._wanted
        if first is not None and self._second is not None and self._second[0] == run:
            mine, other = told_apart([(run_title(shown), shown) for shown in (first[0], run)])
            titles = mine, other
            self.view.show_beside(Beside(replace(film, curves=self._curves_of(history)), titles))
            self._show_moment()

    def _on_second_refused(self, wanted: tuple[Path, ChosenImage, str, int], error: LayerloomError) -> None:
        if wanted == self._second:
            if wanted[2]:  # it may have no such layer: then its own first one
                self._second = (*wanted[:2], "", wanted[3])
                make = partial(WatchFilm, image=wanted[1], layer="")
                hear = partial(self._on_second, self._second), partial(self._on_second_refused, self._second), self._tell
                self._questions.ask(_SECOND, make, *hear, model=AskedModel(run=wanted[0]), patient=True)
                return
            self.refused.emit(error.message, error.hint)

    def _fill_layers(self, film: Film) -> None:
        self.layers.blockSignals(True)
        self.layers.clear()
        self.layers.addItems(film.told["layers"])
        self.layers.setCurrentText(film.told["layer"])
        self.layers.setVisible(self.layers.count() > 1)
        self.layers.blockSignals(False)
        if self._wanted is not None:
            self._wanted = (*self._wanted[:2], film.told["layer"], self._wanted[3])

    def _on_refused(self, error: LayerloomError) -> None:
        self._wanted = None
        self._say(sentences(error.message, error.hint))

    def _say(self, text: str, *, offer: bool = False) -> None:
        """There is no film to be seen; why."""
        self._questions.call_off("watch_film")
        self._questions.call_off(_SECOND)
        self._second = None
        self.view.show_beside(None)
        self._wanted = None
        self._play(False)
        self.view.show_film(None)
        self._text.setText(text)
        self._offers = offer
        self._offer()
        self.past.hide()
        if offer:
            self._listing.ask(lambda: _with_moments(None), self._offer_past)
        self._pages.setCurrentIndex(0)

    def _offer_past(self, runs: Sequence[tuple[str, Path]]) -> None:
        """Where this run kept no moments: the films of others."""
        self.past.clear()
        for title, run in runs:
            self.past.addItem(title, str(run))
        self.past.setCurrentIndex(-1)
        self.past.setVisible(bool(runs))

    def _choose_past(self, place: int) -> None:
        self._subject.choose_model(AskedModel(run=Path(self.past.itemData(place))))

    def _offer(self) -> None:
        """What the next training would do about it."""
        keeps = self._document.recipe.moments > 0
        self.keep.setVisible(self._offers)
        self.keep.setEnabled(not keeps)
        self.keep.setText(
            filled(self.tr("The next training keeps {0} moments"), self._document.recipe.moments)
            if keeps
            else filled(self.tr("Keep {0} moments of the next training"), USUAL)
        )

    # ------------------------------------------------------------------ watching

    def _show_moment(self) -> None:
        self.view.show_moment(self.slider.value())
        if self.film is not None:
            self.where.setText(self.view.words)

    def _play(self, on: bool) -> None:
        if on and self.slider.value() == self.slider.maximum():
            self.slider.setValue(0)
        self._playing.start() if on else self._playing.stop()
        self.play.setChecked(on)
        self.play.setText(self.tr("Pause", "a film") if on else self.tr("Play"))

    def _next(self) -> None:
        if self.slider.value() >= self.slider.maximum():
            self._play(False)
        else:
            self.slider.setValue(self.slider.value() + 1)

    def _save(self) -> None:
        film = self.film
        if film is None or self._saving:
            return
        kinds = "*.gif;;*.mp4" if video_program() else "*.gif"
        name = asking.for_new_file(self, self.tr("Save the film"), f"{self._document.title}.gif", kinds, "networks")
        if not name:
            return
        path = Path(name) if name.lower().endswith((GIF, MP4)) else Path(f"{name}{GIF}")
        self._saving = True
        self.save.setEnabled(False)
        task = Background(partial(save_film, film, path, theme.current(), self.font(), self.view.beside), self)
        task.done.connect(lambda _: self._saved(filled(self.tr("Saved: {0}"), path)))
        task.refused.connect(self._not_saved)

    def _saved(self, words: str) -> None:
        self._saving = False
        self.save.setEnabled(True)
        self.where.setText(words)

    def _not_saved(self, error: LayerloomError) -> None:
        self._saved("")
        self.refused.emit(error.message, error.hint)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._pages = QStackedLayout(self)
        self._offers = False
        empty = QWidget(self)
        self._text.setObjectName("filmText")
        self._text.setProperty("look", "secondary")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self.keep = QPushButton()
        self.keep.setObjectName("keepMoments")
        self.keep.clicked.connect(lambda: self._document.set_recipe(moments=USUAL))
        self.past = QComboBox()
        self.past.setObjectName("filmPast")
        self.past.setAccessibleName(self.tr("A past training whose film is watched"))
        self.past.setPlaceholderText(self.tr("Watch a past training …"))
        self.past.activated.connect(self._choose_past)
        self.past.hide()
        column = QVBoxLayout(empty)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.past, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._pages.addWidget(empty)
        self._pages.addWidget(self._build_film())

    def _build_film(self) -> QWidget:
        page = QWidget(self)
        self.view = FilmView(page)
        self.play = QPushButton(self.tr("Play"))
        self.play.setObjectName("playFilm")
        self.play.setCheckable(True)
        self.play.clicked.connect(self._play)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("filmSlider")
        self.slider.setAccessibleName(self.tr("Moment of the training"))
        self.slider.valueChanged.connect(lambda _: self._show_moment())
        self.layers = QComboBox()
        self.layers.setObjectName("filmLayer")
        self.layers.setAccessibleName(self.tr("Layer whose filters and feature maps are shown"))
        self.layers.setToolTip(self.tr("Layer whose filters and feature maps are shown"))
        self.layers.activated.connect(lambda _: self._soon())
        self.beside = QComboBox()
        self.beside.setObjectName("filmBeside")
        self.beside.setAccessibleName(self.tr("Another run that moves with this one"))
        self.beside.setToolTip(self.tr("Another run that moves with this one"))
        self.beside.setMaximumWidth(220)
        self.beside.activated.connect(self._choose_second)
        self.beside.hide()
        self.save = QPushButton(self.tr("Save the film …"))
        self.save.setObjectName("saveFilm")
        self.save.setToolTip(self.tr("As a GIF; where ffmpeg is installed (or by pip: imageio-ffmpeg) also as an MP4"))
        self.save.clicked.connect(self._save)
        self.where = QLabel()
        self.where.setObjectName("filmMoment")
        self.where.setProperty("look", "secondary")
        self.where.setFont(theme.number_font(self.where.font()))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.beside)
        row.addWidget(self.layers)
        row.addWidget(self.save)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self.where)
        column.addLayout(row)
        return page


def _with_moments(own: Path | None) -> list[tuple[str, Path]]:
    """Other runs that kept moments, the newest first."""
    found = []
    for record in newest_records(MOST_RUNS):
        folder = Path(record.folder)
        if folder != own and kept(RunFolder(folder, "").moments):
            found.append((run_title(folder), folder))
    own_title = [] if own is None else [(run_title(own), own)]  # told apart from that as well
    titles = told_apart([*found, *own_title])
    return [(title, folder) for title, (_, folder) in zip(titles, found, strict=False)]


def _curves(run: Path) -> History:
    return History.read(run / "events.jsonl")
