"""What every engine of understanding promises, alone or with services beside it."""

from collections.abc import Callable

import pytest

from aicc.clock import HandClock
from aicc.domain.meaning import SentimentLabel
from aicc.errors import ProviderError
from aicc.korean.text.said import as_said
from aicc.understanding.embedded import EmbeddedNlu
from aicc.understanding.port import NluEngine
from aicc.understanding.services.choose import Services
from aicc.understanding.services.combined import CombinedNlu
from aicc.understanding.training.train import train
from tests.fakes import a_deadline, no_time
from tests.understanding.fake_comprehend import FakeComprehend
from tests.understanding.fake_lex import ALIAS_ID, BOT_ID, FakeLex

EXAMPLES = {
    "account_inquiry": ["잔액 확인해 주세요", "통장에 얼마 있나요", "잔고 조회"],
    "card_loss": ["카드를 잃어버렸어요", "카드 분실 신고", "지갑을 도둑맞았어요"],
}
NAMED = "김가상인데 내일 가상은행 가요"
SAID = [
    "적금 3만원 확인해 주세요",
    "적금이요",
    NAMED,
    "정말 화가 납니다",
    "공일공 영영영영 공공공공이요",
    "가" * 4000,
    "😀\x00\ud800 1억",
    "ㅋㅋㅋ",
    " ",
    "",
]


def recorded() -> dict[str, object]:
    return {
        "lexv2-runtime": FakeLex({"적금이요": "lex_slot_filled", "정말 화가 납니다": "lex_angry"}),
        "comprehend": FakeComprehend({("BatchDetectEntities", NAMED): "comprehend_entities"}),
    }


def failing() -> dict[str, object]:
    lex, comprehend = FakeLex(), FakeComprehend()
    lex.failing, comprehend.failing = "ThrottlingException", "InternalServerException"
    return {"lexv2-runtime": lex, "comprehend": comprehend}


@pytest.fixture(scope="module")
def embedded() -> EmbeddedNlu:
    model = train(EXAMPLES, keywords={"account_inquiry": ["잔액"], "card_loss": ["분실"]})
    return EmbeddedNlu(model, clock=HandClock())


@pytest.fixture(
    params=[None, recorded, failing, dict], ids=["alone", "recorded", "failing", "none"]
)
def engine(request: pytest.FixtureRequest, embedded: EmbeddedNlu) -> NluEngine:
    make: Callable[[], dict[str, object]] | None = request.param
    if make is None:
        return embedded
    clients = make()

    def client(service: str, region: str) -> object:
        if service not in clients:
            raise ProviderError("no AWS credentials")
        return clients[service]

    chosen = Services(client).choose(bot_id=BOT_ID, bot_alias_id=ALIAS_ID, comprehend=True)
    return CombinedNlu(embedded, chosen, known=tuple(EXAMPLES))


@pytest.mark.parametrize("said", SAID)
def test_there_is_a_best_intent_and_each_is_named_once(engine: NluEngine, said: str) -> None:
    meaning = engine.analyse(as_said(said), a_deadline())

    names = [intent.name for intent in meaning.intents]
    assert names
    assert len(names) == len(set(names))
    assert all(0 <= intent.confidence <= 1 for intent in meaning.intents)


@pytest.mark.parametrize("said", SAID)
def test_an_entity_stands_where_it_says(engine: NluEngine, said: str) -> None:
    for entity in engine.analyse(as_said(said), a_deadline()).entities:
        assert 0 <= entity.start < entity.end <= len(said)
        assert said[entity.start : entity.end] == entity.text


@pytest.mark.parametrize("said", SAID)
def test_a_sentiment_has_all_four_scores(engine: NluEngine, said: str) -> None:
    sentiment = engine.analyse(as_said(said), a_deadline()).sentiment

    assert set(sentiment.scores) == set(SentimentLabel)
    assert sentiment.scores[sentiment.label] == max(sentiment.scores.values())


def test_nothing_said_means_nothing(engine: NluEngine) -> None:
    meaning = engine.analyse(as_said(" "), a_deadline())

    assert (meaning.in_scope, meaning.entities) == (False, ())


def test_without_time_there_is_an_answer_all_the_same(engine: NluEngine) -> None:
    meaning = engine.analyse(as_said("카드 분실 신고"), no_time())

    assert (meaning.intent.name, meaning.source) == ("card_loss", "embedded")
