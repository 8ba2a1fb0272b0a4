"""The guided tour that goes on: which step it is at, whether that is done, and what was told.

A step is looked at whenever the design, its settings or its dataset change, and when a training ends; nobody presses a button.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from cnn.errors import LayerloomError
from cnn.project import Project
from cnn.runs.messages import Finished
from cnn.tours.checks import same_network
from cnn.tours.reckoning import read_number, verdict
from cnn.tours.tour import Reckoning, Situation, Step, Tour, Trained
from cnn.words.language import filled, tr
from gui.background.training_session import TrainingSession
from gui.document.document import Document
from gui.settings import settings

log = logging.getLogger(__name__)


class Told(Enum):
    """How a number came to be known."""

    RIGHT = auto()
    SHOWN = auto()


@dataclass
class _Progress:
    """How far a tour was gone: its step, what was done and told, and the designs of its parts as they were left."""

    place: int = 0
    done: set[int] = field(default_factory=set)
    told: dict[int, tuple[Told, Reckoning]] = field(default_factory=dict)
    trained: list[Trained] = field(default_factory=list)
    designs: dict[int, Project] = field(default_factory=dict)


class Touring(QObject):
    """Opens a tour's designs in the document, and follows what becomes of them."""

    changed = Signal()  # another tour or step, or the step is done, or no longer
    trainWanted = Signal()  # somebody wants to be shown how it is trained
    ended = Signal()

    def __init__(self, document: Document, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.may_open: Callable[[], bool] = lambda: True  # asks before a design of the person's own goes
        self.tour: Tour | None = None
        self.place = 0  # of the step, from 0
        self.away = False  # whether a design is open that is not the tour's
        self.missing = ""  # what the step still wants; "" when it is done
        self._gone = _Progress()
        self._left: dict[str, _Progress] = {}  # tours that were left on the way
        self._opening = False
        self._ours: Project | None = None  # the design of the tour that was gone or left last, as it was then
        for signal in (document.analysisChanged, document.recipeChanged, document.datasetChanged, document.factsChanged):
            signal.connect(self._follow)
        document.opened.connect(self._on_opened)
        session.finished.connect(self._on_finished)
        session.stateChanged.connect(self._follow)

    # ------------------------------------------------------------------ reading

    @property
    def step(self) -> Step | None:
        """The step it is at."""
        return self.tour.steps[self.place] if self.tour is not None else None

    @property
    def situation(self) -> Situation:
        """What steps are judged by."""
        document = self._document
        return Situation(document.project, document.analysis, tuple(self._gone.trained), document.facts)

    @property
    def done(self) -> bool:
        """Whether the step was done once: what is changed later leaves that as it is."""
        return self.place in self._gone.done

    @property
    def is_last(self) -> bool:
        """Whether no step comes behind this one."""
        return self.tour is not None and self.place == len(self.tour.steps) - 1

    @property
    def told(self) -> Told | None:
        """How the number that the step asks for came to be known; `None` when it is not yet, or none is asked for."""
        known = self._gone.told.get(self.place)
        return known[0] if known is not None else None

    @property
    def reckoning(self) -> Reckoning | None:
        """The number that the step asks for; once it is told, as it was then, whatever becomes of the design."""
        if (known := self._gone.told.get(self.place)) is not None:
            return known[1]
        step = self.step
        return step.question.reckoned(self.situation) if step is not None and step.question is not None else None

    @property
    def waits(self) -> bool:
        """Whether the number that the step asks for can't be told yet: what it is about was taken back, or is gone."""
        return self.step is not None and self.step.question is not None and self.told is None and bool(self._lacking())

    @property
    def trains(self) -> bool:
        """Whether the training goes on that the step asks for."""
        return self.step is not None and self.step.trains and self._session.busy

    @property
    def found(self) -> str:
        """What the step has shown, once it is done."""
        step = self.step
        return step.found(self.situation) if step is not None and step.found is not None and not self.missing else ""

    # ------------------------------------------------------------------ going

    def left_at(self, tour: Tour) -> int:
        """The step at which a tour was left, from 0; where it wasn't begun, or was gone to its end, its first."""
        return self._left[tour.name].place if tour.name in self._left else _place_kept(tour)

    def begin(self, tour: Tour, *, anew: bool = False) -> bool:
        """Opens the design of the step at which the tour was left, as it was then, or the tour's first one, also with `anew`;
        once the present one is safe."""
        if self.tour is not None:
            self._keep_place()
            self._keep_design()
        before = self.tour, self.place, self._gone
        gone = _Progress() if anew else self._left.get(tour.name) or _gone_before(tour)
        self.tour, self.place, self._gone = tour, gone.place, gone
        if not self._open(ask=True):
            self.tour, self.place, self._gone = before
            return False
        log.info("Tour %s", tour.name)
        self._follow()
        self._reveal()
        return True

    def leave(self) -> None:
        """Ends the tour; the design stays as it is, and the tour goes on from here when it is begun again."""
        self._keep_place()
        self._end()

    def go(self, by: int) -> None:
        """Goes on by so many steps, or back; from the last one on to the end."""
        if self.tour is None:
            return
        if by > 0 and self.is_last:
            settings.keep_shown(done_name(self.tour), True)
            settings.keep_tour_place(self.tour.name, 0)
            self._left.pop(self.tour.name, None)  # before it is told: it begins with its first step again
            self._end()
            return
        before, self.place = self.place, max(self.place + by, 0)
        part = _part(self.tour, before)
        if part != _part(self.tour, self.place):
            if not self.away:
                self._gone.designs[part] = self._document.project
            if not self._open(ask=False):
                self.place = before
        settings.keep_tour_place(self.tour.name, self.place)
        self._follow()
        self._reveal()

    def return_to_design(self) -> None:
        """Opens the design of the step again, or of the nearest one before it."""
        if self._open(ask=True):
            self._follow()

    def show_me(self) -> None:
        """Does what the step asks for, in one undo step, and trains it where that is wanted; or tells the number that is asked
        for."""
        step = self.step
        if step is None:
            return
        before, waits = self._taken_back(), self.waits
        if before is not None and (waits or (step.trains and step.edit is None and self.missing)) and not self._edit(before):
            return
        if waits:
            return
        if (asked := self.reckoning) is not None and self.told is None:
            self._gone.told[self.place] = Told.SHOWN, asked
            self._follow()
        elif step.edit is not None and self.missing and not self._edit(step):
            return
        elif step.trains and self.missing:
            self.trainWanted.emit()
        self._reveal()

    def tell(self, text: str) -> str:
        """Takes the number that a person has typed; returns what is wrong with it, "" when it is right."""
        asked = self.reckoning
        if asked is None or self.waits:
            return self.missing
        number = read_number(text, of_hundred=asked.of_hundred)
        if number is None:
            return tr("Type a number, or how you work it out, such as (3·3 + 1)·8.")
        wrong = verdict(number, asked)
        if not wrong:
            self._gone.told[self.place] = Told.RIGHT, asked
            self._follow()
        return wrong

    def retell(self) -> None:
        """Says what is missing in the language that is spoken now."""
        self._follow()

    # ------------------------------------------------------------------ inside

    def _end(self) -> None:
        self._keep_design()
        self.tour, self.place, self.away = None, 0, False
        self._hide()
        self.changed.emit()
        self.ended.emit()

    def _taken_back(self) -> Step | None:
        """The last step before this one that changed the design, where that is not there any more."""
        assert self.tour is not None
        steps = self.tour.steps[_part(self.tour, self.place) : self.place]
        step = next((step for step in reversed(steps) if step.edit is not None and not step.trains), None)
        return step if step is not None and step.check is not None and step.check(self.situation) else None

    def _lacking(self) -> str:
        """What has to be there before the number of the step can be told; "" where nothing is missing."""
        before, asked = self._taken_back(), self.reckoning
        if before is not None and before.check is not None:
            return before.check(self.situation)
        return asked.missing if asked is not None else ""

    def _edit(self, step: Step) -> bool:
        """Makes the edit of a step, unless the design is so already; says why and returns False where it can't be made."""
        assert step.edit is not None
        try:
            after = step.edit(self._document.project)
        except LayerloomError:
            after = None
        if after is None or not (step.trains or step.check is None or step.check(Situation.of(after)) == ""):
            self.missing = tr("Too much was changed for that: take your changes back (Ctrl+Z) and try again.")
            self.changed.emit()
            return False
        if (
            after.recipe == self._document.recipe
            and after.graph == self._document.graph
            and after.dataset == self._document.dataset
        ):
            return True
        self._document.adopt(filled(self.tr("Show me: {0}"), tr(step.title)), after)
        return True

    def _reveal(self) -> None:
        """The layer that the step is about comes into sight."""
        step = self.step
        if step is None or not step.layer or self.away:
            return
        found = next((node for node in self._document.graph.nodes.values() if node.name == step.layer), None)
        if found is not None:
            self._document.reveal(found.id)

    def _keep_place(self) -> None:
        """What was come to in the tour is there when it is begun again."""
        if self.tour is None:
            return
        self._gone.place = self.place
        if not self.away:
            self._gone.designs[_part(self.tour, self.place)] = self._document.project
        if self.place or self._gone.done:
            self._left[self.tour.name] = self._gone

    def _keep_design(self) -> None:
        """Another tour may take its place unasked, as long as nobody changes it."""
        if not self.away:
            self._ours = self._document.project if self._document.path is None else None

    def _open(self, *, ask: bool) -> bool:
        """Opens the design of the step, or of the last one before it that has one, as it was left if it was open before. A
        design of a tour's own that no file holds may go without a question: it can be had again."""
        assert self.tour is not None
        part = _part(self.tour, self.place)
        start = self.tour.steps[part].start
        assert start is not None
        ours = not self.away and self._document.path is None
        if part in self._gone.designs and self._gone.designs[part] == self._document.project:
            self.away = False  # it is open still, with all that can be undone
            return True
        unchanged = self._document.path is None and self._document.project == self._ours
        if not ((ours and not ask) or unchanged or self.may_open()):
            return False
        try:
            project = self._gone.designs.get(part) or start()
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return False
        self._opening = True
        try:
            self._document.replace_project(project)
        finally:
            self._opening = False
        self.away = False
        return True

    def _on_opened(self) -> None:
        if self.tour is not None and not self._opening:
            self.away = True
            self._hide()
            self.changed.emit()

    def _on_finished(self, event: Finished) -> None:
        project, figures = self._session.project, {name: value for name, value in event.final.items() if value is not None}
        if project is None or not figures:  # it was stopped before it could tell anything
            return
        trained = Trained(project, figures)
        for gone in self._left.values():  # a tour that was left meanwhile finds it when it goes on
            designs = gone.designs.values()
            if not (self.tour is not None and gone is self._gone) and any(
                same_network(design.graph, project.graph) for design in designs
            ):
                gone.trained.append(trained)
        if self.tour is not None:
            self._gone.trained.append(trained)
            self._follow()

    def _follow(self, *_: object) -> None:
        step = self.step
        if step is None or self._opening:
            return
        self.missing = "" if step.check is None else step.check(self.situation)
        if step.question is not None and self.told is None:
            self.missing = self.missing or self._lacking() or tr("Tell the number first.")
        if self.missing and self.trains:
            self.missing = tr("Training …")
        if not self.missing:
            self._gone.done.add(self.place)
        self._hide()
        self.changed.emit()

    def _hide(self) -> None:
        """Numbers that are asked for are not shown until they were told."""
        graph, names = self._document.graph, self._asked()
        self._document.hide("tour", [node.id for node in graph.nodes.values() if node.name in names and not self.away])

    def _asked(self) -> tuple[str, ...]:
        """Layers whose numbers are asked for, now, or as soon as the person goes on from what they have changed or told."""
        if self.tour is None:
            return ()
        step, place = self.tour.steps[self.place], self.place
        goes_on = place in self._gone.told if step.question is not None else step.edit is not None and not step.trains
        if goes_on and not self.missing and not self.is_last:
            place += 1
            if self.tour.steps[place].start is not None:
                return ()
        question = self.tour.steps[place].question
        return question.hides if question is not None and place not in self._gone.told else ()


def _place_kept(tour: Tour) -> int:
    """The step at which a tour was left when the program ran last; not beyond one that trains, which has to be seen again."""
    kept = min(settings.tour_place(tour.name), len(tour.steps) - 1)
    return next((place for place, step in enumerate(tour.steps[:kept]) if step.trains), kept)


def _gone_before(tour: Tour) -> _Progress:
    """As far as a tour was gone when the program ran last: its design as the steps before would make it."""
    place = _place_kept(tour)
    part = _part(tour, place)
    start = tour.steps[part].start
    if not place or start is None:
        return _Progress()
    told: dict[int, tuple[Told, Reckoning]] = {}
    try:
        project = start()
        for number, step in enumerate(tour.steps[:place]):
            project = project if step.start is None else step.start()
            if step.question is not None:
                told[number] = Told.SHOWN, step.question.reckoned(Situation.of(project))
            project = step.edit(project) if step.edit is not None else project
        project = start() if part == place else project
    except LayerloomError:  # its images are gone, or the tour is another one by now
        return _Progress()
    return _Progress(place, set(range(place)), told, designs={part: project})


def _part(tour: Tour, place: int) -> int:
    """The step with which the part of the tour begins that a step belongs to: the last one up to it that opens a design."""
    return max(number for number, step in enumerate(tour.steps[: place + 1]) if step.start is not None)


def done_name(tour: Tour) -> str:
    """Under which name it is kept that a tour was gone to its end."""
    return f"tour-{tour.name}"
