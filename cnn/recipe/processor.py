"""On what it is computed, and with which numbers."""

from typing import ClassVar, Literal

from pydantic import Field

from cnn.recipe.section import Section

PRECISIONS = ("float32", "mixed_float16", "mixed_bfloat16")
XLA = ("auto", "on", "off")


class Processor(Section):
    """Precision, compiler, device."""

    title: ClassVar[str] = "Processor"

    precision: Literal[PRECISIONS] = Field("float32", description="The numbers it computes with")  # type: ignore[valid-type]
    device: str = Field("auto", pattern=r"^(auto|cpu|gpu(:\d{1,3})?|all)$", description="auto, cpu, gpu, gpu:1, or all GPUs")
    xla: Literal[XLA] = Field(  # type: ignore[valid-type]
        "auto", description="XLA compiles the whole step; auto: where Keras expects it to pay, which is not on a CPU"
    )
    deterministic: bool = Field(
        False, description="Equal results to the bit wherever it runs; on a CPU they are anyway, on a GPU it takes longer"
    )
