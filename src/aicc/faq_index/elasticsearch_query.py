"""A customer's question as Elasticsearch is asked: which entries are worth comparing with it."""

from aicc.faq_index.elasticsearch_schema import Body
from aicc.faq_index.wording import Query

_MORPHEMES, _JAMO = 0.5, 0.3  # against 1 for letter pairs
_MOST_PAIRS = 200


def search_body(said: str, asked: Query, category: str) -> Body:
    wordings = [_pairs_of(asked, number) for number in range(len(asked.jamo))]
    query: Body = {
        "bool": {
            "should": [
                {"dis_max": {"queries": [_match("pairs", each) for each in wordings]}},
                _match("said", said, _MORPHEMES),
                _match("jamo", asked.jamo[0], _JAMO),
            ],
            "minimum_should_match": 1,
        }
    }
    if category:
        query["bool"]["filter"] = [{"term": {"category": category}}]
    return {"query": query, "source": ["entry"], "track_total_hits": False}


def _pairs_of(asked: Query, wording: int) -> str:
    """The letters and letter pairs of one wording, those of its fillers left out."""
    shares = asked.shares[:, wording].tolist()
    most = max(shares)
    told = [gram for gram, share in zip(asked.grams, shares, strict=True) if share == most]
    return " ".join(told[:_MOST_PAIRS])


def _match(field: str, text: str, boost: float = 1.0) -> Body:
    return {"match": {field: {"query": text, "boost": boost}}}
