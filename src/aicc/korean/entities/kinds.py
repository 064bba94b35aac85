"""The closed set of things that can be found in a sentence, and which of two overlapping wins."""

from enum import StrEnum


class EntityKind(StrEnum):
    NUMBER = "number"
    ORDINAL = "ordinal"
    RELATIVE_ORDINAL = "relative_ordinal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    NUMBER_RANGE = "number_range"
    DATE_RANGE = "date_range"
    TIME_RANGE = "time_range"
    DATETIME_RANGE = "datetime_range"
    WHEN = "when"
    DURATION = "duration"
    COUNT = "count"
    AGE = "age"
    DISTANCE = "distance"
    VOLUME = "volume"
    WEIGHT = "weight"
    AREA = "area"
    DATA = "data"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    DIMENSION = "dimension"
    QUANTITY = "quantity"
    PHONE = "phone"
    CARD = "card"
    ACCOUNT = "account"
    RESIDENT = "resident"
    FOREIGNER = "foreigner"
    BUSINESS = "business"
    CORPORATE = "corporate"
    LICENCE = "licence"
    PASSPORT = "passport"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"
    EMAIL = "email"
    ORDER_NUMBER = "order_number"
    TRACKING_NUMBER = "tracking_number"


# found only when a caller asks for them: other views of the same words
ON_REQUEST = frozenset({
    EntityKind.WHEN, EntityKind.DIMENSION, EntityKind.QUANTITY, EntityKind.RELATIVE_ORDINAL,
})  # fmt: skip
TIMES = frozenset({
    EntityKind.DATE, EntityKind.TIME, EntityKind.DATETIME, EntityKind.DATE_RANGE,
    EntityKind.TIME_RANGE, EntityKind.DATETIME_RANGE, EntityKind.WHEN,
})  # fmt: skip
MEASURES = frozenset({
    EntityKind.DISTANCE, EntityKind.VOLUME, EntityKind.WEIGHT, EntityKind.AREA, EntityKind.DATA,
    EntityKind.SPEED, EntityKind.DIMENSION, EntityKind.QUANTITY,
})  # fmt: skip
DIGITS = frozenset({
    EntityKind.PHONE, EntityKind.CARD, EntityKind.ACCOUNT, EntityKind.RESIDENT,
    EntityKind.FOREIGNER, EntityKind.BUSINESS, EntityKind.CORPORATE, EntityKind.LICENCE,
})  # fmt: skip
NAMES = frozenset({
    EntityKind.EMAIL, EntityKind.PASSPORT, EntityKind.ORDER_NUMBER, EntityKind.TRACKING_NUMBER,
    EntityKind.POSTAL_CODE, EntityKind.ADDRESS,
})  # fmt: skip

# of two that cover the same words the lower number wins; unlisted kinds have 5
_RANK = {
    EntityKind.EMAIL: 0, EntityKind.TRACKING_NUMBER: 0, EntityKind.ORDER_NUMBER: 0,
    EntityKind.RESIDENT: 1, EntityKind.FOREIGNER: 1, EntityKind.ACCOUNT: 2, EntityKind.PHONE: 2,
    EntityKind.MONEY: 3, EntityKind.DATETIME: 3, EntityKind.NUMBER_RANGE: 7,
    EntityKind.DURATION: 6, EntityKind.ORDINAL: 6, EntityKind.COUNT: 8, EntityKind.NUMBER: 9,
}  # fmt: skip


def rank(kind: str) -> int:
    return _RANK.get(EntityKind(kind), 5)
