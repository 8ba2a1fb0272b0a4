"""Imports that leave out what others look for where it happens to be installed, and nobody here needs."""

import contextlib
import sys
from collections.abc import Iterator

#: what Keras imports where it is installed, for things that no worker does: 40 % of the time until TensorFlow is there
UNUSED = ("matplotlib", "pandas", "pydot", "sklearn")
#: where it computes with TensorFlow also what TensorFlow looks for, to convert what is written in it: another 10 %
UNUSED_ON_TENSORFLOW = (*UNUSED, "jax")


@contextlib.contextmanager
def without(*packages: str) -> Iterator[None]:
    """What is imported here finds none of these packages, unless they are imported already."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is the word for it
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def bring_metrics() -> None:
    """Imports scikit-learn's metrics without pandas, which would take as long again (0.8 CPU seconds)."""
    with without("pandas", "matplotlib"):
        import sklearn.metrics  # noqa: F401
