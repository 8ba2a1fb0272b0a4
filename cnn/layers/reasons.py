"""Why a value is refused, in the language chosen: pydantic's messages as the ends of our sentences."""

import re

from cnn.errors import in_our_words
from cnn.words.language import marked, tr

#: the ends of sentences that such messages become, those with a place last
_ENDS = (
    marked("must be a whole number"),
    marked("must be a number"),
    marked("must be a finite number"),
    marked("must be true or false"),
    marked("must be text"),
    marked("must be a list of entries"),
    marked("must be at least {0}"),
    marked("must be at most {0}"),
    marked("must be greater than {0}"),
    marked("must be less than {0}"),
    marked("must be {0}"),
)


def reason_of(message: str) -> str:
    """A message of pydantic's about a value in the language chosen, as the end of a sentence."""
    words = in_our_words(message)
    for end in _ENDS:
        if found := re.fullmatch(re.escape(end).replace(r"\{0\}", "(.+)"), words):
            return tr(end, *(part.replace(" or ", tr(" or ")) for part in found.groups())) if found.groups() else tr(end)
    return words
