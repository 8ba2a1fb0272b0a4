"""Convolution by hand: an image of 3×3 pixels and a kernel of 2×2, worked out, counted, and then found by training.

The image and the kernel are those of Zhang, Lipton, Li & Smola, "Dive into Deep Learning", figure 6.2.1.
"""

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Flatten
from cnn.project import Project
from cnn.tours import checks, materials
from cnn.tours.reckoning import HEIGHT, PARAMS, about, slips_of
from cnn.tours.tour import Question, Reckoning, Situation, Step, Tour
from cnn.words.language import marked, tr

#: mean squared error below which the kernel is found: sums run from 0 to 54
FOUND = 1.0


def begin() -> Project:
    """One convolution with a kernel of 3×3 on an image of 3×3."""
    net = Network("by-hand")
    x = net(Conv2D(filters=1, kernel_size=(3, 3)), net.input((3, 3, 1)))
    net(Flatten(), x)
    settings = {"epochs": 12, "batch_size": 16, "learning_rate": 0.05}
    return checks.project_of(net.graph, materials.convolved(), **settings)


def first_sum(_situation: Situation) -> Reckoning:
    """What the kernel makes of the upper left window."""
    (a, b, _), (c, d, _), _ = materials.IMAGE
    (p, q), (r, s) = materials.KERNEL
    right = a * p + b * q + c * r + d * s
    arithmetic = f"{a}·{p} + {b}·{q} + {c}·{r} + {d}·{s} = {right}"
    turned = a * s + b * r + c * q + d * p
    return Reckoning(
        right,
        arithmetic,
        slips_of(
            (
                (
                    turned,
                    tr(
                        "The kernel was turned: {0}·{1} + {2}·{3} + {4}·{5} + {6}·{7} = {8}. Mathematics does so, layers don't.",
                        a,
                        s,
                        b,
                        r,
                        c,
                        q,
                        d,
                        p,
                        turned,
                    ),
                ),
                (a + b + c + d, tr("The window was added up without the kernel: each pixel is first multiplied by its weight.")),
                (a * p + d * s, tr("Only the diagonal was multiplied, as in a product of matrices: all four pairs count.")),
                (a * p + b * q, tr("That is the first row of the window: the second one counts as well.")),
            ),
            right,
        ),
    )


def last_sum(_situation: Situation) -> Reckoning:
    """What it makes of the lower right window."""
    (_, _, _), (_, a, b), (_, c, d) = materials.IMAGE
    (p, q), (r, s) = materials.KERNEL
    right = a * p + b * q + c * r + d * s
    left = 3 * p + 4 * q + 6 * r + 7 * s
    above = 1 * p + 2 * q + 4 * r + 5 * s
    return Reckoning(
        right,
        f"{a}·{p} + {b}·{q} + {c}·{r} + {d}·{s} = {right}",
        slips_of(
            (
                (left, tr("That is the window at the lower left; the other one stands one pixel further right.")),
                (above, tr("That is the window at the upper right; the other one stands one pixel further down.")),
                (a * s + b * r + c * q + d * p, tr("The kernel was turned round first; layers leave it as it is.")),
                (a + b + c + d, tr("The window was added up without the kernel: each pixel is first multiplied by its weight.")),
            ),
            right,
        ),
    )


def kernel_found(situation: Situation) -> str:
    """Trained until what comes out is right to one, on the average."""
    if missing := checks.is_trained(situation):
        return missing
    one = checks.trained(situation)
    loss = one.figures.get("val_loss", one.figures.get("loss")) if one is not None else None
    if loss is None or loss > FOUND:
        return tr(
            "The squared error is {0}; below {1} the kernel is found. Train for more epochs.",
            "?" if loss is None else f"{loss:.2f}",
            FOUND,
        )
    return ""


def error_told(situation: Situation) -> str:
    """How near training came."""
    one = checks.trained(situation)
    loss = one.figures.get("val_loss", one.figures.get("loss")) if one is not None else None
    return (
        ""
        if loss is None
        else tr("The squared error is {0}: training has found the kernel 0 1 / 2 3 from examples alone.", f"{loss:.2f}")
    )


TOUR = Tour(
    "convolution",
    marked("Convolution by hand"),
    marked("A 3×3 image, a 2×2 kernel, and a training that finds it"),
    (
        Step(
            marked("Multiply and add up"),
            marked(
                "The image has nine pixels, the kernel four weights:\n\n"
                "0 1 2\n3 4 5        0 1\n6 7 8        2 3\n\n"
                "Lay the kernel on the upper left of the image, multiply what lies on each other, and add the "
                "products up."
            ),
            start=begin,
            question=Question(marked("Which number comes out at the upper left?"), first_sum),
        ),
        Step(
            marked("The last window"),
            marked("Now shift the kernel to the lower right, over 4 5 / 7 8."),
            question=Question(marked("Which number comes out at the lower right?"), last_sum),
        ),
        Step(
            marked("Make the kernel 2×2"),
            marked(
                "On the canvas the convolution still has a kernel of 3×3: it fits in one place only. Click the "
                "layer conv2d and "
                "change Kernel size in the inspector to 2×2. (Pixels are as small as this on purpose: leave the "
                "warning.)"
            ),
            check=checks.layer_has("conv2d", kernel_size=(2, 2)),
            edit=checks.layer_gets("conv2d", kernel_size=(2, 2)),
            layer="conv2d",
        ),
        Step(
            marked("How many places?"),
            marked("In how many places does the kernel fit below each other? Its numbers are hidden until you have told it."),
            question=Question(marked("How many rows does the output have?"), about("conv2d", HEIGHT), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("What is learned"),
            marked("The same weights are used in every place, and one bias is added each time."),
            question=Question(marked("How many parameters does the layer have?"), about("conv2d", PARAMS), ("conv2d",)),
            layer="conv2d",
        ),
        Step(
            marked("Without a bias"),
            marked("By hand we had no bias. Turn Use bias off in the inspector."),
            check=checks.layer_has("conv2d", kernel_size=(2, 2), use_bias=False),
            edit=checks.layer_gets("conv2d", kernel_size=(2, 2), use_bias=False),
            layer="conv2d",
        ),
        Step(
            marked("Let training find the kernel"),
            marked(
                "The dataset has 1,024 such images, each with its four sums; the first is yours, with the 19 you "
                "worked out. "
                "The network knows nothing of the kernel. Press Train (F5) and watch the error fall."
            ),
            check=kernel_found,
            trains=True,
            found=error_told,
        ),
    ),
)
