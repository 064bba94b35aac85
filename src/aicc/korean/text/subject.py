"""What a sentence is about, in the customer's own words: to say honestly what is not known.

A guess by particles: no word is taken that may as well be a verb, so there may be none.
`subject_of("골드바 사려면 어디로 가요") == "골드바"`. What may be said back is less: `name_of`.
"""

import re
from functools import cache
from typing import NamedTuple

from aicc.domain.said import Said
from aicc.korean.answers.person_name import read_person_name
from aicc.korean.text.jamo import final_of
from aicc.korean.words.lists import read_words

_WORD = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9]*")
_OBJECT = re.compile(r"(?:을|를)$")
_TOPIC = re.compile(r"(?:은|는|이|가|도|만|만요|은요|는요|도요)$")
_PLACE = re.compile(
    r"(?:에서나|에서는|에서도|에서|에는|에도|에|으로|로|의|까지|부터|좀|이랑|랑|하고|와|과|한테|에게|이나|나|이요|이에요|예요|인데요|인가요|인데|이라|라서)$"
)
# What a verb or an adverb may end in: such a word is no subject when it stands bare
_MAY_BE_VERB = re.compile(
    r"[요다까죠데면고서려지게는은을네나냐래자며록던듯기음임야어아여해돼런든니라히와워줘꿔봐써할될볼갈올살된한간온본인일될렵떤됨함뀜림짐옴남봄줌냄님용]$"
)
# Nouns that end as particles do
_WHOLE = re.compile(
    r"(?:고양이|종이|놀이|목걸이|귀걸이|옷걸이|손잡이|구이|먹이|떡볶이|한도|제도|용도|속도|신용도|주가|평가|추가|휴가|국가|단가|정가|원가|허가|나이|아이|차이|페이"
    r"|문의|동의|회의|합의|결과|효과|초과|통과|사과|은행|지은)$"
)
# Codes and passwords, digits as they are spoken
_PERSONAL = re.compile(r"[0-9]|[공영일이삼사오육륙칠팔구]{3}")
_AMOUNT = re.compile(r"(?:만|천|백|억)?원(?:쯤|정도)?$")
_VERB_STEM = re.compile(
    r"(?:하|되|시키|보내|만들|바꾸|빌리|나오|나가|들어오|들어가|기다리|걸리|열리|남기|올리|내리|넘기|옮기|맡기|늘리"
    r"|줄이|고치|다니|생기|빠지|떨어지|올라가|내려가|가져가|가져오|쓰|주|받|찾|있|없|했|됐|았|었|였|[가-힣][우끼꾸추키치])$"
)
# What a verb looks like before a noun that cannot stand alone: 보낼 수, 받은 것; or grown together
_DEPENDENT = frozenset({"수", "때", "거", "게", "것", "건", "걸", "지", "줄", "데", "만큼", "리"})
_THAT_WHICH = re.compile(r"[가-힣](?:거|건|걸|게|것|거요)$")
_COUNTED = re.compile(
    r"(?:[0-9]+|한|두|세|네|몇|여러|다섯|여섯|열)(?:개|번|명|분|장|켤레|달|주|시간|일|년|가지|벌|권|통|군데)$"
)
_FINISHED = re.compile(r"(?:겠다|았다|었다|했다|한다|된다|있다|없다|싶다|냐|라|겠)$")
# Said of people, of times and of plans: 직원분, 애들, 사흘째, 점심때, 만원짜리, 환불각
_NO_NAME = re.compile(
    r"(?:분|들|님|네|씨|놈|년|새끼|때|째|쯤|짜리|요일|이딴|같은|학생|니들|꾼|녀석|인간)$|.각$"
    r"|^[영공일이삼사오육륙칠팔구십백천만억]+$"
)
_LIKE_A_VERB = re.compile(
    r"[려겨져쳐켜셔혀펴춰둬줘꿔줄던는은을히르찌쿠엇앗렷햇]$|(?:[겠했됐]구|[가-힣]같)$|(?:막히|쌓이|끊기|밀리|찍히|싫|좋|괜찮|똑같|그런|이런|저런|빌려간)"
)
# What is asked of a thing that may not be there: 우산 있어요, 우산 빌려주나요
_ASKED_OF_THINGS = re.compile(
    r"(?:있|없|되|돼|가능|파나|파는|팔|살 |사고|사려|빌|대여|어디|추천|신청|가입|찾|궁금|보여|알려"
    r"|받을|받고|예약)"
)
_AFTER_CONSONANT = re.compile(r"(?:은|이|을|과|으로|이랑|이나|이요)$")
_AFTER_VOWEL = re.compile(r"(?:는|가|를|와)$")
_MARKED = 3  # how strongly a word with a particle of a subject or an object does
_OF_VERBS = frozenset("ㄴㄹ")  # what a verb that describes a noun ends in
_FEWEST, _MOST = 2, 12  # letters
_BARE = 2  # how strongly a word without a particle speaks for itself


class _Guess(NamedTuple):
    strength: int
    at: int
    word: str


def subject_of(said: Said) -> str:
    """At most twelve letters; empty where nothing surely is a noun."""
    return said.once(_subject)


def name_of(said: Said) -> str:
    """The subject where it surely is the name of a thing; rather none than a wrong one.

    `name_of("직원분이 그러시던데요") == ""`, `name_of("골드바도 파나요") == "골드바"`
    """
    return said.once(_name)


def _name(said: Said) -> str:
    subject = subject_of(said)
    *before, last = subject.split() or [""]
    if not _is_name(last) or not (subject and _is_spoken_of(said.plain, last)):
        return ""
    return subject if all(map(_is_name, before)) else last


def _is_name(word: str) -> bool:
    is_listed = word.lower() in _not_names()
    return not is_listed and not _NO_NAME.search(word) and not _LIKE_A_VERB.search(word)


def _is_spoken_of(plain: str, name: str) -> bool:
    """With a particle of its own, before what is asked of things, or as all that is said."""
    if plain.strip(" .?!~") == name:
        return True
    for word in re.finditer(re.escape(name) + r"([가-힣]*)", plain):
        guess = _guess(0, word[0])
        if guess and guess.word == name and guess.strength >= _MARKED:
            return True
        if not word[1] and _ASKED_OF_THINGS.match(plain[word.end() :].lstrip()):
            return True
    return False


def _subject(said: Said) -> str:
    words = _WORD.findall(said.plain)
    behind = (*words[1:], "")
    guesses = [
        guess
        for at, word in enumerate(words)
        if not (behind[at] in _DEPENDENT and final_of(word) in _OF_VERBS)
        if (guess := _guess(at, word))
    ]
    if not guesses:
        return ""
    best = max(guesses, key=lambda guess: (guess.strength, -guess.at))
    before = words[best.at - 1] if best.at else ""
    joined = f"{before} {best.word}"
    is_one_name = before and _guess(0, before) == _Guess(_BARE, 0, before)
    return joined if is_one_name and len(joined) <= _MOST else best.word


def _guess(at: int, word: str) -> _Guess | None:
    if _WHOLE.search(word):
        return _Guess(_BARE, at, word)
    for strength, particle in ((4, _OBJECT), (3, _TOPIC), (1, _PLACE)):
        stem = particle.sub("", word)
        if stem != word and _agrees(word):
            stem = _PLACE.sub("", stem) if particle is _TOPIC else stem
            return _Guess(strength, at, stem) if _is_noun(stem) else None
    is_bare = _is_noun(word) and not _MAY_BE_VERB.search(word)
    return _Guess(_BARE, at, word) if is_bare else None


def _agrees(word: str) -> bool:
    """Whether a particle fits the letter before it: no 이 behind a vowel, as in 와이파이."""
    if found := _AFTER_CONSONANT.search(word):
        return bool(final_of(word[: found.start()]))
    return not (_AFTER_VOWEL.search(word) and final_of(word[:-1]))


def _is_noun(stem: str) -> bool:
    if not _FEWEST <= len(stem) <= _MOST or stem.lower() in _others():
        return False
    if _PERSONAL.search(stem) or read_person_name(stem) or final_of(stem) == "ㅆ":
        return False
    if _THAT_WHICH.search(stem) and final_of(stem[:-1]) in _OF_VERBS:
        return False
    unlike = (_VERB_STEM, _AMOUNT, _COUNTED, _FINISHED)
    return not any(each.search(stem) for each in unlike)


@cache
def _others() -> frozenset[str]:
    return frozenset(read_words("not_subjects"))


@cache
def _not_names() -> frozenset[str]:
    return frozenset(read_words("not_names"))
