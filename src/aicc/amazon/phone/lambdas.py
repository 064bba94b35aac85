"""Lambda functions as a flow meets them: found by ARN, timed, their answers checked."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aicc.amazon.phone.shelf import name_in
from aicc.domain.json import Json

Event = dict[str, Any]
Handler = Callable[[Event, object], Any]
AskAnswer = Callable[[str, Event], Json]  # what an unknown function answers; None for an error

MOST_BYTES = 32 * 1024
SYNCHRONOUS_LIMIT_S = 8.0


class LambdaFaultError(Exception):
    """The function failed as far as the flow can tell; the words say how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the runtime hands to a handler beside the event."""

    function_name: str
    aws_request_id: str
    limit_s: float
    began: float

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:ap-northeast-2:000000000000:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.limit_s - (time.monotonic() - self.began)) * 1000))


class Lambdas:
    """Handlers by function name. Events and answers pass through JSON, as they do at AWS."""

    def __init__(
        self, handlers: Mapping[str, Handler], ask: AskAnswer | None = None, *, limit_s: float = 15
    ) -> None:
        self._handlers = handlers
        self._ask = ask
        self._limit_s = limit_s  # of the function itself, longer than any flow waits
        self._count = 0

    def knows(self, reference: str) -> bool:
        return self._find(reference) is not None

    def invoke(self, reference: str, event: Event, limit_s: float = SYNCHRONOUS_LIMIT_S) -> Json:
        """The answer; `LambdaFaultError` for what ends in the flow's error branch."""
        handler = self._find(reference)
        if handler is None:
            return self._asked(reference, event)
        self._count += 1
        began = time.monotonic()
        context = Context(
            function_name=name_in(reference),
            aws_request_id=f"request-{self._count}",
            limit_s=self._limit_s,
            began=began,
        )
        try:
            answer = handler(json.loads(json.dumps(event)), context)
        except Exception as error:
            raise LambdaFaultError(f"raised {type(error).__name__}: {error}") from error
        took_s = time.monotonic() - began
        if took_s > limit_s:
            raise LambdaFaultError(f"took {took_s:.1f} s of {limit_s:g} s")
        return _through_json(answer)

    def _find(self, reference: str) -> Handler | None:
        """By name, whatever the deployment put before it: aicc-prod-connect-turn."""
        if name_in(reference) in self._handlers:
            return self._handlers[name_in(reference)]
        name = name_in(reference).replace("-", "_")
        if name in self._handlers:
            return self._handlers[name]
        ends = [known for known in self._handlers if name.endswith(f"_{known}")]
        return self._handlers[max(ends, key=len)] if ends else None

    def _asked(self, reference: str, event: Event) -> Json:
        answer = self._ask(name_in(reference), event) if self._ask else None
        if answer is None:
            raise LambdaFaultError("no function of this name is here")
        return answer


def _through_json(answer: object) -> Json:
    try:
        text = json.dumps(answer, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise LambdaFaultError(f"its answer is not JSON: {error}") from error
    if len(text.encode()) >= MOST_BYTES:
        raise LambdaFaultError(f"its answer has {len(text.encode())} bytes of {MOST_BYTES}")
    read: Json = json.loads(text)
    return read


def flat_strings(answer: Json) -> dict[str, str]:
    """What STRING_MAP takes; `LambdaFaultError` for anything else."""
    if not isinstance(answer, Mapping):
        raise LambdaFaultError("its answer is no map")
    wrong = [name for name, value in answer.items() if not isinstance(value, str)]
    if wrong:
        raise LambdaFaultError(f"STRING_MAP takes strings alone: {', '.join(wrong)}")
    return {name: str(value) for name, value in answer.items()}
