"""The pictures of a page's gallery: asked for as long as the page can be seen."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cnn.errors import LayerloomError
from gui.document.questions.evaluations import Evaluations
from gui.widgets.questions.gallery import SIDE, Gallery


def bring_pictures(page: QWidget, gallery: Gallery, evaluations: Evaluations, refuse: Callable[[LayerloomError], object]) -> None:
    """From now on a gallery gets the pictures that it wants; `refuse` hears why they can't be read: figures stay then."""
    images = gallery.images

    def unread(error: LayerloomError) -> None:
        images.asked_in_vain()
        refuse(error)

    def ask(keys: tuple[str, ...]) -> None:
        if page.isVisible():
            evaluations.ask_pictures(keys, SIDE, lambda answer: images.show_pictures(answer.samples), unread)
        else:
            images.asked_in_vain()

    images.picturesWanted.connect(ask)
