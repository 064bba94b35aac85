"""What was turned down is wanted after all: 아 아니요 그냥 해 주세요, 역시 하는 게 낫겠어요."""

import re

from aicc.domain.said import Said

_LONGEST = 40  # letters: with more, it names what is wanted
_BEFORE = (
    r"(?:아+|어|음|엇|앗|저기|잠깐만?요?|잠시만요?|참|에이|죄송한데요?|미안한데|아니(?:요|에요|예요|다|야|아|지)?"
    r"|아뇨|아냐|근데|그런데|그래도|그럼|그러면|역시|아무래도|생각해보니까?|다시생각해보니까?|(?:마음|생각|맘)이?바뀌었(?:어요|는데|네요|습니다)"
    r"|방금(?:거|것|꺼|그거)?|아까(?:거|것|꺼|그거)?|취소한(?:거|것|꺼)|하던(?:거|것|꺼)|그거|그냥|걍|다시|계속|이어서|마저|그대로|도로)"
)
_WANTED = (
    r"(?:진행|신청|처리)?(?:해(?:주세요|줘요?|주십시오|주시겠어요|주실래요|주이소|야겠(?:어요|네요|습니다|다)|볼게요?|요)"
    r"|할(?:게요?|께요?|래요?|랍니다|거예요)|하(?:겠습니다|죠|자|지요|고싶어요|려고요|는게(?:낫|좋)겠(?:어요|네요|습니다|다)|는걸로(?:할게요|요)?)"
    r"|부탁(?:드려요|드립니다|해요|합니다)|진행이요|계속이요|할래)"
)
_AFTER_ALL = re.compile(rf"{_BEFORE}+{_WANTED}")


def wants_after_all(said: Said) -> bool:
    letters = re.sub(r"[^가-힣]+", "", said.plain)
    return len(letters) <= _LONGEST and _AFTER_ALL.fullmatch(letters) is not None
