"""Pictures of networks: the same bytes each time, everything readable, the network inside."""

import io
import os
import pathlib
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PIL import Image

from cnn.errors import FileError
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Flatten, Input
from cnn.layout.direction import USUAL_PAGE
from cnn.pictures.carried import project_in, text_in
from cnn.pictures.drawing import Path, Picture, Rect, Text
from cnn.pictures.moving import bounds_of
from cnn.pictures.picture import LOOKS, STYLES, Wishes, draw, write_picture
from cnn.presets import PRESETS
from cnn.project import Project
from tests.cnn.pictures.networks import broken, two_eyes, unet

KINDS = (".svg", ".png", ".pdf")
ROOT = pathlib.Path(__file__).resolve().parents[3]
NETWORKS = {
    **{name: PRESETS[name].graph for name in ("lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "mobilenet")},
    "unet": unet, "two_eyes": two_eyes, "broken": broken,
}  # fmt: skip


def drawn(name: str, wishes: Wishes) -> Picture:
    return draw(Project(NETWORKS[name]()), wishes)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("fold", ["folded", "all"])
def test_texts_stand_in_the_picture_and_not_on_each_other(name, fold, look):
    """Found by measuring: with the metrics of the font, no two lines of text share a place."""
    picture = drawn(name, Wishes("canvas", look, fold))
    legible(picture)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("fold", ["folded", "all"])
def test_in_columns_everything_is_legible_too(name, fold):
    picture = drawn(name, Wishes("canvas", "light", fold, page=USUAL_PAGE))
    legible(picture)
    assert picture.height <= drawn(name, Wishes("canvas", "light", fold)).height


@pytest.mark.parametrize("style", ["volumes", "blocks"])
@pytest.mark.parametrize("name", [*PRESETS, "unet", "two_eyes", "broken"])
def test_figures_are_legible_or_refused_with_a_style_that_works(name, style):
    graph = NETWORKS[name]() if name in NETWORKS else PRESETS[name].graph()
    try:
        picture = draw(Project(graph), Wishes(style))
    except FileError as error:
        refused = error
    else:
        legible(picture)
        return
    assert style == "volumes"
    assert name in ("two_eyes", "broken")
    assert "blocks" in refused.hint


@pytest.mark.parametrize(
    ("name", "times"), [("resnet50", [3, 4, 6, 3]), ("vgg16", [2, 2, 3, 3, 3, 2]), ("densenet121", [6, 12, 24, 16])]
)
def test_what_repeats_is_told_once(name, times):
    """The numbers of the papers' tables."""
    texts = [shape.text for shape in draw(Project(PRESETS[name].graph()), Wishes("blocks")).shapes if isinstance(shape, Text)]
    assert [int(text[2:]) for text in texts if text.startswith("× ")] == times


def test_the_skips_of_a_u_net_run_above_its_volumes():
    """One for each size but the smallest, the longest highest."""
    picture = draw(Project(unet()), Wishes("volumes"))
    ways = [shape for shape in picture.shapes if isinstance(shape, Path) and shape.radius and len(shape.corners) == 4]
    assert len(ways) == 3
    lengths = [way.corners[2].x - way.corners[1].x for way in ways]
    heights = [way.corners[1].y for way in ways]
    assert sorted(lengths) == lengths
    assert sorted(heights, reverse=True) == heights


def test_a_block_diagram_fits_a_column():
    """85 mm are 321 pixels of 96 to the inch; a picture may be made smaller by a fifth and stays readable."""
    for name in ("resnet50", "googlenet", "vgg16"):
        assert draw(Project(PRESETS[name].graph()), Wishes("blocks")).width < 321 * 1.25


def test_volumes_stand_in_proportion():
    """AlexNet's image of 227 pixels and its feature maps of 13: by the root, as is said below."""
    picture = draw(Project(PRESETS["alexnet"].graph()), Wishes("volumes"))
    fronts = [
        bounds_of(shape) for shape in picture.shapes if isinstance(shape, Path) and shape.closed and len(shape.corners) == 4
    ]
    heights = [box[3] - box[1] - 0.7 for box in fronts[::3]]
    assert any("square root" in shape.text for shape in picture.shapes if isinstance(shape, Text))
    assert heights[0] / 150 == pytest.approx(1, abs=0.01)
    assert min(abs(height / heights[0] - (13 / 227) ** 0.5) for height in heights) < 0.01


def legible(picture: Picture) -> None:
    texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
    boxes = [bounds_of(text) for text in texts]
    for text, (left, top, right, bottom) in zip(texts, boxes, strict=True):
        assert min(left, top, picture.width - right, picture.height - bottom) >= 0, f"{text.text!r} is cut off"
    order = sorted(range(len(texts)), key=lambda number: boxes[number][1])
    for place, number in enumerate(order):
        for other in order[place + 1 :]:
            if boxes[other][1] >= boxes[number][3]:
                break
            a, b = boxes[number], boxes[other]
            assert a[2] <= b[0] or b[2] <= a[0], f"{texts[number].text!r} stands on {texts[other].text!r}"


@pytest.mark.parametrize("name", NETWORKS)
def test_words_stay_on_their_cards_and_cards_apart(name):
    picture = drawn(name, Wishes(fold="all"))
    cards = [bounds_of(shape) for shape in picture.shapes if isinstance(shape, Rect) and shape.width == 260 and shape.stroke]
    assert cards
    for a, b in combinations(cards, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], "two cards share a place"
    for text in (shape for shape in picture.shapes if isinstance(shape, Text)):
        box = bounds_of(text)
        for card in cards:
            if card[0] < text.x < card[2] and card[1] < text.y < card[3]:
                assert min(box[0] - card[0], box[1] - card[1], card[2] - box[2], card[3] - box[3]) >= 0, text.text


def test_a_class_that_has_no_room_on_one_card_is_short_on_all():
    graph, _ = Graph().add(Input(shape=(1024, 1024, 3)))
    graph, _ = graph.append(Conv2D(filters=8))
    graph, last = graph.append(Conv2D(filters=1024, kernel_size=(11, 13), padding="same", activation="sigmoid"))
    settings = [shape.text for shape in draw(Project(graph), Wishes("canvas")).shapes if isinstance(shape, Text)]
    assert "Conv 8 · 3×3" in settings
    narrow = Project(graph.remove(last.id))
    assert "Conv2D 8 · 3×3" in [shape.text for shape in draw(narrow, Wishes("canvas")).shapes if isinstance(shape, Text)]


@pytest.mark.story
def test_the_same_picture_gives_the_same_bytes_in_every_process(tmp_path):
    """The order of sets changes from process to process, the hour as well."""
    convert = "import sys, main; sys.exit(any([main.main(['convert', 'resnet20', out, '--all']) for out in sys.argv[1:]]))"
    written = []
    for seed in ("1", "2"):
        files = [tmp_path / f"net{seed}{kind}" for kind in KINDS]
        command = [sys.executable, "-c", convert, *map(str, files)]
        subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        written.append([path.read_bytes() for path in files])
    assert len(set(written[0])) == len(KINDS)
    for kind, once, again in zip(KINDS, *written, strict=True):
        assert once == again, kind


@pytest.mark.story
def test_drawing_takes_neither_qt_nor_keras_nor_matplotlib():
    program = (
        "import sys; from cnn.project import Project; from cnn.presets import PRESETS; from cnn.pictures.picture import *;"
        "project = Project(PRESETS['lenet5'].graph());"
        "[write_picture(project, kind, Wishes(style)) for kind in ('.svg', '.png', '.pdf') for style in STYLES];"
        "print([name for name in ('PySide6', 'keras', 'tensorflow', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_comes_back_out_of_its_picture(name):
    project = Project(PRESETS[name].graph(), PRESETS[name].recipe, dataset="cifar-10")
    assert project_in(write_picture(project, ".svg"), "net.svg") == project


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", STYLES)
def test_the_network_is_in_every_kind_and_style(style, kind):
    project = Project(PRESETS["lenet5"].graph(), PRESETS["lenet5"].recipe)
    assert project_in(write_picture(project, kind, Wishes(style)), f"net{kind}") == project


@pytest.mark.slow
def test_png_is_an_image_that_others_open():
    data = write_picture(Project(PRESETS["lenet5"].graph()), ".png")
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.mode == "RGB"
        assert len(image.getcolors(1 << 20)) > 20


def test_a_part_is_drawn_as_it_stands_and_carries_the_whole():
    project = Project(PRESETS["lenet5"].graph())
    first = list(project.graph.nodes)[:3]
    part = draw(project, Wishes(only=tuple(first)))
    names = {shape.text for shape in part.shapes if isinstance(shape, Text) and shape.bold}
    assert names == {project.graph.nodes[node_id].name for node_id in first}
    assert project_in(write_picture(project, ".svg", Wishes(only=tuple(first))), "part.svg") == project


def test_folded_as_the_project_was_left():
    project = Project(PRESETS["resnet18"].graph(), folded=("conv2",))
    names = {shape.text for shape in draw(project).shapes if isinstance(shape, Text) and shape.bold}
    assert "conv2" in names
    assert "conv3" not in names
    assert project_in(write_picture(project, ".svg"), "net.svg").folded == ("conv2",)


def test_what_cannot_be_built_says_why():
    graph, _ = Graph().append(Input(shape=(8, 8, 3)))
    for layer in (Conv2D(filters=4, kernel_size=11), Flatten(), Dense(units=2)):
        graph, _ = graph.append(layer)
    texts = " ".join(shape.text for shape in draw(Project(graph)).shapes if isinstance(shape, Text))
    assert "11×11" in texts
    assert project_in(write_picture(Project(graph), ".svg"), "net.svg").graph == graph


@pytest.mark.parametrize("style", STYLES)
def test_hidden_numbers_are_drawn_nowhere(style):
    graph = PRESETS["lenet5"].graph()
    hidden = tuple(node.id for node in graph.nodes.values() if node.name != "input")
    known, veiled = (
        " ".join(shape.text for shape in draw(Project(graph), Wishes(style, hidden=ids)).shapes if isinstance(shape, Text))
        for ids in ((), hidden)
    )
    figures = {"canvas": ("2,416", "10 × 10 × 16", "48,120"), "volumes": ("14", "16"), "blocks": ("61,706", "28\u2009×\u200928")}[
        style
    ]
    seen = [figure for figure in figures if figure in known]
    assert seen, "else nothing is shown by it"
    assert not [figure for figure in seen if figure in veiled]
    assert "?" in veiled


def test_an_empty_network_is_refused():
    with pytest.raises(FileError, match="nothing to draw"):
        draw(Project())


@pytest.mark.slow
def test_names_of_any_letters_leave_a_readable_file():
    """Names come from files of other programs, and nothing keeps them from standing in a picture."""
    graph = replace(PRESETS["lenet5"].graph(), name="a<b>&\"'\u0001\ufffe☃")
    svg = write_picture(Project(graph), ".svg")
    assert ElementTree.fromstring(svg)[0].text == "a<b>&\"'\ufffd\ufffd☃"
    assert all(text_in(write_picture(Project(graph), kind)) == text_in(svg) for kind in KINDS)


def test_no_wire_strikes_through_the_name_of_a_group() -> None:
    """To the right, the wire between two lines of cards ran through the name of a stage that begins there."""
    project = Project(PRESETS["mobilenet_v2"].graph(), direction="right")
    shapes = draw(project, Wishes(fold="all", page=USUAL_PAGE)).shapes
    last_wire = max(place for place, shape in enumerate(shapes) if isinstance(shape, Path) and shape.radius == 8.0)
    names = [place for place, shape in enumerate(shapes) if isinstance(shape, Text) and shape.text == "stage3"]
    assert names
    for place in names:
        assert place > last_wire
        ground, name = shapes[place - 1], shapes[place]
        assert isinstance(ground, Rect)
        assert isinstance(name, Text)
        assert ground.x < name.x - 10 < name.x < ground.x + ground.width
        assert ground.y < name.y < ground.y + ground.height
