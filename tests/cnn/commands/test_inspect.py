"""`inspect`: what is printed, and what is written into a table."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.presets import PRESETS
from cnn.project import Project, load
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, joined, read, write
from tests.cnn.commands.cli import Command
from tests.cnn.datasets.photographs import compressed, photographs

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty photographs, one of them a second time in the test images under another class; a blank one, a broken one."""
    for place, image in enumerate(photographs()[::2][:20]):
        name = tmp_path / "data" / ("test" if place % 4 == 0 else "train") / "ab"[place % 2]
        name.mkdir(parents=True, exist_ok=True)
        image.save(name / f"{place:02}.png")
    compressed(photographs()[2], 70).save(tmp_path / "data" / "test" / "a" / "seen.jpg")
    Image.new("RGB", (160, 140), "green").save(tmp_path / "data" / "train" / "a" / "blank.png")
    (tmp_path / "data" / "train" / "a" / "broken.png").write_bytes(b"no image")
    return tmp_path / "data"


def test_what_a_terminal_shows(command: Command, folder: Path) -> None:
    out = command("inspect", folder).out
    assert "1 of 23 images can't be read and are skipped." in out
    assert "1 group of near duplicates: 1 across splits, 1 with differing labels." in out
    assert "train/b/01.png (train, b) = test/a/seen.jpg (test, a)" in out
    assert "1 image is unlike the others:" in out
    assert "train/a/blank.png  train  a      All of it has one brightness" in out


def test_as_json(command: Command, folder: Path) -> None:
    document = command("inspect", folder, "--json").document
    assert document["images"] == 22
    [copies] = document["near_duplicates"]
    assert (copies["across_splits"], copies["labels_differ"]) == (True, True)
    assert [image["image"] for image in copies["images"]] == ["train/b/01.png", "test/a/seen.jpg"]
    assert [(odd["image"], odd["kind"]) for odd in document["odd"]] == [("train/a/blank.png", "one-coloured")]
    assert document["notes"][0].startswith("1 of 23")


def test_a_table_has_a_line_for_each_image(command: Command, folder: Path, tmp_path: Path) -> None:
    outcome = command("inspect", folder, "--csv", tmp_path / "found.csv")
    assert f"All of them are in {tmp_path / 'found.csv'}." in outcome.out
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text().splitlines()))
    assert [(row["kind"], row["group"], row["image"], row["split"], row["label"]) for row in rows] == [
        ("near duplicate", "1", "train/b/01.png", "train", "b"),
        ("near duplicate", "1", "test/a/seen.jpg", "test", "a"),
        ("one-coloured", "", "train/a/blank.png", "train", "a"),
    ]


@pytest.mark.story
@pytest.mark.slow
def test_a_clean_dataset_is_said_to_be_clean(command: Command) -> None:
    assert command("inspect", "mnist-sample").out == "No two images show the same.\nNo image is unlike the others.\n"


def test_what_is_no_dataset(command: Command, tmp_path: Path) -> None:
    assert command("inspect", tmp_path / "nothing").complained("nothing")
    assert command("inspect", "mnist-samle").complained("Did you mean mnist-sample?")


@pytest.fixture
def noted(folder: Path, tmp_path: Path) -> RunFolder:
    """A run on that folder that found one label hard to learn."""
    run = RunFolder.create(Project(PRESETS["lenet5"].graph(), dataset=str(folder)), tmp_path / "run")
    run.update_record(classes=("a", "b"))
    split = open_dataset(str(folder)).train
    totals = np.where(np.arange(len(split)) == 3, 50.0, 1.0).astype(np.float32)
    guesses = np.ones(len(split), np.int32)
    write(TrainedImages(split.keys, split.labels, totals, np.full(len(split), 10, np.float32), guesses), run)
    return run


def test_a_run_names_labels_that_look_wrong(command: Command, noted: RunFolder, tmp_path: Path) -> None:
    [name] = [open_dataset(load(noted.project).dataset).train.keys[3]]
    out = command("inspect", "--run", noted.path).out
    assert "1 label looks wrong, by its image's loss:" in out
    assert f"{name}  a      b           5.0000" in out
    assert "Judged are" not in out, "it has trained on every image"
    document = command("inspect", "--run", noted.path, "--json", "--csv", tmp_path / "f.csv").document
    assert document["suspects"] == [{"key": name, "label": "a", "guess": "b", "loss": 5.0}]
    *_, last = csv.DictReader((tmp_path / "f.csv").read_text().splitlines())
    assert (last["kind"], last["image"], last["message"]) == ("suspect label", name, "Mean loss 5.0000, seen as b")
    images = read(noted)
    assert images is not None
    assert document["judged"] == len(images.keys)
    kept = slice(1, None)
    write(
        replace(
            images, **{part: getattr(images, part)[kept] for part in ("keys", "labels", "totals", "seen", "guesses", "validated")}
        ),
        noted,
    )
    told = command("inspect", "--run", noted.path).out
    assert f"Judged are the {len(images.keys) - 1} images whose losses the run noted, of {len(images.keys)}" in told


def test_labels_of_the_validation_data_are_named_with_where_they_come_from(
    command: Command, noted: RunFolder, tmp_path: Path
) -> None:
    images = read(noted)
    assert images is not None
    count = len(images.keys)
    judged = replace(images, totals=images.totals[::-1].copy(), validated=np.ones(count, bool))
    write(joined((images, judged)), noted)
    noted.update_record(validation_data=str(tmp_path / "held"))
    own, held = images.keys[3], images.keys[count - 4]
    out = command("inspect", "--run", noted.path).out
    assert "2 labels look wrong" in out
    assert f"Judged are {count} images of the validation data as well." in out
    lines = {line.split()[0]: line.split()[1] for line in out.splitlines() if line.startswith((own, held))}
    assert lines == {own: "data", held: "held"}
    document = command("inspect", "--run", noted.path, "--json", "--csv", tmp_path / "f.csv").document
    assert {one["key"]: one.get("held") for one in document["suspects"]} == {own: None, held: str(tmp_path / "held")}
    assert document["judged"] == 2 * count
    rows = [row for row in csv.DictReader((tmp_path / "f.csv").read_text().splitlines()) if row["kind"] == "suspect label"]
    assert {row["image"]: (row["split"], row["dataset"]) for row in rows} == {
        own: ("train", ""),
        held: ("validation", str(tmp_path / "held")),
    }


def test_what_is_looked_at_is_said_once(command: Command, noted: RunFolder) -> None:
    assert command("inspect").complained("Name a dataset, or a run with --run.")
    assert command("inspect", "mnist-sample", "--run", noted.path).complained("A run has a dataset of its own.")
    noted.image_losses.unlink()
    assert command("inspect", "--run", noted.path).complained("did not note the losses of its images")
    assert command("inspect", "--run", noted.path.parent / "data").complained("is no run")


def test_what_it_has_in_common_with_validation_data_beside_it(command: Command, folder: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    for place, image in enumerate(photographs()[1::2][:6]):
        (held / "ab"[place % 2]).mkdir(parents=True, exist_ok=True)
        image.save(held / "ab"[place % 2] / f"{place:02}.png")
    compressed(photographs()[4], 70).save(held / "b" / "again.jpg")  # the third of the folder's, which are every second one
    out = command("inspect", folder, "--validation-data", held, "--csv", tmp_path / "found.csv").out
    assert "2 groups of near duplicates: 2 across splits, 2 with differing labels." in out
    assert "train/a/02.png (train, a) = b/again.jpg (validation data, b)" in out
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text().splitlines()))
    [row] = [row for row in rows if row["image"] == "b/again.jpg"]
    assert (row["kind"], row["split"], row["label"], row["dataset"]) == ("near duplicate", "validation", "b", str(held))


def test_a_run_looks_into_its_validation_data_by_itself(command: Command, folder: Path, tmp_path: Path) -> None:
    held = tmp_path / "held" / "a"
    held.mkdir(parents=True)
    (held.parent / "b").mkdir()
    compressed(photographs()[4], 70).save(held / "again.jpg")
    photographs()[1].save(held.parent / "b" / "new.png")
    project = Project(PRESETS["lenet5"].graph(), dataset=str(folder))
    run = RunFolder.create(replace(project, recipe=project.recipe.changed(validation_data=str(held.parent))), tmp_path / "run")
    run.update_record(classes=("a", "b"))
    split = open_dataset(str(folder)).train
    losses, guesses = np.ones(len(split), np.float32), np.array(split.labels)
    write(TrainedImages(split.keys, split.labels, losses, np.full(len(split), 10, np.float32), guesses), run)
    out = command("inspect", "--run", run.path).out
    assert "train/a/02.png (train, a) = a/again.jpg (validation data, a)" in out
    assert command("inspect", "--run", run.path, "--validation-data", folder).complained("validation data of its own")
    held.parent.rename(tmp_path / "gone")
    outcome = command("inspect", "--run", run.path)
    assert "The validation data can't be looked at: " in outcome.err
    assert "train/b/01.png (train, b) = test/a/seen.jpg (test, a)" in outcome.out
