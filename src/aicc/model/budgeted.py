"""A model that stops answering when what it may cost a day is spent."""

import math
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from aicc import logs
from aicc.clock import KST, Clock
from aicc.deadline import Deadline
from aicc.domain.model import Ended, ModelInfo, ModelRequest, Pieces, TextPiece, Usage
from aicc.errors import BudgetError, ConfigError, ProviderError, StoreError
from aicc.model.port import ChatModel
from aicc.model.prices import price_of
from aicc.model.tokens import estimated, tokens_of
from aicc.stores.budget.port import Budget, Spend

SETTLING_S = 1.0

log = logs.get("aicc.model")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLimits:
    """Of one tenant; `budget` counts, `clock` tells the day, Korea's."""

    budget: Budget
    limits: Spend
    tenant_id: str
    clock: Clock


class BudgetedModel:
    """Before a call the most that it may use is taken, and afterwards what it did not use is given
    back: what is not given back counts in full. `BudgetError` where a limit would be passed."""

    def __init__(self, model: ChatModel, day: DayLimits) -> None:
        self._model = model
        self._day = day
        self._price = price_of(model.about)
        if day.limits.micro_usd and not self._price:
            shown = model.about.shown
            raise ConfigError(f"AICC_DAY_USD cannot be held: no price of {shown} is known")

    @property
    def about(self) -> ModelInfo:
        return self._model.about

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        most = self._spend(Usage(input=tokens_of(request), output=request.max_tokens))
        today, said = self._day.clock().astimezone(KST).date(), list[str]()
        self._take(today, most, deadline)
        usage: Usage | None = None
        try:
            with closing(self._model.stream(request, deadline)) as pieces:
                for piece in pieces:
                    if isinstance(piece, TextPiece):
                        said.append(piece.text)
                    elif isinstance(piece, Ended):
                        usage = piece.usage
                    yield piece
        finally:
            used = self._spend(usage or estimated(request, "".join(said)))
            self._give_back(today, most - used)

    def _take(self, today: date, most: Spend, deadline: Deadline) -> None:
        day = self._day
        try:
            passed = day.budget.take(day.tenant_id, today, most, day.limits, deadline)
        except StoreError as error:
            raise ProviderError(f"the budget is not known: {error}", retryable=True) from error
        if passed:
            raise BudgetError(f"today's budget of {passed} is spent")

    def _give_back(self, today: date, rest: Spend) -> None:
        """A store that is away takes nothing back, and the day is over earlier."""
        try:
            self._day.budget.give_back(self._day.tenant_id, today, rest, Deadline(SETTLING_S))
        except StoreError as error:
            log.warning("model.budget_not_settled", error=str(error))

    def _spend(self, usage: Usage) -> Spend:
        money = math.ceil(self._price.of(usage) * 1_000_000) if self._price else 0
        return Spend(tokens=usage.input + usage.output, micro_usd=money)
