"""Lines of the log: what stands in them, and what is masked."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from aicc import logs
from aicc.redact import mask_value

log = logs.get("aicc.test")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], dict[str, object]]]:
    """What was written last, by loggers that are configured as the service has them."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    stream = StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        logs.configure(mask=mask_value)

    def last() -> dict[str, object]:
        (line,) = stream.getvalue().splitlines()
        found: dict[str, object] = json.loads(line)
        return found

    yield last
    root.handlers = before
    root.setLevel(level)


def test_an_event_is_one_line_with_its_fields(written: Callable[[], dict[str, object]]) -> None:
    log.info("turn.replied", turn_id="t1", took_ms=3.5, flow=None)

    line = written()
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "turn.replied",
        "turn_id": "t1",
        "took_ms": 3.5,
        "flow": None,
        "level": "info",
        "logger": "aicc.test",
    }


def test_numbers_of_persons_and_secrets_are_masked(
    written: Callable[[], dict[str, object]],
) -> None:
    log.warning(
        "turn.odd", said="010-1234-5678로 전화 주세요", token="abc", deep=["900101-1234567"]
    )

    line = written()
    assert "1234" not in str(line["said"])
    assert line["token"] == "***"
    assert "1234567" not in str(line["deep"])


def test_what_other_libraries_say_is_masked_too(written: Callable[[], dict[str, object]]) -> None:
    logging.getLogger("others").warning("no answer for %s", "010-1234-5678")

    line = written()
    assert "1234" not in str(line["event"])
    assert line["logger"] == "others"


def test_an_exception_comes_with_its_trace_masked(written: Callable[[], dict[str, object]]) -> None:
    try:
        int("010-1234-5678")
    except ValueError:
        log.exception("turn.failed")

    line = written()
    assert line["level"] == "error"
    assert "ValueError" in str(line["exception"])
    assert "1234" not in str(line["exception"])


def test_a_line_names_the_request(written: Callable[[], dict[str, object]]) -> None:
    logs.request_id.set("0af" + "1" * 29)
    log.info("turn.replied")
    logs.request_id.set("")

    assert written()["request_id"] == "0af" + "1" * 29


def test_a_field_that_is_no_json_is_written_all_the_same(
    written: Callable[[], dict[str, object]],
) -> None:
    log.info("turn.replied", kind=logs.EventLog)

    assert "EventLog" in str(written()["kind"])


def test_what_is_below_the_level_is_not_written(written: Callable[[], dict[str, object]]) -> None:
    logging.getLogger().setLevel("WARNING")

    log.info("turn.replied")
    log.warning("turn.odd")

    assert written()["event"] == "turn.odd"
