"""Made-up personal numbers in every form a customer types or says them; no real person's."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from aicc.korean.personal.span import PersonalKind

SAID = ("공일이삼사오육칠팔구", "영일이삼사오륙칠팔구")
CARRIERS = (
    "{}",
    "{} 입니다",
    "제 번호는 {}이요",
    "네 {}이에요",
    "{} 맞아요",
    "{} 으로 등록해 주세요",
    "아까 말씀드린 {} 확인 부탁드려요",
    "음 {}",
    "번호 {}, 이름은 홍길동입니다.",
    "{}. 감사합니다",
    "혹시 {} 조회돼요?",
    "본인 확인은 {} 이걸로 할게요",
)
FORMS = (
    "typed", "bare", "spaces", "dots", "one_by_one", "full_width", "zero_width", "said",
    "said_with_words", "said_one_by_one", "said_decomposed", "mixed", "slashes",
)  # fmt: skip
WORDS = ("에 ", " 다시 ", " 대시 ", ", ", "에", " 하이픈 ", "의 ")
SHAPES: dict[PersonalKind, list[tuple[int, ...]]] = {
    PersonalKind.CARD: [(4, 4, 4, 4)],
    PersonalKind.ACCOUNT: [(3, 3, 6), (3, 6, 2, 3), (4, 3, 6), (3, 4, 4, 2), (6, 2, 6), (3, 2, 6)],
    PersonalKind.LICENCE: [(2, 2, 6, 2)],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    kind: PersonalKind
    form: str
    number: str
    text: str
    may_remain: int  # digits that a mask may leave


def variants(count: int, seed: int) -> list[Variant]:
    random = Random(seed)
    return [variant(random) for _ in range(count)]


def variant(random: Random) -> Variant:
    kind = random.choice(list(PersonalKind))
    if kind is PersonalKind.EMAIL:
        return _email(random)
    form = random.choice(FORMS)
    prefix, groups = _number(random, kind)
    written = prefix + _written(random, groups, form)
    return Variant(
        kind=kind,
        form=form,
        number=prefix + "-".join(groups),
        text=random.choice(CARRIERS).format(written),
        may_remain=2 if kind in {"phone", "card", "account"} else 0,
    )


def _number(random: Random, kind: PersonalKind) -> tuple[str, list[str]]:
    if kind in {PersonalKind.RESIDENT, PersonalKind.FOREIGNER}:
        born = f"{random.randrange(100):02}{random.randint(1, 12):02}{random.randint(1, 28):02}"
        first = random.choice("1234" if kind is PersonalKind.RESIDENT else "5678")
        return "", [born, first + _digits(random, 6)]
    if kind is PersonalKind.PASSPORT:
        return random.choice("MS"), [_digits(random, 8)]
    if kind is PersonalKind.PHONE:
        area = random.choice(["010"] * 6 + ["011", "02", "031", "064", "070"])
        office = _digits(random, 3 if area in {"011", "064"} else 4)
        return "", [area, office, _digits(random, 4)]
    groups = [_digits(random, size) for size in random.choice(SHAPES[kind])]
    if kind is PersonalKind.CARD:
        groups[0] = random.choice("3456") + groups[0][1:]
    if kind is PersonalKind.LICENCE:
        groups[0] = str(random.randint(11, 28))
    return "", groups


def _digits(random: Random, size: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(size))


def _written(random: Random, groups: Sequence[str], form: str) -> str:
    joined = "-".join(groups)
    if form == "zero_width":
        return "".join(char + random.choice(["", "", "\u200b", "\u200d"]) for char in joined)
    if form == "full_width":
        return "".join(chr(ord(char) + 0xFEE0) for char in joined)
    if form.startswith("said"):
        return _said(random, groups, form)
    if form == "mixed":
        said = [random.random() < 0.5 for _ in groups]
        names = random.choice(SAID)
        pieces = [_say(g, names) if s else g for g, s in zip(groups, said, strict=True)]
        return random.choice([" ", "-", "에 "]).join(pieces)
    between = {"typed": "-", "bare": "", "spaces": " ", "dots": ".", "slashes": "/"}.get(form)
    return " ".join("".join(groups)) if between is None else between.join(groups)


def _say(digits: str, names: str) -> str:
    return "".join(names[int(digit)] for digit in digits)


def _said(random: Random, groups: Sequence[str], form: str) -> str:
    names = random.choice(SAID)
    if form == "said_one_by_one":
        return " ".join(_say("".join(groups), names))
    between = random.choice(WORDS) if form == "said_with_words" else random.choice([" ", ""])
    text = between.join(_say(group, names) for group in groups)
    return unicodedata.normalize("NFD", text) if form == "said_decomposed" else text


def _email(random: Random) -> Variant:
    local = random.choice(["hong", "gil.dong", "user_01", "abc123", "k-lee"])
    local += str(random.randrange(1000))
    domain = random.choice(["example.com", "example.co.kr", "mail.example.net"])
    form = random.choice(["typed", "said", "spaced"])
    written = f"{local}@{domain}"
    if form == "said":
        written = f"{local} 골뱅이 {domain.replace('.', ' 점 ')}"
    elif form == "spaced":
        written = f"{local} @ {domain}"
    text = random.choice(CARRIERS).format(written)
    return Variant(kind=PersonalKind.EMAIL, form=form, number=local, text=text, may_remain=0)


HARMLESS = (
    "주문번호 {order} 취소해 주세요",
    "{order} 주문 상태 알려 주세요",
    "ORD-{order}번 언제 와요",
    "송장번호 {parcel} 조회해 주세요",
    "운송장 {parcel} 어디쯤이에요",
    "운송장 번호가 {dashed}인데요",
    "택배 {parcel} 아직 안 왔어요",
    "{parcel} 이게 송장번호예요",
    "등기번호 {thirteen} 확인해 주세요",
    "예약번호 {parcel}입니다",
    "고객번호 {customer}요",
    "{customer}",
    "{amount}원 이체해 주세요",
    "{amount}원 결제됐고 주문번호는 {order}이에요",
    "2026-11-{day} 15:30에 {amount}원 냈어요",
    "사업자번호 {business}입니다",
    "1588-{four}로 전화했어요",
    "인증번호 {six} 왔어요",
)


def harmless(count: int, seed: int) -> list[str]:
    """Sentences with orders, parcels, amounts and dates: nothing in them is to be masked."""
    random = Random(seed)
    return [_harmless(random) for _ in range(count)]


def _harmless(random: Random) -> str:
    day = f"{random.randint(1, 28):02}"
    order = f"2026{random.randint(1, 12):02}{day}-{_digits(random, random.choice([4, 6]))}"
    thirteen = "6" + random.choice("0123456789") + random.choice("23456789") + _digits(random, 10)
    return random.choice(HARMLESS).format(
        order=order,
        parcel=random.choice("123456789") + _digits(random, random.choice([9, 11])),
        dashed="-".join(["4" + _digits(random, 3), _digits(random, 4), _digits(random, 4)]),
        thirteen=thirteen,
        customer=random.choice("123456789") + _digits(random, 6),
        amount=f"{random.randint(1_000, 99_000_000):,}",
        day=day,
        business=f"{_digits(random, 3)}-{_digits(random, 2)}-{_digits(random, 5)}",
        four=_digits(random, 4),
        six=_digits(random, 6),
    )
