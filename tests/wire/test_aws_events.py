"""Amazon's frames, however the bytes are cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.errors import ProviderError
from aicc.wire.aws_events import AwsEvent, FrameKind, aws_events
from tests.wire.frames import event, exception, frame
from tests.wire.splits import byte_by_byte, split

STREAM = (
    event("contentBlockDelta", {"delta": {"text": "안녕"}})
    + frame({}, event_type="messageStop", message_type="event")
    + exception("throttlingException", {"message": "slowly"})
    + frame({}, error_code="InternalError", error_message="it broke", message_type="error")
)
EVENTS = [
    AwsEvent(FrameKind.EVENT, "contentBlockDelta", '{"delta": {"text": "안녕"}}'.encode()),
    AwsEvent(FrameKind.EVENT, "messageStop", b"{}"),
    AwsEvent(FrameKind.EXCEPTION, "throttlingException", b'{"message": "slowly"}'),
    AwsEvent(FrameKind.ERROR, "InternalError", b"{}"),
]


def test_frames_are_read_with_their_kind_and_name() -> None:
    assert list(aws_events([STREAM])) == EVENTS


@settings(deadline=None)
@given(st.data())
def test_any_split_gives_the_same_frames(data: st.DataObject) -> None:
    assert list(aws_events(data.draw(split(STREAM)))) == EVENTS


def test_one_byte_at_a_time_gives_the_same_frames() -> None:
    assert list(aws_events(byte_by_byte(STREAM))) == EVENTS


@pytest.mark.parametrize("at", [9, 20, len(event("ping", {})) - 1])
def test_a_byte_that_changed_on_its_way_is_a_provider_error(at: int) -> None:
    spoilt = bytearray(event("ping", {}))
    spoilt[at] ^= 1

    with pytest.raises(ProviderError, match="a frame that cannot be read"):
        list(aws_events([bytes(spoilt)]))


@pytest.mark.parametrize("headers", [{}, {"message_type": "news"}, {"message_type": "event"}])
def test_a_frame_that_says_not_what_it_is_is_a_provider_error(headers: dict[str, str]) -> None:
    with pytest.raises(ProviderError, match="a frame that cannot be read"):
        list(aws_events([frame({}, **headers)]))
