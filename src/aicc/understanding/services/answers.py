"""What AWS answered, read without trust: a field that is missing or null is as good as empty."""

from collections.abc import Mapping

from aicc.domain.json import Json, JsonMap
from aicc.domain.meaning import Sentiment, SentimentLabel


def as_map(value: Json) -> JsonMap:
    return value if isinstance(value, Mapping) else {}


def as_maps(value: Json) -> list[JsonMap]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def as_text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def as_number(value: Json, default: float = 0.0) -> float:
    return float(value) if isinstance(value, int | float) else default


def read_sentiment(label: Json, scores: Json) -> Sentiment | None:
    """Lex writes the names of the scores small, Comprehend with a capital."""
    if label not in set(SentimentLabel):
        return None
    by_name = {name.upper(): as_number(score) for name, score in as_map(scores).items()}
    return Sentiment(
        label=SentimentLabel(as_text(label)),
        scores={each: by_name.get(each, 0.0) for each in SentimentLabel},
    )
