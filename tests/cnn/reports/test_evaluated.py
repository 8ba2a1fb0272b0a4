"""What a report says of a model is what `evaluate` says, in the terms of what was learned; its worst mistakes are real ones."""

import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.layers import Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.reports.gathered import gather
from cnn.reports.report import written
from cnn.runs.messages import Evaluate
from cnn.words.quantities import figure
from cnn.worker.answers import mistakes
from tests.cnn.reports.pages import Page
from tests.cnn.reports.runs import run_of


def test_the_worst_mistakes_are_wrong_and_most_sure() -> None:
    truth = np.array([0, 1, 1, 0])
    said = np.array([[0.9, 0.1], [0.8, 0.2], [0.6, 0.4], [0.3, 0.7]])
    found = mistakes.of_classes(truth, said, ("a", "b"), 2)
    assert [(item["image"], item["true"], item["said"], item["probability"]) for item in found] == [
        (1, "b", "a", 0.8),
        (3, "a", "b", 0.7),
    ]


def test_labels_are_worst_where_one_is_furthest_off() -> None:
    truth = np.array([[1, 0], [1, 1], [0, 0]], np.float32)
    said = np.array([[0.9, 0.1], [0.2, 0.9], [0.6, 0.99]], np.float32)
    found = mistakes.of_labels(truth, said, ("cat", "dog"), 9)
    assert [(item["image"], item["true"], item["said"]) for item in found] == [(2, "", "cat, dog"), (1, "cat, dog", "dog")]


def test_numbers_are_measured_by_how_much_they_vary() -> None:
    truth = np.array([[0, 0], [1, 1000]], np.float32)
    said = np.array([[0.9, 0], [1, 1100]], np.float32)
    assert [item["image"] for item in mistakes.of_numbers(truth, said, 9)] == [0, 1]


def _data(path: Path, task: str) -> tuple[Path, int]:
    """200 digits with what is to be learned of them, and how many numbers that takes."""
    digits = open_dataset("mnist-sample").train
    places = np.arange(0, 5000, 25)
    images, labels = digits.images[places], digits.labels[places]
    learned = {
        "classes": labels,
        "labels": np.stack([labels % 2, labels > 4, labels == 0], axis=1).astype(np.float32),
        "numbers": np.stack([labels / 3 + 0.01, images.mean(axis=(1, 2, 3))], axis=1).astype(np.float32),
    }[task]
    np.savez(path / "data.npz", x_train=images, y_train=learned)
    return path / "data.npz", {"classes": 10, "labels": 3, "numbers": 2}[task]


def _asked_by_the_card(card: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the card's program prints of a digit, run where the model lies."""
    Image.fromarray(open_dataset("mnist-sample").train.images[0][..., 0]).save(folder / "digit.png")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["program", "digit.png"])
    told = io.StringIO()
    with redirect_stdout(told):
        exec(card.split("```python\n")[1].split("```")[0], {})
    return told


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("task", ["classes", "labels", "numbers"])
def test_figures_and_mistakes_are_those_of_evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, task: Any) -> None:
    pytest.importorskip("keras")
    from cnn.worker.answers.evaluate import evaluate
    from cnn.worker.model.builder import build

    data, units = _data(tmp_path, task)
    net = Network("small")
    activation = {"classes": "softmax", "labels": "sigmoid", "numbers": "linear"}[task]
    net(Dense(units=units, activation=activation), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))))
    project = Project(net.graph, Recipe(), f"{data}::task={task}")
    names = tuple(open_dataset(project.dataset).classes)
    run = run_of(tmp_path / "run", project, classes=names, task=task)
    build(net.graph, seed=1).save(run.model)
    asked: list[Evaluate] = []

    def ask(question: Any) -> Any:
        asked.append(question)
        return evaluate(question)

    found = gather(run, ask, lambda _: None)
    page = Page(written(found, ".html").decode())
    plain = evaluate(asked[0].model_copy(update={"mistakes": 0, "pictures": ""}))
    assert "mistakes" not in plain
    cells = page.cells()
    for value in (plain["loss"], *plain["metrics"].values()):
        assert figure(value) in cells
    for row in plain["per_class"]:
        assert all(figure(value) in cells for name, value in row.items() if name != "class" and isinstance(value, float))
    assert found.verdict is not None
    worst = found.verdict.answer["mistakes"]
    assert worst
    assert {mistake["place"] for mistake in worst} == set(found.verdict.pictures)
    assert "data:image/png;base64," in "".join(value for tag, name, value in page.attributes if (tag, name) == ("img", "src"))
    if task == "classes":
        wrong = sum(map(sum, plain["confusion_matrix"])) - sum(row[i] for i, row in enumerate(plain["confusion_matrix"]))
        assert len(worst) == min(wrong, 24)
        assert all(mistake["true"] != mistake["said"] for mistake in worst)
        seen = _asked_by_the_card(written(found, ".md").decode(), run.path, monkeypatch)
        assert seen.getvalue().strip() in names
    if task == "numbers":
        assert page.tags.count("figure") >= 2
        assert "predicted" in cells
