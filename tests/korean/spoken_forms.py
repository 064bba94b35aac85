"""Values put into the words that Koreans type and say, for round-trip tests."""

from datetime import date, time

_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ((1000, "천"), (100, "백"), (10, "십"))
_MYRIADS = ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_PRENOMINAL = {1: "한", 2: "두", 3: "세", 4: "네", 20: "스무"}
_HOURS = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")


def sino(value: int, *, gap: str = "", full: bool = False) -> str:
    """1234 as 천이백삼십사; `full` says 일천, `gap` parts the groups of four."""
    if value == 0:
        return "영"
    groups: list[str] = []
    for size, name in _MYRIADS:
        part = value // size % 10_000
        if part:
            said = _below_myriad(part, full)
            is_bare_myriad = size == 10_000 and part == 1 and not full and not groups
            groups.append(name if is_bare_myriad else said + name)
    return gap.join(groups)


def _below_myriad(value: int, full: bool) -> str:
    said = ""
    for size, name in _PLACES:
        digit = value // size % 10
        if digit:
            said += ("" if digit == 1 and not full else _DIGITS[digit]) + name
    return said + (_DIGITS[value % 10] if value % 10 else "")


def native(value: int) -> str:
    return _NATIVE_TENS[value // 10] + _NATIVE_ONES[value % 10]


def counted(value: int) -> str:
    """Before a counter: 한, 두, 스물세."""
    tens, ones = value // 10 * 10, value % 10
    if value in _PRENOMINAL:
        return _PRENOMINAL[value]
    return native(tens) + _PRENOMINAL.get(ones, _NATIVE_ONES[ones])


def mixed(value: int) -> str:
    """12345000 as 1234만 5000."""
    parts = [f"{value // size % 10_000}{name}" for size, name in _MYRIADS if value // size % 10_000]
    return " ".join(parts) or "0"


def wide(text: str) -> str:
    """Full-width figures."""
    return "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in text)


def number_forms(value: int) -> list[str]:
    forms = [
        str(value), f"{value:,}", wide(str(value)), sino(value), sino(value, full=True),
        sino(value, gap=" "), mixed(value),
    ]  # fmt: skip
    return forms + ([native(value)] if 0 < value < 100 else [])


def money_forms(won: int) -> list[str]:
    """One digit glued to 원 is left out: 사원 is an employee, 일원 a member."""
    forms = [f"{form}{gap}원" for form in number_forms(won)[:7] for gap in ("", " ")]
    return [form for form in forms if len(form) > 2 or form[0].isdigit()]


def date_forms(day: date) -> list[str]:
    y, m, d = day.year, day.month, day.day
    month = {6: "유", 10: "시"}.get(m, sino(m))
    digits = "".join("공일이삼사오육칠팔구"[int(char)] for char in str(y))
    return [
        f"{y}년 {m}월 {d}일", f"{y}년{m}월{d}일", f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}",
        f"{y}/{m}/{d}", f"{y}. {m}. {d}.", f"{y}{m:02}{d:02}", wide(f"{y}년 {m}월 {d}일"),
        f"{sino(y)}년 {month}월 {sino(d)}일", f"{sino(y)} 년 {month} 월 {sino(d)} 일",
        f"{digits}년 {month}월 {sino(d)}일", f"{sino(y)}년{month}월{sino(d)}일",
    ]  # fmt: skip


def time_forms(at: time) -> list[str]:
    half, hour = ("오전", at.hour) if at.hour < 12 else ("오후", at.hour - 12 or 12)
    minute = f" {at.minute}분" if at.minute else ""
    said = f" {sino(at.minute)} 분" if at.minute else ""
    forms = [
        f"{at:%H:%M}", f"{half} {hour}시{minute}", f"{half}{hour}시{minute.strip()}",
        f"{half} {hour}:{at.minute:02}",
    ]  # fmt: skip
    if hour:
        forms += [f"{half} {_HOURS[hour - 1]} 시{said}", f"{half}{_HOURS[hour - 1]}시{said}"]
    if at.hour > 12:
        forms += [f"{at.hour}시{minute}", f"{sino(at.hour)} 시{said}"]
    if at.minute == 30 and hour:
        forms.append(f"{half} {_HOURS[hour - 1]} 시 반")
    return forms


def duration_forms(minutes: int) -> list[str]:
    hours, rest = divmod(minutes, 60)
    forms = [f"{minutes}분", f"{sino(minutes)} 분 동안"]
    if hours:
        tail = f" {rest}분" if rest else ""
        spoken_tail = f" {sino(rest)} 분" if rest else ""
        forms += [f"{hours}시간{tail}", f"{counted(hours)} 시간{spoken_tail}"]
    if hours and rest == 30:
        forms.append(f"{counted(hours)} 시간 반")
    return forms


def phone_forms(parts: tuple[str, str, str]) -> list[str]:
    said = ["".join("공일이삼사오육칠팔구"[int(char)] for char in part) for part in parts]
    forms = [sep.join(parts) for sep in ("-", "", " ", ".")] + [wide("-".join(parts))]
    return forms + [sep.join(said) for sep in ("에 ", " ", " 다시 ", "")]
