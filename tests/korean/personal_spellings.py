"""Made-up numbers of eight kinds in a hundred spellings, and how much of one a mask leaves."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from zlib import crc32

from ruamel.yaml import YAML

from aicc.korean.numbers.words import say_number
from aicc.korean.personal.find import find
from aicc.korean.text.said import as_said

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "personal_spellings.yaml")
LEAK = 7  # figures in a row that can still be read

_LOAN = ("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인")
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NATIVE = ("공", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_LOOKS: dict[str, Sequence[str]] = {
    "plain": "0123456789",
    "full": "０１２３４５６７８９",
    "said": "공일이삼사오육칠팔구",
    "said0": "영일이삼사오육칠팔구",
    "said6": "공일이삼사오륙칠팔구",
    "nfd": [unicodedata.normalize("NFD", each) for each in "공일이삼사오육칠팔구"],
    "loan": _LOAN,
    "english": _ENGLISH,
    "native": _NATIVE,
    "O": "O123456789",
    "l": "0l23456789",
    "Ol": "Ol23456789",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "black": "⓿❶❷❸❹❺❻❼❽❾",
    "superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "subscript": "₀₁₂₃₄₅₆₇₈₉",
    "hanja": "〇一二三四五六七八九",
    "hanja0": "零一二三四五六七八九",
    "formal": "零壹貳參四五六七八九",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "keycap": [f"{each}\ufe0f\u20e3" for each in "0123456789"],
}
_NAMES = {
    "resident": "주민번호",
    "foreigner": "외국인등록번호",
    "passport": "여권번호",
    "licence": "면허번호",
    "card": "카드번호",
    "account": "계좌번호",
    "phone": "휴대폰 번호",
    "landline": "전화번호",
}
KINDS = tuple(_NAMES)
_NAMED = ("{name}는 {}입니다", "제 {name} {} 확인해 주세요", "{name} {}이요", "{name}가 {}인데요")
_BARE = ("{}", "{} 입니다", "네 {} 확인 부탁드려요", "아까 말씀드린 건 {} 이거예요")
_ACCOUNTS = ((3, 3, 6), (3, 6, 2, 3), (4, 3, 6), (3, 4, 4, 2), (6, 2, 6), (3, 2, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """`figures` has for each figure of the number the place where it stands in `text`."""

    kind: str
    group: str
    spelling: str
    text: str
    figures: tuple[tuple[int, int], ...]

    @property
    def is_kept_aside(self) -> bool:
        """Of the half of the spellings that nobody looks at while rules are written."""
        return crc32(self.spelling.encode()) % 2 == 1

    @property
    def leaks(self) -> bool:
        spans = find(as_said(self.text))
        in_a_row = 0
        for start, end in self.figures:
            hidden = any(span.start < end and start < span.end for span in spans)
            in_a_row = 0 if hidden else in_a_row + 1
            if in_a_row >= LEAK:
                return True
        return False


def spelled(each: int, seed: int) -> Iterator[Spelled]:
    """Every kind in every spelling, `each` times."""
    random = Random(seed)
    for group, spellings in TABLE.items():
        for spelling, look in spellings.items():
            for kind in KINDS:
                for number in range(each):
                    sentences = _BARE if number % 2 else _NAMED
                    sentence = random.choice(sentences).replace("{name}", _NAMES[kind])
                    text, figures = _in_sentence(sentence, _pieces(random, kind, look))
                    yield Spelled(
                        kind=kind, group=group, spelling=spelling, text=text, figures=figures
                    )


Piece = tuple[str, int]  # a text, and for how many figures it stands


def _in_sentence(sentence: str, pieces: Sequence[Piece]) -> tuple[str, tuple[tuple[int, int], ...]]:
    before, after = sentence.split("{}")
    text, figures = before, []
    for piece, count in pieces:
        figures += [(len(text), len(text) + len(piece))] * count
        text += piece
    return text + after, tuple(figures)


def _pieces(random: Random, kind: str, look: dict[str, str]) -> list[Piece]:
    letter, groups = _number(random, kind)
    digits = look.get("digits", "plain")
    first, others = (digits, digits) if isinstance(digits, str) else digits
    looks = [first, *[others] * (len(groups) - 1)]
    written = [_written(g, name, look.get("each", ""))
               for g, name in zip(groups, looks, strict=True)]  # fmt: skip
    between = look.get("between", "")
    rest = _joined(written[1:], between)
    whole = _joined(written, between)
    head = [(letter, 0)] if letter else []
    frame = look.get("frame", "{}")
    if "{}" in frame:
        before, after = frame.split("{}")
        return [(before, 0), *head, *whole, (after, 0)]
    before, middle = frame.split("{first}")
    middle, after = middle.split("{rest}")
    return [(before, 0), *head, *written[0], (middle, 0), *(rest or [("", 0)]), (after, 0)]


def _joined(groups: Sequence[list[Piece]], between: str) -> list[Piece]:
    joined: list[Piece] = []
    for number, group in enumerate(groups):
        joined += [*([(between, 0)] if number else []), *group]
    return joined


def _written(digits: str, look: str, each: str) -> list[Piece]:
    if look == "large":
        zeros = len(digits) - len(digits.lstrip("0"))
        said = [(say_number(int(digits)), len(digits) - zeros)] if int(digits) else []
        return [*[("공", 1)] * zeros, *said]
    pieces: list[Piece] = []
    for number, digit in enumerate(digits):
        pieces += [*([(each, 0)] if number and each else []), (_LOOKS[look][int(digit)], 1)]
    return pieces


def _number(random: Random, kind: str) -> tuple[str, list[str]]:
    def some(size: int) -> str:
        return "".join(random.choice("0123456789") for _ in range(size))

    makers: dict[str, Callable[[], list[str]]] = {
        "resident": lambda: [_birthday(random), random.choice("1234") + some(6)],
        "foreigner": lambda: [_birthday(random), random.choice("5678") + some(6)],
        "passport": lambda: [some(8)],
        "licence": lambda: [str(random.randint(11, 28)), some(2), some(6), some(2)],
        "card": lambda: [random.choice("3456") + some(3), some(4), some(4), some(4)],
        "account": lambda: [some(size) for size in random.choice(_ACCOUNTS)],
        "phone": lambda: ["010", random.choice("23456789") + some(3), some(4)],
        "landline": lambda: [
            random.choice(["02", "031", "051", "064"]),
            random.choice("23456789") + some(random.choice([2, 3])),
            some(4),
        ],
    }
    return (random.choice("MS") if kind == "passport" else ""), makers[kind]()


def _birthday(random: Random) -> str:
    return f"{random.randrange(100):02}{random.randint(1, 12):02}{random.randint(1, 28):02}"
