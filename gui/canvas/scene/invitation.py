"""What is said on a card that would be added: what letting go does there, and what the network would come to."""

from typing import NamedTuple

from gui.style.icons import Glyph


class Invitation(NamedTuple):
    """In words, in one word for where there is little room, as a sign, and the change of the totals."""

    words: str
    verb: str
    sign: Glyph
    change: str = ""


NO_INVITATION = Invitation("", "", "plus")
