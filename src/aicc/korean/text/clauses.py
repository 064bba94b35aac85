"""A sentence cut into clauses: where it ends, and where one wish or event follows another.

A clause is cut only where what follows can stand alone. An ending that belongs to the next word
(하고 싶어요, 보고 있어요, 라고 하던데) is no place to cut, and neither is a noun (신고, 잔고).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aicc.korean.text.jamo import final_of

_LONG = 6  # words: from so many on a clause is cut at an ending that may as well go on
_REST = 2  # words that must follow then


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is what stands at `start:end` of the sentence, without spaces around it."""

    text: str
    start: int
    end: int


class _Word(NamedTuple):
    said: str  # without the signs behind it
    signs: str
    start: int
    end: int


# A sign between two syllables ends a word, between digits or Latin letters it does not
_GLUED = re.compile(r"[가-힣][.?!…~]+[가-힣]")
_WORDS_GLUED = re.compile(r"(\S+?(?:(?<=[가-힣])[.?!…~]+(?=[가-힣])|(?=\s|\Z)))(\s*)")
_WORDS = re.compile(r"(\S+)(\s*)")
_SIGNS = ".,?!…~;^ㅋㅎㅠㅜㅡ♡♥\"'”’)]"
_SEEN = 8  # signs that are looked at, of however many
_ENDS = frozenset(".?!…\n")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]{1,3})\Z")  # 1. 환불, J. Kim, No. 3

_LAST = frozenset("요여염용죠다오까고데만니어")  # what a word ends in that may end a clause
_POLITE = re.compile(
    r"(?:[아어여해에예네세게께까나돼되죠지래려데대줘와봐워서져러써커켜쳐떠셔뻐파가사타마차라고구이니퍼춰]"
    r"|거든|[군걸])[요여염]\Z"
    r"|[아어여해에예네세게께까나돼되죠지래려데줘와봐워져러써]용\Z"  # 했어용, not 사용, 이용, 고용
    r"|죠\Z|니다\Z|시오\Z"
)
_PLAIN = re.compile(r"(?:겠|[었았했됐렸겼났봤줬])다\Z|싶다\Z")
_ASKING = "니까"
_OTHERWISE = re.compile(r"마는|말든|말지")  # 하는 거예요 마는 거예요
_ADDRESS = re.compile(
    r"(?:제가|저는|저희는|저희가|그게|그건|이게|이건|저기|있잖아|근데|그런데|그래서|그리고|그니까|그러니까|일단)"
    r"[요여]\Z"
)

_AND = re.compile(r"고\Z")
_NOT_AND = re.compile(
    r"(?:[다라자냐려]고|러고|가지고|갖고|데리고|모시고|그리고|타고|들고|입고|끼고|메고|그러고|이러고)\Z"
    r"|(?:신|광|재|창|잔|사|참|출|입|경|중|금|공|원|냉장|차|예|통|해|선|상|항|충|최)고\Z"
)
_DONE = (
    "신고|신청|취소|변경|해지|가입|반품|교환|환불|주문|결제|이체|송금|조회|확인|예약|등록|발급|정지|충전"
    "|문의|접수|인증|입금|출금|탈퇴|연장|설치|삭제|수정|납부|청구|해제|점검|수리|개설|환전"
)
_WITH = re.compile(rf"(?!하고\Z)(?!.*(?:{_DONE})하고\Z).*하고\Z")
_WITH_SOMEBODY = re.compile(
    r"(?:상담원|상담사|직원|사람|담당자|친구|남편|아내|엄마|아빠|부모님|어머니|아버지|동생|언니|누나|오빠|형|애|아이"
    r"|딸|아들|누구|님|본사|저|나)하고\Z"
)
_HELPING = re.compile(
    r"싶|있|계시|계셔|계신|계세|계십|나서|나니|나면|난|다니|살고|살아|보니|봐도|말았|말아|마세|말래"
    r"|(?:가도|가면|가서|가려|가는|갔|갈|간다|가야|와서|와도|와야|왔|오면|오는|오려|올게|올래|온다|오세|가세)"
)
_INSTEAD = re.compile(r"(?:말고|아니고)[요여]?\Z|[^지]말고는\Z")

_GOES_ON = re.compile(r"(?:[은는던]데|[인한된간온왔쁜큰른운]데|지만|더니|던데)\Z")
_BECAUSE = re.compile(r"니까\Z")
_JOINS = re.compile(
    r"(?:그리고|그리구|글구|근데|그런데|아니면|그래서|하지만|그렇지만|그러면|그럼|또)[요은]?\Z"
)
_PREDICATE = re.compile(
    r"[요죠다까고데네줘돼래져여러와워켜]\Z|(?:서|니까|지만|어|아|해|거야|는지|을지|ㄹ지|함|음|됨)\Z"
)


_NOUNS_JOINED = re.compile(
    r"(?P<first>[가-힣A-Za-z0-9][가-힣A-Za-z0-9 ]{0,18}?[가-힣A-Za-z0-9])"
    r"(?:(?<=[가-힣])이랑|(?<=[가-힣A-Za-z])랑|하고|와|과| 및) (?P<second>\S.{2,40})\Z"
)
_ONE_MATTER = re.compile(  # together, or one against the other
    r"차이|달라|다른|다르|비교|같이|함께|중복|중에|사이|합쳐|합치|합해|뭐가 |어느|연결|공동"
    r"|나눠|동시"
)
_SOMEBODY = re.compile(
    r"(?:상담원|상담사|직원|사람|담당자|기사|친구|남편|아내|와이프|엄마|아빠|부모님|어머니|아버지|할머니|할아버지"
    r"|동생|언니|누나|오빠|형|애|아이|딸|아들|누구|가족|본사|저|나|님|점장|사장)\Z"
)
_OF_DEPARTMENT = re.compile(r"(?:의학|신경|부인|종양|통증|(?:\A| )안)\Z")
_DEED = re.compile(rf".*(?:{_DONE})하고\Z")  # one thing done after the other: two clauses


def joined(text: str) -> tuple[str, str] | None:
    """Two matters named in one clause: 환율이랑 환율 우대 알려 주세요 are 환율, and 환율 우대."""
    found = _NOUNS_JOINED.match(text)
    if found is None or _DEED.match(text[: found.start("second")].rstrip()):
        return None
    joint = text[found.end("first")]
    if joint in "과와" and (joint == "과") is not bool(final_of(found["first"])):
        return None  # 정형외과 is one word: the particle would be 와 there
    if joint == "과" and _OF_DEPARTMENT.search(found["first"]):
        return None  # 산부인과 예약 is one matter
    if _ONE_MATTER.search(found["second"]) or _SOMEBODY.search(found["first"]):
        return None
    return found["first"], found["second"]


def clauses(text: str) -> tuple[Clause, ...]:
    """In order; they cover all of the text but the spaces between them. Takes linear time."""
    words = _words(text)
    found: list[Clause] = []
    first = 0
    for at, word in enumerate(words):
        if at == len(words) - 1 or _ends(words, first, at):
            start = words[first].start
            found.append(Clause(text[start : word.end], start, word.end))
            first = at + 1
    return tuple(found)


def _words(text: str) -> list[_Word]:
    """Laughter and signs that stand alone belong to the word before them."""
    words: list[_Word] = []
    for found in (_WORDS_GLUED if _GLUED.search(text) else _WORDS).finditer(text):
        said = found[1].rstrip(_SIGNS)
        signs = found[1][len(said) :][:_SEEN] + ("\n" if "\n" in found[2] else "")
        if words and not said:
            before = words[-1]
            words[-1] = before._replace(signs=(before.signs + signs)[-_SEEN:], end=found.end(1))
        else:
            words.append(_Word(said, signs, *found.span(1)))
    return words


def _ends(words: Sequence[_Word], first: int, at: int) -> bool:
    """Whether a clause that began at `first` ends with this word; there is a next one."""
    word, following = words[at], words[at + 1].said
    if _ENDS & set(word.signs) and not _NUMBERED.match(word.said):
        return True
    said = word.said
    if at > first and _JOINS.match(following) and _PREDICATE.search(said):
        return True
    if said[-1:] not in _LAST or _ADDRESS.match(said):
        return False
    if _is_final(said) or _INSTEAD.search(said):
        return not _OTHERWISE.match(following)
    is_pause = "," in word.signs
    if _AND.search(said):
        return _is_and(said, following, is_first=at == first, is_pause=is_pause)
    before, behind = at - first + 1, len(words) - at - 1
    if _GOES_ON.search(said):
        return is_pause or (before >= _LONG and behind >= _REST)
    if _BECAUSE.search(said):
        return before >= _LONG and behind > _REST
    return False


def _is_final(said: str) -> bool:
    """Polite and plain endings; 합니까 asks, 하니까 gives a reason."""
    if said.endswith(_ASKING):
        return final_of(said[: -len(_ASKING)]) == "ㅂ"
    if _POLITE.search(said) or _PLAIN.search(said):
        return True
    return len(said) > 1 and said[-1] == "어" and final_of(said[:-1]) == "ㅆ"


def _is_and(said: str, following: str, *, is_first: bool, is_pause: bool) -> bool:
    if _NOT_AND.search(said):
        return False
    if _HELPING.match(following) and not is_pause:
        return False
    if _WITH_SOMEBODY.match(said) or (is_first and _WITH.match(said)):
        return False
    return not (is_first and len(said) == 2)  # 그 먹고 and the like: too little to stand alone
