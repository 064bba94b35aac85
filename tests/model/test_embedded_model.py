"""What the embedded model quotes."""

import pytest

from aicc.domain.model import Message, ModelRequest, Passage, Role
from aicc.errors import ProviderError
from aicc.model.embedded import EmbeddedModel, quoted
from tests.fakes import a_deadline

SHIPPING = Passage(
    title="배송비",
    text="기본 배송비는 3,000원입니다. 제주와 도서산간 지역은 4,000원이 더 듭니다.\n주말은 쉽니다.",
)
REFUND = Passage(title="환불", text="환불은 사흘 걸립니다. 카드사 사정으로 늦을 수 있습니다.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("환불은 며칠 걸려요?", ["환불은 사흘 걸립니다. [2]"]),
        ("제주 도서산간 지역 배송은요?", ["제주와 도서산간 지역은 4,000원이 더 듭니다. [1]"]),
        ("점심 메뉴가 뭐예요?", []),
        ("?!", []),
    ],
)
def test_the_nearest_sentences_are_quoted_with_their_sources(asked: str, said: list[str]) -> None:
    assert quoted(asked, (SHIPPING, REFUND)) == said


def test_at_most_three_sentences_are_quoted_in_their_order() -> None:
    many = Passage(title="배송", text=" ".join(f"배송 안내 {at}입니다." for at in range(9)))

    assert quoted("배송 안내", (many,)) == [f"배송 안내 {at}입니다. [1]" for at in range(3)]


def test_the_last_thing_that_the_user_said_counts() -> None:
    messages = (
        Message(role=Role.USER, text="배송비 얼마예요?"),
        Message(role=Role.MODEL, text="3,000원입니다."),
        Message(role=Role.USER, text="환불은 며칠 걸려요?"),
    )
    request = ModelRequest(messages=messages, sources=(SHIPPING, REFUND))

    first, *_ = EmbeddedModel().stream(request, a_deadline())

    assert "환불은 사흘" in str(first)


@pytest.mark.parametrize("asked", [{"shape": {"type": "object"}}, {"must_call": "find"}])
def test_it_fills_no_form_and_calls_no_tool(asked: dict[str, object]) -> None:
    request = ModelRequest(messages=(), **asked)  # type: ignore[arg-type] # one of two fields

    with pytest.raises(ProviderError, match="it quotes"):
        list(EmbeddedModel().stream(request, a_deadline()))
