"""Figures that follow from what was said of each image, against scikit-learn and SciPy."""

from pathlib import Path

import numpy as np
import pytest

from cnn.errors import FileError
from cnn.runs.judged import choices, figures, outputs
from cnn.runs.judged.choices import Choice
from cnn.runs.judged.outputs import Judged

CLASSES = ("cat", "dog", "owl")


def judged(count: int = 400, classes: tuple[str, ...] = CLASSES, seed: int = 3) -> Judged:
    """A model that is right more often than not, with probabilities that promise too much."""
    random = np.random.default_rng(seed)
    truth = random.integers(len(classes), size=count).astype(np.int32)
    logits = random.normal(size=(count, len(classes))) * 2
    logits[np.arange(count), truth] += 2
    sure = (np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)).astype(np.float32)
    top = np.argsort(-sure, axis=-1, kind="stable").astype(np.int32)
    own = sure[np.arange(count), truth]
    top_sure = np.take_along_axis(sure, top, axis=-1)
    return Judged("classes", classes, truth, top[:, 0].copy(), top_sure[:, 0].copy(), own, -np.log(own), top, top_sure)


def labels(count: int = 300) -> Judged:
    random = np.random.default_rng(5)
    truth = random.integers(2, size=(count, 3)).astype(np.uint8)
    said = np.clip(random.random((count, 3)) * 0.6 + 0.4 * truth, 0, 1).astype(np.float32)
    off = np.abs(truth - said).max(axis=-1)
    return Judged("labels", CLASSES, truth, said, np.maximum(said, 1 - said).min(axis=-1), 1 - off, off)


def test_the_matrix_and_its_shares_are_scikit_learns() -> None:
    from sklearn.metrics import confusion_matrix

    about = judged()
    counts = outputs.counted(about)
    assert counts.tolist() == confusion_matrix(about.truth, about.said).tolist()
    for of, way in (("rows", "true"), ("columns", "pred")):
        assert figures.shares(counts, of) == pytest.approx(confusion_matrix(about.truth, about.said, normalize=way))
    nobody = np.array([[3, 0], [2, 0]])
    assert figures.shares(nobody, "columns").tolist() == [[0.6, 0], [0.4, 0]]  # nothing was taken for the second


def test_confused_pairs_come_in_the_order_of_their_number_and_are_their_images() -> None:
    about = judged()
    pairs = figures.confused(outputs.counted(about))
    assert [pair.images for pair in pairs] == sorted((pair.images for pair in pairs), reverse=True)
    assert sum(pair.images for pair in pairs) == about.wrong.sum()
    for pair in pairs:
        images = choices.chosen(about, Choice("cell", pair.true, pair.said))
        assert len(images) == pair.images
        assert pair.share == pytest.approx(pair.images / (about.truth == pair.true).sum())
        assert all((about.truth[images] == pair.true) & (about.said[images] == pair.said))


@pytest.mark.parametrize("by", ["class", "errors", "support"])
def test_classes_are_sorted(by: str) -> None:
    counts = np.array([[9, 1, 0], [5, 5, 0], [0, 3, 27]])
    expected = {"class": [0, 1, 2], "errors": [1, 0, 2], "support": [2, 0, 1]}[by]
    assert figures.order(counts, by) == expected  # type: ignore[arg-type]


def test_the_reliability_diagram_is_scikit_learns_and_its_error_that_of_the_bins() -> None:
    from sklearn.calibration import calibration_curve

    about = judged(2000)
    found = [part for part in figures.bins(about) if part.sure is not None]
    right, sure = calibration_curve(about.said == about.truth, about.sure, n_bins=figures.BINS)
    assert [part.right for part in found] == pytest.approx(right)
    assert [part.sure for part in found] == pytest.approx(sure)
    counts = np.array([part.answers for part in found])
    assert figures.calibration_error(found) == pytest.approx((np.abs(right - sure) * counts).sum() / 2000)


@pytest.mark.parametrize("about", [judged(), labels()], ids=["classes", "labels"])
def test_the_images_of_all_bins_are_all_answers(about: Judged) -> None:
    found = figures.bins(about)
    images = [choices.chosen(about, Choice("bin", place)) for place in range(figures.BINS)]
    assert set(np.concatenate(images)) == set(range(len(about)))
    if about.task == "classes":
        assert [len(places) for places in images] == [part.answers for part in found]


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
def test_a_threshold_of_two_classes(threshold: float) -> None:
    from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score

    about = judged(classes=("no", "yes"))
    said = about.second >= threshold
    found = figures.at_threshold(about.at(threshold))
    assert found.accuracy == pytest.approx(accuracy_score(about.truth, said))
    assert found.precision == pytest.approx(precision_score(about.truth, said))
    assert found.recall == pytest.approx(recall_score(about.truth, said))
    assert found.f1 == pytest.approx(f1_score(about.truth, said))
    assert about.at(threshold).wrong.sum() == (said != about.truth).sum()


@pytest.mark.parametrize("threshold", [0.0, 0.5, 0.9])
def test_classes_at_a_threshold_are_scikit_learns(threshold: float) -> None:
    from sklearn.metrics import precision_recall_fscore_support

    about = judged(classes=("cat", "dog")).at(threshold)
    rows = figures.by_class(about)
    wanted = precision_recall_fscore_support(about.truth, about.said, labels=[0, 1], zero_division=0)
    for name, column in zip(("precision", "recall", "f1", "support"), wanted, strict=True):
        assert [row[name] for row in rows] == pytest.approx(column.tolist()), name
    assert [row["class"] for row in rows] == ["cat", "dog"]


def test_two_evaluations_meet_image_by_image_wherever_these_stand() -> None:
    from scipy.stats import binomtest

    first, second = judged(seed=1), judged(seed=1)
    said = second.said.copy()
    said[:40] = (said[:40] + 1) % 3
    order = np.random.default_rng(0).permutation(400)[:380]  # the second lacks some, and has them in another order
    other = Judged(
        "classes", CLASSES, second.truth[order], said[order], second.sure[order], second.true_sure[order], second.losses[order]
    )
    found = figures.compared(first, other, (np.arange(400), order))
    assert set(found.images) == set(order)
    mine, theirs = first.said == first.truth, said == first.truth
    here = np.isin(np.arange(400), order)
    assert set(found.only_first) == set(np.flatnonzero(mine & ~theirs & here))
    assert set(found.only_second) == set(np.flatnonzero(~mine & theirs & here))
    assert set(found.both_wrong) == set(np.flatnonzero(~mine & ~theirs & here))
    few, total = len(found.only_second), len(found.only_first) + len(found.only_second)
    assert found.chance == pytest.approx(binomtest(few, total, 0.5).pvalue)
    assert "first is better" in found.words


def test_the_same_twice_differs_nowhere() -> None:
    found = figures.compared(judged(), judged(), (np.arange(400), np.arange(400)))
    assert (found.chance, found.words) == (1.0, "Both are right and wrong on the same images.")


@pytest.mark.parametrize("by", choices.ORDERS)
def test_images_are_ordered(by: choices.Order) -> None:
    about = judged()
    keys = {"wrong": -about.losses, "unsure": about.sure, "best": about.losses, "stored": np.arange(400)}[by]
    images = choices.ordered(about, choices.chosen(about, choices.WRONG), by)
    assert [*keys[images]] == sorted(keys[images])
    assert set(images) == set(np.flatnonzero(about.said != about.truth))


def test_what_is_said_of_an_image_is_found_by_its_words() -> None:
    about = judged()
    image = int(choices.chosen(about, Choice("cell", 0, 2))[0])
    assert choices.caption(about, image).startswith("cat → owl ")
    images = np.arange(400)
    keys = tuple(f"photo{place}.png" for place in images)
    both = {*choices.chosen(about, Choice("cell", 0, 2)), *choices.chosen(about, Choice("cell", 2, 0))}
    assert set(choices.found(about, images, keys, "CAT → owl")) == both
    assert choices.found(about, images, keys, "photo7.png").tolist() == [7]


@pytest.mark.parametrize("kind", ["true", "said", "missed", "false"])
@pytest.mark.parametrize("about", [judged(), labels()], ids=["classes", "labels"])
def test_the_images_behind_a_class_or_label(about: Judged, kind: choices.Kind) -> None:
    there = about.truth == 1 if about.task == "classes" else about.truth[:, 1] == 1
    seen = about.said == 1 if about.task == "classes" else about.said[:, 1] >= 0.5
    masks = {"true": there, "said": seen, "missed": there & ~seen, "false": ~there & seen}
    assert choices.chosen(about, Choice(kind, 1)).tolist() == np.flatnonzero(masks[kind]).tolist()


def test_labels_that_look_wrong_are_wrong_and_far_off() -> None:
    about = judged()
    images = choices.chosen(about, Choice("suspects"))
    assert 0 < len(images) < about.wrong.sum()
    assert all(about.losses[images] > 3 * about.losses.mean())


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    about, keys = judged(), [f"a/é{place}.png" for place in range(400)]
    outputs.write(tmp_path / "said.npz", [about], np.arange(400) * 2, keys)
    answer = {"classes": list(CLASSES), "task": "classes", "split": "test"}
    found = outputs.read(tmp_path / "said.npz", answer)
    assert [found.key(place) for place in (0, 7, 399)] == [keys[0], keys[7], keys[399]]
    assert found.places.tolist() == list(range(0, 800, 2))
    assert found.outputs[0].losses.tolist() == about.losses.tolist()
    assert (found.part, found.data) == ("test", "")


@pytest.mark.parametrize("content", [None, b"", b"PK no archive"])
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "said.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileError, match="Evaluate again"):
        outputs.read(path, {"classes": [], "split": "test"})
