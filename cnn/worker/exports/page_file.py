"""A network as one web page that holds everything: open it by double click, show it an image, and it says what it sees.

Inside are the network as ONNX and ONNX Runtime as WebAssembly, both packed; the page fetches nothing, which its own policy
forbids as well. What the network calls things comes from strangers: it stands in the page as text and as data, never as markup.
"""

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cnn import __version__
from cnn.analysis import analyse
from cnn.datasets.pixels.drawing import Paper, paper_like
from cnn.datasets.pixels.pixel_range import range_of
from cnn.datasets.task import counted
from cnn.errors import FileError
from cnn.files.json_models import escaped
from cnn.formats import web_runtime
from cnn.pictures.carried import META, carried
from cnn.pictures.picture import LOOKS, Look, Wishes, write_picture
from cnn.plan.losses import meaning_of
from cnn.project import Project
from cnn.shapes import spell
from cnn.words.language import ENGLISH, speaking, tr
from cnn.words.quantities import number_of, spell_bytes
from cnn.worker.exports.asked import Asked, most_likely, said
from cnn.worker.exports.onnx_file import LARGE, write_onnx
from cnn.worker.exports.proving import ALLOWED

if TYPE_CHECKING:
    from cnn.worker.exports.draft import Draft

TEMPLATES = Path(__file__).resolve().parents[3] / "assets" / "page"
#: bytes of weights that a page can hold: a browser on a phone unpacks them in its memory
LARGEST = 128 << 20
#: that a weight takes in it
_BYTES = {"float32": 4, "float16": 2}
#: what is said of a page whose weights are rounded
_ROUNDED = (
    "Its weights are stored as float16: about 3 of their digits are kept. Answers were allowed to differ by "
    f"{100 * ALLOWED['float16']:.0f} % of the largest on average."
)
#: what the runtime's script ends with becomes a name that the page's own script finds
_EXPORTS = re.compile(r"export\{(?P<names>[^{}]*)\};")
#: the runtime must not derive addresses from a page on disk, whose origin is no address in some browsers
_OWN_ADDRESS = "import.meta.url", '"https://runtime.invalid/ort.mjs"'
#: of 4 GB, which the runtime would reserve, an iPhone has none: less is taken where that much is refused
_MEMORY = (
    "new WebAssembly.Memory({initial:256,maximum:65536,shared:!0})",
    """(()=>{for(let m=32768;;m/=2)try{return \
new WebAssembly.Memory({initial:256,maximum:m,shared:!0})}catch(e){if(m<=2048)throw e}})()""",
)


def write_page(draft: "Draft", path: Path) -> tuple[str, ...]:
    """Writes a page and returns what there is to note; raises `FileError` for a network that can't be in one."""
    _require_fitting(draft)
    runtime = web_runtime.load()
    held = path.with_suffix(".onnx")
    write_onnx(draft.model, held, draft.expected)
    if draft.precision == "float16":
        _halve_weights(held)
    with speaking(ENGLISH):  # as the page around it
        page = _page(draft, held, runtime)
    held.unlink()
    path.write_text(page, encoding="utf-8", newline="\n")
    return (_ROUNDED,) if draft.precision == "float16" else ()


def _page(draft: "Draft", held: Path, runtime: web_runtime.WebRuntime) -> str:
    """The text of a page around the ONNX file in `held`."""
    facts = _facts(draft)
    return _filled({
        "title": html.escape(_title(draft.project)),
        "lead": html.escape(_lead(draft, facts)),
        "about": html.escape(_about(draft, held.stat().st_size)),
        "runtime_about": html.escape(f"Made with Layerloom {__version__}. It computes with ONNX Runtime Web "
                                     f"{web_runtime.VERSION}, whose licence this is:"),
        "meta": META,
        "carried": html.escape(escaped(carried(draft.project))),
        "generator": html.escape(f"Layerloom {__version__}"),
        "licence": html.escape(runtime.licence.strip()),
        "facts": json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"),
        "model": _packed(held.read_bytes()),
        "runtime": base64.b64encode(runtime.module).decode(),
        "notices": base64.b64encode(runtime.notices).decode(),
        "runtime_script": _inline(runtime.script),
        **{look: base64.b64encode(_picture(draft.project, look)).decode() for look in LOOKS},
    })  # fmt: skip


# ---------------------------------------------------------------------- what fits


def _require_fitting(draft: "Draft") -> None:
    """Raises `FileError` for a network that takes no single image, says something else than a page shows, or is too large."""
    shapes = [images.shape[1:] for images in draft.asked.images]
    if len(shapes) != 1:
        raise FileError(tr("A page shows a network one image; this one takes {0}.", len(shapes)), tr("Use ONNX."))
    (shape,) = shapes
    if len(shape) != 3 or shape[-1] not in (1, 3, 4):
        words = tr("A page shows images with 1, 3 or 4 channels; the network takes {0}.", spell(shape))
        raise FileError(words, tr("Use ONNX."))
    for place, name in enumerate(draft.expected.outputs[: max(len(draft.learned), 1)]):
        answer = draft.model.outputs[place].shape
        if len(answer) != 2:
            words = tr('A page shows classes, labels and numbers; the output "{0}" gives {1}.', name, spell(tuple(answer[1:])))
            raise FileError(words, tr("Use ONNX."))
    count = sum(int(np.prod(weight.shape)) for weight in draft.model.weights)
    size = count * _BYTES[draft.precision]
    if size > LARGEST:
        half = count * _BYTES["float16"]
        raise FileError(
            tr("A page holds networks of up to {0}; the weights of this one take {1}.", spell_bytes(LARGEST), spell_bytes(size)),
            tr("In float16 they take {0}, and fit; or use ONNX.", spell_bytes(half)) if half <= LARGEST else tr("Use ONNX."),
        )


# ---------------------------------------------------------------------- half the bytes


def _halve_weights(path: Path) -> None:
    """Stores the large weights of an ONNX file as float16; the runtime makes float32 of them when it starts.

    Small ones (biases, what a normalization knows) cost nothing and stay exact, as does what float16 has no number for.
    """
    import onnx

    proto = onnx.load(path)
    graph, kinds = proto.graph, onnx.TensorProto
    for place, weight in enumerate(graph.initializer):
        if weight.data_type != kinds.FLOAT or np.prod(weight.dims) < LARGE:
            continue
        values = onnx.numpy_helper.to_array(weight)
        if np.abs(values).max() > np.finfo(np.float16).max:
            continue
        name, half = weight.name, f"{weight.name}_float16"
        graph.initializer[place].CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), half))
        graph.node.insert(0, onnx.helper.make_node("Cast", [half], [name], name=f"{name}_cast", to=kinds.FLOAT))
    path.write_bytes(proto.SerializeToString())


# ---------------------------------------------------------------------- what is told


def _facts(draft: "Draft") -> dict[str, Any]:
    """What the page's script has to know."""
    (images,), (wanted,) = draft.asked.images, draft.expected.inputs
    height, width, channels = images.shape[1:]
    known = range_of(draft.expected.pixel_range)
    return {
        "input": {"name": wanted.name, "shape": [height, width, channels], "dtype": wanted.dtype},
        "input_size": {"height": height, "width": width, "channels": channels},
        "resizing": draft.expected.resizing,
        "range": None if known is None else [known.low, known.high],
        "names": draft.expected.outputs,
        "outputs": _outputs(draft),
        "drawing": _drawing(draft.asked),
    }


def _outputs(draft: "Draft") -> list[dict[str, Any]]:
    """What is shown: the first output; where each has learned something else, all of them."""
    graph = draft.project.graph
    first = {"task": draft.expected.task, "classes": draft.expected.classes, "title": ""}
    shown = (
        [first]
        if len(draft.learned) < 2
        else [
            {"task": learned.task, "classes": learned.classes, "title": learned.name or name}
            for learned, name in zip(draft.learned, draft.expected.outputs, strict=False)
        ]
    )
    return [
        {**output, "place": place, "meaning": meaning_of(graph, graph.outputs[place])}
        for place, output in enumerate(shown[: len(graph.outputs)])
    ]


def _drawing(asked: Asked) -> dict[str, Any]:
    """On what and with what is drawn, as the images are that the network knows; and whether that is centred as digits are."""
    (images,) = asked.images
    if images.shape[-1] > 2:
        return {"paper": "#ffffff", "ink": "#1b1f24", "centres": False}
    like = Paper(0, 255, centres=False) if asked.of == "noise" else paper_like(images)
    return {"paper": like.paper, "ink": like.ink, "centres": like.centres}


def _title(project: Project) -> str:
    return project.graph.name or "A network"


def _lead(draft: "Draft", facts: Mapping[str, Any]) -> str:
    """What the page does and how well, in a line under its title."""
    parts = []
    for output in facts["outputs"]:
        count = len(output["classes"]) or draft.model.outputs[output["place"]].shape[-1]
        told = (
            _named(output["classes"], "and" if output["task"] == "numbers" else "or") if 0 < len(output["classes"]) <= 6 else ""
        )
        parts.append((f"{output['title']}: " if output["title"] else "") + (told or counted(output["task"], count)))
    return " · ".join([*parts, *filter(None, (_exactness(draft),))])


def _named(names: Sequence[str], last: str) -> str:
    shown = [name if len(name) <= 40 else f"{name[:39]}…" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def _exactness(draft: "Draft") -> str:
    """How often it is right about images that it has not learned from, where that is known."""
    asked = draft.asked
    if asked.truth is None or draft.expected.task != "classes" or not draft.trained:
        return ""
    answers = said(draft.model, asked)
    if answers is None:
        return ""
    share = float((most_likely(draft.project.graph, answers[0]) == asked.truth).mean())
    told = f"{100 * share:.1f} %".replace("100.0 %", "100 %")
    return f"right about {told} of {len(asked.truth):,} {asked.of}"


def _about(draft: "Draft", size: int) -> str:
    graph = draft.project.graph
    params = analyse(graph).total_params
    parts = [
        "This page works without a network connection; no image leaves this device.",
        f"{graph.name}: {number_of('{0} layer|{0} layers', len(graph.nodes))}"
        + (f", {number_of('{0} parameter|{0} parameters', params)}" if params is not None else "")
        + f", {spell_bytes(size)} as ONNX. {draft.found.summary[:1].upper()}{draft.found.summary[1:]}.",
        draft.project.recipe.expects(),
    ]
    return " ".join(filter(None, parts))


def _picture(project: Project, look: Look) -> bytes:
    return write_picture(project, ".svg", Wishes(look=look))


# ---------------------------------------------------------------------- the page


def _filled(values: dict[str, str]) -> str:
    """The page with its texts, scripts and data in place, and the policy that lets nothing else in."""
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    script = "\n".join(
        (TEMPLATES / f"{name}.js").read_text(encoding="utf-8") for name in ("pixels", "answers", "page", "several")
    )
    scripts = " ".join(f"'sha256-{_sha256(text)}'" for text in (values["runtime_script"], script))
    policy = (
        f"default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    values = {**values, "style": style, "script": script, "policy": policy}
    template = (TEMPLATES / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


def _inline(script: str) -> str:
    """The runtime's script as one that stands in a page instead of in a file."""
    script = _replaced(script, _OWN_ADDRESS)
    script = _replaced(script, _MEMORY)
    found = _EXPORTS.search(script)
    if found is None or "</script" in script.lower() or "<!--" in script:
        raise FileError(tr("{0} {1} can't stand in a page.", web_runtime.PACKAGE, web_runtime.VERSION), tr("Write ONNX instead."))
    pairs = (pair.split(" as ") for pair in found["names"].split(",") if " as " in pair)
    names = {shown: own for own, shown in pairs}
    shared = f"globalThis.ort={{InferenceSession:{names['InferenceSession']},Tensor:{names['Tensor']},env:{names['env']}}};"
    return script[: found.start()] + shared + "\n"


def _replaced(script: str, change: tuple[str, str]) -> str:
    if change[0] not in script:
        raise FileError(
            tr("{0} {1} is not the one that is known.", web_runtime.PACKAGE, web_runtime.VERSION), tr("Write ONNX instead.")
        )
    return script.replace(*change)


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 6, mtime=0)).decode()


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
