"""A customer's question as Elasticsearch is asked: which entries are worth comparing with it."""

from aicc.domain.faq import FaqFilter
from aicc.faqs.search.corpus import NEAR
from aicc.faqs.search.elasticsearch_schema import ANY_CHANNEL, Body
from aicc.faqs.search.wording import Query

_MORPHEMES, _JAMO = 0.5, 0.3  # against 1 for letter pairs
_MOST_PAIRS = 200
# Entries found by meaning come before what letters find: few are near, and all are ranked anew.
_NEAREST, _LOOKED_AT, _NEAR_FIRST = 12, 48, 100.0


def search_body(masked: str, asked: Query, only: FaqFilter | None) -> Body:
    wordings = [_pairs_of(asked, number) for number in range(len(asked.jamo))]
    query: Body = {
        "bool": {
            "should": [
                {"dis_max": {"queries": [_match("pairs", each) for each in wordings]}},
                _match("said", masked, _MORPHEMES),
                _match("jamo", asked.jamo[0], _JAMO),
            ],
            "minimum_should_match": 1,
        }
    }
    filters = _filters(only) if only else []
    query["bool"]["filter"] = filters
    body: Body = {"query": query, "source": ["entry"], "track_total_hits": False}
    steps = asked.steps[0].tolist()
    if any(steps):
        body["knn"] = {
            "field": "texts.meaning",
            "query_vector": steps,
            "k": _NEAREST,
            "num_candidates": _LOOKED_AT,
            "similarity": NEAR,
            "boost": _NEAR_FIRST,
            "filter": filters,
        }
    return body


def _filters(only: FaqFilter) -> list[Body]:
    """As `FaqFilter.takes` decides."""
    filters: list[Body] = [{"term": {"tags": tag}} for tag in only.tags]
    if only.category:
        filters.append({"term": {"category": only.category}})
    if only.channel:
        filters.append({"terms": {"channels": [only.channel, ANY_CHANNEL]}})
    if only.day:
        filters.append({"range": {"valid_from": {"lte": only.day}}})
        filters.append({"range": {"valid_until": {"gte": only.day}}})
    return filters


def _pairs_of(asked: Query, wording: int) -> str:
    """The letters and letter pairs of one wording, those of its fillers left out."""
    shares = asked.shares[:, wording].tolist()
    most = max(shares)
    told = [gram for gram, share in zip(asked.grams, shares, strict=True) if share > most / 4]
    return " ".join(told[:_MOST_PAIRS])


def _match(field: str, text: str, boost: float = 1.0) -> Body:
    return {"match": {field: {"query": text, "boost": boost}}}
