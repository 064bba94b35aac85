"""A model that is asked only while there is something left to spend."""

import pytest

from aicc.clock import HandClock
from aicc.domain.model import Ended, Stop, TextPiece, Usage
from aicc.errors import BudgetError, ConfigError, ProviderError, StoreError
from aicc.model.budgeted import BudgetedModel, DayLimits
from aicc.model.tokens import tokens_of
from aicc.stores.budget.memory import MemoryBudget
from aicc.stores.budget.port import Budget, Spend
from tests.fakes import a_deadline
from tests.model.test_metered import Broken, Priced
from tests.model.test_placeholders import Scripted, a_request

END = Ended(reason=Stop.ANSWERED, usage=Usage(input=20, output=5))
ASKED = a_request("배송은 며칠 걸려요?")
MOST = tokens_of(ASKED) + ASKED.max_tokens


def of_a_day(limits: Spend, budget: Budget | None = None) -> DayLimits:
    counts = budget or MemoryBudget()
    return DayLimits(budget=counts, limits=limits, tenant_id="bank", clock=HandClock())


def taken(day: DayLimits) -> Spend:
    return day.budget.taken("bank", HandClock()().date(), a_deadline())


def test_what_an_answer_did_not_use_is_given_back() -> None:
    day = of_a_day(Spend(tokens=MOST))

    list(BudgetedModel(Scripted(TextPiece("이틀"), END), day).stream(ASKED, a_deadline()))

    assert taken(day) == Spend(tokens=25)


def test_where_the_most_that_a_call_may_use_is_not_left_nothing_is_asked() -> None:
    day = of_a_day(Spend(tokens=MOST - 1))
    scripted = Scripted(END)

    with pytest.raises(BudgetError, match="today's budget of tokens is spent"):
        list(BudgetedModel(scripted, day).stream(ASKED, a_deadline()))

    assert scripted.asked == []
    assert taken(day) == Spend()


def test_money_counts_by_the_list_of_prices() -> None:
    day = of_a_day(Spend(micro_usd=1_000_000))

    list(BudgetedModel(Priced(END), day).stream(ASKED, a_deadline()))

    assert taken(day) == Spend(tokens=25, micro_usd=6)  # 20 at 0.15 and 5 at 0.60 a million


def test_money_of_a_model_without_a_price_cannot_be_limited() -> None:
    with pytest.raises(ConfigError, match="AICC_DAY_USD cannot be held: no price of scripted:test"):
        BudgetedModel(Scripted(END), of_a_day(Spend(micro_usd=1)))


def test_an_answer_that_is_left_or_breaks_off_is_settled_by_an_estimate() -> None:
    day = of_a_day(Spend(tokens=10 * MOST))
    left = BudgetedModel(Scripted(TextPiece("이틀"), END), day).stream(ASKED, a_deadline())
    next(left)
    left.close()
    with pytest.raises(ProviderError):
        list(BudgetedModel(Broken(), day).stream(ASKED, a_deadline()))

    assert 2 * tokens_of(ASKED) < taken(day).tokens < MOST


class Away(MemoryBudget):
    def take(self, *_: object, **__: object) -> str:
        raise StoreError("budget.take: away")


class TakesNothingBack(MemoryBudget):
    def give_back(self, *_: object, **__: object) -> None:
        raise StoreError("budget.give_back: away")


def test_a_budget_that_is_not_known_allows_no_call() -> None:
    with pytest.raises(ProviderError, match="the budget is not known"):
        list(BudgetedModel(Scripted(END), of_a_day(Spend(), Away())).stream(ASKED, a_deadline()))


def test_what_cannot_be_given_back_counts_in_full() -> None:
    day = of_a_day(Spend(), TakesNothingBack())

    *_, end = BudgetedModel(Scripted(END), day).stream(ASKED, a_deadline())

    assert end == END
    assert taken(day) == Spend(tokens=MOST)
