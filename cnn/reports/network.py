"""What a report says of the network: its picture, its passport, its layers."""

from cnn.errors import LayerloomError
from cnn.pictures.picture import Wishes, draw
from cnn.reports.again import origin_of
from cnn.reports.blocks import Block, Facts, Heading, NetworkPicture, Table, Text, Words
from cnn.reports.gathered import Gathered
from cnn.shapes import spell
from cnn.words.quantities import UNKNOWN, digits, number_of, spell_bytes, spell_short, spell_total


def network(run: Gathered) -> tuple[Block, ...]:
    """Picture, totals, passport and layers."""
    analysis = run.analysis
    totals = Facts(
        (
            ("Layers", digits(len(analysis.graph))),
            ("Parameters", spell_total(analysis.total_params, analysis.known.params)),
            ("of these trainable", spell_total(analysis.trainable_params, analysis.known.trainable_params)),
            ("Multiply-accumulates an image", UNKNOWN if analysis.macs is None else digits(analysis.macs)),
            ("Weights in float32", spell_bytes(analysis.weight_bytes)),
        )
    )
    wrong = [Text(f"{problem.message}", "warning") for problem in analysis.errors]
    return *_picture(run), totals, *wrong, *_passport(run), *_layers(run)


def _picture(run: Gathered) -> list[Block]:
    """The network as it stands on the canvas, in light and in dark colours."""
    try:
        light, dark = draw(run.project, Wishes(look="light")), draw(run.project, Wishes(look="dark"))
    except LayerloomError:
        return []  # nothing that could be drawn; the layers are told all the same
    spoken = f"The network {light.name} as a diagram of its layers"
    return [NetworkPicture(light, dark, spoken)]


def _passport(run: Gathered) -> list[Block]:
    """Where a published network comes from, and what is other than there."""
    origin = origin_of(run.project)
    if origin is None:
        return []
    preset = origin.preset
    published = [
        number_of("{0} parameter|{0} parameters", preset.published_params) if preset.published_params else "",
        f"{preset.published_top1:g} % top-1 on {preset.data}" if preset.published_top1 else "",
    ]
    rows = [
        ("Paper", preset.paper),
        ("Year", str(preset.year)),
        ("Published", ", ".join(filter(None, published))),
        ("For", f"images of {spell(preset.image)}, {number_of('{0} class|{0} classes', preset.classes)}"),
        ("Here", f"images of {spell(origin.image)}, {number_of('{0} class|{0} classes', origin.classes)}"
                 + (", every layer as in the preset" if origin.unchanged else ", edited since")),
    ]  # fmt: skip
    if origin.weights:
        rows.append(("Weights", f"began with those published for {preset.data}"))
    blocks: list[Block] = [Heading(f"From the preset {preset.title}"), Facts(tuple((name, text) for name, text in rows if text))]
    if preset.deviations:
        blocks += [Text("What differs from the paper:"), Words(preset.deviations)]
    return blocks


def _layers(run: Gathered) -> list[Block]:
    """A row for each layer."""
    analysis, graph = run.analysis, run.analysis.graph
    rows = []
    for node_id in graph.order:
        node, found = graph.nodes[node_id], analysis.nodes[node_id]
        rows.append(
            (
                f"{node.group}/{node.name}" if node.group else node.name,
                node.layer.class_name,
                node.layer.headline(),
                UNKNOWN if found.output_shape is None else spell(found.output_shape),
                UNKNOWN if found.params is None else digits(found.params),
                UNKNOWN if found.macs is None else spell_short(found.macs),
            )
        )
    total = ("Sum", "", "", "", spell_total(analysis.total_params, analysis.known.params), spell_short(analysis.macs))
    head = ("Layer", "Class", "Settings", "Output", "Parameters", "MACs")
    return [Heading("Layers"), Table(head, (*rows, total), frozenset({3, 4, 5}), last=True)]
