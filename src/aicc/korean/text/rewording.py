"""The point of a sentence, as topics and entries are looked for with it.

"안녕하세요~ 혹시 선물포장 가능할까요?" asks "선물포장 가능할까요?"; "my card lost" is 카드 분실.
What is taken off is a greeting, a filler, how angry somebody is, why they call; never the wish.
"""

import re
from functools import cache

from aicc.domain.said import Said
from aicc.korean.numbers.told_beside import without_numbers
from aicc.korean.text import feelings
from aicc.korean.text.in_passing import without_passing
from aicc.korean.text.keyboard import retyped
from aicc.korean.text.old_verbs import in_words_of_today
from aicc.korean.text.said import part_of
from aicc.korean.text.undoing import with_its_word
from aicc.korean.words.lists import read_list

_SHORTEST_PLURAL = 3  # letters: AS is a repair, not two articles
_FEWEST_LETTERS = 2  # less is no point
_LETTER = re.compile(r"[0-9A-Za-z가-힣]")
_LATIN = re.compile(r"[A-Za-z]{2,}|(?<![A-Za-z0-9])[iIaA](?![A-Za-z0-9])")
# what is wanted instead: 교환 말고 수선이요, 신청은 필요 없고요 금리만요, 반품 안 하고 수리만
_INSTEAD = re.compile(
    r"^.{1,25}?(?:말고요?|(?:은|는|이|가)? ?아니고요?|아니라요?"
    r"|(?:은|는)? ?(?:필요 ?없|됐)(?:고요?|으니까?)"
    r"|(?:은|는|을|를)? ?(?:관두|그만두|때려치우|집어치우|냅두|놔두|미루|접어두)고요?"
    r"|(?:을|를|은|는)? ?안 ?(?:하|받|할 거)(?:고|고요|니까))[\s,.]+(?=.{3})"
)
# who is not to be fetched: 상담원 부르지 말고 배송비가 얼만지 말해 주세요
_NOBODY = re.compile(
    r"^.{0,8}?(?:상담원|상담사|직원|사람|담당자|전화)[은는이가을를도한테까지]{0,3} ?"
    r"(?:.{0,8}?(?:지 ?)?(?:말고|마시고|마세요|말아 ?주세요|마요|마)"
    r"|(?:필요 ?없|됐)(?:고요?|어요|으니까?|습니다)|안 ?.{1,4}도 (?:돼요|되고요?|되니까?|됩니다))"
    r"(?:[\s,.!]+(?:그냥|차라리))*[\s,.!]+(?=.{4})"
)
_SWITCH = re.compile(
    r"^(?:아니|아|음|어|저기)?[\s,.]*"
    r"(?:그냥|차라리|그럼 그냥|그러지 말고|그게 아니라|그거 아니고|잠깐만요?)[\s,.]+\S+"
)
_FEWEST_BESIDE_ABUSE = 5  # less is said of nothing else
_OF_ABUSE = (
    r"(?:같은|같이|같네|스런)?(?: ?(?:놈|년|새끼))?들?"
    r"(?:아|야|이네|하네|하고|하지|이|은)?(?: 말고)?"
)
_AROUND = ("lead", "tail", "manners", "anger")
_SIGNS = r"[\s,.!?~^ㅋㅎㅠㅜ…]*"


def point_of(said: Said) -> Said:
    """What is asked or wanted; the sentence itself where nothing else would be left."""
    return said.once(_point)


def wants_instead(said: Said) -> bool:
    """Something else is wanted than what goes on: 그거 말고 거래내역이요, 그냥 환불로 해주세요."""
    return bool(_INSTEAD.match(said.plain) or _SWITCH.match(said.plain))


def _point(said: Said) -> Said:
    plain = retyped(said.plain) or said.plain
    if _LATIN.search(plain):
        plain = _in_korean(plain)
    plain = without_passing(without_numbers(plain))
    plain = with_its_word(in_words_of_today(plain))
    instead = _NOBODY.match(plain) or _INSTEAD.match(plain)
    bare = _bare(_without_abuse(plain[instead.end() :] if instead else plain))
    return said if bare == said.plain else part_of(bare)


def _without_abuse(plain: str) -> str:
    """The wish of who curses; who does nothing else is read as that."""
    rest = _abuse().sub(" ", plain).strip()
    return rest if len(_LETTER.findall(rest)) >= _FEWEST_BESIDE_ABUSE else plain


@cache
def _abuse() -> re.Pattern[str]:
    words = "|".join(feelings.expressions("profanity"))
    return re.compile(rf"(?<![가-힣])(?:{words}){_OF_ABUSE}(?=[\s,.!?~]|$)")


def _bare(plain: str) -> str:
    lead, tail, manners, anger = _around()
    rest = anger.sub(" ", plain)
    rest = lead.sub("", rest)
    rest = manners.sub("", rest)
    rest = tail.sub("", rest).strip(" ,.~^")
    return rest if len(_LETTER.findall(rest)) >= _FEWEST_LETTERS else plain


@cache
def _around() -> tuple[re.Pattern[str], ...]:
    words = read_list("openings")
    lead, tail, manners, anger = (_any(words[name]) for name in _AROUND)
    return (
        re.compile(rf"^{_SIGNS}(?:{lead}(?:요|여)?(?:[\s,.!?~^…]+|$))+"),
        re.compile(rf"{_SIGNS}(?:(?<=[\s가-힣]){tail}{_SIGNS})+$"),
        re.compile(rf"(?<=[요다까죠?.!~])\s*{manners}{_SIGNS}$"),
        re.compile(rf"(?<![가-힣])(?:{anger})(?=[\s,.!?~^…]|$)[\s,.!?~^…]*"),
    )


def _any(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in longest_first) + ")"


def _in_korean(plain: str) -> str:
    """English words that have a Korean one in the content; the others stay."""
    return re.sub(r"\s+", " ", _english().sub(_translated, plain)).strip() or plain


def _translated(found: re.Match[str]) -> str:
    word = _by_english().get(found[0].lower()) or _by_english().get(
        found[0].lower().removesuffix("s")
    )
    return found[0] if word is None else f" {word} " if word else " "


@cache
def _by_english() -> dict[str, str]:
    return {
        english: "" if korean == "-" else korean
        for korean, listed in read_list("loanwords").items()
        for english in listed
    }


@cache
def _english() -> re.Pattern[str]:
    longest_first = sorted(_by_english(), key=len, reverse=True)
    words = "|".join(
        f"{re.escape(word)}{'s?' if len(word) > _SHORTEST_PLURAL else ''}" for word in longest_first
    )
    return re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", re.I)
