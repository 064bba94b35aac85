"""`ChatbotNLU` and the engine with Lex and Comprehend beside them, made by hand or by settings."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from aicc.domain.turn import Incoming, Reply
from aicc.errors import ProviderError
from aicc.metrics import MemorySink, Metrics
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.understanding.intent_model_file import to_bytes
from aicc.understanding.services.choose import Services
from aicc.understanding.training.train import train
from aicc.wiring import NluChoice, Parts, memory_parts, open_parts
from chatbot_engine import ChatEngine, engine_from
from chatbot_nlu import AsyncNLU, ChatbotNLU
from tests.fakes import a_deadline
from tests.understanding.fake_comprehend import FakeComprehend
from tests.understanding.fake_lex import ALIAS_ID, BOT_ID, FakeLex

SENTIMENT, ENTITIES = "BatchDetectSentiment", "BatchDetectEntities"
NAMED = "김가상인데 내일 가상은행 가요"


class Clouds:
    """Lex and Comprehend in memory, and which regions they were asked for."""

    def __init__(self) -> None:
        self.lex = FakeLex({"적금이요": "lex_slot_filled", "통장 볼래": "lex_account_inquiry"})
        self.comprehend = FakeComprehend(
            {
                (SENTIMENT, "그렇군요"): "comprehend_sentiment",
                (ENTITIES, NAMED): "comprehend_entities",
            }
        )
        self.regions: list[str] = []
        self.services = Services(self._make)

    def _make(self, service: str, region: str) -> object:
        self.regions.append(region)
        return {"lexv2-runtime": self.lex, "comprehend": self.comprehend}[service]


def no_credentials(service: str, region: str) -> object:
    raise ProviderError("no AWS credentials")


@pytest.fixture
def clouds() -> Clouds:
    return Clouds()


@pytest.fixture(scope="module")
def banking() -> Pack:
    """Learned once, so that every test can make its own objects in a moment."""
    pack = load_pack("banking")
    model = train(
        {intent.name: intent.examples for intent in pack.intents.values()},
        keywords={intent.name: intent.keywords for intent in pack.intents.values()},
        out_of_scope=pack.out_of_scope,
    )
    return replace(pack, trained=to_bytes(model))


@pytest.fixture
def nlu(clouds: Clouds, banking: Pack) -> ChatbotNLU:
    """Nothing is chosen: the call says what it wants."""
    return ChatbotNLU(pack=banking, services=clouds.services)


@pytest.fixture
def with_comprehend(clouds: Clouds, banking: Pack) -> ChatbotNLU:
    return ChatbotNLU(pack=banking, comprehend=True, services=clouds.services)


def test_nobody_is_asked_who_was_not_chosen(clouds: Clouds, nlu: ChatbotNLU) -> None:
    result = nlu.comprehensive_analysis("통장 볼래")

    assert (result["source"], result["degraded"]) == ("embedded", {})
    assert clouds.regions == []


def test_a_bot_can_be_chosen_by_the_call(clouds: Clouds, nlu: ChatbotNLU) -> None:
    result = nlu.comprehensive_analysis(
        "통장 볼래", "s1", BOT_ID, ALIAS_ID, region_name="us-east-1"
    )

    assert (result["intent"]["intent"], result["source"]) == ("account_inquiry", "lex")
    assert (result["session_id"], result["degraded"]) == ("s1", {})
    assert clouds.regions == ["us-east-1"]


def test_a_bot_can_be_chosen_once_for_all_calls(clouds: Clouds, banking: Pack) -> None:
    nlu = ChatbotNLU(pack=banking, bot_id=BOT_ID, bot_alias_id=ALIAS_ID, services=clouds.services)

    assert nlu.classify_intent("통장 볼래")["intent"] == "account_inquiry"
    assert nlu.comprehensive_analysis("통장 볼래")["source"] == "lex"


def test_the_keys_of_a_result_are_the_same_whoever_understood(nlu: ChatbotNLU) -> None:
    alone = nlu.comprehensive_analysis("적금이요")
    with_lex = nlu.comprehensive_analysis("적금이요", bot_id=BOT_ID, bot_alias_id=ALIAS_ID)

    assert with_lex.keys() == alone.keys()
    for part in ("intent", "sentiment", "signals"):
        assert with_lex[part].keys() == alone[part].keys()
    assert with_lex["entities"]["account_type"] == ["적금계좌"]


def test_half_a_bot_is_said_and_the_embedded_engine_answers(nlu: ChatbotNLU) -> None:
    result = nlu.comprehensive_analysis("잔액", bot_id=BOT_ID)

    assert result["source"] == "embedded"
    assert "bot_alias_id" in result["degraded"]["lex"]


def test_a_session_of_the_caller_is_a_session_of_lex(clouds: Clouds, nlu: ChatbotNLU) -> None:
    for said in ("적금이요", "010-0000-0000"):
        nlu.comprehensive_analysis(said, "s1", BOT_ID, ALIAS_ID)

    sent = [(request["sessionId"], request["text"]) for request in clouds.lex.requests]
    assert sent == [("s1", "적금이요"), ("s1", "010-0000-0000")]


def test_comprehend_has_a_say_in_sentiment_and_entities_where_it_is_chosen(
    clouds: Clouds, with_comprehend: ChatbotNLU
) -> None:
    assert with_comprehend.analyze_sentiment("그렇군요")["sentiment"] == "NEGATIVE"
    assert with_comprehend.extract_entities(NAMED)["person"] == ["김가상"]
    assert with_comprehend.comprehensive_analysis(NAMED)["source"] == "embedded+comprehend"
    assert clouds.lex.requests == []


def test_own_patterns_are_found_beside_the_services(with_comprehend: ChatbotNLU) -> None:
    with_comprehend.entity_patterns.update({"contract": r"CT-(\d{6})"})

    assert with_comprehend.extract_entities("CT-000001 계약")["contract"] == ["000001"]
    assert with_comprehend.comprehensive_analysis("CT-000001 계약")["entities"]["contract"] == [
        "000001"
    ]


def test_a_batch_is_asked_about_25_at_a_time(clouds: Clouds, with_comprehend: ChatbotNLU) -> None:
    texts = [f"문장 {number}" for number in range(30)] + ["그렇군요"]

    with ThreadPoolExecutor(1) as thread:
        results = thread.submit(
            asyncio.run, AsyncNLU(with_comprehend).analyze_batch(texts)
        ).result()

    sizes = [
        len(sent["TextList"]) for name, sent in clouds.comprehend.requests if name == SENTIMENT
    ]
    assert sizes == [25, 6]
    assert [result["sentiment"]["sentiment"] for result in results][-2:] == ["NEUTRAL", "NEGATIVE"]


def parts_with(pack: Pack, services: Services, *, comprehend: bool = False) -> Parts:
    chosen = NluChoice(
        bot_id=BOT_ID, bot_alias_id=ALIAS_ID, comprehend=comprehend, services=services
    )
    return replace(memory_parts(pack), nlu=chosen)


@pytest.fixture
def sink() -> MemorySink:
    return MemorySink()


@pytest.fixture
def engine(clouds: Clouds, banking: Pack, sink: MemorySink) -> ChatEngine:
    return engine_from(parts_with(banking, clouds.services), metrics=Metrics(sink))


def say(engine: ChatEngine, text: str) -> Reply:
    incoming = Incoming(session_id="s1", user_id="u1", message_id=text, text=text)
    return engine.reply(incoming, a_deadline(30))


def test_the_engine_follows_the_intent_of_lex(clouds: Clouds, engine: ChatEngine) -> None:
    reply = say(engine, "통장 볼래")

    assert reply.step_id == "auth_request"
    assert (reply.intent, reply.trace["engine"]) == ("account_inquiry", "lex")


def test_making_an_engine_asks_nobody(clouds: Clouds, engine: ChatEngine) -> None:
    assert clouds.regions == ["ap-northeast-2"]
    assert clouds.lex.requests == []


def test_each_sentence_of_the_engine_stands_alone_for_lex(
    clouds: Clouds, engine: ChatEngine
) -> None:
    for said in ("오늘 날씨 어때요", "그럼 내일은 어때요"):
        say(engine, said)

    ids = [request["sessionId"] for request in clouds.lex.requests]
    assert len(set(ids)) == 2
    assert "s1" not in ids


def test_what_is_said_to_a_secret_step_is_not_sent(clouds: Clouds, engine: ChatEngine) -> None:
    say(engine, "통장 볼래")
    asked = len(clouds.lex.requests)
    refused = say(engine, "음 123 아니 잘 모르겠는데")
    say(engine, "1234567")

    assert refused.step_id == "auth_request"
    assert len(clouds.lex.requests) == asked


def test_a_service_that_is_away_is_in_the_trace_and_counted(
    clouds: Clouds, engine: ChatEngine, sink: MemorySink
) -> None:
    clouds.lex.failing = "ThrottlingException"

    reply = say(engine, "잔액 조회해 주세요")

    assert reply.step_id == "auth_request"
    assert reply.trace["degraded"] == {"lex": "lex: ThrottlingException"}
    assert sink.sums["NluDegraded", (("service", "lex"),)] == 1


def test_an_engine_without_credentials_answers_and_says_so(banking: Pack) -> None:
    engine = engine_from(parts_with(banking, Services(no_credentials), comprehend=True))

    reply = say(engine, "잔액 조회해 주세요")

    assert reply.step_id == "auth_request"
    assert reply.trace["degraded"] == {
        "lex": "no AWS credentials",
        "comprehend": "no AWS credentials",
    }


def test_the_settings_choose_the_bot_and_comprehend() -> None:
    common = {
        "AICC_SESSION_STORE": "memory",
        "AICC_HISTORY_STORE": "memory",
        "LEX_BOT_ID": BOT_ID,
        "LEX_BOT_ALIAS_ID": ALIAS_ID,
        "AWS_REGION": "us-east-1",
    }
    with_lex = open_parts(Settings.load({**common, "AICC_NLU": "lex"}))
    with_comprehend = open_parts(Settings.load({**common, "AICC_COMPREHEND": "on"}))
    alone = open_parts(Settings.load(common))

    assert (with_lex.nlu.bot_id, with_lex.nlu.region_name) == (BOT_ID, "us-east-1")
    assert (with_comprehend.nlu.bot_id, with_comprehend.nlu.comprehend) == (None, True)
    assert [parts.is_embedded for parts in (with_lex, with_comprehend, alone)] == [
        False,
        False,
        True,
    ]
