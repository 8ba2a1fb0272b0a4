"""make translations: brings every language's file up to date with the texts in the code, and tells what is left to translate.

`ARGS=fr` begins a new language.
"""

import sys

from cnn.words.language import ENGLISH, available
from tests.translations.catalogue_file import file_of, translated, written
from tests.translations.sources import hidden, sources


def main(languages: list[str]) -> int:
    """Writes the files; returns 1 where a text can't be found by translators."""
    texts = sources()
    for language in languages or [name for name in available() if name != ENGLISH]:
        file = file_of(language)
        known = translated(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(language, texts, known), encoding="utf-8")
        keys = {(text, remark) for text, remark, _ in texts}
        gone, missing = known.keys() - keys, [key for key in keys if not all(known.get(key, ("",)))]
        print(f"{file.name}: {len(keys)} texts, {len(missing)} to translate; {len(gone)} were gone from the code")
    for place in hidden():
        print(f"{place.module}:{place.line}: no list knows the text of {place.call}")
    return int(bool(hidden()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
