"""A password that somebody writes out, though nobody asked: it is kept nowhere. A code that was
sent is good for minutes, and stays readable."""

import re

_NAMED = re.compile(
    r"((?:비밀 ?번호|비번|암호|패스워드|cvc|cvv|password|pin)"
    r"(?: ?번호)?(?:은|는|이|가|를|을)?[ :=]{0,3})([0-9]{3,8})(?![0-9])"
    r"(?! ?(?:자리|회|번|개|원|분|초|일|시|월|년|호|점|층|[-~.][0-9]))",
    re.IGNORECASE,
)


def without_passwords(text: str) -> str:
    return _NAMED.sub(lambda found: found[1] + "*" * len(found[2]), text)
