"""What a training does is said in a line; a phase that needs none has none."""

import pytest

from cnn.runs.messages import Phase
from gui.widgets.training.phase_words import phase_words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"phase": "data"}, "Reading the images …"),
        ({"phase": "data", "detail": "/share/cells::group={}_*"}, "Reading the images of cells …"),
        ({"phase": "data", "done": 1200, "total": 60000}, "Reading the images: 1,200 of 60,000"),
        ({"phase": "features", "detail": "features of 3 layers"}, "Computes features of 3 layers …"),
        ({"phase": "send", "detail": "data"}, "Preparing on lab: data"),
        ({"phase": "connection", "detail": "gone"}, "Connection to lab lost, reconnecting …"),
        ({"phase": "connection"}, "Connected again to lab"),
        ({"phase": "train"}, ""),
        ({"phase": "resumed"}, ""),
    ],
)
def test_a_phase_in_a_line(told: dict[str, object], words: str) -> None:
    assert phase_words(Phase.model_validate({"time": 0.0, **told}), "lab") == words
