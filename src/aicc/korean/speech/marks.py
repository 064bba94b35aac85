"""What only the eye sees, taken out of a text to be heard: links, markdown, emoji, signs."""

import re
import unicodedata

from aicc.korean.personal.hiding import say_last
from aicc.korean.text.josa import attach

_LISTED = re.compile(r"^\s*(?:[-*•▪◦●]\s+|#{1,6}\s+|>\s+)")
_NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
_RULE = re.compile(r"-{3,}|={3,}|\*{3,}|_{3,}|[-|:\s]{3,}")
_MASKED = re.compile(r"(?<![\d*])[\d-]{0,8}\*[-*\d ]*\*[-*\d]*[*\d]")
_IMAGE = re.compile(r"!\[[^\]]{0,200}\]\([^)\s]{0,500}\)")
_LINK = re.compile(r"\[([^\]]{1,200})\]\([^)]{1,500}\)")
_ADDRESS = re.compile(r"([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)")
_URL = re.compile(
    r"(?:<?(?:https?://|www\.)[^\s<>()가-힣]+>?"
    r"|(?<![\w@.-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}"
    r"\.(?:com|net|org|kr|io|me|app|shop)(?:/[^\s()가-힣]*)?(?![A-Za-z0-9-]))"
    r"(?: ?(에서|에|으로|로|을|를|이|가|은|는)(?![가-힣]))?"
)
_PAIR_OF = {
    member: pair
    for pair in ("으로/로", "을/를", "이/가", "은/는")
    for member in pair.split("/")
}  # fmt: skip
_SITE = "홈페이지"
_KEY = re.compile(r"([*#]) ?(?:(?:표|자) ?)?(?:(을|를|은|는|이|가)(?![가-힣])|(?=버튼|키|누르))")
_KEY_NAMES = {"*": "별표", "#": "우물정자"}
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|~~|`{1,3})(?=[^\s*`~_])([^*`~\n]{1,200}?)(?<=\S)\1")
_LAUGHTER = re.compile(r"[ㅋㅎㅠㅜ]{2,}|\^{2}|\^_\^|(?<!\d)[:;]-?[)D(]")
_ASIDE = re.compile(r"\s*[(（]\s*([^()（）]{0,100}?)\s*[)）](?=([가-힣])?)")
_PAUSE = re.compile(
    r"\s*[|•·ㆍ∙→⇒▶►»]+\s*|\s+[-–—]\s+|(?<=[가-힣]) ?/ ?(?=[가-힣])|(?<=[가-힣A-Za-z]) ?:(?=\s)"
)
_UNHEARD = re.compile(r"[\"'“”‘’`*_#<>()\[\]{}「」『』【】《》〈〉^|\\=※]")
_ABBREVIATED = re.compile(r"(?<![A-Za-z])([A-Z])/([A-Z])(?![A-Za-z])")  # A/S
_UNTIL = re.compile(r"(?<=[월화수목금토일])~(?=[월화수목금토일])|(?<=[가-힣]) ~ (?=[가-힣])")
_AND = re.compile(r"\s*&\s*")
_HEARD_SYMBOLS = frozenset("℃㎡㎏㎞㎝㎜°₩$€%+~²")
_ENDS = ".!?,:;…"


def join_lines(text: str) -> str:
    """Lines as sentences; list marks, headings and rules are dropped."""
    said: list[str] = []
    for line in text.splitlines():
        plain = _NUMBERED.sub(r"\1번, ", _LISTED.sub("", line)).strip()
        if plain and not _RULE.fullmatch(plain):
            said.append(plain)
    ended = [line if line[-1] in _ENDS else f"{line}." for line in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def without_markup(text: str) -> str:
    """Links become their words or "the home page", keys get their names, emphasis goes."""
    text = _MASKED.sub(_said_mask, text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _ADDRESS.sub(_said_address, text)
    text = _URL.sub(_site, text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _KEY.sub(_said_key, text)
    return _LAUGHTER.sub("", text)


def without_signs(text: str) -> str:
    """Asides and dividers become pauses; quotes, brackets and emoji go."""
    text = _ASIDE.sub(_said_aside, text)
    text = _UNTIL.sub("에서 ", _ABBREVIATED.sub(r"\1\2", text))
    text = _PAUSE.sub(", ", text)
    text = _AND.sub(" 앤드 ", _UNHEARD.sub("", text))
    return " ".join("".join(char for char in text if _is_heard(char)).split())


def _said_mask(mask: re.Match[str]) -> str:
    last = "".join(char for char in mask[0] if char.isdigit())
    return say_last(last) if last else "가려진 번호"


def _said_key(key: re.Match[str]) -> str:
    name = _KEY_NAMES[key[1]]
    return attach(name, _PAIR_OF[key[2]]) if key[2] else name


def _said_aside(aside: re.Match[str]) -> str:
    """Between pauses; left out where a particle follows, which belongs to the word before."""
    return f", {aside[1]}, " if aside[1] and not aside[2] else ""


def _said_address(address: re.Match[str]) -> str:
    domain = address[2].replace(".", " 점 ")
    return f"{address[1].replace('.', ' 점 ')} 골뱅이 {domain}"


def _site(link: re.Match[str]) -> str:
    particle = link[1]
    if not particle:
        return ""
    pair = _PAIR_OF.get(particle)
    return attach(_SITE, pair) if pair else _SITE + particle


def _is_heard(char: str) -> bool:
    if char < "\u0100" or "가" <= char <= "힣" or char in _HEARD_SYMBOLS:
        return True
    return unicodedata.category(char)[0] in "LNPZ"
