"""Sentences for customers with fields in them: "{amount:won:이/가} 이체되었습니다".

A field is `{name}`, `{name:format}`, `{name:이/가}` or `{name:format:이/가}`; `{{` and `}}` are
braces. The particle follows what the reader sees, or, in voice, what the caller hears.

won 1,234,000원 · number 1,234,000 · date 2026년 11월 21일 · day 11월 21일 토요일 ·
time 오후 3시 5분 · datetime both · phone 010-1234-5678 · masked ***-****-5678 ·
e164 +821012345678, for calls to systems · plain as it is
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from aicc.errors import InvalidInputError
from aicc.korean.numbers.dialled import e164
from aicc.korean.numbers.words import (
    phone_parts,
    say_date,
    say_month,
    say_number,
    say_phone,
    say_time,
    say_won,
)
from aicc.korean.personal.hiding import hide_but_last, say_last
from aicc.korean.text.josa import PAIRS, attach

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_LARGEST_POWER = 23  # ten to this is the last that has a name
WEEKDAYS = "월화수목금토일"
_KEPT_OF_SECRET = 2
_KEPT = 4  # last characters of a masked number


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    format: str = "plain"
    particle: str = ""  # a pair such as "이/가", empty for none
    position: int = 0  # of its brace in the template


def render(
    template: str,
    values: Mapping[str, object],
    *,
    spoken: bool = False,
    secrets: Collection[str] = (),
) -> str:
    """The sentence with its values. `spoken` writes numbers, dates and times in words.

    Of the `secrets` only the end is shown, four characters where the format is `masked`, else two.

    Raises InvalidInputError for a broken template, a missing value or one its format refuses.
    """
    formats = _SPOKEN if spoken else _WRITTEN
    said: list[str] = []
    for piece in _compiled(template):
        if isinstance(piece, str):
            said.append(piece)
            continue
        value = values.get(piece.name)
        if value is None:
            raise InvalidInputError(f"no value for {{{piece.name}}}")
        try:
            if piece.name.partition(".")[0] in secrets:
                text = _hidden(value, piece.format, spoken=spoken)
            else:
                text = formats[piece.format](value)
        except (TypeError, ValueError, InvalidOperation) as error:
            message = f"{{{piece.name}}} is not a {piece.format}"
            raise InvalidInputError(message) from error
        said.append(attach(text, piece.particle) if piece.particle else text)
    return "".join(said)


def fields(template: str) -> tuple[Field, ...]:
    """What the template asks for, in order; raises InvalidInputError with the position."""
    return tuple(piece for piece in _compiled(template) if isinstance(piece, Field))


@lru_cache(maxsize=4096)  # templates come from files; values never enter the cache
def _compiled(template: str) -> tuple[str | Field, ...]:
    pieces: list[str | Field] = []
    literal = ""
    at = 0
    for match in _PIECE.finditer(template):
        literal += template[at : match.start()]
        at = match.end()
        if match[0] in {"{{", "}}"}:
            literal += match[0][0]
            continue
        if match[1] is None:
            raise InvalidInputError(f"position {match.start()}: a lone {match[0]!r}")
        pieces.extend([literal, _field(match[1], match.start())])
        literal = ""
    pieces.append(literal + template[at:])
    return tuple(piece for piece in pieces if piece)


def _field(inside: str, position: int) -> Field:
    name, *options = inside.split(":")
    if not _NAME.fullmatch(name):
        raise InvalidInputError(f"position {position}: {name!r} is not a field name")
    particle = options.pop() if options and options[-1] in PAIRS else ""
    written = options.pop() if options else "plain"
    if options or written not in _WRITTEN:
        wrong = ":".join([*options, written])
        raise InvalidInputError(f"position {position}: unknown format or particle {wrong!r}")
    return Field(name=name, format=written, particle=particle, position=position)


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise TypeError(type(value).__name__)
    number = Decimal(str(value).replace(",", "").strip())
    if not number.is_finite() or number.adjusted() > _LARGEST_POWER:
        raise ValueError("not finite, or longer than a sentence bears")
    return number


def _whole(value: object) -> int:
    return int(_decimal(value).to_integral_value(ROUND_HALF_UP))


def _won(value: object) -> str:
    return f"{_whole(value):,}원"


def _number(value: object) -> str:
    return f"{_decimal(value):,f}"


def _date(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else datetime.fromisoformat(str(value)).date()


def _time(value: object) -> time:
    if isinstance(value, datetime):
        return value.time()
    return value if isinstance(value, time) else time.fromisoformat(str(value))


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _written_date(value: object) -> str:
    day = _date(value)
    return f"{day.year}년 {day.month}월 {day.day}일"


def _written_time(value: object) -> str:
    at = _time(value)
    half = ("오전" if at.hour < 12 else "오후") if at.hour % 12 or at.minute else _twelve(at)
    minutes = f" {at.minute}분" if at.minute else ""
    return f"{half} {at.hour % 12 or 12}시{minutes}"


def _twelve(at: time) -> str:
    return "낮" if at.hour else "밤"


def _phone(value: object) -> str:
    return "-".join(phone_parts(str(value)))


def _hidden(value: object, written: str, *, spoken: bool) -> str:
    kept = _KEPT if written == "masked" else _KEPT_OF_SECRET
    return _said_masked(value, kept) if spoken else _masked(value, kept)


def _masked(value: object, kept: int = _KEPT) -> str:
    return hide_but_last(str(value), kept)


def _said_masked(value: object, shown: int = _KEPT) -> str:
    last = "".join(char for char in str(value) if char.isalnum())[-shown:]
    return say_last(last)


def _written_day(value: object) -> str:
    day = _date(value)
    return f"{day.month}월 {day.day}일 {WEEKDAYS[day.weekday()]}요일"


def _said_day(value: object) -> str:
    day = _date(value)
    return f"{say_month(day.month)} {say_number(day.day)}일 {WEEKDAYS[day.weekday()]}요일"


def _dialled(value: object) -> str:
    return e164(str(value))


_WRITTEN: dict[str, Callable[[object], str]] = {
    "plain": str,
    "won": _won,
    "number": _number,
    "date": _written_date,
    "day": _written_day,
    "time": _written_time,
    "datetime": lambda value: f"{_written_date(_moment(value))} {_written_time(_moment(value))}",
    "phone": _phone,
    "masked": _masked,
    "e164": _dialled,
}
_SPOKEN: dict[str, Callable[[object], str]] = {
    "plain": str,
    "won": lambda value: say_won(_whole(value)),
    "number": lambda value: say_number(_decimal(value)),
    "date": lambda value: say_date(_date(value)),
    "day": _said_day,
    "time": lambda value: say_time(_time(value)),
    "datetime": lambda value: (
        f"{say_date(_date(_moment(value)))} {say_time(_time(_moment(value)))}"
    ),
    "phone": lambda value: say_phone(str(value)),
    "masked": _said_masked,
    "e164": _dialled,
}
