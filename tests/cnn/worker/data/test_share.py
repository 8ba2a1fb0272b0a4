"""The rows that each of several processes computes are, together, those of one process."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stages import examples

pytest.importorskip("keras")
pytestmark = pytest.mark.keras

import numpy as np  # noqa: E402

from cnn.project import load  # noqa: E402
from cnn.worker.data.share import Share  # noqa: E402
from cnn.worker.data.training_data import TrainingData  # noqa: E402
from tests.cnn.worker.together.trained import write_project  # noqa: E402


@given(st.integers(1, 70), st.integers(1, 64), st.integers(1, 5), st.integers(1, 3))
@settings(max_examples=examples(200), deadline=None)
def test_every_row_is_computed_once_and_in_its_place(count: int, full: int, processes: int, each: int) -> None:
    shares = [Share(number, processes, processes * each) for number in range(processes)]
    sizes = shares[0].sizes(count, full)
    for rows in {min(full, count), count % full or min(full, count)}:
        places = np.concatenate([share.places(rows, full).numpy() for share in shares])
        assert len({len(share.places(rows, full)) for share in shares}) == 1, "JAX wants equal parts"
        assert len(places) % (processes * each) == 0
        assert places[: sizes[len(places)]].tolist() == list(range(rows)), "what is left when the rest is taken away"
        assert set(places[rows:].tolist()) <= {rows - 1}


@pytest.mark.story
@pytest.mark.parametrize(
    "augmentation", ["", "RandomTranslation(0.1, 0.1), RandomFlip('horizontal')", "MixUp()", "RandomErasing()"]
)
def test_batches_of_two_processes_are_those_of_one(tmp_path: Path, augmentation: str) -> None:
    project = load(write_project(tmp_path, augmentation=augmentation))
    whole = TrainingData.of(project)
    parts = [TrainingData.of(project, share=Share(number, 2, 2)) for number in range(2)]
    for name in ("train", "validation"):
        for data in (whole, *parts):
            getattr(data, name).shuffle(3, 1)
        batches = zip(*(getattr(data, name).dataset() for data in (whole, *parts)), strict=True)
        for (images, labels), (first, one), (second, two) in batches:
            rows = len(images)
            assert getattr(parts[0], name).filled[len(first) + len(second)] == rows
            assert np.array_equal(np.concatenate([first, second])[:rows], images)
            assert np.array_equal(np.concatenate([one, two])[:rows], labels)
