"""With what it is computed, on what, and with which numbers."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from cnn.backends import AUTO, BACKENDS, TENSORFLOW, TORCH
from cnn.errors import RefusedValueError
from cnn.recipe.section import Section, named, one_of
from cnn.words.language import tr
from cnn.words.lists import sentences
from cnn.words.place import at_place
from cnn.words.spelling import guess, understood

PRECISIONS = ("float32", "mixed_float16", "mixed_bfloat16")
XLA = ("auto", "on", "off")
#: other words for them, most of them what switches are called elsewhere
XLA_WORDS = {"true": "on", "yes": "on", "1": "on", "jit": "on", "false": "off", "no": "off", "0": "off", "none": "off"}
#: other words for the precisions; half precision is always mixed, because weights in float16 don't learn
PRECISION_WORDS = {
    "float": "float32", "fp32": "float32", "single": "float32", "32": "float32",
    "float16": "mixed_float16", "fp16": "mixed_float16", "half": "mixed_float16", "16": "mixed_float16", "mixed": "mixed_float16",
    "amp": "mixed_float16", "bfloat16": "mixed_bfloat16", "bf16": "mixed_bfloat16",
}  # fmt: skip
BACKEND_CHOICES = (AUTO, *BACKENDS)
#: other words for the backends
BACKEND_WORDS = {"tf": TENSORFLOW, "pytorch": TORCH, "": AUTO}
_DEVICES = ("auto", "cpu", "gpu", "all")
#: processors that nothing here can train on
_NO_DEVICES = ("tpu", "npu", "xpu", "hpu", "rocm", "hip", "amd", "intel", "dml",
               "directml", "opencl", "vulkan", "mkldnn", "ipu")  # fmt: skip
_DEVICE_WORDS = {"cuda": "gpu", "mps": "gpu", "metal": "gpu", "apple": "gpu", "cpu:0": "cpu", "gpus": "all", "all gpus": "all",
                 "multi": "all", "": "auto"}  # fmt: skip


def _device(value: Any) -> Any:
    """`CPU`, `cuda`, `GPU:0`, TensorFlow's `/device:GPU:1` and Keras's `gpu:1` as this program writes them."""
    if not isinstance(value, str):
        return value
    word = re.sub(r"^/?(physical_)?(device:)?", "", value.strip().lower())
    if numbered := re.fullmatch(r"(gpu|cuda)[:_ -]?(\d{1,3})", word):
        return f"gpu:{int(numbered[2])}"
    name = understood(word, _DEVICES, _DEVICE_WORDS)
    if name is None:
        raise RefusedValueError(tr("should be auto, cpu, gpu, gpu:1 (a GPU by its number) or all"), _other_device(word))
    return name


def _taken() -> str:
    """What is taken where nothing is named."""
    return at_place(
        terminal=tr("auto takes a GPU where there is one, else the CPU; the command devices lists what there is."),
        window=tr("auto takes a GPU where there is one, else the CPU; the line above the network says which there is."),
    )


def _other_device(word: str) -> str:
    """What to do instead of a device that there isn't."""
    kind = re.sub(r"[:_ -]?\d*$", "", word)
    if word in _NO_DEVICES or kind in _NO_DEVICES:
        return sentences(tr("Layerloom trains on CPUs and GPUs, not on {0}.", word), _taken())
    if word.isdecimal() and len(word) <= 3:
        return tr("Did you mean {0}?", f"gpu:{int(word)}")
    if re.fullmatch(r"((gpu|cuda)?:?\d{1,3}[, +]*)+", word):
        return tr("Several GPUs are used together with all.")
    return guess(word, _DEVICES, _DEVICE_WORDS) or _taken()


def _switch(value: Any) -> Any:
    """Keras's `jit_compile` as it is written here: True is on, False is off."""
    return named("on" if value is True else "off" if value is False else value, XLA, XLA_WORDS)


class Processor(Section):
    """Backend, precision, compiler, device."""

    title: ClassVar[str] = "Processor"

    precision: Annotated[Literal[PRECISIONS], one_of(PRECISIONS, PRECISION_WORDS)] = Field(  # type: ignore[valid-type]
        "float32", description="The numbers it computes with; weights are always float32"
    )
    backend: Annotated[Literal[BACKEND_CHOICES], one_of(BACKEND_CHOICES, BACKEND_WORDS)] = Field(  # type: ignore[valid-type]
        AUTO,
        description="What Keras computes with; auto: TensorFlow, unless it sees no GPU and another one that is installed does",
    )
    device: Annotated[str, BeforeValidator(_device)] = Field("auto", description="auto, cpu, gpu, gpu:1, or all GPUs")
    xla: Annotated[Literal[XLA], BeforeValidator(_switch)] = Field(  # type: ignore[valid-type]
        "auto", description="XLA compiles the whole step; auto: where Keras expects it to pay, which is not on a CPU"
    )
    deterministic: bool = Field(
        False, description="Equal results to the bit wherever it runs; on a CPU they are anyway, on a GPU it takes longer"
    )
