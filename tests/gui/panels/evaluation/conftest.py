"""What pages of the evaluation are made from, with a worker that pretends."""

from collections.abc import Iterator

import pytest

from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.model_questions import ModelQuestions
from gui.document.subject import Subject
from gui.panels.evaluation.pages import PageParts


@pytest.fixture
def asked_about(document: Document, session: TrainingSession) -> Iterator[PageParts]:
    """LeNet-5 as the open network, and nobody who trains."""
    subject = Subject()
    questions = ModelQuestions(document, subject, session)
    yield PageParts(document, session, subject, questions)
    questions.close()
