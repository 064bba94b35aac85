"""Understanding: intent, entities and sentiment of a Korean sentence."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from threading import Lock
from typing import Any

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.meaning import Entity, IntentScore, Meaning, Sentiment, SentimentLabel, Topics
from aicc.domain.said import Said
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.understanding.embedded import EmbeddedNlu
from aicc.understanding.intent_model_file import from_bytes
from aicc.understanding.pack_entities import compiled_for, find_listed, find_patterns, listed_names
from aicc.understanding.second_look import SecondLook, Vectors, learn
from aicc.understanding.services.choose import Services
from aicc.understanding.services.combined import CombinedNlu

ANALYSIS_S = 1.0
BATCH = 25  # Comprehend takes no more texts at once


class ChatbotNLU:
    """Safe for many threads. `intent_mapping` and `entity_patterns` may be changed at any time.

    The embedded engine understands; a Lex bot and Comprehend have a say where they are chosen,
    here or by the call. What wins over what is the table in `aicc.understanding.services.who_wins`.
    With `vectors` a large model is asked where the topic of a sentence is unsure.
    """

    def __init__(
        self,
        region_name: str | None = None,
        *,
        pack: str | Pack = "general",
        bot_id: str | None = None,
        bot_alias_id: str | None = None,
        comprehend: bool = False,
        services: Services | None = None,
        vectors: Vectors | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.region_name = region_name
        self.bot_id = bot_id
        self.bot_alias_id = bot_alias_id
        self.comprehend = comprehend
        self._services = services or Services()
        self._vectors = vectors
        self._pack = load_pack(pack) if isinstance(pack, str) else pack
        self._clock = clock
        self.intent_mapping: dict[str, list[str]] = {
            intent.name: list(intent.keywords) for intent in self._pack.intents.values()
        }
        self.entity_patterns: dict[str, str] = {
            entity["name"]: entity["pattern"]
            for entity in self._pack.entities
            if entity.get("pattern")
        }
        for name, pattern in self.entity_patterns.items():
            compiled_for(name, pattern)  # a pack with a bad pattern does not start
        self._names = listed_names(self._pack.entities)
        self._learning = Lock()
        self._packs: dict[str, Pack] = {DEFAULT_TENANT: self._pack}
        self._learned: dict[str, tuple[object, EmbeddedNlu]] = {}
        self._engine()
        self._beside(None, bot_id, bot_alias_id, comprehend=comprehend)  # its clients are made now

    def comprehensive_analysis(
        self,
        text: str,
        session_id: str | None = None,
        bot_id: str | None = None,
        bot_alias_id: str | None = None,
        region_name: str | None = None,
    ) -> dict[str, Any]:
        """Everything about one sentence; `source` says which engine understood it."""
        meaning = self.analyse(
            _checked(text),
            Deadline(ANALYSIS_S),
            session_id=session_id,
            bot_id=bot_id,
            bot_alias_id=bot_alias_id,
            region_name=region_name,
        )
        return _analysis_dict(meaning, session_id)

    def classify_intent(
        self,
        text: str,
        session_id: str | None = None,
        bot_id: str | None = None,
        bot_alias_id: str | None = None,
        region_name: str | None = None,
    ) -> dict[str, Any]:
        """`intent`, `confidence` from 0 to 1, `alternatives`, and `in_scope`."""
        said, beside = _checked(text), self._beside(region_name, bot_id, bot_alias_id)
        if beside is None:
            return _intent_dict(*self._engine().intents(said, Deadline(ANALYSIS_S)))
        meaning = beside.analyse(said, Deadline(ANALYSIS_S), session_id=session_id)
        return _intent_dict(meaning.intents, meaning.in_scope)

    def analyze_sentiment(self, text: str, region_name: str | None = None) -> dict[str, Any]:
        """`sentiment` is POSITIVE, NEUTRAL, NEGATIVE or MIXED; `scores` has all four."""
        said, beside = _checked(text), self._only_comprehend(region_name)
        if beside is None:
            return _sentiment_dict(self._engine().sentiment(said))
        return _sentiment_dict(beside.analyse(said, Deadline(ANALYSIS_S)).sentiment)

    def extract_entities(self, text: str, region_name: str | None = None) -> dict[str, list[Any]]:
        """Values by kind: {"phone": ["010-1234-5678"]}."""
        said, beside = _checked(text), self._only_comprehend(region_name)
        if beside is None:
            found = self._engine().entities(said)
        else:
            found = beside.analyse(said, Deadline(ANALYSIS_S)).entities
        return _entity_dict((*found, *self._own_entities(said)))

    def get_response_template(self, intent: str, sentiment: str) -> str:
        """A sentence for this intent; an angry customer hears regret first."""
        words = self._pack.catalogue
        known = self._pack.intents.get(intent)
        reply = self._pack.replies.get(known.reply) if known and known.reply else None
        flow = self._pack.flows.get(known.flow) if known and known.flow else None
        answer = reply.chat if reply else flow.steps[flow.first].message if flow else ""
        answer = answer or words[SentenceKey.TEMPLATE].chat
        if sentiment == SentimentLabel.NEGATIVE:
            return f"{words[SentenceKey.EMPATHY].chat} {answer}"
        return answer

    def analyse(
        self,
        said: Said,
        deadline: Deadline,
        *,
        session_id: str | None = None,
        bot_id: str | None = None,
        bot_alias_id: str | None = None,
        region_name: str | None = None,
        private: bool = False,
        tenant_id: str = DEFAULT_TENANT,
    ) -> Meaning:
        """The same as typed data, for the engine. What is `private` is sent to no service."""
        beside = None
        if not private:
            beside = self._beside(
                region_name,
                bot_id,
                bot_alias_id,
                comprehend=self.comprehend,
                tenant_id=tenant_id,
            )
        if beside is None:
            meaning = self._engine(tenant_id).analyse(said, deadline)
        else:
            meaning = beside.analyse(said, deadline, session_id=session_id)
        return self._with_own_entities(meaning, said)

    def topics(self, said: Said, deadline: Deadline, tenant_id: str = DEFAULT_TENANT) -> Topics:
        """What a part of a sentence may be about; no service is asked."""
        return self._engine(tenant_id).topics(said, deadline)

    def teach(self, tenant_id: str, pack: Pack) -> None:
        """From now on the tenant's sentences are understood by the topics of this edition of the
        pack; everybody's who has none of their own, where it is the default tenant. It is learned
        here, by whoever calls, and changed when that is done."""
        wanted = self._wanted()
        with self._learning:
            learned = wanted, self._learn(pack)
            self._packs[tenant_id] = pack
            self._learned[tenant_id] = learned

    def analyse_many(self, said: Sequence[Said]) -> list[Meaning]:
        """One meaning for each sentence, in their order; services are asked about many at once."""
        beside = self._beside(None, None, None, comprehend=self.comprehend)
        if beside is None:
            return [self.analyse(each, Deadline(ANALYSIS_S)) for each in said]
        meanings: list[Meaning] = []
        for start in range(0, len(said), BATCH):
            batch = said[start : start + BATCH]
            meanings += beside.analyse_many(batch, Deadline(ANALYSIS_S))
        return [
            self._with_own_entities(meaning, each)
            for meaning, each in zip(meanings, said, strict=True)
        ]

    def _beside(
        self,
        region_name: str | None,
        bot_id: str | None,
        bot_alias_id: str | None,
        *,
        comprehend: bool = False,
        tenant_id: str = DEFAULT_TENANT,
    ) -> CombinedNlu | None:
        """The embedded engine with what was chosen beside it; None when nothing was."""
        bot, alias = bot_id or self.bot_id, bot_alias_id or self.bot_alias_id
        if not (bot or alias or comprehend):
            return None
        chosen = self._services.choose(
            region_name or self.region_name, bot_id=bot, bot_alias_id=alias, comprehend=comprehend
        )
        return CombinedNlu(self._engine(tenant_id), chosen, known=tuple(self.intent_mapping))

    def _only_comprehend(self, region_name: str | None) -> CombinedNlu | None:
        if not self.comprehend:
            return None
        chosen = self._services.choose(region_name or self.region_name, comprehend=True)
        return CombinedNlu(self._engine(), chosen, known=tuple(self.intent_mapping))

    def _engine(self, tenant_id: str = DEFAULT_TENANT) -> EmbeddedNlu:
        """The engine that has learned the intents as they are now; learned anew after a change of
        `intent_mapping`."""
        owner = tenant_id if tenant_id in self._packs else DEFAULT_TENANT
        wanted = self._wanted()
        learned = self._learned.get(owner)
        if learned and learned[0] == wanted:
            return learned[1]
        with self._learning:
            learned = self._learned.get(owner)
            if learned is None or learned[0] != wanted:
                learned = wanted, self._learn(self._packs[owner])
                self._learned[owner] = learned
            return learned[1]

    def _wanted(self) -> object:
        return tuple((name, *words) for name, words in self.intent_mapping.items())

    def _learn(self, pack: Pack) -> EmbeddedNlu:
        """An intent that staff took out of the pack is not learned by its keywords either."""
        gone = self._pack.intents.keys() - pack.intents.keys()
        keywords = {
            name: tuple(words) for name, words in self.intent_mapping.items() if name not in gone
        }
        look = self._look_learned(pack, keywords)
        if pack.trained and keywords == _pack_keywords(pack):
            return EmbeddedNlu(from_bytes(pack.trained), clock=self._clock, second_look=look)
        from aicc.understanding.training.pack import train_pack  # a compiled pack has learned

        before = self._learned.get(DEFAULT_TENANT) if pack is not self._pack else None
        like = before[1].model if before else None
        model = train_pack(pack, keywords, like)
        return EmbeddedNlu(model, clock=self._clock, second_look=look)

    def _look_learned(self, pack: Pack, keywords: Mapping[str, Sequence[str]]) -> SecondLook | None:
        if self._vectors is None:
            return None
        from aicc.understanding.training.pack import taught

        examples = taught(pack, keywords)
        return learn(self._vectors, examples, out_of_scope=pack.out_of_scope)

    def _with_own_entities(self, meaning: Meaning, said: Said) -> Meaning:
        own = self._own_entities(said)
        if not own:
            return meaning
        there = {(each.kind, each.start, each.end) for each in meaning.entities}
        new = [  # a slot of Lex may have found what stands in a list of the pack
            each for each in own if (each.kind, each.start, each.end) not in there
        ]
        return replace(meaning, entities=(*meaning.entities, *new))

    def _own_entities(self, said: Said) -> tuple[Entity, ...]:
        """What the lists of the pack and the patterns of `entity_patterns` find."""
        return (*find_listed(self._names, said), *find_patterns(self.entity_patterns, said))


class AsyncNLU:
    """`ChatbotNLU` for async code: each analysis runs in a thread."""

    def __init__(self, nlu: ChatbotNLU | None = None, **options: Any) -> None:
        self._nlu = nlu or ChatbotNLU(**options)

    async def comprehensive_analysis(self, text: str, **options: Any) -> dict[str, Any]:
        return await asyncio.to_thread(self._nlu.comprehensive_analysis, text, **options)

    async def analyze_single(self, text: str) -> dict[str, Any]:
        """One text, as `analyze_batch` reads many."""
        return await self.comprehensive_analysis(text)

    async def analyze_batch(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """One analysis for each text, in the order of the texts."""

        def all_of_them() -> list[dict[str, Any]]:
            meanings = self._nlu.analyse_many([_checked(text) for text in texts])
            return [_analysis_dict(meaning, None) for meaning in meanings]

        return await asyncio.to_thread(all_of_them)


def _pack_keywords(pack: Pack) -> dict[str, tuple[str, ...]]:
    return {intent.name: intent.keywords for intent in pack.intents.values()}


def _checked(text: str) -> Said:
    if not isinstance(text, str):
        raise InvalidInputError(f"text: must be a string, not {type(text).__name__}")
    return as_said(text)


def _analysis_dict(meaning: Meaning, session_id: str | None) -> dict[str, Any]:
    return {
        "intent": _intent_dict(meaning.intents, meaning.in_scope),
        "sentiment": _sentiment_dict(meaning.sentiment),
        "entities": _entity_dict(meaning.entities),
        "signals": asdict(meaning.signals),
        "session_id": session_id,
        "source": meaning.source,
        "degraded": dict(meaning.degraded),
    }


def _intent_dict(intents: Sequence[IntentScore], in_scope: bool) -> dict[str, Any]:
    best, *others = intents
    return {
        "intent": best.name,
        "confidence": round(best.confidence, 4),
        "in_scope": in_scope,
        "alternatives": [
            {"intent": each.name, "confidence": round(each.confidence, 4)} for each in others
        ],
    }


def _sentiment_dict(sentiment: Sentiment) -> dict[str, Any]:
    return {
        "sentiment": str(sentiment.label),
        "confidence": round(sentiment.scores[sentiment.label], 4),
        "scores": {str(label): round(score, 4) for label, score in sentiment.scores.items()},
    }


def _entity_dict(entities: Sequence[Entity]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for entity in entities:
        found.setdefault(entity.kind, []).append(entity.value)
    return found
