"""A scenario with every kind of step, for the tests of flows."""

from typing import Any

from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.packs.from_files import flow_from_plain

WHO: dict[str, Any] = {
    "id": "who",
    "name": "본인 확인",
    "steps": [
        {"id": "is_known", "choose": [{"when": "known(member)", "next_step": "is_right"}],
         "next_step": "birth"},
        {"id": "birth", "message": "생년월일은 언제입니까?", "input_type": "date",
         "validation": "birth_date", "secret": True,
         "choose": [{"when": "birth > '2012-01-01'", "next_step": "too_young"}],
         "next_step": "member"},
        {"id": "member", "message": "회원번호 네 자리는요?", "input_type": "digits",
         "validation": {"pattern": "[0-9]{4}"}, "secret": True, "next_step": "is_right"},
        {"id": "is_right", "outcome": "ok"},
        {"id": "too_young", "message": "보호자가 예약해 주십시오.", "outcome": "refused"},
    ],
}  # fmt: skip
BOOKING: dict[str, Any] = {
    "id": "booking",
    "name": "방문 예약",
    "steps": [
        {"id": "day", "message": "언제 오십니까?", "input_type": "date", "next_step": "at"},
        {"id": "at", "message": "몇 시에 오십니까?", "input_type": "time", "next_step": "branch"},
        {"id": "branch", "message": "어느 지점입니까?", "input_type": "selection",
         "options": [{"value": "강남점", "synonyms": ["강남"]}, "서초점"], "labels": ["지점"],
         "next_step": "people"},
        {"id": "people", "message": "몇 분이십니까?", "input_type": "number",
         "counters": ["명", "분"], "validation": {"minimum": 1, "maximum": 8},
         "retry_message": ["여덟 분까지입니다.", {"message": "숫자로 적어 주십시오.",
         "voice": "숫자로 말씀해 주십시오."}], "silence_message": "듣고 있습니다.",
         "next_step": "extras"},
        {"id": "extras", "message": "무엇이 필요하십니까?", "input_type": "multi_selection",
         "options": ["주차", "유아 의자", "케이크"], "next_step": "who"},
        {"id": "who", "enter": "who", "branches": {"refused": "no"}, "next_step": "price"},
        {"id": "price", "set": {"deposit": "people * 10000"},
         "choose": [{"when": "people >= 6", "next_step": "large"}], "next_step": "sure"},
        {"id": "large", "message": "단체석으로 안내합니다.", "next_step": "sure"},
        {"id": "sure", "message": "{day:day} {at:time} {branch}, {people}명, {extras}, "
         "예약금 {deposit:won}입니다. 예약할까요?",
         "input_type": "confirm", "branches": {"yes": "book", "no": "no"}},
        {"id": "book", "message": "예약했습니다.", "handoff": {"queue": "vip", "priority": "high"}},
        {"id": "no", "message": "예약하지 않았습니다."},
    ],
}  # fmt: skip


def booking() -> Flow:
    return flow_from_plain("booking", BOOKING)


def library(*changed: Flow) -> FlowLibrary:
    return FlowLibrary.of([booking(), flow_from_plain("who", WHO), *changed])
