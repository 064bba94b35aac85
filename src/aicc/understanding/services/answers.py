"""What AWS answered, read without trust: a field that is missing or null is as good as empty."""

from aicc.domain.json import Json, as_map, as_number, as_text
from aicc.domain.meaning import Sentiment, SentimentLabel


def read_sentiment(label: Json, scores: Json) -> Sentiment | None:
    """Lex writes the names of the scores small, Comprehend with a capital."""
    if label not in set(SentimentLabel):
        return None
    by_name = {name.upper(): as_number(score) for name, score in as_map(scores).items()}
    return Sentiment(
        label=SentimentLabel(as_text(label)),
        scores={each: by_name.get(each, 0.0) for each in SentimentLabel},
    )
