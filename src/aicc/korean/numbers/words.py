"""Numbers as they are said: 백이십삼만 사천, 세 시, 공일공. The other way round is `numbers`."""

import re
from datetime import date, time
from decimal import Decimal

_DIGITS = "영일이삼사오육칠팔구"
_ONE_BY_ONE = str.maketrans("0123456789", "공일이삼사오육칠팔구")
_AFTER_POINT = str.maketrans("0123456789", _DIGITS)
_PLACES = ("", "십", "백", "천")
_MYRIADS = ("", "만", "억", "조", "경", "해")
_NATIVE_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_MONTHS = {6: "유월", 10: "시월"}
_LARGEST = 10**24
_PHONES = re.compile(
    r"(?P<area>01[016-9]|02|050\d|0[3-8]\d)(?P<office>\d{3,4})(?P<line>\d{4})"
    r"|(?P<short>1[568]\d\d|\d{3})(?P<rest>\d{4})"
)


def say_number(value: int | Decimal) -> str:
    """1234000 -> 백이십삼만 사천; 3.5 -> 삼 점 오; digit by digit past the named powers."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    sign, digits = ("마이너스 ", text[1:]) if text.startswith("-") else ("", text)
    whole, _, after = digits.partition(".")
    said = _whole_number(int(whole)) if int(whole) < _LARGEST else say_digits(whole)
    return f"{sign}{said} 점 {after.translate(_AFTER_POINT)}" if after else sign + said


def say_digits(digits: str) -> str:
    """Figures one by one, the rest unchanged: 010 -> 공일공."""
    return digits.translate(_ONE_BY_ONE)


def say_count(number: int) -> str:
    """Before a counter like 개 or 명: 한, 두, 스무; from a hundred on as `say_number`."""
    if not 0 < number < 100:
        return say_number(number)
    if number == 20:
        return "스무"
    tens, ones = divmod(number, 10)
    return _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def say_won(amount: int | Decimal) -> str:
    return f"{say_number(amount)} 원"


def say_month(month: int) -> str:
    return _MONTHS.get(month) or f"{say_number(month)}월"


def say_date(day: date) -> str:
    return f"{say_number(day.year)}년 {say_month(day.month)} {say_number(day.day)}일"


def say_time(at: time) -> str:
    """오후 세 시 오 분; noon and midnight by their names, because 오후 열두 시 misleads."""
    if at.hour % 12 == 0:
        said = "낮 열두 시" if at.hour else "밤 열두 시"
    else:
        said = f"{'오전' if at.hour < 12 else '오후'} {say_count(at.hour % 12)} 시"
    return f"{said} {say_number(at.minute)} 분" if at.minute else said


def say_phone(text: str) -> str:
    """A telephone, card or account number in groups with a pause between: 공일공, 일이삼사, …"""
    return ", ".join(say_digits(part) for part in phone_parts(text))


def phone_parts(text: str) -> list[str]:
    """The groups it was written in, else those of a telephone number, else fours."""
    parts = re.findall(r"[0-9*]+", text)
    if len(parts) != 1:
        return parts
    digits = parts[0]
    phone = _PHONES.fullmatch(digits)
    if phone:
        return [part for part in phone.groups() if part]
    if len(digits) <= 6:
        return [digits]
    return [digits[at : at + 4] for at in range(0, len(digits), 4)]


def _whole_number(number: int) -> str:
    if number == 0:
        return "영"
    groups: list[str] = []
    for myriad in _MYRIADS:
        number, group = divmod(number, 10_000)
        if group:
            is_first_ten_thousand = group == 1 and myriad == "만" and not number
            groups.append(("" if is_first_ten_thousand else _below_ten_thousand(group)) + myriad)
    return " ".join(reversed(groups))


def _below_ten_thousand(number: int) -> str:
    said = ""
    for place in _PLACES:
        number, digit = divmod(number, 10)
        if digit:
            said = ("" if digit == 1 and place else _DIGITS[digit]) + place + said
    return said
