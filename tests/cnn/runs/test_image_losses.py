"""The file of losses of training images, and whose label looks wrong."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets.inspection.review import Doubt, Review
from cnn.datasets.task import Learned
from cnn.errors import FileError
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, joined, read, suspects, suspects_in, suspects_of, write

IMAGES = TrainedImages(
    ("a/1.png", "a/ä 2.png", "b/3\n.png", "b/4.png"),
    np.array([0, 0, 1, 1], np.int32),
    np.array([1.0, 0.5, 40.0, np.nan], np.float32),
    np.array([10, 10, 10, 0], np.float32),
    np.array([0, 0, 0, -1], np.int32),
)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    made = RunFolder.create(Project(PRESETS["lenet5"].graph(), dataset="mnist-sample"), tmp_path / "run")
    made.update_record(classes=("a", "b"))
    return made


def test_what_is_written_is_read(folder: RunFolder) -> None:
    assert read(folder) is None
    assert suspects_of(folder) is None
    write(IMAGES, folder)
    found = read(folder)
    assert found is not None
    assert tuple(found.keys) == IMAGES.keys
    for name in ("labels", "totals", "seen", "guesses"):
        assert np.array_equal(getattr(found, name), getattr(IMAGES, name), equal_nan=name == "totals")


def test_the_hardest_come_first_and_only_those_that_are_far_above_the_others(folder: RunFolder) -> None:
    write(IMAGES, folder)
    assert suspects_of(folder) == (("b/3\n.png", "b", "a", 4.0, "", ""),)
    assert [suspect.key for suspect in suspects(IMAGES, folder.record(), 3)] == ["b/3\n.png", "a/1.png", "a/ä 2.png"]
    assert suspects(IMAGES, folder.record(), 4)[-1] == ("b/4.png", "b", "", 0.0, "", ""), "never seen"


def test_images_that_are_only_validated_on_are_ranked_beside_their_own_kind(folder: RunFolder) -> None:
    """Nothing is learned from them, so that all their losses are higher: ranked with the others they would all come first."""
    generator = np.random.default_rng(0)
    learned, judged = generator.exponential(0.1, 80), generator.exponential(0.5, 20)
    learned[7], judged[3] = 4.0, 8.0
    one = replace(
        IMAGES,
        keys=[f"t{place}" for place in range(80)],
        labels=np.zeros(80, np.int32),
        totals=learned.astype(np.float32),
        seen=np.ones(80, np.float32),
        guesses=np.ones(80, np.int32),
    )
    other = replace(
        one,
        keys=[f"v{place}" for place in range(20)],
        labels=np.zeros(20, np.int32),
        validated=np.ones(20, bool),
        totals=judged.astype(np.float32),
        seen=np.ones(20, np.float32),
        guesses=np.ones(20, np.int32),
    )
    both = joined((replace(one, validated=np.zeros(80, bool)), other))
    assert {suspect.key for suspect in suspects(both, folder.record(), 2)} == {"t7", "v3"}
    first = [suspect.key for suspect in suspects(both, folder.record(), 20)]
    assert 2 <= sum(key.startswith("v") for key in first) <= 10
    pooled = suspects(replace(both, validated=None), folder.record(), 20)
    assert sum(suspect.key.startswith("v") for suspect in pooled) > 10, "what would come of it otherwise"
    write(both, folder)
    assert suspects(read(folder), folder.record(), 20) == suspects(both, folder.record(), 20)  # type: ignore[arg-type]


def test_images_of_the_validation_data_beside_it_are_named_with_it(folder: RunFolder) -> None:
    """A run tells something of both datasets, and of no other."""
    folder.update_record(validation_data="held")
    judged = replace(IMAGES, validated=np.ones(4, bool), totals=IMAGES.totals[::-1].copy(), seen=IMAGES.seen[::-1].copy())
    write(joined((replace(IMAGES, validated=np.zeros(4, bool)), judged)), folder)
    record = folder.record().changed(folder=str(folder.path))
    assert {(one.key, one.held) for one in suspects_of(folder) or ()} == {("b/3\n.png", ""), ("a/ä 2.png", "held")}
    assert [one.key for one in suspects_in(record, "mnist-sample") or ()] == ["b/3\n.png"]
    assert [one.key for one in suspects_in(record, "held") or ()] == ["a/ä 2.png"]
    assert suspects_in(record, "mnist") is None
    assert suspects_in(record.changed(folder=""), "held") is None


def test_a_class_that_is_hard_as_a_whole_is_not_doubted_for_it(folder: RunFolder) -> None:
    """Four images of a rare class among 200, which the network has hardly learned; one of the others has a wrong label."""
    losses = np.random.default_rng(0).exponential(0.1, 204).astype(np.float32)
    losses[200:], losses[9] = (6.2, 4.9, 3.7, 3.2), 4.0
    labels = np.repeat(np.array([0, 1], np.int32), (200, 4))
    images = replace(
        IMAGES,
        keys=[str(place) for place in range(204)],
        labels=labels,
        totals=losses,
        seen=np.ones(204, np.float32),
        guesses=np.zeros(204, np.int32),
    )
    assert [suspect.key for suspect in suspects(images, folder.record()) if suspect.loss > 2] == ["9"]
    assert suspects(images, folder.record(), 1)[0].key == "9"


def test_of_several_things_it_is_said_which_one_is_doubted(folder: RunFolder) -> None:
    write(IMAGES, folder)
    folder.update_record(target="species", others=(Learned("age", ("age",), "numbers"),))
    (suspect,) = suspects_of(folder) or ()
    assert suspect.target == "species"
    review = Review(doubts={suspect.key: [Doubt(suspect.loss, suspect.guess, suspect.target)]})
    assert review.remark(suspect.key) == "Hard to learn (loss 4 of species), seen as a."


def test_each_of_several_things_is_doubted_by_its_own_loss(folder: RunFolder) -> None:
    """An age's loss is in years², a species' in nats: each is judged beside the others of its kind."""
    labels, totals = np.array([[3], [4], [5], [60]], np.float32), np.array([800, 900, 700, 90_000], np.float32)
    ages = replace(IMAGES, labels=labels, totals=totals, seen=np.full(4, 10, np.float32), guesses=np.full(4, -1, np.int32))
    write(replace(IMAGES, others=(ages,)), folder)
    assert len(suspects_of(folder) or ()) == 1, "a record that knows of one thing says nothing of others"
    folder.update_record(target="species", others=(Learned("age", ("age",), "numbers"),))
    found = suspects_of(folder)
    assert found == (("b/4.png", "60", "", 9000.0, "age", ""), ("b/3\n.png", "b", "a", 4.0, "species", ""))
    review = Review(doubts={one.key: [Doubt(one.loss, one.guess, one.target)] for one in found}, learned=("species", "age"))
    assert [review.guesses(one.key) for one in found] == [{}, {"species": "a"}]
    assert Review(doubts=review.doubts).guesses("b/3\n.png") == {}, "what is seen of a label that isn't listed is none for it"
    both = suspects(read(folder), folder.record(), 8)  # type: ignore[arg-type]
    assert len(both) == 8
    assert {(one.key, one.target) for one in both} == {(key, of) for key in IMAGES.keys for of in ("species", "age")}


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 broken", b"no archive at all"])
def test_a_damaged_file_is_refused_and_stays(damage: bytes, folder: RunFolder) -> None:
    folder.image_losses.write_bytes(damage)
    with pytest.raises(FileError, match=r"image_losses\.npz is damaged"):
        read(folder)
    assert folder.image_losses.read_bytes() == damage


def test_parts_of_different_lengths_are_refused(folder: RunFolder) -> None:
    write(TrainedImages(IMAGES.keys[:3], IMAGES.labels, IMAGES.totals, IMAGES.seen, IMAGES.guesses), folder)
    with pytest.raises(FileError, match="different lengths"):
        read(folder)
