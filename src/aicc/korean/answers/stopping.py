"""Answers to "shall we stop?": 네 그만할게요 stops, 아니 계속할게요 goes on, 됐어요 is neither.

What agrees elsewhere goes on here, since it is the business that is agreed to: 그냥 해 주세요.
"""

import re
from enum import StrEnum

from aicc.domain.said import Said
from aicc.korean.answers.guards import Guard, guard

_LONGEST = 30  # letters
_SIGNS = re.compile(r"[^0-9a-z가-힣ㄱ-ㅎ]+")
_LEAD = (
    r"(?:아니(?:요|오|야|에요|예요)?|아뇨|네|예|응|어|음|그냥|걍|일단|그럼|그러면|아|저기|우선)*"
)
_DO = (
    r"(?:신청|접수|예약|진행|처리|마무리|시작)?(?:은|는|을|를)?"
    r"(?:(?:다시|마저|끝까지|빨리|얼른) ?)?"
    r"(?:할게요?|할께요?|할래요?|해요|해주세요|해줘요?|하죠|하지요|합시다|하겠습니다|해야죠|해야지요?"
    r"|해볼게요|할거예요|할겁니다|하자|해봐요|부탁(?:해요|드려요|드립니다))"
)
_GOES_ON = re.compile(
    rf"{_LEAD}{_DO}|.*(?:계속|마저|이어서|하던거|하던대로|끝까지)(?!안|못).*"
    r"|.*(?:그만(?:두|하)?(?:지마|지말|지않|안|하긴|두긴)|안(?:그만|관|끝)|(?:멈추|끝내|나가|취소하)지(?:마|말|않)).*"
    r"|(?:아니(?:요|오|야|에요|예요)?|아뇨|ㄴㄴ?|노노?|놉)+(?:잠깐만?요?|잠시만?요?|그건아니|아직)?(?:에요|예요|고요|요)?"
)
_STOPS = re.compile(
    r".*(?:그만|끝낼|끝내|종료|중단|취소|나갈|나가|관두|관둘|접을|포기|나중|다음에|담에|이따|안할|하지않).*"
    rf"|{_LEAD}(?:그래주세요|그럴게요|그러죠|그렇게해주세요|그래요|그러세요)"
)


class StopAnswer(StrEnum):
    STOP = "stop"
    GO_ON = "go_on"


def stop_answer(said: Said) -> StopAnswer | None:
    """None where it is neither, or may be both."""
    letters = _SIGNS.sub("", said.plain.lower())
    if not letters or len(letters) > _LONGEST or "?" in said.plain:
        return None
    if _GOES_ON.fullmatch(letters):
        return StopAnswer.GO_ON
    if guard(said) in {Guard.YES, Guard.CANCEL} or _STOPS.fullmatch(letters):
        return StopAnswer.STOP
    return None
