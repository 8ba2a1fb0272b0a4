"""A page: it says what Keras says, and brings images to size as `predict` does; asked in a browser where there is one."""

import base64
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cnn.datasets.pixels.images import decode
from cnn.datasets.pixels.pixel_range import Range
from cnn.datasets.pixels.resizing import RESIZINGS, Resizing
from cnn.datasets.task import Learned
from cnn.errors import FileError
from cnn.formats import web_runtime
from cnn.formats.files import read_project
from cnn.graph import Graph
from cnn.layers import Add, Dense, Flatten, Input
from cnn.plan.losses import Meaning
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.exports import ExportReport
from cnn.runs.messages import Export
from cnn.words import language
from cnn.worker.proofs.browser import Browser, find_browser
from tests.cnn.worker.conversation import small_network
from tests.cnn.worker.exports.conftest import Exporter

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]
pytest.importorskip("keras")
pytest.importorskip("onnxruntime")

#: what there is a page with
NETWORK = "digits_&amp;"
CLASSES = ('<img src=x onerror="document.title=1">', "</script><b id=own>", *map(str, range(2, 10)))


def _has_runtime() -> bool:
    try:
        web_runtime.require()
    except FileError:
        return False
    return True


if not _has_runtime():
    pytest.skip("ONNX Runtime for browsers is not here: .ci/web-runtime brings it in", allow_module_level=True)
in_browser = pytest.mark.skipif(find_browser() is None, reason="there is no Chromium to open a page in")


@pytest.fixture(scope="module")
def made(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ExportReport]:
    """A page with the small network, under names that would be markup; and what was said of it."""
    from cnn.worker.answers.export import export
    from cnn.worker.exports import writing

    folder = tmp_path_factory.mktemp("page")
    file, path = folder / "asked.loom", folder / "digits.html"
    save(Project(small_network().rename_network(NETWORK), Recipe(seed=3), "mnist-sample"), file)
    with pytest.MonkeyPatch.context() as patch, language.speaking("zh_CN"):
        patch.setattr(writing, "class_names", lambda *_: CLASSES)
        question = Export(request="request", project=str(file), path=str(path), weights=str(weights))
        return path, ExportReport.model_validate(export(question)["report"])


@pytest.mark.story
def test_a_page_is_in_one_language_whatever_the_window_speaks(made: tuple[Path, ExportReport]) -> None:
    page = made[0].read_text(encoding="utf-8")
    assert re.search("[\u4e00-\u9fff]", page) is None
    assert "parameters" in page


@pytest.fixture(scope="module")
def browser(made: tuple[Path, ExportReport]) -> Iterator[Browser]:
    """A browser with that page, ready to be asked."""
    program = find_browser()
    assert program
    with Browser(program) as found:
        found.open(made[0])
        ready(found)
        yield found


def ready(browser: Browser) -> None:
    """Waits until the page can be asked."""
    look = "const look = () => globalThis.layerloom ? done(layerloom.ready()) : setTimeout(look, 5); look();"
    browser.ask(f"new Promise((done) => {{ {look} }})")


def as_file(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def as_text(data: bytes) -> str:
    return json.dumps(base64.b64encode(data).decode())


def taken(browser: Browser, data: bytes, size: tuple[int, int, int], resizing: Resizing, known: Range | None) -> NDArray[Any]:
    """The numbers that the page would give to a network of that size."""
    named = dict(zip(("height", "width", "channels"), size, strict=True))
    facts = {"input_size": named, "resizing": resizing, "range": [known.low, known.high] if known else None}
    return np.asarray(browser.ask(f"layerloom.pixels({as_text(data)}, {json.dumps(facts)})"), np.float32).reshape(size)


def photograph() -> Image.Image:
    from sklearn.datasets import load_sample_image

    return Image.fromarray(load_sample_image("china.jpg"))


# ---------------------------------------------------------------------- the page


def test_it_says_what_keras_says(made: tuple[Path, ExportReport]) -> None:
    path, report = made
    proof = report.proof
    assert (proof.images, proof.of, proof.agreement) == (500, "validation images of mnist-sample", 1.0)
    assert proof.largest_difference is not None
    assert proof.largest_difference < 1e-4
    assert report.bytes == path.stat().st_size < 8 << 20
    if find_browser():
        assert proof.runtime.startswith(f"onnxruntime-web {web_runtime.VERSION} in ")
        assert proof.start_seconds is not None
        assert any("starts in" in line for line in report.lines())


def test_where_no_browser_is_its_network_is_asked(
    export: Exporter, digits: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    proof = export(digits, tmp_path / "a.html").proof
    assert proof.runtime.startswith("onnxruntime ")
    assert proof.runtime.endswith("as here is no Chromium that could open it")
    assert (proof.agreement, proof.start_seconds) == (1.0, None)


def test_the_network_is_in_it_to_go_on_with(made: tuple[Path, ExportReport]) -> None:
    opened = read_project(made[0])
    assert opened.graph.name == NETWORK
    assert [node.layer for node in opened.graph.nodes.values()] == [node.layer for node in small_network().nodes.values()]


def test_nothing_can_be_fetched(made: tuple[Path, ExportReport]) -> None:
    page = made[0].read_text(encoding="utf-8")
    assert "default-src 'none'; script-src 'sha256-" in page
    assert "connect-src" not in page
    assert "Copyright (c) Microsoft Corporation" in page


@in_browser
def test_names_are_text(browser: Browser) -> None:
    assert browser.ask("document.title") == NETWORK
    assert browser.ask("document.querySelector('h1').textContent") == NETWORK
    assert browser.ask("[document.querySelectorAll('#own').length][0]") == 0
    assert browser.ask("JSON.parse(document.getElementById('facts').textContent).outputs[0].classes") == list(CLASSES)


def test_half_its_bytes_say_nearly_the_same(
    export: Exporter, digits: Project, weights: Path, tmp_path: Path, made: tuple[Path, ExportReport]
) -> None:
    """Weights lie in it as float16; what float16 has no number for, and what is small, stays as it is."""
    import onnx

    from cnn.worker.proofs.page import model_in

    report = export(digits, tmp_path / "a.html", weights, precision="float16")
    proof = report.proof
    assert proof.largest_difference is not None
    assert 1e-6 < proof.largest_difference < 1e-2
    assert (proof.agreement or 0) > 0.99
    assert any("float16" in line and "1 % of the largest" in line for line in report.lines())
    sizes = {}
    for file in (made[0], tmp_path / "a.html"):
        proto = onnx.load_from_string(model_in(file.read_text(encoding="utf-8")))
        sizes[file.name] = sum(len(weight.raw_data) for weight in proto.graph.initializer)
    assert sizes["digits.html"] > 1.8 * sizes["a.html"]


def test_weights_that_float16_has_no_number_for_stay(tmp_path: Path) -> None:
    import onnx

    from cnn.worker.exports.page_file import _halve_weights

    rng = np.random.default_rng(0)
    large = rng.normal(size=(64, 64)).astype(np.float32)
    huge, small = large * 1e6, large[:1]
    values = {"large": large, "huge": huge, "small": small}
    made = onnx.helper.make_graph(
        [onnx.helper.make_node("Sum", [*values], ["y"])],
        "sums",
        [],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [64, 64])],
        [onnx.numpy_helper.from_array(value, name) for name, value in values.items()],
    )
    onnx.save(onnx.helper.make_model(made, opset_imports=[onnx.helper.make_opsetid("", 15)], ir_version=8), tmp_path / "a.onnx")
    _halve_weights(tmp_path / "a.onnx")
    import onnxruntime

    proto = onnx.load(tmp_path / "a.onnx")
    kept = {weight.name: onnx.numpy_helper.to_array(weight) for weight in proto.graph.initializer}
    kinds = {name: str(value.dtype) for name, value in kept.items()}
    assert kinds == {
        "large_float16": "float16",
        "huge": "float32",
        "small": "float32",
    }
    (said,) = onnxruntime.InferenceSession(tmp_path / "a.onnx").run(None, {})
    assert np.array_equal(said, large.astype(np.float16).astype(np.float32) + huge + small)


# ---------------------------------------------------------------------- the doors


@in_browser
@pytest.mark.parametrize("door", ["file", "camera", "drop", "paste"])
def test_an_image_comes_in_by_every_door(browser: Browser, door: str, digits: Project, weights: Path, tmp_path: Path) -> None:
    from cnn.datasets import open_dataset
    from cnn.worker.model.builder import build

    shown = open_dataset("mnist-sample").train.images[("file", "camera", "drop", "paste").index(door) * 100]
    data = as_file(Image.fromarray(shown[..., 0]))
    browser.ask("document.getElementById('said').replaceChildren()")
    if door in ("file", "camera"):
        (tmp_path / "digit.png").write_bytes(data)
        root = browser.call("DOM.getDocument")["root"]["nodeId"]
        node = browser.call("DOM.querySelector", nodeId=root, selector=f"#{door}")["nodeId"]
        browser.call("DOM.setFileInputFiles", nodeId=node, files=[str(tmp_path / "digit.png")])
    else:
        browser.ask(pasted(data) if door == "paste" else dropped(data))
    model = build(digits.graph)
    model.load_weights(weights)
    said = np.asarray(model(shown[np.newaxis].astype("float32"), training=False))[0]
    assert first_bar(browser) == [CLASSES[said.argmax()], f"{100 * said.max():.1f} %".replace("100.0 %", "100 %")]


@in_browser
def test_several_images_are_listed_and_their_answers_taken_away(
    browser: Browser, digits: Project, weights: Path, tmp_path: Path
) -> None:
    """What can't be read has its line as well; names with commas and quotes stay one cell."""
    from cnn.datasets import open_dataset
    from cnn.worker.model.builder import build

    browser.ask("document.getElementById('forget').click()")
    images = open_dataset("mnist-sample").train.images[10:13]
    for place, image in enumerate(images):
        (tmp_path / f"a,{place}.png").write_bytes(as_file(Image.fromarray(image[..., 0])))
    (tmp_path / "broken.png").write_bytes(b"no image")
    node = browser.call("DOM.querySelector", nodeId=browser.call("DOM.getDocument")["root"]["nodeId"], selector="#file")["nodeId"]
    files = sorted(map(str, tmp_path.glob("*.png")))
    browser.call("DOM.setFileInputFiles", nodeId=node, files=files)
    there = "document.getElementById('count').textContent === '4 images'"
    browser.ask(f"new Promise((done) => {{ const look = () => {there} ? done(1) : setTimeout(look, 5); look(); }})")
    head, *rows = csv.reader(io.StringIO(browser.ask("layerloom.csv()"), newline=""))
    assert head == ["image", "predicted", "probability", "error", *CLASSES]
    assert [row[0] for row in rows] == ["a,0.png", "a,1.png", "a,2.png", "broken.png"]
    model = build(digits.graph)
    model.load_weights(weights)
    said = np.asarray(model(images.astype("float32"), training=False))
    np.testing.assert_allclose(np.array([row[4:] for row in rows[:3]], float), said, atol=1e-4)
    assert [row[1] for row in rows[:3]] == [CLASSES[place] for place in said.argmax(1)]
    assert rows[3][1:4] == ["", "", "This is no image that the browser can read. Take a PNG, JPEG or WebP file."]
    assert browser.ask("document.querySelectorAll('#list .row').length") == 4
    browser.ask("document.querySelectorAll('#list .row')[2].click()")  # it is shown again, and no second row comes of it
    assert first_bar(browser)[0] in CLASSES
    browser.ask("document.getElementById('forget').click()")
    assert browser.ask("document.getElementById('several').hidden")


def dropped(data: bytes, event: str = "new DragEvent('drop', {dataTransfer: held, bubbles: true, cancelable: true})") -> str:
    """JavaScript that drops an image file on the page."""
    read = f"Uint8Array.from(atob({as_text(data)}), (letter) => letter.charCodeAt(0))"
    held = "const held = new DataTransfer(); held.items.add(new File([bytes], 'image.png', {type: 'image/png'}));"
    return f"{{ const bytes = {read}; {held} document.body.dispatchEvent({event}); }}"


def pasted(data: bytes) -> str:
    """JavaScript that pastes one."""
    return dropped(data, "new ClipboardEvent('paste', {clipboardData: held, bubbles: true})")


def first_bar(browser: Browser) -> Any:
    """The name and the share of the most likely class, once there is one."""
    texts = "[...document.querySelector('.bar').querySelectorAll('span')].map((part) => part.textContent)"
    look = f"const look = () => document.querySelector('.bar') ? done({texts}) : setTimeout(look, 5); look();"
    return browser.ask(f"new Promise((done) => {{ {look} }})")


@in_browser
def test_a_file_that_is_no_image_is_refused_in_a_line(browser: Browser) -> None:
    text = "layerloom.askFile(btoa('no image')).catch((error) => error.message)"
    assert browser.ask(text) == "This is no image that the browser can read. Take a PNG, JPEG or WebP file."


@in_browser
def test_a_drawing_is_centred_as_the_digits_are(browser: Browser) -> None:
    browser.call("Emulation.setDeviceMetricsOverride", width=1000, height=1000, deviceScaleFactor=1, mobile=False)
    browser.ask("document.getElementById('draw').click()")
    left, top, side = browser.ask(
        "(({left, top, width}) => [left, top, width])(document.getElementById('paper').getBoundingClientRect())"
    )
    for kind, x, y in (("Pressed", 0.1, 0.1), ("Moved", 0.2, 0.2), ("Moved", 0.2, 0.5), ("Released", 0.2, 0.5)):
        place = {"x": left + x * side, "y": top + y * side, "button": "left", "buttons": int(kind != "Released")}
        browser.call("Input.dispatchMouseEvent", type=f"mouse{kind}", clickCount=1, **place)
    first_bar(browser)
    seen = "document.getElementById('pixels').getContext('2d').getImageData(0, 0, 28, 28).data"
    image = np.asarray(browser.ask(f"Array.from({seen})"), np.float64).reshape(28, 28, 4)[..., 0]
    rows, columns = (np.nonzero(image.max(axis=axis) > 12)[0] for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    middle = [(image.sum(axis=1 - axis) * (np.arange(28) + 0.5)).sum() / image.sum() for axis in (0, 1)]
    assert np.allclose(middle, 14.5, atol=0.75)
    assert "centre of mass" in browser.ask("document.getElementById('drawn').textContent")


# ---------------------------------------------------------------------- pixels


@in_browser
@pytest.mark.parametrize("size", [(28, 28, 1), (64, 48, 3), (300, 700, 3), (50, 50, 4)])
def test_a_photograph_is_brought_to_size_as_predict_does(browser: Browser, size: tuple[int, int, int], tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    photograph().save(path)
    for resizing in RESIZINGS:
        assert np.array_equal(taken(browser, path.read_bytes(), size, resizing, None), decode(path, size, resizing)), resizing


def _kinds() -> dict[str, Image.Image]:
    photo = photograph().crop((100, 80, 340, 260))
    seen_through = photo.convert("RGBA")
    seen_through.putalpha(Image.linear_gradient("L").resize(photo.size))
    deep = Image.fromarray(np.asarray(photo.convert("L")).astype(np.uint16) * 17)
    return {"grey": photo.convert("L"), "two": photo.convert("1"), "palette": photo.quantize(60), "few": photo.quantize(5),
            "transparent": seen_through, "grey and transparent": seen_through.convert("LA"), "16 bits": deep}  # fmt: skip


@in_browser
@pytest.mark.parametrize("kind", sorted(_kinds()))
def test_every_kind_of_png_is_read_as_predict_reads_it(browser: Browser, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    _kinds()[kind].save(path)
    for channels in (1, 3, 4):
        for known in (None, Range(20, 3000)):
            size = 40, 33, channels
            wanted = decode(path, size, "stretch", known)
            assert np.allclose(taken(browser, path.read_bytes(), size, "stretch", known), wanted, atol=1e-4, rtol=0), (
                size,
                known,
            )


@in_browser
def test_a_large_jpeg_is_nearly_what_predict_makes_of_it(browser: Browser, tmp_path: Path) -> None:
    """It is decoded at a fraction of its size there, by means of its own; here by the means of squares of pixels."""
    path = tmp_path / "a.jpg"
    photograph().save(path, quality=92)
    for size in ((150, 150, 3), (60, 60, 3), (28, 28, 1)):
        difference = np.abs(taken(browser, path.read_bytes(), size, "stretch", None) - decode(path, size).astype(np.float32))
        assert difference.mean() < 0.5
        assert difference.max() < 8


@in_browser
def test_what_is_said_of_a_photograph_is_what_keras_says(
    browser: Browser, digits: Project, weights: Path, tmp_path: Path
) -> None:
    from cnn.worker.model.builder import build

    path = tmp_path / "photo.png"
    photograph().save(path)
    model = build(digits.graph)
    model.load_weights(weights)
    wanted = np.asarray(model(decode(path, (28, 28, 1))[np.newaxis].astype("float32"), training=False))[0]
    (said,) = browser.ask(f"layerloom.askFile({as_text(path.read_bytes())})")
    assert said["shape"] == [1, 10]
    assert np.abs(np.asarray(said["values"]) - wanted).max() < 1e-4


# ---------------------------------------------------------------------- answers


@in_browser
@pytest.mark.parametrize("task", ["classes", "labels", "numbers"])
def test_its_numbers_mean_what_they_mean_in_predict(browser: Browser, task: str) -> None:
    from cnn.worker.evaluation.probabilities import each_probability, probabilities

    for units in (1, 4):
        for meaning in get_args(Meaning):
            row = np.random.default_rng(units).normal(size=(1, units)) if meaning == "logits" else np.full((1, units), 0.25)
            wanted = row if task == "numbers" else (probabilities if task == "classes" else each_probability)(row, meaning)
            told = browser.ask(f"layerloom.told({json.dumps({'task': task, 'meaning': meaning})}, {row[0].tolist()})")
            assert np.allclose(told, wanted[0], atol=1e-6), (units, meaning)


@pytest.mark.story
@in_browser
def test_each_of_several_things_is_shown(export: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.exports import writing

    graph, image = Graph().add(Input(shape=(8, 8, 3)))
    graph, flat = graph.add(Flatten(), image.id)
    for units, activation in ((3, "softmax"), (2, "sigmoid"), (2, "linear")):
        graph, _ = graph.add(Dense(units=units, activation=activation), flat.id)
    learned = (
        Learned("species", ("cat", "dog", "<i>owl</i>"), "classes"),
        Learned("seen", ("collar", "leash"), "labels"),
        Learned("", ("age", "weight"), "numbers"),
    )
    monkeypatch.setattr(writing, "learned_of", lambda *_: learned)
    monkeypatch.setattr(writing, "class_names", lambda *_: learned[0].classes)
    report = export(Project(graph), tmp_path / "a.html")
    assert (report.proof.of, report.proof.runtime.split()[0]) == ("noise", "onnxruntime-web")
    program = find_browser()
    assert program
    with Browser(program) as browser:
        browser.open(tmp_path / "a.html")
        ready(browser)
        assert "species: cat, dog or <i>owl</i>" in browser.ask("document.querySelector('header p').textContent")
        browser.ask(pasted(as_file(photograph())))
        first_bar(browser)
        texts = "[...document.querySelectorAll('#said h2')].map((head) => head.textContent)"
        assert browser.ask(texts) == ["species", "seen", "dense_2"]
        assert browser.ask("document.querySelectorAll('.bar').length") == 3 + 2
        assert browser.ask("[...document.querySelectorAll('td')].map((cell) => cell.textContent)")[::2] == ["age", "weight"]
        assert browser.ask("document.querySelectorAll('i > i, span i').length") == 0


# ---------------------------------------------------------------------- refusals


def test_two_inputs_are_refused(export: Exporter, tmp_path: Path) -> None:
    graph = Graph()
    for _ in range(2):
        graph, _image = graph.add(Input(shape=(8, 8, 1)))
    graph, both = graph.add(Add(), *graph.inputs)
    graph, flat = graph.add(Flatten(), both.id)
    graph, _ = graph.add(Dense(units=2), flat.id)
    with pytest.raises(FileError, match="one image; this one takes 2"):
        export(Project(graph), tmp_path / "a.html")
    assert not list(tmp_path.glob("*.html"))


def test_a_network_that_is_too_large_is_refused_with_its_size(
    export: Exporter, digits: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.exports import page_file

    monkeypatch.setattr(page_file, "LARGEST", 100)
    with pytest.raises(FileError, match=r"up to 100 B.*take .* kB") as caught:
        export(digits, tmp_path / "a.html")
    assert caught.value.hint == "Use ONNX."


def test_a_network_that_fits_in_half_the_bytes_is_told_so(
    export: Exporter, digits: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.analysis import analyse
    from cnn.worker.exports import page_file

    params = analyse(digits.graph).total_params
    assert params is not None
    monkeypatch.setattr(page_file, "LARGEST", 3 * params)
    with pytest.raises(FileError) as caught:
        export(digits, tmp_path / "a.html")
    assert caught.value.hint.startswith("In float16 they take ")


def test_a_missing_runtime_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from cnn.formats.files import require_writable

    monkeypatch.setattr(web_runtime, "FOLDER", tmp_path)
    with pytest.raises(FileError, match="A page takes onnxruntime-web") as caught:
        require_writable(tmp_path / "a.html")
    assert ".ci/web-runtime" in caught.value.hint


@pytest.mark.story
def test_a_damaged_runtime_is_not_put_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for file in web_runtime.FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes() if file.suffix != ".mjs" else b"other")
    monkeypatch.setattr(web_runtime, "FOLDER", tmp_path)
    with pytest.raises(FileError, match="is damaged"):
        web_runtime.load()
