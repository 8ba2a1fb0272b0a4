"""Further designs to begin with, each with data that is there or that the program can get."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cnn.presets import PRESETS
from cnn.project import Project, load
from cnn.tours import checks
from cnn.tours.comparisons import FOLDER
from cnn.tours.lessons import convolution, inception, own_images, skips
from cnn.words.language import marked


@dataclass(frozen=True)
class Example:
    """A design with a recipe and a dataset; `make` may raise `FileError`."""

    name: str
    title: str
    about: str
    make: Callable[[], Project]


def _by_hand() -> Project:
    return checks.layer_gets("conv2d", kernel_size=(2, 2), use_bias=False)(convolution.begin())


def _shapes() -> Project:
    return own_images.fitted(own_images.shapes(own_images.begin()))


def _of_file(name: str) -> Project:
    return load(FOLDER / f"{name}.loom")


def _photographs() -> Project:
    return checks.project_of(PRESETS["resnet20"].graph(), "cifar-10", epochs=20, batch_size=128)


EXAMPLES: dict[str, Example] = {
    one.name: one
    for one in (
        Example("residual", marked("Deep, with shortcuts"), marked("Digits; half a minute"), lambda: skips.begin(skips.BLOCKS)),
        Example("inception", marked("Inception, small"), marked("Digits; half a minute"), inception.digits),
        Example("shapes", marked("Drawn shapes"), marked("Images in colour, of a folder"), _shapes),
        Example("by-hand", marked("A kernel to be found"), marked("Numbers to be told (regression)"), _by_hand),
        Example(
            "digits", marked("Digits, trained well"), marked("Augmentation, cosine; a minute"), partial(_of_file, "digits-lenet5")
        ),
        Example(
            "clothes",
            marked("Clothes with LeNet-5"),
            marked("Fashion-MNIST, 30 MB; minutes"),
            partial(_of_file, "clothes-lenet5"),
        ),
        Example(
            "clothes-resnet",
            marked("Clothes with a small ResNet"),
            marked("Fashion-MNIST; half an hour"),
            partial(_of_file, "clothes-resnet"),
        ),
        Example(
            "clothes-alexnet",
            marked("Clothes with AlexNet"),
            marked("Fashion-MNIST at 224 × 224; an hour"),
            partial(_of_file, "clothes-alexnet"),
        ),
        Example("photographs", marked("Photographs, ResNet-20"), marked("CIFAR-10, 170 MB; hours"), _photographs),
    )
}
