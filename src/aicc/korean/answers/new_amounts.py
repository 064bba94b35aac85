"""An amount that is told anew with a remark: 너무 많네 삼백으로, 천오백이면 충분해요."""

import re

from aicc.domain.said import Said

_LONGEST = 60  # nobody corrects an amount at greater length
_FIGURES = "0-9일이삼사오육칠팔구십백천만억"
_AMOUNT = (
    rf"(?<![가-힣0-9])(?P<amount>(?=[^ ]*[십백천만억]|[0-9,]{{2}})[{_FIGURES}][{_FIGURES}, ]*"
    r"(?<=[0-9십백천만억])(?: ?원)?)"
)
_NO_AMOUNT = re.compile(r"[0-9 ]{5,}|이만")  # a number of something; "and so I go"
_REMARK = re.compile(
    r"너무 ?(?:많|크|커|적|작|세|과)|많(?:네|다|아|은|나)|크(?:네|다|구나)|적(?:네|다|은|나)"
    r"|작(?:네|다|은)|(?:줄여|낮춰|낮추|내려|깎아|올려|높여|늘려)서?|적게|작게|많이|[그이]것?보다"
    r"|더도|필요 ?(?:는 ?)?없|까진|까지는|반만|절반|생각해 ?보니|그렇게|그만큼|다시|아니|말고"
    r"|부담|무리|차라리"
)
_ENOUGH = re.compile(
    r"(?:이?면|만|이나|으로|로)(?: ?있으면|도)? ?(?:충분|넉넉|되|돼|됩|될|족|좋|낫)"
    r"|(?:만|으로만|로만) ?(?:쓸|받|빌|보낼|부칠|할|하[겠고]|해|필요|내|빼)"
)
_TAIL = re.compile(
    r"(?:으로|로|만|이?면|이나|정도|쯤|까지|이?요|이?야|입니다|이에요|예요|이 ?낫|이 ?좋)*"
    r"(?:[ .!~]*$| ?(?:할|하[겠고자]|해|받|쓸|빌|보낼|부칠|바꿔|바꿀|변경|맞춰|가자|갑|부탁"
    r"|낮|내릴|내려|올|줄일|줄여|늘|낫|좋|되|돼|충분|신청|주))"
)


def amount_anew(said: Said) -> str:
    """The new amount as it was said; empty where none is told with a remark on the one before."""
    plain = said.plain
    if len(plain) > _LONGEST or "?" in plain:
        return ""
    *_, last = [None, *re.finditer(_AMOUNT, plain)]
    if last is None or _NO_AMOUNT.fullmatch(last["amount"]):
        return ""
    behind = plain[last.end() :]
    is_remarked = _REMARK.search(plain[: last.start()]) and _TAIL.match(behind)
    return last["amount"] if is_remarked or _ENOUGH.match(behind) else ""
