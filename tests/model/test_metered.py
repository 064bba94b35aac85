"""Every call is told, whatever ends it."""

from decimal import Decimal

import pytest

from aicc.deadline import Deadline
from aicc.domain.model import Ended, ModelInfo, ModelRequest, Pieces, Stop, TextPiece, Usage
from aicc.errors import ProviderError
from aicc.model.metered import MeteredModel, ModelCall, Outcome
from aicc.model.prices import price_of
from tests.fakes import a_deadline
from tests.model.test_placeholders import Scripted, a_request

MINI = ModelInfo(provider="openai", name="gpt-4o-mini")
END = Ended(reason=Stop.ANSWERED, usage=Usage(input=1000, output=200, cached=400))


class Priced(Scripted):
    about = MINI


class Broken(Scripted):
    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        yield TextPiece("배송은")
        raise ProviderError("the answer broke off")


def test_an_answer_is_told_with_its_tokens_money_and_time() -> None:
    calls: list[ModelCall] = []
    instants = iter([10.0, 10.25, 11.5])
    model = MeteredModel(
        Priced(TextPiece("이틀"), END), calls.append, monotonic=lambda: next(instants)
    )

    list(model.stream(a_request("배송은요?"), a_deadline()))

    [call] = calls
    assert (call.outcome, call.usage) == (Outcome.ANSWERED, END.usage)
    assert (call.first_s, call.took_s) == (0.25, 1.5)
    # 600 fresh, 400 cached and 200 written, at 0.15, 0.075 and 0.60 dollars a million
    assert call.cost_usd == Decimal("0.00024")
    assert call.window_percent == pytest.approx(100 * 1200 / 128000)
    assert call.shown == "openai:gpt-4o-mini, 1000 + 200 tokens, 0.000240 USD, 1.5 s"


def test_an_answer_that_nobody_hears_to_its_end_is_told_once_with_an_estimate() -> None:
    calls: list[ModelCall] = []
    scripted = Priced(TextPiece("이틀 걸립니다."), TextPiece("그리고"), END)
    stream = MeteredModel(scripted, calls.append).stream(a_request("배송은요?"), a_deadline())
    next(stream)

    stream.close()

    [call] = calls
    assert call.outcome is Outcome.LEFT
    assert call.usage.is_estimate
    assert call.usage.input > 0 < call.usage.output
    assert "about " in call.shown
    assert scripted.is_closed


def test_an_answer_that_breaks_off_is_told_before_its_error_is_seen() -> None:
    calls: list[ModelCall] = []

    with pytest.raises(ProviderError):
        list(MeteredModel(Broken(), calls.append).stream(a_request("배송은요?"), a_deadline()))

    assert [call.outcome for call in calls] == [Outcome.FAILED]


def test_what_a_model_outside_the_list_costs_is_said_to_be_unknown() -> None:
    calls: list[ModelCall] = []

    list(MeteredModel(Scripted(END), calls.append).stream(a_request("네"), a_deadline()))

    assert (calls[0].cost_usd, calls[0].window_percent) == (None, None)
    assert "cost unknown" in calls[0].shown


def test_the_models_that_a_key_alone_chooses_are_in_the_list() -> None:
    for provider, name in (("openai", "gpt-4o-mini"), ("anthropic", "claude-haiku-4-5")):
        assert price_of(ModelInfo(provider=provider, name=name))
