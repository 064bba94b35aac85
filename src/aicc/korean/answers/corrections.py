"""Taking back what was said: "아니 오천만 원이요", "예금 말고 적금이요", "계좌를 바꿀게요"."""

import re

from aicc.domain.said import Said

_LEAD = re.compile(
    r"(?:(?:아|어|앗|참|아까|사실은?|실은|잠깐만요?|잠시만요?|죄송한데|근데)[,. ]*)*"
    r"(?:아니(?:요|오|야|라|다)?|아뇨|정정(?:할게요|합니다|해 ?주세요)?|"
    r"(?:[가-힣]{1,6}(?:을|를|이|가)? )?"
    r"(?:잘못 ?(?:말했|말씀드렸|불렀|불러드렸|알려드렸|눌렀|입력했|적었|썼|쳤|찍었|봤)"
    r"|틀렸|틀리게 ?(?:말했|적었))"
    r"(?:어요|습니다|네요|다|네|어|음|는데요?|거든요)?)"
    r"(?=[,. ])[,. ]*(?:(?:그게|그거|그건|그것)? ?(?:아니라|아니고|말고)[,. ]+)?"
)
_INSTEAD = re.compile(r".{1,30}?(?:이|가|은|는)? ?(?:말고|아니라|아니고)(?:요)?[,. ]+")
_WISH = re.compile(
    r"바꾸|바꿀|바꿔|변경|고치|고칠|고쳐|수정|정정|다시 ?(?:입력|선택|고르|고를|말|할|적|정)|"
    r"잘못 ?(?:말|입력|눌|골|적|선택|썼)|다르네|다른데|달라요|다릅니다|틀려|틀렸|틀린|틀리네"
)
_MAKES_IT = re.compile(
    r"(?:으로|로|만) ?(?:낮|줄|내려|내릴|올|늘|바꿔|바꿀|변경|수정|고쳐|해 ?주|할게|하죠)"
)
_LONGEST = 60  # nobody corrects a word at greater length

# How an answer is called when the scenario does not say.
LABELS = {
    "amount": ("금액", "액수"),
    "name": ("이름", "성함"),
    "date": ("날짜", "일자"),
    "time": ("시간", "시각"),
    "phone": ("전화번호", "휴대폰 번호", "핸드폰 번호", "연락처"),
}


def corrected(said: Said) -> str:
    """What is said instead; empty when nothing is taken back."""
    plain = said.plain
    if len(plain) > _LONGEST:
        return ""
    lead = _LEAD.match(plain)
    behind = plain[lead.end() :] if lead else plain
    instead = _INSTEAD.match(behind)
    if instead:
        return behind[instead.end() :].strip()
    return behind.strip() if lead else ""


_BETTER = re.compile(
    r"(?P<what>(?:[^ ,.]+ ){0,2}[^ ,.]+?)(?:이|가|으로|로|에|는 ?게|쪽이)? ?(?:더 |차라리 )?"
    r"(?:낫겠|낫네|낫지|나을|나아요|좋겠어요|좋겠네|좋겠는데|좋겠습|편하겠|편할"
    r"|옮겨야|옮길게|옮겨 ?주|미뤄야|미룰게|당길게|당겨야)"
)


def better(said: Said) -> str:
    """What suits better than what was said: 세 시엔 회의가 있네 다섯 시가 낫겠다."""
    found = None if len(said.plain) > _LONGEST or "?" in said.plain else _BETTER.search(said.plain)
    return found["what"] if found and not _NOT_AT_ALL.search(found["what"]) else ""


_NOT_AT_ALL = re.compile(
    r"(?<![가-힣])안|않|말[고지]|그만|취소|그냥|그게|그거|하는|하"
)  # nothing is told anew
_ONLY = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<what>[가-힣A-Za-z]{2,10})만 ?"
    r"(?:해|막|정지|바꿔|바꾸|부탁|할게|요[.! ]*$|이요)"
)
_NUMERAL = re.compile(r"[영공일이삼사오육칠팔구십백천만억한두세네몇]+")


def only(said: Said) -> str:
    """What alone is wanted of what was chosen: 신용카드만 막아 주세요 is 신용카드."""
    found = None if len(said.plain) > _LONGEST else _ONLY.search(said.plain)
    return found["what"] if found and not _NUMERAL.fullmatch(found["what"]) else ""


_LEAVES_OUT = re.compile(
    r"[은는을를도]? ?(?:좀 |그냥 )?(?:빼|뺄|뺐|제외|없애|지워|안 ?(?:볼|할|필요)|됐어|됐습"
    r"|필요 ?(?:없|는 ?없)|없어도)"
)


def leaves_out(said: Said) -> bool:
    """Of what was chosen something is not wanted: 가방은 빼 주세요."""
    return len(said.plain) <= _LONGEST and _LEAVES_OUT.search(said.plain) is not None


def makes_it(said: Said) -> bool:
    """Something is to become what is said: 2천으로 낮춰 주세요."""
    return len(said.plain) <= _LONGEST and _MAKES_IT.search(said.plain) is not None


_OTHER_THING = re.compile(
    r"(?<![가-힣])(?:다른|딴) ?"
    r"(?P<what>거|것|걸|날|요일|시간|사이즈|색|카드|계좌|통장|번호|매장|지점|금액)"
)
_TAKES_BACK = re.compile(
    r"(?<!지 )(?<!지)말고(?! 싶)|아니라(?!고|니)|아니고|정정"
    r"|잘못 ?(?:말|눌|골|고른|고르|적|선택|썼|쓴|불|입력|알)"
)


def takes_back(said: Said) -> bool:
    """Something that was said or chosen is to be another, though not which."""
    plain = said.plain
    if len(plain) > _LONGEST:
        return False
    return _TAKES_BACK.search(plain) is not None or _OTHER_THING.search(plain) is not None


def other_thing(said: Said) -> str:
    """What is to be another one: 다른 카드요 is a card; empty where it is not called by name."""
    found = _OTHER_THING.search(said.plain)
    return found["what"] if found and found["what"] not in {"거", "것", "걸"} else ""


def behind_name(said: Said, name: str) -> str | None:
    """What is said of something behind its name: 연봉은 4천이에요 is 4천이에요."""
    letters = " ?".join(map(re.escape, name.replace(" ", "")))
    found = re.search(rf"{letters}(?:은|는|이|가|을|를|도)?(?:[ ,.]+|$)", said.plain)
    return said.plain[found.end() :] if found else None


def wishes_a_change(said: Said) -> bool:
    """Something is to be different, whatever it is."""
    return len(said.plain) <= _LONGEST and _WISH.search(said.plain) is not None


def wants_to_change(said: Said, labels: tuple[str, ...]) -> bool:
    """The sentence names one of the labels and wants it different."""
    if not wishes_a_change(said):
        return False
    packed = said.plain.replace(" ", "")
    return any(label.replace(" ", "") in packed for label in labels)


_BOTH = re.compile(
    r"(?:싹|몽땅|죄다|둘|셋) ?다|두 ?(?:개|장) ?다"
    r"|(?:전부|모두|(?<![가-힣])다) ?(?:막|정지|해 ?주|부탁"
    r"|바꿀|바꿔|볼[게래]|준비|할[게래]|보여|입어|신어|챙겨|골라|넣어|포함)"
    r"|(?:하나|한 ?개|한 ?장|그거|그것|이거)만(?:이|은)? ?(?:말고|아니)"
)
_ALSO = re.compile(
    r"(?<!아무)(?<=[가-힣])도 ?(?:요|여|같이|함께|다|좀|해|막|정지|부탁|잃|있|없"
    r"|추가|넣|볼게|봐|준비|주세요|할게)"
)
_ALL = re.compile(r"(?:모든|모두|전체|전부|둘 다)")


def says_both(said: Said) -> bool:
    return _BOTH.search(said.plain) is not None


def says_also(said: Said) -> bool:
    """Not instead of what was chosen but beside it: 신용카드도요, 둘 다 막아 주세요."""
    return says_both(said) or _ALSO.search(said.plain) is not None


def means_all(option: str) -> bool:
    """An option that is every other one: 모든 카드."""
    return _ALL.match(option) is not None
