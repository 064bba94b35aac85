"""A model whose every call is told: how it ended, its tokens, money and time."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.model import Ended, ModelInfo, ModelRequest, Pieces, TextPiece, Usage
from aicc.errors import ProviderError
from aicc.model.port import ChatModel
from aicc.model.prices import price_of
from aicc.model.tokens import estimated

log = logs.get("aicc.model")


class Outcome(StrEnum):
    ANSWERED = "answered"
    LEFT = "left"  # nobody listened any more
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """Of a call that did not end by itself the tokens are an estimate. `cost_usd` and
    `window_percent` are None for a model that the list of prices does not have."""

    model: str
    outcome: Outcome
    usage: Usage
    took_s: float
    first_s: float | None  # until the first piece
    cost_usd: Decimal | None
    window_percent: float | None

    @property
    def shown(self) -> str:
        about = "about " if self.usage.is_estimate else ""
        cost = "cost unknown" if self.cost_usd is None else f"{self.cost_usd:.6f} USD"
        tokens = f"{about}{self.usage.input} + {self.usage.output} tokens"
        return f"{self.model}, {tokens}, {cost}, {self.took_s:.1f} s"


def log_call(call: ModelCall) -> None:
    """Figures alone: nothing of what was asked or said."""
    log.info(
        "model.answered",
        model=call.model,
        outcome=str(call.outcome),
        input_tokens=call.usage.input,
        output_tokens=call.usage.output,
        is_estimate=call.usage.is_estimate,
        cost_usd=None if call.cost_usd is None else float(call.cost_usd),
        took_s=round(call.took_s, 3),
    )


class MeteredModel:
    """`report` is called once a call, whatever ends it."""

    def __init__(
        self,
        model: ChatModel,
        report: Callable[[ModelCall], None] = log_call,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._report = report
        self._monotonic = monotonic

    @property
    def about(self) -> ModelInfo:
        return self._model.about

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        began, first_s = self._monotonic(), None
        outcome, said = Outcome.LEFT, list[str]()
        usage: Usage | None = None
        try:
            with closing(self._model.stream(request, deadline)) as pieces:
                for piece in pieces:
                    if first_s is None:
                        first_s = self._monotonic() - began
                    if isinstance(piece, TextPiece):
                        said.append(piece.text)
                    elif isinstance(piece, Ended):
                        outcome, usage = Outcome.ANSWERED, piece.usage
                    yield piece
        except ProviderError:
            outcome = Outcome.FAILED
            raise
        finally:
            used = usage or estimated(request, "".join(said))
            took_s = self._monotonic() - began
            self._report(self._call(outcome, used, took_s, first_s))

    def _call(
        self, outcome: Outcome, usage: Usage, took_s: float, first_s: float | None
    ) -> ModelCall:
        price = price_of(self.about)
        tokens = usage.input + usage.output
        return ModelCall(
            model=self.about.shown,
            outcome=outcome,
            usage=usage,
            took_s=took_s,
            first_s=first_s,
            cost_usd=price.of(usage) if price else None,
            window_percent=100 * tokens / price.window if price else None,
        )
