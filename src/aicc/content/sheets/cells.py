"""One cell: harmless to a spreadsheet when it is written, and itself again when it is read."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

# What Excel and its like take for a formula, also after what they drop or part cells at: marks
# that nobody sees, quotes, another separator. An apostrophe before it makes it text.
_DROPPED = '[\ufeff\u200b-\u200f\u2060\u00ad \u00a0\u3000";|,]*'
_FORMULA = re.compile(rf"'*{_DROPPED}[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(rf"'+{_DROPPED}[=+\-@\t\r\n＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML cannot hold them


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Undoes `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def as_text(value: object) -> str:
    """What a person sees in the cell: 3 and not 3.0, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def joined(values: Sequence[str], marks: str = "\n;") -> str:
    """Several values in one cell, parted by the first of the marks."""
    escaped = (_to_escape(marks).sub(lambda found: f"\\{found[0]}", each) for each in values)
    return marks[0].join(escaped)


def parted(text: str, marks: str = "\n;") -> list[str]:
    """Undoes `joined`; any of the marks parts, unless a backslash stands before it."""
    found = _up_to_mark(marks).findall(text + marks[0])
    return [_escaped(marks).sub(r"\1", each).strip() for each in found]


@cache
def _to_escape(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[{_signs(marks)}]|\\(?=[\\{_signs(marks)}]|$)")


@cache
def _escaped(marks: str) -> re.Pattern[str]:
    return re.compile(rf"\\([\\{_signs(marks)}])")


@cache
def _up_to_mark(marks: str) -> re.Pattern[str]:
    return re.compile(rf"((?:\\[\\{_signs(marks)}]|[^{re.escape(marks)}])*)[{re.escape(marks)}]")


def _signs(marks: str) -> str:
    """A line break is not escaped: no value holds one."""
    return re.escape(marks.replace("\n", ""))
