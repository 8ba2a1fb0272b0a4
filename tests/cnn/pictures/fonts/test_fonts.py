"""The letters of pictures: from their own font, from one of this computer, or a question mark; and the icons of families."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image

from cnn.graph import Graph
from cnn.pictures.drawing import Icon, Text
from cnn.pictures.fonts import letters as fonts
from cnn.pictures.fonts import system as fallback
from cnn.pictures.fonts.icons import FAMILIES, outline
from cnn.pictures.picture import Wishes, draw, remark, write_picture
from cnn.presets import PRESETS
from cnn.project import Project

CAT, DOG = "猫", "犬"
ROOM = 3.0  # how wide the made letter is, which no other font's is


def font_with(letter: str, path: Path, name: str = "Made") -> None:
    """A font of one letter, a square of 3 by 1."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "made"])
    builder.setupCharacterMap({ord(letter): "made"})
    pen = TTGlyphPen(None)
    for verb, *at in (("moveTo", (0, 0)), ("lineTo", (0, 1000)), ("lineTo", (3000, 1000)), ("lineTo", (3000, 0)), ("closePath",)):
        getattr(pen, verb)(*at)
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "made": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "made": (int(1000 * ROOM), 0)})
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": "Made-Regular"})
    builder.setupOS2(sTypoAscender=1000, sTypoDescender=0)
    builder.setupPost()
    builder.save(path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder of fonts there is: it holds a broken one, and one with a letter for a cat."""
    known = (fallback.face_for, fallback._faces, fonts._face, fonts._letter)
    for function in known:
        function.cache_clear()
    monkeypatch.setattr(fallback, "folders", lambda: (tmp_path,))
    (tmp_path / "NotoSansCJK-Broken.ttc").write_bytes(b"ttcf" + bytes(40))
    (tmp_path / "notes.txt").write_text("no font", encoding="utf-8")
    font_with(CAT, tmp_path / "made.ttf")
    yield tmp_path
    for function in known:
        function.cache_clear()


def project(name: str) -> Project:
    graph = PRESETS["lenet5"].graph()
    first = next(iter(graph.nodes.values()))
    return Project(Graph({**graph.nodes, first.id: replace(first, name=name)}, name=graph.name))


@pytest.mark.slow
def test_a_letter_comes_from_the_font_that_has_it() -> None:
    parts = fonts.runs(f"a {CAT}{CAT} b", bold=True)
    assert [(face.path.name, part) for face, part in parts] == [
        ("DejaVuSans-Bold.ttf", "a "),
        ("made.ttf", CAT * 2),
        ("DejaVuSans-Bold.ttf", " b"),
    ]
    assert fonts.width(CAT, 10) == pytest.approx(10 * ROOM)
    assert fonts.unwritable([f"{CAT}→é", "a"]) == ""


@pytest.mark.slow
@pytest.mark.parametrize(("countries", "wanted"), [(("JP", "KR", "SC", "TC"), 2), (("JP", "KR"), 0)])
def test_of_a_collection_the_shapes_of_the_mainland_are_taken(folder: Path, countries: tuple[str, ...], wanted: int) -> None:
    collection = TTCollection()
    for country in countries:
        font_with(DOG, folder / "one.font", f"Made {country}")
        collection.fonts.append(TTFont(folder / "one.font"))
    collection.save(str(folder / "several.ttc"))
    ((face, shown),) = fonts.runs(DOG)
    assert (face.path.name, face.number, shown) == ("several.ttc", wanted, DOG)
    assert fonts.of_size(face, 20).getname()[0] == f"Made {countries[wanted]}"


def test_a_letter_that_no_font_has_is_a_question_mark_and_told() -> None:
    assert "".join(part for _, part in fonts.runs(f"{DOG} dog")) == "? dog"
    assert remark(project(DOG), ".png").startswith(f"No font here has {DOG}: question marks stand there.")
    assert remark(project(CAT), ".png") == remark(project(DOG), ".svg") == ""


def test_letters_that_should_be_joined_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An SVG leaves them to whoever shows it, who joins them."""
    monkeypatch.setattr(fonts, "can_join", lambda suffix: False)
    for name in ("\u0642\u0637\u0629", "\u05d7\u05ea\u05d5\u05dc", "\u092c\u093f\u0932"):  # cat: Arabic, Hebrew, Devanagari
        assert "stand there one by one" in remark(project(name), ".png")
        assert remark(project(name), ".svg") == ""
        assert "pip install" in remark(project(name), ".pdf")


ARABIC = "\u0642\u0637\u0629 2"


@pytest.mark.slow
@pytest.mark.skipif(not fonts.can_join(".png"), reason="Pillow finds no FriBiDi")
def test_letters_are_joined_in_a_png(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow itself is asked: the word stands in the picture as it sets it with Raqm, and not as it sets letter after letter."""
    found = Image.open(io.BytesIO(write_picture(project(ARABIC), ".png"))).convert("L")
    font = fonts.of_size(fonts.Face(fonts.file_of(bold=True)), 100, joined=True)
    alone = fonts.of_size(fonts.Face(fonts.file_of(bold=True)), 100)
    assert font.getlength(ARABIC) < alone.getlength(ARABIC)
    monkeypatch.setattr(fonts, "can_join", lambda suffix: False)
    fonts.of_size.cache_clear()
    apart = Image.open(io.BytesIO(write_picture(project(ARABIC), ".png"))).convert("L")
    fonts.of_size.cache_clear()
    assert found.tobytes() != apart.tobytes()
    assert remark(project(ARABIC), ".png")


def test_a_text_from_right_to_left_begins_at_the_right() -> None:
    left, right = (fonts.Face(Path(name)) for name in "ab")
    assert fonts.in_order([(left, f"{ARABIC} "), (right, CAT)]) == [(right, CAT), (left, f"{ARABIC} ")]
    assert fonts.in_order([(right, CAT), (left, ARABIC)]) == [(right, CAT), (left, ARABIC)]


@pytest.mark.slow
def test_letters_are_joined_in_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("uharfbuzz")
    joined = write_picture(project(ARABIC), ".pdf")
    assert joined == write_picture(project(ARABIC), ".pdf")
    assert remark(project(ARABIC), ".pdf") == ""
    monkeypatch.setattr("cnn.pictures.pdf.can_join", lambda suffix: False)
    assert joined != write_picture(project(ARABIC), ".pdf")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".png", ".pdf", ".svg"])
def test_pictures_show_it(kind: str, folder: Path) -> None:
    with_cat, with_dog = (write_picture(project(name), kind) for name in (CAT, DOG))
    assert with_cat == write_picture(project(CAT), kind)
    if kind == ".png":
        ink = [
            sum(1 for value in Image.open(io.BytesIO(data)).convert("L").tobytes() if value < 60) for data in (with_cat, with_dog)
        ]
        assert ink[0] > ink[1] + 500  # a filled box of three letters' width
    elif kind == ".pdf":
        assert b"+Made" in with_cat
        assert b"+Made" not in with_dog
    else:
        assert f">{CAT}</text>".encode() in with_cat


@pytest.mark.slow
def test_a_report_shows_it(tmp_path: Path) -> None:
    from cnn.reports.report import remark as remark_of
    from cnn.reports.report import written
    from tests.cnn.reports.runs import classes_answer, gathered, run_of

    run = gathered(run_of(tmp_path / "run", classes=(CAT, "y")), classes_answer((CAT, "y")))
    assert b"+Made" in written(run, ".pdf")
    assert remark_of(run, ".pdf") == ""
    other = gathered(run_of(tmp_path / "other", classes=(DOG, "y")), classes_answer((DOG, "y")))
    assert DOG in remark_of(other, ".pdf")
    assert remark_of(other, ".html") == ""


# ---------------------------------------------------------------------- icons


@pytest.mark.slow
def test_every_card_has_the_icon_of_its_family_before_its_name() -> None:
    shapes = draw(Project(PRESETS["googlenet"].graph()), Wishes(fold="all")).shapes
    icons = [shape for shape in shapes if isinstance(shape, Icon)]
    assert [icon.glyph for icon in icons] == [FAMILIES[node.layer.family] for node in PRESETS["googlenet"].graph().nodes.values()]
    names = [shape for shape in shapes if isinstance(shape, Text) and shape.bold]
    for icon, name in zip(icons, names, strict=True):
        assert icon.y < name.y - 4 < icon.y + icon.size
        assert 0 < name.x - (icon.x + icon.size) < 8


@pytest.mark.parametrize("glyph", sorted(FAMILIES.values()))
def test_an_outline_lies_in_its_square_and_is_closed(glyph) -> None:
    found = outline(glyph)
    points = [point for start, ways in found for point in (start, *(point for way in ways for point in way))]
    assert all(-0.01 <= value <= 1.01 for point in points for value in point)
    assert max(point.x for point in points) - min(point.x for point in points) > 0.5


@pytest.mark.slow
def test_an_icon_is_drawn_once_in_an_svg_and_used_often() -> None:
    text = write_picture(Project(PRESETS["resnet50"].graph()), ".svg", Wishes(fold="all")).decode()
    defined = re.findall(r'<path id="(icon-[a-z-]+)"', text)
    used = re.findall(r'xlink:href="#(icon-[a-z-]+)"', text)
    assert len(defined) == len(set(defined)) == len(set(used))
    assert len(used) == len(PRESETS["resnet50"].graph().nodes)


@pytest.mark.slow
def test_icons_are_painted_in_png_and_pdf() -> None:
    """In the family's colour, where nothing else has it but the bar."""
    data = write_picture(Project(PRESETS["lenet5"].graph()), ".png")
    image = Image.open(io.BytesIO(data)).convert("RGB")
    drawn = draw(Project(PRESETS["lenet5"].graph()))
    for icon in (shape for shape in drawn.shapes if isinstance(shape, Icon)):
        box = tuple(round(2 * value) for value in (icon.x, icon.y, icon.x + icon.size, icon.y + icon.size))
        colours = {colour for _, colour in image.crop(box).getcolors(10_000)}  # type: ignore[arg-type,union-attr]
        wanted = tuple(bytes.fromhex(icon.colour[1:]))
        assert any(sum(abs(a - b) for a, b in zip(colour, wanted, strict=True)) < 40 for colour in colours), icon.glyph
    pdf = write_picture(Project(PRESETS["lenet5"].graph()), ".pdf")
    streams = [
        zlib.decompress(part) for part in re.findall(rb"stream\r?\n(x[\x01\x5e\x9c\xda].*?)\r?\nendstream", pdf, re.DOTALL)
    ]
    assert max(stream.count(b" c\n") + stream.count(b" c ") for stream in streams) > 200
