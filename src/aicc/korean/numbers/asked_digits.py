"""A number that was asked for, out of the sentence it was told in.

Who asks knows how many figures there must be, and so more can be read than where nothing was
asked: pieces with words between them, the back half before the front half, a last 이 that is the
verb, "three noughts". It counts only where exactly one reading fits. The text is one that
`normalise` made.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from aicc.korean.numbers.spoken_digits import SPOKEN_DIGITS
from aicc.korean.words.lists import read_list

Fits = Callable[[str], bool]

_WORDS = "|".join(sorted(SPOKEN_DIGITS, key=len, reverse=True))
_ONE = re.compile(rf"{_WORDS}|\d")
_FIGURES = re.compile(rf"(?:{_WORDS}|\d)+")
_VALUES = dict(zip("일이삼사오육륙칠팔구", (1, 2, 3, 4, 5, 6, 6, 7, 8, 9), strict=True))
_PLACES = {"천": 1000, "백": 100, "십": 10}
_IN_PLACES = re.compile(
    r"(?=[일이삼사오육륙칠팔구]?[천백])(?:[일이삼사오육륙칠팔구]?천)?(?:[일이삼사오육륙칠팔구]?백)?"
    r"(?:[일이삼사오육륙칠팔구]?십)?[일이삼사오육륙칠팔구]?"
)
# Behind figures in one word: a particle, or "to be" in any of its endings, dialect among them
_ENDING = re.compile(
    r"번?(?:[은는이가을를의도에로]|으로|에서|하고요?|이?랑|부터|까지[는만]?|에는"
    r"|(?:이|입|인|임|요|여|예|에|네|고|구|라|래|거|던|더|잖|죠|지|맞|유|야)"
    r"(?:(?![공영일삼사오육륙칠팔])[가-힣]){0,7})?"
)
_SUM = re.compile(r"원|만|천|백|억|달러|프로|퍼센트")
_UNIT = re.compile(
    r"[년월시분초살세명개장주달도]|사람|자리|글자|번째|킬로|정도|전|일(?![공영일이삼사오육륙칠팔구])"
)
_CLOSES = re.compile(r".*[0-9공영일이삼사오육륙칠팔구](?:인|거든|네|라고|던|더|맞)")
_TAKES_BACK = re.compile(r"말고|아니")
_TYPED_WITH_VERB = re.compile(r"\d이(?![공영일삼사오육륙칠팔구\d])")
_SPLIT = re.compile(r"[^\s,./·()\-~!?:;]+")
_NAMED = re.compile(r"^(?:고객|주문|접수|전화|예약)?번호[는은이가]?(?=.{3})")
_FRONT = re.compile(r"앞|처음|첫")
_BACK = re.compile(r"뒤|뒷|끝|마지막|나머지")
_MIDDLE = re.compile(r"가운데|중간")
_COUNTS = {"두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6}
_NOUGHTS = re.compile(
    rf"(?P<nought>[공영0])[이가]? ?(?P<count>{'|'.join(_COUNTS)}|[2-6]) ?(?:개|번)"
    r"(?:이?고|에|하고|랑)?"
)
_NOUGHTS_BARE = re.compile(r"(?<= )(?P<nought>[공영0]) (?P<count>둘|셋|넷)(?= )")
_STRONG = 3  # figures in one word, spoken: fewer are often another word
_FEWEST_ALONE = 6  # figures said one by one, with nothing between
_MOST_WORDS_BETWEEN = 3  # that say nothing of going on
_MOST_READINGS = 4096
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Piece:
    """`readings` are what its figures may be; `words` how many words stand before it that say
    nothing; `side` orders pieces that were called front and back; `begins`: it goes on with
    nothing that was said before."""

    readings: tuple[str, ...]
    words: int
    is_next: bool  # nothing at all stands between the piece before and this one
    is_strong: bool
    is_sum: bool  # 천오백삼: with nothing else beside it, more often an amount
    begins: bool
    side: int


def asked_digits(plain: str, fits: Fits) -> str | None:
    """The figures of the only reading that `fits`; None where there is none, or more than one."""
    text = plain[:_LONGEST]
    for shape in (None, _NOUGHTS, _NOUGHTS_BARE):
        if shape and not shape.search(f" {text} "):
            continue
        found = _fitting(shape.sub(_noughts, f" {text} ") if shape else text, fits)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def tells_sides(plain: str) -> bool:
    """The number is told in a front and a back half."""
    return _FRONT.search(plain) is not None or _BACK.search(plain) is not None


def is_sum(plain: str, digits: str) -> bool:
    """The figures are an amount: 1234567원."""
    return re.search(rf"{digits} ?(?:원|만)", plain) is not None


def _noughts(found: re.Match[str]) -> str:
    count = found["count"]
    return f" {'공' * (_COUNTS.get(count) or int(count))} "


def _fitting(text: str, fits: Fits) -> set[str]:
    pieces = list(_pieces(text))
    found: set[str] = set()
    for start in range(len(pieces)):
        if _is_inside(pieces, start):
            continue
        for end in range(start + 1, len(pieces) + 1):
            chain = pieces[start:end]
            if end - start > 1 and (chain[-1].begins or chain[-1].words > _MOST_WORDS_BETWEEN):
                break
            if _may_be_number(chain) and not _is_inside(pieces, end):
                found |= {each for each in _readings(chain) if fits(each)}
    return found


def _is_inside(pieces: Sequence[_Piece], at: int) -> bool:
    """Here the figures of one number stand side by side."""
    if not 0 < at < len(pieces) or not pieces[at].is_next:
        return False
    return pieces[at - 1].is_strong and pieces[at].is_strong


def _may_be_number(chain: Sequence[_Piece]) -> bool:
    """Words of one or two figures count beside longer ones, or where nothing else was said."""
    if all(piece.is_sum for piece in chain):
        return False
    weak = [at for at, piece in enumerate(chain) if not piece.is_strong]
    if len(weak) == len(chain):
        figures = sum(len(piece.readings[0]) for piece in chain)
        return figures >= _FEWEST_ALONE and all(piece.is_next for piece in chain[1:])
    return all(chain[at].is_next if at else len(chain) > 1 and chain[1].is_next for at in weak)


def _readings(chain: Sequence[_Piece]) -> Iterator[str]:
    order = sorted(chain, key=lambda piece: piece.side)
    ways = product(*(piece.readings for piece in order))
    return ("".join(way) for way in islice(ways, _MOST_READINGS))


def _pieces(text: str) -> Iterator[_Piece]:
    joining = _joining()
    words = _SPLIT.findall(text)
    between, side, is_next, begins = 0, 1, False, False
    for at, word in enumerate(words):
        readings = _figures_in(word, words[at + 1] if at + 1 < len(words) else "")
        if readings:
            is_strong = (
                any(char.isdigit() for char in word) or len(max(readings, key=len)) >= _STRONG
            )
            if not is_strong and is_next and _is_filler(word):
                readings = (*readings, "")
            is_sum = _IN_PLACES.match(word) is not None
            yield _Piece(readings, between, is_next, is_strong, is_sum, begins, side)
            between, is_next, begins = 0, True, _CLOSES.match(word) is not None
            continue
        begins |= _TAKES_BACK.match(word) is not None
        side = _side(word, side)
        between += word not in joining and not _is_side(word)
        is_next = False


def _side(word: str, before: int) -> int:
    if _FRONT.match(word):
        return 0
    if _MIDDLE.match(word):
        return 1
    return 2 if _BACK.match(word) else before


def _is_side(word: str) -> bool:
    return any(each.match(word) for each in (_FRONT, _MIDDLE, _BACK))


def _figures_in(word: str, after: str) -> tuple[str, ...]:
    """All that the word may say in figures, the longest first; empty where it is another word."""
    named = _NAMED.match(word)
    word = word[named.end() :] if named else word
    if verb := _TYPED_WITH_VERB.search(word):
        word = word[: verb.start() + 1]
    figures = _FIGURES.match(word)
    ends = range(figures.end(), 0, -1) if figures else ()
    found = [
        "".join(SPOKEN_DIGITS.get(each, each) for each in _ONE.findall(word[:end]))
        for end in ends
        if _FIGURES.fullmatch(word, 0, end) and _ENDING.fullmatch(word, end)
    ]
    places = _IN_PLACES.match(word)
    if places and _ENDING.fullmatch(word, places.end()):
        found.insert(0, _in_places(places[0]))
    if not found or _SUM.match(after) or (len(found[0]) < _STRONG and _UNIT.match(after)):
        return ()
    return tuple(dict.fromkeys(found))


def _in_places(words: str) -> str:
    """천오백삼 is 1503."""
    total, digit = 0, 0
    for char in words:
        if char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        else:
            digit = _VALUES[char]
    return str(total + digit)


def _is_filler(word: str) -> bool:
    """이거예요, 일거예요, 이네요 after the last figure: no figure, as like as not."""
    return len(word) > 1 and word[0] in "이일"


@cache
def _joining() -> frozenset[str]:
    """Words that stand between the pieces of one number, with their endings."""
    lists = read_list("figures")
    return frozenset(lists["between"]) | {
        word + ending for word in lists["between"] for ending in lists["ending"]
    }
