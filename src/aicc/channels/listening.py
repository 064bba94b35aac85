"""How a phone listens for the next answer: the pause that ends speech, and keys.

Lex takes these as session attributes of a turn. A caller reads a number in groups, with a breath
between them that is no end.
"""

from collections.abc import Mapping

from aicc.domain.flow import InputType
from aicc.domain.turn import Awaited

PAUSE_MS = 800
PAUSES_MS: Mapping[str, int] = {
    InputType.DIGITS: 1800,
    InputType.PHONE: 1800,
    InputType.AMOUNT: 1200,
    InputType.NUMBER: 1200,
    InputType.DATE: 1200,
    InputType.TIME: 1200,
    InputType.TEXT: 1500,
    InputType.NAME: 1200,
}
MOST_KEYS = 1024  # that Lex takes
# Where nothing is asked the key # is what the caller means, and a key that no phone has ends keys
ENDS_KEYS, ENDS_NOTHING = "#", "C"


def listening(awaited: Awaited) -> dict[str, str]:
    return {
        "listen_ms": str(PAUSES_MS.get(awaited.kind, PAUSE_MS)),
        "keys": str(awaited.keys or MOST_KEYS),
        "end_key": ENDS_KEYS if awaited.kind else ENDS_NOTHING,
        "secret": str(awaited.is_secret).lower(),
    }
