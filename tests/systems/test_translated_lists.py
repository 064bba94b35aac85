"""Lists in another system's form: where they stand, and what their fields are called there."""

import json

import pytest

from aicc.domain.action import BackendAction, ValueKind
from aicc.domain.json import Json
from aicc.domain.serving import HttpService
from aicc.errors import ProviderError
from aicc.systems.backend.checking import checked
from aicc.systems.backend.reading import translated

ABOUT = BackendAction(
    arguments=frozenset(),
    outcomes={"ok": frozenset({"times"})},
    lists={"times": {"day": ValueKind.DATE, "at": ValueKind.TIME}},
)
SERVICE = HttpService(
    method="GET",
    url="http://127.0.0.1:1/free",
    values={"times": "data.slots", "times.at": "start.time", "times.day": "date"},
)


def answer(data: Json) -> Json:
    body = json.dumps({"data": data}).encode()
    return checked("free", ABOUT, translated("free", ABOUT, SERVICE, body, None)).values["times"]


def test_the_fields_of_a_record_are_found_where_the_pack_says() -> None:
    record: Json = {"date": "2026-03-05", "start": {"time": "10:00"}, "price": 5}

    assert answer({"slots": [record]}) == [{"day": "2026-03-05", "at": "10:00"}]


def test_an_empty_list_is_a_list() -> None:
    assert answer({"slots": []}) == []


@pytest.mark.parametrize(
    "data", [{}, {"slots": "none"}, {"slots": [{"date": "2026-03-05"}]}, {"slots": [7]}]
)
def test_what_is_no_such_list_is_no_answer(data: Json) -> None:
    with pytest.raises(ProviderError):
        answer(data)
