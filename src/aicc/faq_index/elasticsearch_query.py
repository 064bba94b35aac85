"""A customer's question as Elasticsearch is asked: what entries are worth comparing with it."""

from aicc.faq_index.elasticsearch_schema import Body
from aicc.faq_index.wording import Query

_MORPHEMES, _JAMO, _KEYWORDS = 0.5, 0.3, 0.2  # against 1 for the letter pairs of a text
_MOST_PAIRS = 200


def search_body(said: str, asked: Query, category: str) -> Body:
    pairs = [_pairs_of(asked, wording) for wording in range(len(asked.jamo))]
    nearest = {
        "nested": {
            "path": "texts",
            "score_mode": "max",
            "query": {
                "bool": {
                    "should": [
                        {"dis_max": {"queries": [_match("texts.pairs", each) for each in pairs]}},
                        _match("texts.said", said, _MORPHEMES),
                        _match("texts.jamo", asked.jamo[0], _JAMO),
                    ]
                }
            },
        }
    }
    should = [nearest, _match("pairs", pairs[0], _KEYWORDS, analyzer="whitespace")]
    query: Body = {"bool": {"should": should, "minimum_should_match": 1}}
    if category:
        query["bool"]["filter"] = [{"term": {"category": category}}]
    return {"query": query, "source": ["entry"], "track_total_hits": False}


def _pairs_of(asked: Query, wording: int) -> str:
    """The letter pairs of one wording, those of its fillers left out."""
    shares = asked.shares[:, wording].tolist()
    most = max(shares)
    told = [gram for gram, share in zip(asked.grams, shares, strict=True) if share == most]
    return " ".join(told[:_MOST_PAIRS])


def _match(field: str, text: str, boost: float = 1.0, **more: str) -> Body:
    return {"match": {field: {"query": text, "boost": boost, **more}}}
