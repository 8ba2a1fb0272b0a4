"""CSV files: pixels or paths, labels in any column, and tables that lie."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import Dataset, open_dataset, room
from cnn.errors import DatasetError

PIXELS = np.random.default_rng(0).integers(0, 256, (12, 16))
LABELS = np.arange(12) % 3


def write(path: Path, *columns: object, header: str = "", delimiter: str = ",") -> Path:
    rows = zip(*(np.asarray(column).reshape(len(LABELS), -1) for column in columns), strict=True)
    lines = [delimiter.join(str(cell) for part in row for cell in part) for row in rows]
    path.write_text("\n".join([*([header] if header else []), *lines]) + "\n")
    return path


def good(dataset: Dataset, classes: tuple[str, ...] = ("0", "1", "2")) -> None:
    assert np.array_equal(dataset.train.images, PIXELS.reshape(-1, 4, 4, 1))
    assert dataset.train.labels.tolist() == LABELS.tolist()
    assert (dataset.classes, dataset.image_shape, dataset.name) == (classes, (4, 4, 1), "dots")


def titles(*names: str) -> str:
    return ",".join(names)


NUMBERED = [f"pixel{number}" for number in range(16)]


def test_labels_in_the_first_column(tmp_path: Path) -> None:
    dataset = open_dataset(str(write(tmp_path / "dots.csv", LABELS, PIXELS)))
    good(dataset)
    assert "first column" in dataset.notes[0]


def test_labels_in_the_last_column(tmp_path: Path) -> None:
    dataset = open_dataset(str(write(tmp_path / "dots.csv", PIXELS, LABELS)))
    good(dataset)
    assert "last column" in dataset.notes[0]


@pytest.mark.parametrize("place", [0, 5, 16])
def test_labels_in_a_column_with_a_name(tmp_path: Path, place: int) -> None:
    header = titles(*NUMBERED[:place], "Label", *NUMBERED[place:])
    good(open_dataset(str(write(tmp_path / "dots.csv", PIXELS[:, :place], LABELS, PIXELS[:, place:], header=header))))


def test_a_column_that_a_person_names(tmp_path: Path) -> None:
    path = write(tmp_path / "dots.csv", PIXELS, LABELS, header=titles(*NUMBERED, "what it is"))
    good(open_dataset(f"{path}::label=what it is"))
    good(open_dataset(f"{path}::label=last"))
    with pytest.raises(DatasetError, match="no column 'where'") as caught:
        open_dataset(f"{path}::label=where")
    assert "pixel0" in caught.value.hint


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_names_of_classes(tmp_path: Path, delimiter: str) -> None:
    names = np.array(["ant", "bee", "cat"])[LABELS]
    good(open_dataset(str(write(tmp_path / "dots.csv", names, PIXELS, delimiter=delimiter))), ("ant", "bee", "cat"))


def test_gzipped(tmp_path: Path) -> None:
    plain = write(tmp_path / "dots.csv", LABELS, PIXELS)
    (tmp_path / "dots.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    good(open_dataset(str(tmp_path / "dots.csv.gz")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_text_as_spreadsheets_write_it(tmp_path: Path, encoding: str, ending: str) -> None:
    path = write(tmp_path / "dots.csv", [("Käfer", "Mücke", "Wespe")[label] for label in LABELS], PIXELS, delimiter="\t")
    path.write_bytes(path.read_text().replace("\n", ending).encode(encoding))
    good(open_dataset(str(path)), ("Käfer", "Mücke", "Wespe"))


def in_one_cell(rows: Iterable[Iterable[int]]) -> list[str]:
    return [" ".join(map(str, row)) for row in rows]


@pytest.mark.parametrize("named", [True, False])
def test_all_pixels_of_an_image_in_one_cell(tmp_path: Path, named: bool) -> None:
    header = "emotion,pixels" if named else ""
    good(open_dataset(str(write(tmp_path / "dots.csv", LABELS, in_one_cell(PIXELS), header=header))))


def test_pixels_in_one_cell_with_a_column_of_splits(tmp_path: Path) -> None:
    usage = ["Training"] * 6 + ["PublicTest"] * 3 + ["PrivateTest"] * 3
    dataset = open_dataset(str(write(tmp_path / "faces.csv", LABELS, in_one_cell(PIXELS), usage, header="emotion,pixels,Usage")))
    assert [len(split) for split in dataset.splits().values()] == [6, 3, 3]
    assert dataset.test is not None
    assert np.array_equal(dataset.test.images, PIXELS[9:].reshape(-1, 4, 4, 1))
    assert dataset.test.labels.tolist() == LABELS[9:].tolist()


@pytest.mark.parametrize(("cell", "message"), [("1 2 3 4", "a row has"), ("", "different sizes"), ("a b", "can't be read")])
def test_pixels_in_one_cell_that_are_no_image(tmp_path: Path, cell: str, message: str) -> None:
    path = write(tmp_path / "dots.csv", LABELS, [*in_one_cell(PIXELS)[:-1], cell], header="label,pixels")
    with pytest.raises(DatasetError, match=message):
        open_dataset(str(path))


def test_colours_and_fractions(tmp_path: Path) -> None:
    colours = np.random.default_rng(1).integers(0, 256, (12, 48))
    dataset = open_dataset(str(write(tmp_path / "a.csv", LABELS, colours)))
    assert np.array_equal(dataset.train.images, colours.reshape(-1, 4, 4, 3))
    dataset = open_dataset(str(write(tmp_path / "dots.csv", LABELS, (PIXELS / 255).round(6))))
    assert np.abs(dataset.train.images.reshape(12, 16) - PIXELS).max() < 0.01


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no table of images"),
        ("1\n2\n", "no table of images"),
        ("0,1,2\n1,1,2\n", "2 numbers beside the label, which is no square"),
        ("0,1,2,3,4\n1,1,2,3\n", "rows of different lengths|somewhere in the rows"),
        ("0,1,2,3,4\n" * 1200 + "1,1,2,3\n", "rows of different lengths|somewhere in the rows"),
        (",\n,\n", "without pixels|which is no square"),
        ("label,a,b,c,d\n1,1,2\n1,1,2\n", "row 2 has 3 cells, the first 5"),
        ("0,1,2,3,4\n1,1,2,x,4\n", "somewhere in the rows 1 to 2"),
        ("0,1,2,3,4\n1,1,2,-3,4\n", "values from −3"),
        ("0,1,2,3,4\n" + '1,"' + "9" * 200_000 + '",2,3,4\n', "can't be read|values from"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(DatasetError, match=message):
        open_dataset(f"{tmp_path / 'a.csv'}::label=first" if text.count(",") > 3 else str(tmp_path / "a.csv"))


def test_larger_than_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_memory", lambda: 300)
    with pytest.raises(DatasetError, match="of memory are free"):
        open_dataset(str(write(tmp_path / "dots.csv", LABELS, PIXELS)))


# ---------------------------------------------------------------------- paths


def pictures(folder: Path, text: str) -> Path:
    for number in range(4):
        (folder / "images").mkdir(exist_ok=True)
        Image.new("L", (6, 4), number).save(folder / "images" / f"{number}.png")
    (folder / "list.csv").write_text(text)
    return folder / "list.csv"


def test_paths_and_labels(tmp_path: Path) -> None:
    dataset = open_dataset(str(pictures(tmp_path, "filename,label\nimages/1.png,bee\nimages/0.png,ant\nimages\\2.png,bee\n")))
    assert (dataset.classes, dataset.train.labels.tolist(), dataset.image_shape) == (("ant", "bee"), [1, 0, 1], (4, 6, 1))
    assert [path.name for path in dataset.train.files] == ["1.png", "0.png", "2.png"]


def test_paths_without_a_header(tmp_path: Path) -> None:
    dataset = open_dataset(str(pictures(tmp_path, f"1,images/1.png\n0,{tmp_path / 'images' / '0.png'}\n")))
    assert dataset.train.labels.tolist() == [1, 0]


def test_a_column_of_splits(tmp_path: Path) -> None:
    text = "split,path,class\ntrain,images/0.png,a\ntrain,images/1.png,b\nval,images/2.png,a\nTest,images/3.png,b\n"
    dataset = open_dataset(str(pictures(tmp_path, text)))
    assert {name: sum(counts.values()) for name, counts in dataset.info().items()} == {"train": 2, "validation": 1, "test": 1}


def test_files_that_are_missing_or_broken_are_listed(tmp_path: Path) -> None:
    table = pictures(tmp_path, "path,label\nimages/0.png,a\nimages/9.png,b\nimages/broken.png,b\n")
    (tmp_path / "images" / "broken.png").write_text("no image")
    dataset = open_dataset(str(table))
    assert len(dataset.train) == 1
    assert dataset.notes[0].startswith("2 of 3 images")
    assert sorted(note.partition(":")[0] for note in dataset.notes[1:]) == ["images/9.png", "images/broken.png"]


def test_which_column_must_be_said_when_it_is_not_clear(tmp_path: Path) -> None:
    table = pictures(tmp_path, "path,weight,height\nimages/0.png,7,0\nimages/1.png,8,1\n")
    with pytest.raises(DatasetError, match="Which column") as caught:
        open_dataset(str(table))
    assert "label=COLUMN" in caught.value.hint
    assert open_dataset(f"{table}::label=height").train.labels.tolist() == [0, 1]


@pytest.mark.parametrize("path", ["../secret.png", "images/../../secret.png", "/etc/secret.png", "a\0.png"])
def test_paths_that_lead_out_of_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    table = pictures(tmp_path, f"path,label\nimages/0.png,a\n{path},b\n")
    with pytest.raises(DatasetError, match=r"Row 2 of list\.csv leads out of its folder"):
        open_dataset(str(table))


def test_nothing_to_train_on(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="can be trained on"):
        open_dataset(str(pictures(tmp_path, "path,label,split\nimages/0.png,a,test\n")))
    with pytest.raises(DatasetError, match=r"list\.csv"):
        open_dataset(str(pictures(tmp_path, "path,label\nimages/0.png,a\nimages/1.png\n")))


def test_few_cells_of_a_wide_table_are_looked_at_as_paths_or_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.datasets.tables import paths, reading, table

    path, asked = tmp_path / "wide.csv", []
    look = table.is_image
    for module in (paths, table):
        monkeypatch.setattr(module, "is_image", lambda name: asked.append(name) or look(name), raising=False)
    titles = ",".join(f"p{number}" for number in range(10_000))
    path.write_text(f"label,{titles}\n" + "".join(f"{row}," + ",".join(["7"] * 10_000) + "\n" for row in range(3)))
    assert reading.read_table(path).image_shape == (100, 100, 1)
    assert not asked


@pytest.mark.parametrize(
    ("header", "rows", "source", "told"),
    [
        ("path,grade", ["3", "x", "4"], "::label=grade::task=numbers", 'column "grade"'),
        ("path,grade", ["3", "nan", "4"], "::label=grade::task=numbers", 'column "grade"'),
        ("path,grade,b", ["3,1", "4,1", "1,0"], "::label=grade,b::task=labels", 'columns "grade", "b"'),
    ],
)
def test_what_is_wrong_with_labels_names_the_column(tmp_path: Path, header: str, rows: list[str], source: str, told: str) -> None:
    lines = [header]
    for place, row in enumerate(rows):
        Image.new("L", (4, 4)).save(tmp_path / f"{place}.png")
        lines.append(f"{place}.png,{row}")
    (tmp_path / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"t\.csv, " + re.escape(told)):
        open_dataset(f"{tmp_path / 't.csv'}{source}")


def files(folder: Path, text: str, encoding: str = "utf-8", images: int = 4) -> Path:
    """A table of files that are beside it."""
    for number in range(images):
        Image.new("L", (8, 8), 40 * number).save(folder / f"{number}.png")
    (folder / "t.csv").write_bytes(text.encode(encoding))
    return folder / "t.csv"


def test_letters_of_windows_keep_classes_apart(tmp_path: Path) -> None:
    rows = "file,label\n0.png,Bär\n1.png,Bör\n2.png,“Bär”\n3.png,Bör\n"
    for encoding in ("cp1252", "utf-8", "utf-16"):
        assert open_dataset(str(files(tmp_path, rows, encoding))).classes == ("Bär", "Bör", "“Bär”"), encoding
    (tmp_path / "t.csv").write_bytes(b"file,label\n0.png,\x81\n1.png,\xff\n2.png,\x81\n")
    assert open_dataset(str(tmp_path / "t.csv")).train.labels.tolist() == [0, 1, 0]


def test_a_row_without_a_label_is_skipped_and_told(tmp_path: Path) -> None:
    dataset = open_dataset(str(files(tmp_path, "file,label\n0.png,a\n1.png,\n2.png,b\n3.png, \n")))
    assert (dataset.classes, dataset.train.labels.tolist(), dataset.train.keys) == (("a", "b"), [0, 1], ("0.png", "2.png"))
    assert "2 rows of t.csv have no label and are skipped." in dataset.notes
    numbers = open_dataset(str(files(tmp_path, "file,label\n0.png,\n1.png,1.5\n2.png,2.5\n3.png,9.25\n")))
    assert (numbers.task, numbers.train.labels.ravel().tolist()) == ("numbers", [1.5, 2.5, 9.25])
    several = open_dataset(str(files(tmp_path, "file,art,size\n0.png,a,1.5\n1.png,,2.5\n2.png,b,3\n")) + "::label=art,size")
    assert several.classes == ("a", "b")
    assert several.train.others[0].ravel().tolist() == [1.5, 3]
    lists = open_dataset(str(files(tmp_path, "file,tags\n0.png,a;b\n1.png,\n2.png,b\n")))
    assert (lists.task, lists.size) == ("labels", 3), "an image may have none of several labels"
    grouped = open_dataset(
        str(files(tmp_path, "file,label,plate\n0.png,a,p\n1.png,,q\n2.png,b,r\n")) + "::label=label::group=plate"
    )
    assert grouped.train.groups == ("p", "r")


def test_an_image_of_several_classes_is_told(tmp_path: Path) -> None:
    dataset = open_dataset(str(files(tmp_path, "file,label\n0.png,a\n0.png,b\n1.png,b\n1.png,b\n")))
    assert dataset.size == 4
    assert dataset.notes[-1].startswith("1 image stands in several rows as several classes: 0.png. ")
    assert not open_dataset(str(files(tmp_path, "file,label\n0.png,a\n1.png,b\n1.png,b\n"))).notes


def test_rows_are_counted_with_those_that_are_skipped(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"Row 3 of t\.csv leads out"):
        open_dataset(str(files(tmp_path, "file,label\n0.png,a\n1.png,\n../2.png,b\n")))


def test_what_is_wrong_with_a_table_of_files_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"t\.csv has no row below its header"):
        open_dataset(str(files(tmp_path, "file,label\n")))
    with pytest.raises(DatasetError, match=r'column "file" of t\.csv names .img_0., which is no image by its ending'):
        open_dataset(str(files(tmp_path, "file,label\nimg_0,a\nimg_1,b\n")))
