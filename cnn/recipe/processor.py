"""On what it is computed, and with which numbers."""

from typing import ClassVar, Literal

from pydantic import Field

from cnn.recipe.section import Section

PRECISIONS = ("float32", "mixed_float16", "mixed_bfloat16")


class Processor(Section):
    """Precision and device."""

    title: ClassVar[str] = "Processor"

    precision: Literal[PRECISIONS] = Field("float32", description="The numbers it computes with")  # type: ignore[valid-type]
    device: str = Field("auto", pattern=r"^(auto|cpu|gpu(:\d{1,3})?|all)$", description="auto, cpu, gpu, gpu:1, or all GPUs")
