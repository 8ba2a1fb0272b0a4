"""What a report says of the network: its picture, its passport, its layers."""

from collections.abc import Sequence

from cnn.errors import LayerloomError
from cnn.pictures.picture import Wishes, draw
from cnn.reports.again import origin_of
from cnn.reports.blocks import Block, Facts, Heading, NetworkPicture, Table, Text, Words
from cnn.reports.gathered import Gathered
from cnn.shapes import spell
from cnn.words.language import marked, tr
from cnn.words.lists import phrases
from cnn.words.quantities import UNKNOWN, digits, number_of, spell_bytes, spell_short, spell_total


def network(run: Gathered) -> tuple[Block, ...]:
    """Picture, totals, passport and layers."""
    analysis = run.analysis
    totals = Facts(
        (
            (tr("Layers"), digits(len(analysis.graph))),
            (tr("Parameters"), spell_total(analysis.total_params, analysis.known.params)),
            (tr("of these trainable"), spell_total(analysis.trainable_params, analysis.known.trainable_params)),
            (tr("Multiply-accumulates an image"), UNKNOWN if analysis.macs is None else digits(analysis.macs)),
            (tr("Weights in float32"), spell_bytes(analysis.weight_bytes)),
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
    spoken = tr("The network {0} as a diagram of its layers", light.name)
    return [NetworkPicture(light, dark, spoken)]


def _passport(run: Gathered) -> list[Block]:
    """Where a published network comes from, and what is other than there."""
    origin = origin_of(run.project)
    if origin is None:
        return []
    preset = origin.preset
    published = [
        number_of(tr("{0} parameter|{0} parameters"), preset.published_params) if preset.published_params else "",
        tr("{0:g} % top-1 on {1}", preset.published_top1, preset.data) if preset.published_top1 else "",
    ]
    here = marked("{0}, every layer as in the preset") if origin.unchanged else marked("{0}, edited since")
    rows = [
        (tr("Paper"), preset.paper),
        (tr("Year"), str(preset.year)),
        (tr("Published"), phrases(published)),
        (tr("For"), _made_for(preset.image, preset.classes)),
        (tr("Here"), tr(here, _made_for(origin.image, origin.classes))),
    ]
    if origin.weights:
        rows.append((tr("Weights"), tr("began with those published for {0}", preset.data)))
    blocks: list[Block] = [
        Heading(tr("From the preset {0}", preset.title)),
        Facts(tuple((name, text) for name, text in rows if text)),
    ]
    if preset.deviations:
        blocks += [Text(tr("What differs from the paper:")), Words(tuple(map(tr, preset.deviations)))]
    return blocks


def _made_for(image: Sequence[int], classes: int) -> str:
    return tr("images of {0}, {1}", spell(tuple(image)), number_of(tr("{0} class|{0} classes"), classes))


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
    total = (tr("Sum"), "", "", "", spell_total(analysis.total_params, analysis.known.params), spell_short(analysis.macs))
    head = (tr("Layer"), tr("Class"), tr("Settings"), tr("Output"), tr("Parameters"), "MACs")
    return [Heading(tr("Layers")), Table(head, (*rows, total), frozenset({3, 4, 5}), last=True)]
