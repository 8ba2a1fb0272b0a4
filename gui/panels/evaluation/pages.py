"""The pages of the evaluation panel: each is one entry here, in the order of their buttons; built when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject


@dataclass(frozen=True)
class PageParts:
    """What pages are made from: the open project, its workers, and the image and the model that are asked about."""

    document: Document
    session: TrainingSession
    subject: Subject
    questions: ModelQuestions
    evaluations: Evaluations


class Page(NamedTuple):
    """One page: its name, what stands on its button, and what makes it on its place."""

    name: str
    title: str
    make: Callable[[PageParts, QWidget | None], QWidget]


def pages() -> tuple[Page, ...]:
    """Every page, in the order of the buttons."""
    return (
        Page("scores", _tr("Scores"), _scores),
        Page("images", _tr("Images"), _images),
        Page("map", _tr("Map"), _map),
        Page("compare", _tr("Compare"), _compare),
        Page("try", _tr("Try it"), _try_it),
        Page("why", _tr("Why"), _why),
    )


def _scores(parts: PageParts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.scores import ScoresPage

    return ScoresPage(parts.evaluations, parent)


def _images(parts: PageParts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.images import ImagesPage

    return ImagesPage(parts.document, parts.evaluations, parent)


def _map(parts: PageParts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.image_map import MapPage

    return MapPage(parts.evaluations, parent)


def _compare(parts: PageParts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.compare import ComparePage

    return ComparePage(parts.evaluations, parent)


def _try_it(parts: PageParts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.try_it import TryPage

    return TryPage(parts.document, parts.subject, parts.questions, parent)


def _why(parts: PageParts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.why import WhyPage

    return WhyPage(parts.document, parts.subject, parts.questions, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("EvaluationPages", text)
