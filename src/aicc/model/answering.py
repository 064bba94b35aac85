"""What calls to all models share: a stream of bytes becomes pieces, and every fault ours."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from aicc.deadline import Deadline
from aicc.domain.json import Json, JsonMap, as_map, as_text
from aicc.domain.model import Ended, Piece, Pieces
from aicc.errors import ProviderError
from aicc.wire.http import HttpWire, StreamedResponse
from aicc.wire.request import MAY_PASS, Request

Read = Callable[[Iterable[bytes]], Iterator[Piece]]

FILTERED = "the service filtered the answer"

# Names of errors that pass by themselves, as four services write them
_PASSES = re.compile(r"overload|rate_?limit|throttl|server|unavailable|time_?out|stream", re.I)
_NAME = re.compile(r"[A-Za-z][\w.\-]{0,60}")  # what is longer may be a sentence of the customer's


def pieces_of(
    service: str, wire: HttpWire, asked: Callable[[], Request], deadline: Deadline, read: Read
) -> Pieces:
    """`read` yields what it finds and returns where the bytes end; only after `Ended` was that
    the end of the answer."""
    with named(service):
        with wire.streamed(asked(), deadline) as answer:
            if answer.status != HTTPStatus.OK:
                raise refused(answer)
            for piece in read(answer.pieces()):
                yield piece
                if isinstance(piece, Ended):
                    return
        raise ProviderError("the answer broke off", retryable=True)


@contextmanager
def named(service: str) -> Iterator[None]:
    """An odd shape of an answer is a `ProviderError`, too; nothing of it is repeated."""
    try:
        yield
    except ProviderError as error:
        raise ProviderError(f"{service}: {error}", retryable=error.retryable) from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        message = f"{service}: the answer cannot be read ({type(error).__name__})"
        raise ProviderError(message, retryable=True) from error


def refused(answer: StreamedResponse) -> ProviderError:
    """By its status, and the service's own name for it."""
    told = answer.headers.get("x-amzn-errortype", "").partition(":")[0]
    name = told or error_name(_loose(answer.whole()))
    shown = f"HTTP {answer.status}, {name}" if _NAME.fullmatch(name) else f"HTTP {answer.status}"
    return ProviderError(shown, retryable=answer.status in MAY_PASS)


def failed(name: str) -> ProviderError:
    """An error that came inside a stream."""
    shown = name if _NAME.fullmatch(name) else "error"
    return ProviderError(f"the answer broke off: {shown}", retryable=bool(_PASSES.search(shown)))


def error_name(data: JsonMap) -> str:
    """{"error": {"code": …, "type": …}}, whichever of them is a name."""
    error = as_map(data.get("error"))
    return as_text(error.get("code")) or as_text(error.get("type"))


def json_object(data: str | bytes) -> JsonMap:
    found: Json = json.loads(data)
    if not isinstance(found, dict):
        raise ProviderError("an event is no JSON object", retryable=True)
    return found


def as_body(data: JsonMap) -> bytes:
    """Half of a pair of surrogates, which no service takes, becomes a question mark."""
    return json.dumps(data, ensure_ascii=False).encode(errors="replace")


def _loose(body: bytes) -> JsonMap:
    try:
        return json_object(body)
    except (ValueError, ProviderError):
        return {}
