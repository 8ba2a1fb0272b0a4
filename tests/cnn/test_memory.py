"""How much memory is free on a GPU, asked of a driver that only pretends; it is let go whatever it answers."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from cnn.memory import free_gpu_memory


class NVMLError(Exception):
    pass


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A driver that knows one GPU with 123 free bytes; what was called of it."""
    calls: list[str] = []

    def memory(number: int) -> SimpleNamespace:
        if number > 0:
            raise NVMLError
        return SimpleNamespace(free=123, total=456)

    driver = ModuleType("pynvml")
    driver.__dict__.update(
        NVMLError=NVMLError,
        nvmlInit=lambda: calls.append("open"),
        nvmlShutdown=lambda: calls.append("closed"),
        nvmlDeviceGetHandleByIndex=lambda number: number,
        nvmlDeviceGetMemoryInfo=memory,
    )
    monkeypatch.setitem(sys.modules, "pynvml", driver)
    return calls


@pytest.mark.parametrize(("number", "free"), [(0, 123), (1, None)])
def test_the_driver_says_what_is_free_and_is_closed_again(calls: list[str], number: int, free: int | None) -> None:
    assert free_gpu_memory(number) == free
    assert calls == ["open", "closed"]


def test_without_a_driver_nothing_is_known(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise NVMLError

    monkeypatch.setattr(sys.modules["pynvml"], "nvmlInit", missing)
    assert free_gpu_memory() is None
    assert calls == []
