"""Letters that the window's font lacks, in the shapes that readers of the language know.

Chinese and Japanese share code points whose shapes differ (直, 角, 骨): left to itself the system takes whichever font it finds
first, on Linux most often the Japanese one. https://en.wikipedia.org/wiki/Han_unification
"""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from cnn.pictures.fonts.icons import icon_font

#: fonts with Chinese letters, as Linux, Windows and macOS bring them, those of the mainland first
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "Noto Sans CJK JP",  # the first in a file that holds all of them
    "Arial Unicode MS",
)
_FONTS = {"zh_CN": CHINESE}


def prefer(language: str) -> None:
    """Takes the letters that the window's fonts lack from fonts of that language's readers, where there are any; of a language
    without such it stays as it is."""
    if not (wanted := _FONTS.get(language)) or not (here := [name for name in wanted if QFontDatabase.hasFamily(name)]):
        return
    for font in (QApplication.font(), QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)):
        real = QFontInfo(font).family()  # `Sans Serif` is no font: what stands in its place has to be named before the others
        for name in dict.fromkeys((font.family(), real)):
            QFont.removeSubstitutions(name)
            QFont.insertSubstitutions(name, [real, *here] if name != real else here)
    _look_again()


def _look_again() -> None:
    """Has Qt forget which font it took for which letter: that of a new font of the program does it, and of one that goes."""
    QFontDatabase.removeApplicationFont(QFontDatabase.addApplicationFont(str(icon_font())))
