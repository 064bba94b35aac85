"""The name of a person: "홍길동입니다", "제 이름은 홍길동이에요", "홍 길 동", "John Smith".

Without words around it only what is made like a name counts: a surname and syllables that given
names are made of (`words/person_names.txt`), and no everyday word. What somebody calls a name
("…라고 합니다", "이름은 …") may be any word, which lets foreign names in.
"""

import re
from collections.abc import Iterator
from functools import cache

from aicc.korean.answers.closed import closed_class
from aicc.korean.answers.guards import guard
from aicc.korean.text.said import part_of
from aicc.korean.words.lists import read_list

_LONGEST = 60  # letters of a sentence that tells a name
_PHONE = re.compile(r"[ ,]*\+?\d[\d -]{7,}\d(?: ?(?:이?요|입니다|이에요|예요|이고요))?")
_SIGNS = re.compile(r"[,.!~\"'()·:]+")
_LEAD = re.compile(r"^(?:(?:네에?|예|넵|아|어|음|그|저기요?|아니요?|일단|그럼|죄송한데) )+")
_ME = re.compile(r"^(?:(?:저는|전|나는|난|저|제가|본인) )?")
_SAYS = r"합니다|해요|하는데요?|하는데예|하고요|하구요|한다|부릅니다|불러요"
_GOES_ON = (
    r"(?: (?:그리고|번호는|전화번호는|전화는|연락처는|연락은|휴대폰은|핸드폰은"
    r"|폰은|잘 ?부탁|지금|꼭|확인 ?부탁|부탁).*)?"
)
_ENDING = re.compile(
    r" ?(?:씨|님)?(?:(?:이라고|라고|이라|라)"
    rf" ?(?:{_SAYS}|(?:적어|불러|해|전해|남겨) ?(?:주세요|주시면|줘요)[가-힣 ]*)"
    r"|이?라고요?|이?라니까요?|입니다만|입니[다더당]|이에요|이예요|예요|에요|예유|이여유?|이유|이라예"
    r"|라예|이올시다|올시다|이?라는 ?사람(?:인데요?|입니다|이에요)|이요|요|인데[요예]?"
    rf"|이고요?|이구요|고요?|구요|이야|야|임|이?거든요|맞습니다|맞아요)?{_GOES_ON}"
)
_TO = re.compile(  # 김민수로 해 주세요
    r"(?:으로|로|이라고|라고) ?"
    r"(?:해|했|예약|신청|접수|등록|적어|적혀|바꿔|변경|부탁|남겨|올려|돼|되어|가입)[가-힣 ]*"
)
_CALLED = re.compile(
    r"(?:(?:저는|전|나는|난|저|제가|본인) )?(?P<name>[^ ].*?) ?(?:이?라고|이?라)"
    r" ?(?:합니다|해요|하는데요?|하고요|부릅니다|불러 ?주세요)"
)
_INSISTED = re.compile(  # 빈센트라고요: it was refused, and is a name all the same
    r"(?P<name>[가-힣]{3,5}?)(?:이?라고요|이?라니까요?"
    r"|이?라는데요?| ?맞아요| ?맞습니다| ?맞는데요?)"
)
_FOR = re.compile(r"^(?:예약|신청|접수|주문|등록|가입|방문)(?:은|는|자는|자가) ")
_TITLES = "|".join(sorted(read_list("person_names")["title"], key=len, reverse=True))
_TITLE = re.compile(
    rf"(?<=[가-힣]{{2}}) ?(?:{_TITLES})"
    r"(?=님|이|인|입|라|예|에|요|고|구|$)(?:님)?"
)
_IN_PARTS = re.compile(  # 성은 김이고 이름은 영수
    r"성(?:은|이|씨는|씨가)? ?(?P<surname>[가-힣]{1,2}?)(?:씨)?(?:이고|고|이구|이요|요|이며)? ?"
    r"(?:이름|성함)?(?:은|이)? (?P<given>[가-힣]{1,3}?)"
    r"(?:입니[다더당]|이에요|예요|이요|요|이고요?|인데요?|이라고 합니다|라고 합니다)?"
)
_SPELT = re.compile(  # 김 영자 수자
    r"(?P<surname>[가-힣]{1,2}) ?(?P<first>[가-힣])자 ?(?:에 )?(?P<second>[가-힣])자"
    r"(?: ?(?:씁니다|써요|입니[다더]|이에요|예요|요|입니다만|를? 써요|됩니다))?"
)
_INTRODUCED = re.compile(  # of three syllables or more: shorter ones are everyday words
    r"(?:^|[ ,.])(?:저는|저|전|제가|나는|나) (?P<name>[가-힣]{1,2} [가-힣]{2}|[가-힣]{3,4}?)"
    r"(?:이?고요?|이?구요|인데[요예]?|이?라고|입니다|이에요|예요|이요|요|이?라 )(?![가-힣]{2})"
)
_TOLD_FIRST = re.compile(  # 홍길동이고 010…, 선우재덕입니다 결제 때문에요
    r"(?:^|[ ,.])(?P<name>[가-힣]{1,2} [가-힣]{2}|[가-힣]{3,4}?)"
    r"(?:이고요?|고요|이?구요|인데[요예]?|이?라고 ?(?:합니다|해요|하는데요)|입니다|이에요|예요"
    r"|고(?= ?[0-9]| (?:전화|휴대|핸드|연락|번호)))(?=[ ,.]|$)"
)
_NO_NAME = re.compile(
    r"^(?:바[꾸꿔꿀]|변경|수정|고[치쳐칠]|해|다시|정정|뭐|무엇|왜|안 |몰라|모르|틀|잘못|그대로|같)"
)
_BEHIND_NOUNS = frozenset("은는이가을를의에과와랑고만")
_VERBS = frozenset("하되")
_PARTICLES = frozenset("점만도이해시용료로서요")  # behind an everyday word: 강남점, 정지해
_DIGITS_SAID = frozenset("영일이삼사오육칠팔구십백천만억조원")
_ENDINGS = (
    "요",
    "다",
    "까",
    "줘",
    "죠",
    "게",
    "래",
    "이",
    "이에",
    "는데",
    "은데",
    "인데",
    "네",
    "하고",
    "해서",
    "라고",
    "으로",
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z'.-]*(?: [A-Za-z][A-Za-z'.-]*){0,4}")
_HANGUL = re.compile(r"[가-힣]+(?: [가-힣]+){0,3}")
_DEMONSTRATIVES = frozenset("이한전현지두")  # 이 주소: "this address"
_NAME_SIZES = range(2, 13)


def read_person_name(plain: str) -> str | None:
    """The name that the whole sentence tells, without endings; None where it tells none."""
    text = _bare(plain)
    if not text:
        return None
    if in_parts := _in_parts(text):
        return in_parts
    called = _called(text)
    if called:
        return called
    told = _ME.sub("", _FOR.sub("", text))
    insisted = _INSISTED.fullmatch(told)
    if insisted and (name := _shape(insisted["name"], framed=True)):
        return name
    return _best(told, (_ENDING, _TO)) or _without_title(told) or _said_twice(told)


def _without_title(told: str) -> str | None:
    """김영수 과장입니다: a whole name before a title."""
    title = _TITLE.search(told)
    if not title:
        return None
    return _best(told[: title.start()] + told[title.end() :], (_ENDING, _TO))


def _said_twice(told: str) -> str | None:
    """김영수예요 김영수."""
    first, _, second = told.partition(" ")
    name = _best(first, (_ENDING,))
    return name if name and name == _best(second, (_ENDING,)) else None


def _in_parts(text: str) -> str | None:
    """Surname and given name told apart, or the given name letter by letter."""
    for shape in (_IN_PARTS, _SPELT):
        if found := shape.fullmatch(_ME.sub("", text)):
            name = "".join(found.groups())
            if found["surname"] in _surnames() and _is_made_like_one(name):
                return name
    return None


def named_in(plain: str) -> str | None:
    """The name that a sentence calls one, whatever else it says: "이름이 홍길순이에요"."""
    text = _bare(plain)
    return _called(text) if text else None


def introduced_in(plain: str) -> str | None:
    """The name that somebody gives beside a wish: "저는 홍길동인데요 전화 좀 주세요"."""
    for found in _INTRODUCED.finditer(plain):
        name = found["name"].replace(" ", "")
        if _is_made_like_one(name):
            return name
    return None


def told_beside(plain: str) -> str | None:
    """The name that is told before other things, without a word for who is meant: 홍길동이고요
    결제 문의예요. Only where a name is asked for."""
    for found in _TOLD_FIRST.finditer(_LEAD.sub("", plain)):
        name = found["name"].replace(" ", "")
        is_verb = name[-1] in _VERBS and name[:-1] in _lists()["not"]  # 신청하고, 정지되고
        if _is_made_like_one(name) and not is_verb:
            return name
    return None


def _bare(plain: str) -> str:
    """Empty for questions, commands, and what has figures beside a telephone number."""
    if len(plain) > _LONGEST or "?" in plain:
        return ""
    text = _PHONE.sub(" ", plain, count=1)
    said = part_of(text.strip())
    if not said.plain or guard(said) or closed_class(said):
        return ""
    text = " ".join(_SIGNS.sub(" ", text).split())
    return "" if any(char.isdigit() for char in text) else _LEAD.sub("", text)


def _called(text: str) -> str | None:
    """After 이름은, before 라고 합니다."""
    label = _label().search(text)
    if label:
        told = text[label.end() :].strip()
        told = told.rpartition(" ")[2] if label["so"] else told
        return None if _NO_NAME.match(told) else _best(told, (_ENDING, _TO), framed=True)
    called = _CALLED.fullmatch(text)
    return _shape(called["name"], framed=True) if called else None


@cache
def _label() -> re.Pattern[str]:
    """이름은 X · 남편 이름으로 해 주세요 X; `so` where more words come before the name."""
    whose = "|".join(map(re.escape, read_list("person_names")["whose"]))
    return re.compile(
        rf"(?:(?:{whose})(?:의)? ?)?(?:이름|성함|성명|예약자명|예금주)"
        r"(?:(?:은|는|이|가|을|를)?(?: |(?=[A-Z]))|(?P<so>(?:으로|로) ))"
    )


def _best(text: str, endings: tuple[re.Pattern[str], ...], *, framed: bool = False) -> str | None:
    """Of the ways to cut an ending off: 최지우예요 is 최지우, 김이요 is 김이."""
    cuts = (
        at for at in range(1, len(text) + 1) if any(each.fullmatch(text, at) for each in endings)
    )
    found = [name for at in cuts if (name := _shape(text[:at].strip(), framed=framed))]
    return max(found, key=_likely) if found else None


def _likely(name: str) -> tuple[bool, bool, bool, int]:
    """Made like a name; not ending in a syllable that begins an ending; of three syllables."""
    return _is_made_like_one(name), name[-1] != "이", len(name) == 3, -len(name)


def _shape(name: str, *, framed: bool) -> str | None:
    name = re.sub(r"(?<=[가-힣]) ?(?:씨|님|고객님?|본인)$", "", name).strip()
    if _LATIN.fullmatch(name):
        return name if _is_latin_name(name, framed=framed) else None
    if not _HANGUL.fullmatch(name):
        return None
    words = name.split()
    joined = "".join(words)
    if len(words) > 1 and all(len(word) == 1 for word in words):
        name, words = joined, [joined]
    is_apart = len(words) == 2 and words[0] in _surnames()
    if is_apart and (framed or words[0] not in _DEMONSTRATIVES) and _is_made_like_one(joined):
        return joined
    if len(words) == 1 and _is_made_like_one(joined):
        return joined
    return name if framed and _may_be_called(words, joined) else None


def _is_made_like_one(name: str) -> bool:
    lists = _lists()
    if name in lists["not"] or (name[:-1] in lists["not"] and name[-1] in _PARTICLES):
        return False
    if _DIGITS_SAID.issuperset(name):
        return False
    for surname in _surname_of(name):
        given = name[len(surname) :]
        if len(surname) == 2 and _is_given_behind_two(given):
            return True
        if len(given) == 1 and given in lists["second"]:
            return True
        if len(given) == 2 and given[0] in lists["first"] and given[1] in lists["second"]:
            return True
    return False


def _is_given_behind_two(given: str) -> bool:
    """A surname of two syllables leaves little doubt: what follows need only be no particle."""
    lists = _lists()
    syllables = lists["first"] | lists["second"]
    if len(given) == 1:
        return given not in _PARTICLES | _BEHIND_NOUNS
    is_likely = given[:1] in syllables or given[1:] in lists["second"]
    return len(given) == 2 and is_likely and given[1:] not in _PARTICLES | _BEHIND_NOUNS


def _surname_of(name: str) -> Iterator[str]:
    lists = _lists()
    if name[:2] in lists["long_surname"]:
        yield name[:2]
    if name[:1] in lists["surname"]:
        yield name[:1]


def _may_be_called(words: list[str], joined: str) -> bool:
    """Foreign names, and names with rare surnames, once somebody says that it is a name."""
    is_sentence = joined.endswith(_ENDINGS) or any(word in _lists()["not"] for word in words)
    return len(joined) in _NAME_SIZES and not is_sentence and not _DIGITS_SAID.issuperset(joined)


def _is_latin_name(name: str, *, framed: bool) -> bool:
    words = name.replace(".", " ").split()
    if any(word.lower() in _lists()["latin"] for word in words) or len(name) > 40:
        return False
    is_written_as_one = all(word[0].isupper() for word in words) and len(name) > 2
    return framed or is_written_as_one


def _surnames() -> frozenset[str]:
    return _lists()["surname"] | _lists()["long_surname"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_list("person_names").items()}
