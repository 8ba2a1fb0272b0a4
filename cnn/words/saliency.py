"""Ways of showing where a network looks in an image: what each is called, what its map shows, and what it does not.

Window and terminal say the same of them. Adebayo et al. (2018), "Sanity Checks for Saliency Maps", is why an edge detector stands
beside them: it knows nothing of the network, and a map that looks like its map says little about the network either.
"""

from dataclasses import dataclass
from typing import Literal

from cnn.words.language import marked, tr

MethodName = Literal["grad_cam", "grad_cam_plus_plus", "integrated_gradients", "smooth_grad", "occlusion", "edges"]
BaselineName = Literal["black", "white", "mean"]


@dataclass(frozen=True)
class Method:
    """`signed` maps have negative values, which speak against the class; `rough` ones come from a `layer`; `slow` ones ask the
    network many times. Texts are as they stand in the code."""

    name: MethodName
    titled: str
    paper: str
    showing: str
    hiding: str
    signed: bool = False
    of_layer: bool = False
    slow: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return tr(self.titled)

    @property
    def shows(self) -> str:
        """What its map shows."""
        return tr(self.showing)

    @property
    def hides(self) -> str:
        """What it does not."""
        return tr(self.hiding)


METHODS = {
    method.name: method
    for method in (
        Method(
            "grad_cam",
            "Grad-CAM",
            "Selvaraju et al. (2017)",
            marked("Where the layer's feature maps that raise the class's score are active."),
            marked("As rough as the layer's map; leaves out what speaks against the class, and tells no two objects apart."),
            of_layer=True,
        ),
        Method(
            "grad_cam_plus_plus",
            "Grad-CAM++",
            "Chattopadhay et al. (2018)",
            marked("As Grad-CAM, with each place of a map weighed by itself: several objects are covered better."),
            marked("As rough as the layer's map; supposes that the score grows exponentially."),
            of_layer=True,
        ),
        Method(
            "integrated_gradients",
            marked("Integrated gradients"),
            "Sundararajan et al. (2017)",
            marked("What each pixel adds to the score or takes from it; together they are the step from the baseline."),
            marked("Pixels like the baseline get nothing, however they matter; another baseline, another map."),
            signed=True,
            slow=True,
        ),
        Method(
            "smooth_grad",
            "SmoothGrad",
            "Smilkov et al. (2017)",
            marked("To which pixels the score is sensitive, averaged over noisy copies of the image."),
            marked("Sensitive is not used: it tells neither for nor against the class, and depends on the noise."),
            slow=True,
        ),
        Method(
            "occlusion",
            marked("Occlusion"),
            "Zeiler & Fergus (2014)",
            marked("What is lost when a patch of the mean colour covers a place; it needs no gradients."),
            marked("A patch is new to the network and may mislead it; what stands in two places is missed."),
            signed=True,
            slow=True,
        ),
        Method(
            "edges",
            marked("Edges"),
            marked("Sobel, as the reference of Adebayo et al. (2018)"),
            marked("Edges of the image: no network was asked."),
            marked("Whatever looks like this may show the image and not the network."),
        ),
    )
}
