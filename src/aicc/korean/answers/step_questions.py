"""What customers say to a question instead of answering it: 모르겠어요, 왜 물어봐요?, 없는데요.

The words stand in `words/step_questions.txt`. The whole sentence must be one of them, beside what
the question is about (`names`) and fillers: "주문번호는 어디서 봐요?" is one.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from aicc.domain.said import Said
from aicc.korean.words.brackets import read_expressions
from aicc.korean.words.lists import read_list


class StepQuestion(StrEnum):
    DONT_KNOW = "dont_know"
    HAVE_NONE = "have_none"  # means the same where something is had: a number, not an amount
    WHY = "why"
    WHY_SO = "why_so"  # asks why what the question tells is so


_LONGEST = 30  # letters
_LONGEST_WITHIN = 40
_WITHIN = {"why_within": StepQuestion.WHY, "where_within": StepQuestion.DONT_KNOW}
_SIGNS = re.compile(r"[^0-9a-z가-힣]+")
_ENDING = "[가-힣]{0,6}"
_ASKS = re.compile(r"(?:\?|나요|까요|가요|에요|예요|돼요|되요|어요|아요|죠|지|니|냐|더라)[?.! ]*$")
_PARTICLE = "(?:은|는|이|가|을|를|도|로|만|의)?"
_BEHIND = re.compile(
    "(?<=[가-힣]{2})(?:은|는|이|가|을|를|도|로|만|의|이에요|예요|인가요|인지|이야|인데요)$"
)
_KINDS = (
    "customer_number", "order_number", "booking_number", "code", "account_number", "phone",
    "birth_date", "name", "amount",
)  # fmt: skip


def step_question(said: Said, names: Iterable[str] = ()) -> StepQuestion | None:
    """What is asked about the question; `names` are words for what it asks."""
    letters = _SIGNS.sub("", said.plain.lower())
    if not letters or len(letters) > _LONGEST:
        return None
    for each in (letters, *_without(letters, names), *_without(letters, read_words("any"))):
        found = _asked().fullmatch(each)
        if found and found.lastgroup:
            return StepQuestion(found.lastgroup)
    return None


def question_within(said: Said) -> StepQuestion | None:
    """In the middle of a sentence that asks: 남이 알면 위험한 거 아니에요?"""
    letters = _SIGNS.sub("", said.plain.lower())
    if len(letters) > _LONGEST_WITHIN or not _ASKS.search(said.plain):
        return None
    groups = (group for name, group in _WITHIN.items() if _any_of(name).search(letters))
    return next(groups, None)


@cache
def _any_of(name: str) -> re.Pattern[str]:
    """`..` in a word is up to ten letters."""
    words = map(re.escape, read_words(name))
    return re.compile("|".join(word.replace(r"\.\.", ".{0,10}") for word in words))


_PRICE = re.compile(
    r"얼마(?!나 ?(?:걸|있|기다))|몇 ?(?:천|만|백)? ?원|비용|비싼|공짜|무료"
    r"|돈 ?(?:드|들|내|받)|돈[이을도] ?(?:드|들|내|받|나)|수수료"
)


def asks_price(said: Said) -> bool:
    """배송비 얼마예요, 그 수수료 무료 아니에요?"""
    return _PRICE.search(said.plain) is not None


_TELLS_PRICE = re.compile(r"비용|수수료|무료|[0-9] ?원")


def tells_price(message: str) -> bool:
    """정지와 해제에는 비용이 들지 않습니다."""
    return _TELLS_PRICE.search(message) is not None


_WHEN = re.compile(r"언제|며칠|몇 ?일|얼마나 ?(?:걸|있|기다)|오래 ?걸")
_BY_WHEN = re.compile(r"까지 |영업일|이내|[0-9일] ?안에")
_ASKING = re.compile(r"[예에]요$|[인은는]가요$|나요$|[돼되아어]요$|들어|걸려|내요|와요|하나")


def asks_when(said: Said) -> bool:
    return _WHEN.search(said.plain) is not None


def tells_when(message: str) -> bool:
    """다음 영업일까지 전화드립니다."""
    return _BY_WHEN.search(message) is not None


def is_asking_word(word: str) -> bool:
    """No thing of which it is asked, but the asking itself."""
    return any(each.search(word) for each in (_PRICE, _WHEN, _ASKING))


_BEARER = (
    r"종이|쪽지|문자|영수증|통장|메모|서류|주문서|번호|메일|송장|카톡|알림|안내장"
    r"|명함|수첩|박스|상자|포장|적힌|적어|우편|편지"
)
_LOST = (
    r"잃어|지웠|지워|버렸|버린|찢어|분실|받은 ?적|안 ?받|못 ?받|찾을 ?수|안 ?보이|못 ?찾"
    r"|없어졌|없어져|사라|없앴|날아갔|날렸|까먹|없는데|없어|없고|없네|없습"
)
_HAS_LOST = re.compile(rf"(?:{_BEARER}).{{0,12}}?(?:{_LOST})")
_UNSURE = re.compile(
    r"(?:정확|확실|딱|자세|똑 ?부러)[가-힣]{0,4} ?.{0,8}?"
    r"(?:모르|몰라|모릅|못 ?하|못해|어렵|어려|힘들|않|안 ?나|기억|곤란)"
    r"|들쭉날쭉|일정(?:하지|치) ?않|(?:달|매달|그때|해)마다 ?(?:다르|달라)|그때그때|가물가물|헷갈"
)


def unable(said: Said) -> StepQuestion | None:
    """In the middle of a sentence that tells: what it stood on is lost, or it is not sure."""
    plain = said.plain
    if len(plain) > _LONGEST_WITHIN or "?" in plain:
        return None
    if _UNSURE.search(plain):
        return StepQuestion.DONT_KNOW
    return StepQuestion.HAVE_NONE if _HAS_LOST.search(plain) else None


def nouns_said(said: Said) -> set[str]:
    """The words of a sentence without the particles behind them."""
    words = (_BEHIND.sub("", word.strip("?.!,~")) for word in said.plain.split())
    return {word for word in words if len(word) > 1}


def kind_named_in(text: str) -> str:
    """The kind of number that a question asks for by its usual name; empty where it names none."""
    packed = text.replace(" ", "")
    return next((kind for kind in _KINDS if any(word in packed for word in read_words(kind))), "")


@cache
def read_words(name: str) -> tuple[str, ...]:
    """Of one line of the list, without blanks."""
    words = (word.replace(" ", "") for word in read_list("step_questions")[name])
    return tuple(dict.fromkeys(words))


def _without(letters: str, names: Iterable[str]) -> list[str]:
    """The sentence with one of the names taken out, longest first."""
    packed = sorted({name.replace(" ", "").lower() for name in names}, key=len, reverse=True)
    return [
        re.sub(rf"(?:제|내|그)?{re.escape(name)}{_PARTICLE}", "", letters, count=1)
        for name in packed
        if name and name in letters
    ]


@cache
def _asked() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{group}>(?:{'|'.join(map(re.escape, read_words(group)))}){_ENDING})"
        for group in StepQuestion
    )
    filler = read_expressions("answers")["filler"]
    return re.compile(rf"(?:{filler}|글쎄요?|아직|사실|솔직히)*(?:{groups})")
