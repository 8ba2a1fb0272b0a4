"""The engines Keras can compute with: which there are, which are installed, and what an automatic choice comes down to.

Nothing is imported for it. What an engine sees of this machine only a worker knows.
"""

import platform
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from cnn.errors import RecipeError
from cnn.memory import nvidia_driver
from cnn.words.installing import how_to_install
from cnn.words.language import tr

AUTO, TENSORFLOW, JAX, TORCH = "auto", "tensorflow", "jax", "torch"


class Backend(NamedTuple):
    """One of Keras's backends; `name` is Keras's word for it, that of its Python package, and of our extra."""

    name: str
    title: str


#: in the order in which an automatic choice asks them
BACKENDS = {
    backend.name: backend for backend in (Backend(TENSORFLOW, "TensorFlow"), Backend(JAX, "JAX"), Backend(TORCH, "PyTorch"))
}


def title(name: str) -> str:
    """How people write a backend's name."""
    return BACKENDS[name].title if name in BACKENDS else name


def installed(name: str) -> bool:
    """Whether this Python has a backend's package."""
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def others() -> tuple[str, ...]:
    """The backends besides TensorFlow that are installed."""
    return tuple(name for name in BACKENDS if name != TENSORFLOW and installed(name))


def require_installed(name: str) -> None:
    """Raises `RecipeError` for a backend that isn't there, with the command that installs it."""
    if name != AUTO and not installed(name):
        raise RecipeError(tr("{0} is not installed, so that nothing can be trained on it.", title(name)), how_to_install(name))


def settled(wanted: str) -> str:
    """The backend that a choice comes down to as far as that is known without asking a worker; `auto` where it isn't.

    TensorFlow it is where there is nothing else, and where no GPU can be that another one might see.
    """
    return TENSORFLOW if wanted == AUTO and not (others() and _may_have_gpu()) else wanted


def _may_have_gpu() -> bool:
    """Whether this machine shows any sign of a GPU: Apple's, a driver of NVIDIA's or of AMD's."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    with nvidia_driver() as nvml:
        return nvml is not None or Path("/dev/kfd").exists()
