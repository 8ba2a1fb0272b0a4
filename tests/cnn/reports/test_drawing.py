"""Drawings of a report: curves of many classes look different from each other, and are named."""

from cnn.pictures.drawing import Path
from cnn.reports.drawing import Label, plane
from cnn.reports.pdf import drawn_shapes

CURVES = {f"class {place}": ((0.0, 0.0), (0.5, 0.9), (1.0, 1.0)) for place in range(12)}


def test_no_two_curves_look_alike_and_each_is_named() -> None:
    drawing = plane(CURVES, "across", "up", diagonal=True)
    looks = [(shape.stroke, shape.dash) for shape in drawn_shapes(drawing) if isinstance(shape, Path) and shape.line == 1.8]
    assert len(looks) == 24  # each once as a curve, and once beside its name
    assert sorted(set(looks)) == sorted(looks[:12])
    assert looks[:12] == looks[12:]
    assert {shape.text for shape in drawing.shapes if isinstance(shape, Label)} >= {*CURVES}


def test_one_curve_needs_no_name() -> None:
    drawing = plane({"only": ((0.0, 0.0), (1.0, 1.0))}, "across", "up")
    assert "only" not in {shape.text for shape in drawing.shapes if isinstance(shape, Label)}
