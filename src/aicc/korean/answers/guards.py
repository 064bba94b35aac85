"""Answers and commands that have no features to learn from: 네, 아니요, 다시, 상담원, 취소 …

A sentence is one of these only as a whole, with fillers, endings and a leading 네 or 아니요
around it. One that names a thing ("카드 취소하고 싶어요") is for the intents, not for here.
"""

import re
from enum import StrEnum

from aicc.domain.said import Said
from aicc.korean.words.brackets import read_expressions


class Guard(StrEnum):
    YES = "yes"
    NO = "no"
    REPEAT = "repeat"
    AGENT = "agent"
    CANCEL = "cancel"
    START_OVER = "start_over"
    BACK = "back"
    HELP = "help"


_LONGEST = 40  # characters as given; nobody says yes at greater length
_LONGEST_SAID = 26  # of them, letters
_UNSAID = re.compile(r"(?<!ㅇ)[ㅋㅎ]+|[^0-9a-z가-힣ㄱ-ㅎㅏ-ㅣ]+|[ㅠㅜㅡ]+")
_WORDS = read_expressions("answers")
_COMMANDS = (Guard.AGENT, Guard.START_OVER, Guard.BACK, Guard.REPEAT, Guard.HELP, Guard.CANCEL)
_FILLED = "(?:{filler})*".format_map(_WORDS)
_TRAIL = "(?:{filler}|{thanks})*".format_map(_WORDS)
_COMMAND = re.compile(
    rf"{_FILLED}(?:(?:{_WORDS['lead']}){_FILLED})*(?:"
    + "|".join(f"(?P<{guard}>{_WORDS[guard]})" for guard in _COMMANDS)
    + rf")(?:{_WORDS['ending']}){_TRAIL}"
)
_ANSWER = re.compile(
    rf"{_FILLED}(?:(?P<no>(?:(?:{_WORDS['no']}){_FILLED})+)"
    rf"|(?P<yes>(?:(?:{_WORDS['yes']}){_FILLED})+)){_TRAIL}"
)
_MUMBLED_YES = re.compile(rf"{_FILLED}어")  # 어 is a filler before anything else
_TURNS_DOWN = re.compile(r"(?:됐(?:어|습|고|네)|아니|안 ?해|안 ?할|필요 ?없|싫)")
_ASKED_BACK = frozenset({"네", "예", "에", "응", "네네", "뭐", "뭐요", "엥", "네에"})


def turns_down(word: str) -> bool:
    """A word that, after a yes, makes a no of it: 예 됐습니다."""
    return _TURNS_DOWN.match(word) is not None


_UNDERSTOOD = re.compile(
    r"(?:알겠|알았|이해|확인)[가-힣]*[,. !~]*(?:정말 |너무 )?(?:감사|고맙|고마)"
)


def only_understood(said: Said) -> bool:
    """Thanks for what was explained, which agree to nothing: 알겠습니다 감사합니다."""
    return _UNDERSTOOD.search(said.plain) is not None


def guard(said: Said) -> Guard | None:
    """Which of the closed classes the whole sentence is, if any."""
    if len(said.raw) > _LONGEST:
        return None
    plain = said.plain
    letters = _UNSAID.sub("", plain.lower())
    if not letters or len(letters) > _LONGEST_SAID:
        return None
    asks = plain.endswith("?")
    if asks and letters in _ASKED_BACK:
        return Guard.REPEAT
    if _MUMBLED_YES.fullmatch(letters):
        return Guard.YES
    answer = _ANSWER.fullmatch(letters)
    if answer:
        if answer["no"]:
            return Guard.NO
        return None if asks else Guard.YES
    command = _COMMAND.fullmatch(letters)
    return Guard(command.lastgroup) if command and command.lastgroup else None


_CALLS = re.compile("연결|불러|바꿔|나오|나와|상담원|상담사|통화|대화")


def calls_for_person(clause: Said) -> bool:
    """In the middle of a sentence, where "사람이에요?" alone only asks who is answering."""
    return clause.once(guard) is Guard.AGENT and _CALLS.search(clause.plain) is not None
