"""Numbers said or typed digit by digit: telephone, card, account and registration numbers.

Half of the digit names are also everyday syllables (이 "this", 일 "work", 사이 "between"), so
a spoken run counts only when there are enough digits or when they stand in a known shape.
Amounts, dates and counts are not read here. The text given is one that `normalise` made.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aicc.domain.said import Said
from aicc.korean.text.normalise import Folded

SPOKEN_DIGITS = {
    "공": "0", "영": "0", "제로": "0", "일": "1", "하나": "1", "이": "2", "둘": "2",
    "삼": "3", "셋": "3", "사": "4", "넷": "4", "오": "5", "다섯": "5", "육": "6", "륙": "6",
    "여섯": "6", "칠": "7", "일곱": "7", "팔": "8", "여덟": "8", "구": "9", "아홉": "9",
}  # fmt: skip
_UNITS = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = frozenset("만억조")
_ZEROS = frozenset({"공", "영", "제로"})
_EVERYDAY = frozenset("일이사오구")  # digits that are also words or parts of words
_ENDING_IN_CONSONANT = frozenset("공영일삼육륙칠팔둘셋넷섯곱덟홉")
_NATIVE = frozenset("하둘셋넷다여덟섯나아홉곱")

# 일 before these is a noun: 오육칠팔일 거예요
_NOT_ONE = r"일(?! ?(?:거|겁|것|텐|때))"
# 이 between parts is the verb "to be": 공일공이고요 일이삼사
_NOT_TWO = r"이(?!고요?,? ?[0-9공영일이삼사오육륙칠팔구])"
_SAID = (
    rf"(?:하나|둘|다섯|셋|여섯|넷|일곱|여덟|아홉|제로|{_NOT_ONE}|{_NOT_TWO}"
    r"|[공영삼사오육륙칠팔구]|[십백천])"
)
_THOUSANDS = r"(?<!\d)\d{1,3}(?:,\d{3})++(?!\d)"
_TYPED = r"(?:\d{4,}+|(?<!\d)\d{1,3}+(?!,\d{3}(?!\d)))"
_TOKEN = rf"(?:{_TYPED}|{_SAID})"
_BETWEEN = (
    r" ?(?:(?:[-./·()]{1,2}|다시|대시|데시|하이픈|하이폰|빼기|슬래시|국의|국에|국|에|의|이?고요?),?"
    r"|,(?!\d{3}(?!\d)))? ?(?:[음어],? )?"
)
_REGION = re.compile(
    rf"{_THOUSANDS}|(?:{_TYPED}|(?={_TOKEN}(?:{_BETWEEN}{_TOKEN}){{2}}){_SAID})"
    rf"(?:{_BETWEEN}{_TOKEN})*+"
)
# Cheap looks first: most sentences hold neither figures nor digit syllables side by side
_SYLLABLE = "[공영제일이삼사오육륙칠팔구십백천하둘셋넷다여아]"
_GAP = "[ -/·나로섯덟홉곱에의다시대데하이픈폰빼기슬래국음어고요]{0,8}"
_MAYBE_TYPED = re.compile(r"[0-9]")
_MAYBE_SAID = re.compile(rf"{_SYLLABLE}{_GAP}[{_SYLLABLE[1:-1]}0-9]")
_MAYBE_SAID_ALONE = re.compile(rf"{_SYLLABLE}(?:{_GAP}{_SYLLABLE}){{2}}")
_HANGUL = re.compile("[가-힣]")
_AMOUNT = re.compile(rf"{_THOUSANDS}\Z")
_CHUNK = re.compile(rf"({_BETWEEN})({_TYPED}|{_SAID}++)")
_SAID_TOKEN = re.compile(_SAID)
# what may follow the last spoken digit: the end, a sign, a particle, a form of "to be"
_AFTER = re.compile(
    r"(?![가-힣])|(?=[번국이입인을를은는가로으에의과와도만요야예라한하랑까부죠네거맞끝였고며지던면었잖니다])"
)
# after 이 these make a form of "to be": 오육칠팔이에요, but 공이 (02) before 요 is as likely
_TO_BE = re.compile(r"고|에요|예요|요|라|며|야|거든|지|죠|네|던|면|었|잖|니|다")
_COUNTED = re.compile(r"[가-힣](?<![이입인을를은는가로으에의과와도요야예라한하랑까부죠네거맞끝번])")
_MOBILE = re.compile(r"01[016-9][-. ]?\d{3,4}[-. ]?\d{4}(?!\d)")
# telephone, card and registration numbers need no more digits
_PHONE = r"01[016-9]\d{7,8}|02\d{7,8}|0[3-7]\d{8,9}|1[568]\d{6}"
_WHOLE_PHONE = re.compile(_PHONE)
_WHOLE = re.compile(rf"{_PHONE}|\d{{16}}|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{7}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitRun:
    """`parts` are the digits between separators, `places` where each stands in the text.

    `spoken` when any of them was a word.
    """

    start: int
    end: int
    digits: str
    spoken: bool
    parts: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    start: int
    end: int
    digits: str
    said: str  # the words as they stood; empty when typed
    grouped: bool  # 천오백팔십팔 rather than 일오팔팔
    gap: str  # what stands between it and the chunk before

    @property
    def is_everyday(self) -> bool:
        """One or two syllables that could as well be words."""
        return 0 < len(self.said) <= 2 and _EVERYDAY.issuperset(self.said)


def digit_runs(text: str) -> tuple[DigitRun, ...]:
    """Every run of digits, in order: typed ones always, spoken ones when there is no doubt.

    An amount with thousands commas is not a run; `3.5` and `2026.11.21` are, with their parts.
    """
    found: list[DigitRun] = []
    for start, end in _regions(text):
        for chunks in _cut(text, _chunks(text, start, end)):
            found.extend(_accepted(text, chunks))
    return tuple(found)


def with_figures(text: str) -> Folded:
    """The text with spoken digits as figures and words between digits as dashes."""
    runs = [run for run in digit_runs(text) if _HANGUL.search(text, run.start, run.end)]
    if not runs:
        return Folded(text=text, origin=range(len(text)), until=range(1, len(text) + 1))
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for run in runs:
        for part, (start, end) in zip(run.parts, run.places, strict=True):
            gap = text[at:start]
            if at > run.start and _HANGUL.search(gap):
                pieces.append(("-", at, start))
            else:
                pieces.extend((char, at + i, at + i + 1) for i, char in enumerate(gap))
            pieces.extend((digit, start, end) for digit in part)
            at = end
    pieces.extend((char, at + i, at + i + 1) for i, char in enumerate(text[at:]))
    return Folded(
        text="".join(piece for piece, _, _ in pieces),
        origin=tuple(start for _, start, _ in pieces),
        until=tuple(end for _, _, end in pieces),
    )


def _regions(text: str) -> Iterator[tuple[int, int]]:
    typed = _MAYBE_TYPED.search(text)
    if (_MAYBE_SAID if typed else _MAYBE_SAID_ALONE).search(text):
        yield from (found.span() for found in _REGION.finditer(text) if not _AMOUNT.match(found[0]))
        return
    while typed:
        region = _REGION.match(text, typed.start())
        if region and not _AMOUNT.match(region[0]):
            yield region.span()
        typed = _MAYBE_TYPED.search(text, region.end() if region else typed.end())


def _chunks(text: str, start: int, end: int) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for match in _CHUNK.finditer(text, start, end):
        gap, word = match.groups()
        is_typed = word[0].isdigit()
        digits, grouped = (word, False) if is_typed else _read(word)
        chunks.append(
            _Chunk(
                start=match.start(2),
                end=match.end(),
                digits=digits,
                said="" if is_typed else word,
                grouped=grouped,
                gap=gap,
            )
        )
    return chunks


def _read(words: str) -> tuple[str, bool]:
    """Digits of 오육칠팔 or of 오천육백칠십팔, and whether there was a place name in it."""
    tokens = _SAID_TOKEN.findall(words)
    digits: list[str] = []
    grouped = False
    at = 0
    while at < len(tokens):
        value, after = _read_group(tokens, at)
        if after == at:
            digits.append(SPOKEN_DIGITS[tokens[at]])
            at += 1
            continue
        digits.append(str(value))
        grouped = True
        at = after
    return "".join(digits), grouped


def _read_group(tokens: Sequence[str], at: int) -> tuple[int, int]:
    """The number below ten thousand that begins here, and where it ends (`at` when none)."""
    value, above, start = 0, 10_000, at
    while at < len(tokens):
        is_place = tokens[at] in _UNITS
        place = _UNITS.get(tokens[at] if is_place else "".join(tokens[at + 1 : at + 2]), above)
        if place >= above or tokens[at] in _ZEROS:
            break
        value += place * (1 if is_place else int(SPOKEN_DIGITS[tokens[at]]))
        above = place
        at += 1 if is_place else 2
    ends_in_digit = at > start and at < len(tokens) and tokens[at] not in _UNITS
    if ends_in_digit and "".join(tokens[at + 1 : at + 2]) not in _UNITS:
        value += int(SPOKEN_DIGITS[tokens[at]])
        at += 1
    return value, at


def _cut(text: str, chunks: list[_Chunk]) -> Iterator[list[_Chunk]]:
    """Apart where two numbers only happen to stand side by side."""
    begin = size = 0
    for index in range(1, len(chunks)):
        size += len(chunks[index - 1].digits)
        if _is_apart(text, chunks[index - 1], size, chunks[index]):
            yield chunks[begin:index]
            begin, size = index, 0
    yield chunks[begin:]


def _is_apart(text: str, last: _Chunk, size: int, chunk: _Chunk) -> bool:
    """Whether `chunk` begins another number; `size` digits were read up to `last`."""
    if last.said:
        return False
    if chunk.said:  # 3일, 5678이: a typed number is rarely followed at once by a spoken digit
        few = len(chunk.digits) < 3 and not _EVERYDAY.isdisjoint(chunk.said)
        return not chunk.gap and (few or chunk.said[0] == "일")
    if chunk.gap == " ":
        return size >= 6 and _MOBILE.match(text, chunk.start) is not None
    said_between = _HANGUL.search(chunk.gap) is not None
    return said_between and min(len(last.digits), len(chunk.digits)) < 2


def _accepted(text: str, chunks: list[_Chunk]) -> Iterator[DigitRun]:
    typed = [chunk for chunk in chunks if not chunk.said]
    chunks = _trimmed(text, chunks)
    if chunks:
        chunks = _without_particle(text, chunks)
    if chunks and _is_number(chunks):
        yield _run(text, chunks)
        return
    for chunk in typed:
        yield _run(text, [chunk])


def _run(text: str, chunks: Sequence[_Chunk]) -> DigitRun:
    digits = "".join(chunk.digits for chunk in chunks)
    parts = [(chunk.digits, chunk.start, chunk.end) for chunk in chunks]
    return DigitRun(
        start=chunks[0].start,
        end=parts[-1][2],
        digits=digits,
        spoken=any(chunk.said for chunk in chunks),
        parts=tuple(part for part, _, _ in parts),
        places=tuple((start, end) for _, start, end in parts),
    )


def _without_particle(text: str, chunks: list[_Chunk]) -> list[_Chunk]:
    """Without the last 이 of 오육칠팔이 맞아요 or 오육칠팔이에요, which is no 2."""
    last = chunks[-1]
    if not last.said.endswith("이") or not _is_particle(text, chunks):
        return chunks
    shorter = replace(last, end=last.end - 1, digits=last.digits[:-1], said=last.said[:-1])
    return [*chunks[:-1], *([shorter] if shorter.said else [])]


def _is_particle(text: str, chunks: Sequence[_Chunk]) -> bool:
    """A known number is whole without it, or it stands before a verb form after a consonant."""
    digits = "".join(chunk.digits for chunk in chunks)
    if _WHOLE.fullmatch(digits):
        return False
    if _WHOLE.fullmatch(digits[:-1]):
        return True
    is_after_consonant = chunks[-1].said[-2:-1] in _ENDING_IN_CONSONANT
    return is_after_consonant and _TO_BE.match(text, chunks[-1].end) is not None


def _trimmed(text: str, chunks: Sequence[_Chunk]) -> list[_Chunk]:
    """Without syllables at the edges that belong to the words around."""
    kept = list(chunks)
    while kept and _is_word_at_start(text, kept):
        del kept[0]
    while kept and _is_word_at_end(text, kept):
        del kept[-1]
    return kept


def _is_word_at_start(text: str, chunks: Sequence[_Chunk]) -> bool:
    first = chunks[0]
    if not first.said:
        return False
    if first.start and "가" <= text[first.start - 1] <= "힣":
        return len(first.digits) < 5 and not first.digits.startswith("01")
    if len(chunks) == 1 or not first.is_everyday:
        return False
    if len(first.said) == 1:
        return not chunks[1].said or len(chunks[1].digits) > 2
    rest = "".join(chunk.digits for chunk in chunks[1:])
    return not chunks[1].said and _WHOLE.fullmatch(rest) is not None


def _is_word_at_end(text: str, chunks: Sequence[_Chunk]) -> bool:
    last = chunks[-1]
    alone = len(chunks) == 1
    if not last.said:
        return not alone and last.gap == " " and _is_counted(text, last)
    if not _AFTER.match(text, last.end) and (last.grouped or len(last.digits) < 5):
        return True
    if last.grouped and text[last.end : last.end + 1] in _MYRIADS:
        return True
    if alone:
        return False
    if last.said == "이" and last.gap == " " and not chunks[-2].said:
        return True  # 20260006 이거
    before = "".join(chunk.digits for chunk in chunks[:-1])
    is_whole_without = _WHOLE.fullmatch(before) and not _WHOLE_PHONE.fullmatch(before + last.digits)
    if len(last.digits) <= 2 and is_whole_without:
        return True
    if last.gap != " " or not last.is_everyday or text[last.end : last.end + 1] != " ":
        return False
    return not chunks[-2].said or (len(last.said) == 1 and len(chunks[-2].digits) > 1)


def _is_counted(text: str, chunk: _Chunk) -> bool:
    """A typed number with its own counter: the 2 of "1234567 2개 주세요"."""
    return len(chunk.digits) < 4 and _COUNTED.match(text, chunk.end) is not None


def _is_number(chunks: Sequence[_Chunk]) -> bool:
    """Enough digits, and not too many of them everyday syllables."""
    said = "".join(chunk.said for chunk in chunks)
    if not said:
        return True
    size = sum(len(chunk.digits) for chunk in chunks)
    if any(chunk.grouped for chunk in chunks):
        return _is_grouped_number(chunks, size)
    if _NATIVE.issuperset(said):
        return size >= 7
    typed = sum(len(chunk.digits) for chunk in chunks if not chunk.said)
    if typed:
        return typed >= 3 or size - typed >= 3 or size >= 7
    longest = max(len(chunk.digits) for chunk in chunks)
    if chunks[0].digits[0] == "0" and size >= 3:
        return longest >= 3 or size >= 4
    sure = sum(char not in _EVERYDAY and char not in _NATIVE for char in said)
    return size >= 4 and (longest >= 3 or sure >= 2 or size >= 6)


def _is_grouped_number(chunks: Sequence[_Chunk], size: int) -> bool:
    """With place names it could be an amount, so the shape must be a telephone number's."""
    first, last = chunks[0].digits, chunks[-1].digits
    if first[0] == "0" and size >= 7:
        return True
    if len(chunks) == 2 and size == 8 and first[:2] in {"15", "16", "18"}:
        return True
    one_by_one = sum(len(chunk.digits) for chunk in chunks if not chunk.grouped)
    return one_by_one >= 6 or (
        len(chunks) >= 2 and chunks[-1].gap.strip() != "" and len(last) == 4 and last[-1] != "0"
        and len(first) >= 3
    )  # fmt: skip


_PLAIN = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789", " \t\n-.,·/")


def plain_digits(text: str) -> str:
    """The text with every syllable that may be a digit written as one, and no spaces."""
    return text.translate(_PLAIN)


_LONG = 5  # digits of a number that names an order or a customer
_MAY_BE_LONG = re.compile(r"[0-9]{4}|(?:[0-9공영일이삼사오육륙칠팔구] ?){5}")


def long_numbers(said: Said) -> tuple[str, ...]:
    """Numbers, typed or said digit by digit, that are long enough to name something."""
    return said.once(_long_numbers)


def _long_numbers(said: Said) -> tuple[str, ...]:
    if not _MAY_BE_LONG.search(said.plain):
        return ()
    return tuple(run.digits for run in digit_runs(said.plain) if len(run.digits) >= _LONG)
