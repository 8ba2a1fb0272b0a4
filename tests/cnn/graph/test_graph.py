"""Edits of a graph: what holds for all of them, and what each refuses."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.errors import CycleError, EditError, LayerloomError, LayerNameError, PortError, UnknownNodeError
from cnn.graph import Graph, Node, Wire, common_group
from cnn.layers import Add, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D, ReLU
from cnn.layout.folding import fold
from tests.cnn.graphs import GRAPHS, STEPS, Step, edited

ONE_PORT = ReLU()


def chain(*layers: object) -> Graph:
    graph = Graph()
    for layer in layers:
        graph, _ = graph.append(layer)  # type: ignore[arg-type]
    return graph


def ids(graph: Graph) -> list[str]:
    return [graph.nodes[node_id].name for node_id in graph.order]


@pytest.fixture
def small() -> Graph:
    """input → conv2d → max_pooling2d → flatten → dense"""
    return chain(Input(), Conv2D(), MaxPooling2D(), Flatten(), Dense())


# ---------------------------------------------------------------------- laws


@pytest.mark.slow
@given(GRAPHS, STEPS)
def test_an_edit_leaves_the_old_graph_alone(graph: Graph, step: Step) -> None:
    nodes, marked, name = dict(graph.nodes), graph.marked_outputs, graph.name
    edited(graph, step)
    assert list(graph.nodes.items()) == list(nodes.items())
    assert all(graph.nodes[key] is nodes[key] for key in nodes)
    assert (graph.marked_outputs, graph.name) == (marked, name)


@pytest.mark.slow
@given(GRAPHS)
def test_every_graph_hangs_together(graph: Graph) -> None:
    assert Graph.from_nodes(graph.nodes.values(), name=graph.name, marked_outputs=graph.marked_outputs) == graph
    assert len({node.name for node in graph.nodes.values()}) == len(graph)
    assert f"n{graph.next_id}" not in graph
    for node in graph.nodes.values():
        assert node.layer.variadic or len(node.inputs) <= len(node.layer.ports)


@pytest.mark.slow
@given(GRAPHS)
def test_order_puts_sources_first(graph: Graph) -> None:
    place = {node_id: index for index, node_id in enumerate(graph.order)}
    assert set(place) == set(graph.nodes)
    assert all(place[wire.source] < place[wire.target] for wire in graph.wires)


@pytest.mark.slow
@given(GRAPHS)
def test_consumers_mirror_inputs(graph: Graph) -> None:
    assert {(a, b) for a in graph.nodes for b in graph.consumers[a]} == {(w.source, w.target) for w in graph.wires}


@pytest.mark.slow
@given(GRAPHS, st.integers(0, 30))
def test_insert_after_then_remove_is_nothing(graph: Graph, number: int) -> None:
    assume(len(graph))
    node = graph.nodes[graph.order[number % len(graph)]]
    grown, new = graph.insert_after(node.id, ONE_PORT)
    assert grown.consumers[node.id] == (new.id,)
    assert grown.remove(new.id) == graph


@pytest.mark.slow
@given(GRAPHS, st.integers(0, 30))
def test_insert_on_wire_then_remove_is_nothing(graph: Graph, number: int) -> None:
    assume(graph.wires)
    wire = graph.wires[number % len(graph.wires)]
    assume(graph.nodes[wire.target].inputs.count(wire.source) == 1)
    grown, new = graph.insert_on_wire(wire, ONE_PORT)
    assert Wire(wire.source, new.id, 0) in grown.wires
    assert Wire(new.id, wire.target, wire.port) in grown.wires
    assert grown.remove(new.id) == graph


@pytest.mark.slow
@given(GRAPHS, st.integers(0, 30))
def test_disconnecting_the_last_wire_then_connecting_is_nothing(graph: Graph, number: int) -> None:
    last = [wire for wire in graph.wires if wire.port == len(graph.nodes[wire.target].inputs) - 1]
    assume(last)
    wire = last[number % len(last)]
    assert graph.disconnect(wire).connect(wire.source, wire.target) == graph


@pytest.mark.slow
@given(GRAPHS, st.integers(0, 30), st.booleans())
def test_remove_takes_exactly_one_node(graph: Graph, number: int, heal: bool) -> None:
    assume(len(graph))
    gone = graph.nodes[graph.order[number % len(graph)]]
    rest = graph.remove(gone.id, heal=heal)
    assert set(rest.nodes) == set(graph.nodes) - {gone.id}
    assert gone.id not in {source for node in rest.nodes.values() for source in node.inputs}
    assert gone.id not in rest.marked_outputs
    assert all(node.shares != gone.id for node in rest.nodes.values())


@pytest.mark.slow
@given(GRAPHS)
def test_wires_into_the_past_are_refused(graph: Graph) -> None:
    for wire in graph.wires:
        if graph.nodes[wire.source].free_port:
            with pytest.raises(CycleError):
                graph.connect(wire.target, wire.source)


@pytest.mark.slow
@given(GRAPHS, st.sampled_from(["", "a", "a/b", "c"]))
def test_members_of_a_group(graph: Graph, group: str) -> None:
    moved = graph.move_to_group(list(graph.nodes)[:3], group)
    assert all(moved.nodes[node_id].group == group for node_id in list(graph.nodes)[:3])
    for path in moved.groups:
        assert all(node.group == path or node.group.startswith(path + "/") for node in moved.members(path))


# ---------------------------------------------------------------------- single edits


def test_append_follows_the_last_output(small: Graph) -> None:
    grown, node = small.append(Dense(units=10))
    assert node.inputs == (small.named("dense").id,)
    assert node.name == "dense_1"
    assert grown.outputs == (node.id,)


def test_append_moves_the_mark_of_the_output(small: Graph) -> None:
    marked = small.mark_output(small.outputs[0])
    grown, node = marked.append(ReLU())
    assert grown.outputs == (node.id,)


def test_append_an_input_stands_alone(small: Graph) -> None:
    grown, node = small.append(Input())
    assert node.inputs == ()
    assert node.name == "input_1"
    assert len(grown.inputs) == 2


def test_insert_after_a_fork_takes_all_wires(small: Graph) -> None:
    conv = small.named("conv2d").id
    forked, branch = small.branch(conv, ReLU())
    grown, new = forked.insert_after(conv, Conv2D())
    assert set(grown.consumers[new.id]) == {small.named("max_pooling2d").id, branch.id}


def test_insert_on_wire_takes_one(small: Graph) -> None:
    conv = small.named("conv2d").id
    forked, branch = small.branch(conv, ReLU())
    grown, _ = forked.insert_on_wire(Wire(conv, branch.id, 0), Conv2D())
    assert small.named("max_pooling2d").id in grown.consumers[conv]
    assert branch.id not in grown.consumers[conv]


def test_insert_on_wire_joins_the_group_of_both_ends() -> None:
    graph, conv = chain(Input()).append(Conv2D(), group="stage1/block1")
    graph, pool = graph.append(MaxPooling2D(), group="stage1/block2")
    _, new = graph.insert_on_wire(Wire(conv.id, pool.id, 0), ReLU())
    assert new.group == "stage1"


def test_remove_heals(small: Graph) -> None:
    rest = small.remove(small.named("max_pooling2d").id)
    assert rest.named("flatten").inputs == (small.named("conv2d").id,)


def test_remove_without_healing_cuts(small: Graph) -> None:
    rest = small.remove(small.named("max_pooling2d").id, heal=False)
    assert rest.named("flatten").inputs == ()


def test_remove_from_a_shortcut_leaves_one_wire() -> None:
    graph = chain(Input(), Conv2D())
    source = graph.named("input").id
    graph, join = graph.append(Add())
    graph = graph.connect(source, join.id)
    assert graph.remove(graph.named("conv2d").id).named("add").inputs == (source,)


def test_remove_the_owner_of_shared_weights_passes_them_on(small: Graph) -> None:
    dense, flat = small.named("dense").id, small.named("flatten").id
    graph, second = small.add(small.nodes[dense].layer, flat, shares=dense)
    graph, third = graph.add(small.nodes[dense].layer, flat, shares=dense)
    rest = graph.remove(dense)
    assert rest.node(second.id).shares is None
    assert rest.node(third.id).shares == second.id


def test_replace_layer_reaches_those_that_share() -> None:
    graph = chain(Input(shape=(4,)), Dense(units=4))
    owner = graph.named("dense")
    graph, second = graph.add(owner.layer, owner.id, shares=owner.id)
    changed = graph.replace_layer(second.id, Dense(units=7))
    assert {changed.node(owner.id).layer, changed.node(second.id).layer} == {Dense(units=7)}


def test_replace_layer_drops_wires_beyond_its_ports(small: Graph) -> None:
    grown, join = small.append(Add())
    grown = grown.connect(small.named("flatten").id, join.id)
    assert grown.replace_layer(join.id, ReLU()).node(join.id).inputs == (small.named("dense").id,)


def test_marked_outputs_come_first(small: Graph) -> None:
    pool = small.named("max_pooling2d").id
    assert small.mark_output(pool).outputs == (pool, small.named("dense").id)
    assert small.mark_output(pool).mark_output(pool, False) == small


def test_nodes_not_in_finds_what_changed(small: Graph) -> None:
    changed = small.rename(small.named("dense").id, "classes")
    assert [node.name for node in changed.nodes_not_in(small)] == ["classes"]


def test_what_comes_behind_the_end_of_a_group_is_no_part_of_it() -> None:
    graph, conv = chain(Input()).append(Conv2D(), group="stage1/block1")
    graph, inner = graph.append(ReLU(), group="stage1/block1")
    graph, outer = graph.append(MaxPooling2D(), group="stage1")
    places = {"inside": conv.id, "at the end of the block": inner.id, "at the end of all": outer.id}
    for put in (graph.insert_after, graph.branch):
        found = {name: put(node_id, Dropout())[1].group for name, node_id in places.items()}
        assert found == {"inside": "stage1/block1", "at the end of the block": "stage1", "at the end of all": ""}


def test_what_is_read_inside_a_group_and_outside_stays_inside() -> None:
    """Outside it would stand between layers of the group, which could not be folded any more."""
    graph, conv = chain(Input()).append(Conv2D(), group="block")
    graph, _ = graph.append(ReLU(), group="block")
    graph, _ = graph.branch(conv.id, MaxPooling2D())
    graph = graph.move_to_group([graph.order[-1]], "")
    grown, new = graph.insert_after(conv.id, Dropout())
    assert new.group == "block"
    assert fold(grown, analyse(grown), ["block"]).tangled == frozenset()


def test_common_group() -> None:
    assert common_group("a/b/c", "a/b/d") == "a/b"
    assert common_group("ab", "a") == ""


# ---------------------------------------------------------------------- refusals


@pytest.mark.parametrize("name", ["", " x", "a/b", "a\nb", "x" * 201, "dense", "\ud800"])
def test_names_keras_would_refuse(small: Graph, name: str) -> None:
    with pytest.raises(LayerNameError):
        small.rename(small.named("conv2d").id, name)
    with pytest.raises(LayerNameError):
        small.add(Dense(), name=name or "a/b")


def test_a_network_needs_a_name_too(small: Graph) -> None:
    assert small.rename_network("digits").name == "digits"
    with pytest.raises(LayerNameError):
        small.rename_network("a/b")


@pytest.mark.parametrize("group", ["a//b", "a/ /b", "/", "\n"])
def test_groups_with_empty_parts(small: Graph, group: str) -> None:
    if group == "/":
        assert small.move_to_group(["n1"], group).node("n1").group == ""
        return
    with pytest.raises(EditError, match="empty parts"):
        small.move_to_group(["n1"], group)


def test_connect_names_its_reason(small: Graph) -> None:
    conv, dense, source = small.named("conv2d").id, small.named("dense").id, small.named("input").id
    with pytest.raises(PortError, match="every port is taken"):
        small.connect(source, dense)
    with pytest.raises(PortError, match="nothing can be wired into it"):
        small.connect(conv, source)
    with pytest.raises(PortError, match=r"Input 1 .* is taken"):
        small.connect(source, dense, 0)
    with pytest.raises(PortError, match="has no input 3"):
        small.connect(source, dense, 2)
    with pytest.raises(UnknownNodeError, match="n99"):
        small.connect("n99", dense)
    loose = small.disconnect(Wire(source, conv, 0))
    with pytest.raises(CycleError, match='"dense" depends on "conv2d"'):
        loose.connect(dense, conv)
    with pytest.raises(CycleError):
        loose.connect(conv, conv)


def test_rewire(small: Graph) -> None:
    conv, dense, source = small.named("conv2d").id, small.named("dense").id, small.named("input").id
    assert small.rewire(source, dense, 0).node(dense).inputs == (source,)
    with pytest.raises(CycleError):
        small.rewire(dense, conv, 0)
    with pytest.raises(PortError, match="no wire at input 2"):
        small.rewire(source, dense, 1)


def test_an_input_stays_an_input(small: Graph) -> None:
    with pytest.raises(EditError, match="Input"):
        small.replace_layer(small.named("input").id, Dense())
    with pytest.raises(EditError, match="Input"):
        small.replace_layer(small.named("dense").id, Input())
    for refused in (lambda: small.insert_after("n2", Input()), lambda: small.branch("n2", Input())):
        with pytest.raises(PortError, match="no input"):
            refused()


def test_too_many_sources(small: Graph) -> None:
    with pytest.raises(PortError, match="Dense takes one input, not 2"):
        small.add(Dense(), "n1", "n2")


def test_wires_that_are_not_there(small: Graph) -> None:
    for wire in (Wire("n1", "n5", 0), Wire("n1", "n2", 1), Wire("n1", "n2", -1)):
        with pytest.raises(EditError, match="no such wire"):
            small.disconnect(wire)


def test_weights_are_shared_between_layers_alike(small: Graph) -> None:
    dense, flat = small.named("dense").id, small.named("flatten").id
    with pytest.raises(EditError, match="set differently"):
        small.add(Dense(units=3), flat, shares=dense)
    with pytest.raises(UnknownNodeError):
        small.add(Dense(), flat, shares="n99")
    graph, second = small.add(Dense(), flat, shares=dense)
    with pytest.raises(EditError, match="owns the weights"):
        graph.add(Dense(), flat, shares=second.id)
    assert graph.unshare(second.id).node(second.id).shares is None


# ---------------------------------------------------------------------- from a file


@pytest.mark.parametrize(
    ("nodes", "error"),
    [
        ([Node("a", "x", Input()), Node("a", "y", Input())], LayerNameError),
        ([Node("a", "x", Input()), Node("b", "x", Input())], LayerNameError),
        ([Node("a", "x/y", Input())], LayerNameError),
        ([Node("a", "x", Input(), group="g//h")], EditError),
        ([Node("a", "x", ReLU(), ("b",))], UnknownNodeError),
        ([Node("a", "x", ReLU(), ("a",))], CycleError),
        ([Node("a", "x", ReLU(), ("b",)), Node("b", "y", ReLU(), ("a",))], CycleError),
        ([Node("a", "x", Input()), Node("b", "y", Input(), ("a",))], PortError),
        ([Node("a", "x", Input()), Node("b", "y", ReLU(), ("a", "a"))], PortError),
        ([Node("a", "x", Dense(), shares="a")], EditError),
        ([Node("a", "x", Dense(), shares="b"), Node("b", "y", Dense(), shares="a")], EditError),
        ([Node("a", "x", Dense(), shares="z")], UnknownNodeError),
    ],
)
def test_from_nodes_refuses(nodes: list[Node], error: type[LayerloomError]) -> None:
    with pytest.raises(error):
        Graph.from_nodes(nodes)


def test_from_nodes_refuses_an_unknown_output() -> None:
    with pytest.raises(UnknownNodeError, match="output"):
        Graph.from_nodes([Node("a", "x", Input())], marked_outputs=("b",))


def test_from_nodes_numbers_on() -> None:
    graph = Graph.from_nodes([Node("n7", "x", Input()), Node("left", "y", Input())])
    assert graph.add(Input())[1].id == "n8"


@pytest.mark.slow
def test_long_chains_need_no_recursion() -> None:
    net = Network()
    x = net.input((28, 28, 1))
    for _ in range(3000):
        x = net(ReLU(), x)
    assert len(net.graph.order) == 3001
    assert net.graph.descendants("n1") == set(net.graph.nodes)
