"""Shipped entries are found however a customer types, on every index alike."""

import random
from collections.abc import Iterator, Sequence

import pytest

from aicc.domain.faq import FaqEntry
from aicc.faqs.search.elasticsearch import ElasticFaqIndex
from aicc.faqs.search.elasticsearch_client import connect
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqIndex, FaqQuery
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS
from aicc.wiring import shipped_packs
from tests.contracts.perturbed import CHANGES
from tests.fakes import a_deadline
from tests.servers.elasticsearch_node import PATIENT_S

FIRST, AMONG_FIVE = 0.985, 0.99  # of the perturbed questions
PER_CHANGE = 15
SERVED_SLIPS = 3  # ... and of so many slips one
SERVED_EACH = 6  # of so many entries one is asked of a server, which takes longest
PACKS = {pack.id: pack for pack in shipped_packs()}


def perturbed(entries: Sequence[FaqEntry]) -> list[tuple[str, str]]:
    """Questions changed in two ways, and the entry each is about."""
    chance = random.Random(7)
    asked = [(text, each.id) for each in entries for text in (each.question, *each.variants)]
    long_enough = [(text, faq_id) for text, faq_id in asked if len(text) > 5]
    return [
        (chance.choice(list(CHANGES.values()))(change(text, chance), chance), faq_id)
        for change in CHANGES.values()
        for text, faq_id in chance.sample(long_enough, PER_CHANGE)
    ]


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def index(request: pytest.FixtureRequest) -> Iterator[FaqIndex]:
    synonyms = [*SYNONYMS, *(words for pack in PACKS.values() for words in pack.synonyms)]
    if request.param == "embedded":
        index: FaqIndex = EmbeddedFaqIndex(synonyms=synonyms)
        fill(index)
        yield index
        return
    with connect(request.getfixturevalue("elasticsearch_url")) as client:
        index = ElasticFaqIndex(
            client, synonyms=synonyms, prefix=f"t-{new_id()}", search_s=PATIENT_S
        )
        fill(index)
        yield index


def fill(index: FaqIndex) -> None:
    for name, pack in PACKS.items():
        index.rebuild(name, pack.faqs, a_deadline(30))


@pytest.mark.parametrize("name", PACKS)
def test_a_slip_hides_no_entry(index: FaqIndex, name: str) -> None:
    questions = perturbed(PACKS[name].faqs)
    questions = questions[:: 1 if isinstance(index, EmbeddedFaqIndex) else SERVED_SLIPS]

    found = [
        [
            hit.entry.id
            for hit in index.search(name, FaqQuery(said=as_said(query)), a_deadline()).hits
        ]
        for query, _ in questions
    ]

    wanted = [faq_id for _, faq_id in questions]
    first = [ids[:1] == [faq_id] for ids, faq_id in zip(found, wanted, strict=True)]
    among = [faq_id in ids for ids, faq_id in zip(found, wanted, strict=True)]
    assert sum(first) / len(first) >= FIRST
    assert sum(among) / len(among) >= AMONG_FIVE


@pytest.mark.parametrize("name", PACKS)
def test_an_entry_asked_word_for_word_is_beyond_doubt(index: FaqIndex, name: str) -> None:
    some = PACKS[name].faqs[:: 1 if isinstance(index, EmbeddedFaqIndex) else SERVED_EACH]
    sure = {entry.id: entry.question for entry in some}

    scores = {
        faq_id: index.search(name, FaqQuery(said=as_said(question)), a_deadline()).hits[0].score
        for faq_id, question in sure.items()
    }

    assert min(scores.values()) == pytest.approx(1.0)
