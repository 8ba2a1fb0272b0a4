"""What pages of the evaluation are made from, with a worker that pretends."""

from collections.abc import Iterator

import pytest

from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject
from gui.panels.evaluation.pages import PageParts


@pytest.fixture
def subject() -> Subject:
    return Subject()


@pytest.fixture
def evaluations(session: TrainingSession, document: Document, subject: Subject) -> Iterator[Evaluations]:
    """Of nothing yet."""
    questions = ModelQuestions(document, subject, session)
    evaluations = Evaluations(subject, questions)
    yield evaluations
    evaluations.close()
    questions.close()


@pytest.fixture
def asked_about(document: Document, session: TrainingSession, subject: Subject) -> Iterator[PageParts]:
    """LeNet-5 as the open network, and nobody who trains."""
    questions = ModelQuestions(document, subject, session)
    evaluations = Evaluations(subject, questions)
    yield PageParts(document, session, subject, questions, evaluations)
    evaluations.close()
    questions.close()
