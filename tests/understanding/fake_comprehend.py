"""Comprehend's batch calls in memory, with every limit of size, number and language."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from tests.understanding.aws_model import (
    Plain,
    checked_answer,
    failure,
    operation,
    recorded,
    refuse_wrong_request,
)

LARGEST_BATCH, LARGEST_TEXT = 25, 5000
NOTHING: Mapping[str, Plain] = {
    "BatchDetectSentiment": {
        "Sentiment": "NEUTRAL",
        "SentimentScore": {"Positive": 0.1, "Negative": 0.1, "Neutral": 0.75, "Mixed": 0.05},
    },
    "BatchDetectEntities": {"Entities": []},
    "BatchDetectKeyPhrases": {"KeyPhrases": []},
    "BatchDetectDominantLanguage": {"Languages": [{"LanguageCode": "ko", "Score": 0.99}]},
}


class FakeComprehend:
    """`answers` are recorded answers to one text each; `broken` texts fail by themselves."""

    def __init__(self, answers: Mapping[tuple[str, str], str] | None = None) -> None:
        self.answers = dict(answers or {})  # (operation, text) -> name of the recording
        self.broken: frozenset[str] = frozenset()
        self.requests: list[tuple[str, Plain]] = []
        self.failing: str | None = None
        self._lock = Lock()

    def batch_detect_sentiment(self, **parameters: Any) -> Plain:
        return self._answer("BatchDetectSentiment", parameters)

    def batch_detect_entities(self, **parameters: Any) -> Plain:
        return self._answer("BatchDetectEntities", parameters)

    def batch_detect_key_phrases(self, **parameters: Any) -> Plain:
        return self._answer("BatchDetectKeyPhrases", parameters)

    def batch_detect_dominant_language(self, **parameters: Any) -> Plain:
        return self._answer("BatchDetectDominantLanguage", parameters)

    def texts(self, name: str) -> list[str]:
        """What one operation was sent, in order."""
        return [
            text for called, sent in self.requests if called == name for text in sent["TextList"]
        ]

    def _answer(self, name: str, parameters: Plain) -> Plain:
        model = operation("comprehend", name)
        refuse_wrong_request(model, parameters)
        self._refuse(name, parameters)
        results, errors = [], []
        for index, text in enumerate(parameters["TextList"]):
            if text in self.broken:
                errors.append({"Index": index, **recorded("comprehend_error")})
            else:
                found = self.answers.get((name, text))
                results.append({"Index": index, **(recorded(found) if found else NOTHING[name])})
        return checked_answer(model, {"ResultList": results, "ErrorList": errors})

    def _refuse(self, name: str, parameters: Plain) -> None:
        texts = parameters["TextList"]
        with self._lock:
            self.requests.append((name, parameters))
        if self.failing:
            raise failure(self.failing, name)
        if len(texts) > LARGEST_BATCH:
            raise failure("BatchSizeLimitExceededException", name)
        if any(len(text.encode()) > LARGEST_TEXT for text in texts):
            raise failure("TextSizeLimitExceededException", name)
        if not all(text.strip() for text in texts):
            raise failure("InvalidRequestException", name)
        if parameters.get("LanguageCode", "ko") != "ko":
            raise failure("UnsupportedLanguageException", name)
