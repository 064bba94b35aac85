"""A Lex V2 runtime in memory: one bot, scripted answers, every limit of RecognizeText."""

import re
from collections.abc import Mapping
from threading import Event, Lock
from typing import Any

from tests.understanding.aws_model import (
    Plain,
    checked_answer,
    failure,
    operation,
    recorded,
    refuse_wrong_request,
)

BOT_ID, ALIAS_ID = "MADEUPBOT1", "MADEUPALS1"
MODEL = operation("lexv2-runtime", "RecognizeText")
# What the model does not say, from the developer guide
ALIAS = re.compile(r"TSTALIASID|[0-9a-zA-Z]{10}")
LOCALES = frozenset({"ko_KR", "en_US", "ja_JP"})
AT_ONCE = {"TSTALIASID": 2}
USUALLY_AT_ONCE = 25


class FakeLex:
    """Answers by what was said, with the fallback for all else; `requests` is what arrived."""

    def __init__(
        self, answers: Mapping[str, str] | None = None, *, alias_id: str = ALIAS_ID
    ) -> None:
        self.answers = dict(answers or {})
        self.requests: list[Plain] = []
        self.failing: str | None = None
        self.may_answer = Event()
        self.may_answer.set()
        self._alias_id = alias_id
        self._busy: set[str] = set()
        self._lock = Lock()

    def recognize_text(self, **parameters: Any) -> Plain:
        refuse_wrong_request(MODEL, parameters)
        self._refuse(parameters)
        session = parameters["sessionId"]
        self._enter(session)
        try:
            self.may_answer.wait(10)
            name = self.answers.get(parameters["text"], "lex_fallback")
            return checked_answer(MODEL, {**recorded(name), "sessionId": session})
        finally:
            with self._lock:
                self._busy.discard(session)

    def _refuse(self, parameters: Plain) -> None:
        if not ALIAS.fullmatch(parameters["botAliasId"]) or parameters["localeId"] not in LOCALES:
            raise failure("ValidationException", MODEL.name)
        if (parameters["botId"], parameters["botAliasId"]) != (BOT_ID, self._alias_id):
            raise failure("ResourceNotFoundException", MODEL.name)
        reserved = [k for k in parameters.get("requestAttributes", {}) if k.startswith("x-amz-lex")]
        if reserved:
            raise failure("ValidationException", MODEL.name)
        with self._lock:
            self.requests.append(parameters)
        if self.failing:
            raise failure(self.failing, MODEL.name)

    def _enter(self, session: str) -> None:
        with self._lock:
            if session in self._busy:
                raise failure("ConflictException", MODEL.name)
            if len(self._busy) >= AT_ONCE.get(self._alias_id, USUALLY_AT_ONCE):
                raise failure("ThrottlingException", MODEL.name)
            self._busy.add(session)
