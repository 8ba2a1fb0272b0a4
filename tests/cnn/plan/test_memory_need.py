"""Will it fit: the need of a training against what is free. What was really taken is asked in the worker's tests and measured
by `tests/bench/bench_memory_need.py`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn import memory
from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.layers import Dense, Input
from cnn.memory import free_gpu_memory, free_memory
from cnn.plan.memory_need import MB, SAFE, Need, training_need
from cnn.presets import PRESETS
from cnn.recipe import Recipe

LENET = analyse(PRESETS["lenet5"].graph())
VGG = analyse(PRESETS["vgg16"].graph())

sizes = st.integers(0, 1 << 34)
needs = st.builds(
    Need, process=sizes, weights=sizes, images=sizes, per_image=st.integers(1, 1 << 28), batch_size=st.integers(1, 65_536)
)


def test_a_small_network_needs_little_beside_the_process() -> None:
    need = training_need(LENET, Recipe())
    assert need is not None
    assert need.process < need.total < need.process + 20 * MB


def test_a_large_one_needs_its_weights_many_times_over() -> None:
    need = training_need(VGG, Recipe(batch_size=32))
    assert need is not None
    assert 7 * VGG.weight_bytes < need.weights < 12 * VGG.weight_bytes
    assert need.per_image > VGG.activation_bytes > 0  # type: ignore[operator]


def test_a_network_without_a_pool_gives_its_copies_back() -> None:
    """AlexNet at 224×224 on all of Fashion-MNIST was measured at 2.64 GB (10⁹ bytes)."""
    alexnet = analyse(PRESETS["alexnet"].graph(image=(224, 224, 1), classes=10))
    need = training_need(alexnet, Recipe(batch_size=64), 60_640 * 784)
    assert need is not None
    assert need.total == pytest.approx(2.64e9, rel=0.1)


def test_what_the_optimizer_keeps_counts() -> None:
    plain, adam = (training_need(VGG, Recipe.create({"optimizer": name, "momentum": 0.0})) for name in ("SGD", "Adam"))
    assert plain is not None
    assert adam is not None
    assert adam.weights - plain.weights >= 2 * VGG.weight_bytes


def test_frozen_layers_need_no_gradients() -> None:
    graph = VGG.graph
    frozen = analyse(graph.set_trainable(graph.order, False))
    need = training_need(frozen, Recipe())
    assert need is not None
    assert need.weights == frozen.weight_bytes


def test_an_open_size_can_not_be_counted() -> None:
    net = Network()
    net(Dense(units=4), net(Input(shape=(None, 3))))
    assert training_need(analyse(net.graph), Recipe()) is None


@pytest.mark.slow
@given(needs, sizes)
def test_the_largest_batch_fits_and_is_no_larger_than_wanted(need: Need, free: int) -> None:
    size = need.largest_batch(free)
    assert 0 <= size <= need.batch_size
    if size:
        assert need.fixed + need.per_image * size <= SAFE * free
    assert need.fits(free) == (size == need.batch_size)


@given(needs, sizes, sizes)
def test_more_memory_never_allows_less(need: Need, some: int, more: int) -> None:
    assert need.largest_batch(some) <= need.largest_batch(some + more)


def test_half_of_it_at_least_is_used() -> None:
    need = Need(process=0, weights=0, images=0, per_image=MB, batch_size=1000)
    assert need.largest_batch(int(100 * MB / SAFE) + 1) == 96
    assert need.largest_batch(int(95 * MB / SAFE)) == 64
    assert need.largest_batch(MB // 2) == 0


def test_what_this_process_is_allowed_bounds_what_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most, taken = tmp_path / "memory.max", tmp_path / "memory.current"
    most.write_text("300000000\n")
    taken.write_text("100000000\n")
    monkeypatch.setattr(memory, "LIMITS", ((most, taken),))
    assert free_memory() == 200_000_000
    most.write_text("max\n")
    assert free_memory() > 0


def test_a_gpu_that_is_not_there_has_no_memory() -> None:
    assert free_gpu_memory(99) is None
