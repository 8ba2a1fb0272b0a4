"""The page of a run: whole HTML that fetches and runs nothing, in which no name becomes markup."""

import base64
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cnn.errors import FileError
from cnn.formats.files import read_project
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Input
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.reports.content import document
from cnn.reports.page import POLICY, STYLE, write_page
from cnn.reports.report import texts_of, written
from cnn.runs.exports import Expected, ExportReport, Proof
from cnn.words.kept import in_english
from cnn.words.language import speaking
from cnn.words.quantities import figure_title
from tests.cnn.reports.pages import Page
from tests.cnn.reports.runs import DIGITS, classes_answer, gathered, run_of

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt;",
    "a\x00b\u202ec\ud800",
    "</style><h1>",
    "]]>-->",
)


def page_of(run: Any, answer: dict[str, Any] | None = None) -> Page:
    return Page(written(gathered(run, answer), ".html").decode())


@pytest.mark.slow
def test_it_is_whole_html_that_fetches_and_runs_nothing(tmp_path: Path) -> None:
    text = written(gathered(run_of(tmp_path / "run"), classes_answer()), ".html").decode()
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>")
    assert {"script", "link", "iframe", "object", "embed", "base", "form"}.isdisjoint(page.tags)
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("src", "srcset"):
            assert value.startswith("data:image/"), value[:80]
        if name == "href":
            assert value.startswith("#")
    assert ("meta", "content", POLICY) in page.attributes
    assert "url(" not in STYLE.read_text()
    assert "@import" not in STYLE.read_text()


@pytest.mark.slow
def test_it_speaks_the_language_of_whoever_asks_and_a_card_that_of_hubs(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    with speaking("zh_CN"):
        found = gathered(run, classes_answer())
        texts = [*texts_of(document(found))]
        page = written(found, ".html").decode()
    sentences = [text for text in texts if re.search(r"[A-Za-z]{3,} [a-z]{2,}", text)]
    own = ("oneDNN", "layerloom ", "Bottou", "MNIST", "was found")  # arithmetic, commands, a paper, names, what the record says
    assert [text for text in sentences if not any(name in text for name in own)] == []
    assert '<html lang="zh-CN">' in page
    with speaking("zh_CN"), in_english():  # as the command does
        card = written(gathered(run, classes_answer()), ".md").decode()
    assert card.isascii() or not re.search("[\u4e00-\u9fff]", card)


@pytest.mark.slow
def test_every_link_leads_to_a_section(tmp_path: Path) -> None:
    page = page_of(run_of(tmp_path / "run"))
    links = [value[1:] for tag, name, value in page.attributes if tag == "a" and name == "href"]
    places = [value for tag, name, value in page.attributes if tag == "section" and name == "id"]
    assert links == places == ["network", "data", "recipe", "training", "evaluation", "exports", "again"]


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_strangers_never_become_markup(tmp_path: Path, name: str) -> None:
    """Classes, the dataset, notes, messages, versions, devices: the same tags as with harmless names."""
    harmless = page_of(run_of(tmp_path / "a", classes=("x", "y")), answer_with("x"))
    changes = {"classes": (name, "y"), "network": name, "dataset": name, "versions": {name: name}}
    hostile = page_of(run_of(tmp_path / "b", **changes), answer_with(name))
    assert hostile.tags == harmless.tags
    assert "alert(1)" not in "".join(value for _, key, value in hostile.attributes if key.startswith("on") or key == "style")
    assert not re.search("[\x00\u202e\ud800]", hostile.text)


def answer_with(name: str) -> dict[str, Any]:
    return {**classes_answer((name, "y")), "notes": [name]}


@pytest.mark.slow
def test_figures_of_the_evaluation_are_told_to_the_digit(tmp_path: Path) -> None:
    cells = page_of(run_of(tmp_path / "run"), classes_answer()).cells()
    for figure in ("0.1235", "0.9667", "0.7500", "0.6543"):
        assert figure in cells
    assert "is 0" in cells
    assert "said 1 88%" in cells


@pytest.mark.slow
def test_settings_that_were_chosen_come_first_with_their_defaults(tmp_path: Path) -> None:
    recipe = Recipe().changed(epochs=3, optimizer="SGD", momentum=0.8, augmentation='RandomFlip(mode="horizontal")', patience=9)
    lenet = gathered(run_of(tmp_path / "run")).project
    page = page_of(run_of(tmp_path / "chosen", replace(lenet, recipe=recipe)))
    cells = page.cells()
    chosen = cells[cells.index("Default") + 1 : cells.index("As by default")]
    assert chosen == ["Epochs", "3", "10", "Optimizer", "SGD", "Adam", "Momentum", "0.8", "Keras's default", "Augmentation",
                      "RandomFlip(mode='horizontal')", "none"]  # fmt: skip
    assert not any(text.startswith("Momentum:") for text in cells)
    assert not any(text.startswith("Patience") for text in cells)  # it has no effect without early stopping


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "epochs", "words"),
    [
        ("failed", 0, ("The training needs more memory", "no curves", "it failed before its first epoch")),
        ("stopped", 2, ("was stopped before its last epoch", "stopped after 2 of 3 epochs")),
        ("interrupted", 1, ("interrupted after 1 of 3 epochs",)),
        ("created", 0, ("not started", "no epoch was finished")),
    ],
)
def test_a_run_that_is_not_whole_says_so(tmp_path: Path, state: str, epochs: int, words: tuple[str, ...]) -> None:
    run = run_of(tmp_path / "run", epochs=epochs, state=state, message="The training needs more memory than there is.")
    text = page_of(run).text
    for word in words:
        assert word in text


@pytest.mark.slow
def test_a_dataset_that_is_gone_costs_only_its_section(tmp_path: Path) -> None:
    project = replace(gathered(run_of(tmp_path / "run")).project, dataset=str(tmp_path / "gone"))
    text = page_of(run_of(tmp_path / "lost", project)).text
    assert "The images can't be read now." in text
    assert "How to do it again" in text


@pytest.mark.slow
def test_many_classes_are_told_by_those_that_are_confused_most(tmp_path: Path) -> None:
    names = tuple(f"class {number}" for number in range(60))
    page = page_of(run_of(tmp_path / "run", classes=names), classes_answer(names))
    cells = page.cells()
    place = cells.index("taken for")
    assert cells[place + 2 : place + 5] == ["class 0", "class 1", "1"]


@pytest.mark.slow
def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    assert written(gathered(run, classes_answer()), ".html") == written(gathered(run, classes_answer()), ".html")


@pytest.mark.slow
def test_the_passport_says_what_a_network_came_from(tmp_path: Path) -> None:
    cells = page_of(run_of(tmp_path / "run")).cells()
    assert "From the preset LeNet-5" in cells
    assert "1998" in cells
    assert "images of 28×28×1, 10 classes, every layer as in the preset" in cells


@pytest.mark.slow
def test_a_network_of_ones_own_has_no_passport_and_all_its_layers(tmp_path: Path) -> None:
    graph, _ = Graph(name="mine").append(Input(shape=(28, 28, 1)))
    for layer in (Flatten(), Dense(units=10, activation="softmax")):
        graph, _ = graph.append(layer)
    run = gathered(run_of(tmp_path / "run", Project(graph)))
    page = Page(write_page(document(run)))
    assert "Paper" not in page.cells()
    assert page.cells().count("Flatten") == 1
    assert "7,850" in page.cells()


@pytest.mark.slow
def test_the_picture_of_the_network_is_there_in_light_and_dark(tmp_path: Path) -> None:
    page = page_of(run_of(tmp_path / "run"))
    pictures = [value for _, name, value in page.attributes if name in ("src", "srcset") and "svg" in value[:30]]
    light, dark = (base64.b64decode(picture.partition(",")[2]).decode() for picture in reversed(pictures))
    assert light != dark
    for picture in (light, dark):
        ElementTree.fromstring(picture)
        assert "conv2d_1" in picture


@pytest.mark.slow
def test_exports_are_told_with_their_proofs(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    elsewhere = tmp_path / "<b>.onnx.export.json"
    for path in (run.path / "a.onnx.export.json", elsewhere):
        path.write_text(proven(path.name.removesuffix(".export.json")))
    (run.path / "broken.onnx.export.json").write_text("{")
    page = Page(written(gathered(run, None, [tmp_path / "<b>.onnx"]), ".html").decode())
    cells = page.cells()
    for text in ("a.onnx", "<b>.onnx", "3.0e-06", "92.8% → 92.7%", "onnxruntime 1.31, 500 validation images"):
        assert text in cells
    assert "b" not in page.tags


def test_an_export_that_is_named_has_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no"):
        gathered(run_of(tmp_path / "run"), None, [tmp_path / "gone.onnx"])


def proven(file: str) -> str:
    proof = Proof(
        runtime="onnxruntime 1.31",
        images=500,
        of="validation images",
        largest_difference=3e-6,
        agreement=1.0,
        accuracy_before=0.928,
        accuracy_after=0.927,
        seconds_for_1=0.001,
    )
    expects = Expected(task="classes", classes=DIGITS, inputs=(), outputs=("dense",))
    return ExportReport(
        file=file,
        kind="ONNX",
        precision="float32",
        bytes=250_000,
        sha256="ab" * 32,
        written="",
        network="x",
        weights="",
        fresh=(),
        expects=expects,
        proof=proof,
    ).model_dump_json()


@pytest.mark.slow
def test_it_opens_as_the_network_again(tmp_path: Path) -> None:
    run = gathered(run_of(tmp_path / "run"))
    path = tmp_path / "r.html"
    path.write_bytes(written(run, ".html"))
    assert read_project(path) == replace(run.project, run=None)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>",
        "<!doctype html><head></head><meta name='layerloom-project' content='{}'>",
        "<html><meta name=layerloom-project content='{'>",
        "<html><head>" + "<" * 100_000,
    ],
)
def test_another_page_is_refused(tmp_path: Path, page: str) -> None:
    path = tmp_path / "r.html"
    path.write_text(page)
    with pytest.raises(FileError, match=r"r\.html (holds no network|is not a Layerloom project)"):
        read_project(path)


@pytest.mark.slow
def test_images_are_counted_as_the_run_divided_them(tmp_path: Path) -> None:
    """Another dataset to validate on, a fold, and the table of a run whose dataset has grown."""
    lenet = gathered(run_of(tmp_path / "run")).project
    for number, (settings, counts) in enumerate((
        ({"validation_data": "mnist-sample"}, ("5,000", "5,000")),
        ({"fold": "2/5"}, ("4,000", "1,000")),
        ({"validation_split": 0.5}, ("2,500", "2,500")),
    )):  # fmt: skip
        cells = page_of(run_of(tmp_path / str(number), replace(lenet, recipe=lenet.recipe.changed(**settings)))).cells()
        place = cells.index("Images", cells.index("Validation"))
        assert tuple(cells[place + 1 : place + 3]) == counts
    run = run_of(tmp_path / "table")
    run.split.write_text("path,split\ntrain[0],validation\n")
    cells = page_of(run).cells()
    place = cells.index("Images", cells.index("Validation"))
    assert cells[place + 1 : place + 3] == ["4,999", "1"]


def test_figures_of_several_outputs_say_of_which() -> None:
    assert figure_title("val_ink_mae", ("digit", "ink")) == "Validation MAE of ink"
    assert figure_title("ink_mae", ()) == "Ink mae"
    assert figure_title("val_accuracy", ("digit", "ink")) == "Validation accuracy"


def test_a_history_that_is_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_of(tmp_path / "run")
    assert gathered(run).history
    monkeypatch.setattr("cnn.reports.gathered.LARGEST_HISTORY", 10)
    assert gathered(run).history == ()
