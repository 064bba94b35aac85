"""Numbers that name a thing: telephone, card, account, registration and licence numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from aicc.domain.meaning import Entity
from aicc.korean.numbers.asked_digits import asked_digits
from aicc.korean.numbers.spoken_digits import SPOKEN_DIGITS, DigitRun, digit_runs
from aicc.korean.personal import checksums, shapes
from aicc.korean.words.lists import read_list

_PHONES = shapes.used("phone")
_CARDS = shapes.used("card")
_REGISTRATIONS = {kind: shapes.used(kind) for kind in ("resident", "foreigner")}
_BUSINESSES = shapes.used("business")
_LICENCES = shapes.used("licence")
_COUNTRY = re.compile(r"(?:0082|82)(?=10|2|[3-7]\d)")
_PHONE_CUE = re.compile(r"전화|번호|연락|휴대|핸드폰|폰|콜센터|고객센터|\+ ?82")
_BANK = re.compile(
    rf"(?P<bank>{'|'.join(sorted(read_list('banks')['bank'], key=len, reverse=True))})(?: ?은행)?"
    r"(?: ?계좌)?(?: ?번호)?(?:[은는이가:]|으로|로)? ?$"
)
_ACCOUNT_CUE = re.compile(r"계좌|통장|입금|송금|이체")
_BUSINESS_CUE = re.compile(r"사업자")
_CORPORATE_CUE = re.compile(r"법인")
_CARD_CUE = re.compile(r"카드")
_LICENCE_CUE = re.compile(r"면허")
_LICENCE_REGION = re.compile(rf"(?P<region>{shapes.LICENCE_REGION}) ?$")
_DIGIT_WORD = "|".join(sorted(SPOKEN_DIGITS, key=len, reverse=True))
_ONLY_DIGITS = re.compile(
    rf"((?:(?:{_DIGIT_WORD}|\d)[ ,.-]{{0,2}}){{1,40}})(?:이?요|입니다|이에요|예요)?[.]?"
)
_ASKED = 0.7  # a bare run of the right length when a step asks for it

Shapes = Sequence[tuple[re.Pattern[str], float]]
Finder = Callable[[str, DigitRun, bool], Entity | None]


def read_digits(plain: str) -> str | None:
    """All digits of a normalised answer in one string, however they were typed or said."""
    if digits := "".join(run.digits for run in digit_runs(plain)):
        return digits
    if whole := _ONLY_DIGITS.fullmatch(plain):  # too short for a run, but nothing else was said
        words = re.findall(rf"{_DIGIT_WORD}|\d", whole[1])
        return "".join(SPOKEN_DIGITS.get(word, word) for word in words)
    return None


def read_phone(plain: str) -> str | None:
    """The first telephone number of a normalised answer as it is written: 010-1234-5678."""
    for run in digit_runs(plain):
        if found := phone(plain, run, True):
            return str(found.value)
    told = asked_digits(plain, lambda digits: _shaped(digits, _PHONES) is not None)
    groups = _shaped(told, _PHONES) if told else None
    return "-".join(groups[0]) if groups else None


def find_digit_entities(
    text: str, runs: Sequence[DigitRun], asked: frozenset[str] | None
) -> Iterator[Entity]:
    """Each run once: as the first kind that fits, or as the kinds asked for."""
    for run in runs:
        for kind, finder in _FINDERS.items():
            if asked is not None and kind not in asked:
                continue
            if found := finder(text, run, asked is not None):
                yield found
                break


def phone(text: str, run: DigitRun, asked: bool) -> Entity | None:
    """Mobile, regional, internet and 1588 numbers; the last need dashes, speech or a cue."""
    local = _COUNTRY.sub("0", run.digits, count=1) if _COUNTRY.match(run.digits) else run.digits
    found = _shaped(local, _PHONES)
    if found is None:
        return None
    groups, confidence = found
    plain_typed = not run.spoken and len(run.parts) == 1
    if confidence < 0.95 and plain_typed and not (asked or _cue(text, run, _PHONE_CUE)):
        return None
    return _entity("phone", text, run, "-".join(groups), confidence)


def _shaped(digits: str, kind: Shapes) -> tuple[tuple[str, ...], float] | None:
    """The groups of the first shape that fits, and how sure it is."""
    for shape, confidence in kind:
        if match := shape.fullmatch(digits):
            return match.groups(), confidence
    return None


def resident(text: str, run: DigitRun, asked: bool) -> Entity | None:
    return _registration("resident", text, run)


def foreigner(text: str, run: DigitRun, asked: bool) -> Entity | None:
    return _registration("foreigner", text, run)


def _registration(kind: str, text: str, run: DigitRun) -> Entity | None:
    digits = run.digits
    found = _shaped(digits, _REGISTRATIONS[kind])
    if found is None or not _is_birthday(digits[:6]):
        return None
    groups, unchecked = found
    if run.parts not in ((digits,), groups) and not run.spoken:
        return None
    if _cue(text, run, _CORPORATE_CUE):
        return None
    confidence = 0.99 if checksums.is_resident(digits) else unchecked
    return _entity(kind, text, run, "-".join(groups), confidence)


def card(text: str, run: DigitRun, asked: bool) -> Entity | None:
    found = _shaped(run.digits, _CARDS)
    if found is None:
        return None
    groups, unchecked = found
    cued = asked or _cue(text, run, _CARD_CUE)
    confidence = 0.99 if checksums.is_card(run.digits) else 0.9 if cued else unchecked
    return _entity("card", text, run, "-".join(groups), confidence)


def business(text: str, run: DigitRun, asked: bool) -> Entity | None:
    digits = run.digits
    in_groups = tuple(map(len, run.parts)) == (3, 2, 5)
    cued = asked or _cue(text, run, _BUSINESS_CUE)
    if len(digits) != 10 or not (cued or (in_groups and _shaped(digits, _BUSINESSES))):
        return None
    value = f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    confidence = 0.99 if checksums.is_business(digits) else 0.8
    return _entity("business", text, run, value, confidence)


def corporate(text: str, run: DigitRun, asked: bool) -> Entity | None:
    digits = run.digits
    if len(digits) != 13 or not (asked or _cue(text, run, _CORPORATE_CUE)):
        return None
    confidence = 0.99 if checksums.is_corporate(digits) else 0.9
    return _entity("corporate", text, run, f"{digits[:6]}-{digits[6:]}", confidence)


def licence(text: str, run: DigitRun, asked: bool) -> Entity | None:
    """11-23-123456-78, or the region's name for the first two digits."""
    digits, before = run.digits, text[max(0, run.start - 4) : run.start]
    region = _LICENCE_REGION.search(before)
    if region and tuple(map(len, run.parts)) == (2, 6, 2):
        start = run.start - len(region.group())
        value = "-".join((region["region"], *run.parts))
        return Entity(
            kind="licence", text=text[start : run.end], start=start, end=run.end,
            value=value, confidence=0.95,
        )  # fmt: skip
    in_groups = tuple(map(len, run.parts)) == (2, 2, 6, 2)
    cued = asked or _cue(text, run, _LICENCE_CUE)
    if len(digits) != 12 or not (cued or (in_groups and _shaped(digits, _LICENCES))):
        return None
    value = f"{digits[:2]}-{digits[2:4]}-{digits[4:10]}-{digits[10:]}"
    return _entity("licence", text, run, value, 0.95 if in_groups else 0.8)


def account(text: str, run: DigitRun, asked: bool) -> Entity | None:
    """`value`: number as it was cut, and the bank when it was named just before."""
    if not 10 <= len(run.digits) <= 16:
        return None
    bank = _BANK.search(text[max(0, run.start - 16) : run.start])
    cued = _cue(text, run, _ACCOUNT_CUE)
    if not (bank or cued or asked):
        return None
    value: dict[str, str] = {"number": "-".join(run.parts)}
    start = run.start
    if bank:
        value = {"bank": bank["bank"]} | value
        start -= len(bank.group())
    confidence = 0.95 if bank else 0.85 if cued else _ASKED
    return Entity(
        kind="account", text=text[start : run.end], start=start, end=run.end,
        value=value, confidence=confidence,
    )  # fmt: skip


_FINDERS: dict[str, Finder] = {
    "resident": resident,
    "foreigner": foreigner,
    "corporate": corporate,
    "business": business,
    "licence": licence,
    "account": lambda text, run, asked: account(text, run, asked) if not _is_phone(run) else None,
    "phone": phone,
    "card": card,
}


def _is_phone(run: DigitRun) -> bool:
    return run.digits.startswith("01") and _shaped(run.digits, _PHONES) is not None


def _cue(text: str, run: DigitRun, words: re.Pattern[str]) -> bool:
    """Named within the dozen characters before, or just behind."""
    return bool(words.search(text, max(0, run.start - 14), run.end + 6))


def _is_birthday(digits: str) -> bool:
    try:
        date(2000 + int(digits[:2]) % 4, int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True


def _entity(kind: str, text: str, run: DigitRun, value: str, confidence: float) -> Entity:
    return Entity(
        kind=kind, text=text[run.start : run.end], start=run.start, end=run.end,
        value=value, confidence=confidence,
    )  # fmt: skip
