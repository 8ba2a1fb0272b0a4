"""How fast the canvas is: opening, scrolling, editing, dragging, stepping back and forth, in large networks."""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication

from cnn.blocks.functional import Network, Tensor
from cnn.graph import Graph, Node
from cnn.layers import (
    Add,
    AveragePooling2D,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dense,
    GlobalAveragePooling2D,
    Input,
    Layer,
    ReLU,
    Rescaling,
    SeparableConv2D,
)
from cnn.layout.arrange import NODE_WIDTH
from cnn.presets import PRESETS
from cnn.project import Project
from gui.canvas import Canvas
from gui.canvas.scene.card import PICTURE_HEIGHT
from gui.canvas.scene.node_picture import NodePicture
from gui.document import Document
from gui.settings import settings
from gui.style import theme
from tests.bench import linked

SIZE = (1000, 800)
FRAMES = 60


def bench() -> dict[str, float]:
    """Milliseconds: medians, and 95th percentiles for what must never stutter."""
    app = _application()
    nasnet, thousand, five_thousand = nasnet_like(), cells(1000), cells(5000)
    result = {"nasnet_layers": float(len(nasnet)), "nasnet_open_arrange_paint_ms": _median(lambda: _opened(nasnet).close(), 5)}
    for name, graph in (("1000", thousand), ("5000", five_thousand)):
        canvas = _opened(graph)
        result[f"pan_{name}_p95_ms"] = _p95(_panned(canvas))
        result[f"zoom_{name}_p95_ms"] = _p95(_zoomed(canvas))
        if name == "1000":
            canvas.show_channels(True)
            result["pan_1000_thick_wires_p95_ms"] = _p95(_panned(canvas))
            result["zoom_1000_thick_wires_p95_ms"] = _p95(_zoomed(canvas))
            _with_pictures(canvas)
            result["pan_1000_with_pictures_p95_ms"] = _p95(_panned(canvas))
        canvas.close()
    result["insert_500_to_totals_ms"] = _edited(app, cells(500), insert=True)
    result["change_500_to_totals_ms"] = _edited(app, cells(500), insert=False)
    result["drag_1000_p95_ms"] = _p95(_dragged(app, thousand))
    busy = time.process_time()
    result["resnet50_1000_undo_redo_s"] = _undone(app) / 1000
    result["resnet50_1000_undo_redo_cpu_s"] = time.process_time() - busy
    result["window_resnet50_mb"] = _window_memory()
    result |= linked.bench()
    return {name: round(value, 2) for name, value in result.items()}


def _with_pictures(canvas: Canvas) -> None:
    """Shows a picture under every card, as when the network looks at an image."""
    scene = canvas._scene
    scene.make_room(True)
    picture = QPixmap(NODE_WIDTH, PICTURE_HEIGHT)
    picture.fill(QColor("#2F6FEB"))
    scene.show_pictures(dict.fromkeys(scene.cards, NodePicture(picture, 1.0, "activation", "0 to 1", "all zero", grave=True)))


# ---------------------------------------------------------------------- networks


def nasnet_like() -> Graph:
    """As many layers, branches and long wires as NASNetLarge: cells that read the two cells before."""
    net = Network("nasnet-like")
    x = net(Conv2D(filters=32, kernel_size=3, strides=2, use_bias=False), net(Rescaling(), net.input((331, 331, 3))))
    before, last = x, net(BatchNormalization(), x)
    number = 0
    while len(net.graph) < 1030:
        number += 1
        with net.group(f"cell_{number}"):
            before, last = last, _cell(net, last, before, 168)
    net(Dense(units=1000), net(GlobalAveragePooling2D(), net(ReLU(), last)))
    return net.graph


def _cell(net: Network, here: Tensor, before: Tensor, filters: int) -> Tensor:
    """Five sums of separable convolutions and poolings, side by side."""
    h, p = _squeezed(net, here, filters), _squeezed(net, before, filters)
    sums = [
        net(Add(), _separable(net, h, filters, 5), _separable(net, p, filters, 3)),
        net(Add(), _separable(net, p, filters, 5), _separable(net, p, filters, 3)),
        net(Add(), net(AveragePooling2D(pool_size=3, strides=1, padding="same"), h), p),
        net(Add(), net(AveragePooling2D(pool_size=3, strides=1, padding="same"), p), p),
        net(Add(), _separable(net, h, filters, 3), h),
    ]
    return net(Concatenate(), p, *sums)


def _squeezed(net: Network, x: Tensor, filters: int) -> Tensor:
    return net(BatchNormalization(), net(Conv2D(filters=filters, kernel_size=1, padding="same"), net(ReLU(), x)))


def _separable(net: Network, x: Tensor, filters: int, kernel: int) -> Tensor:
    for _ in range(2):
        x = net(SeparableConv2D(filters=filters, kernel_size=kernel, padding="same", use_bias=False), net(ReLU(), x))
        x = net(BatchNormalization(), x)
    return x


def cells(nodes: int) -> Graph:
    """Cells of four branches, one behind the other."""
    branches: tuple[tuple[Layer, ...], ...] = (
        (Conv2D(filters=8, padding="same"),),
        (Conv2D(filters=8, padding="same"), BatchNormalization()),
        (Conv2D(filters=8, padding="same"), BatchNormalization(), ReLU()),
        (ReLU(), Conv2D(filters=8, padding="same")),
    )
    found = [Node("n0", "input", Input(shape=(32, 32, 3)))]
    last = "n0"
    while len(found) < nodes:
        ends = []
        for layers in branches:
            source = last
            for layer in layers:
                found.append(Node(f"n{len(found)}", f"layer_{len(found)}", layer, (source,)))
                source = found[-1].id
            ends.append(source)
        found.append(Node(f"n{len(found)}", f"layer_{len(found)}", Concatenate(), tuple(ends)))
        last = found[-1].id
    return Graph.from_nodes(found)


# ---------------------------------------------------------------------- what is measured


def _opened(graph: Graph) -> Canvas:
    """A canvas with everything unfolded, arranged and painted; the analysis is made on the way."""
    document = Document(Project(graph=Graph(dict(graph.nodes), graph.name, graph.marked_outputs, graph.next_id)))
    canvas = Canvas(document)
    canvas.resize(*SIZE)
    canvas.folds.unfold_all()
    canvas.show()
    canvas.grab()
    return canvas


def _panned(canvas: Canvas) -> list[float]:
    canvas.zoom_to(1.0)
    return [_timed(lambda: (canvas.scroll_by(QPoint(3, 17)), canvas.grab())) for _ in range(FRAMES)]


def _zoomed(canvas: Canvas) -> list[float]:
    steps = [1.0 * 0.94**number for number in range(FRAMES)]
    return [_timed(lambda zoom=zoom: (canvas.zoom_to(zoom), canvas.grab())) for zoom in steps]


def _edited(app: QApplication, graph: Graph, *, insert: bool) -> float:
    """From the edit to the new totals and the new arrangement on the screen."""
    canvas = _opened(graph)
    document = canvas._document
    middle = document.graph.order[len(graph) // 2]
    times = []
    for number in range(20):

        def edit(number: int = number) -> None:
            if insert:
                document.edit("Insert", lambda graph: graph.insert_after(middle, ReLU()), select=())
            else:
                first = document.graph.order[1]
                layer = document.graph.nodes[first].layer.replace(filters=8 + number)
                document.edit("Change", lambda graph: graph.replace_layer(first, layer))
            canvas.viewport().repaint()
            canvas._overlays.totals.repaint()

        times.append(_timed(edit))
    canvas.close()
    return median(times)


def _dragged(app: QApplication, graph: Graph) -> list[float]:
    """Frames while a node in the middle is carried about."""
    canvas = _opened(graph)
    node = graph.order[len(graph) // 2]
    canvas.show_area(canvas._scene.cards[node].rect)
    start = canvas.position_of(node)
    _mouse(canvas, QEvent.Type.MouseButtonPress, start)
    times = []
    for step in range(FRAMES):
        at = start + QPoint(round(200 * (step / FRAMES - 0.5)), step % 20 * 8)
        times.append(_timed(lambda at=at: (_mouse(canvas, QEvent.Type.MouseMove, at), canvas.viewport().repaint())))
    _mouse(canvas, QEvent.Type.MouseButtonRelease, start)
    canvas.close()
    return times


def _undone(app: QApplication) -> float:
    """A thousand steps back and forth over ten edits of ResNet-50."""
    canvas = _opened(PRESETS["resnet50"].graph())
    document = canvas._document
    for number in range(10):
        document.edit("Insert", lambda graph, number=number: graph.insert_after(graph.order[10 * number + 5], ReLU()))

    def back_and_forth() -> None:
        for _ in range(50):
            for _ in range(10):
                document.undo()
            for _ in range(10):
                document.redo()

    took = _timed(back_and_forth)
    canvas.close()
    return took


#: opens the window as the program does, without a worker, waits until everything in it is built, tells its memory
WINDOW = """
import sys
import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.app import create_window
from gui.background.workers import Workers
Workers.start_spare = lambda self: None
app = QApplication(sys.argv[:1])
window = create_window(["resnet50"])
window.show()
QTimer.singleShot(3000, app.quit)
app.exec()
print(psutil.Process().memory_info().rss / 2**20)
"""


def _window_memory() -> float:
    """Megabytes of a window with ResNet-50 open, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, text=True, check=True, timeout=120)
    return float(done.stdout.splitlines()[-1])


# ---------------------------------------------------------------------- measuring


def _application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    gc.disable()  # as in the window, which collects once a second
    os.environ["LAYERLOOM_SETTINGS"] = str(Path(tempfile.mkdtemp(prefix="layerloom-bench-")) / "settings.json")
    settings.set_motion_choice("reduced")
    theme.apply(app)
    return app


def _mouse(canvas: Canvas, kind: QEvent.Type, at: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    where = QPointF(canvas.viewport().mapToGlobal(at))
    event = QMouseEvent(kind, QPointF(at), where, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas.viewport(), event)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _median(work: Callable[[], object], times: int) -> float:
    return median(_timed(work) for _ in range(times))


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    for name, value in bench().items():
        print(f"{name:32} {value:10,.2f}")
