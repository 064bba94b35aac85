"""How wide text is, and where it breaks; Korean letters are twice as wide as Latin ones."""

from unicodedata import east_asian_width

_WIDE = 1.0  # of the letter's size
_NARROW = 0.58
_MONO = 0.61
_WIDE_LETTERS = frozenset("WF")


def width(text: str, size: float, *, mono: bool = False) -> float:
    narrow = _MONO if mono else _NARROW
    return size * sum(
        _WIDE if east_asian_width(letter) in _WIDE_LETTERS else narrow for letter in text
    )


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """Broken between words where that works; what is too much ends in an ellipsis."""
    broken: list[str] = []
    left = text
    while left and len(broken) < most:
        line = _first_line(left, size, room)
        left = left[len(line) :].lstrip()
        broken.append(line.rstrip())
    if left and broken:
        broken[-1] = _shortened(broken[-1], size, room)
    return broken


def _first_line(text: str, size: float, room: float) -> str:
    if width(text, size) <= room:
        return text
    end = 1
    while end < len(text) and width(text[: end + 1], size) <= room:
        end += 1
    space = text.rfind(" ", 0, end + 1)
    word = text[space + 1 :].partition(" ")[0]
    return text[:space] if space > 0 and width(word, size) <= room else text[:end]


def _shortened(text: str, size: float, room: float) -> str:
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
