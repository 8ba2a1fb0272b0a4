"""What a group was made from: the block, its numbers, and which layer of the group stands for which of the block.

What a person changed inside is not noted: it is whatever differs from what the block makes, `cnn.edits.made`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cnn.graph.node import Node, in_group
from cnn.shapes import Shape

#: what a block may ask for
Number = int | float | bool | str


@dataclass(frozen=True)
class Made:
    """The block that a group was made from.

    `kind` is the block's name, `numbers` what it was made with. `parts` has the id of the node that stands for each layer of the
    block, by the name that the layer has there; `reads` is the shape of one sample that the block read when it was made, `None`
    where that was open. Groups with the same `link` change together, but for the numbers in `own`; `added` are nodes that a
    person put into all of them, by a name that they share.
    """

    kind: str
    numbers: Mapping[str, Number] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    reads: Shape | None = None
    link: str = ""
    own: frozenset[str] = frozenset()
    added: Mapping[str, str] = field(default_factory=dict)

    def copied(self, new_ids: Mapping[str, str]) -> "Made":
        """The same for a copy of the group, by the ids of the copies; parts that weren't copied are missing there."""
        known = (self.parts, self.added)
        parts, added = ({name: new_ids[one] for name, one in ids.items() if one in new_ids} for ids in known)
        return replace(self, parts=parts, added=added)


Groups = Mapping[str, Made]


def standing(groups: Groups, nodes: Mapping[str, Node]) -> dict[str, Made]:
    """Those of the groups that are there: one layer at least that the block made still stands in it."""
    return {path: made for path, made in groups.items() if any(_stands(node_id, path, nodes) for node_id in made.parts.values())}


def _stands(node_id: str, path: str, nodes: Mapping[str, Node]) -> bool:
    return node_id in nodes and in_group(nodes[node_id], path)


def moved(groups: Groups, old: str, new: str) -> dict[str, Made]:
    """The groups after one of them, with all that is in it, got another path; "" takes it apart, but not what is in it."""
    found: dict[str, Made] = {}
    for path, made in groups.items():
        if path == old:
            path = new if new != old.rpartition("/")[0] else ""
        elif path.startswith(f"{old}/"):
            path = "/".join(filter(None, (new, path[len(old) + 1 :])))
        if path:
            found[path] = made
    return found


def copied(groups: Groups, paths: Mapping[str, str], new_ids: Mapping[str, str]) -> dict[str, Made]:
    """What copies of groups were made from: by the path of each group that was copied whole that of its copy."""
    return {paths[path]: made.copied(new_ids) for path, made in groups.items() if path in paths}


def covered(paths: Iterable[str], nodes: Mapping[str, Node], chosen: Iterable[str]) -> list[str]:
    """Those of the groups all of whose nodes are chosen."""
    wanted = set(chosen)
    left_out = {node.group for node in nodes.values() if node.id not in wanted}
    return [path for path in paths if not any(group == path or group.startswith(f"{path}/") for group in left_out)]
