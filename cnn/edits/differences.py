"""What is different between two projects, in words: layers, wires, settings, dataset."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnn.datasets.division.curation import Curation
from cnn.datasets.sources import title
from cnn.graph import Graph, Node
from cnn.layers import Layer
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.recipe.section import label_of
from cnn.words.language import called_within, tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of, spell_value


def differences(before: Project, after: Project) -> tuple[str, ...]:
    """One line for each thing that `after` has otherwise than `before`; none where they are the same."""
    lines = [
        *_named(tr("The network's name"), before.graph.name, after.graph.name),
        *_of_graphs(before.graph, after.graph),
        *_of_recipes(before.recipe, after.recipe),
        *_named(tr("The dataset"), before.dataset, after.dataset),
        *_of_curations(before.curations, after.curations),
        *_named(tr("The file of weights"), before.weights or tr("none"), after.weights or tr("none")),
        *_named(tr("The network's direction on the canvas"), before.direction, after.direction),
        *_named(tr("Folded groups"), _listed(before.folded or ()), _listed(after.folded or ())),
    ]
    return tuple(lines)


def _of_curations(before: Iterable[Curation], after: Iterable[Curation]) -> Iterable[str]:
    """How many images something else is decided about, of each dataset."""
    old, new = ({curation.dataset: curation.marks for curation in curations} for curations in (before, after))
    for dataset in dict.fromkeys((*old, *new)):
        ours, theirs = old.get(dataset, {}), new.get(dataset, {})
        changed = sum(ours.get(key) != theirs.get(key) for key in {*ours, *theirs})
        if changed:
            images = number_of("{0} image|{0} images", changed)
            yield tr("Something else is decided about {0} of {1}.", images, title(dataset))


def _of_graphs(before: Graph, after: Graph) -> Iterable[str]:
    old, new = _by_name(before), _by_name(after)
    renamed = {  # the same place in the network under another name
        name: after.nodes[node.id].name
        for name, node in old.items()
        if name not in new and node.id in after.nodes and after.nodes[node.id].name not in old
    }
    for name, node in old.items():
        if name not in new and name not in renamed:
            yield tr("{0} ({1}) is gone.", name, node.layer.class_name)
    for name, node in new.items():
        if name not in old and name not in renamed.values():
            yield tr("{0} ({1}) is new.", name, node.layer.class_name)
    names = _Names(before, after, renamed)
    for name, node in old.items():
        other = new.get(renamed.get(name, name))
        if other is not None:
            yield from _of_nodes(node, other, names)
    yield from _named(tr("The outputs"), *names.both(before.marked_outputs, after.marked_outputs))
    moved = sum(new[name].position != node.position for name, node in old.items() if name in new)
    if moved:
        yield number_of("{0} layer stands at another place.|{0} layers stand at another place.", moved)


@dataclass(frozen=True)
class _Names:
    """Calls the nodes of both graphs by the names they have afterwards, so that a new name alone is no new wire."""

    before: Graph
    after: Graph
    renamed: Mapping[str, str]

    def both(self, before: Iterable[str], after: Iterable[str]) -> tuple[str, str]:
        """The names behind ids of the one and of the other graph."""
        old = (self.before.nodes[item].name if item in self.before.nodes else item for item in before)
        new = (self.after.nodes[item].name if item in self.after.nodes else item for item in after)
        return _listed(self.renamed.get(name, name) for name in old), _listed(new)


def _of_nodes(before: Node, after: Node, names: _Names) -> Iterable[str]:
    if before.name != after.name:
        yield tr("{0} is called {1}.", before.name, after.name)
    yield from _of_layers(after.name, before.own_layer, after.own_layer)
    if (before.bypassed is None) != (after.bypassed is None):
        yield tr("{0} is skipped.", after.name) if after.bypassed else tr("{0} is no longer skipped.", after.name)
    yield from _named(tr("{0} reads", after.name), *names.both(before.inputs, after.inputs))
    yield from _named(tr("The group of {0}", after.name), before.group or tr("none"), after.group or tr("none"))
    if before.trainable != after.trainable:
        yield tr("{0} is trainable.", after.name) if after.trainable else tr("{0} is frozen.", after.name)
    shared = names.both([before.shares] if before.shares else (), [after.shares] if after.shares else ())
    yield from _named(tr("Whose weights {0} uses", after.name), *shared)


def _of_layers(name: str, before: Layer, after: Layer) -> Iterable[str]:
    if before.class_name != after.class_name:
        yield tr("{0} is a {1} instead of a {2}.", name, after.class_name, before.class_name)
    else:
        yield from _of_values(name, dict(before), dict(after))


def _of_recipes(before: Recipe, after: Recipe) -> Iterable[str]:
    yield from _of_values(tr("Training"), dict(before), dict(after))


def _of_values(owner: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    for name in dict.fromkeys([*before, *after]):
        if (old := before.get(name)) != (new := after.get(name)):
            yield tr(
                "{0}: {1} {2} instead of {3}.", owner, called_within(name, label_of(name)), spell_value(new), spell_value(old)
            )


def _named(what: str, before: str, after: str) -> Iterable[str]:
    if before != after:
        yield tr("{0}: {1} instead of {2}.", what, spell_value(after), spell_value(before))


def _listed(names: Iterable[str]) -> str:
    return listed(names) or tr("none")


def _by_name(graph: Graph) -> dict[str, Node]:
    return {node.name: node for node in graph.nodes.values()}
