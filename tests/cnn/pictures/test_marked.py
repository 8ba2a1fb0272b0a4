"""Pictures of networks whose layers wear what became of them in another design."""

from cnn.analysis import analyse
from cnn.pictures.canvas import draw_canvas, draw_marked
from cnn.pictures.colours import LIGHT, SIGNS, Mark
from cnn.pictures.drawing import Rect, Text
from cnn.presets import PRESETS
from cnn.words import language


def test_each_mark_stands_at_its_layer_with_its_sign() -> None:
    graph = PRESETS["lenet5"].graph()
    names: dict[str, Mark] = {"conv2d": "changed", "flatten": "added", "dense": "removed"}
    marks = {graph.named(name).id: mark for name, mark in names.items()}
    picture, places = draw_marked(graph, analyse(graph), LIGHT, (), marks)
    texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
    for node_id, mark in marks.items():
        (rim,) = [s for s in picture.shapes if isinstance(s, Rect) and s.stroke == LIGHT.mark(mark) and s.line == 2.5]
        middle = places[node_id]
        assert abs(rim.x + rim.width / 2 - middle.x) < 1e-6
        assert abs(rim.y + rim.height / 2 - middle.y) < 1e-6
        (sign,) = [text for text in texts if text.text == SIGNS[mark]]
        assert abs(sign.x - (rim.x + rim.width)) < 4
    assert set(places) == set(graph.nodes)


def test_a_folded_group_wears_what_all_of_it_have_in_common() -> None:
    graph = PRESETS["resnet20"].graph()
    first, second = [group for group in graph.groups if "/" not in group][:2]
    marks: dict[str, Mark] = {node.id: "added" for node in graph.members(first)}
    marks[graph.members(second)[0].id] = "removed"
    picture, places = draw_marked(graph, analyse(graph), LIGHT, (first, second), marks)
    signs = [shape.text for shape in picture.shapes if isinstance(shape, Text) and shape.text in SIGNS.values()]
    assert signs == ["+", "≠"]
    assert len({places[node.id] for node in graph.members(first)}) == 1


def test_without_marks_it_is_the_picture() -> None:
    graph = PRESETS["lenet5"].graph()
    assert draw_marked(graph, analyse(graph), LIGHT, (), {})[0] == draw_canvas(graph, analyse(graph), LIGHT, ())


def test_a_layer_that_was_put_somewhere_covers_what_it_lies_on() -> None:
    graph = PRESETS["lenet5"].graph()
    moved = graph.place({graph.named("conv2d").id: (0.0, 400.0)})
    shapes = draw_canvas(moved, analyse(moved), LIGHT, ()).shapes
    names = [
        shape.text for shape in shapes if isinstance(shape, Text) and shape.text in {node.name for node in moved.nodes.values()}
    ]
    assert names[-1] == "conv2d"
    assert names[:-1] == [node.name for node in graph.nodes.values() if node.name != "conv2d"]


def test_what_cards_say_is_in_the_language_of_who_reads_it() -> None:
    graph = PRESETS["googlenet"].graph()
    graph = graph.set_trainable([graph.order[3]], trainable=False)
    folded = [group for group in graph.groups if group.startswith("inception")]
    with language.speaking("zh_CN"):
        picture, _ = draw_marked(graph, analyse(graph), LIGHT, folded, {})
    texts = [shape.text for shape in picture.shapes if isinstance(shape, Text)]
    said = " ".join(texts)
    assert "相同" in said
    assert "alike" not in said
    assert "frozen" not in said
