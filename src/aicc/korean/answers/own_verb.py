"""Answers to a yes-or-no question in its own words: "예약을 취소할까요?" – "네 취소해 주세요".

What a question asks whether to do is its last verb; `words/verbs.txt` says which words mean the
same. The whole sentence must be that verb, asked for or turned down, with nothing beside it but
a yes, fillers and words of the question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from aicc.korean.answers.guards import Guard, guard
from aicc.korean.text.said import part_of
from aicc.korean.words.brackets import read_expressions
from aicc.korean.words.lists import read_list


class Echo(StrEnum):
    """`UNCLEAR` is a no beside the verb that was asked about: 아니요 취소해 주세요."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


_UNDO = "취소"
_LONGEST = 40  # letters
_FIELD = re.compile(r"\{[^}]*\}")
_SENTENCE = re.compile(r"[^.?!\n]*\?|[^.?!\n]+")
_SIGNS = re.compile(r"[^0-9A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ]+")
_DONE = re.compile(  # what 하다 looks like at the end of a question: 교환을 신청할까요
    r"(?:^| )(?:(?P<what>[가-힣]{2,8}?)(?:을|를|도|은|는)? )?(?P<done>[가-힣]{2,8}?)"
    r"(?:(?:을|를|도|은|는)? ?(?:더 )?)"
    r"(?:할까|하시겠|하겠|하실래|하실까|할래|합니[까다]|됩니[까다]|하시나"
    r"|하실 ?건가|하려고 ?하|하는 ?[게것]"
    r"|해 ?(?:드릴까|드리겠|드립니|볼까|보시겠|주시겠)|해도 ?[될되괜])[가-힣 ]*$"
)
_ENDS = re.compile(  # behind the stem of another verb: 보내 드릴까요, 받으시겠습니까
    r"(?:어|아)?(?:드리|드릴|보|볼|주)?(?:으?[시실])?(?:겠[가-힣]+|까요?|래요?)"
)
_IS_RIGHT = re.compile(r"(?:이대로|그대로|정말|계속)? ?(?:맞|괜찮|동의|진행|계속|할까)")
_VERBAL = re.compile(r"(?:하|해|할|합|될|되|됩)[가-힣]*$|(?:을|를|은|는|이|가|도|의|에)$")
_LEAVES = frozenset({Guard.CANCEL, Guard.START_OVER, Guard.BACK})
_OF_WHAT = frozenset({"신청", "접수", "진행", "요청"})  # with these the thing itself is a verb
_PARTICLE = re.compile(
    r"(?:으로|에서|에게|한테|까지|부터|이나|을|를|은|는|이|가|도|만|로|의|에|좀)$"
)
_GIVE = r"(?:주세요|주셔요|주십시오|주시겠어요|주실래요|주시죠|줘요?|줄래요?|달라고요?|달라니까요?)"
_WILL = r"(?:게요?|께요?|래요?|거예요|거에요|겁니다|거야|거임)"
_WANT = (
    r"(?:겠습니다|겠어요|고싶어요?|고싶습니다|고싶은데요?|려고요?|려구요?|려고합니다|세요|십시오|시죠"
    r"|는걸로(?:요|해주세요|할게요|하겠습니다|부탁드려요)?|자|죠|지요|기로할게요|기)"
)
_ASK = r"(?:부탁(?:드려요|드립니다|드릴게요|해요?|합니다|이요)?|원해요?|원합니다|바랍니다)"
_DO = (
    rf"(?:{_ASK}|(?:진행)?(?:해|시켜)?{_GIVE}|(?:진행)?해(?:요|야죠|야지요?|드려요)?|할{_WILL}"
    rf"|(?:진행)?하{_WANT}|(?:하|시키)라(?:고|구|니까)요?|합니다|합시다|함|이요|요|입니다)?"
)
_OWN = (
    rf"(?:으?시)?(?:{_GIVE}|{_WILL}|으?{_WANT}|요|야죠|야지요?|으?라(?:고|구|니까)요?"
    r"|습니다|ㅂ시다|어요|아요)"
)
_NOT = r"(?:안|못)"
_NO_MORE = r"(?:마|말|않|못)[가-힣]{0,8}"
_TURNED_DOWN = (
    r"(?:싫|됐|안돼|말고|말아|아니|아닌|필요없|필요는없|나중에|다음에|보류|그만|관두|놔두|취소)"
    r"[가-힣]{0,8}"
)
_ANSWERS = read_expressions("answers")
_TRAIL = "(?:{filler}|{thanks})*".format_map(_ANSWERS)
_ASKS = re.compile(r"(?:시겠어요|실래요|줄래요?|주실수있나요|주실수있어요)\?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What a question asks whether to do."""

    words: str  # of the question, without blanks
    wanted: re.Pattern[str]
    unwanted: re.Pattern[str]
    undoes: bool = False  # it asks whether to undo something

    def answered(self, plain: str) -> Echo | None:
        """None where the sentence says more than this verb, or something else."""
        if len(plain) > _LONGEST or ("?" in plain and not _ASKS.search(plain.replace(" ", ""))):
            return None
        said = _SIGNS.sub(" ", plain).split()
        for at in range(len(said)):
            tail = "".join(said[at:])
            for cut in (0, *range(2, len(said[at]))):
                if cut and said[at][:cut] not in self.words:
                    continue
                if self.unwanted.fullmatch(tail, cut):
                    return Echo.NO if self._leads(said[:at]) else None
                if self.wanted.fullmatch(tail, cut):
                    return self._leads(said[:at])
        return None

    def _leads(self, words: list[str]) -> Echo | None:
        """YES where all that stands before the verb says nothing else; UNCLEAR after a no."""
        is_unclear = False
        for word in words:
            if _NO_WORD.fullmatch(word):
                is_unclear = True
            elif not _EMPTY.fullmatch(word) and not self._is_of_question(word):
                return None
        return Echo.UNCLEAR if is_unclear else Echo.YES

    def _is_of_question(self, word: str) -> bool:
        bare = _PARTICLE.sub("", word)
        return len(bare) > 1 and bare in self.words


_NO_WORD = re.compile(rf"(?:{_ANSWERS['no']})")
_EMPTY = re.compile(
    "(?:{filler}|{yes}|{thanks}|그거|이거|그걸|이걸|그냥|꼭|다시|한번|더|어서|당장|당연히)+".format_map(
        _ANSWERS
    )
)


@lru_cache(maxsize=1024)
def proposition(
    message: str, yes: tuple[str, ...] = (), no: tuple[str, ...] = ()
) -> Proposition | None:
    """Of a question as a pack writes it; `yes` and `no` are more words for either answer."""
    words = {*_asked_about(message), *yes}
    if not words and not no:
        return None
    nouns = _either(word for word in words if not word.endswith("-"))
    stems = _either(word[:-1] for word in words if word.endswith("-"))
    wanted = rf"(?:(?:{nouns})(?:을|를|은|는|도|만|로|좀)?{_DO}|(?:{stems})(?:좀)?{_OWN})"
    refused = _either(no)
    unwanted = (
        rf"(?:{_NOT}(?:(?:{nouns})[가-힣]{{0,8}}|(?:{stems})[가-힣]{{1,8}})"
        rf"|(?:{nouns})(?:을|를|은|는|도)?(?:{_NOT}[가-힣]{{1,8}}|하지(?:는|를|도)?{_NO_MORE}"
        rf"|(?:하기)?{_TURNED_DOWN})"
        rf"|(?:{stems})(?:지(?:는|를|도)?{_NO_MORE}|기(?:는)?싫[가-힣]{{0,8}})"
        rf"|(?:{refused}){_DO})"
    )
    return Proposition(
        words=_SIGNS.sub("", _FIELD.sub(" ", message)),
        wanted=re.compile(rf"{wanted}{_TRAIL}"),
        unwanted=re.compile(rf"{unwanted}{_TRAIL}"),
        undoes=_UNDO in words,
    )


def command_in(message: str, asked: Proposition | None) -> str:
    """A word of the question that said back is taken for a command, not for an answer."""
    for word in " ".join(_asked(message)).split():
        noun = _VERBAL.sub("", word)
        said = part_of(f"{noun} 해 주세요")
        if len(noun) > 1 and guard(said) in _LEAVES and not (asked and asked.answered(said.plain)):
            return noun
    return ""


def _asked_about(message: str) -> set[str]:
    return {word for sentence in _asked(message) for word in _own_words(sentence)}


def _asked(message: str) -> list[str]:
    """The last question; with the sentence before it, where it only asks if that is right."""
    parts = [part for part in _SENTENCE.findall(_FIELD.sub(" ", message)) if part.strip()]
    questions = [at for at, part in enumerate(parts) if part.endswith("?")]
    at = questions[-1] if questions else len(parts) - 1
    sentences = [_SIGNS.sub(" ", part).strip() for part in parts[: at + 1]]
    is_right = bool(sentences) and _IS_RIGHT.match(sentences[-1])
    return sentences[-2:] if is_right else sentences[-1:]


def _own_words(question: str) -> set[str]:
    """The last verb of the question and those that mean the same."""
    done = _DONE.search(question)
    if done:
        same = _same(question[: done.end("done")].replace(" ", ""))
        of_what = {done["what"]} if done["what"] and done["done"] in _OF_WHAT else set()
        return {done["done"], *same, *of_what}
    packed = question.replace(" ", "")
    stems = [word for word in _groups_by_word() if word.endswith("-")]
    found = [
        (len(stem), stem)
        for stem in stems
        if (at := packed.rfind(stem[:-1])) >= 0 and _ENDS.fullmatch(packed, at + len(stem) - 1)
    ]
    return _same(packed, max(found)[1]) if found else set()


def _same(packed: str, stem: str = "") -> set[str]:
    """All words of the groups of `stem`, or of what the text ends with."""
    return {
        each
        for word, groups in _groups_by_word().items()
        if word == stem or (not stem and packed.endswith(word))
        for group in groups
        for each in group
    }


@cache
def _groups_by_word() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in read_list("verbs").values():
        group = tuple(word.replace(" ", "") for word in words)
        for word in group:
            found.setdefault(word, []).append(group)
    return found


def _either(words: Iterable[str]) -> str:
    """Alternatives, longest first; what matches nothing where there are none."""
    escaped = [re.escape(word.replace(" ", "")) for word in words]
    return "|".join(sorted(escaped, key=lambda word: (-len(word), word))) or "(?!)"
