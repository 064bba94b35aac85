"""Who is asked, who wins, and what happens when a service is not there."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from aicc.deadline import Deadline
from aicc.domain.meaning import (
    Entity,
    IntentScore,
    Meaning,
    Sentiment,
    SentimentLabel,
    Signals,
)
from aicc.domain.said import Said
from aicc.errors import ProviderError
from aicc.korean.text.said import as_said
from aicc.understanding.embedded import NO_INTENT
from aicc.understanding.services.choose import NO_ALIAS, NO_BOT, Services
from aicc.understanding.services.combined import CombinedNlu
from aicc.understanding.services.lex_reading import LexReading
from aicc.understanding.services.lex_states import LexState
from aicc.understanding.services.who_wins import INTENT_WINNER, Heard, LexSays, combined
from tests.fakes import a_deadline, no_time
from tests.understanding.fake_comprehend import FakeComprehend
from tests.understanding.fake_lex import ALIAS_ID, BOT_ID, FakeLex

KNOWN = ("account_inquiry", "transaction_history", "card_loss", "thanks")
SENTIMENT, ENTITIES = "BatchDetectSentiment", "BatchDetectEntities"


def feeling(label: SentimentLabel) -> Sentiment:
    return Sentiment(label=label, scores={each: float(each == label) for each in SentimentLabel})


def intents(*scores: tuple[str, float]) -> tuple[IntentScore, ...]:
    return tuple(IntentScore(name=name, confidence=score) for name, score in scores)


def own_meaning(*scores: tuple[str, float], in_scope: bool = True) -> Meaning:
    return Meaning(
        intents=intents(*scores) or NO_INTENT,
        in_scope=in_scope,
        entities=(entity("money", 0, 4),),
        sentiment=feeling(SentimentLabel.NEUTRAL),
        signals=Signals(urgency=0.5),
    )


def entity(kind: str, start: int, end: int) -> Entity:
    return Entity(kind=kind, text="가" * (end - start), start=start, end=end, value=kind)


def lex_says(*scores: tuple[str, float], is_named: bool = True) -> LexReading:
    return LexReading(
        intents=intents(*scores),
        is_named=is_named,
        slots=(),
        sentiment=feeling(SentimentLabel.NEGATIVE),
        state=LexState(),
    )


def heard(
    lex: LexReading | ProviderError | None = None,
    sentiment: Sentiment | ProviderError | None = None,
    names: tuple[Entity, ...] | ProviderError | None = None,
) -> Heard:
    return Heard(lex=lex, sentiment=sentiment, names=names, missing={})


class OwnEngine:
    """The embedded engine's place, with a meaning that is known beforehand."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning

    def analyse(self, said: Said, deadline: Deadline) -> Meaning:
        return self.meaning


class Clouds:
    """Both services in memory, as `Services` makes their clients."""

    def __init__(self, lex: FakeLex | None = None, comprehend: FakeComprehend | None = None):
        self.lex = lex or FakeLex()
        self.comprehend = comprehend or FakeComprehend()
        self.has_credentials = True
        self.made: list[tuple[str, str]] = []
        self.seconds = 0.0
        self.services = Services(self._make, monotonic=lambda: self.seconds)

    def _make(self, service: str, region: str) -> object:
        self.made.append((service, region))
        if not self.has_credentials:
            raise ProviderError("no AWS credentials")
        return {"lexv2-runtime": self.lex, "comprehend": self.comprehend}[service]

    def nlu(self, own: Meaning | None = None, *, comprehend: bool = True) -> CombinedNlu:
        chosen = self.services.choose(bot_id=BOT_ID, bot_alias_id=ALIAS_ID, comprehend=comprehend)
        return CombinedNlu(OwnEngine(own or own_meaning(("thanks", 0.9))), chosen, known=KNOWN)


OURS, THEIRS = ("thanks", 0.9), ("card_loss", 0.6)


@pytest.mark.parametrize(
    ("lex", "in_scope", "winner", "meant"),
    [
        (lex_says(("thanks", 0.6)), True, OURS, True),
        (lex_says(("thanks", 0.95)), True, ("thanks", 0.95), True),
        (lex_says(("thanks", 0.6)), False, OURS, True),
        (lex_says(THEIRS), True, THEIRS, True),
        (lex_says(THEIRS), False, THEIRS, True),
        (lex_says(THEIRS, is_named=False), True, OURS, True),
        (lex_says(THEIRS, is_named=False), False, OURS, False),
        (lex_says(is_named=False), True, OURS, True),
        (ProviderError("lex: made up"), True, OURS, True),
        (ProviderError("lex: made up"), False, OURS, False),
        (None, True, OURS, True),
    ],
)
def test_who_wins_the_intent(
    lex: LexReading | ProviderError | None,
    in_scope: bool,
    winner: tuple[str, float],
    meant: bool,
) -> None:
    meaning = combined(own_meaning(OURS, in_scope=in_scope), heard(lex))

    assert (meaning.intent.name, meaning.intent.confidence) == winner
    assert meaning.in_scope is meant


def test_the_table_has_a_winner_for_everything_that_lex_can_say() -> None:
    assert set(INTENT_WINNER) == {(says, scope) for says in LexSays for scope in (True, False)}


def test_the_source_is_who_found_the_intent() -> None:
    own = own_meaning(OURS)

    assert combined(own, heard(lex_says(THEIRS))).source == "lex"
    assert combined(own, heard(lex_says(is_named=False))).source == "embedded"
    felt = heard(lex_says(THEIRS), sentiment=feeling(SentimentLabel.POSITIVE))
    assert combined(own, felt).source == "lex+comprehend"


def test_behind_the_winner_stand_all_others_once_surest_first() -> None:
    own = own_meaning(("thanks", 0.9), ("card_loss", 0.3), ("account_inquiry", 0.2))
    lex = lex_says(("account_inquiry", 0.7), ("card_loss", 0.5))

    meaning = combined(own, heard(lex))

    assert meaning.intents == intents(("account_inquiry", 0.7), ("thanks", 0.9), ("card_loss", 0.5))


def test_no_intent_of_ours_is_not_listed_behind_one_of_lex() -> None:
    meaning = combined(own_meaning(in_scope=False), heard(lex_says(THEIRS)))

    assert meaning.intents == intents(THEIRS)


@pytest.mark.parametrize(
    ("lex", "comprehend", "label"),
    [
        (lex_says(THEIRS), feeling(SentimentLabel.POSITIVE), SentimentLabel.POSITIVE),
        (lex_says(THEIRS), ProviderError("comprehend: made up"), SentimentLabel.NEGATIVE),
        (lex_says(THEIRS), None, SentimentLabel.NEGATIVE),
        (None, feeling(SentimentLabel.POSITIVE), SentimentLabel.POSITIVE),
        (ProviderError("lex: made up"), None, SentimentLabel.NEUTRAL),
    ],
)
def test_who_wins_the_sentiment(
    lex: LexReading | ProviderError | None,
    comprehend: Sentiment | ProviderError | None,
    label: SentimentLabel,
) -> None:
    assert combined(own_meaning(OURS), heard(lex, comprehend)).sentiment.label is label


def test_names_of_comprehend_are_added_where_nothing_of_ours_stands() -> None:
    names = (
        entity("person", 6, 9),
        entity("organization", 3, 5),  # overlaps our money at 0 to 4
        entity("date", 10, 12),
        entity("commercial_item", 4, 6),
    )

    meaning = combined(own_meaning(OURS), heard(names=names))

    found = [(each.kind, each.start) for each in meaning.entities]
    assert found == [("money", 0), ("person", 6), ("product", 4)]


def test_signals_are_always_ours() -> None:
    meaning = combined(own_meaning(OURS), heard(lex_says(THEIRS)))

    assert meaning.signals == Signals(urgency=0.5)


def test_lex_and_comprehend_together_make_one_meaning() -> None:
    said = "김가상인데 내일 가상은행 가요"
    clouds = Clouds(
        FakeLex({said: "lex_account_inquiry"}),
        FakeComprehend(
            {(SENTIMENT, said): "comprehend_sentiment", (ENTITIES, said): "comprehend_entities"}
        ),
    )

    own = replace(own_meaning(OURS), entities=())
    meaning = clouds.nlu(own).analyse(as_said(said), a_deadline())

    assert meaning.intent == IntentScore(name="account_inquiry", confidence=0.86)
    assert meaning.sentiment.label is SentimentLabel.NEGATIVE
    assert {each.kind for each in meaning.entities} == {"person", "organization"}
    assert (meaning.source, meaning.degraded) == ("lex+comprehend", {})


def test_slots_of_lex_are_entities() -> None:
    clouds = Clouds(FakeLex({"적금이요": "lex_slot_filled"}))

    meaning = clouds.nlu().analyse(as_said("적금이요"), a_deadline(), session_id="s1")

    assert [each.value for each in meaning.entities if each.kind == "account_type"] == ["적금계좌"]


def test_silence_is_asked_of_nobody() -> None:
    clouds = Clouds()

    meaning = clouds.nlu().analyse(as_said("  "), a_deadline())

    assert clouds.lex.requests == []
    assert clouds.comprehend.requests == []
    assert meaning.degraded == {}


def test_a_throttled_service_leaves_the_answer_to_the_others_and_says_so() -> None:
    clouds = Clouds()
    clouds.lex.failing = "ThrottlingException"

    meaning = clouds.nlu().analyse(as_said("고마워요"), a_deadline())

    assert meaning.intent.name == "thanks"
    assert meaning.degraded == {"lex": "lex: ThrottlingException"}


def test_both_services_can_fail_at_once() -> None:
    clouds = Clouds()
    clouds.lex.failing = "InternalServerException"
    clouds.comprehend.failing = "TooManyRequestsException"

    meaning = clouds.nlu().analyse(as_said("고마워요"), a_deadline())

    assert (meaning.source, meaning.sentiment.label) == ("embedded", SentimentLabel.NEUTRAL)
    assert meaning.degraded == {
        "lex": "lex: InternalServerException",
        "comprehend": "comprehend: TooManyRequestsException",
    }


def test_at_the_deadline_ours_has_answered() -> None:
    clouds = Clouds()
    clouds.lex.may_answer.clear()
    try:
        meaning = clouds.nlu().analyse(as_said("고마워요"), Deadline(0.1))
    finally:
        clouds.lex.may_answer.set()

    assert meaning.intent.name == "thanks"
    assert meaning.degraded["lex"].startswith("lex: no answer in")


def test_without_time_ours_answers_alone() -> None:
    clouds = Clouds()

    meaning = clouds.nlu().analyse(as_said("고마워요"), no_time())

    assert meaning.degraded == {
        "lex": "lex: no time left",
        "comprehend": "comprehend: no time left",
    }
    assert clouds.lex.requests == []


def test_after_five_failures_lex_rests_and_is_tried_again_half_a_minute_later() -> None:
    clouds = Clouds(FakeLex({"잔액": "lex_account_inquiry"}))
    nlu = clouds.nlu(comprehend=False)
    clouds.lex.failing = "InternalServerException"
    reasons = [nlu.analyse(as_said("잔액"), a_deadline()).degraded["lex"] for _ in range(7)]
    clouds.lex.failing = None
    clouds.seconds += 30
    meaning = nlu.analyse(as_said("잔액"), a_deadline())

    assert reasons == ["lex: InternalServerException"] * 5 + ["lex: failed too often, rests"] * 2
    assert (meaning.source, meaning.degraded) == ("lex", {})


def test_the_circuit_of_one_bot_is_not_that_of_another() -> None:
    clouds = Clouds()
    broken = CombinedNlu(
        OwnEngine(own_meaning(OURS)),
        clouds.services.choose(bot_id="MADEUPBOT2", bot_alias_id=ALIAS_ID),
        known=KNOWN,
    )
    for _ in range(6):
        broken.analyse(as_said("잔액"), a_deadline())

    assert clouds.nlu().analyse(as_said("잔액"), a_deadline()).degraded == {}


def test_without_credentials_ours_answers_and_they_are_not_looked_for_in_every_turn() -> None:
    clouds = Clouds()
    clouds.has_credentials = False
    meanings = [
        clouds.nlu(comprehend=False).analyse(as_said("잔액"), a_deadline()) for _ in range(3)
    ]

    assert [meaning.degraded for meaning in meanings] == [{"lex": "no AWS credentials"}] * 3
    assert clouds.made == [("lexv2-runtime", "ap-northeast-2")]


def test_credentials_that_come_later_are_found() -> None:
    clouds = Clouds()
    clouds.has_credentials = False
    clouds.nlu().analyse(as_said("잔액"), a_deadline())
    clouds.has_credentials = True
    clouds.seconds += 30

    assert clouds.nlu().analyse(as_said("잔액"), a_deadline()).degraded == {}


def test_a_client_is_made_once_a_service_and_region() -> None:
    clouds = Clouds()
    for region in ("ap-northeast-2", "us-east-1", "ap-northeast-2"):
        clouds.services.choose(region, bot_id=BOT_ID, bot_alias_id=ALIAS_ID)
        clouds.services.choose(region, bot_id="MADEUPBOT2", bot_alias_id=ALIAS_ID)

    assert clouds.made == [("lexv2-runtime", "ap-northeast-2"), ("lexv2-runtime", "us-east-1")]


@pytest.mark.parametrize(
    ("bot_id", "bot_alias_id", "reason"), [(BOT_ID, None, NO_ALIAS), ("", ALIAS_ID, NO_BOT)]
)
def test_half_of_a_bot_is_missing_and_says_which(
    bot_id: str | None, bot_alias_id: str | None, reason: str
) -> None:
    chosen = Clouds().services.choose(bot_id=bot_id, bot_alias_id=bot_alias_id)

    assert (chosen.lex, chosen.missing) == (None, {"lex": reason})


def test_many_sentences_are_one_batch_for_comprehend() -> None:
    clouds = Clouds(
        FakeLex({"셋": "lex_angry"}), FakeComprehend({(SENTIMENT, "둘"): "comprehend_sentiment"})
    )
    clouds.comprehend.broken = frozenset({"셋"})

    meanings = clouds.nlu().analyse_many(
        [as_said(each) for each in ("하나", "", "둘", "셋")], a_deadline()
    )

    assert len(clouds.comprehend.requests) == 2
    assert [meaning.sentiment.label for meaning in meanings] == [
        SentimentLabel.NEUTRAL,
        SentimentLabel.NEUTRAL,
        SentimentLabel.NEGATIVE,
        SentimentLabel.NEGATIVE,
    ]
    assert [meaning.source for meaning in meanings] == [
        "embedded+comprehend",
        "embedded",
        "embedded+comprehend",
        "lex",
    ]
    assert [set(meaning.degraded) for meaning in meanings] == [set(), set(), set(), {"comprehend"}]


def test_ten_threads_hear_what_one_hears() -> None:
    texts = [f"문장 {number}" for number in range(60)]
    clouds = Clouds(FakeLex(dict.fromkeys(texts[::2], "lex_angry")))
    nlu = clouds.nlu()
    alone = [nlu.analyse(as_said(text), a_deadline(30)) for text in texts]

    with ThreadPoolExecutor(10) as threads:
        together = list(threads.map(lambda text: nlu.analyse(as_said(text), a_deadline(30)), texts))

    assert together == alone
    assert {meaning.source for meaning in alone} == {"lex+comprehend", "embedded+comprehend"}
