"""From which chances the bot acts, as staff keep it: one item."""

from collections.abc import Mapping
from dataclasses import asdict

from aicc.content.codec import Codec
from aicc.domain.content import ContentKind
from aicc.domain.json import Json, JsonMap
from aicc.domain.meaning import Thresholds
from aicc.errors import InvalidInputError

ITEM = "thresholds"  # the id of the only one


def _read(item_id: str, body: JsonMap) -> Thresholds:
    return Thresholds(
        intent=_chance(body, "intent"), faq=_chance(body, "faq"), margin=_chance(body, "margin")
    )


def _chance(body: Mapping[str, Json], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InvalidInputError(f"thresholds: {name} is a number from 0 to 1, not {value!r}")
    return float(value)


THRESHOLDS = Codec(
    kind=ContentKind.THRESHOLDS,
    name="set of thresholds",
    read=_read,
    body=lambda given: asdict(given),
)
