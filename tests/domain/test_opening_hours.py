"""Opening hours: windows, breaks, dates of their own, and when it opens next."""

from datetime import date, datetime, timedelta

import holidays
import pytest

from aicc.clock import KST
from aicc.domain.opening_hours import HoursByQueue, OpeningHours, Span, Why, without
from aicc.packs.hours_from_files import hours_from_plain
from aicc.packs.schema.hours import HoursFile
from aicc.systems.hours.embedded import EmbeddedHours, korean_holiday


def hours(**given: object) -> HoursByQueue:
    written = {"week": {"mon-fri": "09:00-18:00"}, "lunch": "12:00-13:00", **given}
    return hours_from_plain(HoursFile.model_validate(written).model_dump(mode="json"))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=KST)


@pytest.mark.parametrize(
    ("when", "why", "opens"),
    [
        ("2026-12-01 08:59", Why.TOO_EARLY, "2026-12-01 09:00"),
        ("2026-12-01 12:00", Why.BREAK, "2026-12-01 13:00"),
        ("2026-12-01 18:00", Why.TOO_LATE, "2026-12-02 09:00"),
        ("2026-12-04 18:00", Why.TOO_LATE, "2026-12-07 09:00"),
        ("2026-12-05 10:00", Why.DAY_OFF, "2026-12-07 09:00"),
        ("2026-12-25 10:00", Why.HOLIDAY, "2026-12-28 09:00"),
        ("2026-10-05 13:00", Why.HOLIDAY, "2026-10-06 09:00"),
        ("2026-06-03 10:00", Why.HOLIDAY, "2026-06-04 09:00"),
        ("2026-09-24 10:00", Why.HOLIDAY, "2026-09-28 09:00"),
    ],
)
def test_closed_says_why_and_when_it_opens(when: str, why: Why, opens: str) -> None:
    state = hours().default.at(at(when), korean_holiday)

    assert (state.why, state.opens) == (why, at(opens))


def test_open_says_until_when() -> None:
    state = hours().default.at(at("2026-12-01 09:00"), korean_holiday)

    assert state.is_open
    assert state.closes == at("2026-12-01 12:00")


def test_a_substitute_holiday_has_its_korean_name() -> None:
    assert hours().default.at(at("2026-10-05 13:00"), korean_holiday).name == "개천절 대체 휴일"


def test_a_day_of_the_companys_own_counts_before_a_public_holiday() -> None:
    own = hours(
        closed={"2026-12-02": "창립 기념일"}, other={"2026-12-25": "10:00-15:00 성탄 근무"}
    ).default

    assert own.at(at("2026-12-02 10:00"), korean_holiday).why is Why.SPECIAL
    assert own.at(at("2026-12-25 10:00"), korean_holiday).is_open
    assert own.at(at("2026-12-25 16:00"), korean_holiday).name == "성탄 근무"


def test_a_queue_has_its_own_hours_or_is_always_there() -> None:
    by_queue = EmbeddedHours(
        hours(queues={"fraud": "always", "loan": {"week": {"mon-fri": "10:00-16:00"}}})
    )

    night = at("2026-12-25 03:00")
    assert by_queue.at("fraud", night).is_open
    assert by_queue.at("fraud", night).closes is None
    assert by_queue.at("loan", at("2026-12-01 09:30")).opens == at("2026-12-01 10:00")
    assert by_queue.at("loan", at("2026-12-01 12:30")).why is Why.BREAK
    assert by_queue.at("elsewhere", at("2026-12-01 09:30")).is_open


def test_another_time_zone_has_its_own_nine_oclock() -> None:
    evening = hours(time_zone="America/New_York").default.at(at("2026-12-01 23:30"), lambda _: "")

    assert evening.is_open  # 09:30 in New York


def test_a_pack_without_hours_is_always_open() -> None:
    assert EmbeddedHours(None).at("default", at("2026-12-25 03:00")).is_open


def test_where_no_day_ahead_is_open_none_is_promised() -> None:
    closed = OpeningHours(zone=KST, zone_name="Asia/Seoul", week={})

    assert closed.at(at("2026-12-01 10:00"), korean_holiday).opens is None


def test_nobody_is_called_at_night() -> None:
    calls = EmbeddedHours(hours())

    assert not calls.may_call(at("2026-12-01 07:59"))
    assert calls.may_call(at("2026-12-01 20:59"))
    assert not calls.may_call(at("2026-12-01 21:00"))


def test_breaks_are_cut_out_of_windows() -> None:
    assert without((Span(0, 10),), (Span(3, 5), Span(8, 20))) == (Span(0, 3), Span(5, 8))


@pytest.mark.parametrize(
    "written",
    [
        {"week": {"mon-fri": "18:00-09:00"}},
        {"week": {"mon-fri": "09:00-12:00, 11:00-18:00"}},
        {"week": {"fri-mon": "09:00-18:00"}},
        {"week": {"mon": "9-18"}},
        {"week": {"mon": "09:00-18:00"}, "other": {"2026-12-31": "09:00-15:00"}},
        {"week": {"mon": "09:00-18:00"}, "closed": {"tomorrow": "x"}},
        {"week": {"mon": "09:00-18:00"}, "time_zone": "Mars/Base"},
        {"week": {}},
    ],
)
def test_hours_that_cannot_be_meant_are_refused(written: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"validation error"):
        HoursFile.model_validate(written)


def test_several_windows_of_a_day_stay_apart() -> None:
    two = hours(week={"mon": "09:00-11:00, 14:00-20:00"}, lunch=None).default

    assert two.spans(date(2026, 12, 7), korean_holiday) == (Span(540, 660), Span(840, 1200))


def test_the_calendar_of_korea_alone_is_the_one_of_the_library() -> None:
    for year in (2025, 2026, 2030):
        listed = dict(holidays.country_holidays("KR", years=year, language="ko").items())
        days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))

        assert {day: name for day in days if (name := korean_holiday(day))} == listed
