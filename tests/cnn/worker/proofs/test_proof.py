"""What a runtime is asked, how often, and what is kept of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.worker.proofs import proof


@pytest.fixture(name="asked")
def _asked() -> list[int]:
    return []


def _runtime(asked: list[int]) -> proof.Ask:
    def ask(images: Sequence[Any]) -> list[Any]:
        asked.append(len(images[0]))
        return [images[0].sum(axis=(1, 2, 3)), images[0][:, 0, 0]]

    return ask


@pytest.mark.parametrize("count", [1, 16, 64, 150])
def test_each_image_is_answered_once_however_many_there_are(tmp_path: Path, asked: list[int], count: int) -> None:
    images = np.random.default_rng(0).uniform(size=(count, 2, 2, 3)).astype(np.float32)
    told = proof._asked(_runtime(asked), [images], tmp_path)
    sums, corners = (np.load(tmp_path / f"said-{place}.npy") for place in range(told["outputs"]))
    np.testing.assert_allclose(sums, images.sum(axis=(1, 2, 3)))
    np.testing.assert_array_equal(corners, images[:, 0, 0])
    assert told["seconds_for_1"] > 0
    assert told["seconds_for_64"] > 0
    assert {1, 64} <= set(asked)


def test_a_question_that_takes_long_is_not_asked_again_to_measure_it(
    tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """AlexNet takes seconds for 64 images."""
    monkeypatch.setattr(proof, "PATIENCE", 1e-9)
    proof._asked(_runtime(asked), [np.zeros((16, 2, 2, 3), np.float32)], tmp_path)
    assert asked == [1, 1, 64]


def test_a_runtimes_very_first_answer_is_not_what_an_image_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keras's may take a hundred times as long as the next."""
    clock = [0.0]
    monkeypatch.setattr(proof.time, "perf_counter", lambda: clock[0])
    costs = iter([50.0])

    def ask(images: Sequence[Any]) -> list[Any]:
        clock[0] += next(costs, 0.01 * len(images[0]))
        return [images[0]]

    told = proof._asked(ask, [np.zeros((16, 2, 2, 3), np.float32)], tmp_path)
    assert told["seconds_for_1"] == pytest.approx(0.01)
    assert told["seconds_for_64"] == pytest.approx(0.64)


def test_where_64_images_would_take_too_long_they_are_not_asked_about(
    tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "LONGEST", 0.0)
    told = proof._asked(_runtime(asked), [np.zeros((40, 2, 2, 3), np.float32)], tmp_path)
    assert told["seconds_for_64"] is None
    assert max(asked) < 64
    assert len(np.load(tmp_path / "said-0.npy")) == 40
