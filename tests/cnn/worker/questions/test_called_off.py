"""A question that nobody wants answered any more ends in the real worker, which goes on with its model."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.project import Project, save
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Answer, CallOff, Explain, Failed, Progress
from tests.cnn.worker.conversation import Desk, small_network

pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.slow]


def test_a_map_that_is_called_off_is_not_made_and_the_next_one_is(desk: Desk, tmp_path: Path) -> None:
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (28, 28), np.uint8)).save(tmp_path / "a.png")
    save(Project(small_network()), tmp_path / "net.loom")
    asked = {"project": str(tmp_path / "net.loom"), "weights": "", "image": ChosenImage(file=str(tmp_path / "a.png"))}
    for request, method in (("first", "occlusion"), ("second", "smooth_grad")):
        desk.worker.send(Explain(request=request, method=method, path=str(tmp_path / f"{request}.npz"), **asked))  # type: ignore[arg-type]
    desk.worker.send(CallOff(request="first"))
    events = []
    for event in desk._events:
        events.append(event)
        if isinstance(event, Answer | Failed) and event.request == "second":
            break
    (refusal,) = [event for event in events if isinstance(event, Failed)]
    assert (refusal.request, refusal.error) == ("first", "CalledOffError")
    assert not (tmp_path / "first.npz").exists()
    assert isinstance(events[-1], Answer)
    assert [event.stage for event in events if isinstance(event, Progress) and event.request == "second"] == [
        "copy 0 of 48",
        "copy 16 of 48",
        "copy 32 of 48",
    ]
    with np.load(tmp_path / "second.npz") as arrays:
        assert arrays["map"].shape == (28, 28)
