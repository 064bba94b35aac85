"""Amazon's event streams as they come: bytes in pieces of any size, checked frames whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from aicc.errors import ProviderError

if TYPE_CHECKING:
    from botocore.eventstream import EventStreamMessage


class FrameKind(StrEnum):
    EVENT = "event"
    EXCEPTION = "exception"  # modelled: its name says which
    ERROR = "error"  # of the service itself


@dataclass(frozen=True, slots=True)
class AwsEvent:
    kind: FrameKind
    name: str
    payload: bytes


_NAMED_BY = {
    FrameKind.EVENT: ":event-type",
    FrameKind.EXCEPTION: ":exception-type",
    FrameKind.ERROR: ":error-code",
}


def aws_events(pieces: Iterable[bytes]) -> Iterator[AwsEvent]:
    """`ProviderError` for a frame whose checksum or shape is wrong."""
    from botocore.eventstream import EventStreamBuffer, ParserError  # loads botocore

    buffer = EventStreamBuffer()
    for piece in pieces:
        buffer.add_data(piece)
        try:
            for message in cast("Iterator[EventStreamMessage]", buffer):
                headers = cast("Mapping[str, str]", message.headers)
                kind = FrameKind(headers[":message-type"])
                yield AwsEvent(kind, headers[_NAMED_BY[kind]], bytes(message.payload))
        except (ParserError, KeyError, ValueError) as error:
            why = type(error).__name__
            raise ProviderError(f"a frame that cannot be read ({why})", retryable=True) from error
